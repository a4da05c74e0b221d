"""What Setup lists: walked by place without gaps, and along an index however much there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.queries.test_plans import plan, slow_steps
from tests.support.builders import NOW
from tui_crm.domain.page import PageRequest
from tui_crm.queries.common import lookups
from tui_crm.queries.setup.change_log import setting_history, setup_history
from tui_crm.queries.setup.dictionaries import dictionaries, entries_page, entry_row
from tui_crm.queries.setup.staff import (
    counts,
    employee_row,
    employees_page,
    operator_row,
    operators_page,
)
from tui_crm.services.undo import undo
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Entry, Operator, Setting
from tui_crm.store.unit_of_work import write


def walk(page: Callable[[PageRequest], list[Any]], step: int = 2) -> list[Any]:
    """All rows of a list, some at a time."""
    found = page(PageRequest(step))
    while more := page(PageRequest(step, found[-1].place)):
        found += more
    return found


def test_entries_are_walked_in_their_order_inactive_ones_too(office: Office) -> None:
    for n in range(7):
        office.entry("category", f"value {n}", position=9 - n, active=n != 3)
    assert [one.name for one in entries_page(3, "5 VAL", PageRequest(9))] == ["value 5"]
    found = walk(lambda request: entries_page(3, "", request))
    assert [row.name for row in found] == [f"value {n}" for n in reversed(range(7))]
    assert [row.name for row in found if not row.active] == ["value 3"]
    last = entries_page(3, "", PageRequest(2, backwards=True))
    assert [row.name for row in last] == ["value 1", "value 0"]
    assert entry_row(found[2].id) == found[2]


def test_entries_of_one_place_are_none_of_them_lost(office: Office) -> None:
    made = [office.entry("category", f"value {n}") for n in range(7)]
    assert [row.id for row in walk(lambda request: entries_page(3, "", request))] == made


def test_dictionaries_stand_by_group_the_shipped_ones_first(office: Office) -> None:
    from tui_crm.store.models import Dictionary

    office.add(Dictionary, code="own-1", name="Industries", group="Allotments")
    office.add(Dictionary, code="own-2", name="Sources", group="CRM")
    office.entry("category", "first")
    listed = [(row.group, row.name, row.entries) for row in dictionaries()]
    assert listed[2:] == [
        ("CRM", "category", 1), ("CRM", "outcome", 0), ("CRM", "Sources", 0),
        ("Allotments", "Industries", 0),
    ]  # fmt: skip


def test_employees_are_listed_with_what_is_open_and_found_by_name(office: Office) -> None:
    ola = office.employee("Ola", "Wrona", phone="+48601234567", active=False)
    office.activity(employee_id=ola)
    office.activity(employee_id=ola, done=NOW)
    found = walk(lambda request: employees_page("", request), step=1)
    assert [(row.name, row.open_activities, row.active) for row in found] == [
        ("Anna Nowak", 0, True), ("Ola Wrona", 1, False),
    ]  # fmt: skip
    assert [row.id for row in employees_page("wrona ola", PageRequest(5))] == [ola]
    assert employee_row(ola) == found[1]


def test_operators_are_listed_with_whom_they_work_as(office: Office) -> None:
    office.add(Operator, login="ops")
    found = walk(lambda request: operators_page("", request), step=1)
    assert [(row.login, row.employee and row.employee.label) for row in found] == [
        ("anna", "Anna Nowak"), ("ops", None),
    ]  # fmt: skip
    assert operator_row(found[1].id) == found[1]
    assert counts() == (1, 2)


def test_the_history_of_an_entry_is_its_own(office: Office) -> None:
    first, second = (office.entry("category", name) for name in ("first", "second"))
    office.change(Entry, second, name="other")
    office.change(Entry, first, name="changed")
    told = [
        (row.field, row.old, row.new) for row in setup_history("entry", [first], PageRequest(9))
    ]
    assert told == [("name", "first", "changed"), ("name", "", "first")]


def test_the_history_of_a_setting_holds_what_was_undone(office: Office) -> None:
    actor = office.actor()
    with write("company.settings", actor=actor, now=NOW) as unit:
        row_id = unit.insert(Setting, name="cooling_days", value="60")
    with write("company.settings", actor=actor, now=NOW) as unit:
        unit.update(Setting, row_id, value="14")
    undo(actor=actor, now=NOW)
    told = [(row.old, row.new) for row in setting_history("cooling_days", PageRequest(9))]
    assert told == [("14", "60"), ("60", "14"), ("", "60")]
    assert setting_history("rights", PageRequest(9)) == []


PLACE = (0, 1, 1)


@pytest.mark.parametrize(
    "asked", [PageRequest(40), PageRequest(40, PLACE), PageRequest(40, PLACE, backwards=True)]
)
@pytest.mark.parametrize(
    "page",
    [
        lambda request: entries_page(3, "", request),
        lambda request: entries_page(3, "value", request),
        lambda request: lookups.entries("category", "value", request),
        lambda request: employees_page("", request),
        lambda request: operators_page("", request),
    ],
    ids=["entries", "entries found", "entries offered", "employees", "operators"],
)
def test_a_page_is_read_along_an_index(
    crm: CrmDatabase, office: Office, page: Callable[[PageRequest], list[Any]], asked: PageRequest
) -> None:
    office.entry("category", "value")
    steps = plan(crm, lambda: page(asked))
    assert steps
    assert slow_steps(steps) == []
