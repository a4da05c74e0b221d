"""The forms of contractors and persons, merging, employees and operators, in a real terminal."""

from __future__ import annotations

import re

from tests.support.terminal.program import Program


def test_a_contractor_is_added_its_duplicate_seen_and_merged_away(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("3", "N")
        terminal.wait_for("New contractor")
        terminal.type("Beta SA Gdynia")
        terminal.press("tab", "tab")
        terminal.type("526-000-12-45")
        terminal.press("ctrl+s")
        terminal.wait_for("This NIP cannot be right")
        terminal.press("backspace")
        terminal.type("6")
        terminal.press("ctrl+s")
        terminal.wait_for("Beta SA Gdynia: saved. u takes it back.")
        added = next(row for row in program.json("contractors") if row["name"] == "Beta SA Gdynia")
        terminal.press("M")
        terminal.type("beta s.a.")
        terminal.press("enter")
        terminal.wait_for("Beta SA Gdynia becomes inactive and keeps its history.")
        terminal.press("ctrl+s")
        terminal.wait_for(re.compile(r"Beta SA Gdynia → Beta S\.A\.: merged"))
        left = {row["name"]: row for row in program.json("contractors")}
        assert "Beta SA Gdynia" not in left
        terminal.press("u")
        terminal.wait_for("Taken back: contractors merged")
    left = {row["name"]: row for row in program.json("contractors")}
    assert left["Beta SA Gdynia"]["code"] == added["code"]


def test_a_person_is_added_with_a_place_and_leaves_it_again(program: Program) -> None:
    with program.open() as terminal:
        terminal.press("4", "N")
        terminal.wait_for("New contact person")
        terminal.type("Żaneta")
        terminal.press("tab")
        terminal.type("Ósma")
        terminal.press("tab")
        terminal.type("600 000 111")
        terminal.press(*["tab"] * 5)
        terminal.type("beta s")
        terminal.press("enter")
        terminal.type("magazyn")
        terminal.wait_for(re.compile(r"Beta S\.A\. +magazyn"))
        terminal.press("ctrl+s")
        terminal.wait_for("Żaneta Ósma: saved.")
        added = next(row for row in program.json("persons") if row["name"] == "Żaneta Ósma")
        assert (added["contractor"], added["left"]) == ("Beta S.A.", False)
        terminal.press("e")
        terminal.wait_for("Contact person · Żaneta Ósma")
        terminal.press(*["shift+tab"] * 5)
        terminal.settle()
        terminal.press("space", "ctrl+s")
        terminal.wait_for("Żaneta Ósma: saved.")
    assert "(Beta S.A.)" in program.run("persons", "ósma").stdout
    gone = next(row for row in program.json("persons") if row["name"] == "Żaneta Ósma")
    assert (gone["contractor"], gone["left"]) == ("Beta S.A.", True)
