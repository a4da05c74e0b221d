"""Upgrades of a large database that are killed leave the old one or the new one, whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.upgrades import (
    State,
    check_what_is_left,
    grow,
    killed_after,
    killed_at_statement,
    state,
    time_of_upgrade,
)

ACTIVITIES = 100_000
KILLS = 25
"""In each of the four turns, which share the processors."""
EVERY = 10
"""Of so many one is finished by the next start; that takes as long as an upgrade."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "old.db"
    grow(path, ACTIVITIES)
    return path


@pytest.fixture(scope="module")
def measured(large: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[float, State]:
    return time_of_upgrade(large, tmp_path_factory.mktemp("measured"))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("turn", range(4))
def test_killed_at_any_moment(
    tmp_path: Path, large: Path, measured: tuple[float, State], turn: int
) -> None:
    dice, before = random.Random(turn), state(large)
    took, after = measured
    new = 0
    for number in range(KILLS):
        # Evenly over all of it, which takes longer while others compute, too; then beyond its end.
        last = number == KILLS - 1
        moment = took * (20 if last else 2 * (number + dice.random()) / KILLS)
        path = killed_after(moment, large, tmp_path)
        new += check_what_is_left(path, before, after, finish=number % EVERY == 0)
    assert 0 < new < KILLS


@pytest.mark.timeout(600)
@pytest.mark.parametrize("turn", range(2))
def test_killed_before_every_statement(tmp_path: Path, turn: int) -> None:
    old = tmp_path / "old.db"
    grow(old, 50)
    before = state(old)
    after = time_of_upgrade(old, tmp_path)[1]
    number, was_killed, new = turn, True, 0
    while was_killed:
        path, was_killed = killed_at_statement(number, old, tmp_path)
        new += check_what_is_left(path, before, after, finish=number % EVERY == turn)
        number += 2
    assert number > 150
    assert 0 < new < 20
