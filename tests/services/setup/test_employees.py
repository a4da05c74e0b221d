"""Employees as Setup changes them: added, changed, made inactive with a word of what is open."""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.builders import NOW, everything, row, saved_contact, version_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation, StaleRecord
from tui_crm.domain.page import PageRequest
from tui_crm.queries.common import lookups
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.setup.staff import employee_row, employees_page
from tui_crm.services import undo
from tui_crm.services.setup import employees, operators
from tui_crm.services.setup.employees import EmployeeEdit
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.store.models import Activity, Employee

OLA = EmployeeEdit(
    last_name="Wrona", first_name="Ola", position="sales", department="South",
    phone="601 234 567", email="ola@firma.example",
)  # fmt: skip


def test_an_employee_is_added_with_a_code_from_the_name(anna: Actor) -> None:
    first = employees.save(OLA, actor=anna, now=NOW)
    second = employees.save(OLA, actor=anna, now=NOW)
    assert [employee_row(one).code for one in (first, second)] == ["OW", "OW2"]
    stored = row(Employee, first)
    assert (stored["phone"], stored["phone_backwards"]) == ("+48601234567", "76543210684")
    assert employee_row(first).phone == "601 234 567"


@pytest.mark.parametrize(
    "typed", ["22 555 01 23 wew. 12", "601 234 567, 602 345 678", "(22) 555 01 23 ext 7"]
)
def test_an_extension_or_a_second_number_is_kept_as_it_was_typed(anna: Actor, typed: str) -> None:
    ola = employees.save(OLA._replace(phone=typed), actor=anna, now=NOW)
    assert employee_row(ola).phone == typed
    first = "48601234567" if typed.startswith("601") else "48225550123"
    assert row(Employee, ola)["phone_backwards"] == first[::-1]
    assert [one.name for one in who_is_calling(first[-9:])] == ["Ola Wrona"]
    edit = OLA._replace(id=ola, version=1, phone=typed, position="boss")
    employees.save(edit, actor=anna, now=NOW)
    assert employee_row(ola).phone == typed


def test_an_employee_is_found_and_offered_by_name_and_code(anna: Actor) -> None:
    employees.save(OLA._replace(code="boss"), actor=anna, now=NOW)
    assert [one.name for one in employees_page("BOSS", PageRequest(10))] == ["Ola Wrona"]
    assert [one.label for one in lookups.employees("wrona", PageRequest(10))] == ["Ola Wrona"]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("last_name", {"last_name": " "}),
        ("last_name", {"last_name": "x" * 201}),
        ("code", {"code": "AN"}),
        ("code", {"code": "an"}),
        ("code", {"code": "a b"}),
        ("code", {"code": "muchtoolong"}),
        ("phone", {"phone": "none"}),
        ("email", {"email": "ola"}),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    anna: Actor, field: str, changes: dict[str, str]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        employees.save(OLA._replace(**changes), actor=anna, now=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_changing_an_employee_keeps_what_a_colleague_saved(anna: Actor) -> None:
    ola = employees.save(OLA, actor=anna, now=NOW)
    edit = OLA._replace(id=ola, version=1, department="North", code="ow")
    employees.save(edit, actor=anna, now=NOW)
    assert (employee_row(ola).department, employee_row(ola).code) == ("North", "OW")
    with pytest.raises(StaleRecord):
        employees.save(edit._replace(department="West"), actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        employees.set_active(ola, active=False, version=1, actor=anna, now=NOW)


def test_an_inactive_employee_keeps_their_activities_and_is_not_offered(
    anna: Actor, marek: Actor
) -> None:
    saved_contact(marek, "Alfa")
    open_one = saved_contact(marek, "Beta").activity_id
    saved_contact(marek, "Gamma", completed=True)
    operators.save(OperatorEdit("gone", marek.employee_id, active=False), actor=anna, now=NOW)
    standing = employees.set_active(
        marek.employee(),
        active=False,
        version=version_of(Employee, marek.employee()),
        actor=anna,
        now=NOW,
    )
    assert standing == (2, ("marek",))
    assert row(Activity, open_one)["employee_id"] == marek.employee_id
    assert "Marek Lis" not in [one.label for one in lookups.employees("", PageRequest(10))]
    listed = {one.name: one.active for one in employees_page("", PageRequest(10))}
    assert listed == {"Anna Nowak": True, "Marek Lis": False}
    undo.undo(actor=anna, now=NOW)
    assert "Marek Lis" in [one.label for one in lookups.employees("", PageRequest(10))]


def test_the_list_counts_what_is_open(anna: Actor) -> None:
    saved_contact(anna)
    assert [one.open_activities for one in employees_page("", PageRequest(10))] == [1]


def test_without_the_right_nothing_changes_and_the_reason_is_said(marek: Actor) -> None:
    before = everything()
    with pytest.raises(Refused, match="You may not change employees"):
        employees.save(OLA, actor=marek, now=NOW)
    with pytest.raises(Refused, match="You may not change employees"):
        employees.set_active(1, active=False, version=1, actor=marek, now=NOW)
    assert everything() == before


def test_the_right_alone_is_enough(marek: Actor) -> None:
    allowed = dataclasses.replace(marek, rights=marek.rights._replace(staff=True))
    assert employees.save(OLA, actor=allowed, now=NOW)
