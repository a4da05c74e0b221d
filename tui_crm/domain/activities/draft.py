"""What is being typed: one frozen draft per open form, replaced on every change.

The draft holds texts as they were typed, readable or not, so that nothing is lost; `read_draft`
makes of it what is saved, or says which field cannot be read.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import (
    ActivityEdit,
    Direction,
    FollowUp,
    Kind,
    check,
    generated_subject,
)
from tui_crm.domain.activities.pending_input import NOTHING, PendingInput, read_pending_input
from tui_crm.domain.activities.timer import Instant, Timer
from tui_crm.domain.dates.dates import read_when
from tui_crm.domain.dates.duration import minutes_until, typed_end
from tui_crm.domain.dates.follow_up import OffsetError, follow_up_at, read_offsets
from tui_crm.domain.dates.reminder import read_remind
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.ids import ActivityId, ContractorId, EmployeeId, EntryId, PersonId
from tui_crm.domain.money import read_currency, read_money
from tui_crm.domain.recurrence.phrase import read_repeat, rule_of
from tui_crm.domain.text import clean_line, clean_note
from tui_crm.i18n import _


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that was chosen, with what is shown of it."""

    id: int
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A contact person on the activity, with what matters on the phone."""

    id: int
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    do_not_call: str = ""
    """Why they must not be called; empty when they may be."""


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """The state of the activity form; `id` None is a new activity."""

    key: str
    kind: Kind = Kind.CONTACT
    id: int | None = None
    version: int = 0
    contractor: Choice | None = None
    employee: Choice | None = None
    subject: str = ""
    subject_typed: bool = False
    starts: str = ""
    all_day: bool = False
    planned: str = ""
    type: Choice | None = None
    priority: Choice | None = None
    category: Choice | None = None
    persons: tuple[PersonChoice, ...] = ()
    note: str = ""
    direction: Direction = Direction.OUT
    follow_up: bool = False
    hours: str = ""
    days: str = ""
    weeks: str = ""
    picked: str = ""
    in_schedule: bool = True
    completed: bool = False
    repeats: str = ""
    remind: str = ""
    and_following: bool = False
    """Whether the following ones of its series change with it."""
    logged: bool = False
    """A conversation already held: completed on saving, its fields stay open until then."""
    duration_seconds: int = 0
    started: Instant | None = None
    venue: str = ""
    planned_cost: str = ""
    actual_cost: str = ""
    currency: str = ""
    colleagues: tuple[Choice, ...] = ()
    waiting: bool = False
    all_day_typed: bool = False
    """The tick *all day* was set by hand: what is typed as the start leaves it as it is."""
    next_kind: Kind | None = None
    """What the next one is to be; None is the same again."""
    aside: PendingInput = NOTHING

    @property
    def timer(self) -> Timer:
        """The timer as it stands."""
        return Timer(self.duration_seconds, self.started)

    def with_timer(self, timer: Timer) -> ActivityDraft:
        """The same draft with the timer started or paused."""
        return dataclasses.replace(
            self, duration_seconds=timer.duration_seconds, started=timer.started
        )

    def same_text(self, other: ActivityDraft) -> bool:
        """Whether nothing but the timer differs: such a draft needs no keeping."""
        return self.with_timer(Timer()) == other.with_timer(Timer())


def merged(before: ActivityDraft, mine: ActivityDraft, theirs: ActivityDraft) -> ActivityDraft:
    """Theirs, with my value in every field that I have changed since it was as *before*."""
    changed = {
        field.name: getattr(mine, field.name)
        for field in dataclasses.fields(mine)
        if getattr(mine, field.name) != getattr(before, field.name)
    }
    return dataclasses.replace(theirs, **changed | {"version": theirs.version})


def with_subject(draft: ActivityDraft, before: ActivityDraft) -> ActivityDraft:
    """A subject that nobody typed follows what it is made of; another language renames nothing."""
    if draft.subject_typed or _named_after(draft) == _named_after(before):
        return draft
    subject = ""
    if draft.kind is not Kind.TASK and draft.contractor is not None:
        type_name = draft.type.label if draft.type else ""
        subject = generated_subject(
            draft.kind, type_name=type_name, contractor_name=draft.contractor.label
        )
    return dataclasses.replace(draft, subject=subject)


def _named_after(draft: ActivityDraft) -> tuple[object, ...]:
    return (draft.kind, draft.type, draft.contractor, draft.subject_typed)


def read_starts(draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The start, aware, in *zone*; `RuleViolation` on “starts” when it cannot be read."""
    if not draft.starts.strip():
        raise RuleViolation("starts", _("Say when it starts, for example 14:30 or tomorrow 9."))
    try:
        return read_when(draft.starts, now=now, zone=zone).at
    except CrmError as unreadable:
        raise RuleViolation("starts", unreadable.message) from unreadable


_MINUTES = re.compile(
    r"(?:(?P<h>\d{1,4})\s*(?:h|g|godz\.?|:))?\s*(?:(?P<m>\d{1,6})\s*(?:m|min\.?|minut)?)?"
)


def read_minutes(text: str) -> int | None:
    """`30`, `30 min`, `1h`, `1h 30`, `1:30`; None when nothing was typed.

    Raises `RuleViolation` on “planned”.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    found = _MINUTES.fullmatch(typed) if typed.isascii() else None
    if found is None:
        raise RuleViolation(
            "planned",
            _("“{text}” is not a length of time. Type for example 30 or 1h 30.").format(
                text=clean_line(text)[:20]
            ),
        )
    return int(found["h"] or 0) * 60 + int(found["m"] or 0)


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


def shown_minutes(minutes: int | None) -> str:
    """`30 min`, `1 h 30 min`; readable again by `read_minutes`."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest else []
    return " ".join(parts)


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
    """When the next one takes place (R13–R17); `RuleViolation` on “days” when it cannot be."""
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
    """What is saved; raises `RuleViolation` for the first field that cannot be.

    Where *standing*, as it is stored, repeats in the same words, the rule is left as it is.
    """
    contractor, employee = draft.contractor, draft.employee
    starts = read_starts(draft, now=instant.now, zone=zone)
    follow_up = read_follow_up(draft)
    edit = ActivityEdit(
        key=draft.key,
        kind=draft.kind,
        id=None if draft.id is None else ActivityId(draft.id),
        version=draft.version,
        employee_id=None if employee is None else EmployeeId(employee.id),
        subject=clean_line(draft.subject) if draft.subject_typed else "",
        contractor_id=None if contractor is None else ContractorId(contractor.id),
        person_ids=tuple(PersonId(person.id) for person in draft.persons),
        starts_at=None if draft.all_day else starts,
        starts_on=starts.astimezone(zone).date() if draft.all_day else None,
        planned_minutes=read_planned(draft, starts=starts, zone=zone),
        type_id=_entry(draft.type),
        priority_id=_entry(draft.priority),
        category_id=_entry(draft.category),
        direction=draft.direction,
        note=clean_note(draft.note),
        in_schedule=draft.in_schedule or draft.kind is Kind.TASK,
        completed=draft.completed or draft.logged,
        duration_seconds=draft.timer.elapsed(instant),
        follow_up=follow_up,
        waiting=draft.waiting if draft.kind is Kind.TASK else None,
        **_of_a_meeting(draft),
        remind_minutes=read_remind(draft.remind),
        repeat=_rule(draft, standing, starts.astimezone(zone).date()),
        and_following=draft.and_following,
    )
    check(edit)
    if follow_up is not None:
        follow_up_time(follow_up, current=starts, now=instant.now, zone=zone)
    return edit


def _of_a_meeting(draft: ActivityDraft) -> dict[str, Any]:
    """What only meetings have (R43), read; `RuleViolation` names the field."""
    if draft.kind is not Kind.MEETING:
        return {}
    return {
        "venue": clean_line(draft.venue),
        "planned_cost": read_money("planned_cost", draft.planned_cost),
        "actual_cost": read_money("actual_cost", draft.actual_cost),
        "currency": read_currency(draft.currency),
        "colleague_ids": tuple(EmployeeId(one.id) for one in draft.colleagues),
    }


def _rule(draft: ActivityDraft, standing: ActivityDraft | None, start: date) -> str | None:
    if standing is not None and standing.id is not None and standing.repeats == draft.repeats:
        return None
    return read_rule_of(draft, start)


def _entry(choice: Choice | None) -> EntryId | None:
    return None if choice is None else EntryId(choice.id)


def to_payload(draft: ActivityDraft) -> dict[str, object]:
    """The draft as plain JSON values, for its file."""
    payload = dataclasses.asdict(draft)
    if draft.started is not None:
        payload["started"] = {
            "now": draft.started.now.isoformat(),
            "boot_id": draft.started.boot_id,
            "boot_seconds": draft.started.boot_seconds,
        }
    return payload


def from_payload(payload: Mapping[str, Any]) -> ActivityDraft:
    """The draft of a file; raises `ValueError`, `KeyError` or `TypeError` when it is not one."""
    values = dict(payload)
    for field in ("contractor", "employee", "type", "priority", "category"):
        values[field] = Choice(**values[field]) if values.get(field) else None
    values["persons"] = tuple(PersonChoice(**person) for person in values.get("persons", ()))
    values["colleagues"] = tuple(Choice(**one) for one in values.get("colleagues", ()))
    values["next_kind"] = Kind(values["next_kind"]) if values.get("next_kind") else None
    started = values.get("started")
    if started:
        values["started"] = Instant(
            datetime.fromisoformat(started["now"]), started["boot_id"], started["boot_seconds"]
        )
    values["aside"] = read_pending_input(values.get("aside"))
    values["kind"] = Kind(values["kind"])
    values["direction"] = Direction(values["direction"])
    return ActivityDraft(**values)


def read_payload(payload: Mapping[str, Any]) -> ActivityDraft | None:
    """The draft of a file; None when it is none of a form (any more)."""
    try:
        return from_payload(payload)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
