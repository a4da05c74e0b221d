"""A colleague holds the database while something is saved: what is typed meanwhile does no harm."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.support.builders import NOW
from tests.support.ui.driver import CrmDriver
from tests.support.ui.keyboard import key_event
from tui_crm.settings import login_of_process
from tui_crm.store.unit_of_work import write
from tui_crm.ui.app import HEARTBEAT_EVERY
from tui_crm.ui.kit.screen import CrmScreen

SAVING = f"{login_of_process()[0]} is writing to the database just now"
NOT_USED = "What you typed while it was being saved was not used."


HOLDS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("begun", flush=True)
sys.stdin.read()
"""


class Lock:
    """A colleague's transaction, in a process of its own."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", HOLDS, path], stdin=PIPE, stdout=PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "begun\n"

    def end(self) -> None:
        """Let go."""
        self._process.communicate()


@pytest.fixture
def lock(crm: CrmDriver) -> Iterator[Lock]:
    """It is ended at the latest after the test."""
    held = Lock(crm.path)
    yield held
    held.end()


async def typed_while_waiting(crm: CrmDriver, lock: Lock, key: str, *keys: str) -> None:
    """Press a key that saves, others while it waits for the colleague, who then is ready."""
    crm.app.post_message(key_event(key))
    await crm.see(SAVING)
    for typed in keys:
        crm.app.post_message(key_event(typed))
    lock.end()
    await crm.rest()


async def test_keys_typed_while_a_form_is_saved_are_no_commands_on_the_list(
    crm: CrmDriver, lock: Lock
) -> None:
    before = crm.stored()
    await crm.new_contact()
    await typed_while_waiting(crm, lock, "ctrl+s", *"xcp", "enter", *"o t")
    await crm.see("Saved C/2026/0006.", NOT_USED)
    assert crm.focused_id() == "list"
    assert len(crm.app.screen_stack) == 1
    assert crm.stored()[:-1] == before
    assert not crm.table().marked


async def test_the_next_key_after_that_is_a_command_again(crm: CrmDriver, lock: Lock) -> None:
    await crm.new_contact()
    await typed_while_waiting(crm, lock, "ctrl+s", "x")
    await crm.press("c")
    assert crm.focused_id() == "next-at"


async def test_nothing_is_said_when_nothing_was_typed(crm: CrmDriver, lock: Lock) -> None:
    await crm.new_contact()
    await typed_while_waiting(crm, lock, "ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert not crm.is_seen(NOT_USED)


async def test_keys_of_the_same_packet_do_no_harm_either(crm: CrmDriver, lock: Lock) -> None:
    await crm.new_contact()
    for key in ("ctrl+s", *"c1d", "enter"):
        crm.app.post_message(key_event(key))
    await crm.see(SAVING)
    lock.end()
    await crm.rest()
    await crm.see("Saved C/2026/0006.", NOT_USED)
    assert crm.activity(crm.known.invoice)["completed_at"] is None


async def test_what_is_typed_goes_on_in_a_form_that_stays(
    crm: CrmDriver, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_crm.domain.errors import Refused
    from tui_crm.services.activities import save

    def full(*_args: object, **_kwargs: object) -> None:
        with write("activity.create", actor=None, now=NOW):
            raise Refused("The disk is full.")

    await crm.new_contact()
    await crm.go("note")
    monkeypatch.setattr(save, "save", full)
    await typed_while_waiting(crm, lock, "ctrl+s", *"and more")
    await crm.see("The disk is full.")
    assert crm.shown("#note") == "and more"


async def test_keys_typed_while_an_action_bar_completes_are_no_commands(
    crm: CrmDriver, lock: Lock
) -> None:
    await crm.press("c")
    await typed_while_waiting(crm, lock, "enter", *"cu", "enter")
    await crm.see("Completed.", NOT_USED)
    assert crm.activity(crm.known.invoice)["completed_at"] is not None
    assert crm.activity(crm.known.offer)["completed_at"] is None


async def test_keys_typed_while_a_note_is_saved_are_no_commands(crm: CrmDriver, lock: Lock) -> None:
    await crm.press("e", "!")
    await typed_while_waiting(crm, lock, "ctrl+s", *"down", "enter", "c")
    await crm.see("Note saved.", NOT_USED)
    assert crm.focused_id() == "list"


async def test_a_quick_answer_meanwhile_is_not_taken_for_the_slow_one(crm: CrmDriver) -> None:
    screen, released = crm.app.screen, asyncio.Event()
    assert isinstance(screen, CrmScreen)

    async def saves() -> bool:
        await screen.wait_db(released.wait())
        return screen._kept_waiting

    saving = asyncio.create_task(saves())
    await crm.see("Just a moment: the database takes long to answer.")
    await screen.wait_db(asyncio.sleep(0))
    released.set()
    assert await saving


async def test_what_was_said_before_is_said_again_after_waiting(crm: CrmDriver) -> None:
    crm.slow(0.6)
    await crm.press("end", "enter")
    await crm.see("completed 23.11.2026")
    await crm.app.workers.wait_for_complete()
    assert "It is completed and can only be read." in crm.notice()


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        (("e", "!", "ctrl+s"), "Note saved."),
        (("c", "enter"), "Completed."),
        (("n", *"gam", "enter", "ctrl+s"), "Saved C/2026/0006."),
    ],
    ids=["note", "bar", "form"],
)
async def test_help_works_meanwhile(
    crm: CrmDriver, lock: Lock, keys: tuple[str, ...], done: str
) -> None:
    await crm.press(*keys[:-1])
    screens = len(crm.app.screen_stack)
    crm.app.post_message(key_event(keys[-1]))
    await crm.see(SAVING)
    for _twice in range(2):
        for key in ("f1", "down"):
            crm.app.post_message(key_event(key))
        await crm.until(lambda: len(crm.app.screen_stack) > screens, "the help")
        crm.app.post_message(key_event("escape"))
        await crm.until(lambda: len(crm.app.screen_stack) == screens, "the help to be closed")
    crm.app.post_message(key_event("f1"))
    await crm.until(lambda: len(crm.app.screen_stack) > screens, "the help")
    lock.end()
    await crm.see("Keys of this screen")
    crm.app.post_message(key_event("escape"))
    await crm.until(lambda: len(crm.app.screen_stack) == 1, "the list")
    await crm.see(done)


@pytest.mark.parametrize(
    "keys",
    [("e", "!", "ctrl+s"), ("c", *"well", "enter"), ("n", *"gam", "enter", *"well", "ctrl+s")],
    ids=" ".join,
)
async def test_one_can_leave_meanwhile(crm: CrmDriver, lock: Lock, keys: tuple[str, ...]) -> None:
    before = crm.stored()
    await crm.press(*keys[:-1])
    crm.app.post_message(key_event(keys[-1]))
    await crm.see(SAVING)
    crm.app.post_message(key_event("ctrl+q"))
    await crm.until(lambda: not crm.app.is_running, "the end")
    await crm.leave()
    assert len(crm.drafts.all()) == 1
    lock.end()
    assert crm.stored() == before


async def test_a_call_that_gives_a_sign_of_life_keeps_nobody_from_typing(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("p", "e")
    lock = sqlite3.connect(crm.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    crm.clock.forward(seconds=HEARTBEAT_EVERY)
    for _second in range(HEARTBEAT_EVERY):
        crm.app.call_later(crm.app._tick)
    await crm.see("is writing to the database just now")
    for key in "wants it? yes":
        crm.app.post_message(key_event(key))
    await crm.see("wants it? yes")
    lock.close()
    beta = crm.known.beta
    started = crm.activity(beta)["timer_started_at"]
    await crm.until(lambda: crm.activity(beta)["timer_heartbeat_at"] > started, "a sign of life")
