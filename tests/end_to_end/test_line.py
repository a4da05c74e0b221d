"""What goes over the line: keys in bursts, bytes, sizes, the clipboard, both languages."""

from __future__ import annotations

import base64
import re

from tests.support.terminal.program import (
    FIRST_SCREEN,
    FORM,
    LIST,
    Program,
    new_contact,
    saved_number,
)
from tests.support.terminal.pty import Terminal, key_bytes

CLOCK = re.compile(r"\d\d:\d\d$")


def burst(*parts: str) -> bytes:
    """Words as they are, keys by their names in angle brackets: `<enter>`."""
    return "".join(
        key_bytes(part[1:-1]) if part.startswith("<") else part for part in parts
    ).encode()


def clock(terminal: Terminal) -> str:
    found = CLOCK.search(terminal.lines()[0])
    assert found is not None, terminal.lines()[0]
    return found[0]


def test_keys_typed_ahead_land_where_they_were_meant(program: Program) -> None:
    with program.open() as terminal:
        terminal.send(burst("n", "alfa", "<enter>", "od razu, nl", "<ctrl+r>", "3"))
        terminal.send(burst("<ctrl+s>"))
        shown = program.json("show", saved_number(terminal))
    assert (shown["contractor"], shown["note"]) == ("ALFA sp. z o.o.", "od razu, nl")
    assert shown["next_id"] is not None


def test_keys_in_one_write_save_a_whole_conversation(program: Program) -> None:
    before = {row["number"] for row in program.everything()}
    with program.open() as terminal:
        # Escape and a letter in one packet are, for a terminal, Alt and the letter.
        terminal.send(
            burst("?", "<escape>", "L", "beta", "<enter>", "oddzwonić jutro", "<ctrl+s>", "<down>")
        )
        terminal.wait_for("oddzwonić jutro")
        terminal.wait_for(LIST)
        (number,) = {row["number"] for row in program.everything()} - before
        shown = program.json("show", number)
    assert (shown["contractor"], shown["note"]) == ("Beta S.A.", "oddzwonić jutro")
    assert shown["completed"]


def test_a_word_typed_in_one_burst_arrives_whole(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        terminal.press("ctrl+r", "ctrl+r", "shift+tab", "shift+tab")
        for field, text in (
            ("Subject", "rozmowa o cenniku na przyszły rok"),
            ("Starts", "tomorrow 10:00"),
            ("Planned", "1h30"),
        ):
            terminal.press("tab")
            terminal.type(text)
            assert terminal.wait_for(re.compile(rf"{field} +{re.escape(text)}"))


def test_two_enters_in_one_packet_complete_once_and_open_the_next_row(program: Program) -> None:
    done = len([row for row in program.everything() if row["completed"]])
    with program.open() as terminal:
        terminal.press("c")
        terminal.wait_for("outcome")
        terminal.press("enter", "enter")
        terminal.wait_for(FORM)
        terminal.settle()
        terminal.press("escape")
        terminal.wait_for(LIST)
    assert len([row for row in program.everything() if row["completed"]]) == done + 1


def test_two_enters_in_one_packet_make_one_person(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        terminal.press("ctrl+n", *"Zenon", "ctrl+n")
        terminal.wait_for("New person")
        terminal.press("tab", "tab")
        terminal.press("enter", "enter")
        terminal.wait_gone("New person")
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
    assert [person["name"] for person in shown["persons"]].count("Zenon") == 1


def test_the_commands_survive_two_enters_in_one_packet(program: Program) -> None:
    with program.open() as terminal:
        for opens in (":", "ctrl+p", "?"):
            terminal.press(opens, "enter", "enter")
            terminal.settle()
            assert terminal.process.poll() is None
            for _ in range(3):
                terminal.press("escape")
                terminal.settle(0.15)
            terminal.wait_for(LIST)
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0


def test_a_screen_at_rest_sends_nothing(program: Program) -> None:
    with program.open() as terminal:
        terminal.settle(0.5)
        before, at = terminal.sent_bytes, clock(terminal)
        terminal.let_pass(3.0)
        allowed = 0 if clock(terminal) == at else 200
        assert terminal.sent_bytes - before <= allowed


def test_the_running_timer_costs_little(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        terminal.wait_for("00:00:01 running")
        before = terminal.sent_bytes
        terminal.wait_for("00:00:03 running")
        assert terminal.sent_bytes - before < 600


def test_an_arrow_key_costs_less_than_a_kilobyte(program: Program) -> None:
    with program.open() as terminal:
        for section in ("1", "2"):
            terminal.press(section)
            terminal.settle(0.3)
            costs = []
            for key in ("down", "down", "up", "down"):
                before = terminal.sent_bytes
                terminal.press(key)
                terminal.settle(0.15)
                costs.append(terminal.sent_bytes - before)
            assert max(costs) < 1000, costs
            assert min(costs) > 0, costs


def test_a_copied_number_goes_to_the_clipboard_of_the_terminal(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("y")
        said = terminal.wait_for(re.compile(r"Copied: .*")).removeprefix("Copied: ")
        number = re.split(r" \(|  ", said)[0].strip()
        terminal.settle()
        sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", bytes(terminal.output))
        assert sent is not None
        assert base64.b64decode(sent[1]).decode() == number
        assert re.fullmatch(r"[+\d ]{7,}", number)


def in_list(terminal: Terminal) -> None:
    terminal.press("down", "down")


def in_form(terminal: Terminal) -> None:
    new_contact(terminal)
    terminal.press("ctrl+t")
    terminal.wait_for("paused")


def in_strip(terminal: Terminal) -> None:
    terminal.press("c", "3", "d")


def test_another_size_of_the_terminal_is_taken_up(program: Program) -> None:
    with program.open() as terminal:
        for where in (in_list, in_strip, in_form):
            where(terminal)
            terminal.settle(0.3)
            before, at = terminal.lines(), terminal.text()
            terminal.resize(120, 36)
            terminal.settle(0.3)
            assert len(terminal.lines()) == 36
            assert terminal.lines()[35].strip(), terminal.text()
            assert max(map(len, terminal.lines())) > 100, terminal.text()
            terminal.resize(60, 20)
            terminal.settle(0.3)
            assert terminal.lines()[19].strip(), terminal.text()
            terminal.resize(80, 24)
            terminal.settle(0.3)
            # All but the clock, and a distance in time, stands where it stood.
            changed = sum(one != two for one, two in zip(before, terminal.lines(), strict=True))
            assert changed <= 2, f"{at}\n\n{terminal.text()}"
            assert terminal.process.poll() is None
            terminal.press("escape")
            terminal.wait_for(LIST)


def test_the_program_speaks_polish(program: Program) -> None:
    with program.open("--lang", "pl", ready=re.compile(r"Dzi[sś]")) as terminal:
        terminal.wait_for(re.compile(r"\? +pomoc"))
        terminal.wait_for("Kontrahent")
        terminal.wait_for("Notatki")
        assert not FIRST_SCREEN.search(terminal.text())
        terminal.press("n")
        terminal.wait_for("Osoby kontaktowe")
        terminal.press("ctrl+s")
        terminal.wait_for("kontrahenta:")
        terminal.type("alfa")
        terminal.press("enter", "ctrl+r", "ctrl+r")
        terminal.wait_for("Jan Kowalski")
        terminal.paste("jutro 10")
        terminal.wait_for(re.compile(r"jutro 10 +(pn|pon|wt|śr|czw?|pt|sob?|nd?|ndz|niedz)\b"))
        for english in ("Contractor", "Employee", "Subject", "Priority", "Note", "save", "normal"):
            assert not re.search(rf"\b{english}\b", terminal.text()), terminal.text()
        terminal.press("ctrl+s")
        terminal.wait_for(re.compile(r"Zapisano \S+/\d+/\d+"))
