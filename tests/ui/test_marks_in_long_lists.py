"""Marks beyond the rows in memory: counted, acted on, and left out once they are out of sight."""

from __future__ import annotations

import random
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support import builders
from tests.support.builders import at, contact, contractor, person
from tests.support.ui.directory import change
from tests.support.ui.driver import CrmDriver
from tui_crm.services.activities.save import save
from tui_crm.store.models import Activity, Contractor, Person, database

COUNT = 300
MODELS: dict[str, Any] = {"2": Activity, "3": Contractor, "4": Person}
HIDDEN_BY_A_COLLEAGUE: dict[str, dict[str, Any]] = {
    "2": {"employee": 2}, "3": {"merged_into_id": 1}, "4": {"active": False},
}  # fmt: skip
ACTIONS = [
    ("2", ("r", *"1d", "enter")), ("2", ("x",)), ("2", ("A", *"mar", "enter")), ("3", ("i",)),
    ("3", ("A", *"mar", "enter")), ("4", ("i",)),
]  # fmt: skip


def _name(n: int) -> str:
    return f"{'even' if n % 2 == 0 else 'odd'} {n:03}"


def fill(crm: CrmDriver, section: str) -> list[int]:
    """300 rows, every other of them “even”; their ids."""

    def put() -> list[int]:
        if section == "3":
            return [contractor(crm.actor, _name(n)) for n in range(COUNT)]
        omega = contractor(crm.actor, "Omega")
        if section == "4":
            return [person(crm.actor, omega, _name(n)) for n in range(COUNT)]
        start, ola = at(23, "12:00"), person(crm.actor, omega, "Ola Nowicka")
        edits = [
            contact(crm.actor, omega, ola, starts_at=start + timedelta(hours=n), note=_name(n))
            for n in range(COUNT)
        ]
        return [save(one, actor=crm.actor, instant=builders.instant()).activity_id for one in edits]

    return list(crm.ask(put))


@pytest.fixture
async def crm(tmp_path: Path, template: Path, _as_before: None) -> AsyncIterator[CrmDriver]:
    """Anna, who has not come yet: the company's file is still to be put there."""
    driver = CrmDriver(tmp_path, template)
    try:
        yield driver
    finally:
        await driver.close()


class Filled(dict[str, tuple[Path, list[int]]]):
    """By section: a company with so many rows in it, made once, and their ids."""

    def __init__(self, folders: pytest.TempPathFactory, template: Path) -> None:
        super().__init__()
        self._folders, self._template = folders, template

    def __missing__(self, section: str) -> tuple[Path, list[int]]:
        made = CrmDriver(self._folders.mktemp("filled"), self._template)
        bound = database.obj
        try:
            made.open_database()
            made.log_in()
            ids = fill(made, section)
        finally:
            made.db.close()
            database.initialize(bound)
        self[section] = made.path, ids
        return self[section]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Filled:
    return Filled(tmp_path_factory, template)


def versions(crm: CrmDriver, section: str) -> dict[int, int]:
    return {row["id"]: row["version"] for row in crm.stored(MODELS[section])}


async def opened(crm: CrmDriver, section: str, filled: Filled) -> list[int]:
    """Anna before a section with so many rows; their ids."""
    company, ids = filled[section]
    shutil.copy(company, crm.path)
    await crm.start()
    await crm.press(section)
    names = {"2": "activities", "3": "contractors", "4": "persons"}
    await crm.until(lambda: crm.app.screen.section == names[section])  # type: ignore[attr-defined]
    await crm.until(lambda: crm.table().loaded and len(crm.table().rows) > 20)
    return ids


async def mark(crm: CrmDriver, rows: list[int]) -> None:
    for row_id in rows:
        place = await crm.app.screen.model.place_of(row_id)  # type: ignore[attr-defined]
        assert await crm.table().go_to(row_id, place)
        await crm.press("space")


@pytest.mark.parametrize("hide", ["filter", "colleague"])
@pytest.mark.parametrize(("section", "action"), ACTIONS)
async def test_an_action_is_for_the_marked_rows_in_sight_wherever_they_are(
    crm: CrmDriver, filled: Filled, section: str, action: tuple[str, ...], hide: str
) -> None:
    dice = random.Random(f"{section}{action}{hide}")
    ids = await opened(crm, section, filled)
    marked = [ids[0], ids[-1], *dice.sample(ids[1:-1], 5)]
    await mark(crm, marked)
    await crm.press("home")
    await crm.see("7 marked")
    if hide == "filter":
        away = {one for one in marked if ids.index(one) % 2}
        await crm.press("/", *"even", "enter")
    else:
        away = set(marked[1:4])
        for one in away:
            change(crm, MODELS[section], one, **HIDDEN_BY_A_COLLEAGUE[section])
        await crm.press("7", section)
    await crm.see(f"7 marked, {len(away)} out of sight")
    before = versions(crm, section)
    await crm.press(*action)
    await crm.see(f"{len(away)} marked, {len(away)} out of sight")
    after = versions(crm, section)
    changed = {row_id for row_id, version in after.items() if before.get(row_id) != version}
    assert changed & set(ids) == set(marked) - away


@pytest.mark.parametrize(("section", "action"), [("3", ("i",)), ("4", ("i",))])
async def test_what_a_colleague_changed_far_away_is_refused_once_not_for_ever(
    crm: CrmDriver, filled: Filled, section: str, action: tuple[str, ...]
) -> None:
    ids = await opened(crm, section, filled)
    await mark(crm, [ids[-1], ids[-2]])
    await crm.press("home")
    change(crm, MODELS[section], ids[-1], version=99)
    await crm.press(*action)
    await crm.see("2 marked")
    await crm.press(*action)
    await crm.see("2 are inactive now")
    active = {row["id"]: row["active"] for row in crm.stored(MODELS[section])}
    assert not active[ids[-1]]
    assert not active[ids[-2]]


async def test_rows_far_apart_are_taken_in_the_order_of_the_list(
    crm: CrmDriver, filled: Filled
) -> None:
    ids = await opened(crm, "2", filled)
    marked = [ids[n] for n in (150, 0, 299, 40, 220)]
    await mark(crm, marked)
    await crm.press("home", "r")
    await crm.see("Move")
    taken = [row.id for row in crm.app.screen.control.bars.selection.rows]  # type: ignore[attr-defined]
    assert taken == sorted(marked, key=ids.index, reverse=True)
