"""A value of the activity form as one line, for comparing two versions of an activity."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Direction
from tui_crm.domain.fields import Field
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.ui.forms import fields


def as_line(field: Field, value: Any, *, zone: ZoneInfo) -> str:
    """The value of *field* in words; a time is shown in *zone*."""
    match field.name:
        case "direction":
            return _("incoming") if value is Direction.IN else _("outgoing")
        case "next_kind":
            return formats.kind_name(value) if value else "–"
        case "picked":
            at = datetime.fromisoformat(value) if value else None
            return "–" if at is None else formats.field_time(at, zone=zone)
    return fields.as_line(field, value)
