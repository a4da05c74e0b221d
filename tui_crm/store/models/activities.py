"""Tables of activities (all three kinds), their participants and colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from peewee import SQL, Check, fn

from tui_crm.domain.activities.activity import Direction, Kind, Status
from tui_crm.domain.text import fold, joined_words
from tui_crm.store.models.base import Stamped, StoredRecord, Table
from tui_crm.store.models.dictionaries import Entry
from tui_crm.store.models.directory import Contractor, Person
from tui_crm.store.models.fields import (
    BooleanField,
    CharField,
    DateField,
    EnumField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    MoneyField,
    TextField,
    UTCDateTimeField,
)
from tui_crm.store.models.series import Series
from tui_crm.store.models.staff import Employee, Operator


def _entry() -> ForeignKeyField:
    return ForeignKeyField(
        Entry, null=True, lazy_load=False, on_delete="RESTRICT", backref="+", index=False
    )


def order_at_of(row: Mapping[str, Any]) -> datetime:
    """The start in UTC; that of an all-day activity is midnight UTC of its date."""
    return row.get("starts_at") or datetime.combine(row["starts_on"], time(), UTC)


class Activity(Stamped):
    """A contact, a meeting or a task.

    `starts_at` is UTC; an all-day activity has the local date `starts_on` instead. `order_at`
    is derived from whichever is set and gives every list its order. `completed_at` is null
    exactly while the activity is open.
    """

    key = CharField(unique=True)
    number = CharField(unique=True)
    number_year = IntegerField()
    number_running = IntegerField()
    kind = EnumField(Kind)
    subject = CharField()
    subject_generated = BooleanField(default=False)
    status = EnumField(Status, default=Status.PLANNED)
    contractor = ForeignKeyField(
        Contractor, null=True, lazy_load=False, on_delete="RESTRICT", index=False
    )
    employee = ForeignKeyField(Employee, lazy_load=False, on_delete="RESTRICT", index=False)
    type = _entry()
    priority = _entry()
    category = _entry()
    outcome = _entry()
    direction = EnumField(Direction, default=Direction.OUT)
    starts_at = UTCDateTimeField(null=True)
    starts_on = DateField(null=True)
    order_at = UTCDateTimeField()
    planned_minutes = IntegerField(null=True)
    duration_seconds = IntegerField(default=0)
    timer_started_at = UTCDateTimeField(null=True)
    timer_boot_id = CharField(default="")
    timer_boot_seconds = FloatField(default=0.0)
    timer_heartbeat_at = UTCDateTimeField(null=True)
    timer_operator = ForeignKeyField(
        Operator, null=True, unique=True, lazy_load=False, on_delete="RESTRICT"
    )
    in_schedule = BooleanField(default=True)
    note = TextField(default="")
    agreed = TextField(default="")
    """What was said, of a completed one; blank or out of date while it is open."""
    venue = CharField(default="")
    planned_cost = MoneyField(null=True)
    actual_cost = MoneyField(null=True)
    currency = CharField(default="", max_length=3)
    previous = ForeignKeyField(
        "self", null=True, unique=True, lazy_load=False, on_delete="SET NULL", backref="next"
    )
    series = ForeignKeyField(Series, null=True, lazy_load=False, on_delete="RESTRICT", index=False)
    occurs_on = DateField(null=True)
    """The day of its series that it was created for, even if it was moved since."""
    remind_minutes = IntegerField(null=True)
    snoozed_until = UTCDateTimeField(null=True)
    follow_up = BooleanField(default=False)
    follow_up_hours = IntegerField(default=0)
    follow_up_days = IntegerField(default=0)
    follow_up_weeks = IntegerField(default=0)
    follow_up_picked_at = UTCDateTimeField(null=True)
    attempts = IntegerField(default=0)
    completed_at = UTCDateTimeField(null=True)
    completed_by_id = IntegerField(null=True)
    fold = TextField()
    joined = TextField(default="")

    if TYPE_CHECKING:
        contractor_id: int | None
        employee_id: int
        type_id: int | None
        priority_id: int | None
        category_id: int | None
        outcome_id: int | None
        timer_operator_id: int | None
        previous_id: int | None
        series_id: int | None

    class Meta:
        indexes = (
            (("number_year", "kind", "number_running"), True),
            (("series", "occurs_on"), True),
            (("order_at", "id"), False),
            (("employee", "order_at", "id"), False),
            (("contractor", "order_at", "id"), False),
        )
        constraints = (
            Check("(starts_at IS NULL) <> (starts_on IS NULL)", "starts_once"),
            Check("duration_seconds >= 0", "duration_not_negative"),
            Check("(timer_started_at IS NULL) = (timer_operator_id IS NULL)", "timer_whose"),
            Check(
                "(completed_at IS NULL) = (status IN ('planned', 'in_progress', 'waiting'))",
                "completed_status",
            ),
            Check("kind = 'task' OR contractor_id IS NOT NULL", "contractor_needed"),
        )

    @staticmethod
    def derived(row: Mapping[str, Any]) -> dict[str, Any]:
        folded = fold(f"{row['subject']} {row.get('note') or ''}")
        return {
            "order_at": order_at_of(row),
            "fold": folded,
            "joined": joined_words(folded),
        }


class StoredActivity(StoredRecord):
    """A row of `Activity`."""

    key: str
    number: str
    number_year: int
    number_running: int
    kind: Kind
    subject: str
    subject_generated: bool
    status: Status
    contractor_id: int | None
    employee_id: int
    type_id: int | None
    priority_id: int | None
    category_id: int | None
    outcome_id: int | None
    direction: Direction
    starts_at: datetime | None
    starts_on: date | None
    order_at: datetime
    planned_minutes: int | None
    duration_seconds: int
    timer_started_at: datetime | None
    timer_boot_id: str
    timer_boot_seconds: float
    timer_heartbeat_at: datetime | None
    timer_operator_id: int | None
    in_schedule: bool
    note: str
    agreed: str
    venue: str
    planned_cost: Decimal | None
    actual_cost: Decimal | None
    currency: str
    previous_id: int | None
    series_id: int | None
    occurs_on: date | None
    remind_minutes: int | None
    snoozed_until: datetime | None
    follow_up: bool
    follow_up_hours: int
    follow_up_days: int
    follow_up_weeks: int
    follow_up_picked_at: datetime | None
    attempts: int
    completed_at: datetime | None
    completed_by_id: int | None
    fold: str
    joined: str


def reached(activity: Any = Activity) -> Any:
    """The condition that the outcome of a completed activity is none that says “not reached”.

    A held attempt is no conversation: nothing was agreed, and nobody was contacted.
    """
    outcome = Entry.alias("unreached")
    return ~fn.EXISTS(
        outcome.select(outcome.id).where(outcome.id == activity.outcome_id, outcome.not_reached)
    )


OPEN = SQL("completed_at IS NULL")
Activity.add_index(
    Activity.index(
        Activity.employee, Activity.order_at, Activity.id, where=OPEN, name="activity_open_mine"
    )
)
Activity.add_index(
    Activity.index(Activity.order_at, Activity.id, where=OPEN, name="activity_open_all")
)
Activity.add_index(
    Activity.index(
        Activity.contractor, Activity.order_at, Activity.id, where=OPEN, name="activity_open_with"
    )
)
DONE = SQL("completed_at IS NOT NULL")
Activity.add_index(
    Activity.index(
        Activity.employee, Activity.completed_at, Activity.id, where=DONE, name="activity_done_mine"
    )
)
Activity.add_index(
    Activity.index(Activity.completed_at, Activity.id, where=DONE, name="activity_done_all")
)
DELEGATED = SQL("kind = 'task' AND completed_at IS NULL")
Activity.add_index(
    Activity.index(
        Activity.created_by_id,
        Activity.order_at,
        Activity.id,
        where=DELEGATED,
        name="activity_given",
    )
)
WAITING = SQL("status = 'waiting'")
Activity.add_index(
    Activity.index(Activity.order_at, Activity.id, where=WAITING, name="activity_waiting")
)
CALLED_OFF = SQL("status IN ('cancelled', 'not_held')")
Activity.add_index(
    Activity.index(Activity.order_at, Activity.id, where=CALLED_OFF, name="activity_called_off")
)
WITH_OUTCOME = SQL("outcome_id IS NOT NULL")
Activity.add_index(
    Activity.index(
        Activity.outcome,
        Activity.order_at,
        Activity.id,
        where=WITH_OUTCOME,
        name="activity_outcome",
    )
)
REMINDING = SQL("completed_at IS NULL AND remind_minutes IS NOT NULL")
Activity.add_index(
    Activity.index(
        Activity.employee,
        Activity.order_at,
        Activity.id,
        where=REMINDING,
        name="activity_reminding",
    )
)


class Participant(Table):
    """A contact person on an activity, in the order they were added."""

    activity = ForeignKeyField(Activity, lazy_load=False, on_delete="CASCADE", index=False)
    person = ForeignKeyField(Person, lazy_load=False, on_delete="RESTRICT")
    position = IntegerField(default=0)

    if TYPE_CHECKING:
        activity_id: int
        person_id: int

    class Meta:
        indexes = ((("activity", "person"), True),)


class Attempt(Table):
    """One try to reach the people of a contact, whether it reached anybody or not.

    *employee* is who tried; *number* was proposed for it, normalised, and is blank where none was.
    """

    at = UTCDateTimeField()
    employee = ForeignKeyField(Employee, lazy_load=False, on_delete="RESTRICT", index=False)
    activity = ForeignKeyField(Activity, lazy_load=False, on_delete="CASCADE", index=False)
    person = ForeignKeyField(Person, null=True, lazy_load=False, on_delete="RESTRICT")
    number = CharField(default="")
    outcome = ForeignKeyField(Entry, null=True, lazy_load=False, on_delete="RESTRICT", backref="+")

    if TYPE_CHECKING:
        employee_id: int
        activity_id: int
        person_id: int | None
        outcome_id: int | None

    class Meta:
        indexes = ((("activity", "at"), False), (("employee", "at"), False))


class Colleague(Table):
    """Another employee at a meeting."""

    activity = ForeignKeyField(Activity, lazy_load=False, on_delete="CASCADE", index=False)
    employee = ForeignKeyField(Employee, lazy_load=False, on_delete="RESTRICT")

    if TYPE_CHECKING:
        activity_id: int
        employee_id: int

    class Meta:
        indexes = ((("activity", "employee"), True), (("employee", "activity"), False))
