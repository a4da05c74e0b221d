"""Two operators on one file: nobody's text is lost."""

from __future__ import annotations

import pytest

from tests.support.builders import at, edit_of, persons_on
from tests.support.ui.driver import CrmDriver
from tui_crm.services.activities import timers
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.save import edit_note, save

CHANGED = "Someone else changed this activity"


async def both_edit(crm: CrmDriver) -> None:
    """Anna types into Beta's note while Marek saves another subject and note."""
    await crm.open(crm.known.beta)
    await crm.go("note")
    await crm.press("ctrl+e")
    await crm.type(" MINE")
    colleague = crm.colleague()

    def saves() -> None:
        edit = edit_of(crm.known.beta, subject="their subject", note="their note")  # type: ignore[arg-type]
        save(edit, actor=colleague.actor, instant=crm.clock())

    colleague.does(saves)
    await crm.press("ctrl+s")
    await crm.see(CHANGED)


def they_note(crm: CrmDriver) -> None:
    """Marek writes another note on Beta's."""
    colleague = crm.colleague()
    version = crm.activity(crm.known.beta)["version"]
    colleague.does(
        edit_note, crm.known.beta, "their note", version=version, actor=colleague.actor,  # type: ignore[arg-type]
        now=crm.clock().now,
    )  # fmt: skip


async def test_both_versions_are_shown_side_by_side(crm: CrmDriver) -> None:
    await both_edit(crm)
    line = next(line for line in crm.screen_text() if "their note" in line)
    assert "send the price list MINE" in line
    assert line.index("MINE") < line.index("their note")
    # I did not touch it, so it is theirs, whatever becomes of the note.
    assert not crm.is_seen("their subject")
    assert not crm.is_seen("Planned mine")


async def test_keep_mine_stores_what_i_typed(crm: CrmDriver) -> None:
    await both_edit(crm)
    await crm.press("m")
    await crm.see("Ctrl+S saves what you see now.")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0003.")
    stored = crm.activity(crm.known.beta)
    assert stored["note"] == "send the price list MINE"
    assert stored["subject"] == "their subject"


async def test_what_only_the_colleague_changed_is_theirs_though_i_keep_mine(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("subject", "mine")
    they_note(crm)
    await crm.press("ctrl+s")
    await crm.see(CHANGED)
    assert not crm.is_seen("both notes")
    await crm.press("m", "ctrl+s")
    await crm.see("Saved C/2026/0003.")
    stored = crm.activity(crm.known.beta)
    assert (stored["subject"], stored["note"]) == ("mine", "their note")


async def test_take_theirs_leaves_what_the_colleague_saved(crm: CrmDriver) -> None:
    await both_edit(crm)
    await crm.press("t")
    await crm.see("their note", "Ctrl+S saves what you see now.")
    assert crm.shown("#subject") == "their subject"
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0003.")
    assert crm.activity(crm.known.beta)["note"] == "their note"


async def test_both_notes_are_put_one_below_the_other(crm: CrmDriver) -> None:
    await both_edit(crm)
    await crm.press("b", "ctrl+s")
    await crm.see("Saved C/2026/0003.")
    stored = crm.activity(crm.known.beta)
    assert stored["note"] == "their note\nsend the price list MINE"
    assert stored["subject"] == "their subject"


async def test_deciding_later_leaves_my_text_in_the_form(crm: CrmDriver) -> None:
    await both_edit(crm)
    await crm.press("escape")
    await crm.not_see(CHANGED)
    assert crm.shown("#note") == "send the price list MINE"
    assert crm.activity(crm.known.beta)["note"] == "their note"
    await crm.press("ctrl+s")
    await crm.see(CHANGED)


async def test_a_draft_of_my_text_stands_until_it_is_saved(crm: CrmDriver) -> None:
    await both_edit(crm)
    assert "MINE" in str([draft.payload for draft in crm.drafts.all()])
    await crm.press("m", "ctrl+s")
    await crm.see("Saved")
    assert crm.drafts.all() == ()


async def test_a_timer_started_elsewhere_is_no_conflict(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("subject", "mine")
    colleague = crm.colleague()
    colleague.does(
        timers.start, crm.known.beta, actor=colleague.actor, instant=crm.clock()  # type: ignore[arg-type]
    )  # fmt: skip
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0003.")
    stored = crm.activity(crm.known.beta)
    assert stored["subject"] == "mine"
    assert stored["timer_operator_id"] == colleague.actor.operator_id


async def test_completed_by_a_colleague_while_it_is_open_my_text_stays(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.fill("subject", "mine")
    colleague = crm.colleague()
    colleague.does(
        complete, [crm.known.beta], Completion(None), actor=colleague.actor,  # type: ignore[list-item]
        instant=crm.clock(),
    )  # fmt: skip
    await crm.press("ctrl+s")
    await crm.see("this is completed and can only be read.")
    assert crm.shown("#subject") == "mine"
    assert not crm.notice().endswith("…"), "what to do is cut off at 80 columns"


async def test_persons_a_colleague_added_stay_though_i_keep_mine(crm: CrmDriver) -> None:
    from tests.support import builders

    await crm.open(crm.known.invoice)
    await crm.fill("subject", "mine")
    colleague = crm.colleague()

    def adds() -> None:
        edit = edit_of(crm.known.invoice)  # type: ignore[arg-type]
        ewa = builders.person(colleague.actor, edit.contractor_id, "Zofia Nowa")  # type: ignore[arg-type]
        more = edit_of(crm.known.invoice, person_ids=(*edit.person_ids, ewa))  # type: ignore[arg-type]
        save(more, actor=colleague.actor, instant=crm.clock())

    colleague.does(adds)
    await crm.press("ctrl+s")
    await crm.see(CHANGED)
    await crm.press("m")
    await crm.see("Zofia Nowa")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.activity(crm.known.invoice)["subject"] == "mine"
    assert len(crm.ask(persons_on, crm.known.invoice)) == 2


@pytest.mark.parametrize("key", ["c", "r"])
async def test_an_action_bar_works_on_what_a_colleague_has_changed_meanwhile(
    crm: CrmDriver, key: str
) -> None:
    colleague = crm.colleague()
    await crm.press(key)
    version = crm.activity(crm.known.invoice)["version"]
    colleague.does(
        edit_note, crm.known.invoice, "theirs", version=version, actor=colleague.actor,  # type: ignore[arg-type]
        now=crm.clock().now,
    )  # fmt: skip
    await crm.press(*"1d", "enter")
    await crm.until(lambda: crm.focused_id() == "list")
    assert crm.activity(crm.known.invoice)["note"] == "theirs"


@pytest.mark.parametrize(
    "keys", [("c", "enter"), ("r", *"1d", "enter"), ("x",), ("c", "enter", ".")]
)
async def test_what_a_colleague_has_moved_is_not_done_unseen(
    crm: CrmDriver, keys: tuple[str, ...]
) -> None:
    *before, last = keys
    await crm.press(*before)
    standing = crm.cursor_row()
    moved_id = crm.current_id()
    colleague = crm.colleague()
    colleague.does(
        reschedule, [moved_id], "fri 9", actor=colleague.actor, now=crm.clock().now  # type: ignore[list-item]
    )  # fmt: skip
    assert crm.cursor_row() == standing
    await crm.press(last)
    await crm.see("Somebody has moved this meanwhile; look, and do it again")
    assert crm.activity(moved_id)["starts_at"] == at(27, "09:00")  # type: ignore[arg-type]
    assert crm.activity(moved_id)["completed_at"] is None  # type: ignore[arg-type]


async def test_done_again_it_is_done(crm: CrmDriver) -> None:
    colleague = crm.colleague()
    await crm.press("r", *"1d")
    colleague.does(
        reschedule, [crm.known.invoice], "fri 9", actor=colleague.actor, now=crm.clock().now  # type: ignore[list-item]
    )  # fmt: skip
    await crm.press("enter")
    await crm.see("Somebody has moved this meanwhile")
    await crm.press("enter")
    await crm.see("Moved to Sat 28 Nov 09:00.")
    assert crm.activity(crm.known.invoice)["starts_at"] == at(28, "09:00")


async def test_an_activity_that_a_colleague_moved_shows_its_new_time_when_opened(
    crm: CrmDriver,
) -> None:
    colleague = crm.colleague()
    colleague.does(
        reschedule, [crm.known.beta], "fri 9", actor=colleague.actor, now=crm.clock().now  # type: ignore[list-item]
    )  # fmt: skip
    await crm.open(crm.known.beta)
    assert crm.shown("#starts") == "27.11.2026 09:00"


async def test_who_typed_nothing_sees_first_what_the_colleague_changed(crm: CrmDriver) -> None:
    await crm.open(crm.known.beta)
    await crm.press("ctrl+t")
    they_note(crm)
    await crm.press("ctrl+s")
    await crm.see("What someone else has changed stands here now. Ctrl+S saves.", "their note")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0003.")
    assert crm.activity(crm.known.beta)["note"] == "their note"
