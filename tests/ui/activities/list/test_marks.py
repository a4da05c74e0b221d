"""Marks that a filter or a colleague puts out of sight are said, and left out of actions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.support.ui.driver import CrmDriver
from tests.ui.activities.list.test_now import future
from tui_crm.store.models import Activity

ACTIONS = (
    ("r", *"1d", "enter"), ("c", "enter"), ("x",), ("X",), ("Q", "1", "enter", "escape"),
)  # fmt: skip


async def marked(crm: CrmDriver, *names: str) -> None:
    for name in names:
        await crm.to(getattr(crm.known, name))
        await crm.press("space")


async def test_the_count_of_marks_stands_there_as_long_as_there_are_any(crm: CrmDriver) -> None:
    await marked(crm, "invoice", "beta")
    await crm.see("2 marked")
    await crm.press("down", "up")
    await crm.see("2 marked")
    assert not crm.is_seen("out of sight")
    await crm.press("escape")
    await crm.not_see("marked")


async def test_after_an_action_nothing_is_marked(crm: CrmDriver) -> None:
    await marked(crm, "invoice", "beta")
    await crm.press("r", *"1d", "enter")
    await crm.see("2 moved")
    assert not crm.is_seen("marked")


async def test_a_mark_far_away_in_a_long_list_is_not_out_of_sight(crm: CrmDriver) -> None:
    future(crm, 150)
    await crm.press("2", "space", "home", "d")
    await crm.app.screen.catch_up()  # type: ignore[attr-defined]
    assert crm.table().window.index_of(crm.known.beta) is None
    assert crm.is_seen("1 marked")
    assert not crm.is_seen("out of sight")
    await crm.press("/", *"omega", "enter")
    await crm.see("1 marked, 1 out of sight")


async def filtered(crm: CrmDriver) -> None:
    await crm.press("/", *"beta", "enter")


async def by_a_colleague(crm: CrmDriver) -> None:
    def give() -> None:
        Activity.update(employee=2).where(Activity.id == crm.known.invoice).execute()

    crm.ask(give)
    await crm.press("7", "1")
    await crm.app.screen.catch_up()  # type: ignore[attr-defined]


@pytest.mark.parametrize("hide", [filtered, by_a_colleague])
@pytest.mark.parametrize("action", ACTIONS)
async def test_what_is_out_of_sight_is_said_and_left_out(
    crm: CrmDriver, hide: Callable[[CrmDriver], Awaitable[None]], action: tuple[str, ...]
) -> None:
    await marked(crm, "invoice", "beta")
    await hide(crm)
    await crm.see("2 marked, 1 out of sight")
    before = crm.activity(crm.known.invoice)
    await crm.press(*action)
    await crm.see("1 marked, 1 out of sight")
    assert crm.activity(crm.known.invoice) == before
    assert crm.activity(crm.known.beta)["version"] > 1


@pytest.mark.parametrize("action", [("r",), ("c",), ("x",), ("X",), ("Q",), ("w",)])
async def test_an_action_on_nothing_but_hidden_rows_is_refused(
    crm: CrmDriver, action: tuple[str, ...]
) -> None:
    await marked(crm, "invoice")
    await filtered(crm)
    await crm.see("1 marked, 1 out of sight")
    await crm.press(*action)
    await crm.see("All marked rows are out of sight: Esc forgets the marks.")


async def test_seen_again_they_are_acted_on_again(crm: CrmDriver) -> None:
    await marked(crm, "invoice", "beta")
    await crm.press("/", *"beta", "escape")
    await crm.see("2 marked")
    assert not crm.is_seen("out of sight")
    await crm.press("r", *"1d", "enter")
    await crm.see("2 moved")
