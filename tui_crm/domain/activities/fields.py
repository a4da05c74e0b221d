"""The fields of an activity, each declared once: a new one begins here.

`ActivityDraft` is what stands in the form, mostly texts as they were typed; `ActivityEdit` is what
is saved, of the types of its columns. A field that is one column says so, and how the one becomes
the other; the form's rows, the draft's file, the comparison with a colleague's text, the history,
the columns that are read and written, what the next activity takes over and what `tui-crm show`
prints follow from its declaration. What is more than one column, or follows from others (the start,
the next one, the series), is read by hand in `draft.read_draft` and written by the services.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final

from tui_crm.domain.activities.activity import Direction, FollowUp, Kind
from tui_crm.domain.activities.pending_input import NOTHING, PendingInput
from tui_crm.domain.activities.timer import Instant, Timer
from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.domain.dates.duration import check_planned, shown_minutes
from tui_crm.domain.dates.reminder import check_remind, read_remind, shown_remind
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Field, Shape, declared, of
from tui_crm.domain.ids import ActivityId, ContractorId, EmployeeId, EntryId, PersonId
from tui_crm.domain.limits import check_length, check_note_length
from tui_crm.domain.money import check_cost, read_currency, read_money, shown_money
from tui_crm.domain.text import clean_line, clean_note
from tui_crm.i18n import N_

ALL: Final = frozenset(Kind)
MEETINGS: Final = frozenset({Kind.MEETING})
TASKS: Final = frozenset({Kind.TASK})
TALKS: Final = ALL - TASKS
NONE: Final = frozenset[Kind]()


def _text_or_none(value: Any) -> str | None:
    return None if value in {None, ""} else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityField(Field):
    """A field of the form, and what becomes of it."""

    kinds: frozenset[Kind] = ALL
    """Which activities have it; in the others its column is blank."""
    needed_by: frozenset[Kind] = NONE
    """Which cannot be without it."""
    captions: Mapping[Kind, str] = dataclasses.field(default_factory=dict)
    """Its caption where a kind has one of its own."""
    column: str = ""
    """In the table of activities and in `ActivityEdit`; empty where it is not just one."""
    read: Callable[[Any], Any] | None = None
    """What stands in the form to what is stored; raises `CrmError`."""
    shown: Callable[[Any], Any] | None = None
    """What is stored to what stands in the form."""
    check: Callable[[Any], None] | None = None
    """Raises `RuleViolation` on the field for what no activity may have of it."""
    dictionary: str = ""
    """The code of the dictionary of which it is an entry."""
    carried: bool = True
    """Whether the next activity takes it over (R12)."""
    printed: bool = False
    """Whether it is told of one activity beside what its line in a list says."""
    as_json: Callable[[Any], Any] = _text_or_none
    """What is stored to what JSON has, for those that are printed."""
    unit: str = ""
    """The field that says what this one is an amount of."""

    def of_kind(self, kind: Kind) -> ActivityField:
        """As the form of a kind has it."""
        caption = self.captions.get(kind, self.caption)
        return dataclasses.replace(self, caption=caption, required=kind in self.needed_by)

    def as_text(self, draft: ActivityDraft) -> str:
        """What stands in the form, with its unit; empty where nothing does."""
        text = str(getattr(draft, self.name))
        return f"{text} {getattr(draft, self.unit)}" if text and self.unit else text

    def value_of(self, standing: Any) -> Any:
        """What is stored of what stands in the form; `RuleViolation` names the field."""
        assert self.read is not None
        try:
            return self.read(standing)
        except RuleViolation:
            raise
        except CrmError as unreadable:
            raise RuleViolation(self.name, unreadable.message) from unreadable


def _text(name: str, label: str, **more: Any) -> ActivityField:
    """One line, stored as text."""
    return ActivityField(
        name=name,
        label=label,
        column=name,
        read=clean_line,
        shown=str,
        check=partial(check_length, name),
        **more,
    )


def _money(name: str, label: str, **more: Any) -> ActivityField:
    """An exact amount; what it is an amount of says the field “currency”."""
    return ActivityField(
        name=name,
        label=label,
        column=name,
        width=9,
        unit="currency",
        read=partial(read_money, name),
        shown=shown_money,
        check=partial(check_cost, name),
        **more,
    )


def _tick(name: str, label: str, *, column: bool = False, **more: Any) -> ActivityField:
    """Yes or no; *column*: it is stored as such."""
    more = {"blank": False} | more
    if column:
        more |= {"column": name, "read": bool, "shown": bool}
    return ActivityField(name=name, label=label, shape=Shape.TICK, **more)


def _lookup(name: str, label: str, **more: Any) -> ActivityField:
    """A record; its id is stored."""
    return ActivityField(
        name=name,
        label=label,
        shape=Shape.LOOKUP,
        blank=None,
        column=f"{name}_id",
        read=_id_of,
        **more,
    )


def _id_of(chosen: Choice | None) -> int | None:
    return None if chosen is None else chosen.id


def _entry(name: str, label: str, dictionary: str, **more: Any) -> ActivityField:
    """An entry of a dictionary."""
    return _lookup(name, label, row="type", dictionary=dictionary, **more)


def _follow_up(name: str, label: str, *, blank: Any = "", **more: Any) -> ActivityField:
    """A part of the setting of the next one."""
    return ActivityField(name=name, label=label, blank=blank, row="follow", carried=False, **more)


def _check_currency(currency: str) -> None:
    read_currency(currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDraft:
    """The state of the activity form, in the order of its rows; `id` None is a new activity."""

    key: str
    kind: Kind = Kind.CONTACT
    id: int | None = None
    version: int = 0
    contractor: Choice | None = of(
        _lookup(
            "contractor",
            N_("Contractor"),
            row="contractor",
            needed_by=TALKS,
            creates=N_("contractor"),
        )
    )
    employee: Choice | None = of(
        _lookup(
            "employee", N_("Employee"), row="contractor", width=20, needed_by=ALL, prefilled=True
        )
    )
    subject: str = of(ActivityField(name="subject", label=N_("Subject"), needed_by=TASKS))
    subject_typed: bool = False
    starts: str = of(
        ActivityField(
            name="starts",
            label=N_("Starts"),
            captions={Kind.TASK: N_("Due")},
            row="starts",
            width=17,
            echo=True,
        )
    )
    planned: str = of(
        ActivityField(
            name="planned",
            label=N_("Planned"),
            row="starts",
            width=10,
            column="planned_minutes",
            shown=shown_minutes,
            check=check_planned,
        )
    )
    type: Choice | None = of(_entry("type", N_("Type"), "contact_type"))
    priority: Choice | None = of(_entry("priority", N_("Priority"), "priority", width=11))
    category: Choice | None = of(_entry("category", N_("Category"), "category"))
    repeats: str = of(
        ActivityField(
            name="repeats",
            label=N_("Repeats"),
            shape=Shape.PHRASE,
            row="repeats",
            width=27,
            echo=True,
        )
    )
    remind: str = of(
        ActivityField(
            name="remind",
            label=N_("Remind"),
            row="repeats",
            width=9,
            column="remind_minutes",
            read=read_remind,
            shown=shown_remind,
            check=check_remind,
        )
    )
    and_following: bool = of(
        _tick(
            "and_following",
            N_("Following ones"),
            caption=N_("change the following ones along with this one"),
            row="following",
        )
    )
    """Whether the following ones of its series change with it."""
    venue: str = of(_text("venue", N_("Venue"), row="venue", kinds=MEETINGS, printed=True))
    planned_cost: str = of(
        _money(
            "planned_cost",
            N_("Planned cost"),
            caption=N_("Cost"),
            row="venue",
            kinds=MEETINGS,
            printed=True,
        )
    )
    actual_cost: str = of(
        _money(
            "actual_cost",
            N_("Actual cost"),
            caption=N_("actual"),
            row="venue",
            kinds=MEETINGS,
            printed=True,
            carried=False,
        )
    )
    currency: str = of(
        ActivityField(
            name="currency",
            label=N_("Currency"),
            caption=" ",
            row="venue",
            kinds=MEETINGS,
            width=5,
            limit=10,
            column="currency",
            read=read_currency,
            shown=str,
            check=_check_currency,
        )
    )
    colleagues: tuple[Choice, ...] = of(
        ActivityField(
            name="colleagues",
            label=N_("Colleagues"),
            shape=Shape.LOOKUPS,
            row="colleagues",
            kinds=MEETINGS,
            blank=(),
        )
    )
    persons: tuple[PersonChoice, ...] = of(
        ActivityField(
            name="persons",
            label=N_("Contact persons"),
            shape=Shape.LOOKUPS,
            row="persons",
            needed_by=TALKS,
            blank=(),
        )
    )
    note: str = of(
        ActivityField(
            name="note",
            label=N_("Note"),
            shape=Shape.NOTE,
            column="note",
            read=clean_note,
            shown=str,
            check=check_note_length,
            carried=False,
        )
    )
    follow_up: bool = of(_follow_up("follow_up", N_("Next"), shape=Shape.TICK, blank=False))
    next_kind: Kind | None = of(
        _follow_up("next_kind", N_("Next one"), shape=Shape.PART, blank=None)
    )
    """What the next one is to be; None is the same again."""
    hours: str = of(_follow_up("hours", N_("Next in, hours"), caption=N_("hours"), width=4))
    days: str = of(_follow_up("days", N_("Next in"), caption=N_("days"), width=4))
    weeks: str = of(_follow_up("weeks", N_("Next in, weeks"), caption=N_("weeks"), width=4))
    picked: str = of(_follow_up("picked", N_("Next on"), shape=Shape.PART))
    """The aware time picked in the calendar, in ISO 8601; it wins over the three (R17)."""
    all_day: bool = of(_tick("all_day", N_("All day"), caption=N_("all day"), row="ticks"))
    all_day_typed: bool = False
    """The tick *all day* was set by hand: what is typed as the start leaves it as it is."""
    in_schedule: bool = of(
        _tick(
            "in_schedule",
            N_("Schedule"),
            caption=N_("Add to the employee's schedule"),
            row="ticks",
            column=True,
            blank=True,
        )
    )
    waiting: bool = of(
        _tick("waiting", N_("Waiting"), caption=N_("waiting"), row="ticks", kinds=TASKS)
    )
    direction: Direction = of(
        ActivityField(
            name="direction",
            label=N_("Direction"),
            shape=Shape.PART,
            row="ticks",
            blank=Direction.OUT,
            column="direction",
            read=Direction,
            shown=Direction,
        )
    )
    completed: bool = of(_tick("completed", N_("Completed"), row="completed"))
    logged: bool = False
    """A conversation already held: completed on saving, its fields stay open until then."""
    duration_seconds: int = 0
    started: Instant | None = None
    pending: PendingInput = NOTHING
    """What is typed beside the fields and belongs to none of them yet."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """Employees at a meeting besides its own."""
    waiting: bool | None = None
    """Whether a task waits for somebody else; None leaves it as it is."""
    remind_minutes: int | None = None
    repeat: str | None = None
    """The rule of its series (`recurrence.phrase.rule_of`); empty ends it, None leaves it."""
    and_following: bool = False
    """Whether the following ones of its series change with it."""


FIELDS: Final[tuple[ActivityField, ...]] = tuple(declared(ActivityDraft).values())
COLUMNS: Final = tuple(field for field in FIELDS if field.column)
"""The fields that are one column each."""
ENTRIES: Final = tuple(field for field in FIELDS if field.dictionary)
CARRIED: Final = tuple(field.column for field in COLUMNS if field.carried)
"""The columns that the next activity takes over."""
BLANK: Final[Mapping[str, Any]] = {
    attribute.name: attribute.default
    for attribute in dataclasses.fields(ActivityEdit)
    if attribute.default is not dataclasses.MISSING
} | {"employee_id": None}
"""What an activity has that has nothing of a field, by the attributes of `ActivityEdit`."""


def values_of(draft: ActivityDraft) -> dict[str, Any]:
    """All that a draft holds, by attribute."""
    return {one.name: getattr(draft, one.name) for one in dataclasses.fields(draft)}


@cache
def fields_of(kind: Kind) -> tuple[ActivityField, ...]:
    """The fields that activities of a kind have, as their form has them."""
    return tuple(field.of_kind(kind) for field in FIELDS if kind in field.kinds)


def read_columns(draft: ActivityDraft) -> dict[str, Any]:
    """What is stored of the fields that are one column each and read by themselves.

    Raises `RuleViolation` for the first one that cannot be read.
    """
    return {
        field.column: field.value_of(getattr(draft, field.name))
        for field in COLUMNS
        if field.read is not None and draft.kind in field.kinds
    }


def stored_columns(edit: ActivityEdit) -> dict[str, Any]:
    """The values of those columns; blank where the kind has no such field."""
    return {
        field.column: getattr(edit, field.column)
        if edit.kind in field.kinds
        else BLANK[field.column]
        for field in COLUMNS
    }


def printed(draft: ActivityDraft) -> Iterator[ActivityField]:
    """The fields that are told of one activity beside what its line in a list says."""
    return (field for field in FIELDS if field.printed and draft.kind in field.kinds)
