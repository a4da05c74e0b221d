"""The README says what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.key_table import TABLES, with_table
from tests.builders import NOW, WARSAW
from tui_crm.cli import _parser
from tui_crm.domain.when import read_when
from tui_crm.ui.commands import BY_ID

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_the_programs_own() -> None:
    assert with_table(README) == README, "run scripts/key_table.py"


def test_no_command_is_missing_from_it() -> None:
    shown = {command.id for _title, commands in TABLES for command in commands}
    assert shown == set(BY_ID)


VENV = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e "


@pytest.mark.parametrize(
    "command", [VENV + ". && .venv/bin/tui-crm demo", VENV + "'.[dev]' && .venv/bin/pytest"]
)
def test_two_commands_do_everything(command: str) -> None:
    assert command in README


def test_four_pictures_stand_in_it_and_fetch_nothing() -> None:
    pictures = re.findall(r"!\[[^]]*\]\((docs/[^)]+\.svg)\)", README)
    assert len(pictures) == 4
    for picture in pictures:
        svg = (ROOT / picture).read_text(encoding="utf-8")
        assert "tui-crm" in svg
        assert "url(http" not in svg


def test_every_option_it_names_exists() -> None:
    parsers = [_parser()]
    for action in _parser()._actions:
        parsers += action.choices.values() if isinstance(action.choices, dict) else ()
    known = " ".join(parser.format_help() for parser in parsers)
    for command in ("demo", "today", "activities", "show", "contractors"):
        assert f" {command} " in known
    named = set(re.findall(r"--[a-z][a-z-]+", README))
    assert named >= {"--db", "--as", "--lang", "--json", "--version"}
    assert [option for option in named if not re.search(rf"{option}\b", known)] == []


def test_every_date_it_gives_can_be_typed() -> None:
    phrases = README.split("### Dates as people say them")[1].split("A day without")[0]
    for phrase in re.findall(r"`([^`]+)`", phrases):
        read_when(phrase, now=NOW, zone=WARSAW)
