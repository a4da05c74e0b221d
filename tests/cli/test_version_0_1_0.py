"""What scripts read from 0.1.0 they read from this version, out of the same file."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.version_0_1_0 import DATA, put_database
from tui_crm.settings import login_of_process

LISTINGS = json.loads(
    # Generated subjects are worded since then as one writes them down.
    (DATA / "listings.json")
    .read_text(encoding="utf-8")
    .replace('"telephone: ', '"phone call: ')
    .replace('"in person: ', '"meeting: ')
)
"""What each command gave: its exit status, and its JSON where it gave any."""
for _outcome in LISTINGS.get("dictionaries outcome", {}).get("json", ()):
    # Outcomes say since then what they are for, and which of them count a try.
    del _outcome["kinds"], _outcome["follow_up_days"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The old file, in which whoever runs the tests is an administrator, too."""
    path = tmp_path_factory.mktemp("old") / "crm.db"
    put_database(path)
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute(
            "INSERT INTO operator (created_at, changed_at, version, login, role, active)"
            " VALUES ('2026-11-23 08:41:00', '2026-11-23 08:41:00', 1, ?, 'administrator', 1)",
            (login_of_process()[0],),
        )
    return path


def still(old: Any, new: Any) -> bool:
    """Whether all that was there is there, the same; there may be more beside it."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(
            name in new and still(value, new[name]) for name, value in old.items()
        )
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(still, old, new))
    return bool(old == new)


@pytest.mark.parametrize("command", LISTINGS)
def test_a_listing_gives_the_same(command: str, database: Path) -> None:
    old = LISTINGS[command]
    words = [*_words(command), *(["--json"] if old["json"] is not None else [])]
    done = subprocess.run(
        [sys.executable, "-m", "tui_crm", "--db", database, "--as", "anna", *words],
        env={"PATH": os.environ["PATH"], "HOME": str(database.parent), "TZ": "Europe/Warsaw"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == old["status"], done.stderr
    if old["json"] is None:
        assert done.stderr
    elif command == "keys":
        known = {row["id"] for row in json.loads(done.stdout)}
        assert [row["id"] for row in old["json"] if row["id"] not in known] == []
    else:
        assert still(old["json"], json.loads(done.stdout)), done.stdout


def _words(command: str) -> list[str]:
    first, *rest = command.split(" ", 1)
    return [first, *(rest if first in {"find", "who"} else " ".join(rest).split())]


def test_the_comparison_sees_what_is_missing_or_different() -> None:
    old: Any = {"a": [{"b": 1}]}
    others: list[Any] = [{}, {"a": []}, {"a": [{"b": 2}]}, {"a": [{"b": 1}, {"b": 1}]}, {"a": None}]
    assert still(old, {"a": [{"b": 1, "c": 2}], "d": 3})
    for new in others:
        assert not still(old, new)
