"""Fills a database of the real schema with a company of any size, in a minute or two."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from line import ROOT

from tui_crm.domain.text import fold, joined_words, sort_key
from tui_crm.services.sample_data import load_sample
from tui_crm.settings import login_of_process
from tui_crm.store.connection import open_database

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime.now(UTC).replace(microsecond=0)
EMPLOYEES = 20
YEARS = 5
WORDS = [
    "cennik",
    "oferta",
    "próbka",
    "faktura",
    "termin",
    "zamówienie",
    "reklamacja",
    "dostawa",
    "rabat",
    "umowa",
    "spotkanie",
    "wysyłka",
    "katalog",
    "wzór",
    "płatność",
    "korekta",
    "paleta",
    "etykieta",
    "karton",
    "folia",
    "druk",
    "nakład",
    "makieta",
]
TOWNS = ("Łódź", "Kraków", "Gdańsk", "Wrocław", "Poznań", "Toruń", "Białystok", "Rzeszów")


def make(path: Path, count: int) -> None:
    """Create a company with *count* activities in five years, divided among 20 employees."""
    with closing(open_database(path, create=True, quick=True)):
        load_sample(ROOT / "sample_data" / "pl", now=NOW, zone=ZONE, login=login_of_process()[0])
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        for table in ("participant", "activity"):
            db.execute(f"DELETE FROM {table}")
        dropped = drop_indexes(db, ("activity", "participant", "contractor", "person"))
        companies = max(count // 50, 100)
        fill_staff(db)
        fill_directory(db, companies)
        fill_activities(db, count, companies)
        for statement in dropped:
            db.execute(statement)
        fill_derived(db)
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def drop_indexes(db: sqlite3.Connection, tables: Sequence[str]) -> list[str]:
    """Drop the indexes and return their SQL: creating them at the end is many times faster."""
    marks = ", ".join("?" * len(tables))
    found = db.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ({marks})"
        " AND sql IS NOT NULL",
        tables,
    ).fetchall()
    for name, _sql in found:
        db.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def insert_copies(db: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows that copy the first row of the table except for the given columns."""
    names = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
    first = db.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1").fetchone()
    pattern = dict(zip(names, first, strict=True)) if first else dict.fromkeys(names)
    marks = ", ".join("?" * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    db.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})",
        ([(pattern | row)[name] for name in names] for row in rows),
    )


def fill_staff(db: sqlite3.Connection) -> None:
    """Add employees, so that each has a small share of the activities."""
    known = db.execute("SELECT max(id) FROM employee").fetchone()[0]
    rows = (
        {"id": n, "code": f"E{n}", "last_name": f"Osoba {n}", "sort_key": f"osoba {n:02}",
         "fold": f"osoba {n}"}
        for n in range(known + 1, EMPLOYEES + 1)
    )  # fmt: skip
    insert_copies(db, "employee", rows)


def fill_directory(db: sqlite3.Connection, companies: int) -> None:
    """Add *companies* contractors, each with two persons."""
    dice = random.Random(1)
    known = db.execute("SELECT max(id) FROM contractor").fetchone()[0]
    people = db.execute("SELECT max(id) FROM person").fetchone()[0]

    def company(n: int) -> dict[str, Any]:
        name = f"{dice.choice(WORDS).title()} {dice.choice(TOWNS)} {n}"
        return {"id": n, "key": f"c{n}", "code": f"K{n}", "name": name, "sort_key": sort_key(name),
                "fold": fold(f"{name} K{n}"), "active": 1}  # fmt: skip

    def person(n: int) -> dict[str, Any]:
        name = f"Nazwisko{n}"
        return {"id": n, "key": f"p{n}", "first_name": "Jan", "last_name": name,
                "sort_key": sort_key(name), "fold": fold(f"Jan {name}"), "active": 1}  # fmt: skip

    insert_copies(db, "contractor", map(company, range(known + 1, companies + 1)))
    new = range(people + 1, people + 1 + 2 * companies)
    insert_copies(db, "person", map(person, new))
    last = db.execute("SELECT max(id) FROM affiliation").fetchone()[0]
    insert_copies(
        db,
        "affiliation",
        (
            {"id": last + 1 + k, "person_id": n, "contractor_id": k // 2 + 1, "is_primary": 0,
             "active": 1}
            for k, n in enumerate(new)
        ),
    )  # fmt: skip


def fill_activities(db: sqlite3.Connection, count: int, companies: int) -> None:
    """Add activities in order of their start; past ones are done except for a few."""
    dice = random.Random(2)
    blank = {"type_id": None, "priority_id": None, "category_id": None, "outcome_id": None}
    for code in ("telephone", "normal"):
        found = db.execute("SELECT id FROM entry WHERE code = ?", (code,)).fetchone()
        blank["type_id" if code == "telephone" else "priority_id"] = found[0]
    talked, order = (
        db.execute("SELECT id FROM entry WHERE code = ?", (code,)).fetchone()[0]
        for code in ("talked", "order")
    )
    first = NOW - timedelta(days=365 * YEARS)
    step = timedelta(days=365 * YEARS + 60) / count
    last_of: dict[int, int] = {}

    def activity(n: int) -> dict[str, Any]:
        at = (first + n * step).replace(microsecond=0)
        done = at < NOW and n % 2000
        words = " ".join(dice.choices(WORDS, k=6))
        stamp = f"{at:%Y-%m-%d %H:%M:%S}"
        contractor = dice.randrange(companies) + 1
        # Two of three are the next activity of the contractor's last one.
        previous = last_of.get(contractor) if n % 3 else None
        last_of[contractor] = n
        return blank | {
            "id": n, "key": f"a{n}", "number": f"C/{at.year}/{n:04}", "number_year": at.year,
            "number_running": n, "kind": "contact", "subject": f"telefon: {n}",
            "subject_generated": 0, "status": "done" if done else "planned",
            "contractor_id": contractor, "previous_id": previous, "employee_id": n % EMPLOYEES + 1,
            "direction": "out", "starts_at": stamp, "order_at": stamp, "planned_minutes": 15,
            "duration_seconds": 240, "timer_boot_id": "", "timer_boot_seconds": 0.0,
            "in_schedule": 1, "note": words, "agreed": words if done else "", "venue": "",
            "currency": "", "follow_up": 0,
            "outcome_id": (order if n % 1000 == 1 else talked) if done else None,
            "follow_up_hours": 0, "follow_up_days": 0, "follow_up_weeks": 0, "attempts": 0,
            "completed_at": stamp if done else None, "fold": fold(words),
            "joined": joined_words(fold(words)), "created_at": stamp, "changed_at": stamp,
            "version": 1,
        }  # fmt: skip

    insert_copies(db, "activity", map(activity, range(1, count + 1)))
    db.execute(
        "INSERT INTO participant (activity_id, person_id, position)"
        " SELECT a.id, (SELECT max(f.person_id) FROM affiliation f"
        " WHERE f.contractor_id = a.contractor_id), 0 FROM activity a"
        " WHERE EXISTS (SELECT 1 FROM affiliation f WHERE f.contractor_id = a.contractor_id)"
    )


def fill_derived(db: sqlite3.Connection) -> None:
    """Fill the derived columns of contractors."""
    db.execute(
        "UPDATE contractor SET"
        " last_activity_id = (SELECT a.id FROM activity a WHERE a.contractor_id = contractor.id"
        "  AND a.completed_at IS NOT NULL ORDER BY a.order_at DESC LIMIT 1),"
        " next_activity_at = (SELECT min(a.order_at) FROM activity a"
        "  WHERE a.contractor_id = contractor.id AND a.completed_at IS NULL)"
    )
    db.execute(
        "UPDATE contractor SET last_contact_at ="
        " (SELECT a.completed_at FROM activity a WHERE a.id = contractor.last_activity_id)"
    )
