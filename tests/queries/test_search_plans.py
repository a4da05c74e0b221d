"""Who is calling and find anywhere look things up: no table is walked, however big it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.queries.conftest import Office
from tests.queries.test_plans import plan
from tui_crm.domain.page import PageRequest
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.directory.contractors import ContractorFilter, contractors_page
from tui_crm.queries.search import find_anywhere
from tui_crm.store.engines.sqlite import CrmDatabase

BOUNDED = ("w", "page", "(subquery")
"""Walked from their first row on: never more than some thousands."""


def scans(steps: list[str]) -> list[str]:
    """Walks over a whole table, or over an index of one; the index of words is asked by words."""
    walked = [step for step in steps if step.startswith("SCAN ")]
    asked = "VIRTUAL TABLE INDEX"
    return [
        step for step in walked
        if not (asked in step and ":M" in step) and not step.split(" ")[1].startswith(BOUNDED)
    ]  # fmt: skip


@pytest.fixture
def known(office: Office) -> Office:
    alfa = office.contractor("Alfa", tax_id="5672345678")
    office.person(alfa, phone="+48601234567")
    office.employee("Marek", "Lis", phone="22 234 567")
    office.activity("offer for Alfa Kowalski", contractor_id=alfa, note="offer")
    return office


@pytest.mark.parametrize("typed", ["567", "234567", "+48 601 234 567"])
def test_numbers_are_ranges_of_the_digits_from_the_end(
    crm: CrmDatabase, known: Office, typed: str
) -> None:
    del known
    steps = plan(crm, lambda: who_is_calling(typed))
    assert scans(steps) == []
    assert any("USING INDEX phone_backwards (backwards>? AND backwards<?)" in s for s in steps)
    assert any("USING INDEX employee_phone_backwards" in step for step in steps)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: find_anywhere("alfa"),
        lambda: find_anywhere("kowal j"),
        lambda: find_anywhere("off a", visible_employee_ids=frozenset({1})),
        lambda: find_anywhere("567"),
        lambda: find_anywhere("+48 60"),
        lambda: find_anywhere("c/2026/1"),
    ],
    ids=["a name", "a single letter", "rights", "digits", "a beginning", "a number"],
)
def test_words_are_looked_up(crm: CrmDatabase, known: Office, ask: Callable[[], object]) -> None:
    del known
    steps = plan(crm, ask)
    assert steps
    assert scans(steps) == []


def test_activities_come_from_the_words_in_their_order(crm: CrmDatabase, known: Office) -> None:
    del known
    steps = plan(crm, lambda: find_anywhere("offer"))
    at = next(n for n, step in enumerate(steps) if step.startswith("SCAN activity_words"))
    assert steps[at + 1 : at + 2] != ["USE TEMP B-TREE FOR ORDER BY"]


@pytest.mark.parametrize("typed", ["601", "48601", "+48 60", "+49 621", "0601"])
def test_numbers_are_ranges_of_their_first_digits_too(
    crm: CrmDatabase, known: Office, typed: str
) -> None:
    del known
    chosen = ContractorFilter(typed)
    asked: tuple[Callable[[], object], ...] = (
        lambda: who_is_calling(typed),
        lambda: contractors_page(chosen, PageRequest(20)),
    )
    for ask in asked:
        steps = plan(crm, ask)
        assert scans(steps) == [], steps
        assert any("phone_normalised" in step for step in steps)
