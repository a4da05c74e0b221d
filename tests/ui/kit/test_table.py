"""The cursor of a list: by pages, and while the list is read anew."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from textual.geometry import Size
from textual.widget import Widget

from tui_crm.domain.page import PageRequest, Place
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.table_window import slice_of

LINES = 10


class Row(NamedTuple):
    """A record that is its place."""

    id: int

    @property
    def place(self) -> Place:
        return (self.id,)


@pytest.fixture(autouse=True)
def _without_an_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(80, LINES + 1))
    monkeypatch.setattr(Widget, "refresh", lambda *_args, **_named: None)
    monkeypatch.setattr(Widget, "post_message", lambda *_args: True)


async def table(count: int) -> RecordTable[Row]:
    """A list of so many records, which are there as long as `stored` holds them."""
    stored = [Row(n) for n in range(count)]

    async def source(request: PageRequest) -> list[Row]:
        found = slice_of(stored, request)
        return found[-request.limit :] if request.backwards else found[: request.limit]

    made: RecordTable[Row] = RecordTable((), source=source)
    await made.load()
    return made


def seen(shown: RecordTable[Row]) -> range:
    """The records that are on the screen."""
    return range(shown._top, shown._top + LINES)


async def test_a_page_down_leaves_the_last_row_of_the_page_before_in_sight() -> None:
    shown = await table(200)
    assert shown.current == Row(0)
    await shown.action_page(1)
    assert shown.current == Row(LINES - 1)
    last = seen(shown)[-1]
    await shown.action_page(1)
    assert shown.current == Row(2 * (LINES - 1))
    assert seen(shown)[0] == last
    await shown.action_page(-1)
    assert shown.current == Row(LINES - 1)


async def test_a_page_leads_on_where_the_list_has_not_been_read_yet() -> None:
    shown = await table(200)
    for _page in range(12):
        await shown.action_page(1)
    assert shown.current == Row(12 * (LINES - 1))
    await shown.action_page(99)
    assert shown.current is not None
    assert shown.current.id > 12 * (LINES - 1)


async def test_a_cursor_that_moves_while_the_list_is_read_anew_stays_where_it_went() -> None:
    shown = await table(50)
    await shown.action_move(3)
    read = shown.source
    assert read is not None

    async def slow(request: PageRequest) -> list[Row]:
        if shown.current == Row(3):
            await shown.action_move(4)
        return await read(request)

    shown.source = slow
    await shown.load()
    assert shown.current == Row(7)


async def test_a_row_that_is_gone_gives_its_place_to_the_one_behind_it() -> None:
    shown = await table(50)
    await shown.action_move(3)
    kept = [Row(n) for n in range(50) if n != 3]

    async def without(request: PageRequest) -> list[Row]:
        return slice_of(kept, request)

    shown.source = without
    await shown.load()
    assert shown.current == Row(4)
