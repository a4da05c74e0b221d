"""The commands of a screen by their names."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.commands.other_words import OTHER_WORDS
from tui_crm.ui.commands.registry import BY_ID


async def test_enter_runs_the_command_and_the_window_says_so(crm: CrmDriver) -> None:
    await crm.press("colon", *"digest")
    await crm.see("Enter run", "Esc leave")
    await crm.press("enter")
    await crm.see("Digest", "day before")


async def test_leaving_runs_nothing(crm: CrmDriver) -> None:
    await crm.press("colon", *"digest", "escape")
    await crm.see("OVERDUE")
    assert not crm.is_seen("Digest")


CALLED = (
    ("phone", "Log a conversation just held"),
    ("call", "Plan a new contact"),
    ("search", "Filter while typing"),
    ("postpone", "Move this one"),
    ("exit", "leave the program"),
    ("cancel", "Call this one off"),
    ("give", "Assign this one"),
    ("customers", "Contractors: companies one deals with"),
    ("calendar", "The schedule of an employee"),
    ("language", "Dictionaries, employees, operators"),
    ("report", "The digest of the day"),
)


@pytest.mark.parametrize(("typed", "found"), CALLED)
async def test_a_command_is_found_by_what_people_call_it(
    crm: CrmDriver, typed: str, found: str
) -> None:
    await crm.press("colon", *typed)
    await crm.see(found)


async def test_what_is_named_so_stands_before_what_is_only_called_so(crm: CrmDriver) -> None:
    await crm.press("colon", *"call")
    await crm.see("Who is calling", "Plan a new contact")
    lines = crm.screen_text()
    own, called = (
        next(y for y, line in enumerate(lines) if text in line)
        for text in ("Who is calling", "Plan a new contact")
    )
    assert own < called


def test_other_words_are_of_commands_that_exist() -> None:
    assert set(OTHER_WORDS) <= set(BY_ID)
