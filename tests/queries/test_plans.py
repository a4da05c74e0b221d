"""The default lists walk an index: no full scan, no sort, however many activities there are."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.list_options import ActivityOrder, Without
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import ActivityFilter, activities_page
from tui_crm.queries.activities.digest import digest_rows
from tui_crm.queries.activities.today import today_page
from tui_crm.queries.common.lookups import contractors
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.directory.contractors import (
    ContractorFilter,
    ContractorOrder,
    ContractorSubset,
    contractors_page,
)
from tui_crm.queries.directory.duplicates import contractor_duplicates, person_duplicates
from tui_crm.queries.directory.person_card import person_card
from tui_crm.queries.directory.persons import PersonFilter, PersonOrder, persons_page
from tui_crm.store.engines.sqlite import CrmDatabase

PLACE = (0, "2026-11-23 08:41:00", 1)


def plan(crm: CrmDatabase, ask: Callable[[], object], *, per_row: bool = True) -> list[str]:
    """How SQLite answers what *ask* asks, a step a line; *per_row* with what each row looks up."""
    steps: list[str] = []
    execute: Any = crm.execute_sql

    def explain(sql: str, params: Any = None) -> Any:
        aside: set[int] = set()
        for step, above, _unused, said in execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall():
            if not per_row and (above in aside or said.startswith("CORRELATED SCALAR")):
                aside.add(step)
            else:
                steps.append(said)
        return execute(sql, params)

    crm.execute_sql = explain  # type: ignore[method-assign]
    try:
        ask()
    finally:
        crm.execute_sql = execute  # type: ignore[method-assign]
    return steps


def slow_steps(steps: list[str]) -> list[str]:
    """Sorts, and scans of a table that go along no index."""
    walked = ("page", "(subquery", "CONSTANT ROW")
    return [
        step for step in steps
        if "TEMP B-TREE" in step or "AUTOMATIC" in step
        or (step.startswith("SCAN") and " INDEX " not in step
            and not step.removeprefix("SCAN ").startswith(walked))
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        PageRequest(40),
        PageRequest(40, backwards=True),
        PageRequest(40, PLACE),
        PageRequest(40, PLACE, backwards=True),
    ],
)
@pytest.mark.parametrize(
    "chosen",
    [
        ActivityFilter(),
        ActivityFilter(state="open"),
        ActivityFilter(employee_id=1),
        ActivityFilter(employee_id=1, state="open"),
        ActivityFilter(employee_id=1, state="completed"),
        ActivityFilter(contractor_id=1),
        ActivityFilter(since=NOW - timedelta(days=7), until=NOW),
        ActivityFilter(state="overdue", now=NOW),
        ActivityFilter(employee_id=1, state="overdue", now=NOW),
        ActivityFilter(state="waiting"),
        ActivityFilter(employee_id=1, state="waiting"),
        ActivityFilter(state="cancelled"),
        ActivityFilter(employee_id=1, state="cancelled"),
        ActivityFilter(outcome_id=1),
        ActivityFilter(employee_id=1, outcome_id=1),
        *(ActivityFilter(without=one) for one in Without),
        *(ActivityFilter(employee_id=1, without=one) for one in Without),
    ],
    ids=[
        "all",
        "open",
        "mine",
        "my open",
        "my completed",
        "of a contractor",
        "a week",
        "overdue",
        "my overdue",
        "waiting",
        "my waiting",
        "called off",
        "my called off",
        "outcome",
        "my outcome",
        *(f"without {one}" for one in Without),
        *(f"my {one}" for one in Without),
    ],
)
def test_the_list_by_start_walks_an_index(
    crm: CrmDatabase, office: Office, chosen: ActivityFilter, asked: PageRequest
) -> None:
    for descending in (True, False):
        steps = plan(crm, lambda: activities_page(chosen, asked, descending=descending))  # noqa: B023
        assert slow_steps(steps) == []
        assert any("SEARCH t1 USING INTEGER PRIMARY KEY" in step for step in steps)


@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        (ActivityFilter(state="overdue", now=NOW), "activity_open_all"),
        (ActivityFilter(employee_id=1, state="overdue", now=NOW), "activity_open_mine"),
        (ActivityFilter(state="waiting"), "activity_waiting"),
        (ActivityFilter(state="cancelled"), "activity_called_off"),
        (ActivityFilter(outcome_id=1), "activity_outcome"),
    ],
)  # fmt: skip
def test_a_rare_state_or_outcome_has_an_index_of_its_own(
    crm: CrmDatabase, office: Office, chosen: ActivityFilter, index: str
) -> None:
    for request in (PageRequest(40), PageRequest(40, PLACE)):
        steps = plan(crm, lambda: activities_page(chosen, request))  # noqa: B023
        assert any(index in step for step in steps), steps


@pytest.mark.parametrize(
    "order",
    [ActivityOrder.CONTRACTOR, ActivityOrder.PERSON, ActivityOrder.EMPLOYEE, ActivityOrder.NUMBER],
)
def test_sorting_everything_by_a_name_or_number_walks_an_index(
    crm: CrmDatabase, office: Office, order: ActivityOrder
) -> None:
    assert (
        slow_steps(
            plan(crm, lambda: activities_page(ActivityFilter(), PageRequest(40), order=order))
        )
        == []
    )


@pytest.mark.parametrize("mine", [True, False])
def test_today_walks_indexes(crm: CrmDatabase, office: Office, mine: bool) -> None:
    whose = office.anna if mine else None
    steps = plan(crm, lambda: today_page(PageRequest(40), employee_id=whose, now=NOW, zone=WARSAW))
    assert slow_steps(steps) == []


def test_an_empty_contractor_field_walks_the_names(crm: CrmDatabase, office: Office) -> None:
    assert slow_steps(plan(crm, lambda: contractors("", PageRequest(20)))) == []


def scans(steps: list[str]) -> list[str]:
    """The tables that are gone through whole, be it along an index."""
    tables = ("contractor", "person", "phone", "email", "affiliation", "activity", "participant")
    aliases = {f"t{n}" for n in range(1, 12)}
    walked = [step.split()[1] for step in steps if step.startswith("SCAN ")]
    return [name for name in walked if name in tables or name in aliases]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ContractorOrder)
def test_the_contractors_in_any_order_walk_an_index(
    crm: CrmDatabase, office: Office, order: ContractorOrder, descending: bool
) -> None:
    office.contractor(owner_id=office.anna, last_contact_at=NOW, next_activity_at=NOW, city="X")
    for request in (PageRequest(40), PageRequest(40, backwards=True)):
        for view in (
            ContractorSubset.ALL, ContractorSubset.COOLING, ContractorSubset.WITHOUT_NUMBER,
        ):  # fmt: skip
            chosen = ContractorFilter(view=view, cooling_before=NOW)
            page = contractors_page(ContractorFilter(), PageRequest(1), order=order)
            for place in (None, page[0].place):
                at = PageRequest(40, place, backwards=request.backwards)
                steps = plan(
                    crm,
                    lambda: contractors_page(chosen, at, order=order, descending=descending),  # noqa: B023
                    per_row=False,
                )
                assert slow_steps(steps) == []


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", PersonOrder)
def test_the_persons_in_either_order_walk_an_index(
    crm: CrmDatabase, office: Office, order: PersonOrder, descending: bool
) -> None:
    office.person(office.contractor())
    place = persons_page(PersonFilter(), PageRequest(1), order=order)[0].place
    for request in (
        PageRequest(40),
        PageRequest(40, backwards=True),
        PageRequest(40, place),
        PageRequest(40, place, True),
    ):
        for chosen in (PersonFilter(), PersonFilter(inactive=False, without_number=True)):
            steps = plan(
                crm,
                lambda: persons_page(chosen, request, order=order, descending=descending),  # noqa: B023
                per_row=False,
            )
            assert slow_steps(steps) == []


def test_what_a_row_lacks_is_looked_up_by_an_index(crm: CrmDatabase, office: Office) -> None:
    office.person(office.contractor())
    for ask in (
        lambda: activities_page(ActivityFilter(without=Without.NUMBER), PageRequest(40)),
        lambda: activities_page(ActivityFilter(without=Without.NEXT_STEP), PageRequest(40)),
        lambda: contractors_page(
            ContractorFilter(view=ContractorSubset.WITHOUT_NUMBER), PageRequest(40)
        ),
        lambda: persons_page(PersonFilter(without_number=True), PageRequest(40)),
    ):
        steps = plan(crm, ask)
        scanned = [step for step in steps if step.startswith("SCAN") and " INDEX " not in step]
        assert [step for step in scanned if not step.startswith(("SCAN page", "SCAN (sub"))] == []


@pytest.mark.parametrize("text", ["alfa", "alfa lodz", "601 234", "567", "PL 526 000", "a@b"])
def test_what_is_typed_into_the_filter_is_looked_up(
    crm: CrmDatabase, office: Office, text: str
) -> None:
    for order in (ContractorOrder.NAME, ContractorOrder.LAST_CONTACT):
        by_order = functools.partial(contractors_page, order=order)
        asked = plan(crm, lambda: by_order(ContractorFilter(text), PageRequest(40)))  # noqa: B023
        assert scans(asked) == []
    for by in PersonOrder:
        asked = plan(crm, lambda: persons_page(PersonFilter(text), PageRequest(40), order=by))  # noqa: B023
        assert scans(asked) == []


def test_duplicates_are_looked_up(crm: CrmDatabase, office: Office) -> None:
    phones, emails = ["601 234 567"], ["jan@alfa.example"]
    of_contractor = plan(
        crm,
        lambda: contractor_duplicates(name="Alfa Metal", tax_id="5260001246", phones=phones, but=1),
    )
    of_person = plan(
        crm, lambda: person_duplicates(name="Jan Kowalski", phones=phones, emails=emails, but=1)
    )
    assert len(of_contractor) > 4
    assert scans(of_contractor) == scans(of_person) == []


def test_cards_are_looked_up(crm: CrmDatabase, office: Office) -> None:
    alfa = office.contractor()
    jan = office.person(alfa)
    assert scans(plan(crm, lambda: contractor_card(alfa))) == []
    assert scans(plan(crm, lambda: person_card(jan, visible_employee_ids=frozenset({1})))) == []


def test_the_digest_of_a_day_reads_no_history_but_that_days(
    office: Office, crm: CrmDatabase
) -> None:
    alfa = office.contractor()
    for n in range(3):
        office.activity(contractor_id=alfa, done=NOW, note=f"n{n}")
    day = NOW.date()
    for employee_id in (office.anna, None):
        steps = plan(
            crm,
            lambda employee_id=employee_id: digest_rows(  # type: ignore[misc]
                day, day + timedelta(days=1), employee_id=employee_id, zone=WARSAW
            ),
        )
        assert any("operation_at" in step for step in steps)
        walked = [step for step in steps if "change_table" in step and "row_id=?" not in step]
        assert walked == []
        assert [step for step in slow_steps(steps) if "ORDER BY" not in step] == []
