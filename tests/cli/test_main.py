"""The command line as it is used: in pipes, in scripts, on a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.queries.conftest import Office
from tests.support.terminal import observer
from tui_crm.domain.permissions import Role
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.models import Activity, Operator

ZONE = "America/New_York"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "TZ": ZONE, "LANG": "C.UTF-8",
        "TERM": "xterm", "TMPDIR": str(home), **more,
    }  # fmt: skip


def crm(home: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What the program answers in a pipe, in a process that had imported it before."""
    return observer.ask(args, env=environment(home, **more), cwd=Path(__file__).parents[2])


def started(home: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The same in an interpreter of its own, as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "tui_crm", *args],
        env=environment(home, **more), capture_output=True, text=True, timeout=60,
        stdin=subprocess.DEVNULL, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip


def on_a_terminal(command: list[str], environment: dict[str, str], *, status: int = 0) -> bytes:
    """What a command that asks nothing writes to a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    # Reading fails once the other side has gone.
    with contextlib.suppress(OSError):
        while chunk := os.read(ours, 65536):
            seen += chunk
    os.close(ours)
    assert running.wait(timeout=60) == status
    return seen


@pytest.fixture(scope="module")
def database(home: Path) -> Path:
    """Anna's small office, with a hostile contractor in it."""
    path = home / "small.db"
    opened = open_database(path, create=True, quick=True)
    with opened.atomic():
        # A while ago: what starts in this very second is not overdue yet.
        office = Office(datetime.now().astimezone() - timedelta(seconds=5))
        alfa = office.contractor("ALFA [/] \x1b]0;evil\x07 Łódź", code="ALFA", city="Łódź")
        jan = office.person(alfa, "Jan Kowalski", phone="+48601234567")
        office.activity("call", contractor_id=alfa, persons=(jan,), note="one\n\x1b[31mtwo\tthree")
        office.activity("held", contractor_id=alfa, persons=(jan,), done=office.now)
        task = office.activity("task")
        colleague = office.employee("Jan", "Lis")
        office.activity("his", employee_id=colleague)
        office.change(Activity, task, note="[bold]note[/bold]")
        # Whoever runs the tests is an administrator, so that they may work as Anna.
        office.add(Operator, login=login_of_process()[0], role=Role.ADMINISTRATOR)
    opened.close()
    return path


def answer(home: Path, database: Path, *args: str) -> Any:
    done = crm(home, "--db", str(database), "--as", "anna", *args, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_version_is_told(home: Path) -> None:
    done = started(home, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("tui-crm ")


def test_my_activities_are_listed_and_all_on_demand(home: Path, database: Path) -> None:
    assert {row["subject"] for row in answer(home, database, "activities")} == {
        "call",
        "held",
        "task",
    }
    assert "his" in {row["subject"] for row in answer(home, database, "activities", "--all")}


@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (["--open"], {"call", "task"}),
        (["--completed"], {"held"}),
        (["--kind", "task"], {"task"}),
        (["--contractor", "alfa"], {"call", "held"}),
        (["--contractor", "alfa", "--completed"], {"held"}),
    ],
)
def test_activities_are_narrowed(
    home: Path, database: Path, options: list[str], subjects: set[str]
) -> None:
    rows = answer(home, database, "activities", *options)
    assert {row["subject"] for row in rows} == subjects


def test_a_limit_is_kept(home: Path, database: Path) -> None:
    assert len(answer(home, database, "activities", "--all", "--limit", "2")) == 2


def test_json_has_the_names_of_the_data_model_and_the_offset_of_the_zone(
    home: Path, database: Path
) -> None:
    (row,) = answer(home, database, "activities", "--open", "--kind", "contact")
    assert {
        "number", "kind", "subject", "status", "contractor", "employee", "type", "priority",
        "category", "outcome", "direction", "starts_at", "starts_on", "planned_minutes",
        "duration_seconds", "in_schedule", "note", "completed_at", "attempts",
    } <= row.keys()  # fmt: skip
    assert row["note"] == "one\n\x1b[31mtwo\tthree"
    assert datetime.fromisoformat(row["starts_at"]).utcoffset() is not None
    assert row["starts_at"][-6:] in {"-05:00", "-04:00"}


def test_today_tells_the_sections(home: Path, database: Path) -> None:
    rows = answer(home, database, "today")
    assert {(row["section"], row["subject"]) for row in rows} == {
        ("overdue", "call"),
        ("overdue", "task"),
        ("done", "held"),
    }


def test_one_activity_is_shown_with_its_persons(home: Path, database: Path) -> None:
    listed = answer(home, database, "activities", "--open", "--kind", "contact")[0]
    letter, year, running = listed["number"].split("/")

    shown = answer(home, database, "show", f"{letter.lower()}/{year}/{int(running)}")
    assert shown["number"] == listed["number"]
    assert [person["name"] for person in shown["persons"]] == ["Jan Kowalski"]
    done = crm(home, "--db", str(database), "--as", "anna", "show", listed["number"])
    assert "Jan Kowalski" in done.stdout
    assert done.stdout.endswith("\none\n[31mtwo three\n")


def test_contractors_are_listed_and_found(home: Path, database: Path) -> None:
    (row,) = answer(home, database, "contractors", "lodz")
    assert (row["code"], row["city"], row["active"]) == ("ALFA", "Łódź", True)
    assert answer(home, database, "contractors", "beta") == []


def test_digest_tells_a_day_in_words_and_in_json(home: Path, database: Path) -> None:
    told = crm(home, "--db", str(database), "--as", "anna", "digest").stdout.splitlines()
    assert re.match(r"\d+ done, talk \d+:\d\d, \d+ open", told[1])
    rows = answer(home, database, "digest", "yesterday")
    assert set(rows) == {"day", "closed", "moved", "open", "ahead", "planned"}
    assert rows["day"] < rows["ahead"]
    # A digest looks back: a weekday is the last such day.
    before = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=3)
    assert answer(home, database, "digest", f"{before:%a}")["day"] == before.isoformat()
    failed = crm(home, "--db", str(database), "--as", "anna", "digest", "someday")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "someday" in failed.stderr


@pytest.mark.parametrize("command", ["today", "activities", "contractors"])
def test_in_a_pipe_rows_are_lines_without_tabs_or_control_characters(
    home: Path, database: Path, command: str
) -> None:
    done = crm(home, "--db", str(database), "--as", "anna", command)
    assert done.returncode == 0
    assert "[/]" in done.stdout
    assert all(sign == "\n" or sign.isprintable() for sign in done.stdout)


def test_global_options_are_understood_on_either_side(home: Path, database: Path) -> None:
    for args in (
        ("--db", str(database), "--as", "anna", "--lang", "en", "today"),
        ("today", "--db", str(database), "--as", "anna", "--lang", "en"),
        ("--db", str(database), "today", "--as", "anna"),
    ):
        done = crm(home, *args)
        assert (done.returncode, done.stderr) == (0, "")
        assert "held" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["today"],
        ["--db", "/nowhere/at/all.db", "today"],
        ["--db", "/", "today"],
        ["--db", "{database}", "--as", "stranger", "activities"],
        ["--db", "{database}", "--as", "anna", "show", "C/2026/9999"],
        ["--db", "{database}", "--as", "anna", "activities", "--contractor", "nobody"],
        ["--db", "{database}", "--as", "anna", "activities", "--contractor", "\udcff"],
        ["--db", "{here}", "today"],
        ["demo", "--no-ui", "--db", "{database}"],
    ],
)
def test_what_cannot_be_done_is_one_sentence(home: Path, database: Path, args: list[str]) -> None:
    paths = {"database": str(database), "here": __file__}
    done = crm(home, *(part.format(**paths) for part in args))

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("tui-crm: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_list_never_makes_a_database(home: Path, tmp_path: Path) -> None:
    crm(home, "--db", str(tmp_path / "new.db"), "today")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [["nonsense"], ["activities", "--kind", "call"], ["show"], ["--lang", "de"],
     ["activities", "--open", "--completed"], ["activities", "--limit", "0"], ["--as", ""],
     ["activities", "--limit", "99999999999999999999"]],
)  # fmt: skip
def test_what_is_not_understood_is_a_usage_error(home: Path, args: list[str]) -> None:
    done = crm(home, *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [[], ["demo"], ["demo", "--db", "kept.db"]])
def test_without_a_terminal_no_screen_is_opened(
    home: Path, tmp_path: Path, args: list[str]
) -> None:
    before = set(home.iterdir())
    done = crm(home, *args)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert set(home.iterdir()) == before


def test_on_a_dumb_terminal_no_screen_is_opened(home: Path) -> None:
    command = [sys.executable, "-m", "tui_crm"]
    seen = on_a_terminal(command, environment(home, TERM="dumb"), status=2)
    assert b"TERM=dumb" in seen


def test_on_a_terminal_user_text_is_neither_markup_nor_a_sequence(
    home: Path, database: Path
) -> None:
    command = [sys.executable, "-m", "tui_crm", "--db", str(database), "--as", "anna"]
    seen = on_a_terminal([*command, "activities"], environment(home, COLUMNS="200"))
    assert "ALFA [/] ]0;evil Łódź" in seen.decode()
    assert "[bold]note[/bold]" in seen.decode()
    assert b"\x1b]0;" not in seen
    assert b"\x1b[31m" not in seen


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_narrow_terminal_keeps_the_times_and_cuts_the_texts(
    home: Path, database: Path, width: int
) -> None:
    command = [sys.executable, "-m", "tui_crm", "--db", str(database), "--as", "anna", "today"]
    seen = on_a_terminal(command, environment(home, COLUMNS=str(width), NO_COLOR="1"))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode()).splitlines()
    assert max(map(len, lines)) <= width
    if width >= 80:
        assert any(re.search(r" \d\d:\d\d +C/\d{4}/\d{4} ", line) for line in lines)


def test_the_sample_company_is_made_once_and_never_overwritten(home: Path, tmp_path: Path) -> None:
    kept = tmp_path / "new folder" / "kept.db"
    made = crm(home, "demo", "--no-ui", "--db", str(kept))
    assert (made.returncode, made.stdout, made.stderr) == (0, f"{kept}\n", "")

    login, _full_name = login_of_process()
    rows = json.loads(crm(home, "--db", str(kept), "--as", login, "today", "--json").stdout)
    assert rows
    before = kept.read_bytes()
    assert crm(home, "demo", "--no-ui", "--db", str(kept)).returncode == 1
    assert kept.read_bytes() == before


def test_a_sample_company_without_a_place_lies_in_a_folder_of_its_own(home: Path) -> None:
    made = crm(home, "demo", "--no-ui")
    path = Path(made.stdout.strip())
    assert path.is_file()
    assert path.parent.parent == home
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_database_is_found_by_environment_settings_and_default(
    tmp_path: Path, database: Path
) -> None:
    assert crm(tmp_path, "today", "--as", "anna", TUI_CRM_DB=str(database)).returncode == 0
    settings = tmp_path / "config" / "tui-crm" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'database = "{database}"\nlanguage = "en"\n')
    more = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data")}
    assert crm(tmp_path, "today", "--as", "anna", **more).returncode == 0

    settings.write_text("")
    done = crm(tmp_path, "today", **more)
    assert str(tmp_path / "data" / "tui-crm" / "crm.db") in done.stderr


@pytest.mark.parametrize("text", ["language = 'de'", "colour = 1", "editor = 'x'", "[", b"\xff"])
def test_wrong_settings_are_a_sentence(tmp_path: Path, text: str | bytes) -> None:
    settings = tmp_path / "tui-crm" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(text if isinstance(text, bytes) else text.encode())

    done = crm(tmp_path, "today", XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "settings.toml" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_login_is_the_kernels_not_the_environments(home: Path, database: Path) -> None:
    done = crm(home, "--db", str(database), "today", USER="anna", LOGNAME="anna")
    assert done.returncode == 1
    assert login_of_process()[0] in done.stderr


def test_a_reader_who_goes_away_is_no_error(home: Path, database: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "tui_crm", "--db", str(database), "--as", "anna", "activities"],
        env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == ""
    assert running.wait(timeout=60) == 141
    running.stderr.close()


def test_a_poor_encoding_costs_letters_not_the_list(home: Path, database: Path) -> None:
    done = started(
        home, "--db", str(database), "--as", "anna", "contractors", PYTHONIOENCODING="ascii"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "ALFA" in done.stdout


@pytest.mark.parametrize(
    "args",
    [["--version"], ["today"], ["activities"], ["contractors"], ["show", "C/2026/1"],
     ["demo", "--no-ui"], ["completion", "zsh"], ["man"]],
)  # fmt: skip
def test_no_command_but_the_screen_imports_textual(
    home: Path, database: Path, args: list[str]
) -> None:
    program = (
        "import sys\n"
        "from tui_crm.cli.main import main\n"
        "try:\n"
        f"    main({args!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        "sys.exit('textual' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(home, TUI_CRM_DB=str(database)),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
