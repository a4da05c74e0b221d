"""Columns of a list share a line: nothing stands cut at its end without a sign of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.support.builders import NOW, WARSAW
from tui_crm.i18n import use_language
from tui_crm.presentation import formats
from tui_crm.ui.kit.cells import LEAST, Cell, Column, column_widths
from tui_crm.ui.panels.activity_columns import activity_columns

COLUMNS = activity_columns(lambda _row: Cell(""), when_width=15, employee=True)


def taken(sized: list[tuple[Column[Any], int]]) -> int:
    """The cells of all columns and of the gaps between them."""
    return sum(cells + (column.gap if at else 0) for at, (column, cells) in enumerate(sized))


@pytest.mark.parametrize("width", [38, 58, 76, 118, 198])
def test_columns_fill_the_line_and_never_go_beyond_it(width: int) -> None:
    assert taken(column_widths(COLUMNS, width)) == width


def test_where_there_is_little_room_text_is_narrower_and_a_number_absent() -> None:
    columns: tuple[Column[object], ...] = (
        Column("name", "", lambda _row: Cell(""), 10, share=1),
        Column("next", "", lambda _row: Cell(""), 8),
        Column("note", "", lambda _row: Cell(""), 10, share=1),
    )
    told = {
        width: [(column.id, cells) for column, cells in column_widths(columns, width)]
        for width in (30, 29, 20 + LEAST, 19 + LEAST, 18)
    }
    assert told[30] == [("name", 10), ("next", 8), ("note", 10)]
    assert told[29] == [("name", 10), ("next", 8), ("note", 9)]
    assert told[20 + LEAST] == [("name", 10), ("next", 8), ("note", LEAST)]
    assert told[19 + LEAST] == [("name", 10 + LEAST), ("next", 8)]
    assert told[18] == [("name", 18)]


@pytest.mark.parametrize(
    ("width", "shown"), [(16, "Patrycja Flis +1"), (15, "Patrycja Fl… +1"), (5, "P… +1")]
)
def test_how_many_more_there_are_is_told_however_little_room_there_is(
    width: int, shown: str
) -> None:
    assert Cell("Patrycja Flis", more=" +1").fitted(width) == shown.ljust(width)


@pytest.mark.usefixtures("_as_before")
@pytest.mark.parametrize("language", ["en", "pl"])
def test_hours_stand_below_each_other_whatever_the_weekday(language: str) -> None:
    use_language(language)
    days: list[datetime] = [NOW + timedelta(days=n) for n in range(1, 7)]
    for say in (formats.brief, formats.dated):
        told = [say(day, None, now=NOW, zone=WARSAW) for day in days]
        assert all(len(one) == len(other) for one, other in pairwise(told)), told


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (15, "Wiśniewska Anna"), (14, "Wiśniewska A. "), (12, "Wiśniewska  "), (10, "Wiśniewska"),
        (9, "Wiśniews…"),
    ],
)  # fmt: skip
def test_a_shorter_text_stands_in_place_of_a_cut_one(width: int, shown: str) -> None:
    cell = Cell("Wiśniewska Anna", shorter=("Wiśniewska A.", "Wiśniewska"))
    assert cell.fitted(width) == shown
