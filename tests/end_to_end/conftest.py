"""The sample company, made once by the program itself and copied for every test."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.terminal import observer, starter
from tests.support.terminal.program import Program


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    database = folder / "sample.db"
    made = Program(folder).run("demo", "--lang", "pl", "--no-ui", "--db", str(database))
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == str(database)
    # Nothing but what a test does happens beside it.
    set_daily_backup(database, wanted=False)
    return database


def set_daily_backup(database: Path, *, wanted: bool) -> None:
    """Set whether the first start of a day makes a backup."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("DELETE FROM setting WHERE name = 'daily_backup'")
        opened.execute(
            "INSERT INTO setting (created_at, changed_at, version, name, value) VALUES"
            " ('2026-11-23 09:41:00', '2026-11-23 09:41:00', 1, 'daily_backup', ?)",
            (str(wanted).lower(),),
        )


@pytest.fixture
def program(tmp_path: Path, sample: Path) -> Program:
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, Path(shutil.copy(sample, tmp_path / "crm.db")), forked=True)


@pytest.fixture(scope="session", autouse=True)
def _servers_end() -> Iterator[None]:
    yield
    starter.end()
    observer.end()
