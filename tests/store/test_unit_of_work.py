"""Writing: versions, stamps and history on every path, and two who write at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.builders import (
    NOW,
    activity,
    at,
    colleague,
    edit_of,
    fresh_database,
    instant,
    operator,
    saved_contact,
)
from tui_crm.domain.errors import DatabaseTrouble, NotFound, StaleRecord
from tui_crm.services.activities.save import edit_note, save
from tui_crm.store.connection import data_version
from tui_crm.store.models import Activity, Change, Employee, Operation, database
from tui_crm.store.unit_of_work import insert_many, write
from tui_crm.store.worker import DatabaseWorker


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[DatabaseWorker, DatabaseWorker]]:
    """Two threads, each with a connection of its own to one database."""
    fresh_database(tmp_path / "crm.db")
    operator()
    threads = DatabaseWorker(database.connect), DatabaseWorker(database.connect)
    yield threads
    for thread in threads:
        thread.close()
    database.close()


def test_of_two_who_read_the_same_version_the_second_is_told(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    first, second = two
    anna, marek = first.run(operator), second.run(colleague)
    saved = first.run(saved_contact, anna)
    hers, his = (
        first.run(edit_of, saved.activity_id, note="hers"),
        second.run(edit_of, saved.activity_id, note="his"),
    )
    second.run(save, his, actor=marek, instant=instant())
    with pytest.raises(StaleRecord) as stale:
        first.run(save, hers, actor=anna, instant=instant())
    assert stale.value.current["note"] == "his"
    assert first.run(activity, saved.activity_id)["note"] == "his"


def test_many_writers_lose_nothing(two: tuple[DatabaseWorker, DatabaseWorker]) -> None:
    anna = two[0].run(operator)
    call = two[0].run(saved_contact, anna).activity_id

    def add_a_letter() -> None:
        for _turn in range(100):
            stored = activity(call)
            try:
                edit_note(
                    call, stored["note"] + "x", version=stored["version"], actor=anna, now=NOW
                )
            except StaleRecord:
                continue
            return
        raise AssertionError("never got through")

    futures = [thread.submit(add_a_letter) for _turn in range(20) for thread in two]
    for future in futures:
        future.result()
    assert two[0].run(activity, call)["note"] == "x" * 40


def test_a_colleagues_commit_is_seen_and_ones_own_is_not(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    first, second = two
    anna = first.run(operator)
    before = first.run(data_version)
    call = first.run(saved_contact, anna).activity_id
    assert first.run(data_version) == before
    second.run(edit_note, call, "his", version=1, actor=anna, now=NOW)
    assert first.run(data_version) != before


def test_a_lock_that_lasts_is_told_in_a_sentence(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    first, second = two
    second.run(database.pragma, "busy_timeout", 50)
    anna = first.run(operator)
    call = first.run(saved_contact, anna).activity_id
    first.run(database.begin, "IMMEDIATE")
    with pytest.raises(DatabaseTrouble, match="Someone else is writing"):
        second.run(edit_note, call, "his", version=1, actor=anna, now=NOW)
    first.run(database.rollback)
    second.run(edit_note, call, "his", version=1, actor=anna, now=NOW)


def test_an_error_within_takes_everything_back(two: tuple[DatabaseWorker, DatabaseWorker]) -> None:
    def hire_and_fail() -> None:
        with write("test", actor=None, now=NOW) as unit:
            unit.insert(Employee, code="X", last_name="X")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hire_and_fail()
    assert Employee.select().count() == 1


def test_derived_columns_follow_on_every_path_and_are_no_change_of_their_own(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    with write("test", actor=None, now=NOW) as unit:
        row_id = unit.insert(Employee, code="ŁŻ", first_name="Łucja", last_name="Żak")
        unit.update(Employee, row_id, last_name="Zając")
    assert Employee.get_by_id(row_id).fold.startswith("lz lucja zajac")
    assert [change.field for change in Change.select().where(Change.row_id == row_id)] == [
        "", "last_name",
    ]  # fmt: skip


def test_a_write_that_changes_nothing_leaves_no_trace(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    operations = Operation.select().count()
    with write("test", actor=None, now=NOW) as unit:
        assert unit.update(Employee, 1, first_name="Anna") is False
        with pytest.raises(NotFound):
            unit.update(Employee, 99, first_name="Anna")
    assert Operation.select().count() == operations


def test_an_hour_that_the_clocks_show_twice_is_not_changed_by_saving_it_again(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    anna = two[0].run(operator)
    twice = at(25, "02:30", month=10).replace(fold=1)
    saved = two[0].run(saved_contact, anna, starts_at=twice).activity_id
    before = two[0].run(activity, saved)["version"]
    edit = two[0].run(edit_of, saved, starts_at=twice)
    two[0].run(save, edit, actor=anna, instant=instant())
    assert two[0].run(activity, saved)["version"] == before


def test_many_rows_are_added_as_one_by_one(two: tuple[DatabaseWorker, DatabaseWorker]) -> None:
    with write("test", actor=None, now=NOW) as unit:
        one = unit.insert(Employee, code="A1", first_name="Ewa", last_name="Łoś")
    insert_many(Employee, [{"id": 50, "code": "A2", "first_name": "Ewa", "last_name": "Łoś"}],
                now=NOW)  # fmt: skip
    insert_many(Employee, [], now=NOW)
    first, second = Employee.get_by_id(one), Employee.get_by_id(50)
    same = ("first_name", "sort_key", "active", "position", "created_at", "changed_at", "version")
    assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]
    assert second.fold == first.fold.replace("a1", "a2")


def test_a_broken_byte_in_one_row_does_not_hide_the_others(
    two: tuple[DatabaseWorker, DatabaseWorker],
) -> None:
    database.execute_sql("UPDATE employee SET position = CAST(x'41ff42' AS TEXT)")
    assert Employee.get().position == "‼ damaged: A\ufffdB"


def test_the_database_holds_the_rules_too(two: tuple[DatabaseWorker, DatabaseWorker]) -> None:
    anna = operator()
    call = saved_contact(anna).activity_id
    from peewee import IntegrityError

    for broken in ({"contractor_id": None}, {"completed_at": NOW}, {"starts_at": None},
                   {"duration_seconds": -1}, {"timer_started_at": NOW},
                   {"employee_id": 99}):  # fmt: skip
        with pytest.raises(IntegrityError):
            Activity.update(**broken).where(Activity.id == call).execute()
