"""Reading the text of the field *repeats*, and the suggestions while it is typed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.draft import read_starts
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.errors import CrmError
from tui_crm.domain.recurrence.phrase import Repeat, describe, presets, read_repeat
from tui_crm.domain.text import fold


def start_day(draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> date:
    """The local day from which it repeats; today when its start cannot be read."""
    try:
        return read_starts(draft, now=now, zone=zone).astimezone(zone).date()
    except CrmError:
        return now.astimezone(zone).date()


def meant(text: str, start: date) -> Repeat | None:
    """The repeat that a text means; None for a blank or unreadable one."""
    try:
        return read_repeat(text, start)
    except CrmError:
        return None


def suggestions(text: str, start: date) -> list[str]:
    """The repeat that the text means, in words, then the presets that contain the text."""
    descriptions = [describe(repeat) for repeat in presets(start)]
    repeat = meant(text, start)
    wanted = fold(text)
    found = [one for one in descriptions if wanted in fold(one)]
    if repeat is not None:
        found = [describe(repeat), *(one for one in found if one != describe(repeat))]
    return found
