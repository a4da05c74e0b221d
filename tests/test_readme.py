"""The README says what is true."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from scripts.key_table import with_table
from tests.support.builders import NOW, WARSAW
from tui_crm.cli.parser import parser_for
from tui_crm.domain.dates.dates import read_when

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_the_programs_own() -> None:
    assert with_table(README) == README, "run scripts/key_table.py"


VENV = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e "


@pytest.mark.parametrize(
    "command", [VENV + ". && .venv/bin/tui-crm demo", VENV + "'.[dev]' && .venv/bin/pytest"]
)
def test_two_commands_do_everything(command: str) -> None:
    assert command in README


def test_its_pictures_stand_in_it_and_fetch_nothing() -> None:
    pictures = re.findall(r"!\[[^]]*\]\((docs/[^)]+\.svg)\)", README)
    assert len(pictures) >= 4
    for picture in pictures:
        svg = (ROOT / picture).read_text(encoding="utf-8")
        assert "tui-crm" in svg
        assert "url(http" not in svg


def commands_of(parser: ArgumentParser, named: str = "") -> dict[str, ArgumentParser]:
    """Every parser below this one by the words that lead to it, itself by none."""
    found = {named: parser}
    for action in parser._actions:
        for name, below in action.choices.items() if isinstance(action.choices, dict) else ():
            found |= commands_of(below, f"{named} {name}".strip())
    return found


COMMANDS = commands_of(parser_for(None))


def test_every_option_it_names_exists() -> None:
    known = " ".join(parser.format_help() for parser in COMMANDS.values())
    named = set(re.findall(r"--[a-z][a-z-]+", README))
    assert named >= {"--db", "--as", "--lang", "--json", "--version"}
    assert [option for option in named if not re.search(rf"{option}\b", known)] == []


def test_every_command_stands_in_it_with_its_options() -> None:
    section = README.split("## Command line")[1].split("`--as LOGIN`")[0]
    lines = {
        " ".join(re.findall(r"^[a-z]+|(?<= )add\b", line)): line
        for line in re.findall(r"(?<=tui-crm )[a-z].*", section)
    }
    assert set(lines) == {name for name, parser in COMMANDS.items() if leaf(parser)}
    for name, line in lines.items():
        own = set(re.findall(r"--[a-z-]+", COMMANDS[name].format_help()))
        assert set(re.findall(r"--[a-z-]+", line)) <= own, line


def test_the_help_says_what_every_option_does() -> None:
    actions = [action for parser in COMMANDS.values() for action in parser._actions]
    options = {option: action.help for action in actions for option in action.option_strings}
    assert [option for option, words in options.items() if not words] == []


def leaf(parser: ArgumentParser) -> bool:
    """Whether nothing more has to be said for something to be done."""
    return not any(isinstance(action.choices, dict) for action in parser._actions)


def test_every_date_it_gives_can_be_typed() -> None:
    formats = README.split("### Dates as people say them")[1].split("A day without")[0]
    for phrase in re.findall(r"`([^`]+)`", formats):
        read_when(phrase, now=NOW, zone=WARSAW)
