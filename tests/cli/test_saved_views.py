"""A saved view on the command line: the same list as on the screen, or a sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.queries.conftest import Office
from tui_crm.cli.main import main
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import ActivityOrder, FilterPeriod, ListScope
from tui_crm.domain.activities.saved_view import Named, ViewContent
from tui_crm.domain.activities.saved_view import content_text as stored
from tui_crm.domain.permissions import Role
from tui_crm.i18n import language, use_language
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.models import Operator, SavedView

HOSTILE = "[/] \x1b[2J🙂"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path,
    empty_database: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Run]:
    """Ask, in this process, an office in which Jan and the user of this process have views."""
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
            status = main(["--db", str(path), "activities", *args])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    yield ask
    use_language(spoken)


def _furnish(office: Office) -> None:
    me = office.add(
        Operator, login=login_of_process()[0], employee_id=office.anna, role=Role.ADMINISTRATOR
    )
    lis = office.employee("Jan", "Lis")
    jan = office.add(Operator, login="lis", employee_id=lis, role=Role.OPERATOR)
    alfa, beta = office.contractor("ALFA", code="ALFA"), office.contractor("Beta", code="BETA")
    office.activity("of today", contractor_id=beta)
    office.activity("of Alfa", contractor_id=alfa)
    office.activity("done", done=office.now)
    office.activity("next month", timedelta(days=40))
    office.activity("his", employee_id=lis)
    office.activity("given", employee_id=lis, kind=Kind.TASK, created_by_id=me)
    week = ViewContent(
        state="open", period=FilterPeriod.NEXT_DAYS, order=ActivityOrder.CONTRACTOR,
        descending=False,
    )  # fmt: skip
    views = (
        (me, "This week", False, stored(week)),
        (me, "Given", False, stored(ViewContent(scope=ListScope.DELEGATED))),
        (me, "Gone", False, stored(ViewContent(type=Named(99, HOSTILE)))),
        (me, HOSTILE, False, "{"),
        (jan, "His", True, stored(ViewContent(scope=ListScope.ALL, employee=Named(lis)))),
        (jan, "this week", True, stored(ViewContent(kind=Kind.MEETING))),
        (jan, "Secret", False, stored(ViewContent())),
    )
    for key, (operator_id, name, shared, content) in enumerate(views):
        office.add(
            SavedView, key=str(key), operator_id=operator_id, name=name, shared=shared,
            content=content,
        )  # fmt: skip


def subjects(out: str) -> list[str]:
    return [row["subject"] for row in json.loads(out)]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["this WEEK"], ["of Alfa", "of today"]),
        (["This week", "--contractor", "beta"], ["of today"]),
        (["This week", "--completed"], ["done"]),
        (["given"], ["given"]),
        (["Hís"], ["given", "his"]),
        (["given", "--all", "--kind", "contact"], ["of Alfa", "of today"]),
    ],
)
def test_a_view_is_listed_and_options_go_before_it(
    run: Run, options: list[str], found: list[str]
) -> None:
    status, out, err = run("--view", *options, "--json")
    assert (status, err) == (0, "")
    assert sorted(subjects(out)) == sorted(found)
    if options[0] == "this WEEK":
        assert subjects(out) == found


def test_an_unknown_name_is_a_usage_error_that_lists_the_names(run: Run) -> None:
    status, out, err = run("--view", "Secret")
    assert (status, out) == (2, "")
    assert err == (
        "tui-crm: There is no view “Secret”. "
        "There are: “[/] [2J🙂”, “Given”, “Gone”, “This week”, “His”, “this week”.\n"
    )


def test_what_is_gone_or_damaged_is_said_beside_the_list(run: Run) -> None:
    status, out, err = run("--view", "Gone", "--json")
    assert (status, len(subjects(out))) == (0, 4)
    assert err == "tui-crm: Left out, because it is not there any more: “[/] [2J🙂”.\n"
    status, out, err = run("--view", HOSTILE)
    assert (status, out) == (1, "")
    assert "damaged" in err
