"""Walks through an operator's day on a pty, counts its keys, and looks at what was stored.

    python benchmarks/day.py [program ...]

Each program (a path of `tui-crm`; without one the program of this Python) walks the same day, in
Polish and in English, at 80×24 and at 120×36. The first one makes the sample company, so that an
older program is named before a newer one: `python benchmarks/day.py OLD NEW`.

A key is whatever is pressed, also the letters of names and dates; only the text of notes and
subjects does not count. *Way* is how many arrows it takes from where an action leaves the cursor to
the row that is worked on next. An action has failed when what `--json` says afterwards, or what is
on the screen, is not what the operator meant.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hand import ZONE, Hand, Step, day_of, in_days, meant, next_of

from tests.support.terminal.pty import Terminal

OWN = str(Path(sys.executable).with_name("tui-crm"))
SIZES = ((80, 24), (120, 36))
LANGUAGES = ("pl", "en")
QUEUED = 5


def planned_call_with_timer(hand: Hand) -> None:
    hand.go("Pryzmat")
    with hand.doing("Planned call: timer, talk, complete with note, next in 3 days") as step:
        hand.press("p")
        hand.terminal.let_pass(1.5)
        hand.press("c")
        hand.type("3d")
        hand.press("shift+tab")
        hand.say("Katalog: dwie strony.")
        hand.press("enter")
        step.way = hand.go("Młyn")
        row = hand.shown("C/2026/0347")
        step.wrong = (
            meant(
                row["completed"] and "Katalog: dwie" in row["note"], "not completed with its note"
            )
            or meant(row["duration_seconds"] >= 1, "no length")
            or meant(next_of(row) == in_days(3), f"next is {row['next']}")
        )


def no_answer(hand: Hand) -> None:
    hand.go("Młyn")
    with hand.doing("No answer, on the row") as step:
        hand.press("x")
        step.way = hand.go("Zielo.* – ")
        row = hand.shown("C/2026/0360")
        later = datetime.fromisoformat(row["starts_at"]) > datetime.now(ZONE)
        step.wrong = meant(not row["completed"] and row["attempts"] == 1 and later, "not moved")


def task_done(hand: Hand) -> None:
    hand.go("Zielo.* – ")
    with hand.doing("Task done, nothing follows") as step:
        hand.press("c", "enter")
        step.way = hand.go("Halina")
        step.wrong = meant(hand.shown("T/2026/0012")["completed"], "not completed")


def log_on_row(hand: Hand) -> None:
    hand.go("Halina")
    with hand.doing("Call just held, on the contractor's row: note") as step:
        hand.press("l")
        hand.say("Dzwonili sami: paleta doszła.")
        hand.terminal.let_pass(1.2)
        hand.press("ctrl+s")
        step.way = hand.go("Halina")
        row = hand.with_note("paleta doszła")
        step.wrong = meant(row.get("completed"), "not stored as held") or meant(
            row["duration_seconds"] >= 1, "no length"
        )


def reached_nobody(hand: Hand) -> None:
    hand.go("Halina")
    with hand.doing("Called without a plan, nobody answered: note, tried again later") as step:
        hand.press("l")
        hand.say("Dzwoniłam w sprawie folii.")
        hand.tab_to("Outcome", "Wynik")
        hand.press("3")
        hand.press("ctrl+s")
        step.way = hand.go("Halina")
        row = hand.with_note("sprawie folii")
        step.wrong = meant(row.get("outcome"), "no outcome") or meant(row["next_id"], "no next")


def complete_next(hand: Hand) -> None:
    hand.go("Halina")
    with hand.doing("Complete, next in 3 days") as step:
        hand.press("c")
        hand.type("3d")
        hand.press("enter")
        step.way = hand.go("P. Flis|Patrycja")
        row = hand.shown("C/2026/0370")
        step.wrong = meant(row["completed"] and next_of(row) == in_days(3), f"next: {row['next']}")


def move(hand: Hand) -> None:
    hand.go("P. Flis|Patrycja")
    with hand.doing("Move to tomorrow") as step:
        hand.press("r")
        hand.type("1d")
        hand.press("enter")
        step.wrong = meant(day_of(hand.shown("C/2026/0372")) == in_days(1), "not moved")


def undo(hand: Hand) -> None:
    with hand.doing("Undo that") as step:
        before = day_of(hand.shown("C/2026/0372"))
        hand.press("u")
        after = hand.shown("C/2026/0372")
        step.wrong = meant(before > day_of(after), "not undone")
        step.way = hand.go("P. Flis|Patrycja")


def overdue_to_tomorrow(hand: Hand) -> None:
    with hand.doing("All overdue to tomorrow") as step:
        hand.press("*", "r")
        hand.type("1d")
        hand.press("enter")
        left = [row for row in hand.told("today") if row["section"] == "overdue"]
        step.wrong = meant(not left, f"{len(left)} overdue")


def give_one(hand: Hand) -> None:
    hand.go("ACME")
    with hand.doing("Give one to a colleague") as step:
        hand.press("A")
        hand.type("tom")
        hand.press("enter")
        step.wrong = meant(hand.shown("C/2026/0386")["employee"] == "TW", "not given")
        step.way = hand.go("Ewa Zając")


def note_in_place(hand: Hand) -> None:
    hand.go("Ewa Zając")
    with hand.doing("A note in place") as step:
        hand.press("e")
        hand.say(" Taśma: 66 m.")
        hand.press("ctrl+s")
        step.wrong = meant("66 m" in hand.shown("C/2026/0388")["note"], "not stored")


def second_number(hand: Hand) -> None:
    with hand.doing("Copy the second number") as step:
        hand.press("y")
        first = hand.copied()
        hand.press("y")
        step.wrong = meant(hand.copied() not in ("", first), f"{first} again")


def new_company(hand: Hand) -> None:
    with hand.doing("An unknown company calls: company, person, note") as step:
        hand.press("L")
        hand.say("Meble Nowak")
        hand.press("ctrl+n", "ctrl+s")
        hand.say("Maria Bela")
        hand.press("ctrl+n", "ctrl+s")
        hand.say("Pyta o pudła na krzesła.")
        hand.press("ctrl+s")
        row = hand.with_note("pudła na krzesła")
        step.wrong = meant(row.get("completed"), "not stored as held") or meant(
            (row["contractor"], row["person"]) == ("Meble Nowak", "Maria Bela"), "another one"
        )


def plan_call(hand: Hand) -> None:
    with hand.doing("Plan a call for Friday 14:00, with a note") as step:
        hand.press("n")
        hand.type("alfa")
        hand.press("enter")
        hand.say("Zapytać o wkładkę XPS.")
        hand.press("ctrl+r", "ctrl+r")
        hand.type("fri 14:00" if hand.language == "en" else "pt 14:00")
        hand.press("ctrl+s")
        row = hand.with_note("wkładkę XPS")
        at = datetime.fromisoformat(row["starts_at"]).astimezone(ZONE)
        step.wrong = meant((at.weekday(), at.hour) == (4, 14), f"at {at}")
        hand.home()


def log_anywhere(hand: Hand) -> None:
    with hand.doing("Call just held, contractor by 4 letters: note") as step:
        hand.press("L")
        hand.type("gamm")
        hand.press("enter")
        hand.say("Próbki taśmy 48 mm.")
        hand.press("ctrl+s")
        row = hand.with_note("taśmy 48 mm")
        step.wrong = meant(row.get("completed"), "not stored as held")


def log_anywhere_with_next(hand: Hand) -> None:
    with hand.doing("Call just held, contractor by 4 letters, next in 3 days") as step:
        hand.press("L")
        hand.type("acme")
        hand.press("enter")
        hand.say("Ceny netto wysłane.")
        hand.press("ctrl+r")
        hand.type("3")
        hand.press("ctrl+s")
        row = hand.with_note("netto wysłane")
        step.wrong = meant(row.get("completed"), "not stored as held") or meant(
            next_of(hand.shown(row["number"])) == in_days(3), "no next"
        )


def new_task(hand: Hand) -> None:
    with hand.doing("A task for tomorrow") as step:
        hand.press("t")
        hand.tab_to("Subject", "Temat")
        hand.say("Zamówić próbki kleju")
        hand.press("ctrl+r", "ctrl+r")
        hand.type("1d")
        hand.press("ctrl+s")
        rows = [r for r in hand.told("activities") if r["subject"] == "Zamówić próbki kleju"]
        step.wrong = meant(rows, "not stored") or meant(
            rows[0]["starts_on"] == in_days(1).isoformat(), f"on {rows[0]['starts_on']}"
        )


def new_meeting(hand: Hand) -> None:
    with hand.doing("A meeting next Monday 10:00") as step:
        hand.press("m")
        hand.type("alfa")
        hand.press("enter")
        hand.say("Pokazać wykrojnik 7.")
        hand.press("ctrl+r", "ctrl+r")
        hand.type("mon 10" if hand.language == "en" else "pn 10")
        hand.press("ctrl+s")
        row = hand.with_note("wykrojnik 7")
        at = datetime.fromisoformat(row["starts_at"]).astimezone(ZONE)
        step.wrong = meant((row["kind"], at.weekday(), at.hour) == ("meeting", 0, 10), f"at {at}")


def correct(hand: Hand) -> None:
    hand.home()
    hand.go_on("g")
    hand.go("Pryzmat")
    before = hand.shown("C/2026/0347")
    with hand.doing("Correct the note of a completed call") as step:
        hand.press("o", "e")
        hand.say(" Rabat 5 %.")
        hand.press("ctrl+s", "c", "enter")
        row = hand.shown("C/2026/0347")
        step.wrong = (
            meant("Rabat 5 %" in row["note"] and row["completed"], "not corrected")
            or meant(row["completed_at"] == before["completed_at"], "completed now, not then")
            or meant(next_of(row) == next_of(before), "another next")
        )


def who_is_calling(hand: Hand) -> None:
    with hand.doing("Who is calling, by six digits") as step:
        hand.press("#")
        hand.type("215984")
        step.wrong = hand.on_screen("Robert Cichy")
        hand.home()


def find_by_number(hand: Hand) -> None:
    with hand.doing("Find a customer by number, open the card") as step:
        hand.press("ctrl+f")
        hand.type("5984")
        hand.press("enter")
        step.wrong = hand.on_screen("Robert Cichy", "r.cichy@")
        hand.home()


def what_was_agreed(hand: Hand) -> None:
    with hand.doing("What was agreed last, from anywhere") as step:
        hand.press("/")
        hand.type("alfa")
        hand.terminal.settle(0.4)
        step.wrong = hand.on_screen("Jan Kowalski", "Serum jednak")
        hand.home()


def queue(hand: Hand) -> None:
    with hand.doing(f"Queue: {QUEUED} calls, each talked, next in 3 days; back") as step:
        before = {row["number"] for row in hand.told("activities", "--completed")}
        hand.press("Q")
        for _ in range(QUEUED):
            hand.terminal.let_pass(1.1)
            hand.press("1")
            hand.type("3d")
            hand.press("enter")
        hand.press("escape")
        done = [r for r in hand.told("activities", "--completed") if r["number"] not in before]
        calls = [row for row in done if row["kind"] != "task"]
        step.wrong = (
            meant(len(done) == QUEUED, f"{len(done)} done")
            or meant(all(row["next_id"] for row in done), "without next")
            or meant(all(row["duration_seconds"] for row in calls), "no length")
        )


def queue_no_answer(hand: Hand) -> None:
    with hand.doing("Queue: one card, no answer; back") as step:
        open_ones = {row["number"]: row for row in hand.told("activities", "--open")}
        hand.press("Q", "3", "enter", "escape")
        tried = [
            row
            for row in hand.told("activities")
            if row["number"] in open_ones
            and (row["attempts"], row["completed"]) != (open_ones[row["number"]]["attempts"], False)
        ]
        step.wrong = meant(
            len(tried) == 1 and not tried[0]["completed"], "completed, and nothing follows"
        )


def interrupted(hand: Hand) -> None:
    hand.go("Halina")
    with hand.doing("Interrupted while writing; resumed and saved") as step:
        hand.press("l")
        hand.say("Przerwane")
        hand.press("escape", "d")
        hand.say(" w pół słowa.")
        hand.press("ctrl+s")
        step.wrong = meant(hand.with_note("Przerwane w pół słowa."), "not stored")


def filtered(hand: Hand) -> None:
    with hand.doing("Filter: my calls that say “serum”") as step:
        hand.press("2", "/")
        hand.type("serum")
        hand.press("enter")
        step.wrong = hand.on_screen("Serum") or meant("ALFA" in hand.row(), "cursor elsewhere")
        hand.go_on("escape")


def filter_form(hand: Hand) -> None:
    with hand.doing("Filter form: only meetings") as step:
        hand.press("2", "F")
        hand.press("tab")
        hand.type("mee" if hand.language == "en" else "spo")
        hand.press("enter", "ctrl+s")
        rows = [text for text in hand.terminal.lines() if "☎" in text]
        step.wrong = meant("⚑" in hand.terminal.text() and not rows, f"{rows[:1]}")
        hand.go_on("escape")


def give_all(hand: Hand) -> None:
    hand.home()
    hand.go_on("g")
    with hand.doing("Give a whole group away") as step:
        hand.press("*", "A")
        hand.type("tw")
        hand.press("enter")
        left = [row for row in hand.told("today") if row["section"] in ("overdue", "today")]
        step.wrong = meant(not left, f"{len(left)} left")


def give_colleagues(hand: Hand) -> None:
    hand.home()
    rows = [row for row in hand.told("activities", "--all", "--open") if row["employee"] == "KZ"]
    hand.go_on("2", "a")
    with hand.doing(f"Give all {len(rows)} open ones of a colleague to another") as step:
        hand.press("F", "down", "down", "enter")
        hand.tab_to("Employee", "Pracownik")
        hand.type("kz")
        hand.press("enter", "ctrl+s", "*", "A")
        hand.type("tw")
        hand.press("enter")
        found = hand.told("activities", "--all", "--open")
        left = [row for row in found if row["employee"] == "KZ"]
        step.wrong = meant(not left, f"{len(left)} left")
    hand.go_on("escape", "a", "1")


def digest(hand: Hand) -> None:
    with hand.doing("Digest of the day") as step:
        hand.press("D")
        told = hand.told("digest")
        step.wrong = meant(len(told["closed"]) >= QUEUED + 3, f"{len(told['closed'])} done")
        step.wrong = step.wrong or hand.on_screen("Anna Nowak")
        hand.press("escape")


def leave(hand: Hand) -> None:
    with hand.doing("Leave the program") as step:
        hand.press("q")
        code = hand.terminal.exit_code()
        step.wrong = meant(code == 0, f"exit code {code}")


DAY: tuple[Callable[[Hand], None], ...] = (
    planned_call_with_timer, no_answer, task_done, log_on_row, interrupted, reached_nobody,
    complete_next, move, undo, overdue_to_tomorrow, give_one, note_in_place, second_number,
    new_company, plan_call, log_anywhere, log_anywhere_with_next, new_task, new_meeting,
    correct, who_is_calling, find_by_number, what_was_agreed, queue_no_answer, queue, filtered,
    filter_form, give_all, give_colleagues, digest, leave,
)  # fmt: skip


def walk(program: str, sample: Path, language: str, size: tuple[int, int]) -> dict[str, Step]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "day.db"
        shutil.copy(sample, database)
        command = [program, "--db", str(database), "--lang", language]
        with Terminal(command, home=Path(folder), cols=size[0], rows=size[1]) as terminal:
            terminal.wait_for("ACME")
            terminal.settle(0.5)
            hand = Hand(program, database, language, terminal)
            for action in DAY:
                try:
                    action(hand)
                except AssertionError as error:
                    print(f"{action.__name__}: {error}", file=sys.stderr)
                    hand.home()
            return hand.steps


def cell(steps: list[Step]) -> str:
    """Keys and way, as ranges over the walks, and what went wrong in the most of them."""

    def span(numbers: list[int]) -> str:
        low, high = min(numbers), max(numbers)
        return str(low) if low == high else f"{low}–{high}"

    ways = [step.way for step in steps if step.way is not None]
    text = span([step.keys for step in steps]) + (f" + {span(ways)}" if ways else "")
    wrong = [step.wrong for step in steps if step.wrong]
    return text + (f"; {len(wrong)} of {len(steps)} failed: {wrong[0]}" if wrong else "")


def main(programs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.db"
        make = [programs[0], "--lang", "pl", "demo", "--db", str(sample), "--no-ui"]
        subprocess.run(make, check=True, capture_output=True)
        walks: dict[str, dict[str, list[Step]]] = {}
        for program in programs:
            for language in LANGUAGES:
                for size in SIZES:
                    found = walk(program, sample, language, size)
                    for name, step in found.items():
                        walks.setdefault(name, {}).setdefault(program, []).append(step)
        for name, of in walks.items():
            print(" | ".join((f"{name:66}", *(cell(of[program]) for program in of))))


if __name__ == "__main__":
    main(sys.argv[1:] or [OWN])
