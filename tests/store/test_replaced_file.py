"""A database file that was moved or removed under the running program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.builders import NOW, fresh_database
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.store.models import Employee
from tui_crm.store.unit_of_work import write


def test_nothing_is_saved_into_a_file_that_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    fresh_database(path)
    path.unlink()
    with pytest.raises(DatabaseTrouble, match="moved, replaced or removed"):  # noqa: SIM117
        with write("employee.create", actor=None, now=NOW) as unit:
            unit.insert(Employee, code="XX", last_name="Nowy")


def test_nothing_is_saved_into_a_file_that_was_replaced(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    fresh_database(path)
    path.rename(tmp_path / "old.db")
    path.write_bytes(b"")
    with pytest.raises(DatabaseTrouble, match="moved, replaced or removed"):  # noqa: SIM117
        with write("employee.create", actor=None, now=NOW) as unit:
            unit.insert(Employee, code="XX", last_name="Nowy")
