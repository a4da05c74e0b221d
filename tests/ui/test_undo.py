"""Undo and redo of everything that is done from the lists and the forms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support import builders
from tests.support.ui.driver import CrmDriver

RepeatableAction = Callable[[CrmDriver], Awaitable[None]]


async def new(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+r", *"3", "ctrl+s")


async def log(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("l", *"talked", "ctrl+s")


async def complete(crm: CrmDriver) -> None:
    await crm.press("c", *"3d", "enter")


async def complete_marked(crm: CrmDriver) -> None:
    await crm.press("*", "c", *"3d", "enter")


async def reschedule(crm: CrmDriver) -> None:
    await crm.press("*", "r", *"1d", "enter")


async def note(crm: CrmDriver) -> None:
    await crm.press("e", *" again", "ctrl+s")


async def edit(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("subject", "other words")
    await crm.press("ctrl+n", "escape", "ctrl+s")


async def reopen(crm: CrmDriver) -> None:
    await crm.to(crm.known.delta)
    await crm.press("o")


async def start_timer(crm: CrmDriver) -> None:
    await crm.press("p")


DEEDS: list[RepeatableAction] = [
    new, log, complete, complete_marked, reschedule, note, edit, reopen, start_timer,
]  # fmt: skip


def everything(crm: CrmDriver) -> Any:
    return crm.ask(builders.everything)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_an_operation_is_taken_back_whole_and_done_again(
    crm: CrmDriver, deed: RepeatableAction
) -> None:
    before = everything(crm)
    shown = crm.rows()
    await deed(crm)
    await crm.until(lambda: crm.focused_id() == "list")
    done = everything(crm)
    assert done != before
    await crm.press("u")
    await crm.see("Taken back")
    assert everything(crm) == before
    assert [line.rstrip() for line in crm.rows()] == [line.rstrip() for line in shown]
    await crm.press("U")
    await crm.see("Done again")
    assert everything(crm) == done


async def test_the_cursor_goes_to_what_was_taken_back(crm: CrmDriver) -> None:
    await crm.press("c", "enter")
    await crm.see("Completed.")
    await crm.press("G", "u")
    await crm.see("Taken back")
    assert crm.current_id() == crm.known.invoice


async def test_pausing_is_taken_back_to_the_value_before(crm: CrmDriver) -> None:
    await crm.press("p")
    await crm.see("Timer running")
    crm.clock.forward(seconds=30)
    await crm.press("p")
    await crm.see("Timer paused")
    await crm.press("u", "u")
    await crm.see("Taken back")
    assert crm.activity(crm.known.invoice)["timer_started_at"] is None
    assert crm.activity(crm.known.invoice)["duration_seconds"] == 0


async def test_with_nothing_done_there_is_nothing_to_undo(crm: CrmDriver) -> None:
    await crm.press("u")
    await crm.see("There is nothing to undo.")
    await crm.press("U")
    await crm.see("There is nothing to redo.")


async def test_after_a_new_operation_there_is_nothing_to_redo(crm: CrmDriver) -> None:
    await crm.press("c", "enter", "u")
    await crm.see("Taken back")
    await crm.press("e", *" x", "ctrl+s", "U")
    await crm.see("There is nothing to redo.")


async def test_another_login_takes_nothing_of_this_one_back(crm: CrmDriver) -> None:
    await crm.press("c", "enter")
    await crm.see("Completed.")
    await crm.restart()
    await crm.press("u")
    await crm.see("There is nothing to undo.")


async def test_nothing_is_taken_back_over_a_colleagues_head(crm: CrmDriver) -> None:
    from tui_crm.services.activities.save import edit_note

    await crm.press("e", *" mine", "ctrl+s")
    await crm.see("Note saved.")
    colleague = crm.colleague()
    version = crm.activity(crm.known.invoice)["version"]
    colleague.does(
        edit_note, crm.known.invoice, "theirs", version=version, actor=colleague.actor,  # type: ignore[arg-type]
        now=crm.clock().now,
    )  # fmt: skip
    await crm.press("u")
    await crm.until(lambda: crm.notice().startswith("✗"))
    assert crm.activity(crm.known.invoice)["note"] == "theirs"
