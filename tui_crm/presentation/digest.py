"""Building the text of the daily digest from its rows, for the screen and the command line."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Status
from tui_crm.domain.activities.digest import Day, Told, digest
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities.digest import DigestRows
from tui_crm.queries.common.activity_rows import ActivityRow


def digest_text(rows: DigestRows, *, everybody: bool, now: datetime, zone: ZoneInfo) -> str:
    """The digest with times in *zone*; stored texts are included unchanged.

    That of *everybody* names the employee of each activity.
    """

    def employee(row: ActivityRow) -> str:
        return row.employee_name if everybody else ""

    def day(on: date) -> str:
        return formats.full(None, on, now=now, zone=zone)

    def closed(row: ActivityRow) -> Told:
        return Told(
            what=row.contractor or row.subject,
            whom=row.person,
            outcome=row.outcome,
            said=row.agreed,
            seconds=row.duration_seconds,
            employee=employee(row),
        )

    def planned(row: ActivityRow) -> Told:
        at = row.starts_at
        when = _("all day") if at is None else f"{at.astimezone(zone):%H:%M}"
        return Told(
            row.contractor or row.subject,
            row.person,
            when,
            said=_first_line(row.note),
            employee=employee(row),
        )

    def moved(row: ActivityRow) -> Told:
        when = formats.full(row.starts_at, row.starts_on, now=now, zone=zone)
        return planned(row)._replace(when=when)

    return digest(
        Day(
            title=day(rows.day),
            done=[closed(row) for row in rows.closed if row.status is Status.DONE],
            called_off=[closed(row) for row in rows.closed if row.status is not Status.DONE],
            moved=[moved(row) for row in rows.moved],
            still_open=[planned(row) for row in rows.still_open],
            ahead_title=_("Next: {day}").format(day=day(rows.ahead)),
            ahead=[planned(row) for row in rows.coming],
        )
    )


def _first_line(note: str) -> str:
    return note.strip().partition("\n")[0]
