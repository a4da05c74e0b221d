"""Operators as Setup changes them: login, employee, role; an administrator always remains."""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.builders import NOW, deactivate, everything, operator, row, version_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation, StaleRecord
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import Role
from tui_crm.queries.setup.staff import operator_row, operators_page
from tui_crm.services import undo
from tui_crm.services.setup import operators
from tui_crm.services.setup.login import refreshed
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.store.models import Employee, Operator


def edit_of(operator_id: int, **values: object) -> OperatorEdit:
    """What the form holds after changing some fields."""
    held = operator_row(operator_id)
    fields: dict[str, object] = {
        "login": held.login, "role": held.role, "active": held.active, "id": held.id,
        "employee_id": None if held.employee is None else held.employee.id,
        "language": held.language or None, "time_zone": held.time_zone or None,
        "version": held.version,
    }  # fmt: skip
    return OperatorEdit(**{**fields, **values})  # type: ignore[arg-type]


def test_r25_an_operator_is_linked_to_an_employee_and_logs_in_as_them(anna: Actor) -> None:
    edit = OperatorEdit("ops", anna.employee_id, Role.MANAGER, "pl", "Europe/London")
    operators.save(edit, actor=anna, now=NOW)
    ops = operator("ops", "", session="s3")
    assert (ops.employee_name, ops.role, ops.language) == ("Anna Nowak", Role.MANAGER, "pl")
    assert ops.zone.key == "Europe/London"


def test_r25_the_link_can_be_taken_away_and_given_back(anna: Actor, marek: Actor) -> None:
    operators.save(edit_of(marek.operator_id, employee_id=None), actor=anna, now=NOW)
    with pytest.raises(Refused, match="not linked to an employee"):
        operator("marek").employee()
    undo.undo(actor=anna, now=NOW)
    assert operator("marek").employee() == marek.employee_id


def test_a_role_counts_at_once(anna: Actor, marek: Actor) -> None:
    assert not marek.rights.dictionaries
    operators.save(edit_of(marek.operator_id, role=Role.MANAGER), actor=anna, now=NOW)
    assert refreshed(marek).rights.dictionaries


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("login", {"login": ""}),
        ("login", {"login": "two words"}),
        ("login", {"login": "../etc"}),
        ("login", {"login": ".."}),
        ("login", {"login": ".hidden"}),
        ("login", {"login": "-v"}),
        ("login", {"login": "a\\../b"}),
        ("login", {"login": "x" * 65}),
        ("login", {"login": "ż" * 64 + "ó"}),
        ("login", {"login": "an*na"}),
        ("login", {"login": "anna"}),
        ("language", {"language": "de"}),
        ("time_zone", {"time_zone": "Mars/Olympus"}),
        ("time_zone", {"time_zone": "../etc/passwd"}),
        ("employee", {"employee_id": 99}),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    anna: Actor, field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        operators.save(OperatorEdit("ops")._replace(**changes), actor=anna, now=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_an_inactive_employee_is_not_linked_anew_but_stays_linked(
    anna: Actor, marek: Actor
) -> None:
    deactivate(Employee, marek.employee())
    with pytest.raises(RuleViolation, match="not active"):
        operators.save(OperatorEdit("ops", marek.employee_id), actor=anna, now=NOW)
    operators.save(edit_of(marek.operator_id, language="pl"), actor=anna, now=NOW)
    assert row(Operator, marek.operator_id)["employee_id"] == marek.employee_id
    with pytest.raises(RuleViolation, match="not active"):
        operators.save(
            edit_of(anna.operator_id, employee_id=marek.employee_id), actor=anna, now=NOW
        )


@pytest.mark.parametrize("changes", [{"role": Role.MANAGER}, {"active": False}])
def test_the_last_active_administrator_stays(
    anna: Actor, marek: Actor, changes: dict[str, object]
) -> None:
    before = everything()
    with pytest.raises(RuleViolation, match="last active administrator") as refused:
        operators.save(edit_of(anna.operator_id, **changes), actor=anna, now=NOW)
    assert refused.value.field == next(iter(changes))
    assert everything() == before
    operators.save(edit_of(marek.operator_id, role=Role.ADMINISTRATOR), actor=anna, now=NOW)
    operators.save(edit_of(anna.operator_id, **changes), actor=anna, now=NOW)


def test_an_inactive_administrator_is_none(anna: Actor, marek: Actor) -> None:
    operators.save(edit_of(marek.operator_id, role=Role.ADMINISTRATOR), actor=anna, now=NOW)
    operators.set_active(
        marek.operator_id,
        active=False,
        version=version_of(Operator, marek.operator_id),
        actor=anna,
        now=NOW,
    )
    with pytest.raises(RuleViolation, match="last active administrator"):
        operators.set_active(
            anna.operator_id,
            active=False,
            version=version_of(Operator, anna.operator_id),
            actor=anna,
            now=NOW,
        )
    with pytest.raises(Refused, match="not active"):
        operator("marek")


def test_an_undo_never_leaves_nobody_who_keeps_the_rights(anna: Actor, marek: Actor) -> None:
    operators.save(edit_of(marek.operator_id, role=Role.ADMINISTRATOR), actor=anna, now=NOW)
    boss = operator("marek", session="s9")
    operators.save(edit_of(anna.operator_id, role=Role.OPERATOR), actor=boss, now=NOW)
    with pytest.raises(Refused, match="last active administrator"):
        undo.undo(actor=anna, now=NOW)
    assert operator_row(marek.operator_id).role is Role.ADMINISTRATOR


def test_two_changes_at_once_are_noticed(anna: Actor, marek: Actor) -> None:
    mine, read = edit_of(marek.operator_id, language="pl"), version_of(Operator, marek.operator_id)
    operators.save(edit_of(marek.operator_id, language="en"), actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        operators.save(mine, actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        operators.set_active(marek.operator_id, active=False, version=read, actor=anna, now=NOW)


def test_operators_are_listed_by_login_and_found_by_employee(anna: Actor, marek: Actor) -> None:
    assert [one.login for one in operators_page("", PageRequest(10))] == ["anna", "marek"]
    assert [one.login for one in operators_page("LIS", PageRequest(10))] == ["marek"]
    assert [one.login for one in operators_page("", PageRequest(10, (0, "anna", 1)))] == ["marek"]


def test_without_the_right_nothing_changes_and_the_reason_is_said(marek: Actor) -> None:
    before = everything()
    with pytest.raises(Refused, match="Ask an administrator"):
        operators.save(edit_of(marek.operator_id, role=Role.ADMINISTRATOR), actor=marek, now=NOW)
    with pytest.raises(Refused, match="Ask an administrator"):
        operators.set_active(1, active=False, version=1, actor=marek, now=NOW)
    assert everything() == before


def test_the_right_to_the_staff_makes_nobody_administrator(anna: Actor, marek: Actor) -> None:
    chief = dataclasses.replace(marek, rights=marek.rights._replace(staff=True))
    operators.save(edit_of(marek.operator_id, role=Role.MANAGER), actor=chief, now=NOW)
    before = everything()
    for deed in (
        lambda: operators.save(
            edit_of(marek.operator_id, role=Role.ADMINISTRATOR), actor=chief, now=NOW
        ),
        lambda: operators.save(OperatorEdit("eve", role=Role.ADMINISTRATOR), actor=chief, now=NOW),
        lambda: operators.save(edit_of(anna.operator_id, login="x"), actor=chief, now=NOW),
        lambda: operators.save(edit_of(anna.operator_id, role=Role.OPERATOR), actor=chief, now=NOW),
        lambda: operators.set_active(
            anna.operator_id,
            active=False,
            version=version_of(Operator, anna.operator_id),
            actor=chief,
            now=NOW,
        ),
    ):
        with pytest.raises(RuleViolation, match="Only an administrator"):
            deed()
    assert everything() == before
