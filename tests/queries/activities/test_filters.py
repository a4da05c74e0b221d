"""Overdue, waiting, called off, an outcome, without a number, without a next step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.list_options import ActivityOrder, ListState, Without
from tui_crm.domain.choice import PersonChoice
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import ActivityFilter, activities_page
from tui_crm.queries.activities.today import Section, today_page
from tui_crm.queries.common import lacking
from tui_crm.queries.common.numbers import numbers_with
from tui_crm.queries.directory.contractors import (
    ContractorFilter,
    ContractorSubset,
    contractors_page,
)
from tui_crm.queries.directory.persons import PersonFilter, persons_page
from tui_crm.store.models import Phone

ALL = PageRequest(1000)
HOUR = timedelta(hours=1)


def found(**filters: object) -> list[str]:
    chosen = ActivityFilter(now=NOW.astimezone(WARSAW), **filters)  # type: ignore[arg-type]
    return sorted(row.subject for row in activities_page(chosen, ALL))


def all_states(office: Office) -> None:
    office.activity("late", -HOUR)
    office.activity("coming", HOUR)
    office.activity("all of yesterday", on=NOW.date() - timedelta(days=1))
    office.activity("all of today", on=NOW.date())
    office.activity("waits late", -HOUR, status=Status.WAITING)
    office.activity("waits", HOUR, status=Status.WAITING)
    office.activity("held", -HOUR, done=NOW)
    office.activity("called off", HOUR, done=NOW, status=Status.CANCELLED)
    office.activity("not held", -HOUR, done=NOW, status=Status.NOT_HELD)


@pytest.mark.parametrize(
    ("state", "subjects"),
    [
        ("overdue", ["all of yesterday", "late"]),
        ("waiting", ["waits", "waits late"]),
        ("cancelled", ["called off", "not held"]),
        ("completed", ["called off", "held", "not held"]),
        (
            "open",
            ["all of today", "all of yesterday", "coming", "late", "waits", "waits late"],
        ),
    ],
)
def test_every_state_has_its_activities(
    office: Office, state: ListState, subjects: list[str]
) -> None:
    all_states(office)
    assert found(state=state) == subjects


def test_what_is_overdue_is_what_today_calls_overdue(office: Office) -> None:
    all_states(office)
    timer: dict[str, Any] = {
        "timer_boot_id": "b",
        "timer_boot_seconds": 1.0,
        "timer_started_at": NOW,
    }
    office.activity("runs late", -HOUR, timer_operator_id=office.operator_id, **timer)
    for hours in range(-30, 30, 3):
        moment = NOW + timedelta(hours=hours)
        rows = today_page(ALL, employee_id=None, now=moment, zone=WARSAW)
        overdue = [row.row.subject for row in rows if row.section is Section.OVERDUE]
        chosen = ActivityFilter(state="overdue", now=moment.astimezone(WARSAW))
        assert [row.subject for row in activities_page(chosen, ALL, descending=False)] == overdue


def test_all_day_ones_are_overdue_once_the_operators_day_is_over(office: Office) -> None:
    office.activity("day", on=date(2026, 11, 22))
    late = NOW.astimezone(WARSAW).replace(day=22, hour=23, minute=59)
    for moment, subjects in ((late, []), (late + timedelta(minutes=1), ["day"])):
        chosen = ActivityFilter(state="overdue", now=moment)
        assert [row.subject for row in activities_page(chosen, ALL)] == subjects


def test_an_outcome_is_a_filter(office: Office) -> None:
    offer = office.entry("outcome", "offer")
    office.activity("wants one", done=NOW, outcome_id=offer)
    office.activity("no", done=NOW)
    assert found(outcome_id=offer) == ["wants one"]


def people(office: Office) -> dict[str, tuple[int | None, tuple[int, ...]]]:
    """Every way in which there is, or is not, a number: the contractor and persons of each."""
    bad = {"bad_since": NOW}

    def phone(**values: object) -> None:
        office.add(Phone, raw="601 234 567", normalised="+48601234567", tail="601234567", **values)

    own = office.contractor("own")
    phone(contractor_id=own)
    mute, wrong = office.contractor("mute"), office.contractor("wrong")
    silent = office.person(mute, "Ewa Mute")
    phone(contractor_id=wrong, **bad)
    spoken = office.person(wrong, "Jan Wrong")
    phone(person_id=spoken, **bad)
    through = office.contractor("through")
    asked = office.person(through, "Ewa Asked")
    phone(person_id=office.person(through, "Ola Other"))
    left = office.contractor("left")
    stays = office.person(left, "Jan Stays")
    phone(person_id=office.person(left, "Ola Left", linked=False))
    gone = office.contractor("gone")
    phone(person_id=office.person(gone, "Jan Gone", active=False))
    guest = office.person(None, "Ida Guest")
    phone(person_id=guest)
    return {
        "own": (own, ()), "mute": (mute, (silent,)), "wrong": (wrong, (spoken,)),
        "through": (through, (asked,)), "left": (left, (stays,)), "gone": (gone, ()),
        "guest at mute": (mute, (guest,)), "nobody": (None, ()), "guest": (None, (guest,)),
    }  # fmt: skip


def test_without_a_number_is_what_shows_no_number_to_dial(office: Office) -> None:
    known = people(office)
    silent = []
    for name, (contractor_id, persons) in known.items():
        kind = Kind.TASK if contractor_id is None else Kind.CONTACT
        office.activity(name, contractor_id=contractor_id, persons=persons, kind=kind)
        shown = numbers_with(
            [PersonChoice(one, name, "", "", "", "") for one in persons], contractor_id, name
        )
        silent += [name] if contractor_id and all(number.bad for number in shown) else []
    assert found(without=Without.NUMBER) == sorted(silent)
    assert silent == ["mute", "wrong", "left", "gone"]


def test_contractors_and_persons_without_a_number(office: Office) -> None:
    people(office)
    chosen = ContractorFilter(view=ContractorSubset.WITHOUT_NUMBER)
    names = [row.name for row in contractors_page(chosen, ALL)]
    assert names == ["gone", "left", "mute", "wrong"]
    persons = persons_page(PersonFilter(inactive=False, without_number=True), ALL)
    assert [row.name for row in persons] == ["Ewa Asked", "Ewa Mute", "Jan Stays", "Jan Wrong"]


def test_inactive_contractors_are_not_looked_for(office: Office) -> None:
    office.contractor("closed", active=False)
    assert contractors_page(ContractorFilter(view=ContractorSubset.WITHOUT_NUMBER), ALL) == []


def test_without_a_next_step_is_completed_with_nothing_open(office: Office) -> None:
    idle = office.contractor("idle")
    busy = office.contractor("busy", next_activity_at=NOW)
    for name, contractor_id in (("idle", idle), ("busy", busy)):
        office.activity(f"{name} done", contractor_id=contractor_id, done=NOW)
    office.activity("busy open", contractor_id=busy)
    office.activity("a task of nobody", done=NOW)
    assert found(without=Without.NEXT_STEP) == ["idle done"]


def test_the_filters_are_for_what_may_be_seen(office: Office) -> None:
    all_states(office)
    jan = office.employee("Jan", "Lis")
    for state in ("overdue", "waiting", "cancelled"):
        assert found(state=state, visible_employee_ids=frozenset({jan})) == []
        assert found(state=state, employee_id=jan) == []


@pytest.mark.parametrize("few", [0, 200])
@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("order", ActivityOrder)
def test_few_or_many_without_a_number_are_the_same_list(
    office: Office, monkeypatch: pytest.MonkeyPatch, few: int, mine: bool, order: ActivityOrder
) -> None:
    monkeypatch.setattr(lacking, "FEW", few)
    for name, (contractor_id, persons) in people(office).items():
        if contractor_id is not None:
            office.activity(name, contractor_id=contractor_id, persons=persons)
    chosen = ActivityFilter(office.anna if mine else None, without=Without.NUMBER)
    names = [row.subject for row in activities_page(chosen, ALL, order=order)]
    assert sorted(names) == ["gone", "left", "mute", "wrong"]


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
@pytest.mark.parametrize("order", ActivityOrder)
def test_a_rare_state_is_whole_in_every_order(
    office: Office, state: ListState, order: ActivityOrder
) -> None:
    all_states(office)
    office.activity("waits too", status=Status.WAITING, contractor_id=office.contractor())
    office.activity("off too", done=NOW, status=Status.CANCELLED, contractor_id=office.contractor())
    by_start = found(state=state)
    chosen = ActivityFilter(office.anna, state=state)
    names = [row.subject for row in activities_page(chosen, ALL, order=order)]
    assert sorted(names) == by_start
    assert len(by_start) == 3
