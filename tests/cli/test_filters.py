"""The filters of the listing commands: whose, which days, which state, what is missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.queries.conftest import Office
from tui_crm.cli.main import main
from tui_crm.domain.activities.activity import Status
from tui_crm.domain.permissions import Role
from tui_crm.i18n import language, use_language
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.models import Operator, Phone

Run = Callable[..., tuple[int, str, str]]
DAY = timedelta(days=1)


@pytest.fixture
def run(
    tmp_path: Path,
    empty_database: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Run]:
    """Ask, in this process, an office of two employees."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = Path(shutil.copy(empty_database, tmp_path / "crm.db"))
    opened = open_database(path, quick=True)
    with opened.atomic():
        _furnish(Office(datetime.now().astimezone()))
    opened.close()
    spoken = language()

    def ask(*args: str) -> tuple[int, str, str]:
        try:
            status = main(["--db", str(path), *args])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    yield ask
    use_language(spoken)


def _furnish(office: Office) -> None:
    office.add(
        Operator, login=login_of_process()[0], employee_id=office.anna, role=Role.ADMINISTRATOR
    )
    lis = office.employee("Jan", "Lis", code="JL")
    alfa = office.contractor("ALFA", code="ALFA", owner_id=lis)
    beta = office.contractor("Beta", code="BETA", next_activity_at=office.now)
    jan = office.person(alfa, "Jan Kowalski")
    office.person(beta, "Ewa Lis")
    office.add(Phone, contractor_id=beta, raw="601 234 567", normalised="+48601234567")
    offer = office.entry("outcome", "Offer sent")
    office.activity("late", -10 * DAY, contractor_id=alfa, persons=(jan,))
    office.activity("coming", 10 * DAY, contractor_id=beta)
    office.activity("waits", -DAY, status=Status.WAITING)
    office.activity("held", -DAY, done=office.now, contractor_id=alfa, outcome_id=offer)
    office.activity("off", DAY, done=office.now, status=Status.CANCELLED)
    office.activity("his", -2 * DAY, employee_id=lis)


def subjects(out: str) -> list[str]:
    return [row["subject"] for row in json.loads(out)]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--state", "overdue"], ["late"]),
        (["--state", "open"], ["coming", "late", "waits"]),
        (["--state", "waiting"], ["waits"]),
        (["--state", "completed"], ["held", "off"]),
        (["--state", "cancelled"], ["off"]),
        (["--completed"], ["held", "off"]),
        (["--employee", "jl"], ["his"]),
        (["--employee", "JL", "--all"], ["his"]),
        (["--since", "3d"], ["coming", "held", "off", "waits"]),
        (["--since", "yesterday", "--until", "yesterday"], ["held", "waits"]),
        (["--until", "3d", "--since", "yesterday"], ["held", "off", "waits"]),
        (["--until", "2d", "--completed"], []),
        (["--outcome", "offer SENT"], ["held"]),
        (["--without", "number"], ["held", "late"]),
        (["--without", "next-step"], ["held"]),
    ],
)
def test_the_list_is_narrowed(run: Run, options: list[str], found: list[str]) -> None:
    status, out, err = run("activities", *options, "--json")
    assert (status, err) == (0, "")
    assert sorted(subjects(out)) == found


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (["activities", "--employee", "XX"], 1, "There is no employee with the code “XX”."),
        (["today", "--employee", "XX"], 1, "There is no employee with the code “XX”."),
        (["contractors", "--employee", "XX"], 1, "There is no employee with the code “XX”."),
        (["activities", "--since", "banana"], 1, "“banana” is not a date."),
        (
            ["activities", "--since", "2026-11-20", "--until", "2026-11-19"],
            1, "The list would end on 19.11.2026, before it begins on 20.11.2026.",
        ),
        (["activities", "--outcome", "zzz"], 1, "There is no outcome “zzz”."),
        (["activities", "--state", "lost"], 2, "invalid choice"),
        (["activities", "--state", "open", "--completed"], 2, "not allowed with"),
        (["activities", "--without", "hope"], 2, "invalid choice"),
        (["persons", "--without", "next-step"], 2, "invalid choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(run: Run, command: list[str], status: int, said: str) -> None:
    left, out, err = run(*command)
    assert (left, out) == (status, "")
    assert said in err


def test_the_day_of_another_employee(run: Run) -> None:
    _status, out, _err = run("today", "--employee", "JL", "--json")
    assert subjects(out) == ["his"]
    _status, out, _err = run("digest", "--employee", "JL", "2d", "--json")
    assert [row["subject"] for row in json.loads(out)["open"]] == ["his"]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (["contractors", "--without", "number"], ["ALFA"]),
        (["contractors", "--without", "next-step"], ["ALFA"]),
        (["contractors", "--employee", "JL"], ["ALFA"]),
        (["contractors", "beta", "--employee", "JL"], []),
        (["contractors", "--employee", "AN", "--without", "number"], []),
        (["persons", "--without", "number"], ["Jan Kowalski", "Ewa Lis"]),
    ],
)
def test_contractors_and_persons_are_narrowed(
    run: Run, command: list[str], names: list[str]
) -> None:
    _status, out, err = run(*command, "--json")
    assert err == ""
    assert [row["name"] for row in json.loads(out)] == names
