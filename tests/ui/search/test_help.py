"""The help: the screen's own keys first, then the signs, then what is the same everywhere."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.i18n import use_language
from tui_crm.ui.commands.available import available
from tui_crm.ui.commands.help_groups import SIGNS, TOPICS, help_lines
from tui_crm.ui.commands.keys import LIST

SCREENS = {
    "today": ("1",), "activities": ("2",), "contractors": ("3",), "persons": ("4",),
    "card": ("3", "enter"), "schedule": ("5",), "setup": ("7",), "queue": ("Q",),
    "digest": ("D",), "form": ("n",),
}  # fmt: skip
EVERYWHERE = ("Moving in a list", "To the sections", "Everywhere")


def groups(crm: CrmDriver) -> list[str]:
    """The titles of the groups, in the order in which they stand there."""
    lines = help_lines(available(crm.app.screen))
    return list(dict.fromkeys(line.group for line in lines))


@pytest.mark.parametrize("screen", SCREENS)
async def test_the_screens_own_keys_come_first_and_those_of_everywhere_last(
    crm: CrmDriver, screen: str
) -> None:
    await crm.press(*SCREENS[screen])
    shown = groups(crm)
    at = shown.index("Signs")
    assert at > 0
    assert not set(shown[:at]) & set(EVERYWHERE)
    assert set(shown[at + 1 :]) <= set(EVERYWHERE)


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_command_of_a_screen_stands_there_once(crm: CrmDriver, screen: str) -> None:
    await crm.press(*SCREENS[screen])
    commands = available(crm.app.screen)
    shown = [line.available.command.id for line in help_lines(commands) if line.available]
    assert sorted(shown) == sorted(one.command.id for one in commands)


def test_every_key_of_a_list_has_a_topic() -> None:
    topics = {name for _title, names in TOPICS for name in names}
    assert {command.id.rpartition(".")[2] for command in LIST} <= topics


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("language", ["en", "pl"])
async def test_it_can_be_read_in_full(
    closed: CrmDriver, size: tuple[int, int], language: str
) -> None:
    """What a line has no room for stands below the list while the cursor is on it."""
    closed.size = size
    await closed.start(language=language)
    await closed.press("question_mark")
    lines = help_lines(available(closed.app.screen_stack[-2]))
    table = closed.table()
    for number, line in enumerate(lines[:40]):
        assert table.current is not None
        assert table.current.id == number
        assert closed.is_seen(line.words), line.words
        assert line.keys in closed.cursor_row()
        await closed.press("down")


async def test_every_sign_is_explained(crm: CrmDriver) -> None:
    await crm.press("question_mark")
    for _step in range(len(TOPICS)):
        if "☎" in crm.cursor_row():
            break
        await crm.press("tab")
    for sign, words in SIGNS:
        row = crm.cursor_row()
        assert sign in row
        assert words in row
        await crm.press("down")
    told = " ".join(sign for sign, _words in SIGNS)
    assert set("☎⚑☐✉‼!↓◷×●") <= set(told)


async def test_names_of_commands_are_shown_when_asked_for(crm: CrmDriver) -> None:
    await crm.press("question_mark")
    await crm.not_see("activity.contact")
    await crm.press("i")
    await crm.see("activity.contact")
    await crm.press("i")
    await crm.not_see("activity.contact")


async def test_enter_does_what_the_line_says(crm: CrmDriver) -> None:
    await crm.press("question_mark", "enter")
    await crm.see("Contractor*")


async def test_a_sign_is_nothing_to_do(crm: CrmDriver) -> None:
    await crm.press("question_mark")
    while "☎" not in crm.cursor_row():
        await crm.press("tab")
    await crm.press("enter")
    await crm.see("Keys of this screen")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("find", "undo", "q ", "help")), ("pl", ("szukaj", "cofnij", "q ", "pomoc"))],
)
@pytest.mark.parametrize("section", ["1", "2", "3", "4"])
async def test_finding_undoing_and_leaving_stand_below_at_80_columns(
    closed: CrmDriver, language: str, words: tuple[str, ...], section: str
) -> None:
    try:
        await closed.start(language=language)
        await closed.press(section)
        line = closed.screen_text()[-1]
        for word in words:
            assert f" {word}" in line, line
    finally:
        use_language("en")
