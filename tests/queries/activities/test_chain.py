"""A chain: what led to an activity and what follows, whatever their kinds."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.queries.conftest import Office
from tests.queries.test_plans import plan, scans
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities import chain
from tui_crm.queries.activities.chain import chain_page
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Activity

ALL = PageRequest(100)
DAY = timedelta(days=1)


def chained(office: Office, count: int) -> list[int]:
    """So many in a row; their ids run against their order, and so do their dates."""
    ids = [office.activity(f"step {n}", -n * DAY) for n in reversed(range(count))][::-1]
    for before, after in pairwise(ids):
        office.change(Activity, after, previous_id=before)
    return ids


def ids(
    activity_id: int, request: PageRequest = ALL, visible_employee_ids: frozenset[int] | None = None
) -> list[int]:
    return [
        row.id
        for row in chain_page(activity_id, request, visible_employee_ids=visible_employee_ids)
    ]


def test_it_is_the_same_from_wherever_one_looks_the_first_one_first(office: Office) -> None:
    steps = chained(office, 5)
    office.activity("elsewhere")
    for one in steps:
        assert ids(one) == steps
    rows = chain_page(steps[2], ALL)
    assert [row.place for row in rows] == list(zip((-2, -1, 0, 1, 2), steps, strict=True))


def test_kinds_and_what_is_done_stand_in_one_chain(office: Office) -> None:
    alfa = office.contractor()
    visit = office.activity("visit", kind=Kind.MEETING, contractor_id=alfa, done=office.now)
    offer = office.activity("offer", previous_id=visit)
    call = office.activity("call", contractor_id=alfa, previous_id=offer)
    assert [row.kind for row in chain_page(offer, ALL)] == [Kind.MEETING, Kind.TASK, Kind.CONTACT]
    assert ids(call) == [visit, offer, call]


def test_one_alone_is_its_own_chain_and_what_is_gone_has_none(office: Office) -> None:
    alone = office.activity()
    assert ids(alone) == [alone]
    assert ids(alone + 1) == []


def test_it_is_read_on_at_both_edges(office: Office) -> None:
    steps = chained(office, 9)
    whole = chain_page(steps[4], ALL)
    for n, row in enumerate(whole):
        assert chain_page(steps[4], PageRequest(3, row.place)) == whole[n + 1 : n + 4]
        back = PageRequest(3, row.place, backwards=True)
        assert chain_page(steps[4], back) == whole[max(0, n - 3) : n]
        here = PageRequest(3, row.place, inclusive=True)
        assert chain_page(steps[4], here) == whole[n : n + 3]
        here = PageRequest(3, row.place, backwards=True, inclusive=True)
        assert chain_page(steps[4], here) == whole[max(0, n - 2) : n + 1]
    assert chain_page(steps[4], PageRequest(3, backwards=True)) == whole[-3:]


def test_what_may_not_be_seen_is_passed_over_and_the_chain_goes_on(office: Office) -> None:
    steps = chained(office, 5)
    marek = office.employee("Marek", "Lis")
    office.change(Activity, steps[1], employee_id=marek)
    seen = frozenset({office.anna})
    assert ids(steps[0], visible_employee_ids=seen) == [steps[0], *steps[2:]]
    assert ids(steps[4], visible_employee_ids=seen) == [steps[0], *steps[2:]]


def test_a_chain_is_walked_so_far_and_no_further(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = chained(office, 8)
    monkeypatch.setattr(chain, "CHAIN_LIMIT", 2)
    assert ids(steps[4]) == steps[2:7]


def test_a_chain_that_bites_its_tail_ends_all_the_same(office: Office) -> None:
    first, second = chained(office, 2)
    office.change(Activity, first, previous_id=second)
    assert set(ids(first, PageRequest(10))) == {first, second}


def test_a_chain_scans_no_table(crm: CrmDatabase, office: Office) -> None:
    steps = chained(office, 3)
    assert scans(plan(crm, lambda: chain_page(steps[1], ALL))) == []
