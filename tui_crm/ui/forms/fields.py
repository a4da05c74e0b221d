"""Builds the widgets of declared fields, fills them, and converts values to records and drafts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from tui_crm.domain.choice import Choice
from tui_crm.domain.fields import Field, Row, Shape
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold
from tui_crm.i18n import _
from tui_crm.terminal.text import lines, plain
from tui_crm.ui.forms.repeat_field import RepeatField
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import FIELD_LIMIT, CheckField, NoteArea, TextField
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Candidate, Creates
from tui_crm.ui.kit.multi_value_field import MultiValueField, joined, pieces
from tui_crm.ui.kit.table_window import slice_of
from tui_crm.ui.kit.titled_rule import Section, TitledRule

Values: TypeAlias = dict[str, Any]
"""The values of a form by field name; replaced as a whole on every change, never mutated."""

_WITH_WIDTH = (LookupField, TextField, MultiValueField)


class Parts(Protocol):
    """What a form provides for its fields."""

    CREATES_WITH: str
    """The command that creates a record from the text in a lookup."""

    def finder(self, name: str) -> Finder:
        """The search of a lookup field."""

    def part(self, field: Field) -> Widget:
        """The widget of a field made of inner fields; its id is the field's name."""

    def reads(self, name: str) -> Callable[[str], bool]:
        """A function that says whether a typed phrase can be read."""


def label(text: str, *, classes: str = "") -> Static:
    """The label in front of a field."""
    return Static(content(text), classes=f"label {classes}".strip())


class Echo(Static):
    """How what was typed beside it was understood; the style sheet of the form sets its size."""

    def __init__(self, field: str) -> None:
        super().__init__("", id=f"{field}-echo", classes="echo", markup=False)

    def say(self, text: str) -> None:
        """Show another text; it has the room of the old one, so nothing is laid out again."""
        shown = content(text)
        if shown != self.content:
            self.update(shown, layout=False)


def row_widget(row: Row, form: Parts) -> Widget:
    """The widget of a row: labels and blank fields."""
    if isinstance(row, str):
        return TitledRule(_(row))
    fields: tuple[Field, ...] = (row,) if isinstance(row, Field) else row
    first = fields[0]
    if first.shape in {Shape.PART, Shape.LOOKUPS}:
        return form.part(first)
    if first.shape is Shape.NOTE:
        section = Section(TitledRule(first.words), widget_of(first, form))
        return section.add_class("note-box")
    parts = [
        widget for place, field in enumerate(fields) for widget in _labelled(field, place, form)
    ]
    if at_the_edge(fields):
        parts[-1].add_class("edge")
        parts[-1].styles.width = None
        parts[-2].add_class("edge-label")
    only_ticks = all(field.shape is Shape.TICK for field in fields)
    classes = "row" + " ticks" * only_ticks + " echoing" * any(field.echo for field in fields)
    return Horizontal(*parts, classes=classes)


def at_the_edge(fields: Sequence[Field]) -> bool:
    """Whether the last field of a row stands in the column at the right edge of the form.

    It does where one before it is as wide as there is room: the labels of that column, too, then
    stand under each other.
    """
    *before, last = fields
    alone = last.shape is Shape.TICK or last.echo or not last.words.strip()
    return not alone and any(not one.width or one.echo for one in before)


def _labelled(field: Field, place: int, form: Parts) -> Iterator[Widget]:
    if field.shape is Shape.TICK:
        # A second tick gets an empty label only in narrow forms, where it has its own line.
        yield Static("", classes="label" if place == 0 else "label filler")
    elif field.words.strip():
        # The second label of a row is only as wide as its text.
        yield label(field.words, classes="second" if place else "")
    yield widget_of(field, form)
    if field.echo:
        yield Echo(field.name)


def widget_of(field: Field, form: Parts) -> Widget:
    """The widget of a field, blank, with its width."""
    widget = _bare_widget(field, form)
    if isinstance(widget, _WITH_WIDTH):
        widget.styles.width = field.width or "1fr"
    return widget


def _bare_widget(field: Field, form: Parts) -> Widget:
    name, placeholder = field.name, _(field.placeholder) if field.placeholder else ""
    match field.shape:
        case Shape.LINE:
            return TextField(
                id=name, placeholder=placeholder, max_length=field.limit or FIELD_LIMIT
            )
        case Shape.SEVERAL:
            return MultiValueField(id=name, placeholder=placeholder)
        case Shape.NOTE:
            return NoteArea(id=name)
        case Shape.TICK:
            return CheckField(field.words, id=name)
        case Shape.PHRASE:
            return RepeatField(form.finder(name), form.reads(name), id=name)
        case Shape.PART | Shape.LOOKUPS:
            return form.part(field)
    return LookupField(
        form.finder(name) if field.shape is Shape.LOOKUP else one_of(field),
        required=field.required,
        creates=Creates(_(field.creates), form.CREATES_WITH) if field.creates else None,
        placeholder=placeholder,
        id=name,
    )


def one_of(field: Field) -> Finder:
    """A search among the fixed options of a field."""

    async def find(text: str, request: PageRequest) -> list[Candidate]:
        words = fold(text)
        found = [
            Candidate(at, _(name), place=(at,), data=code, style=field.styles.get(code, ""))
            for at, (code, name) in enumerate(field.options)
            if words in fold(_(name))
        ]
        return slice_of(found, request)

    return find


def choice_shown(field: Field, value: Any) -> Choice | None:
    """The choice that a lookup or choice field displays for a value."""
    if field.shape is not Shape.CHOICE:
        return value if isinstance(value, Choice) else None
    for at, (code, name) in enumerate(field.options):
        if code == value:
            return Choice(at, _(name))
    return None


def fill(widget: Widget, field: Field, value: Any) -> None:
    """Show a value in a field's widget without posting `Changed`.

    A lookup in which something is being typed is left alone.
    """
    if isinstance(widget, CheckField):
        widget.ticked = bool(value)
    elif isinstance(widget, RepeatField) or not isinstance(widget, LookupField):
        assert isinstance(widget, TextField | NoteArea | MultiValueField)
        widget.fill(str(value or ""))
    elif not widget.typing:
        shown = choice_shown(field, value)
        if widget.choice != shown:
            widget.show_choice(shown)


def as_line(field: Field, value: Any) -> str:
    """A value as one line, for comparison with a colleague's version."""
    match field.shape:
        case Shape.TICK:
            return "✓" if value else "–"
        case Shape.CHOICE | Shape.LOOKUP:
            shown = choice_shown(field, value)
            return plain(shown.label) if shown else "–"
        case Shape.LOOKUPS:
            return plain(", ".join(one.label for one in value or ())) or "–"
    return " ⏎ ".join(lines(str(value or ""))) or "–"


# Records and draft files


def from_record(fields: Mapping[str, Field], record: object) -> Values:
    """The values of a record's attributes by field name; lookups are left to the caller."""
    values: Values = {}
    for attribute, field in fields.items():
        stored = getattr(record, attribute)
        if field.shape is not Shape.LOOKUP:
            values[field.name] = joined(stored) if field.shape is Shape.SEVERAL else stored
    return values


def to_record(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes to save, from the values of a form."""
    return {attribute: _stored(field, values[field.name]) for attribute, field in fields.items()}


def _stored(field: Field, value: Any) -> Any:
    match field.shape:
        case Shape.SEVERAL:
            return field.split(value) if field.split else pieces(value)
        case Shape.LOOKUP:
            return value.id if value else None
    return value


def to_payload(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON for a draft file."""
    return {
        name: dataclasses.asdict(value) if isinstance(value, Choice) else value
        for name, value in values.items()
    }


def from_payload(fields: Sequence[Field], payload: Mapping[str, Any]) -> Values:
    """The values from a draft file; raises `TypeError` when a choice in it is malformed."""
    values = dict(payload)
    for field in fields:
        if field.shape is Shape.LOOKUP and values.get(field.name) is not None:
            values[field.name] = Choice(**values[field.name])
    return values
