"""From the texts in the activity form to the values that are saved, and to the draft file.

The draft holds texts as they were typed, valid or not, so that nothing is lost; `read_draft`
converts them for saving, or raises for the first field that cannot be read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Direction, FollowUp, Kind, generated_subject
from tui_crm.domain.activities.fields import FIELDS, ActivityDraft, ActivityEdit, read_columns
from tui_crm.domain.activities.pending_input import read_pending_input
from tui_crm.domain.activities.rules import check
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.domain.dates.dates import Spoken, read_held, read_when, still_to_come
from tui_crm.domain.dates.duration import minutes_until, read_minutes, typed_end
from tui_crm.domain.dates.follow_up import OffsetError, follow_up_at, read_offsets
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Shape
from tui_crm.domain.ids import ActivityId, EmployeeId, PersonId
from tui_crm.domain.money import check_same_currency
from tui_crm.domain.recurrence.phrase import read_repeat, rule_of
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _


def with_subject(draft: ActivityDraft, before: ActivityDraft) -> ActivityDraft:
    """The draft with its generated subject renewed, if the kind, type or contractor has changed.

    A typed subject stays, and so does one generated in another language from the same values.
    """
    return draft if _named_after(draft) == _named_after(before) else subject_settled(draft)


def subject_settled(draft: ActivityDraft) -> ActivityDraft:
    """The draft with its subject generated, unless one was typed."""
    if draft.subject_typed:
        return draft
    subject = ""
    if draft.kind is not Kind.TASK and draft.contractor is not None:
        type_name = draft.type.label if draft.type else ""
        subject = generated_subject(
            draft.kind, type_name=type_name, contractor_name=draft.contractor.label
        )
    return dataclasses.replace(draft, subject=subject)


def _named_after(draft: ActivityDraft) -> tuple[object, ...]:
    return (draft.kind, draft.type, draft.contractor)


def read_starts(draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The start, aware, in *zone*; `RuleViolation` on “starts” when it cannot be read.

    That of a conversation which is logged is looked for backwards, and never lies in the future;
    a plan which is completed as soon as it is made may start within the same day.
    """
    return read_start_typed(draft, now=now, zone=zone).at


def read_start_typed(draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> Spoken:
    """`read_starts`, with how it was typed."""
    if not draft.starts.strip():
        raise RuleViolation("starts", _("Say when it starts, for example 14:30 or tomorrow 9."))
    try:
        if draft.logged:
            return read_held(draft.starts, now=now, zone=zone)
        spoken = read_when(draft.starts, now=now, zone=zone)
        closed = draft.completed or draft.outcome is not None
        held = closed and draft.id is None and draft.kind is not Kind.TASK
        if held and spoken.at.date() > now.astimezone(zone).date():
            raise still_to_come()
    except CrmError as unreadable:
        raise RuleViolation("starts", unreadable.message) from unreadable
    return spoken


def read_planned(draft: ActivityDraft, *, starts: datetime, zone: ZoneInfo) -> int | None:
    """The planned length in minutes, typed as a length or as an end: `1h 30`, `until 15:30`.

    None when nothing was typed. Raises `RuleViolation` on “planned”.
    """
    end = typed_end(draft.planned)
    if not end:
        return read_minutes(draft.planned)
    if draft.all_day:
        raise RuleViolation(
            "planned", _("What lasts all day has no hour at which it ends. Type a length, like 2h.")
        )
    return minutes_until(end, starts=starts, zone=zone)


def read_follow_up(draft: ActivityDraft) -> FollowUp | None:
    """The follow-up setting, None when it is not ticked; `RuleViolation` names the field."""
    if not draft.follow_up:
        return None
    picked_at = datetime.fromisoformat(draft.picked) if draft.picked else None
    try:
        offsets = read_offsets(draft.hours, draft.days, draft.weeks)
    except OffsetError as unreadable:
        if picked_at is not None:
            # R17: the picked day wins, so an offset that cannot be read does no harm.
            return FollowUp(picked_at=picked_at, kind=draft.next_kind)
        raise RuleViolation(unreadable.field, unreadable.message) from unreadable
    return FollowUp(offsets, picked_at, draft.next_kind)


def follow_up_time(
    follow_up: FollowUp, *, current: datetime, now: datetime, zone: ZoneInfo
) -> datetime:
    """When the next activity takes place (R13–R17), aware.

    Raises `RuleViolation` on the offset that cannot be counted, by default “days”.
    """
    if follow_up.picked_at is not None:
        return follow_up.picked_at
    try:
        return follow_up_at(follow_up.offsets, current=current, now=now, zone=zone)
    except CrmError as impossible:
        field = impossible.field if isinstance(impossible, OffsetError) else "days"
        raise RuleViolation(field, impossible.message) from impossible


def read_rule_of(draft: ActivityDraft, start: date) -> str:
    """The rule of its series, empty when it does not repeat; `RuleViolation` on “repeats”."""
    try:
        repeat = read_repeat(draft.repeats, start)
    except CrmError as unreadable:
        raise RuleViolation("repeats", unreadable.message) from unreadable
    return "" if repeat is None else rule_of(repeat)


def read_draft(
    draft: ActivityDraft,
    *,
    instant: Instant,
    zone: ZoneInfo,
    standing: ActivityDraft | None = None,
) -> ActivityEdit:
    """The values to save; raises `RuleViolation` for the first field that has no valid value.

    *standing* is the draft as it is stored: where its text in *repeats* is the same, the rule of
    the series is left unchanged.
    """
    starts = read_starts(draft, now=instant.now, zone=zone)
    follow_up = read_follow_up(draft)
    edit = ActivityEdit(
        key=draft.key,
        kind=draft.kind,
        id=None if draft.id is None else ActivityId(draft.id),
        version=draft.version,
        subject=clean_line(draft.subject) if draft.subject_typed else "",
        person_ids=tuple(PersonId(person.id) for person in draft.persons),
        starts_at=None if draft.all_day else starts,
        starts_on=starts.astimezone(zone).date() if draft.all_day else None,
        planned_minutes=read_planned(draft, starts=starts, zone=zone),
        completed=draft.completed or draft.logged,
        outcome_chosen=outcome_chosen(draft, standing),
        duration_seconds=draft.timer.elapsed(instant),
        follow_up=follow_up,
        colleague_ids=_colleague_ids(draft),
        waiting=draft.waiting if draft.kind is Kind.TASK else None,
        repeat=_rule(draft, standing, starts.astimezone(zone).date()),
        and_following=draft.and_following,
        **read_columns(draft) | _in_schedule(draft),
    )
    check(edit)
    for cost in ("planned_cost", "actual_cost"):
        check_same_currency(cost, getattr(draft, cost), edit.currency)
    if follow_up is not None:
        follow_up_time(follow_up, current=starts, now=instant.now, zone=zone)
    return edit


def outcome_chosen(draft: ActivityDraft, standing: ActivityDraft | None) -> bool:
    """Whether another outcome was chosen than *standing*, the draft as it is stored, has."""
    if draft.outcome is None:
        return False
    before = None if standing is None or standing.id is None else standing.outcome
    return before is None or before.id != draft.outcome.id


def _in_schedule(draft: ActivityDraft) -> dict[str, Any]:
    # R44: a task is always in its employee's schedule.
    return {"in_schedule": draft.in_schedule or draft.kind is Kind.TASK}


def _colleague_ids(draft: ActivityDraft) -> tuple[EmployeeId, ...]:
    if draft.kind is not Kind.MEETING:
        return ()
    return tuple(EmployeeId(one.id) for one in draft.colleagues)


def _rule(draft: ActivityDraft, standing: ActivityDraft | None, start: date) -> str | None:
    if standing is not None and standing.id is not None and standing.repeats == draft.repeats:
        return None
    return read_rule_of(draft, start)


def to_payload(draft: ActivityDraft) -> dict[str, object]:
    """The draft as plain JSON values, for its file."""
    payload = dataclasses.asdict(draft)
    if draft.started is not None:
        payload["started"] = {
            "now": draft.started.now.isoformat(),
            "boot_id": draft.started.boot_id,
            "boot_seconds": draft.started.boot_seconds,
        }
    payload[_PENDING] = payload.pop("pending")
    return payload


_PENDING: Final = "aside"
"""The key of the pending input in draft files; it must not change, as files on disk have it."""
_CHOICES: Final = {"persons": PersonChoice, "colleagues": Choice}


def from_payload(payload: Mapping[str, Any]) -> ActivityDraft:
    """The draft of a file; raises `ValueError`, `KeyError` or `TypeError` when it is not one."""
    values = dict(payload)
    for field in FIELDS:
        kept = values.get(field.name)
        if field.shape is Shape.LOOKUP:
            values[field.name] = Choice(**kept) if kept else None
        elif field.shape is Shape.LOOKUPS:
            values[field.name] = tuple(_CHOICES[field.name](**one) for one in kept or ())
    values["next_kind"] = Kind(values["next_kind"]) if values.get("next_kind") else None
    started = values.get("started")
    if started:
        values["started"] = Instant(
            datetime.fromisoformat(started["now"]), started["boot_id"], started["boot_seconds"]
        )
    values["pending"] = read_pending_input(values.pop(_PENDING, None))
    values["kind"] = Kind(values["kind"])
    values["direction"] = Direction(values["direction"])
    return ActivityDraft(**values)


def read_payload(payload: Mapping[str, Any]) -> ActivityDraft | None:
    """The draft of a file; None when the payload does not fit the fields of the form."""
    try:
        return from_payload(payload)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
