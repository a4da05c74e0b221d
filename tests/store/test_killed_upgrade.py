"""An upgrade that is killed leaves the old database or the new one; longer in `tests/torture`."""

from __future__ import annotations

from pathlib import Path

from tests.support.upgrades import (
    check_what_is_left,
    grow,
    killed_after,
    killed_at_statement,
    state,
    time_of_upgrade,
)


def test_killed_at_some_moments(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    grow(old, 3_000)
    before = state(old)
    took, after = time_of_upgrade(old, tmp_path)
    new = [
        check_what_is_left(killed_after(took * part, old, tmp_path), before, after)
        for part in (0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 3)
    ]
    assert (new[0], new[-1]) == (False, True)


def test_killed_before_some_statements(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    grow(old, 10)
    before = state(old)
    after = time_of_upgrade(old, tmp_path)[1]
    killed = []
    for number in (0, 3, 8, 20, 40, 60, 80, 100, 120, 140, 10_000):
        path, was_killed = killed_at_statement(number, old, tmp_path)
        assert check_what_is_left(path, before, after) is not was_killed
        killed.append(was_killed)
    assert killed == [True] * 10 + [False]
