"""Logging in: the first one is administrator, an unknown one joins, an inactive one does not."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.builders import NOW, WARSAW, deactivate, operator, row
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.permissions import Role
from tui_crm.services.setup import employees, login
from tui_crm.services.setup.employees import CODE_LIMIT, EmployeeEdit
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Dictionary, Employee, Entry, Operator, Setting
from tui_crm.store.unit_of_work import write


def test_the_first_operator_is_administrator_and_works_as_an_employee(crm: CrmDatabase) -> None:
    actor = operator("anna", "Anna Maria Nowak")
    assert (actor.role, actor.employee_name) == (Role.ADMINISTRATOR, "Anna Maria Nowak")
    assert row(Employee, actor.employee())["code"] == "AMN"


def test_r23_the_logged_in_operators_employee_is_known(anna: Actor) -> None:
    assert anna.employee_id == Operator.get(Operator.login == "anna").employee_id


def test_later_operators_join_with_a_code_of_their_own(anna: Actor) -> None:
    adam = operator("adam", "Adam Nowy")
    nameless = operator("ops", "")
    assert (adam.role, nameless.role) == (Role.OPERATOR, Role.OPERATOR)
    assert row(Employee, adam.employee())["code"] == "AN2"
    assert nameless.employee_name == "ops"


def test_a_long_name_makes_a_code_that_can_be_saved_again(anna: Actor) -> None:
    full_name = "Maria Anna Teresa Zofia Ewa Jadwiga Helena Irena Nowak"
    stored = row(Employee, operator("maria", full_name).employee())
    assert len(stored["code"]) <= CODE_LIMIT
    edit = EmployeeEdit(stored["last_name"], stored["first_name"], stored["code"], id=stored["id"])
    employees.save(edit._replace(version=stored["version"]), actor=anna, now=NOW)


def test_logging_in_again_makes_nothing(anna: Actor) -> None:
    assert operator() == anna
    assert (Operator.select().count(), Employee.select().count()) == (1, 1)
    assert Dictionary.select().count() == 4


def test_an_unknown_login_is_refused_where_it_may_not_join(anna: Actor) -> None:
    with pytest.raises(Refused, match="There is no operator eve"):
        login.log_in(
            "eve", session="s", zone=WARSAW, language=None, full_name="", now=NOW, may_join=False
        )


def test_an_inactive_operator_is_refused(anna: Actor) -> None:
    deactivate(Operator, anna.operator_id)
    with pytest.raises(Refused, match="not active"):
        operator()


def test_whoever_is_in_is_known_as_they_are_by_now(anna: Actor) -> None:
    marek = operator("marek", "Marek Lis", session="his")
    with write("staff.edit", actor=anna, now=NOW) as unit:
        unit.update(Operator, marek.operator_id, login="mlis", role=Role.MANAGER)
        unit.update(Operator, marek.operator_id, time_zone="Europe/Lisbon", employee_id=1)
    now = login.refreshed(marek)
    assert (now.login, now.role, now.employee_id) == ("mlis", Role.MANAGER, 1)
    assert (now.rights.merge, now.zone.key, now.session) == (True, "Europe/Lisbon", "his")
    assert login.refreshed(anna) == anna


def test_whoever_was_made_inactive_or_removed_is_in_no_longer(anna: Actor) -> None:
    marek, adam = operator("marek", "Marek Lis"), operator("adam", "Adam Nowy")
    deactivate(Operator, marek.operator_id)
    Operator.delete().where(Operator.id == adam.operator_id).execute()
    for gone in (marek, adam):
        with pytest.raises(Refused, match=gone.login):
            login.refreshed(gone)


@pytest.mark.parametrize(
    ("own", "meant"),
    [("Europe/Lisbon", "Europe/Lisbon"), ("Mars/Olympus", "Europe/Warsaw"),
     ("../etc/passwd", "Europe/Warsaw"), (None, "Europe/Warsaw")],
)  # fmt: skip
def test_the_operators_own_zone_counts_where_it_is_one(
    anna: Actor, own: str | None, meant: str
) -> None:
    with write("staff.edit", actor=anna, now=NOW) as unit:
        unit.update(Operator, anna.operator_id, time_zone=own, language="pl")
    actor = operator()
    assert (actor.zone, actor.language) == (ZoneInfo(meant), "pl")


@pytest.mark.parametrize(
    ("own", "company", "meant"),
    [
        (("Europe/Lisbon", "pl"), ('"Asia/Tokyo"', '"en"'), ("Europe/Lisbon", "pl")),
        ((None, None), ('"Asia/Tokyo"', '"pl"'), ("Asia/Tokyo", "pl")),
        ((None, None), ("null", "null"), ("Europe/Warsaw", None)),
        ((None, None), ('"Mars/Olympus"', "7"), ("Europe/Warsaw", None)),
        ((None, None), ("{", ""), ("Europe/Warsaw", None)),
    ],
)
def test_the_companys_zone_and_language_count_where_the_operator_has_none(
    anna: Actor,
    own: tuple[str | None, str | None],
    company: tuple[str, str],
    meant: tuple[str, str | None],
) -> None:
    with write("company.settings", actor=anna, now=NOW) as unit:
        unit.update(Operator, anna.operator_id, time_zone=own[0], language=own[1])
        for name, value in zip(("time_zone", "language"), company, strict=True):
            unit.insert(Setting, name=name, value=value)
    actor = operator()
    assert (actor.zone, actor.language) == (ZoneInfo(meant[0]), meant[1])
    asked = login.log_in("anna", session="", zone=WARSAW, language="en", full_name="", now=NOW)
    assert asked.language == (meant[1] or "en")


def test_the_shipped_dictionaries_have_one_default_each_at_most(anna: Actor) -> None:
    defaults = {entry.code: entry.dictionary_id for entry in Entry.select().where(Entry.is_default)}
    assert set(defaults) == {"telephone", "normal", "talked"}
    assert [row.code for row in Dictionary.select().order_by(Dictionary.id)] == [
        "contact_type", "priority", "category", "outcome",
    ]  # fmt: skip
    assert Entry.select().where(Entry.system).count() == 24


def test_who_has_only_a_login_is_asked_for_a_name_once(crm: CrmDatabase) -> None:
    anna = login.log_in("anna", session="", zone=WARSAW, language=None, full_name="", now=NOW)
    assert login.is_unnamed(anna, since=NOW)
    assert not login.is_unnamed(anna, since=NOW + timedelta(days=1))
    with pytest.raises(RuleViolation):
        login.name_oneself("  ", actor=anna, now=NOW)
    login.name_oneself(" Anna  Nowak", actor=anna, now=NOW)
    assert login.refreshed(anna).employee_name == "Anna Nowak"
    assert not login.is_unnamed(anna, since=NOW)
    with pytest.raises(Refused, match="already"):
        login.name_oneself("Ewa Lis", actor=anna, now=NOW)


def test_who_has_a_full_name_is_not_asked(crm: CrmDatabase) -> None:
    anna = login.log_in(
        "anna", session="", zone=WARSAW, language=None, full_name="Anna Nowak", now=NOW
    )
    assert not login.is_unnamed(anna, since=NOW)
