"""Where the cursor is after a call was logged, a timer was used, or a screen on top was left."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver

FORM = ("enter", "ctrl+g", "ctrl+s")
WAYS = (
    ("invoice", ("l", *"note", "ctrl+s"), "invoice"),
    ("beta", ("l", *"note", "ctrl+s"), "beta"),
    ("gamma", ("L", *"alfa", "enter", *"note", "ctrl+s"), "gamma"),
    ("offer", ("n", *"alfa", "enter", "ctrl+g", "ctrl+s"), "offer"),
    ("invoice", FORM, "offer"),
    ("offer", FORM, "beta"),
    ("gamma", FORM, "beta"),
    ("invoice", ("p", "c", "enter"), "offer"),
    ("invoice", ("p", "p", "c", "enter"), "offer"),
    ("invoice", ("p", "x"), "offer"),
    ("beta", ("p", "c", "enter"), "gamma"),
    ("invoice", ("Q", "1", "enter", "escape"), "offer"),
    ("offer", ("Q", "1", "enter", "escape"), "offer"),
    ("offer", ("Q", "s", "1", "enter", "escape"), "beta"),
    ("offer", ("Q", "1", "enter", "1", "enter", "q"), "beta"),
    ("invoice", ("Q", "x", "escape"), "offer"),
    ("gamma", ("Q", "1", "enter", "1", "enter", "escape"), "gamma"),
    ("delta", ("enter", "escape"), "delta"),
    ("beta", ("ctrl+f", *"gamma", "escape"), "beta"),
)  # fmt: skip


@pytest.mark.parametrize(("came_from", "typed", "back_on"), WAYS)
async def test_the_cursor_goes_on_with_the_work(
    crm: CrmDriver, came_from: str, typed: tuple[str, ...], back_on: str
) -> None:
    await crm.to(known(crm, came_from))
    await crm.press(*typed)
    await crm.see("DONE")
    assert crm.current_id() == known(crm, back_on)


def known(crm: CrmDriver, name: str) -> int:
    found: int = getattr(crm.known, name)
    return found


def section(crm: CrmDriver) -> str:
    current = crm.table().current
    assert current is not None
    return str(current.section)


async def test_on_all_activities_the_logged_row_is_not_where_the_cursor_goes(
    crm: CrmDriver,
) -> None:
    await crm.press("2")
    await crm.to(crm.known.beta)
    await crm.press("l", *"note", "ctrl+s")
    await crm.see("Saved")
    assert crm.current_id() == crm.known.beta


@pytest.mark.parametrize("name", ["invoice", "offer"])
async def test_starting_the_timer_leaves_an_overdue_row_where_it_is(
    crm: CrmDriver, name: str
) -> None:
    await crm.to(known(crm, name))
    before = [row.id for row in crm.table().rows]
    await crm.press("p")
    await crm.see("Timer running", "2 overdue", "2 to do")
    assert [row.id for row in crm.table().rows] == before
    assert section(crm) == "overdue"


async def test_a_call_that_is_running_when_it_gets_due_stays_among_what_is_to_do(
    crm: CrmDriver,
) -> None:
    await crm.to(crm.known.beta)
    await crm.press("p")
    await crm.see("Timer running")
    crm.clock.forward(minutes=30)
    await crm.press("u", "U")
    assert crm.current_id() == crm.known.beta
    assert section(crm) == "today"
