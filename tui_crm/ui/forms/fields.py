"""The fields of a record's form: what each holds, how it is drawn and kept in a draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from tui_crm.domain.choice import Choice
from tui_crm.domain.dictionary import COLOURS
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold
from tui_crm.i18n import _
from tui_crm.terminal.text import lines, plain
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.compound_field import CompoundField
from tui_crm.ui.kit.fields import CheckField, NoteArea, TextField
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Candidate, Creates
from tui_crm.ui.kit.multi_value_field import MultiValueField

Values: TypeAlias = dict[str, Any]
"""A record as the form holds it: replaced whole on every change, never changed in place."""


class Shape(StrEnum):
    """What a field holds, and of which type its value is."""

    LINE = "line"
    """`str`"""
    SEVERAL = "several"
    """`str` as typed; `several_field.pieces` makes a tuple of it"""
    NOTE = "note"
    """`str`, any number of lines"""
    TICK = "tick"
    """`bool`"""
    CHOICE = "choice"
    """`str`: the code of one of the options, empty for none"""
    LOOKUP = "lookup"
    """`Choice | None`"""
    OWN = "own"
    """whatever its widget says; only what JSON knows, lists and not tuples"""


class Field(NamedTuple):
    """One field; made by `line`, `several` and so on."""

    name: str
    label: str
    shape: Shape = Shape.LINE
    required: bool = False
    width: int = 0
    """In cells, 0 takes what the others of its row leave."""
    options: tuple[tuple[str, str], ...] = ()
    find: Finder | None = None
    creates: str = ""
    """What Ctrl+N makes of what was typed in a lookup, in a word; empty: nothing."""
    placeholder: str = ""
    blank: Any = ""
    own: Callable[[Any], CompoundField] | None = None
    styles: Mapping[str, str] = {}

    @property
    def words(self) -> str:
        """The label in the operator's language, with a star where something must be typed."""
        return _(self.label) + ("*" if self.required else "")


Row: TypeAlias = Field | tuple[Field, ...] | str
"""A field in a row of its own, several side by side, or a heading."""


def line(
    name: str, label: str, *, required: bool = False, width: int = 0, placeholder: str = "",
    blank: str = "",
) -> Field:  # fmt: skip
    """One line of text."""
    return Field(name, label, Shape.LINE, required, width, placeholder=placeholder, blank=blank)


def several(name: str, label: str, *, placeholder: str = "") -> Field:
    """Numbers or addresses: commas or line ends between them."""
    return Field(name, label, Shape.SEVERAL, placeholder=placeholder)


def note(name: str, label: str) -> Field:
    """Any number of lines; takes the height that is left."""
    return Field(name, label, Shape.NOTE)


def tick(name: str, label: str, *, blank: bool = False) -> Field:
    """Yes or no."""
    return Field(name, label, Shape.TICK, blank=blank)


def choice(
    name: str, label: str, options: Sequence[tuple[str, str]], *, required: bool = True,
    width: int = 0, blank: str = "",
) -> Field:  # fmt: skip
    """One of (code, name); names are translated. Where it is not required it can be emptied."""
    return Field(name, label, Shape.CHOICE, required, width, tuple(options), blank=blank)


def colour(name: str, label: str, *, width: int = 14) -> Field:
    """One of the colours of dictionary entries, or none."""
    styles = {code: f"colour-{code}" for code in COLOURS}
    options = tuple(COLOURS.items())
    return Field(name, label, Shape.CHOICE, width=width, options=options, styles=styles)


def lookup(
    name: str, label: str, find: Finder, *, required: bool = False, width: int = 0,
    creates: str = "", placeholder: str = "",
) -> Field:  # fmt: skip
    """A record that is looked for while typing; *creates* as of `Field`."""
    return Field(
        name, label, Shape.LOOKUP, required, width, find=find, creates=creates,
        placeholder=placeholder, blank=None,
    )  # fmt: skip


def own(name: str, label: str, make: Callable[[Any], CompoundField], *, blank: Any = None) -> Field:
    """A part with fields of its own: *make* is called with the value and sets the id *name*."""
    return Field(name, label, Shape.OWN, own=make, blank=blank)


def in_rows(rows: Sequence[Row]) -> list[Field]:
    """The fields, in their order."""
    return [
        field
        for row in rows
        if not isinstance(row, str)
        for field in ((row,) if isinstance(row, Field) else row)
    ]


# Widgets


def row_widget(row: Row, values: Values) -> Widget:
    """A row with its labels, filled."""
    if isinstance(row, str):
        return Static(content(_(row)), classes="section")
    fields: tuple[Field, ...] = (row,) if isinstance(row, Field) else row
    first = fields[0]
    if first.shape is Shape.OWN:
        return widget_of(first, values.get(first.name))
    if first.shape is Shape.NOTE:
        box = Vertical(widget_of(first, values.get(first.name)), classes="note-box")
        box.border_title = content(first.words)
        return box
    parts: list[Widget] = []
    for place, field in enumerate(fields):
        if field.shape is not Shape.TICK:
            kind = "label" if place == 0 else "label second"
            parts.append(Static(content(field.words), classes=kind))
        else:
            # A second tick has a place of its own for a label only where it has its own line.
            parts.append(Static("", classes="label" if place == 0 else "label filler"))
        parts.append(widget_of(field, values.get(field.name)))
    only_ticks = all(field.shape is Shape.TICK for field in fields)
    return Horizontal(*parts, classes="row ticks" if only_ticks else "row")


def widget_of(field: Field, value: Any) -> Widget:
    """The widget of a field, filled."""
    widget = _made(field, value)
    if field.shape in {Shape.LINE, Shape.SEVERAL, Shape.CHOICE, Shape.LOOKUP}:
        widget.styles.width = field.width or "1fr"
    return widget


def _made(field: Field, value: Any) -> Widget:
    name, placeholder = field.name, _(field.placeholder) if field.placeholder else ""
    match field.shape:
        case Shape.LINE:
            return TextField(str(value or ""), id=name, placeholder=placeholder)
        case Shape.SEVERAL:
            return MultiValueField(str(value or ""), id=name, placeholder=placeholder)
        case Shape.NOTE:
            area = NoteArea(str(value or ""), id=name)
            area.move_cursor(area.document.end)
            return area
        case Shape.TICK:
            return CheckField(field.words, ticked=bool(value), id=name)
        case Shape.OWN:
            assert field.own is not None
            return field.own(value)
        case _:
            return LookupField(
                field.find or one_of(field),
                choice=choice_shown(field, value),
                required=field.required,
                creates=Creates(field.creates, "fields.add") if field.creates else None,
                placeholder=placeholder,
                id=name,
            )


def one_of(field: Field) -> Finder:
    """Finds among the options of a field."""

    async def find(text: str, request: PageRequest) -> list[Candidate]:
        if request.place is not None and not request.inclusive:
            return []
        words = fold(text)
        return [
            Candidate(at, _(name), place=(at,), data=code, style=field.styles.get(code, ""))
            for at, (code, name) in enumerate(field.options)
            if words in fold(_(name))
        ]

    return find


def choice_shown(field: Field, value: Any) -> Choice | None:
    """What a field with a list shows of its value."""
    if field.shape is not Shape.CHOICE:
        return value if isinstance(value, Choice) else None
    for at, (code, name) in enumerate(field.options):
        if code == value:
            return Choice(at, _(name))
    return None


# Words and files


def said(field: Field, value: Any) -> str:
    """A value as one line, to be compared with a colleague's."""
    if field.shape is Shape.TICK:
        return "✓" if value else "–"
    if field.shape in {Shape.CHOICE, Shape.LOOKUP}:
        shown = choice_shown(field, value)
        return plain(shown.label) if shown else "–"
    if field.shape is Shape.OWN:
        assert field.own is not None
        return plain(field.own(value).said(value)) or "–"
    return " ⏎ ".join(lines(str(value or ""))) or "–"


def to_payload(values: Values) -> dict[str, Any]:
    """The values as a file keeps them."""
    return {
        name: dataclasses.asdict(value) if isinstance(value, Choice) else value
        for name, value in values.items()
    }


def from_payload(fields: Sequence[Field], payload: Mapping[str, Any]) -> Values:
    """The values of a file; raises `TypeError` when it holds something else."""
    values = dict(payload)
    for field in fields:
        if field.shape is Shape.LOOKUP and values.get(field.name) is not None:
            values[field.name] = Choice(**values[field.name])
    return values
