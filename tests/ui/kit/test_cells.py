"""Columns of a list share a line: nothing stands cut at its end without a sign of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from tests.support.builders import NOW, WARSAW, at
from tui_crm.domain.choice import PersonChoice
from tui_crm.i18n import use_language
from tui_crm.presentation import formats
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.ui.kit.cells import LEAST, Cell, Column, column_widths
from tui_crm.ui.panels.activity_columns import activity_columns
from tui_crm.ui.panels.detail_pane import DetailPane

COLUMNS = activity_columns(lambda _row: Cell(""), when_width=15, employee=True)


@pytest.mark.parametrize("width", [38, 58, 76, 118, 198])
def test_columns_fill_the_line_and_never_go_beyond_it(width: int) -> None:
    shown = column_widths(COLUMNS, width)
    assert sum(cells for _column, cells in shown) + len(shown) - 1 == width


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


@pytest.mark.parametrize(
    "name", ["Ewa Lis", "Stanisława Bartnik", "Agnieszka Młynarczyk-Wiśniewska"]
)
def test_the_number_and_the_hour_of_the_next_step_stand_whole_beside_a_long_name(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(DetailPane, "size", Size(80, 2))
    pane = DetailPane()
    pane._when = (NOW, WARSAW)
    row: Any = SimpleNamespace(contractor="F.H.U. „Miodek” Stanisława Bartnik", subject="")
    person = PersonChoice(1, name, "manager", "601 234 567", "office@miodek.example", "")
    following = SimpleNamespace(at=at(29, "07:30"), on=None)
    number = NumberLine(1, "601234567", "601 234 567", "601 234 567", owner=name, person_id=1)
    details: Any = SimpleNamespace(persons=[person], numbers=(number,), next=following)
    pieces, _way = pane._who_and_next(row, details)
    line = "".join(text for text, _style in pieces)
    assert line.startswith("F.H.U. „Mio")
    assert name[:7] in line
    assert " · 601 234 567  " in line
    assert line.endswith("next step: Sun 29 Nov 07:30")
    assert cell_len(line) == 78


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
