"""Tasks made for somebody else: what is open, then what was done of late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import ActivityFilter
from tui_crm.queries.activities.delegated import DONE_FOR, Delegator, delegated_page, delegated_row
from tui_crm.queries.activities.open_then_done import Part

ALL = PageRequest(100)
DAY = timedelta(days=1)
ANYTHING = ActivityFilter()


@pytest.fixture
def marek(office: Office) -> int:
    return office.employee("Marek", "Lis")


def delegated_task(office: Office, subject: str, to: int, at: Any = None, **values: Any) -> int:
    delegator = {"created_by_id": office.operator_id, "employee_id": to}
    return office.activity(subject, at, **{**delegator, **values})


def page(
    office: Office, request: PageRequest = ALL, chosen: ActivityFilter = ANYTHING
) -> list[Any]:
    return delegated_page(
        Delegator(office.operator_id, office.anna), request, now=NOW, chosen=chosen
    )


def subjects(office: Office, chosen: ActivityFilter = ANYTHING) -> list[str]:
    return [one.row.subject for one in page(office, chosen=chosen)]


def test_r44_open_ones_come_first_the_nearest_then_done_ones_the_latest(
    office: Office, marek: int
) -> None:
    delegated_task(office, "next week", marek, 7 * DAY)
    delegated_task(office, "overdue", marek, -DAY)
    delegated_task(office, "done", marek, done=NOW - 2 * DAY)
    delegated_task(office, "done yesterday", marek, done=NOW - DAY)
    assert subjects(office) == ["overdue", "next week", "done yesterday", "done"]
    assert [one.part for one in page(office)] == [Part.OPEN] * 2 + [Part.DONE] * 2


def test_what_is_ones_own_anothers_gift_or_no_task_is_not_on_it(office: Office, marek: int) -> None:
    delegated_task(office, "to myself", office.anna)
    office.activity("his own", employee_id=marek)
    alfa = office.contractor()
    delegated_task(office, "call", marek, kind=Kind.CONTACT, contractor_id=alfa)
    delegated_task(office, "task", marek, kind=Kind.TASK, contractor_id=alfa)
    assert subjects(office) == ["task"]


def test_who_works_as_nobody_has_given_all_of_them_away(office: Office, marek: int) -> None:
    delegated_task(office, "task", marek)
    delegated_task(office, "hers", office.anna)
    found = delegated_page(Delegator(office.operator_id, None), ALL, now=NOW, chosen=ANYTHING)
    assert {one.row.subject for one in found} == {"task", "hers"}


def test_what_was_done_stays_for_a_month(office: Office, marek: int) -> None:
    delegated_task(office, "just so", marek, done=NOW - DONE_FOR)
    delegated_task(office, "long ago", marek, done=NOW - DONE_FOR - timedelta(seconds=1))
    assert subjects(office) == ["just so"]


def test_it_is_narrowed_like_other_lists(office: Office, marek: int) -> None:
    ewa = office.employee("Ewa", "Nowa")
    offer = delegated_task(office, "offer", marek)
    samples = delegated_task(office, "samples", ewa)
    assert subjects(office, ActivityFilter(employee_id=ewa)) == ["samples"]
    visible_employee_ids = ActivityFilter(visible_employee_ids=frozenset({office.anna, marek}))
    assert subjects(office, visible_employee_ids) == ["offer"]
    delegator = Delegator(office.operator_id, office.anna)
    assert delegated_row(delegator, samples, now=NOW, chosen=visible_employee_ids) is None
    found = delegated_row(delegator, offer, now=NOW, chosen=visible_employee_ids)
    assert found is not None
    assert found.row.subject == "offer"


def test_it_is_read_on_at_both_edges(office: Office, marek: int) -> None:
    for n in range(16):
        done = NOW - n * DAY if n % 2 else None
        delegated_task(office, f"task {n}", marek, n % 5 * DAY, done=done)
    whole, delegator = page(office), Delegator(office.operator_id, office.anna)
    assert len(whole) == 16
    for n, one in enumerate(whole):
        assert page(office, PageRequest(5, one.place)) == whole[n + 1 : n + 6]
        assert page(office, PageRequest(5, one.place, backwards=True)) == whole[max(0, n - 5) : n]
        assert delegated_row(delegator, one.row.id, now=NOW, chosen=ANYTHING) == one
