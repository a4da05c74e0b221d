"""What the company sets: defaults where nothing is, everything checked, rights that count."""

from __future__ import annotations

import dataclasses
from datetime import time

import pytest

from tests.support.builders import NOW, everything, operator
from tui_crm.domain.actor import Actor
from tui_crm.domain.company_settings import Company, Hours, next_value, read_hours, with_right
from tui_crm.domain.errors import CrmError, Refused, RuleViolation, StaleRecord
from tui_crm.domain.permissions import DEFAULT_RIGHTS, Role, Scope
from tui_crm.services import undo
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.services.setup.login import refreshed
from tui_crm.store.models import Setting
from tui_crm.store.unit_of_work import write


def settings() -> Company:
    """What is read, without what a later save needs."""
    return read_company()._replace(versions=None)


def test_a_setting_without_a_row_has_the_programs_own_value(anna: Actor) -> None:
    assert settings() == Company()
    assert settings().cooling_days == 60
    assert settings().rights == DEFAULT_RIGHTS
    assert [str(day) for day in settings().working_hours[4:]] == ["08:00–16:00", "None", "None"]


def test_everything_that_is_set_is_read_again(anna: Actor) -> None:
    short = Hours(time(7, 30), time(12))
    wanted = Company(
        language="pl",
        time_zone="Europe/London",
        working_hours=(short, None, None, None, None, short, None),
        holidays=False,
        cooling_days=14,
    )
    wanted = with_right(wanted, Role.OPERATOR, "export", True)
    wanted = with_right(wanted, Role.MANAGER, "reopen", Scope.OWN)
    save_company(wanted, actor=anna, now=NOW)
    assert settings() == wanted


def test_only_what_differs_is_written_and_taken_back(anna: Actor) -> None:
    save_company(read_company()._replace(cooling_days=14), actor=anna, now=NOW)
    assert [one.name for one in Setting.select()] == ["cooling_days"]
    save_company(read_company()._replace(cooling_days=7), actor=anna, now=NOW)
    undo.undo(actor=anna, now=NOW)
    assert settings().cooling_days == 14
    undo.undo(actor=anna, now=NOW)
    assert settings() == Company()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("language", {"language": "de"}),
        ("time_zone", {"time_zone": "Mars/Olympus"}),
        ("cooling_days", {"cooling_days": 0}),
        ("cooling_days", {"cooling_days": 99_999}),
        ("working_hours", {"working_hours": ()}),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    anna: Actor, field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        save_company(Company()._replace(**changes), actor=anna, now=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    "text", ["", "nothing", "null", "[]", "-3", '"Mars"', '{"a": 1}', "[1,2,3,4,5,6,7]"]
)
def test_a_value_that_cannot_be_read_counts_as_none(anna: Actor, text: str) -> None:
    with write("test", actor=None, now=NOW) as unit:
        for name in (
            "language",
            "time_zone",
            "working_hours",
            "holidays",
            "cooling_days",
            "rights",
        ):
            unit.insert(Setting, name=name, value=text)
    assert settings() == Company()


def test_what_a_colleague_set_meanwhile_is_not_written_over(anna: Actor) -> None:
    mine = read_company()
    save_company(read_company()._replace(cooling_days=14), actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        save_company(mine._replace(holidays=False), actor=anna, now=NOW)
    assert settings().holidays


def test_the_right_to_the_staff_changes_no_rights(marek: Actor) -> None:
    chief = dataclasses.replace(marek, rights=marek.rights._replace(staff=True))
    save_company(read_company()._replace(cooling_days=14), actor=chief, now=NOW)
    before = everything()
    with pytest.raises(Refused, match="Only an administrator changes what the roles may"):
        save_company(with_right(read_company(), Role.OPERATOR, "merge", True), actor=chief, now=NOW)
    assert everything() == before


def test_the_rights_of_a_role_count_at_once(anna: Actor, marek: Actor) -> None:
    company = with_right(read_company(), Role.OPERATOR, "dictionaries", True)
    company = with_right(company, Role.OPERATOR, "see", Scope.OWN)
    save_company(company, actor=anna, now=NOW)
    assert refreshed(marek).rights.dictionaries
    assert refreshed(marek).visible_employee_ids == frozenset((int(marek.employee()),))


def test_an_administrator_keeps_every_right(anna: Actor) -> None:
    save_company(
        with_right(read_company(), Role.ADMINISTRATOR, "staff", False), actor=anna, now=NOW
    )
    assert operator("anna").rights.staff
    assert settings().rights == DEFAULT_RIGHTS


def test_a_key_goes_round_the_values_of_a_right() -> None:
    assert next_value(True) is False
    assert [next_value(scope) for scope in Scope] == [Scope.COWORKERS, Scope.ALL, Scope.OWN]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("8-16", "08:00–16:00"), ("7:30–15", "07:30–15:00"), (" 9.15 - 17.45 ", "09:15–17:45"),
     ("", "None"), ("-", "None"), ("0-24", "00:00–23:59")],
)  # fmt: skip
def test_working_hours_are_typed_as_people_write_them(typed: str, meant: str) -> None:
    assert str(read_hours(typed)) == meant


@pytest.mark.parametrize("typed", ["8", "16-8", "8-8", "8:70-10", "25-26", "x", "8-16-18"])
def test_hours_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(CrmError, match="8-16"):
        read_hours(typed)


def test_without_the_right_nothing_changes_and_the_reason_is_said(marek: Actor) -> None:
    before = everything()
    with pytest.raises(Refused, match="what the company sets"):
        save_company(Company(cooling_days=5), actor=marek, now=NOW)
    assert everything() == before
