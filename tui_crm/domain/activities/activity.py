"""Activities: contacts, meetings and tasks, and what each of them must have."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.dates.reminder import check_remind
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ActivityId, ContractorId, EmployeeId, EntryId, PersonId
from tui_crm.domain.limits import check_length, check_note_length
from tui_crm.domain.money import check_cost, read_currency
from tui_crm.domain.text import NAME_LIMIT
from tui_crm.i18n import N_, _


class Kind(StrEnum):
    """The three kinds that share one list (R35)."""

    CONTACT = "contact"
    MEETING = "meeting"
    TASK = "task"


class Status(StrEnum):
    """Few on purpose: what happened is said by the outcome."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"

    @property
    def completed(self) -> bool:
        """Completed activities are read-only (R21, R22)."""
        return self in {Status.DONE, Status.NOT_HELD, Status.CANCELLED}


class Direction(StrEnum):
    """Who called whom."""

    OUT = "out"
    IN = "in"


KIND_NAMES = {
    Kind.CONTACT: N_("contact"),
    Kind.MEETING: N_("meeting"),
    Kind.TASK: N_("task"),
}
STATUS_NAMES = {
    Status.PLANNED: N_("planned"),
    Status.IN_PROGRESS: N_("in progress"),
    Status.WAITING: N_("waiting"),
    Status.DONE: N_("done"),
    Status.NOT_HELD: N_("not held"),
    Status.CANCELLED: N_("called off"),
}
NUMBER_LETTERS = {Kind.CONTACT: "C", Kind.MEETING: "M", Kind.TASK: "T"}
LONGEST_PLAN_MINUTES = 7 * 24 * 60


NO_OFFSETS = Offsets()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The setting *Set the next contact/meeting in*; a picked time wins over the offsets (R17)."""

    offsets: Offsets = NO_OFFSETS
    picked_at: datetime | None = None
    kind: Kind | None = None
    """What the next one is; None is the same again."""


@dataclass(frozen=True, slots=True)
class ActivityEdit:
    """What is saved: one activity, as the form or the command line leaves it.

    `starts_at` is UTC-aware and `starts_on` a local date; exactly one of them is set, the latter
    for an all-day activity. `key` is a UUID made by the form: saving it twice makes one record.
    """

    key: str
    kind: Kind
    employee_id: EmployeeId | None
    id: ActivityId | None = None
    version: int = 0
    subject: str = ""
    contractor_id: ContractorId | None = None
    person_ids: tuple[PersonId, ...] = ()
    starts_at: datetime | None = None
    starts_on: date | None = None
    planned_minutes: int | None = None
    type_id: EntryId | None = None
    priority_id: EntryId | None = None
    category_id: EntryId | None = None
    outcome_id: EntryId | None = None
    direction: Direction = Direction.OUT
    note: str = ""
    in_schedule: bool = True
    completed: bool = False
    duration_seconds: int | None = None
    """What the timer measured; None leaves the stored duration as it is."""
    follow_up: FollowUp | None = None
    venue: str = ""
    planned_cost: Decimal | None = None
    actual_cost: Decimal | None = None
    currency: str = ""
    colleague_ids: tuple[EmployeeId, ...] = ()
    """Employees at a meeting besides its own; these five are a meeting's alone (R43)."""
    waiting: bool | None = None
    """Whether a task waits for somebody else; None leaves it as it is."""
    remind_minutes: int | None = None
    repeat: str | None = None
    """The rule of its series (`domain.series.rule_of`); empty ends it, None leaves it as it is."""
    and_following: bool = False
    """Whether the following ones of its series change with it."""


def check(edit: ActivityEdit) -> None:
    """Raise `RuleViolation` for the first thing that is missing (R02, R05, R06, R44).

    That the persons belong to the contractor (R38) needs the database and is checked there.
    """
    if edit.kind is Kind.TASK:
        if not edit.subject:
            raise RuleViolation("subject", _("Say in a few words what is to be done."))
    else:
        if edit.contractor_id is None:
            raise RuleViolation(
                "contractor", _("Choose the contractor: type a few letters of the name.")
            )
        if not edit.person_ids:
            raise RuleViolation(
                "persons", _("Add a contact person of this contractor: <form.person>.")
            )
    if edit.employee_id is None:
        raise RuleViolation("employee", _("Choose the employee who does this."))
    if edit.starts_at is None and edit.starts_on is None:
        raise RuleViolation("starts", _("Say when it starts, for example 14:30 or tomorrow 9."))
    _check_sizes(edit)
    _check_meeting(edit)
    _check_next(edit)


def _check_meeting(edit: ActivityEdit) -> None:
    check_length("venue", edit.venue)
    check_cost("planned_cost", edit.planned_cost)
    check_cost("actual_cost", edit.actual_cost)
    read_currency(edit.currency)


def _check_next(edit: ActivityEdit) -> None:
    kind = None if edit.follow_up is None else edit.follow_up.kind
    if kind in {None, edit.kind, Kind.TASK}:
        return
    if edit.contractor_id is None or not edit.person_ids:
        raise RuleViolation(
            "next_kind",
            _("A contact or a meeting needs a contractor and a person: add them, or plan a task."),
        )


def _check_sizes(edit: ActivityEdit) -> None:
    if len(edit.subject) > NAME_LIMIT:
        raise RuleViolation(
            "subject",
            _(
                "The subject is {n} characters long; {limit} is the most. Put the rest in the note."
            ).format(n=len(edit.subject), limit=NAME_LIMIT),
        )
    check_note_length(edit.note)
    check_planned(edit.planned_minutes)
    check_remind(edit.remind_minutes)


def check_planned(minutes: int | None) -> None:
    """Refuse a length that no plan has; raises `RuleViolation` on “planned”."""
    if minutes is not None and not 0 <= minutes <= LONGEST_PLAN_MINUTES:
        raise RuleViolation("planned", _("Plan between 0 minutes and 7 days."))


def generated_subject(kind: Kind, *, type_name: str, contractor_name: str) -> str:
    """“{type}: {contractor}”, what stands in the subject until it is typed over (R07)."""
    head = type_name or _(KIND_NAMES[kind])
    subject = f"{head}: {contractor_name}" if contractor_name else head
    return subject[:NAME_LIMIT]


def number(kind: Kind, *, year: int, running: int) -> str:
    """`C/2026/0042`: the same in every language, so that it can be said on the phone."""
    return f"{NUMBER_LETTERS[kind]}/{year}/{running:04d}"


def overdue(
    *,
    completed: bool,
    starts_at: datetime | None,
    starts_on: date | None,
    now: datetime,
    today: date,
    waiting: bool = False,
) -> bool:
    """Whether its time has passed; computed, never stored. All day means until midnight.

    What waits for somebody else is never overdue.
    """
    if completed or waiting:
        return False
    if starts_at is not None:
        return starts_at < now
    return starts_on is not None and starts_on < today


def called_off_as(
    kind: Kind,
    *,
    starts_at: datetime | None,
    starts_on: date | None,
    now: datetime,
    today: date,
) -> Status:
    """What becomes of it: a meeting whose time has passed was not held, all else is called off."""
    past = overdue(completed=False, starts_at=starts_at, starts_on=starts_on, now=now, today=today)
    return Status.NOT_HELD if kind is Kind.MEETING and past else Status.CANCELLED


def analogous(edit: ActivityEdit, *, key: str, starts_at: datetime) -> ActivityEdit:
    """The next activity (R12): the same but for what only this one has.

    Completed, duration, outcome, note, the actual cost, waiting and the follow-up setting are not
    carried over.
    """
    return dataclasses.replace(
        edit,
        key=key,
        id=None,
        version=0,
        starts_at=starts_at,
        starts_on=None,
        outcome_id=None,
        note="",
        completed=False,
        duration_seconds=0,
        follow_up=None,
        actual_cost=None,
        waiting=None,
        repeat=None,
        and_following=False,
    )
