"""`tui-crm man`: a page that roff takes without a warning and that says what the parser knows."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cli.test_main import crm
from tests.support.hostile import CHOICES, LEADING, TOLD, hostile_parser
from tests.support.languages import speaking
from tests.support.shells import program
from tests.test_docs import commands_of, leaf
from tui_crm.cli import main as exits
from tui_crm.cli.completion.grammar import grammar_of
from tui_crm.cli.man_page import man_page
from tui_crm.cli.parser import parser_for
from tui_crm.cli.roff import bold, entry, escaped, macro, marked
from tui_crm.i18n import LANGUAGES
from tui_crm.settings import BUG

COMMANDS = commands_of(parser_for(None))
TERMINAL = ("groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=9999n")
"""As `man` calls it, with every warning, no bold letters, and lines that never break."""


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(request.param):
        yield man_page(grammar_of(parser_for(None)))


def shown(page: str, *command: str) -> str:
    """The page as it is read; the program must not complain."""
    name, *options = command or TERMINAL
    done = subprocess.run(
        [program(name), *options], input=page, capture_output=True, text=True, timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MAN_KEEP_STDERR": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def sections(page: str, request: str) -> dict[str, str]:
    """What stands below each heading, without the marks of roff."""
    text = re.sub(r"\\f[BIR]|\\&|\\\|", "", page).replace("\\-", "-").replace("\\(aq", "'")
    parts = re.split(rf'^\.{request} "(.*)"\n', text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


ENGLISH = sections(man_page(grammar_of(parser_for(None))), "SH")


# What it says


def options_of(parser: ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
TERM = re.compile(r"^\.TP\n(.*)", re.MULTILINE)
COMMON = {"-h", "--help", "--db", "--as", "--lang", "--theme"}


def test_it_has_the_sections_that_people_look_for() -> None:
    assert list(ENGLISH) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT",
        "FILES", "EXAMPLES", "SEE ALSO",
    ]  # fmt: skip


def test_every_command_stands_there_with_all_its_options_and_no_other(page: str) -> None:
    told = sections(page, "SS")
    wanted = {name: parser for name, parser in COMMANDS.items() if name and leaf(parser)}
    assert set(told) == set(wanted)
    for name, parser in wanted.items():
        # The last one is followed by the other sections.
        usage, _pp, more = told[name].partition("\n.SH")[0].partition("\n.PP\n")
        own = options_of(parser) - COMMON
        assert set(OPTION.findall(usage)) == own, name
        assert set(OPTION.findall("\n".join(TERM.findall(more)))) == own, name


def test_the_options_of_all_commands_stand_there_once(page: str) -> None:
    options = list(sections(page, "SH").values())[3]
    assert set(OPTION.findall("\n".join(TERM.findall(options)))) == options_of(COMMANDS[""])
    assert options.count("--db") == 1


def test_every_choice_and_every_help_text_stands_there(page: str) -> None:
    for parser in commands_of(parser_for(None)).values():
        for action in parser._actions:
            if isinstance(action.choices, dict):
                continue
            assert escaped(action.help or "") in page
            if action.choices is not None:
                assert "|".join(map(bold, action.choices)) in page


def test_exit_statuses_are_those_of_the_program() -> None:
    listed = re.findall(r"^\.TP\n([\d, ]+)$", ENGLISH["EXIT STATUS"], re.MULTILINE)
    known = {exits.OK, exits.ERROR, exits.USAGE, exits.INTERRUPTED, exits.PIPE_CLOSED, BUG}
    ended = {128 + signal.SIGHUP, 128 + signal.SIGTERM}
    assert {int(one) for line in listed for one in line.split(", ")} == known | ended


def test_every_example_can_be_typed() -> None:
    examples = re.findall(r"^\.TP\n(tui-crm.*)$", ENGLISH["EXAMPLES"], re.MULTILINE)
    assert len(examples) > 4
    for line in examples:
        _name, *words = shlex.split(line.replace("\\(dq", '"').partition("|")[0])
        parser_for(words).parse_args(words)


def test_whatis_finds_its_name(tmp_path: Path) -> None:
    (tmp_path / "tui-crm.1").write_text(man_page(grammar_of(parser_for(None))), encoding="utf-8")
    done = subprocess.run(
        [program("lexgrog"), str(tmp_path / "tui-crm.1")], capture_output=True, text=True,
        timeout=20, check=False,
    )  # fmt: skip
    assert '"tui-crm - A keyboard-only CRM for the terminal"' in done.stdout


# How it is read


def test_roff_has_nothing_to_warn_of(page: str) -> None:
    text = shown(page)
    assert "tui-crm activities [--json] [--view " in text
    assert text.count("| --open | --completed] [--limit N]") == 1
    assert "\\" not in text


def test_dashes_and_quotes_can_be_copied_on_every_system(page: str) -> None:
    # Some replace these signs by typographic ones, unless they are escaped.
    assert page.isascii()
    assert not re.search(r"(?<!\\)-|(?<!^)['`^~]", page)


def test_man_shows_it_without_a_warning(page: str) -> None:
    text = shown(page, "man", "--warnings", "-l", "-")
    assert "tui-crm operator add" in text
    wide = [line for line in text.splitlines() if len(line) > 80]
    assert [line for line in wide if "tui-crm completion" not in line] == []


def test_polish_letters_are_read_as_such() -> None:
    with speaking("pl"):
        text = shown(man_page(grammar_of(parser_for(None))))
    assert "ŚRODOWISKO" in text
    assert "wszystko, co wiadomo o kontrahencie" in text
    assert "--db ŚCIEŻKA" in text


def test_hostile_texts_are_read_as_they_are() -> None:
    lines = shown(man_page(grammar_of(hostile_parser()))).splitlines()
    words = [line.strip() for line in lines]
    assert words.count(TOLD) >= 4
    assert f"tui-crm - {TOLD}" in words
    for leading in LEADING:
        assert words.count(leading) == 2, leading
    assert any("|".join(CHOICES) in line for line in words)


@settings(max_examples=25)
@given(st.lists(st.text("a.'\"`\\-^~%{}[]|ż… B&fn", max_size=8), min_size=1, max_size=30))
@example([".so x", "'br", "\\", "\\fB", "...", "--x", "''", '"', "a\\", "x y"])
def test_any_text_is_read_as_it_is(texts: list[str]) -> None:
    told = [" ".join(text.split()) for text in texts]
    told = [text for text in told if text]
    page = [macro("TH", "X", "1")]
    for text in told:
        page += [
            ".PP",
            escaped(text),
            macro("SS", text),
            *entry("x", marked(text.replace("`", ""))),
        ]
    lines = iter(line.strip() for line in shown("\n".join(page) + "\n").splitlines())
    for text in told:
        assert text in lines, text
        assert text in lines, text
        assert any(line.replace(" ", "") in {f"x{marker(text)}", marker(text)} for line in lines)


def marker(text: str) -> str:
    return text.replace("`", "").replace(" ", "")


# The command


def test_the_page_is_printed_without_a_database(tmp_path: Path) -> None:
    done = crm(tmp_path, "man", TUI_CRM_DB=str(tmp_path / "nowhere" / "crm.db"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == man_page(grammar_of(parser_for(None)))
    assert list(tmp_path.iterdir()) == []


def test_the_page_speaks_the_language_that_is_asked_for(tmp_path: Path) -> None:
    assert '.SH "NAZWA"' in crm(tmp_path, "man", "--lang", "pl").stdout
    assert '.SH "NAZWA"' in crm(tmp_path, "man", LANG="pl_PL.UTF-8").stdout
