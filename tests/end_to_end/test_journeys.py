"""Contacts registered while they happen, in a real terminal: new, timer, refusals, drafts."""

from __future__ import annotations

import os
import re
import signal

from tests.support.terminal.program import (
    Program,
    new_contact,
    saved_number,
    to_activities,
)

TIMER = re.compile(r"(\d\d):(\d\d):(\d\d) (running|paused)")


def seconds(shown: str) -> int:
    found = TIMER.search(shown)
    assert found is not None, shown
    hours, minutes, rest = (int(part) for part in found.groups()[:3])
    return 3600 * hours + 60 * minutes + rest


def test_a_contact_with_a_new_person_is_saved_without_leaving_the_form(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        terminal.press("ctrl+n")
        terminal.wait_for("Maria Jabłońska")
        terminal.type("Zenon Nowicki")
        terminal.press("ctrl+n")
        terminal.wait_for("New person · ALFA")
        terminal.type("szef zmiany\r601 234 567\rzenon@alfa.example\r")
        terminal.wait_gone("New person")
        terminal.wait_for("601 234 567")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
    shown = program.json("show", number)
    assert shown["contractor"] == "ALFA sp. z o.o."
    assert [
        (person["name"], person["position"], person["email"]) for person in shown["persons"]
    ] == [
        ("Jan Kowalski", "kierownik zakupów", "jan.kowalski@alfa.example"),
        ("Zenon Nowicki", "szef zmiany", "zenon@alfa.example"),
    ]
    assert shown["subject"] == "phone call: ALFA sp. z o.o."
    assert not shown["completed"]


def test_a_new_contractor_and_its_first_person_are_made_during_the_call(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("n")
        terminal.wait_for("New contact")
        terminal.type("Nowa Huta Szkła")
        terminal.press("ctrl+n")
        terminal.wait_for("New contractor")
        terminal.press("ctrl+s")
        terminal.wait_for("phone call: Nowa Huta Szkła")
        terminal.press("enter", *"Ewa", "ctrl+n")
        terminal.wait_for("New person · Nowa Huta")
        terminal.press("ctrl+s")
        terminal.wait_gone("New person")
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
    assert (shown["contractor"], shown["person"]) == ("Nowa Huta Szkła", "Ewa")


def test_the_timer_freezes_and_goes_on(program: Program) -> None:
    with program.open() as terminal:
        to_activities(terminal)
        new_contact(terminal)
        terminal.wait_for("● 00:00:01 running")
        terminal.press("ctrl+t")
        frozen = seconds(terminal.wait_for(re.compile(r"‖ \d\d:\d\d:\d\d paused")))
        terminal.let_pass(1.3)
        assert f"‖ 00:00:{frozen:02} paused" in terminal.text()
        terminal.press("ctrl+t")
        terminal.wait_for(f"● 00:00:{frozen + 1:02} running")
        terminal.press("ctrl+s")
        number = saved_number(terminal)
        stored = program.json("show", number)["duration_seconds"]
        assert frozen + 1 <= stored <= frozen + 2
        terminal.press("enter")
        terminal.wait_for(f"‖ 00:00:{stored:02} paused")
        terminal.press("ctrl+t")
        terminal.wait_for(f"● 00:00:{stored + 1:02} running")


def test_a_conversation_just_held_is_logged_with_two_keys(program: Program) -> None:
    row = next(row for row in program.json("today") if row["contractor"] and not row["completed"])
    at = program.json("today").index(row)
    with program.open() as terminal:
        if at:
            terminal.press(*("down",) * at)
        terminal.press("l")
        terminal.wait_for("Log a conversation")
        terminal.type("umówieni na środę")
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
    assert shown["completed"]
    assert (shown["contractor"], shown["person"]) == (row["contractor"], row["person"])
    assert shown["note"] == "umówieni na środę"
    assert not program.json("show", row["number"])["completed"]


def test_what_is_typed_outlives_the_line(program: Program) -> None:
    end = signal.SIGHUP
    with program.open() as terminal:
        new_contact(terminal)
        terminal.type("nie zginie: żółć")
        terminal.wait_for("nie zginie: żółć")
        os.kill(terminal.process.pid, end)
        assert terminal.exit_code() == 128 + end
    with program.open(ready="d to resume") as terminal:
        terminal.press("d")
        terminal.wait_for("nie zginie: żółć")
        assert "ALFA sp. z o.o." in terminal.text()
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
        assert (shown["note"], shown["person"]) == ("nie zginie: żółć", "Jan Kowalski")
        terminal.press("d")
        terminal.wait_for("There is no draft")


def test_a_closed_line_keeps_the_note_that_is_edited_in_place(program: Program) -> None:
    number = program.json("today")[0]["number"]
    before = program.json("show", number)["note"]
    with program.open() as terminal:
        terminal.press("e")
        terminal.wait_for("Note: ")
        terminal.type(" QQQ")
        terminal.wait_for("QQQ")
        terminal.hang_up()
        assert terminal.exit_code() == 129
    assert program.json("show", number)["note"] == before
    with program.open() as terminal:
        terminal.press("e")
        terminal.wait_for("QQQ")
        terminal.press("ctrl+s")
        terminal.wait_for("Note saved.")
    assert program.json("show", number)["note"] == before + " QQQ"


LETTER = "".join(
    f"{number}. Zażółć gęślą jaźń, “jak” zwykle. [b]" + (" ", "\n")[number % 3 == 0]
    for number in range(450)
).rstrip()
"""20,000 characters, as from a terminal that does not mark what is pasted."""


def test_a_whole_page_may_arrive_as_keys(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        for start in range(0, len(LETTER), 900):
            terminal.type(LETTER[start : start + 900].replace("\n", "\r"))
        terminal.wait_for("449. Zażółć")
        terminal.press("ctrl+s")
        shown = program.json("show", saved_number(terminal))
    assert shown["note"] == LETTER


def test_a_page_that_has_arrived_outlives_the_line(program: Program) -> None:
    with program.open() as terminal:
        new_contact(terminal)
        for start in range(0, len(LETTER), 900):
            terminal.type(LETTER[start : start + 900].replace("\n", "\r"))
        terminal.wait_read()
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.exit_code() == 128 + signal.SIGTERM
    with program.open(ready="d to resume") as terminal:
        terminal.press("d")
        terminal.wait_for("449. Zażółć")


def test_keys_and_a_text_in_one_write_go_where_they_are_meant(program: Program) -> None:
    with program.open() as terminal:
        terminal.type("nalfa\rdzwonił w sprawie faktury i chce rabat\x13")
        shown = program.json("show", saved_number(terminal))
    assert shown["note"] == "dzwonił w sprawie faktury i chce rabat"
    assert shown["contractor"].startswith("ALFA")
