"""Numbers on the command line: one answer with the window, and no number without its warning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.queries.conftest import Office
from tui_crm.cli.main import main
from tui_crm.domain.permissions import Role
from tui_crm.i18n import language, use_language
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database
from tui_crm.store.models import Activity, Operator, Phone


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Hans, reached abroad, and Zyta, who must not be called, both on one activity."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    made = tmp_path / "crm.db"
    now = datetime.now().astimezone()
    opened = open_database(made, create=True, quick=True)
    with opened.atomic():
        office = Office(now)
        office.add(
            Operator, login=login_of_process()[0], employee_id=office.anna,
            role=Role.ADMINISTRATOR,
        )  # fmt: skip
        zeta = office.contractor("Zeta")
        hans = office.person(zeta, "Hans Meier", phone="+49621598341212")
        office.add(Phone, person_id=hans, raw="601 234 567 (po 16:00)", bad_since=now)
        office.add(Phone, contractor_id=zeta, raw="22 555 01 23 wew. 12 (sekretariat)")
        zyta = office.person(
            zeta, "Zyta Zet", phone="602345678", do_not_call=True, note="asked not to"
        )
        for person in ((hans, zyta), (zyta,)):
            office.activity("call", contractor_id=zeta, persons=person)
    opened.close()
    spoken = language()
    yield made
    use_language(spoken)


def run(path: Path, capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert main(["--db", str(path), *args]) == 0
    return capsys.readouterr().out


def rows(path: Path, capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    return json.loads(run(path, capsys, *args, "--json"))


@pytest.mark.parametrize("typed", ["49621598", "+49 621", "341212", "0049621598341212"])
def test_a_number_is_found_from_either_end(
    path: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert [one["name"] for one in rows(path, capsys, "who", typed)] == ["Hans Meier"]
    (found,) = rows(path, capsys, "find", typed)["numbers"]
    assert found["name"] == "Hans Meier"


def numbers_of(path: Path) -> list[str]:
    opened = open_database(path, quick=True)
    found = [one.number for one in Activity.select().order_by(Activity.id)]
    opened.close()
    return found


def test_show_says_of_every_number_whose_it_is_and_what_is_known(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both, hers = numbers_of(path)
    told = rows(path, capsys, "show", both)
    hans, zyta = told["persons"]
    assert (hans["do_not_call"], hans["do_not_call_reason"]) == (False, None)
    assert (zyta["do_not_call"], zyta["do_not_call_reason"]) == (True, "asked not to")
    assert [(n["phone"], n["owner"], n["of"], n["wrong"], n["do_not_call_reason"])
            for n in told["numbers"]] == [
        ("+49 621 598341212", "Hans Meier", "person", False, None),
        ("601 234 567", "Hans Meier", "person", True, None),
        ("602 345 678", "Zyta Zet", "person", False, "asked not to"),
        ("22 555 01 23 ext. 12", "Zeta", "contractor", False, None),
    ]  # fmt: skip
    assert told["numbers"][1]["remark"] == "po 16:00"
    text = run(path, capsys, "show", both)
    assert "+49 621 598341212 · ✗ 601 234 567 (po 16:00)" in text
    assert "22 555 01 23 ext. 12 (sekretariat) · Zeta" in text
    assert "Zyta Zet · ⊘ asked not to" in text
    assert "602 345 678" not in text
    text = run(path, capsys, "show", hers)
    assert "asked not to" in text
    assert "555 01 23" not in text


@pytest.mark.parametrize(
    "command", [["persons", "zyta"], ["who", "602345678"], ["find", "zyta"], ["find", "602345678"]]
)
def test_no_command_gives_such_a_number_without_a_word(
    path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    answer = rows(path, capsys, *command)
    listed = answer if isinstance(answer, list) else [*answer["persons"], *answer["numbers"]]
    assert listed
    for one in listed:
        assert (one["do_not_call"], one["do_not_call_reason"]) == (True, "asked not to")
    text = run(path, capsys, *command)
    assert "asked not to" in text


def test_a_wrong_number_is_found_and_said_to_be_wrong(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = rows(path, capsys, "who", "601234567")
    assert (found["phone"], found["wrong_number"]) == ("601 234 567", True)
    assert "✗ 601 234 567" in run(path, capsys, "who", "601234567")
    (hans,) = rows(path, capsys, "persons", "hans")
    assert hans["phone"] == "+49 621 598341212"
