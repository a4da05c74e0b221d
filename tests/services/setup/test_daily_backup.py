"""The daily backup: for whom it is, what it keeps, and what it finds of this day."""

from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.builders import NOW, fresh_database, operator
from tui_crm.domain.errors import Refused
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.services.setup import daily_backup
from tui_crm.store.file_system import locked_folder

TODAY = NOW


@pytest.fixture
def database(tmp_path: Path) -> Path:
    fresh_database(tmp_path / "crm.db")
    return tmp_path / "crm.db"


def test_it_is_wanted_until_it_is_switched_off(database: Path) -> None:
    anna = operator()
    assert database.exists()
    assert daily_backup.is_wanted()
    save_company(read_company()._replace(daily_backup=False), actor=anna, now=NOW)
    assert not daily_backup.is_wanted()


def test_there_is_one_of_today_once_it_is_made(database: Path) -> None:
    assert not daily_backup.is_made(database, TODAY)
    made = daily_backup.make(database, TODAY)
    assert made.name == "crm-2026-11-23-094100.db"
    assert daily_backup.is_made(database, TODAY)
    assert not daily_backup.is_made(database, TODAY + timedelta(days=1))


def test_it_is_for_who_may_read_the_database(database: Path) -> None:
    database.chmod(0o660)
    made = daily_backup.make(database, TODAY)
    assert stat.S_IMODE(made.stat().st_mode) == 0o640
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o2770


def test_it_keeps_days_weeks_and_months_and_no_unfinished_ones(database: Path) -> None:
    made = daily_backup.make(database, TODAY)
    start = datetime(2026, 9, 1)  # noqa: DTZ001  # the local time in the name of a file
    for day in range(60):
        name = f"crm-{start + timedelta(days=day):%Y-%m-%d-%H%M%S}.db"
        made.with_name(name).write_bytes(made.read_bytes())
    unfinished = made.with_name("crm-2026-10-30-000000.db.part")
    unfinished.write_bytes(b"half")
    made.with_name("notes.db.part").write_bytes(b"mine")
    daily_backup.make(database, TODAY + timedelta(days=1))
    left = {path.name for path in made.parent.iterdir()}
    assert unfinished.name not in left
    assert "notes.db.part" in left
    # 14 of the last days, and what weeks and months keep beyond them.
    assert 14 < len(left) - 1 <= 14 + 8 + 3


def test_two_who_start_at_once_make_one(database: Path) -> None:
    daily_backup.make(database, TODAY)
    with locked_folder(database.parent / "backups"), pytest.raises(Refused, match="just now"):
        daily_backup.make(database, TODAY + timedelta(days=1))
