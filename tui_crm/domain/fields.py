"""Declaring the fields of a form as data: name, label, shape and row.

A record declares its fields where it declares its attributes:

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Lamp:
        name: str = of(line("name", N_("Name"), required=True))
        lit: bool = of(tick("lit", N_("Lit")))

and `declared(Lamp)` returns them in their order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar

from tui_crm.domain.dictionary import COLOURS
from tui_crm.i18n import _


class Shape(StrEnum):
    """The kind of a form field; below each, the type of its value in the form."""

    LINE = "line"
    """`str`"""
    SEVERAL = "several"
    """`str` as typed; `pieces` makes a tuple of it"""
    NOTE = "note"
    """`str`, any number of lines"""
    TICK = "tick"
    """`bool`"""
    CHOICE = "choice"
    """`str`: the code of one of the options, empty for none"""
    LOOKUP = "lookup"
    """`Choice | None`"""
    LOOKUPS = "lookups"
    """a tuple of `Choice` or `PersonChoice`; the form has a part of its own for them"""
    PHRASE = "phrase"
    """`str`: free text that is interpreted, or one of the suggestions"""
    PART = "part"
    """any JSON value; the form has a widget of its own for it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; made by `line`, `several` and so on."""

    name: str
    """Its key in the form, in the draft and in `RuleViolation.field`."""
    label: str
    """Its name in comparisons and in the history."""
    caption: str = ""
    """Its caption in the form, if other than the label; one blank for no caption."""
    shape: Shape = Shape.LINE
    row: str = ""
    """Neighbouring fields with the same row stand side by side; empty: a row of its own."""
    required: bool = False
    prefilled: bool = False
    """It is required but never blank, so it needs no star."""
    missing: str = ""
    """The message when it is required and blank."""
    width: int = 0
    """In cells; 0 takes the rest of the row."""
    limit: int = 0
    """The most characters that can be typed; 0 is the limit of any line."""
    options: tuple[tuple[str, str], ...] = ()
    styles: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The style of an option, by its code."""
    creates: str = ""
    """The kind of record that Ctrl+N creates from a lookup, as a word; empty: none."""
    placeholder: str = ""
    echo: bool = False
    """Whether the form shows behind it how the text was understood."""
    blank: Any = ""
    split: Callable[[str], tuple[str, ...]] | None = None
    """How a typed list is split, where a comma is not always the end of one."""

    @property
    def words(self) -> str:
        """The caption in the operator's language, with a star when a value must be typed."""
        return _(self.caption or self.label) + ("*" if self.required and not self.prefilled else "")


Row: TypeAlias = Field | tuple[Field, ...] | str
"""A field in a row of its own, several side by side, or a heading."""


def line(name: str, label: str, **more: Any) -> Field:
    """One line of text; *more* are attributes of `Field`."""
    return Field(name=name, label=label, **more)


def several(name: str, label: str, **more: Any) -> Field:
    """Numbers or addresses: commas or line ends between them."""
    return Field(name=name, label=label, shape=Shape.SEVERAL, **more)


def note(name: str, label: str, **more: Any) -> Field:
    """Any number of lines; takes the remaining height."""
    return Field(name=name, label=label, shape=Shape.NOTE, **more)


def tick(name: str, label: str, *, blank: bool = False, **more: Any) -> Field:
    """Yes or no."""
    return Field(name=name, label=label, shape=Shape.TICK, blank=blank, **more)


def choice(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    required: bool = True,
    **more: Any,
) -> Field:
    """One of (code, name); names are translated. Where it is not required it can be emptied."""
    return Field(
        name=name,
        label=label,
        shape=Shape.CHOICE,
        options=tuple(options),
        required=required,
        **more,
    )


def colour(name: str, label: str, *, width: int = 14, **more: Any) -> Field:
    """One of the colours of dictionary entries, or none."""
    styles = {code: f"colour-{code}" for code in COLOURS}
    options = tuple(COLOURS.items())
    return choice(name, label, options, required=False, width=width, styles=styles, **more)


def lookup(name: str, label: str, **more: Any) -> Field:
    """A record that is looked up while typing."""
    return Field(name=name, label=label, shape=Shape.LOOKUP, blank=None, **more)


def part(name: str, label: str, *, blank: Any = None, **more: Any) -> Field:
    """A value with fields of its own, for which the form has a widget."""
    return Field(name=name, label=label, shape=Shape.PART, blank=blank, **more)


def in_rows(rows: Sequence[Row]) -> list[Field]:
    """The fields, in their order."""
    return [
        field
        for row in rows
        if not isinstance(row, str)
        for field in ((row,) if isinstance(row, Field) else row)
    ]


_KEY: Final = "field"
F = TypeVar("F", bound=Field)


def of(field: Field) -> Any:
    """A dataclass attribute declared by *field*, with the field's blank value as its default."""
    blank = () if field.shape is Shape.SEVERAL else field.blank
    return dataclasses.field(default=blank, metadata={_KEY: field})


@cache
def declared(record: type) -> Mapping[str, Any]:
    """The fields that a dataclass declares with `of`, by attribute, in their order."""
    return {
        attribute.name: attribute.metadata[_KEY]
        for attribute in dataclasses.fields(record)
        if _KEY in attribute.metadata
    }


def rows_of(fields: Sequence[F]) -> tuple[tuple[F, ...], ...]:
    """The rows of a form: neighbours with the same `row` are put together."""
    rows: list[list[F]] = []
    for field in fields:
        if rows and field.row and rows[-1][0].row == field.row:
            rows[-1].append(field)
        else:
            rows.append([field])
    return tuple(tuple(row) for row in rows)
