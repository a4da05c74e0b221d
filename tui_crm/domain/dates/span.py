"""The first and the last day of a list, as typed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import Toward, read_when
from tui_crm.domain.dates.unreadable import UnreadableDate
from tui_crm.i18n import _


def read_bound(text: str, *, last: bool, past: bool, now: datetime, zone: ZoneInfo) -> date:
    """The day meant by *text*: the *last* one of a list, else the first; an hour is ignored.

    Days without a year are the nearest ones. Weekdays and distances are looked for backwards for
    the first day and forwards for the last, so that `mon` to `fri` on a Wednesday is this week; in
    a list of what lies in the *past* everything is looked for backwards. Raises `UnreadableDate`.
    """
    if past:
        return _day(text, Toward.BACK, now, zone)
    nearest = read_when(text, now=now, zone=zone, toward=Toward.NEAREST)
    if nearest.year_found:
        return nearest.at.astimezone(zone).date()
    return _day(text, Toward.AHEAD if last else Toward.BACK, now, zone)


def _day(text: str, toward: Toward, now: datetime, zone: ZoneInfo) -> date:
    return read_when(text, now=now, zone=zone, toward=toward).at.astimezone(zone).date()


def check_span(since: date | None, until: date | None) -> None:
    """Raises `UnreadableDate` when the last day is before the first."""
    if since is not None and until is not None and until < since:
        raise UnreadableDate(
            _("The list would end on {last}, before it begins on {first}.").format(
                first=shown_day(since), last=shown_day(until)
            )
        )


def shown_day(day: date) -> str:
    """`27.11.2026`; `read_bound` reads it again."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
