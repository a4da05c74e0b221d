"""Texts of the activity form: title, how typed times were understood, link to the next, stamps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.activities.draft import (
    follow_up_time,
    read_follow_up,
    read_planned,
    read_starts,
)
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.dates.dates import StillToCome, distance, numeric
from tui_crm.domain.dates.duration import LONGEST_PLAN_MINUTES
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.presentation.formats import (
    GLYPHS,
    full,
    stamp,
    unanswered,
    weekday,
    with_wrong_numbers,
)

if TYPE_CHECKING:
    from tui_crm.queries.activities.form import OpenActivity
    from tui_crm.services.activities.save import Saved

TITLES_NEW = {
    Kind.CONTACT: N_("New contact"),
    Kind.MEETING: N_("New meeting"),
    Kind.TASK: N_("New task"),
}
NEXT_NAMES = {
    Kind.CONTACT: N_("Next contact"),
    Kind.MEETING: N_("Next meeting"),
    Kind.TASK: N_("Next task"),
}
_SAVED = {
    Kind.CONTACT: N_("Saved {number}; next contact {when}."),
    Kind.MEETING: N_("Saved {number}; next meeting {when}."),
    Kind.TASK: N_("Saved {number}; next task {when}."),
}
TITLES = {Kind.CONTACT: N_("Contact"), Kind.MEETING: N_("Meeting"), Kind.TASK: N_("Task")}


def form_title(draft: ActivityDraft, number: str) -> str:
    """`New contact`, `Log a conversation`, `Contact C/2026/0042`."""
    if draft.id is not None:
        mark = "↻ " if draft.repeats else ""
        return f"{mark}{_(TITLES[draft.kind])} {number}"
    return _("Log a conversation") if draft.logged else _(TITLES_NEW[draft.kind])


def starts_echo(
    draft: ActivityDraft, *, now: datetime, zone: ZoneInfo, room: int = 0, far: bool = False
) -> tuple[str, bool]:
    """How the start was understood, as `Mon · in 20 min · until 15:30`, and whether it is valid.

    False when it cannot be read, or is *far* away and must be confirmed. *room* is how many cells
    a typed day with its end may take.
    """
    if not draft.starts.strip():
        return "", True
    # A field holds whole minutes: a start filled in a moment ago is “now”, not “1 min ago”.
    now = now.replace(second=0, microsecond=0)
    try:
        at = read_starts(draft, now=now, zone=zone)
    except CrmError as refused:
        early = isinstance(refused.__cause__, StillToCome)
        return _("? still to come") if early else _("? cannot be read"), False
    local = at.astimezone(zone)
    shown_day = local.date() if draft.all_day else local
    shown = distance(local.replace(hour=12) if draft.all_day else at, now=now, zone=zone)
    if shown_day == now.astimezone(zone).date():
        shown = _("today")
    ends = _ends(draft, at, zone=zone)
    if draft.starts.strip() == numeric(at, zone):
        until = _("until {time}").format(time=ends) if ends else ""
        # With an end on another day the line has no room for the distance, too.
        parts = (weekday(shown_day), "" if " " in ends else shown, until)
        return " · ".join(part for part in parts if part), True
    if far:
        # The year is what is asked about: the hour stands in the field.
        return f"{full(None, local.date(), now=now, zone=zone)} · {_('far away')}", False
    start = full(None if draft.all_day else at, local.date(), now=now, zone=zone)
    whole = f"{start}–{ends} · {shown}"
    return whole if ends and len(whole) <= room else f"{start} · {shown}", True


def _ends(draft: ActivityDraft, at: datetime, *, zone: ZoneInfo) -> str:
    """The planned end, with the weekday if it is on another day; empty without a length."""
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
    """The echo of a typed time, and the remark about a conflict with it.

    If both do not fit into *room* cells: for the start, which its field shows, the weekday and the
    remark; for the next activity, shown nowhere else, its date with `!` in front. Without a remark
    the weekday of the start gives way to its distance and its end.
    """
    whole = f"{echo} · {remark}" if remark else echo
    if cell_len(whole) <= room:
        return whole
    if not remark:
        # `Mon · in 4 min · until 15:30`: the weekday matters least beside the distance.
        day, _dot, rest = whole.partition(" · ")
        return rest if " · " in rest and " " not in day else whole
    if echo.startswith("→"):
        return f"! {echo[2:]}"
    return f"{echo.partition(' ')[0]} · {remark}"


def follow_up_echo(draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> tuple[str, bool]:
    """When the next activity would be, as `→ Thu 26 Nov 14:30`, and whether that is valid."""
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
    """`Next: Thu 26 Nov 14:30 ▸`, or a text that there is none yet (R27)."""
    if opened is None or opened.next is None:
        return _("Next: – (none yet)")
    following = opened.next
    when = full(following.at, following.on, now=now, zone=zone)
    if following.kind is not opened.draft.kind:
        when = f"{GLYPHS[following.kind]} {when}"
    return _("Next: {when} ▸ <form.next>").format(when=when)


def next_head(kind: Kind) -> str:
    """What stands before the kind of the next activity: *Next*, in the gender of that kind."""
    return _(NEXT_NAMES[kind]).removesuffix(_(KIND_NAMES[kind])).strip()


def saved_text(saved: Saved, *, now: datetime, zone: ZoneInfo) -> str:
    """`Saved C/2026/0042; next meeting Thu 26 Nov 14:30.`: of the kind that was chosen (R12).

    Of an open contact that nobody answered, when it is tried again. A number that the outcome has
    marked as wrong is named.
    """
    return with_wrong_numbers(_saved_text(saved, now=now, zone=zone), (saved.wrong_number,))


def _saved_text(saved: Saved, *, now: datetime, zone: ZoneInfo) -> str:
    if saved.tried_at is not None:
        at, on = saved.tried_at.moments()
        text = _("Not reached ({n}): {when}.").format(
            n=saved.attempts, when=full(at, on, now=now, zone=zone)
        )
        return f"{text} {_('<history.undo> takes it back.')}"
    if saved.follow_up_at is None or saved.follow_up_kind is None:
        return _("Saved {number}.").format(number=saved.number)
    text = _(_SAVED[saved.follow_up_kind])
    if saved.follow_up_kept:
        text = _("Saved {number}; the next one stays where it was, {when}.")
    return text.format(number=saved.number, when=full(saved.follow_up_at, None, now=now, zone=zone))


def stamps(opened: OpenActivity, *, zone: ZoneInfo) -> str:
    """Who created and last changed it (R07), after the number of unanswered attempts."""
    text = _("created {created} {creator} · changed {changed} {changer}").format(
        created=stamp(opened.created_at, zone=zone),
        creator=opened.created_by,
        changed=stamp(opened.changed_at, zone=zone),
        changer=opened.changed_by,
    )
    return f"{unanswered(opened.attempts)} · {text}" if opened.attempts else text
