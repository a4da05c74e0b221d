"""The filter window: every state and period, typed days, an outcome, and what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from textual.geometry import Spacing

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Activity, Dictionary, Entry, Phone
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_list import LookupList


async def everybodys(crm: CrmDriver) -> None:
    await crm.press("2", "a", "F")
    await crm.see("Filter · All activities")


def value(crm: CrmDriver, field: str) -> str:
    return crm.app.screen.query_one(f"#{field}", TextField).value


def listed(crm: CrmDriver) -> set[int]:
    return {row.id for row in crm.table().rows}


@pytest.mark.parametrize(
    ("typed", "title"),
    [("to do", "not completed"), ("open", "not completed"), ("done", "completed")],
)
async def test_a_state_is_found_by_what_people_call_it(
    crm: CrmDriver, typed: str, title: str
) -> None:
    await everybodys(crm)
    await crm.press(*typed, "enter", "ctrl+s")
    await crm.see(f"All activities · {title} ")


@pytest.mark.parametrize(
    ("typed", "title", "found"),
    [
        ("overd", "overdue", {"invoice", "offer"}),
        ("called", "called off or not held", set()),
        ("wait", "waiting for somebody", set()),
        ("late", "overdue", {"invoice", "offer"}),
        ("cancelled", "called off or not held", set()),
    ],
)
async def test_a_state_is_chosen_by_its_letters(
    crm: CrmDriver, typed: str, title: str, found: set[str]
) -> None:
    await everybodys(crm)
    await crm.press(*typed, "enter", "ctrl+s")
    await crm.see(f"All activities · {title}")
    await crm.until(lambda: listed(crm) == {getattr(crm.known, name) for name in found})
    if not found:
        assert crm.is_seen("Nothing matches the filter. Esc clears it.")
        await crm.press("enter")
        await crm.see("The filter hides everything here: Esc clears it.")


@pytest.mark.parametrize(("typed", "number"), [("yesterday", 0), ("last week", 2), ("last m", 0)])
async def test_periods_behind(crm: CrmDriver, typed: str, number: int) -> None:
    await everybodys(crm)
    await crm.fill("period", typed)
    await crm.press("ctrl+s")
    await crm.until(lambda: crm.table().loaded and len(listed(crm)) == number)
    await crm.press("escape")
    await crm.until(lambda: len(listed(crm)) == 7)


async def test_from_and_to_are_typed_and_said(crm: CrmDriver) -> None:
    await everybodys(crm)
    await crm.fill("since", "fri")
    await crm.see("→ Fri 20 Nov")
    await crm.press("enter")
    assert crm.focused_id() == "until"
    await crm.type("wed")
    await crm.see("→ Wed 25 Nov")
    await crm.press("ctrl+s")
    await crm.see("All activities · 20.11.2026 – 25.11.2026")
    assert crm.known.invoice in listed(crm)
    held_before = {row["id"] for row in crm.stored() if row["starts_at"] and _day(row) < 20}
    assert not held_before & listed(crm)
    await crm.press("F", "ctrl+r")
    await crm.until(lambda: held_before <= listed(crm))


def _day(row: dict[str, object]) -> int:
    at = row["starts_at"]
    assert isinstance(at, date)
    return at.day


async def test_what_has_happened_is_looked_for_backwards(crm: CrmDriver) -> None:
    await everybodys(crm)
    await crm.press(*"completed", "enter")
    await crm.fill("since", "27.11")
    await crm.see("→ Thu 27 Nov 2025")
    await crm.fill("until", "fri")
    await crm.press("ctrl+s")
    await crm.see("completed · 27.11.2025 – 20.11.2026")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("25.11", "24.11", "The list would end on 24.11.2026, before it begins on 25.11.2026."),
        ("banana", "", "“banana” is not a date."),
    ],
)
async def test_days_that_cannot_be_are_refused_and_stay(
    crm: CrmDriver, first: str, last: str, said: str
) -> None:
    await everybodys(crm)
    await crm.fill("since", first)
    await crm.press("tab", *last, "ctrl+s")
    await crm.see(said)
    assert crm.focused_id() == ("until" if last else "since")


async def test_a_period_and_typed_days_replace_each_other(crm: CrmDriver) -> None:
    await everybodys(crm)
    await crm.fill("since", "20.11")
    await crm.fill("period", "this week")
    await crm.press("tab")
    await crm.until(lambda: not value(crm, "since"))
    await crm.type("21.11")
    await crm.press("tab")
    await crm.until(lambda: not value(crm, "period"))
    await crm.press("ctrl+s")
    await crm.see("All activities · from 21.11.2026")


async def test_a_day_is_picked_in_the_calendar(crm: CrmDriver) -> None:
    await everybodys(crm)
    await crm.go("since")
    await crm.press("ctrl+o")
    await crm.see("Choose a day")
    await crm.press("left", "enter")
    await crm.until(lambda: value(crm, "since") == "22.11.2026")


async def test_an_outcome_is_a_filter_and_stays_with_the_view(crm: CrmDriver) -> None:
    delta = crm.known.delta

    def decided() -> None:
        outcome = Entry.select().join(Dictionary).where(Dictionary.code == "outcome").first()
        Activity.update(outcome=outcome.id).where(Activity.id == delta).execute()

    crm.ask(decided)
    await everybodys(crm)
    await crm.go("outcome")
    await crm.press("down", "enter", "ctrl+s")
    await crm.until(lambda: listed(crm) == {delta})
    await crm.press("v", *"won", "ctrl+n")
    await crm.see("“won” is saved")
    await crm.press("escape")
    await crm.until(lambda: len(listed(crm)) == 7)
    await crm.press("v", *"won", "enter")
    await crm.until(lambda: listed(crm) == {delta})


async def test_without_a_number_and_without_a_next_step(crm: CrmDriver) -> None:
    crm.ask(lambda: Phone.delete().where(Phone.person.is_null()).execute())
    await everybodys(crm)
    await crm.fill("without", "number")
    await crm.press("ctrl+s")
    await crm.see("All activities · without a telephone number")
    assert listed(crm) == {crm.known.gamma, crm.known.delta}
    await crm.press("F")
    await crm.fill("without", "next")
    await crm.press("ctrl+s")
    await crm.see("All activities · without a next step")
    assert listed(crm) == {crm.known.delta}
    await crm.press("Q")
    await crm.see("nothing")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_list_stays_inside_the_window(closed: CrmDriver, size: tuple[int, int]) -> None:
    closed.size = size
    await closed.start()
    await closed.press("2", "F")
    await closed.see("Filter")
    inside = closed.app.screen.query_one(".window").region.shrink(Spacing.all(1))
    for field in ("state", "period", "employee", "contractor", "type", "outcome", "without"):
        await closed.go(field)
        await closed.press("down")
        matches = closed.app.screen.query_one(LookupList)
        await closed.until(lambda: matches.display and matches.region.width)  # noqa: B023
        await closed.until(lambda: inside.contains_region(matches.region), field)  # noqa: B023
        assert matches.table.size.height >= min(3, len(matches.table.rows))
        await closed.press("escape")


async def test_the_title_says_whose_they_are(crm: CrmDriver) -> None:
    await crm.press("2", "F")
    await crm.see("Filter · My activities")
    await crm.fill("employee", "marek")
    await crm.press("enter")
    await crm.see("Filter · Activities of Marek Lis")
    await crm.press("ctrl+s")
    await crm.see(" Activities of Marek Lis   Esc clears the filter")
    assert listed(crm) == {crm.known.marek}
    await crm.press("escape")
    await crm.see(" My activities")


async def test_what_was_said_of_the_list_before_does_not_stay_beside_another(
    crm: CrmDriver,
) -> None:
    await crm.press("2", "a")
    await crm.see("Everybody's activities.")
    await crm.press("F", *"overd", "enter", "ctrl+s")
    await crm.see("All activities · overdue")
    assert not crm.is_seen("Everybody's activities.")


async def test_on_the_list_of_a_contractor_the_title_says_both(crm: CrmDriver) -> None:
    await crm.press("3", "a", "F")
    await crm.see("Filter · Activities of ALFA Sp. z o.o.")
    await crm.fill("employee", "marek")
    await crm.press("ctrl+s")
    await crm.see("Activities of Marek Lis with ALFA Sp. z o.o.")
