"""Declarations of all fields of an activity; a new field is added here.

`ActivityDraft` holds the state of the form, mostly texts as they were typed; `ActivityEdit` holds
the values that are saved, with the types of their columns. A field that is stored in one column
names the column and the conversions between the two. From its declaration follow the form's rows,
the draft file, the comparison with a colleague's version, the history, the columns that are read
and written, what the next activity copies, and what `tui-crm show` prints. A field that needs more
than one column, or other fields (the start, the next activity, the series), is converted by hand
in `draft.read_draft` and written by the services.
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
CONTACTS: Final = frozenset({Kind.CONTACT})
MEETINGS: Final = frozenset({Kind.MEETING})
TASKS: Final = frozenset({Kind.TASK})
TALKS: Final = ALL - TASKS
NONE: Final = frozenset[Kind]()


def _text_or_none(value: Any) -> str | None:
    return None if value in {None, ""} else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityField(Field):
    """A field of the activity form, with its column and the conversions between both."""

    kinds: frozenset[Kind] = ALL
    """The kinds of activities that have it; in the others its column is blank."""
    needed_by: frozenset[Kind] = NONE
    """The kinds for which it is required."""
    captions: Mapping[Kind, str] = dataclasses.field(default_factory=dict)
    """Captions that differ for a kind; otherwise `caption`."""
    column: str = ""
    """Its column in the table and attribute of `ActivityEdit`; empty when it is not exactly one."""
    read: Callable[[Any], Any] | None = None
    """From the value in the form to the stored one; raises `CrmError`."""
    shown: Callable[[Any], Any] | None = None
    """From the stored value to the one in the form."""
    check: Callable[[Any], None] | None = None
    """Raises `RuleViolation` on the field for a stored value that is not allowed."""
    dictionary: str = ""
    """The code of the dictionary that its entries are chosen from."""
    carried: bool = True
    """Whether the next activity gets the same value (R12)."""
    printed: bool = False
    """Whether the details of one activity print it, besides the columns of the list."""
    as_json: Callable[[Any], Any] = _text_or_none
    """From the stored value to its JSON value, for printed fields."""
    unit: str = ""
    """The name of the field that holds the unit of this one."""

    def of_kind(self, kind: Kind) -> ActivityField:
        """The field with the caption and the *required* of that kind."""
        caption = self.captions.get(kind, self.caption)
        return dataclasses.replace(self, caption=caption, required=kind in self.needed_by)

    def as_text(self, draft: ActivityDraft) -> str:
        """The value in the form with its unit; empty when the field is blank."""
        text = str(getattr(draft, self.name))
        return f"{text} {getattr(draft, self.unit)}" if text and self.unit else text

    def value_of(self, form_value: Any) -> Any:
        """The stored value for a value in the form; `RuleViolation` names the field."""
        assert self.read is not None
        try:
            return self.read(form_value)
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
    """An exact amount, in the unit that the field “currency” holds."""
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
    """Yes or no; with *column* it is stored in a boolean column of the same name."""
    more = {"blank": False} | more
    if column:
        more |= {"column": name, "read": bool, "shown": bool}
    return ActivityField(name=name, label=label, shape=Shape.TICK, **more)


def _lookup(name: str, label: str, **more: Any) -> ActivityField:
    """A record that is looked up; its id is stored."""
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
    """A field of the follow-up setting: when and what the next activity is."""
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
    """Whether the following activities of its series change with it."""
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
    outcome: Choice | None = of(
        _lookup(
            "outcome",
            N_("Outcome"),
            row="outcome",
            kinds=CONTACTS,
            width=26,
            dictionary="outcome",
            carried=False,
            echo=True,
        )
    )
    follow_up: bool = of(_follow_up("follow_up", N_("Next"), shape=Shape.TICK, blank=False))
    next_kind: Kind | None = of(
        _follow_up("next_kind", N_("Next one"), shape=Shape.PART, blank=None)
    )
    """The kind of the next activity; None is the same as this one."""
    hours: str = of(_follow_up("hours", N_("Next in, hours"), caption=N_("hours"), width=4))
    days: str = of(_follow_up("days", N_("Next in"), caption=N_("days"), width=4))
    weeks: str = of(_follow_up("weeks", N_("Next in, weeks"), caption=N_("weeks"), width=4))
    picked: str = of(_follow_up("picked", N_("Next on"), shape=Shape.PART))
    """The aware time picked in the calendar, in ISO 8601; it wins over the three offsets (R17)."""
    in_schedule: bool = of(
        _tick(
            "in_schedule",
            N_("Schedule"),
            caption=N_("In the schedule"),
            row="ticks",
            column=True,
            blank=True,
        )
    )
    all_day: bool = of(_tick("all_day", N_("All day"), row="ticks"))
    all_day_typed: bool = False
    """*all_day* was set by hand: a start that is typed later does not change it."""
    waiting: bool = of(_tick("waiting", N_("Waiting"), row="ticks", kinds=TASKS))
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
    """A conversation already held: it is completed on saving and can be edited until then."""
    duration_seconds: int = 0
    started: Instant | None = None
    pending: PendingInput = NOTHING
    """Input that has not become the value of a field yet."""

    @property
    def timer(self) -> Timer:
        """The present timer."""
        return Timer(self.duration_seconds, self.started)

    def with_timer(self, timer: Timer) -> ActivityDraft:
        """The same draft with the timer started or paused."""
        return dataclasses.replace(
            self, duration_seconds=timer.duration_seconds, started=timer.started
        )

    def only_contractor_since(self, other: ActivityDraft) -> bool:
        """Whether a new draft differs from *other* in the contractor alone, as far as was typed.

        The main person and the generated subject come along with it.
        """
        if self.id is not None or len(self.persons) > 1 or self.subject_typed:
            return False
        without = dataclasses.replace(
            self, contractor=other.contractor, persons=other.persons, subject=other.subject
        )
        return without.same_text(other)

    def same_text(self, other: ActivityDraft) -> bool:
        """Whether nothing but the timer differs: such a draft need not be kept."""
        return self.with_timer(Timer()) == other.with_timer(Timer())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEdit:
    """The values of one activity that are saved, made by the form or the command line.

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
    outcome_chosen: bool = False
    """Its outcome was chosen just now: it completes a contact, or counts a try."""
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
    """Whether a task waits for another person; None leaves it unchanged."""
    remind_minutes: int | None = None
    repeat: str | None = None
    """The rule of its series (`recurrence.phrase.rule_of`); empty ends it, None leaves it."""
    and_following: bool = False
    """Whether the following activities of its series change with it."""


FIELDS: Final[tuple[ActivityField, ...]] = tuple(declared(ActivityDraft).values())
COLUMNS: Final = tuple(field for field in FIELDS if field.column)
"""The fields that are stored in one column each."""
ENTRIES: Final = tuple(field for field in FIELDS if field.dictionary)
CARRIED: Final = tuple(field.column for field in COLUMNS if field.carried)
"""The columns whose values the next activity gets, too."""
BLANK: Final[Mapping[str, Any]] = {
    attribute.name: attribute.default
    for attribute in dataclasses.fields(ActivityEdit)
    if attribute.default is not dataclasses.MISSING
} | {"employee_id": None}
"""The blank value of each attribute of `ActivityEdit` that has one."""


def values_of(draft: ActivityDraft) -> dict[str, Any]:
    """All that a draft holds, by attribute."""
    return {one.name: getattr(draft, one.name) for one in dataclasses.fields(draft)}


@cache
def fields_of(kind: Kind) -> tuple[ActivityField, ...]:
    """The fields that activities of a kind have, with the captions of that kind, in form order."""
    return tuple(field.of_kind(kind) for field in FIELDS if kind in field.kinds)


def read_columns(draft: ActivityDraft) -> dict[str, Any]:
    """The stored values by column, of the fields with one column and a conversion of their own.

    Raises `RuleViolation` for the first one that cannot be read.
    """
    return {
        field.column: field.value_of(getattr(draft, field.name))
        for field in COLUMNS
        if field.read is not None and draft.kind in field.kinds
    }


def stored_columns(edit: ActivityEdit) -> dict[str, Any]:
    """The values of all `COLUMNS` by column; blank where the kind has no such field."""
    return {
        field.column: getattr(edit, field.column)
        if edit.kind in field.kinds
        else BLANK[field.column]
        for field in COLUMNS
    }


def printed(draft: ActivityDraft) -> Iterator[ActivityField]:
    """The fields that the details of one activity print besides the columns of the list."""
    return (field for field in FIELDS if field.printed and draft.kind in field.kinds)
