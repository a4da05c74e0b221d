"""A new database is there whole or not at all, and never in the place of anything."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.support.builders import fresh_database
from tests.support.files import contents
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.store.connection import open_database
from tui_crm.store.creation import make_database
from tui_crm.store.default_place import refuse_if_gone, remember_made, was_made


def test_killed_at_any_moment_it_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    whole = 0
    for wait in (0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2):
        child = os.fork()
        if not child:
            make_database(path)
            os._exit(0)
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if path.exists():
            opened = open_database(path)
            assert opened.pragma("integrity_check") == "ok"
            opened.close()
            path.unlink()
            whole += 1
    make_database(path)
    assert [name for name in contents(tmp_path) if name != "crm.db"] == []
    assert whole < 9


def test_what_a_lost_database_left_is_not_taken_into_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    path.with_name("crm.db-wal").write_bytes(b"somebody's last words")
    with pytest.raises(DatabaseTrouble, match=r"crm\.db-wal belongs to a database that was"):
        open_database(path, create=True)
    assert list(contents(tmp_path)) == ["crm.db-wal"]


def test_the_default_place_is_remembered(tmp_path: Path) -> None:
    path, state = tmp_path / "crm.db", tmp_path / "state"
    refuse_if_gone(state, path)
    fresh_database(path).close()
    for _ in range(2):
        remember_made(state, path)
    assert was_made(state, path)
    assert not was_made(state, tmp_path / "other.db")
    refuse_if_gone(state, path)
    path.unlink()
    with pytest.raises(DatabaseTrouble, match=f"{path} was here before and is gone"):
        refuse_if_gone(state, path)
