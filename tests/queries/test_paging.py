"""Paging by key: every row exactly once, in every order and filter, either way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.activities.list_options import LIST_STATES, ActivityOrder, Without
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import (
    ActivityFilter,
    activities_page,
    activity_row,
    place_of,
)
from tui_crm.queries.activities.today import TodayRow, today_page
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.queries.common.lookups import contractors
from tui_crm.store.connection import open_database


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Many activities at few moments, so that ties are the rule."""
    opened = open_database(tmp_path_factory.mktemp("crowd") / "crm.db", create=True, quick=True)
    with opened.atomic():
        office = Office()
        _fill(office, random.Random(7))
    yield office
    opened.close()


def _fill(office: Office, dice: random.Random) -> None:
    employees = [office.anna, office.employee("Jan", "Lis"), office.employee("Jan", "Lis")]
    companies = [office.contractor(name) for name in ("Beta", "alfa", "Beta", "Łódź", "100%_\\")]
    persons = {
        company: [office.person(company, f"Ewa {name}") for name in ("Lis", "Lis", "Żak")]
        for company in companies
    }
    types = [office.entry("contact_type", f"type {n}", n // 2) for n in range(4)]
    for _number in range(60):
        kind = dice.choice(list(Kind))
        company = None if kind is Kind.TASK and dice.random() < 0.5 else dice.choice(companies)
        whom = persons[company][: dice.randint(0, 3)] if company else []
        dice.shuffle(whom)
        done = dice.random() < 0.5
        moment = timedelta(hours=12 * dice.randint(-4, 4))
        all_day = dice.random() < 0.3
        office.activity(
            dice.choice(("call", "offer", "zażalenie")),
            moment,
            on=(NOW + moment).date() if all_day else None,
            done=NOW + moment if done else None,
            status=Status.DONE if done else dice.choice((Status.PLANNED, Status.IN_PROGRESS)),
            kind=kind,
            contractor_id=company,
            persons=tuple(whom),
            employee_id=dice.choice(employees),
            type_id=dice.choice([None, *types]),
            priority_id=dice.choice([None, *types]),
        )


def walked(
    page: Callable[[PageRequest], list[Any]], limit: int, *, backwards: bool = False
) -> list[Any]:
    """All rows, page by page, from one end of the list to the other."""
    rows: list[Any] = []
    part = page(PageRequest(limit, backwards=backwards))
    while part:
        assert len(part) <= limit
        assert len(rows) <= 1000
        rows = part + rows if backwards else rows + part
        edge = part[0] if backwards else part[-1]
        part = page(PageRequest(limit, edge.place, backwards=backwards))
    return rows


filters = st.builds(
    ActivityFilter,
    employee_id=st.sampled_from([None, 1, 2]),
    kind=st.sampled_from([None, *Kind]),
    state=st.sampled_from(LIST_STATES),
    without=st.sampled_from([None, None, *Without]),
    now=st.just(NOW),
    contractor_id=st.sampled_from([None, None, 1]),
    type_id=st.sampled_from([None, None, 1]),
    since=st.sampled_from([None, NOW - timedelta(days=1)]),
    until=st.sampled_from([None, NOW + timedelta(days=1)]),
    text=st.sampled_from(["", "", "lodz", "ewa zak", "%", "ALFA call"]),
)
patient = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@patient
@given(
    chosen=filters,
    order=st.sampled_from(list(ActivityOrder)),
    descending=st.booleans(),
    limit=st.integers(4, 40),
)
@example(chosen=ActivityFilter(), order=ActivityOrder.CONTRACTOR, descending=True, limit=3)
def test_paging_meets_every_row_exactly_once_in_the_same_order_both_ways(
    crowd: Office, chosen: ActivityFilter, order: ActivityOrder, descending: bool, limit: int
) -> None:
    def page(request: PageRequest) -> list[ActivityRow]:
        return activities_page(chosen, request, order=order, descending=descending)

    whole = page(PageRequest(1000))

    assert walked(page, limit) == whole
    assert walked(page, limit, backwards=True) == whole
    assert len({row.id for row in whole}) == len(whole)


@patient
@given(
    chosen=filters,
    order=st.sampled_from(list(ActivityOrder)),
    descending=st.booleans(),
    only=st.frozensets(st.integers(1, 60), min_size=1),
)
def test_a_page_of_some_rows_holds_those_of_them_that_are_in_the_list(
    crowd: Office,
    chosen: ActivityFilter,
    order: ActivityOrder,
    descending: bool,
    only: frozenset[int],
) -> None:
    def page(request: PageRequest) -> list[ActivityRow]:
        return activities_page(chosen, request, order=order, descending=descending)

    expected = [row for row in page(PageRequest(1000)) if row.id in only]

    assert page(PageRequest(len(only), only=only)) == expected


@patient
@given(order=st.sampled_from(list(ActivityOrder)), descending=st.booleans(), data=st.data())
def test_the_place_of_a_row_leads_back_to_it(
    crowd: Office, order: ActivityOrder, descending: bool, data: st.DataObject
) -> None:
    whole = activities_page(ActivityFilter(), PageRequest(1000), order=order, descending=descending)
    row = data.draw(st.sampled_from(whole))

    place = place_of(row.id, order, descending=descending)

    assert place == row.place
    for backwards in (False, True):
        request = PageRequest(1, place, backwards=backwards, inclusive=True)
        assert activities_page(ActivityFilter(), request, order=order, descending=descending) == [
            row
        ]
    assert activity_row(row.id, order=order, descending=descending) == row


def test_without_a_filter_all_are_there_newest_plan_first(crowd: Office) -> None:
    rows = activities_page(ActivityFilter(), PageRequest(1000))

    assert len(rows) == 60
    keys = [(row.order_at, row.id) for row in rows]
    assert keys == sorted(keys, reverse=True)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("few", [True, False])
def test_activities_without_a_contractor_come_last_either_way(
    crowd: Office, descending: bool, few: bool
) -> None:
    chosen = ActivityFilter(employee_id=crowd.anna, state="open") if few else ActivityFilter()
    rows = activities_page(
        chosen, PageRequest(1000), order=ActivityOrder.CONTRACTOR, descending=descending
    )

    named = [row.contractor for row in rows if row.contractor]
    assert [row.contractor for row in rows][: len(named)] == named
    alphabet = ["100%_\\", "alfa", "Beta", "Łódź"]
    ranks = [alphabet.index(name) for name in named]
    assert ranks == sorted(ranks, reverse=descending)


@patient
@given(limit=st.integers(4, 30), mine=st.booleans(), text=st.sampled_from(["", "offer", "lodz"]))
@example(limit=3, mine=False, text="")
def test_paging_through_today_meets_every_row_once(
    crowd: Office, limit: int, mine: bool, text: str
) -> None:
    def page(request: PageRequest) -> list[TodayRow]:
        whose = crowd.anna if mine else None
        return today_page(request, employee_id=whose, now=NOW, zone=WARSAW, text=text)

    whole = page(PageRequest(1000))

    assert walked(page, limit) == walked(page, limit, backwards=True) == whole
    assert len({row.row.id for row in whole}) == len(whole)


@pytest.mark.parametrize("text", ["", "b", "a", "\\", "%", "_"])
def test_paging_through_a_picker_meets_every_row_once(crowd: Office, text: str) -> None:
    whole = contractors(text, PageRequest(100))

    assert walked(lambda request: contractors(text, request), 1) == whole
    assert walked(lambda request: contractors(text, request), 2, backwards=True) == whole
