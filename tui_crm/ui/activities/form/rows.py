"""Rows of the activity form that need more than labelled fields: series, next step, ticks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.fields import Field, Shape
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.ui.forms.fields import Parts, label, widget_of
from tui_crm.ui.kit.cycle_field import CycleField
from tui_crm.ui.kit.fields import CheckField, LinkField


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
            yield widget_of(field, form)
    yield Static("", id="follow-echo", classes="echo", markup=False)
    yield LinkField("▦", id="calendar")


def ticks_row(fields: tuple[Field, ...], form: Parts, kind: Kind) -> Horizontal:
    """The ticks of a kind; a contact also has *incoming*."""
    ticks: list[Widget] = [widget_of(field, form) for field in fields if field.shape is Shape.TICK]
    if kind is Kind.CONTACT:
        ticks.append(CheckField(_("incoming"), id="incoming"))
    return Horizontal(*ticks, classes="row ticks", id="ticks-row")
