"""Checks an installed tui-crm in a terminal: `drive_installed.py …/bin/tui-crm`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.terminal.program import Program, choose_contractor, saved_number


def say(what: str) -> None:
    sys.stdout.write(f"   {what}\n")


def outside_the_checkout(script: Path, folder: Path) -> None:
    """Check that the wheel is installed outside of the checkout, with all of its data files."""
    found = subprocess.run(
        [script.with_name("python"), "-I", "-c", "import tui_crm; print(tui_crm.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    package = Path(found.stdout.strip()).parent
    assert Path(__file__).resolve().parents[1] not in package.parents, package
    for wanted in (
        "styles/**/*.tcss", "sample_data/en/*.json", "sample_data/pl/*.json", "docs/*.md",
        "docs/pl/*.md", "locale/pl/LC_MESSAGES/*.mo",
    ):  # fmt: skip
        assert list(package.glob(wanted)), f"{wanted} has not travelled to {package}"
    assert not list(package.glob("docs/*.svg")), "the pictures have travelled, too"
    for wanted in (
        "man/man1/tui-crm.1",
        "bash-completion/completions/tui-crm",
        "zsh/site-functions/_tui-crm",
        "fish/vendor_completions.d/tui-crm.fish",
    ):
        assert (script.parents[1] / "share" / wanted).is_file(), f"share/{wanted} is not there"
    say(f"installed in {package}")


def a_contact_is_saved(program: Program) -> None:
    with program.open("demo") as terminal:
        terminal.wait_for("A demo with an invented company: nothing in it is kept.")
        terminal.wait_for("OVERDUE")
        assert {terminal.cell(x, 0).bg for x in range(80)} != {"default"}, "no style is in force"
        terminal.press("n")
        terminal.wait_for("New contact")
        choose_contractor(terminal, name="Alfa Naturals Ltd")
        terminal.wait_for("John Smithson")
        terminal.press("ctrl+s")
        say(f"saved {saved_number(terminal)}")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0


def polish_is_spoken(program: Program) -> None:
    with program.open("demo", "--lang", "pl", ready="Kontrahent") as terminal:
        terminal.press("n")
        terminal.wait_for("Osoby kontaktowe")
        terminal.type("ALFA")
        terminal.press("enter")
        terminal.wait_for("Jan Kowalski")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    say("mówi po polsku")


def pages_are_printed(program: Program) -> None:
    """Every topic of the documentation, in both languages."""
    for language in ("en", "pl"):
        listed = program.run("help", "--lang", language).stdout.splitlines()[2:]
        topics = [line.split()[0] for line in listed]
        assert len(topics) >= 8, topics
        for topic in topics:
            done = program.run("help", topic, "--lang", language)
            assert done.returncode == 0, done.stderr
            assert done.stdout.startswith("# "), done.stdout[:80]
        say(f"{len(topics)} pages of help: {', '.join(topics)}")


def lists_are_printed(program: Program) -> None:
    """Check that a sample database can be created, and listed by commands."""
    assert program.database is not None
    made = Program(program.home, command=program.command).run(
        "demo", "--no-ui", "--db", str(program.database)
    )
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == str(program.database)
    rows = program.json("today")
    assert {row["section"] for row in rows} <= {"overdue", "today", "done"}
    everything = program.everything()
    assert len(everything) >= 400, len(everything)
    assert re.fullmatch(r"[A-Z]/\d{4}/\d+", everything[0]["number"]), everything[0]
    say(f"{len(rows)} rows for today, {len(everything)} in all")
    persons = program.json("persons")
    assert len(persons) >= 50, len(persons)
    reached = next(row for row in persons if row["phone"])
    callers = program.json("who", reached["phone"])
    assert reached["name"] in {row["name"] for row in callers}, callers
    say(f"{len(persons)} persons, {reached['name']} is known by the number")


def database_is_kept(home: Path, folder: Path, command: tuple[str, ...]) -> None:
    """A database is made, backed up, restored and examined."""
    database, backup, new = folder / "made" / "crm.db", folder / "copy.db", folder / "new.db"
    of_none, of_it = Program(home, command=command), Program(home, database, command)
    for program, arguments in (
        (of_none, ("init", str(database))),
        (of_it, ("backup", str(backup))),
        (of_it, ("restore", str(backup), "--to", str(new))),
        (of_it, ("check", "--repair")),
    ):
        done = program.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    say("made, backed up, restored and examined a database")


def main(script: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = (str(script),)
        outside_the_checkout(script, folder)
        home = folder / "home"
        home.mkdir()
        a_contact_is_saved(Program(home, command=command))
        polish_is_spoken(Program(home, command=command))
        pages_are_printed(Program(home, command=command))
        lists_are_printed(Program(home, folder / "kept.db", command))
        database_is_kept(home, folder, command)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
