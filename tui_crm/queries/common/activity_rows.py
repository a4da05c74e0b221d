"""The row of all lists of activities, and the query that reads the rows of a page of ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from peewee import JOIN, Tuple, fn

from tui_crm.domain.activities.activity import Direction, Kind, Status, shown_subject
from tui_crm.domain.activities.timer import Timer
from tui_crm.domain.damaged import DamagedText
from tui_crm.domain.dictionary import entry_name
from tui_crm.domain.page import Place
from tui_crm.domain.text import full_name
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Contractor, Employee, Entry, Participant, Person, Series


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as the lists show it; texts are empty, never None, where nothing is set."""

    id: int
    version: int
    number: str
    kind: Kind
    subject: str
    status: Status
    contractor_id: int | None
    contractor: str
    person_id: int | None
    person: str
    more_persons: int
    employee_id: int
    employee: str
    employee_name: str
    type: str
    type_code: str
    priority: str
    priority_code: str
    category: str
    outcome: str
    outcome_code: str
    outcome_colour: str
    direction: Direction
    starts_at: datetime | None
    starts_on: date | None
    order_at: datetime
    planned_minutes: int | None
    timer: Timer
    note: str
    agreed: str
    """What was said, of a completed one; the note also holds what was planned."""
    completed_at: datetime | None
    previous_id: int | None
    next_id: int | None
    in_schedule: bool
    attempts: int
    place: Place
    recurring: bool = False
    """Whether it belongs to a series that goes on."""
    given_name: str = ""
    """That of the person, which is shortened where there is little room."""

    @property
    def completed(self) -> bool:
        """Completed activities are read-only (R22)."""
        return self.completed_at is not None

    @property
    def told(self) -> str:
        """What a list shows of the note: what was said of one that took place, else the note."""
        return self.agreed if self.status is Status.DONE else self.note

    @property
    def duration_seconds(self) -> int:
        """The seconds that the timer had measured when it was last paused."""
        return self.timer.duration_seconds

    @property
    def timer_running(self) -> bool:
        """Whether the timer is running."""
        return self.timer.running


TYPE, PRIORITY, CATEGORY, OUTCOME = (Entry.alias(name) for name in ("ty", "pr", "ca", "oc"))
FIRST: Final = Participant.alias("first_participant")
FIRST_PERSON: Final = Person.alias("first_person")
_EARLIER: Final = Participant.alias("earlier")
_COUNTED: Final = Participant.alias("counted")
_NEXT: Final = Activity.alias("next_activity")

_MORE_PERSONS: Final = _COUNTED.select(fn.COUNT(_COUNTED.id)).where(
    _COUNTED.activity_id == Activity.id
)
TIMER: Final = (
    Activity.duration_seconds,
    Activity.timer_started_at,
    Activity.timer_boot_id,
    Activity.timer_boot_seconds,
    Activity.timer_heartbeat_at,
)
_COLUMNS: Final = (
    Activity.id,
    Activity.version,
    Activity.number,
    Activity.kind,
    Activity.subject,
    Activity.subject_generated,
    Activity.status,
    Activity.contractor_id,
    Contractor.name,
    FIRST_PERSON.id,
    FIRST_PERSON.first_name,
    FIRST_PERSON.last_name,
    _MORE_PERSONS,
    Activity.employee_id,
    Employee.code,
    Employee.first_name,
    Employee.last_name,
    TYPE.name,
    TYPE.code,
    PRIORITY.name,
    PRIORITY.code,
    CATEGORY.name,
    CATEGORY.code,
    OUTCOME.name,
    OUTCOME.code,
    OUTCOME.colour,
    Activity.direction,
    Activity.starts_at,
    Activity.starts_on,
    Activity.order_at,
    Activity.planned_minutes,
    Activity.note,
    Activity.agreed,
    Activity.completed_at,
    Activity.previous_id,
    _NEXT.id,
    Activity.in_schedule,
    Activity.attempts,
    Series.active,
    *TIMER,
)


def first_participant(activity_id: Any) -> Any:
    """The condition that joins `FIRST`, the participant who was added first, to an activity."""
    place, earlier = (Tuple(actor.position, actor.id) for actor in (FIRST, _EARLIER))
    return (FIRST.activity_id == activity_id) & ~fn.EXISTS(
        _EARLIER.select(_EARLIER.id).where(
            (_EARLIER.activity_id == FIRST.activity_id) & (earlier < place)
        )
    )


def rows_of(page: Any, *, places: int) -> list[ActivityRow]:
    """The rows of a page of ids (`keyset.page_of`) with *places* place columns; in no order."""
    page = page.alias("page")
    at = tuple(getattr(page.c, f"place_{n}") for n in range(places))
    # LEFT joins keep the page outermost: the planner may not reorder them.
    query = (
        Activity.select(*_COLUMNS, *at)
        .from_(page)
        .join(Activity, JOIN.LEFT_OUTER, on=(Activity.id == at[-1]))
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Activity.employee_id))
        .join(FIRST, JOIN.LEFT_OUTER, on=first_participant(Activity.id))
        .join(FIRST_PERSON, JOIN.LEFT_OUTER, on=(FIRST_PERSON.id == FIRST.person_id))
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == Activity.type_id))
        .join(PRIORITY, JOIN.LEFT_OUTER, on=(PRIORITY.id == Activity.priority_id))
        .join(CATEGORY, JOIN.LEFT_OUTER, on=(CATEGORY.id == Activity.category_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == Activity.outcome_id))
        .join(_NEXT, JOIN.LEFT_OUTER, on=(_NEXT.previous_id == Activity.id))
        .join(Series, JOIN.LEFT_OUTER, on=(Series.id == Activity.series_id))
    )
    return [_row(values) for values in fetch_tuples(query)]


def shown_entry(name: str | None, code: str | None) -> str:
    """The translated name of a dictionary entry; empty when none is set."""
    return entry_name(name, code) if name else ""


def _named(record_id: int | None, name: str | None) -> str:
    """The name of a record that a row refers to; one that is not there is damaged."""
    return name if name is not None else DamagedText(None) if record_id is not None else ""


def _row(values: tuple[Any, ...]) -> ActivityRow:
    (
        activity_id, version, number, kind, subject, generated, status, contractor_id, contractor,
        person_id, first_name, last_name, persons, employee_id, employee, employee_first,
        employee_last, type_name, type_code, priority, priority_code, category, category_code,
        outcome, outcome_code, colour, direction, starts_at, starts_on, order_at, planned_minutes,
        note, agreed, completed_at, previous_id, next_id, in_schedule, attempts, recurring,
        *timer_and_place,
    ) = values  # fmt: skip
    timer = Timer.stored(*timer_and_place[: len(TIMER)])
    place = tuple(timer_and_place[len(TIMER) :])
    return ActivityRow(
        activity_id, version, number, kind, shown_subject(subject, generated=generated), status,
        contractor_id, _named(contractor_id, contractor), person_id,
        full_name(first_name, last_name),
        max(persons - 1, 0), employee_id, _named(employee_id, employee),
        full_name(employee_first, employee_last),
        shown_entry(type_name, type_code), type_code or "",
        shown_entry(priority, priority_code), priority_code or "",
        shown_entry(category, category_code), shown_entry(outcome, outcome_code),
        outcome_code or "", colour or "", direction, starts_at, starts_on, order_at,
        planned_minutes, timer, note, "" if completed_at is None else agreed, completed_at,
        previous_id, next_id, in_schedule, attempts, place, bool(recurring), first_name or "",
    )  # fmt: skip
