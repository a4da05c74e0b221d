"""Fills a database of the real schema with many contractors and persons, for `directory.py`."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from company import (
    NOW,
    TOWNS,
    WORDS,
    ZONE,
    drop_indexes,
    fill_activities,
    fill_derived,
    fill_staff,
    insert_copies,
)
from line import ROOT

from tui_crm.domain.text import backwards, fold, sort_key
from tui_crm.services.sample_data import load_sample
from tui_crm.store.connection import open_database

FIRST_NAMES = (
    "Anna", "Piotr", "Krzysztof", "Maria", "Łukasz", "Zofia", "Jan", "Ewa", "Tomasz", "Agnieszka",
    "Stanisław", "Żaneta", "Paweł", "Jadwiga", "Marek", "Kinga",
)  # fmt: skip
STEMS = ("Kowal", "Nowa", "Wiśniew", "Zieliń", "Lewandow", "Dąbrow", "Jankow", "Wojcie", "Kamiń")
ENDINGS = ("ski", "czyk", "iak", "owicz", "ewicz", "ek", "ik", "uk", "ała", "iński")
EMPTIED = ("participant", "activity", "phone", "email", "affiliation", "person", "contractor")


def make_crowd(path: Path, *, contractors: int, persons: int, activities: int) -> None:
    """Create so many of each; every contractor and every person has a phone number."""
    with closing(open_database(path, create=True, quick=True)):
        load_sample(ROOT / "sample_data" / "pl", now=NOW, zone=ZONE, login="anna")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        triggers = _drop_triggers(db)
        patterns = {table: _row_of(db, table) for table in EMPTIED}
        for table in EMPTIED:
            db.execute(f"DELETE FROM {table}")
        made_again = drop_indexes(db, ("participant", "activity", "phone", "person"))
        fill_staff(db)
        _fill_directory(db, patterns, contractors, persons)
        fill_activities(db, activities, contractors)
        for statement in made_again:
            db.execute(statement)
        fill_derived(db)
        for table in ("contractor", "person", "activity"):
            db.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")
        for statement in triggers:
            db.execute(statement)
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _drop_triggers(db: sqlite3.Connection) -> list[str]:
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in found:
        db.execute(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in found]


def _row_of(db: sqlite3.Connection, table: str) -> dict[str, Any]:
    cursor = db.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone() or [None] * len(names), strict=True))


def _fill_directory(
    db: sqlite3.Connection, patterns: dict[str, dict[str, Any]], contractors: int, persons: int
) -> None:
    dice = random.Random(3)

    def contractor(n: int) -> dict[str, Any]:
        town = dice.choice(TOWNS)
        name = f"{dice.choice(WORDS).title()} {dice.choice(STEMS)}-{n} Sp. z o.o."
        return patterns["contractor"] | {
            "id": n, "key": f"c{n}", "code": f"K{n}", "name": name, "city": town, "tax_id": "",
            "sort_key": sort_key(name), "city_key": sort_key(town),
            "fold": fold(f"{name} K{n} {town} "), "active": n % 50 != 0,
            "merged_into_id": None,
        }  # fmt: skip

    def person(n: int) -> dict[str, Any]:
        first, last = dice.choice(FIRST_NAMES), dice.choice(STEMS) + dice.choice(ENDINGS)
        return patterns["person"] | {
            "id": n, "key": f"p{n}", "first_name": first, "last_name": last,
            "sort_key": sort_key(f"{last} {first}"), "fold": fold(f"{first} {last} {first}"),
            "active": n % 40 != 0, "do_not_call": n % 100 == 0,
        }  # fmt: skip

    def number(n: int, **owner: int | None) -> dict[str, Any]:
        figures = f"+48{600_000_000 + (n * 7919) % 299_999_999}"
        none = {"contractor_id": None, "person_id": None}
        return patterns["phone"] | none | owner | {
            "id": n, "raw": figures, "normalised": figures, "tail": figures[-9:],
            "backwards": backwards(figures), "is_primary": 1,
        }  # fmt: skip

    def place(n: int) -> dict[str, Any]:
        return patterns["affiliation"] | {
            "id": n, "person_id": n, "contractor_id": n % contractors + 1, "position": "buyer",
            "is_primary": 0, "active": 1,
        }  # fmt: skip

    person_numbers = range(1, persons + 1)
    insert_copies(db, "contractor", map(contractor, range(1, contractors + 1)))
    insert_copies(db, "person", map(person, person_numbers))
    insert_copies(db, "affiliation", map(place, person_numbers))
    insert_copies(db, "phone", (number(n, person_id=n) for n in person_numbers))
    companies = range(1, contractors + 1)
    insert_copies(db, "phone", (number(persons + n, contractor_id=n) for n in companies))
