"""The directory and the company's own lists on the command line, and adding staff there."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.queries.conftest import Office
from tui_crm.cli.main import main
from tui_crm.domain.permissions import Role
from tui_crm.i18n import language, use_language
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.models import Contractor, Operator, Setting

ME = login_of_process()[0]
HOSTILE = "ALFA [/] \x1b]0;evil\x07 \t[red]Łódź"


@dataclass
class Answer:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> Any:
        assert (self.status, self.err) == (0, "")
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An office whose administrator is the user of this process."""
    path = tmp_path_factory.mktemp("filled") / "crm.db"
    opened = open_database(path, create=True, quick=True)
    with opened.atomic():
        office = Office(datetime.now().astimezone())
        lis = office.employee("Jan", "Lis", code="JL", phone="+48221234567", department="Sales")
        office.add(Operator, login=ME, employee_id=office.anna, role=Role.ADMINISTRATOR)
        office.add(Operator, login="lis", employee_id=lis, role=Role.OPERATOR)
        kos = office.employee("Jan", "Kos", code="JK")
        office.add(Operator, login="kos", employee_id=kos, role=Role.MANAGER)
        office.add(Setting, name="rights", value='{"manager": {"see": "own"}}')
        alfa = office.contractor(HOSTILE, code="ALFA", city="Łódź", owner_id=office.anna)
        beta = office.contractor("Beta", code="BETA", active=False)
        jan = office.person(alfa, "Jan Żuk", phone="+48601234567", position="boss [b]")
        office.person(beta, "Ewa Adamska", email="ewa@beta.example", phone="+48601999888")
        office.person(
            alfa, "Piotr Cichy", phone="+48601777666", do_not_call=True, note="Only by post.\nx"
        )
        held = office.now - timedelta(days=3)
        talk = office.activity(
            "talk",
            held,
            contractor_id=alfa,
            persons=(jan,),
            done=held,
            note="the plan\nagreed: a sample",
            agreed="agreed: a sample",
        )
        office.change(Contractor, alfa, last_activity_id=talk, last_contact_at=held)
        office.activity("next talk", timedelta(days=2), contractor_id=alfa, persons=(jan,))
        office.entry("contact_type", "telephone", code="telephone", is_default=True)
        office.entry("contact_type", "pigeon [red]", 1, active=False, kinds="contact")
        office.entry("priority", "low", code="low")
    opened.close()
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, filled: bytes) -> Path:
    path = tmp_path / "crm.db"
    path.write_bytes(filled)
    return path


@pytest.fixture
def run(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """Ask the office's database in this process."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(database.parent / "config"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    spoken = language()

    def ask(*args: str) -> Answer:
        try:
            status = main(["--db", str(database), *args])
        except SystemExit as left:
            status = int(left.code or 0)
        return Answer(status, *capsys.readouterr())

    yield ask
    use_language(spoken)


# Lists


def test_persons_are_listed_by_last_name(run: Run) -> None:
    rows = run("persons", "--json").rows
    assert [row["name"] for row in rows] == ["Ewa Adamska", "Piotr Cichy", "Jan Żuk"]
    assert rows[2] == {
        "id": rows[2]["id"], "title": "", "name": "Jan Żuk", "position": "boss [b]",
        "contractor_id": rows[1]["contractor_id"], "contractor": rows[1]["contractor"],
        "left": False, "more_contractors": 0, "phone": "601 234 567", "email": None,
        "do_not_call": False, "do_not_call_reason": None, "active": True,
    }  # fmt: skip


def test_persons_are_found_by_words_and_limited(run: Run) -> None:
    assert [row["name"] for row in run("persons", "zuk", "jan", "--json").rows] == ["Jan Żuk"]
    assert run("persons", "nobody", "--json").rows == []
    assert len(run("persons", "--limit", "2", "--json").rows) == 2


def test_who_must_not_be_called_is_marked_with_the_reason_instead_of_the_number(run: Run) -> None:
    (row,) = run("persons", "cichy", "--json").rows
    assert (row["do_not_call"], row["do_not_call_reason"]) == (True, "Only by post.")
    line = run("persons", "cichy").out.splitlines()[1]
    assert line.startswith("⊘  Piotr Cichy")
    assert "Only by post." in line
    assert "777" not in line


def test_contractors_are_listed_with_what_is_known_at_a_glance(run: Run) -> None:
    alfa, beta = run("contractors", "--json").rows
    assert (alfa["code"], alfa["owner"], alfa["active"]) == ("ALFA", "Anna Nowak", True)
    assert (beta["code"], beta["active"], beta["email"]) == ("BETA", False, None)
    assert "(Beta)" in run("contractors", "beta").out


def test_employees_are_listed_by_last_name(run: Run) -> None:
    rows = run("employees", "--json").rows
    assert [(row["code"], row["last_name"]) for row in rows] == [
        ("JK", "Kos"), ("JL", "Lis"), ("AN", "Nowak"),
    ]  # fmt: skip
    assert rows[1] == {
        "id": rows[1]["id"], "code": "JL", "first_name": "Jan", "last_name": "Lis",
        "position": None, "department": "Sales", "phone": "22 123 45 67", "email": None,
        "open_activities": 0, "active": True,
    }  # fmt: skip
    assert [row["code"] for row in run("employees", "nowak", "--json").rows] == ["AN"]


def test_operators_are_listed_with_role_and_employee(run: Run) -> None:
    rows = {row.pop("login"): row for row in run("operators", "--json").rows}
    assert set(rows) == {"anna", "kos", "lis", ME}
    assert rows["lis"] == {
        "id": rows["lis"]["id"], "role": "operator", "employee": "JL", "employee_name": "Jan Lis",
        "language": None, "time_zone": None, "active": True,
    }  # fmt: skip


def test_dictionaries_are_listed_and_so_are_the_entries_of_one(run: Run) -> None:
    rows = run("dictionaries", "--json").rows
    assert {row["code"]: row["entries"] for row in rows} == {
        "contact_type": 2, "priority": 1, "category": 0, "outcome": 0,
    }  # fmt: skip
    first, second = run("dictionaries", "Contact_Type", "--json").rows
    assert (first["code"], first["default"], first["system"]) == ("telephone", True, False)
    assert first["kinds"] == ["contact", "meeting", "task"]
    assert (second["code"], second["active"], second["kinds"]) == (None, False, ["contact"])


EVERY_LIST = [
    ["contractors"], ["persons"], ["employees"], ["operators"], ["dictionaries"],
    ["dictionaries", "contact_type"], ["who", "601"],
]  # fmt: skip


@pytest.mark.parametrize("command", EVERY_LIST, ids=" ".join)
def test_in_a_pipe_what_people_typed_is_one_line_and_no_sequence(
    run: Run, command: list[str]
) -> None:
    done = run(*command)
    assert (done.status, done.err) == (0, "")
    assert len(done.out.splitlines()) == 1 + len(run(*command, "--json").rows)
    assert all(sign == "\n" or sign.isprintable() for sign in done.out)


@pytest.mark.parametrize("command", EVERY_LIST, ids=" ".join)
def test_a_list_is_read_while_somebody_else_writes(
    run: Run, database: Path, command: list[str]
) -> None:
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE employee SET position = 'not yet saved'")
    done = run(*command)
    writer.execute("ROLLBACK")
    writer.close()
    assert (done.status, done.err) == (0, "")
    assert "not yet saved" not in done.out


@pytest.mark.parametrize("command", EVERY_LIST, ids=" ".join)
def test_a_list_never_makes_a_database(run: Run, tmp_path: Path, command: list[str]) -> None:
    nowhere = tmp_path / "nowhere" / "new.db"
    done = run("--db", str(nowhere), *command)
    assert (done.status, done.out) == (1, "")
    assert str(nowhere) in done.err
    assert not nowhere.parent.exists()


# Who is calling, find anywhere


@pytest.mark.parametrize("number", ["601234567", "+48 601-234-567", "0048601234567", "01234567"])
def test_who_is_calling_is_told_with_what_was_agreed_and_what_is_next(
    run: Run, number: str
) -> None:
    (row,) = run("who", number, "--json").rows
    assert (row["kind"], row["name"], row["position"]) == ("person", "Jan Żuk", "boss [b]")
    assert [place["name"] for place in row["contractors"]] == [row["last_with"]]
    assert row["last"]["note"] == "the plan\nagreed: a sample"
    assert row["last"]["agreed"] == "agreed: a sample"
    assert datetime.fromisoformat(row["last"]["at"]).utcoffset() is not None
    assert row["next"]["subject"] == "next talk"
    assert datetime.fromisoformat(row["next"]["starts_at"]).utcoffset() is not None


def test_a_number_may_be_typed_in_pieces(run: Run) -> None:
    (row,) = run("who", "601", "234", "567", "--json").rows
    assert row["name"] == "Jan Żuk"
    line = run("who", "601", "234", "567").out.splitlines()[1]
    assert re.search(r"601 234 567 +Jan Żuk +boss \[b\] +ALFA .*agreed: a sample.*next talk", line)


def test_colleagues_call_too_and_who_must_not_be_called_is_marked(run: Run) -> None:
    (colleague,) = run("who", "22 123 45 67", "--json").rows
    assert (colleague["kind"], colleague["name"]) == ("employee", "Jan Lis")
    (quiet,) = run("who", "777666", "--json").rows
    assert (quiet["do_not_call"], quiet["do_not_call_reason"]) == (True, "Only by post.")
    assert "Only by post." in run("who", "777666").out


def test_a_number_that_nobody_has_is_no_error(run: Run) -> None:
    assert run("who", "999111222", "--json").rows == []


def test_found_is_what_fits_in_groups(run: Run) -> None:
    found = run("find", "alfa", "--json").rows
    assert set(found) == {"contractors", "persons", "numbers", "activities"}
    assert len(found["contractors"]) == 1
    assert found["contractors"][0]["name"].startswith("ALFA [/]")

    (talk,) = run("find", "sample", "agreed", "--json").rows["activities"]
    assert (talk["subject"], talk["completed"], talk["employee_name"]) == (
        "talk", True, "Anna Nowak",
    )  # fmt: skip
    assert "agreed: a sample" in talk["excerpt"]
    assert [row["name"] for row in run("find", "zuk", "--json").rows["persons"]] == ["Jan Żuk"]
    (number,) = run("find", "999888", "--json").rows["numbers"]
    assert number["name"] == "Ewa Adamska"
    assert len(run("find", "talk", "--limit", "1", "--json").rows["activities"]) == 1


def test_what_was_found_is_one_line_each_with_its_group(run: Run) -> None:
    done = run("find", "alfa")
    assert (done.status, done.err) == (0, "")
    assert all(sign == "\n" or sign.isprintable() for sign in done.out)
    assert done.out.splitlines()[1].startswith("contractors  ALFA [/]")


def test_of_what_may_not_be_seen_nothing_is_told(run: Run) -> None:
    (row,) = run("--as", "kos", "who", "601234567", "--json").rows
    assert (row["name"], row["last"]["note"], row["next"]["subject"]) == ("Jan Żuk", "", None)
    assert row["last"]["at"]
    assert run("--as", "kos", "find", "sample", "--json").rows["activities"] == []


# Adding


def test_an_employee_and_their_operator_are_added_and_can_work(run: Run) -> None:
    added = run(
        "employee", "add", "zz", "Zofia", "Zet", "--position", "sales", "--department", "Sales",
        "--phone", "601 222 333", "--email", "zofia@example.com",
    )  # fmt: skip
    assert (added.status, added.out) == (0, "Added the employee Zofia Zet (ZZ).\n")
    (employee,) = run("employees", "zet", "--json").rows
    assert (employee["position"], employee["department"]) == ("sales", "Sales")
    assert (employee["phone"], employee["email"]) == ("601 222 333", "zofia@example.com")

    added = run("operator", "add", "zofia", "--employee", "zz", "--role", "manager")
    assert added.out == "Added the operator zofia (manager), who works as Zofia Zet.\n"
    assert run("--as", "zofia", "today", "--json").rows == []


def test_what_was_added_is_told_as_json_like_in_the_list(run: Run) -> None:
    employee = run("employee", "add", "ZZ", "", "Zet", "--json").rows
    assert employee in run("employees", "--json").rows
    operator = run("operator", "add", "zet", "--json").rows
    assert (operator["role"], operator["employee"]) == ("operator", None)
    assert operator in run("operators", "--json").rows


def test_without_an_employee_it_is_said_that_they_can_only_look(run: Run) -> None:
    assert "can look but not register" in run("operator", "add", "guest").out


def test_what_people_typed_is_no_sequence_in_the_answer(run: Run) -> None:
    added = run("employee", "add", "ZZ", "Zo\x1b[31mfia", "Zet")
    assert added.status == 0
    assert added.out.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "args",
    [["employee", "add", "ZZ", "Zofia", "Zet"], ["operator", "add", "zet", "--employee", "JL"]],
    ids=lambda args: args[0],
)
def test_who_may_not_change_staff_is_told_why_and_nothing_is_added(
    run: Run, args: list[str]
) -> None:
    before = run("employees", "--json").rows, run("operators", "--json").rows
    done = run("--as", "lis", *args)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("tui-crm: You may not change employees, operators")
    assert done.err.count("\n") == 1
    assert (run("employees", "--json").rows, run("operators", "--json").rows) == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["employee", "add", "JL", "Julia", "Lipa"], "Another employee has this code"),
        (["employee", "add", "two words", "Julia", "Lipa"], "A code is one word"),
        (["employee", "add", "JX", "Julia", " "], "Type the last name"),
        (["employee", "add", "JX", "Julia", "Lipa", "--email", "nobody"], "e-mail"),
        (["operator", "add", "lis"], "an operator with this login already"),
        (["operator", "add", "a/b"], "A login is one word"),
        (["operator", "add", "new", "--employee", "NO"], "“tui-crm employees” lists them"),
        (["who", "12"], "at least three digits"),
        (["who", "nobody"], "at least three digits"),
        (["find", "a"], "at least two letters, or three digits"),
        (["find", "%", "1"], "at least two letters, or three digits"),
        (["dictionaries", "colours"], "“tui-crm dictionaries” lists them"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_that_says_what_to_do(
    run: Run, args: list[str], says: str
) -> None:
    done = run(*args)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("tui-crm: ")
    assert says in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [["operator"], ["operator", "add"], ["operator", "add", "x", "--role", "boss"],
     ["employee", "add", "ZZ"], ["employee", "remove", "ZZ"], ["who"], ["find"],
     ["persons", "--limit", "0"], ["dictionaries", "a", "b"]],
    ids=" ".join,
)  # fmt: skip
def test_what_is_not_understood_is_a_usage_error(run: Run, args: list[str]) -> None:
    done = run(*args)
    assert (done.status, done.out) == (2, "")
    assert "usage: tui-crm" in done.err


def test_usage_errors_speak_the_language(run: Run) -> None:
    for command, says in {
        "who": "tui-crm who: brakuje: NUMER\n", "persons --no": "nieznane argumenty: --no\n",
        "operator add x --role boss": "--role: nie ma wartości 'boss' (do wyboru: 'operat",
    }.items():  # fmt: skip
        said = run(*command.split(), "--lang", "pl").err
        assert (said[:15], says in said, "error" in said) == ("użycie: tui-crm", True, False)


@pytest.mark.parametrize(
    "command", [*EVERY_LIST, ["find", "alfa"], ["employee", "add", "ZZ", "", "Zet"]], ids=" ".join
)
def test_no_command_imports_textual(
    database: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(database.parent))
    program = (
        "import sys\n"
        "from tui_crm.cli.main import main\n"
        "assert main(sys.argv[1:]) == 0\n"
        "sys.exit('textual' in sys.modules or 'rich.table' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--db", str(database), *command],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
