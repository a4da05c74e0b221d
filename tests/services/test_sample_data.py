"""The sample company: whole, consistent, and as if it had been typed in."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import NOW, WARSAW, instant, operator, row, task
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.directory.phone import read_phone, stored_phone
from tui_crm.domain.permissions import Role
from tui_crm.i18n import LANGUAGES
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.activities.save import save
from tui_crm.services.sample_data import load_sample
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Activity, Contractor, Employee, Operator
from tui_crm.store.unit_of_work import columns, write

ROOT = Path(__file__).parents[2] / "sample_data"
FIRST = {"en": "Anna Newman", "pl": "Anna Nowak"}
WORDS = {"en": ("prism", "Basilisk", "basil*"), "pl": ("pryzmat", "Bazyliszek", "bazyl*")}
UNASSIGNED = re.compile(r"\+44(1632960|7700900)\d{3}")
"""Numbers that the regulator keeps for drama: they are nobody's."""
POLISH = set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")


@pytest.fixture(params=LANGUAGES)
def folder(request: pytest.FixtureRequest) -> Path:
    return ROOT / str(request.param)


@pytest.fixture
def sample(crm: CrmDatabase, folder: Path) -> CrmDatabase:
    load_sample(folder, now=NOW, zone=WARSAW, login="anna")
    return crm


def records(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_bytes())
    return found


def test_the_operator_works_as_the_first_employee(sample: CrmDatabase, folder: Path) -> None:
    actor = operator()
    assert (actor.employee_name, actor.role) == (FIRST[folder.name], Role.ADMINISTRATOR)
    assert Operator.select().count() == 1


def test_the_database_is_consistent(sample: CrmDatabase) -> None:
    assert sample.pragma("foreign_key_check") is None
    assert sample.pragma("integrity_check") == "ok"


def test_nothing_is_completed_later_than_now(sample: CrmDatabase) -> None:
    assert not Activity.select().where(Activity.completed_at > NOW).exists()
    assert Activity.select().where(Activity.completed_at.is_null()).count() > 50


def test_the_contractors_columns_are_what_the_service_would_find(sample: CrmDatabase) -> None:
    names = ("last_activity_id", "last_contact_at", "next_activity_at", "open_activities")
    for contractor_id in [stored.id for stored in Contractor.select()]:
        before = row(Contractor, contractor_id)
        with write("test", actor=None, now=NOW) as unit:
            refresh_contractor(unit, contractor_id)
        after = row(Contractor, contractor_id)
        assert [before[name] for name in names] == [after[name] for name in names]


def test_derived_columns_are_those_of_a_typed_record(sample: CrmDatabase) -> None:
    stored = row(Activity, Activity.select().order_by(Activity.id.desc()).get().id)
    for name, value in Activity.derived(stored).items():
        assert stored[name] == value, name
    assert set(columns(Activity)) == set(stored)


def test_numbers_go_on_from_the_sample(sample: CrmDatabase) -> None:
    tasks = (Activity.kind == Kind.TASK) & (Activity.number_year == 2026)
    last = Activity.select().where(tasks).order_by(Activity.number_running.desc()).get()
    saved = save(task(operator()), actor=operator(), instant=instant())
    assert saved.number == f"T/2026/{last.number_running + 1:04d}"


def test_on_a_sunday_the_working_day_before_is_friday(crm: CrmDatabase, folder: Path) -> None:
    sunday = datetime(2026, 11, 22, 20, 0, tzinfo=WARSAW)
    load_sample(folder, now=sunday, zone=WARSAW, login="anna")
    days = {
        stored.starts_at.astimezone(WARSAW).date()
        for stored in Activity.select().where(Activity.starts_at.is_null(False))
    }
    weekend = {day for day in days if day.weekday() >= 5}
    assert weekend <= {sunday.date()}


def test_numbers_of_employees_are_kept_as_their_form_keeps_them(sample: CrmDatabase) -> None:
    for employee in Employee.select():
        assert employee.phone == read_phone(employee.phone).normalised


def foreign_numbers(folder: Path) -> list[dict[str, str]]:
    given = [
        number
        for name in ("contractors", "persons")
        for record in records(folder, name)
        for number in record["phones"]
        if isinstance(number, dict)
    ]
    assert given
    return given


def test_foreign_numbers_come_as_the_library_reads_them(folder: Path) -> None:
    for number in foreign_numbers(folder):
        assert read_phone(number["raw"]).normalised == number["normalised"]


def test_no_number_needs_the_library_while_the_company_is_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Importing it, and reading with it, takes longer than all else of loading."""

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("the library was asked")

    monkeypatch.setattr("tui_crm.domain.directory.phone._first", asked)
    plain = [one for one in foreign_numbers(folder) if "(0)" not in one["raw"]]
    assert plain
    for number in plain:
        stored = stored_phone(number["raw"], known=number["normalised"])
        assert stored.normalised == number["normalised"]


def test_british_numbers_of_the_english_company_are_nobodys() -> None:
    british = [one["normalised"] for one in foreign_numbers(ROOT / "en") if "+44" in str(one)]
    own = [one["phone"]["normalised"] for one in records(ROOT / "en", "employees")]
    # The Leeds supplier, who is in both, has another of the kept ranges.
    others = {number for number in british if not UNASSIGNED.fullmatch(number)}
    assert {number[:10] for number in others} == {"+441134960"}
    assert all(map(UNASSIGNED.fullmatch, own))
    assert len(british) > 100
    assert len({*british, *own}) == len(british) + len(own)


@pytest.mark.parametrize("name", ["activities", "contractors", "employees", "persons"])
def test_the_english_company_is_as_rich_as_the_polish_one(name: str) -> None:
    english, polish = (records(ROOT / one, name) for one in ("en", "pl"))
    assert len(english) == len(polish)
    for key in ("note", "subject", "venue", "phones", "emails", "position"):
        filled = [sum(bool(one.get(key)) for one in rows) for rows in (english, polish)]
        assert filled[0] >= filled[1] * 0.98, key


def test_nothing_polish_is_left_in_the_english_company() -> None:
    for path in (ROOT / "en").glob("*.json"):
        assert not POLISH & set(path.read_text(encoding="utf-8")), path


def test_addresses_are_invented_and_lead_nowhere(folder: Path) -> None:
    for name in ("contractors", "persons", "employees"):
        for one in records(folder, name):
            mails = one.get("emails", [one["email"]] if "email" in one else [])
            assert all(mail.endswith(".example") for mail in mails), one
            assert (one.get("www") or "x.example").endswith(".example"), one
            assert len(set(mails)) == len(mails)


def test_words_are_found_of_what_was_loaded_and_of_what_comes_later(
    sample: CrmDatabase, folder: Path
) -> None:
    loaded, later, beginning = WORDS[folder.name]

    def found(word: str) -> int:
        asked = "SELECT COUNT(*) FROM contractor_words WHERE contractor_words MATCH ?"
        cursor = sample.execute_sql(asked, (word,))  # type: ignore[no-untyped-call]  # Peewee's own
        return int(cursor.fetchone()[0])

    assert found(loaded) == 1
    with write("test", actor=None, now=NOW) as unit:
        unit.insert(Contractor, key="later", code="LATER", name=later)
    assert found(beginning) == 1
    with write("test", actor=None, now=NOW) as unit:
        unit.delete(Contractor, Contractor.get(Contractor.key == "later").id)
    assert found(beginning) == 0
