"""The sample company: whole, consistent, and as if it had been typed in."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.builders import NOW, WARSAW, instant, operator, row, task
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.directory.phone import read_phone
from tui_crm.domain.permissions import Role
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.activities.save import save
from tui_crm.services.sample_data import load_sample
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Activity, Contractor, Employee, Operator
from tui_crm.store.unit_of_work import columns, write

FOLDER = Path(__file__).parents[2] / "sample_data"


@pytest.fixture
def sample(crm: CrmDatabase) -> CrmDatabase:
    load_sample(FOLDER, now=NOW, zone=WARSAW, login="anna")
    return crm


def test_the_operator_works_as_the_first_employee(sample: CrmDatabase) -> None:
    actor = operator()
    assert (actor.employee_name, actor.role) == ("Anna Nowak", Role.ADMINISTRATOR)
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


def test_on_a_sunday_the_working_day_before_is_friday(crm: CrmDatabase) -> None:
    sunday = datetime(2026, 11, 22, 20, 0, tzinfo=WARSAW)
    load_sample(FOLDER, now=sunday, zone=WARSAW, login="anna")
    days = {
        stored.starts_at.astimezone(WARSAW).date()
        for stored in Activity.select().where(Activity.starts_at.is_null(False))
    }
    weekend = {day for day in days if day.weekday() >= 5}
    assert weekend <= {sunday.date()}


def test_numbers_of_employees_are_kept_as_their_form_keeps_them(sample: CrmDatabase) -> None:
    for employee in Employee.select():
        assert employee.phone == read_phone(employee.phone).normalised


def test_foreign_numbers_come_as_the_library_reads_them() -> None:
    given = [
        number
        for name in ("contractors", "persons")
        for record in json.loads((FOLDER / f"{name}.json").read_bytes())
        for number in record["phones"]
        if isinstance(number, dict)
    ]
    assert given
    for number in given:
        assert read_phone(number["raw"]).normalised == number["normalised"]


def test_words_are_found_of_what_was_loaded_and_of_what_comes_later(sample: CrmDatabase) -> None:
    def found(word: str) -> int:
        asked = "SELECT COUNT(*) FROM contractor_words WHERE contractor_words MATCH ?"
        cursor = sample.execute_sql(asked, (word,))  # type: ignore[no-untyped-call]  # Peewee's own
        return int(cursor.fetchone()[0])

    assert found("pryzmat") == 1
    with write("test", actor=None, now=NOW) as unit:
        unit.insert(Contractor, key="later", code="LATER", name="Bazyliszek")
    assert found("bazyl*") == 1
    with write("test", actor=None, now=NOW) as unit:
        unit.delete(Contractor, Contractor.get(Contractor.key == "later").id)
    assert found("bazyl*") == 0
