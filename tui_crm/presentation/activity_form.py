"""What the activity form says of its draft: title, echoes of the times, links, stamps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.draft import (
    follow_up_time,
    read_follow_up,
    read_planned,
    read_starts,
)
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.dates.dates import distance, numeric
from tui_crm.domain.dates.duration import LONGEST_PLAN_MINUTES
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.presentation.formats import full, stamp, unanswered, weekday

if TYPE_CHECKING:
    from tui_crm.queries.activities.form import OpenActivity

TITLES_NEW = {
    Kind.CONTACT: N_("New contact"),
    Kind.MEETING: N_("New meeting"),
    Kind.TASK: N_("New task"),
}
TITLES = {Kind.CONTACT: N_("Contact"), Kind.MEETING: N_("Meeting"), Kind.TASK: N_("Task")}


def form_title(draft: ActivityDraft, number: str) -> str:
    """`New contact`, `Log a conversation`, `Contact C/2026/0042`."""
    if draft.id is not None:
        mark = "↻ " if draft.repeats else ""
        return f"{mark}{_(TITLES[draft.kind])} {number}"
    return _("Log a conversation") if draft.logged else _(TITLES_NEW[draft.kind])


def starts_echo(
    draft: ActivityDraft, *, now: datetime, zone: ZoneInfo, room: int = 0
) -> tuple[str, bool]:
    """What was understood of the start: `Mon · in 20 min · until 15:30`.

    False when it cannot be read. *room* is how many cells there are for a typed day with its end.
    """
    if not draft.starts.strip():
        return "", True
    # A field holds whole minutes: what was filled in a moment ago is now, not a minute ago.
    now = now.replace(second=0, microsecond=0)
    try:
        at = read_starts(draft, now=now, zone=zone)
    except CrmError:
        return _("? cannot be read"), False
    local = at.astimezone(zone)
    said = local.date() if draft.all_day else local
    shown = distance(local.replace(hour=12) if draft.all_day else at, now=now, zone=zone)
    if said == now.astimezone(zone).date():
        shown = _("today")
    ends = _ends(draft, at, zone=zone)
    if draft.starts.strip() == numeric(at, zone):
        until = _("until {time}").format(time=ends) if ends else ""
        # An end on another day is longer than the line has room beside the distance.
        parts = (weekday(said), "" if " " in ends else shown, until)
        return " · ".join(part for part in parts if part), True
    start = full(None if draft.all_day else at, local.date(), now=now, zone=zone)
    whole = f"{start}–{ends} · {shown}"
    return whole if ends and len(whole) <= room else f"{start} · {shown}", True


def _ends(draft: ActivityDraft, at: datetime, *, zone: ZoneInfo) -> str:
    """The hour at which it is planned to end, with the day when that is another; or nothing."""
    try:
        minutes = None if draft.all_day else read_planned(draft, starts=at, zone=zone)
    except CrmError:
        minutes = None
    if not minutes or minutes > LONGEST_PLAN_MINUTES:
        return ""
    end = (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    other_day = end.date() != at.astimezone(zone).date()
    return f"{weekday(end)} {end:%H:%M}" if other_day else f"{end:%H:%M}"


def with_remark(echo: str, remark: str, room: int) -> str:
    """What was understood and what it runs into.

    Where both do not fit: of the start, which stands in its field, the day and the remark; of the
    next one, whose date stands nowhere else, the date with a mark in front.
    """
    whole = f"{echo} · {remark}" if remark else echo
    if not remark or cell_len(whole) <= room:
        return whole
    if echo.startswith("→"):
        return f"! {echo[2:]}"
    return f"{echo.partition(' ')[0]} · {remark}"


def follow_up_echo(draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> tuple[str, bool]:
    """When the next one would be: `→ Thu 26 Nov 14:30`; False when it cannot be."""
    if not draft.follow_up:
        return "", True
    try:
        setting = read_follow_up(draft)
        starts = read_starts(draft, now=now, zone=zone)
        if setting is None:
            return "", True
        at = follow_up_time(setting, current=starts, now=now, zone=zone)
    except CrmError:
        blank = not (draft.hours + draft.days + draft.weeks).strip(" 0")
        return (_("→ when?"), True) if blank else (_("→ ? cannot be"), False)
    local = at.astimezone(zone)
    return f"→ {full(None if draft.all_day else at, local.date(), now=now, zone=zone)}", True


def next_link(opened: OpenActivity | None, *, now: datetime, zone: ZoneInfo) -> str:
    """`Next: Thu 26 Nov 14:30 ▸`, or that there is none yet (R27)."""
    if opened is None or opened.next is None:
        return _("Next: – (none yet)")
    following = opened.next
    when = full(following.at, following.on, now=now, zone=zone)
    return _("Next: {when} ▸ <form.next>").format(when=when)


def stamps(opened: OpenActivity, *, zone: ZoneInfo) -> str:
    """Who made it and who changed it last (R07); how often nobody answered."""
    said = _("created {created} {creator} · changed {changed} {changer}").format(
        created=stamp(opened.created_at, zone=zone),
        creator=opened.created_by,
        changed=stamp(opened.changed_at, zone=zone),
        changer=opened.changed_by,
    )
    return f"{unanswered(opened.attempts)} · {said}" if opened.attempts else said
