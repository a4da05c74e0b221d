"""The driver itself, against programs whose output is known."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import time
from pathlib import Path

import pyte
import pytest

from tests.support.terminal.emulator import Emulator, visible
from tests.support.terminal.program import Program
from tests.support.terminal.pty import Terminal, key_bytes


def test_keys_arrive_as_xterm_sends_them() -> None:
    assert [key_bytes(key) for key in ("ctrl+x", "f5", "shift+up", "ż", "alt+n")] == [
        "\x18", "\x1b[15~", "\x1b[1;2A", "ż", "\x1bn",
    ]  # fmt: skip


@pytest.mark.parametrize("unknown", ["\x1b[>1u", "\x1b[?2026$p", "\x1b[=0u", "\x1b[<u", "\x1b[c"])
def test_unknown_sequences_leave_no_mark_even_in_pieces(unknown: str) -> None:
    emulator = Emulator(20, 2)
    for character in f"ab{unknown}cd":
        emulator.feed(character)
    assert emulator.screen.display[0].rstrip() == "abcd"


def test_scrolling_and_the_alternate_screen_work() -> None:
    emulator = Emulator(5, 3)
    emulator.feed("0\r\n1\r\n2\x1b[?1049h\x1b[Hx\x1b[?1049l\x1b[1;2r\x1b[S\x1b[r")
    assert [line.rstrip() for line in emulator.screen.display] == ["1", "", "2"]


WRITTEN = (
    "a", "zł", "漢字", "e\u0301", "\u0301", "\r\n", "\x08", "xyz" * 30, "\x1b[2J", "\x1b[K",
    "\x1b[1J", "\x1b[3;5H", "\x1b[24;79H", "\x1b[2L", "\x1b[1M", "\x1b[3@", "\x1b[2P", "\x1b[4X",
    "\x1b[2S", "\x1b[T", "\x1b[?1049h", "\x1b[?1049l", "\x1b[2;5r", "\x1bM", "\x1bD", "\x1bc",
    "\x1b#8",
)  # fmt: skip


def test_the_lines_that_are_kept_are_those_of_the_cells() -> None:
    stock = vars(pyte.Screen)["display"].fget
    dice = random.Random(7)
    for _ in range(40):
        screen = (emulator := Emulator(dice.choice((20, 80)), dice.choice((6, 24)))).screen
        for _ in range(20):
            emulator.feed("".join(dice.choices(WRITTEN, k=3)))
            if dice.random() < 0.05:
                screen.resize(dice.choice((6, 10)), dice.choice((20, 33)))
            try:
                of_the_cells = stock(screen)
            except (AssertionError, IndexError):
                break  # half of a wide letter, which pyte cannot show
            assert screen.display == of_the_cells


def test_a_program_is_driven_and_its_exit_code_told(tmp_path: Path) -> None:
    echo = (
        "import os\nprint('in', os.get_terminal_size()); print('got', input())\nraise SystemExit(7)"
    )
    with Terminal([sys.executable, "-c", echo], home=tmp_path, cols=60, rows=10) as terminal:
        assert terminal.wait_for(re.compile(r"columns=\d+")) == "columns=60"
        terminal.press(*"abc", "enter")
        terminal.wait_for("got abc")
        assert terminal.exit_code() == 7
        assert terminal.sent_bytes > 20


def test_what_never_comes_is_told_with_the_screen(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "print('hello'); input()"]
    with Terminal(program, home=tmp_path) as terminal:
        terminal.wait_for("hello")
        with pytest.raises(AssertionError, match="hello"):
            terminal.wait_for("goodbye", timeout=0.1)


def cells(terminal: Terminal) -> list[tuple[object, ...]]:
    """All but the first line, where the clock stands."""
    return [visible(terminal.cell(x, y)) for y in range(1, 24) for x in range(80)]


def test_a_forked_program_is_the_one_that_is_installed(program: Program, sample: Path) -> None:
    """It shows the same in the same colours, ends with the same status and dies of a signal."""
    home = program.home.with_name("another")
    home.mkdir()
    other = Program(home, Path(shutil.copy(sample, home / "crm.db")))
    with program.open() as forked, other.open() as installed:
        for terminal in (forked, installed):
            terminal.press("2", "end")
            terminal.wait_for("My activities")
        end = time.monotonic() + 30
        while cells(forked) != cells(installed):
            assert time.monotonic() < end, f"{forked.text()}\n\n{installed.text()}"
            time.sleep(0.05)
        for terminal in (forked, installed):
            terminal.press("ctrl+q")
            assert terminal.exit_code() == 0
    with program.open() as terminal:
        os.kill(terminal.process.pid, signal.SIGKILL)
        assert terminal.exit_code() == -signal.SIGKILL
