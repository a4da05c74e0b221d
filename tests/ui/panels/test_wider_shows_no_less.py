"""A wider terminal never shows less: the columns of the lists, for ordinary and hostile texts."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.ui.hostile import filled
from tui_crm.domain.activities.activity import Kind
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.queries.directory.contractors import ContractorRow
from tui_crm.queries.directory.persons import PersonRow
from tui_crm.ui.directory.contractors import ContractorsModel
from tui_crm.ui.directory.persons import PersonsModel
from tui_crm.ui.kit.cells import Cell, Column, column_widths, needs_of
from tui_crm.ui.kit.list_screen import SIDE, SIDE_WIDTH
from tui_crm.ui.panels.activity_columns import ListRow, activity_columns

SIZES = (80, 100, 120, 160, 200)
PARTS = st.one_of(
    st.text(alphabet="aąęłż „”.-'", max_size=60),
    st.text(alphabet="日本語株式会社東京", max_size=40),
    st.text(alphabet="e\u0301\u0323a\u0308", max_size=60),
    st.sampled_from(
        ["", "ALFA sp. z o.o.", "[/]", "Przedsiębiorstwo Produkcyjno-Handlowe „Zorza” S.A."]
    ),
)
LONG = "Wielobranżowe Przedsiębiorstwo Produkcyjno-Usługowo-Handlowe „Zorza” Maksymilian Młynarczyk"


def row_of(kind: Kind, contractor: str, given_name: str, surname: str, note: str) -> ListRow:
    row = dataclasses.replace(
        filled(ActivityRow, "x"), kind=kind, contractor=contractor, given_name=given_name,
        person=f"{given_name} {surname}".strip(), note=note, more_persons=len(note) % 3,
    )  # fmt: skip
    return ListRow(1, row.place, row, section="1")


ROWS = st.lists(
    st.builds(row_of, st.sampled_from([Kind.CONTACT, Kind.TASK]), PARTS, PARTS, PARTS, PARTS),
    max_size=25,
)


def list_width(terminal: int) -> int:
    """Cells for the columns of a list, without the mark and the last blank."""
    return (terminal if terminal < SIDE else terminal - SIDE_WIDTH) - 2


def activities(when_width: int, *, employee: bool) -> tuple[Column[ListRow], ...]:
    return activity_columns(
        lambda _row: Cell("Mon 10:00"), when_width=when_width, employee=employee
    )


LISTS = {
    "today": activities(9, employee=False),
    "today of everybody": activities(9, employee=True),
    "activities": activities(15, employee=False),
    "activities of everybody": activities(15, employee=True),
}


def widths(columns: tuple[Column[Any], ...], rows: list[Any], terminal: int) -> dict[str, int]:
    sized = column_widths(columns, list_width(terminal), needs_of(columns, rows))
    used = sum(cells + (column.gap if at else 0) for at, (column, cells) in enumerate(sized))
    assert used == list_width(terminal)
    return {column.id: cells for column, cells in sized}


@pytest.mark.parametrize("columns", LISTS.values(), ids=LISTS)
@given(rows=ROWS)
def test_no_column_has_less_in_a_wider_terminal(
    columns: tuple[Column[ListRow], ...], rows: list[ListRow]
) -> None:
    before: dict[str, int] = {}
    for terminal in SIZES:
        now = widths(columns, rows, terminal)
        assert before.keys() <= now.keys()
        for column in columns:
            # What a text does not need goes to a column that needs it.
            need = max((column.cell(row).wanted for row in rows), default=0)
            least = min(before.get(column.id, 0), need)
            assert now.get(column.id, 0) >= least, (terminal, column.id)
        before = now


@pytest.mark.parametrize("columns", LISTS.values(), ids=LISTS)
def test_the_note_has_room_even_beside_the_longest_names(
    columns: tuple[Column[ListRow], ...],
) -> None:
    rows = [row_of(Kind.CONTACT, LONG, LONG, LONG, LONG * 3)] * 20
    assert widths(columns, rows, 80)["note"] >= 20
    for terminal in (120, 160, 200):
        assert widths(columns, rows, terminal)["note"] >= 40


def test_at_80_columns_today_is_divided_as_drawn() -> None:
    rows = [row_of(Kind.CONTACT, LONG, "Agnieszka", "Młynarczyk", LONG)] * 20
    shown = widths(LISTS["today"], rows, 80)
    assert (shown["contractor"], shown["person"], shown["note"]) == (22, 14, 23)


def test_columns_give_what_they_do_not_need() -> None:
    short = [row_of(Kind.CONTACT, "ALFA", "Ewa", "Lis", LONG)] * 20
    shown = widths(LISTS["today"], short, 80)
    assert shown["contractor"] == len("Contractor")
    assert shown["person"] == len("Ewa Lis") + (len(LONG) % 3 > 0) * 3
    assert shown["note"] > 35
    # One name in a long list that is much longer than the others does not take their room.
    names = ["Drukarnia Pryzmat s.c."] * 24 + [LONG]
    rows = [row_of(Kind.CONTACT, name, "Agnieszka", "Młynarczyk", LONG) for name in names]
    assert widths(LISTS["today"], rows, 120)["contractor"] < 30


def test_the_category_is_never_cut_beside_the_note() -> None:
    rows = [row_of(Kind.CONTACT, "ALFA", "Ewa", "Lis", LONG)] * 20
    rows = [
        dataclasses.replace(one, row=dataclasses.replace(one.row, category="processing of orders"))
        for one in rows
    ]
    for columns in LISTS.values():
        for terminal in SIZES:
            assert widths(columns, rows, terminal).get("category", 20) >= 20
        assert "category" in widths(columns, rows, 200)


@given(names=st.lists(st.tuples(PARTS, PARTS, PARTS), max_size=25))
def test_no_number_of_the_directory_is_cut(names: list[tuple[str, str, str]]) -> None:
    number = "98 340 15 60 ext. 204"
    model: Any = ContractorsModel(None)  # type: ignore[arg-type]
    persons = PersonsModel(None).columns()  # type: ignore[arg-type]
    contractors = tuple(column for column in model.columns() if column.id not in {"last", "next"})
    for columns, rows in (
        (contractors, [
            filled(ContractorRow, "x")._replace(name=one, city=two, owner=three, phone=number)
            for one, two, three in names
        ]),
        (persons, [
            filled(PersonRow, "x")._replace(
                name=one, given_name="", contractor=two, position=three, phone=number,
                do_not_call="",
            )
            for one, two, three in names
        ]),
    ):  # fmt: skip
        before: dict[str, int] = {}
        for terminal in SIZES:
            now = widths(columns, rows, terminal)
            assert before.keys() <= now.keys()
            if rows and "phone" in now:
                assert now["phone"] >= cell_len(number)
            before = now
