"""Rows of the activity form that need more than labelled fields: series, next step, ticks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.widget import Widget

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.fields import fields_of
from tui_crm.domain.fields import Field, Row, Shape, rows_of
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.ui.activities.completion_bar import OutcomeField
from tui_crm.ui.activities.form.agreed import AgreedPane
from tui_crm.ui.forms.fields import Echo, Parts, label, row_widget, widget_of
from tui_crm.ui.kit.cycle_field import CycleField
from tui_crm.ui.kit.fields import CheckField, LinkField
from tui_crm.ui.kit.lookup_field import Finder
from tui_crm.ui.kit.titled_rule import Section, TitledRule


def drawn(kind: Kind) -> list[Row]:
    """The fields of a kind, and the title over those of the next step; without *Completed*."""
    rows: list[Row] = []
    for row in rows_of(fields_of(kind)):
        rows += [N_("Next step")] if row[0].row == "follow" else []
        rows += [row] if row[0].name != "completed" else []
    return rows


def special(row: Row, form: Parts, kind: Kind, find_outcomes: Finder) -> Widget | None:
    """The widget of a row that needs more than labelled fields; None for any other."""
    if not isinstance(row, tuple):
        return None
    if row[0].name == "note":
        return note_row(row_widget(row, form))
    match row[0].row:
        case "following":
            return following_row(row, form)
        case "follow":
            return follow_row(row, form, kind)
        case "outcome":
            return outcome_row(row, find_outcomes, form)
        case "ticks":
            return ticks_row(row, form, kind)
    return None


def following_row(fields: tuple[Field, ...], form: Parts) -> Horizontal:
    """The tick that applies a change to the following activities of a series."""
    return Horizontal(
        *(widget_of(field, form) for field in fields), classes="row", id="following-row"
    )


def follow_row(fields: tuple[Field, ...], form: Parts, kind: Kind) -> Horizontal:
    """Kind and time of the next step: hours, days and weeks from this one, or a picked day."""
    return Horizontal(*_follow(fields, form, kind), classes="row", id="follow-row")


def _follow(fields: tuple[Field, ...], form: Parts, kind: Kind) -> Iterator[Widget]:
    kinds = {one.value: formats.kind_name(one) for one in Kind}
    for field in fields:
        if field.name == "next_kind":
            yield CycleField(kinds, value=kind.value, id="next_kind")
            yield label(_("in"), classes="unit")
        elif field.shape is Shape.LINE:
            yield widget_of(field, form)
            yield label(field.words, classes="unit")
        elif field.shape is Shape.TICK:
            yield CheckField("", id=field.name)
    yield Echo("follow")
    yield LinkField("▦", id="calendar")


def outcome_row(fields: tuple[Field, ...], find: Finder, form: Parts) -> Horizontal:
    """The outcome, which a digit chooses, with what it will do; how long it took."""
    parts: list[Widget] = []
    for place, field in enumerate(fields):
        parts.append(label(field.words, classes="second" if place else ""))
        if field.name == "outcome":
            outcome = OutcomeField(find, id=field.name)
            outcome.styles.width = field.width
            parts += [outcome, Echo(field.name)]
        else:
            parts.append(widget_of(field, form))
    return Horizontal(*parts, classes="row", id="outcome-row")


def ticks_row(fields: tuple[Field, ...], form: Parts, kind: Kind) -> Horizontal:
    """The ticks of a kind; a contact also has *incoming*."""
    ticks: list[Widget] = [widget_of(field, form) for field in fields if field.shape is Shape.TICK]
    if kind is Kind.CONTACT:
        ticks.append(CheckField(_("Incoming"), id="incoming"))
    return Horizontal(*ticks, classes="row ticks", id="ticks-row")


def note_row(note: Widget) -> Horizontal:
    """The note; in a wide terminal with what was agreed earlier beside it."""
    agreed = Section(TitledRule(_("Last agreed")), AgreedPane("agreed"), id="agreed-box")
    return Horizontal(note, agreed, id="note-row")
