"""What ends a session, and what must not."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key

from tests.support.drafts import until_kept
from tests.support.terminal.pty import Terminal
from tui_crm.drafts.slot import Slot
from tui_crm.drafts.store import Drafts
from tui_crm.terminal.driver import CrmDriver, Keys, Writer, driver_class
from tui_crm.terminal.sequences import handed_on_by_screen
from tui_crm.terminal.signals import unblock_in_child

TINY = str(Path(__file__).with_name("tiny_app.py"))
ROOT = str(Path(__file__).parents[2])


def start(home: Path, *arguments: str) -> Terminal:
    argv = [sys.executable, TINY, str(home / "drafts"), *arguments]
    return Terminal(argv, home=home, env={"PYTHONPATH": ROOT, "COLUMNS": "33"})


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Terminal]:
    with start(tmp_path) as terminal:
        terminal.wait_for("ready")
        yield terminal


def draft_text(home: Path) -> object:
    return (Drafts(home / "drafts").get(Slot.named("form")) or {}).get("text")


@pytest.mark.parametrize(
    "number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGQUIT], ids=str
)
def test_an_ending_signal_saves_the_draft_and_is_told_by_the_status(
    tiny: Terminal, tmp_path: Path, number: signal.Signals
) -> None:
    tiny.type("half a sen")
    tiny.wait_for("typed half a sen")
    os.kill(tiny.process.pid, number)
    assert tiny.exit_code() == 128 + number
    assert draft_text(tmp_path) == "half a sen"
    assert tiny.output.endswith(b"\x1b[?1004l")


def test_a_closed_line_ends_the_process(tiny: Terminal, tmp_path: Path) -> None:
    tiny.type("gone")
    tiny.wait_for("typed gone")
    tiny.hang_up()
    assert tiny.exit_code() == 129
    assert draft_text(tmp_path) == "gone"


def test_a_closed_line_ends_the_process_where_hang_ups_are_ignored(tmp_path: Path) -> None:
    ignoring = 'trap "" HUP; exec "$@"'
    argv = ["sh", "-c", ignoring, "sh", sys.executable, TINY, str(tmp_path / "drafts")]
    with Terminal(argv, home=tmp_path, env={"PYTHONPATH": ROOT}) as terminal:
        terminal.wait_for("ready")
        terminal.hang_up()
        assert terminal.exit_code() == 129


def test_a_frozen_terminal_does_not_keep_the_process(tmp_path: Path) -> None:
    with start(tmp_path, "--tick") as terminal:
        terminal.wait_for("tick")
        terminal.stall()
        terminal.type("frozen")
        until_kept(tmp_path, "frozen")
        terminal.wait_full()
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.exit_code(6) == 143
        assert draft_text(tmp_path) == "frozen"


def test_bytes_no_terminal_sends_are_survived(tiny: Terminal) -> None:
    for noise in (b"\xff\xfe", b"\x1b[99999999999u", b"\x1b[48;9999;9999;1;1t", b"\x1b[?1;2c"):
        tiny.send(noise)
    tiny.send(b"\x1b[48;24;0;1;1t\x1b[<0;5;5M")
    tiny.settle()
    tiny.type("ok")
    tiny.wait_for("ok")
    tiny.press("ctrl+q")
    assert tiny.exit_code() == 0


def test_a_paste_without_an_end_does_not_deafen(tiny: Terminal) -> None:
    tiny.send(b"\x1b[200~pasted")
    tiny.wait_for("typed pasted")
    tiny.press("ctrl+q")
    assert tiny.exit_code() == 0


def test_an_untimely_continue_changes_nothing(tiny: Terminal) -> None:
    tasks = Path(f"/proc/{tiny.process.pid}/task")
    threads = len(list(tasks.iterdir()))
    for _ in range(3):
        os.kill(tiny.process.pid, signal.SIGCONT)
        tiny.settle(0.1)
    assert len(list(tasks.iterdir())) == threads
    tiny.press("ctrl+q")
    assert tiny.exit_code() == 0


def test_the_mouse_is_never_asked_for(tiny: Terminal) -> None:
    tiny.settle()
    assert b"\x1b[?1000h" not in tiny.output
    assert b"\x1b[?1003h" not in tiny.output


def test_a_real_suspension_resumes(tiny: Terminal) -> None:
    os.kill(tiny.process.pid, signal.SIGTSTP)
    tiny.wait_gone("ready")
    tiny.wait_stopped()
    os.kill(tiny.process.pid, signal.SIGCONT)
    tiny.wait_for("ready")
    tiny.type("back")
    tiny.wait_for("typed back")


def test_a_suspension_amid_writing_gives_the_screen_back(tmp_path: Path) -> None:
    with start(tmp_path, "--stop") as terminal:
        terminal.wait_stopped()
        terminal.wait_gone("ready", 5)
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for("ready")
        terminal.type("back")
        terminal.wait_for("typed back")


def test_of_the_sizes_of_a_terminal_that_is_dragged_the_last_one_stays(tmp_path: Path) -> None:
    with start(tmp_path, "--drag") as terminal:
        assert terminal.wait_for(re.compile(r"size \d+x\d+")) == "size 80x24"


def test_children_can_be_ended() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        child = subprocess.Popen(
            ["sleep", "20"],
            preexec_fn=unblock_in_child,  # noqa: PLW1509 - what is tested
        )
        child.terminate()
        assert child.wait(5) == -signal.SIGTERM
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_pastes_arrive_whole_whatever_the_reads(tmp_path: Path) -> None:
    data = b"a\x1b[200~x\x1b[48;9;9;1;1ty\x1b[201~b\x1b[A"
    for size in (1, 2, 3, 5, 7, len(data)):
        keys = Keys()
        messages = []
        for at in range(0, len(data), size):
            messages += keys.feed(data[at : at + size])
        told = [getattr(message, "text", getattr(message, "key", None)) for message in messages]
        assert told == ["a", "x\x1b[48;9;9;1;1ty", "b", "up"]


@pytest.mark.parametrize("cut", [1, 3])
def test_a_letter_right_behind_escape_is_not_lost_and_holds_nothing_back(cut: int) -> None:
    keys, data = Keys(), b"\x1bL?\x1b/\x1b1\x1b\r\x1bb\x1b[A"
    messages = keys.feed(data[:cut]) + keys.feed(data[cut:])
    assert [(message.key, message.character) for message in messages] == [  # type: ignore[attr-defined]
        ("alt+L", "L"), ("question_mark", "?"), ("alt+slash", "/"), ("alt+1", "1"),
        ("alt+enter", "\r"), ("ctrl+left", None), ("up", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "late",
    [
        "\x1b]11;rgb:cccc/dddd/eeee\x1b\\", "\x1b]11;rgb:cccc/dddd/eeee\x07",
        "\x1b]4;1;rgb:0/0/0\x07", "\x1bP>|XTerm(390)\x1b\\", "\x1bP1$r0m\x1b\\", "\x1bP0+r\x1b\\",
        "\x1b[?62;22c", "\x1b[>41;390;0c", "\x1b[0n", "\x1b[?0u", "\x1b[8;24;80t",
    ],
)  # fmt: skip
def test_what_a_terminal_answers_late_is_not_typed(late: str) -> None:
    messages = Keys().feed(f"a{late}b".encode())
    assert [getattr(message, "key", message) for message in messages] == ["a", "b"]


@pytest.mark.parametrize(
    ("sent", "same"),
    [
        ("\x1b[27;5;115~", "\x13"), ("\x1b[115;5u", "\x13"), ("\x1b[27;6;83~", "\x13"),
        ("\x1b[27;2;13~", "\r"), ("\x1b[13;2u", "\r"), ("\x1b[13;5u", "\r"),
        ("\x1b[27;2;9~", "\x1b[Z"), ("\x1b[9;2u", "\x1b[Z"), ("\x1b[32;2u", " "),
        ("\x1b[27;2;65~", "A"), ("\x1b[65;2u", "A"), ("\x1b[63;2u", "?"),
        ("\x1b[27;3;97~", "\x1ba"),
        ("\x1b[261;7u", "ą"), ("\x1b[27;2;321~", "Ł"), ("\x1b[127;2u", "\x7f"),
    ],
)  # fmt: skip
def test_a_terminal_that_tells_modifiers_is_understood_like_any_other(sent: str, same: str) -> None:
    told, usual = (
        [(key.key, key.character) for key in Keys().feed(data.encode()) if isinstance(key, Key)]
        for data in (sent, same)
    )
    assert told == usual != []


@pytest.mark.parametrize(
    ("term", "goes_out"),
    [
        ("xterm-256color", b"\x1b]52;c;eA==\x07"),
        # tmux takes it as it is, GNU screen where it is wrapped; each leaves out the other one.
        ("screen.xterm-256color", b"\x1b]52;c;eA==\x07\x1bP\x1b]52;c;eA==\x07\x1b\\"),
    ],
)
def test_a_copy_reaches_the_terminal_behind_gnu_screen(
    monkeypatch: pytest.MonkeyPatch, term: str, goes_out: bytes
) -> None:
    monkeypatch.setenv("TERM", term)
    reader, writer = os.pipe()
    thread = Writer(writer)
    thread.start()
    thread.write("\x1b]52;c;eA==\x07")
    thread.stop()
    assert os.read(reader, 999) == goes_out
    for end in (reader, writer):
        os.close(end)


def test_what_is_long_is_handed_to_gnu_screen_in_parts_that_it_does_not_cut() -> None:
    long = "\x1b]52;c;" + "ż" * 2000 + "\x07"
    parts = handed_on_by_screen(long).split("\x1b\\")
    assert max(len(part.encode()) for part in parts) < 768
    assert "".join(part.removeprefix("\x1bP") for part in parts) == long


def test_the_hardened_driver_is_used_on_this_textual() -> None:
    assert driver_class() is CrmDriver
