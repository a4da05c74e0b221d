"""Every value of every table that cannot be read is found, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import NOW, WARSAW, fresh_database
from tui_crm.domain.text import fold
from tui_crm.services.activities.contractor_summary import refresh_contractor
from tui_crm.services.sample_data import load_sample
from tui_crm.settings import _folder
from tui_crm.store.check.derived import (
    put_right,
    put_summaries_right,
    wrong_summaries,
    wrong_values,
)
from tui_crm.store.check.values import JSON, bad_values
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.engines.sqlite_file import connect
from tui_crm.store.models import TABLES, Contractor, Table, table_name
from tui_crm.store.unit_of_work import columns, write

BAD: dict[str, object] = {
    "UTCDateTimeField": "2026-11-20 10:4x", "DateField": "2026-02-30", "EnumField": "telepathy",
    "BooleanField": 7, "IntegerField": "seven", "ForeignKeyField": "seven", "FloatField": "long",
    "MoneyField": "a lot", "CharField": b"\xff\xfe", "TextField": b"za\xc5",
}  # fmt: skip
"""A value that cannot be read, for each type of column."""
PUT = (
    ("INSERT INTO attempt (at, employee_id, activity_id, number) VALUES"
    " ('2026-11-23 09:41:00', 1, 1, '')"),
    ("INSERT INTO setting (created_at, changed_at, version, name, value) VALUES"
    " ('2026-11-23 09:41:00', '2026-11-23 09:41:00', 1, 'x', '1')"),
    ("INSERT INTO saved_view (created_at, changed_at, version, key, operator_id, shared, name,"
    " content, sort_key, fold) VALUES ('2026-11-23 09:41:00', '2026-11-23 09:41:00', 1, 'k', 1, 0,"
    " 'v', '{}', 'v', 'v')"),
    ("INSERT INTO series (created_at, changed_at, version, rule, first_on, pattern, active) VALUES"
    " ('2026-11-23 09:41:00', '2026-11-23 09:41:00', 1, 'FREQ=DAILY', '2026-11-23', '{}', 1)"),
    "INSERT INTO colleague (activity_id, employee_id) VALUES (1, 2)",
    ("INSERT INTO operation (at, session, action, subject) VALUES"
    " ('2026-11-23 09:41:00', '', 'x', '')"),
    ("INSERT INTO change (operation_id, table_name, row_id, field, old, new) VALUES"
    " (1, 'x', 1, 'y', '1', '2')"),
)  # fmt: skip
"""What the sample company has none of."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company, with a row in every table."""
    path = tmp_path_factory.mktemp("sample") / "crm.db"
    opened = fresh_database(path)
    load_sample(_folder("sample_data") / "pl", now=NOW, zone=WARSAW, login="anna")
    for statement in PUT:
        opened.execute_sql(statement)  # type: ignore[no-untyped-call]
    opened.close()
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Everything that is done to it is taken back."""
    with closing(connect(path, "mode=rw")) as opened:
        opened.execute("PRAGMA foreign_keys = OFF")
        opened.execute("PRAGMA ignore_check_constraints = ON")
        opened.execute("BEGIN")
        yield opened
        opened.execute("ROLLBACK")


def bad_value(table: str, name: str, field: Any) -> object:
    return "{nonsense" if (table, name) in JSON else BAD[type(field).__name__]


def put(opened: sqlite3.Connection, table: str, name: str, value: object) -> None:
    as_text = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    opened.execute(
        f'UPDATE "{table}" SET "{name}" = {as_text} WHERE id = (SELECT MIN(id) FROM "{table}")',
        (value,),
    )


def test_of_a_company_nothing_is_said(opened: sqlite3.Connection) -> None:
    assert (bad_values(opened), wrong_values(opened), wrong_summaries(opened)) == ({}, {}, {})


@pytest.mark.parametrize("model", TABLES, ids=table_name)
def test_a_bad_value_in_any_column_is_found(opened: sqlite3.Connection, model: type[Table]) -> None:
    table, expected = table_name(model), set()
    for field in columns(model).values():
        if field.column_name != "id":
            put(opened, table, field.column_name, bad_value(table, field.column_name, field))
            expected.add((table, field.column_name))
    found = bad_values(opened)
    assert found.keys() == expected
    assert {len(ids) for ids in found.values()} == {1}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("activity", "created_at", "2026-11-20T10:40:00"), ("activity", "planned_cost", "12.5"),
        ("activity", "note", "zażółć 👍"), ("activity", "starts_at", "2026-11-20 10:40:00.123"),
        ("setting", "value", "null"),
    ],
)  # fmt: skip
def test_what_can_be_read_is_no_finding(
    opened: sqlite3.Connection, table: str, column: str, value: str
) -> None:
    put(opened, table, column, value)
    assert bad_values(opened) == {}


@pytest.mark.parametrize(
    "model", [one for one in TABLES if one.derived is not Table.derived], ids=table_name
)
def test_whatever_is_derived_is_compared_and_put_right(
    opened: sqlite3.Connection, model: type[Table]
) -> None:
    table = table_name(model)
    names = [name for name in columns(model) if name in _derived_names(model, opened)]
    assert names
    before = opened.execute(f'SELECT * FROM "{table}"').fetchall()
    for name in names:
        put(opened, table, name, "2026-01-01 00:00:00" if name == "order_at" else "something")
    wrong = wrong_values(opened)
    assert {column for of, column in wrong if of == table} == set(names) - (
        # A number known as international is not read anew from how it was typed.
        {"normalised"} if table == "phone" and "normalised" not in _columns(wrong, table) else set()
    )
    put_right(opened, wrong)
    assert wrong_values(opened) == {}
    if table != "phone":
        opened.text_factory = str
        assert opened.execute(f'SELECT * FROM "{table}"').fetchall() == before


def _columns(wrong: dict[tuple[str, str], Any], table: str) -> set[str]:
    return {column for of, column in wrong if of == table}


def _derived_names(model: type[Table], opened: sqlite3.Connection) -> set[str]:
    fields = columns(model)
    named = ", ".join(f'"{field.column_name}"' for field in fields.values())
    values = opened.execute(f'SELECT {named} FROM "{table_name(model)}" LIMIT 1').fetchone()
    pairs = zip(fields.items(), values, strict=True)
    row = {name: field.python_value(value) for (name, field), value in pairs}
    return set(model.derived(row))


def test_nothing_is_derived_from_a_row_that_cannot_be_read(opened: sqlite3.Connection) -> None:
    put(opened, "activity", "starts_at", "never")
    put(opened, "activity", "fold", "something")
    put(opened, "person", "last_name", b"\xff")
    put(opened, "person", "fold", "something")
    assert wrong_values(opened) == {}


def test_the_summary_of_a_contractor_is_that_of_the_services(path: Path) -> None:
    """The rule in SQL says what the rule of the services says, of all contractors."""
    fresh = fresh_database(path)
    try:
        wanted = "SELECT last_activity_id, last_contact_at, next_activity_at, open_activities"
        rows = f"{wanted}, id FROM contractor ORDER BY id"
        with closing(connect(path, "mode=rw")) as plain:
            plain.execute("UPDATE contractor SET open_activities = 99, last_activity_id = 1")
            plain.execute("UPDATE contractor SET next_activity_at = NULL, last_contact_at = 'x'")
            assert wrong_summaries(plain).keys() >= {"open_activities", "last_activity_id"}
            put_summaries_right(plain)
            by_sql = plain.execute(rows).fetchall()
            assert wrong_summaries(plain) == {}
        with write("test", actor=None, now=NOW) as unit:
            for (contractor_id,) in fetch_tuples(Contractor.select(Contractor.id)):
                refresh_contractor(unit, contractor_id)
        assert fresh.execute_sql(rows).fetchall() == by_sql  # type: ignore[no-untyped-call]
        assert any(row[0] for row in by_sql)
    finally:
        fresh.close()


def test_words_of_the_comparison(opened: sqlite3.Connection) -> None:
    put(opened, "contractor", "fold", "something")
    ((key, values),) = wrong_values(opened).items()
    assert key == ("contractor", "fold")
    assert all(value == fold(value) for value in values.values())
