"""The layout of the activity form: which field stands where, and how it is filled.

The screen that owns the form decides what happens; this container only shows a draft.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tui_crm.domain.activities.activity import Direction, Kind
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.activities.timer import Instant, clock
from tui_crm.i18n import _
from tui_crm.presentation import activity_form as form_words
from tui_crm.presentation import formats
from tui_crm.presentation.status import closed_said
from tui_crm.ui.activities.form.colleagues_row import ColleaguesRow
from tui_crm.ui.activities.form.persons_box import PersonsBox
from tui_crm.ui.forms.repeat_field import RepeatField
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.cycle_field import CycleField
from tui_crm.ui.kit.fields import ROOMY, CheckField, LinkField, NoteArea, TextField
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.kit.lookup_list import Creates
from tui_crm.ui.kit.status_bars import Line

if TYPE_CHECKING:
    from tui_crm.queries.activities.form import OpenActivity
    from tui_crm.ui.forms.lookups import Finders

TYPED = ("subject", "starts", "planned", "repeats", "remind", "hours", "days", "weeks")
OF_MEETINGS = ("venue", "planned_cost", "actual_cost", "currency")
CHOSEN = ("contractor", "employee", "type", "priority", "category")
TICKS = ("all_day", "follow_up", "in_schedule", "waiting", "and_following")

ERROR_ROW = {
    "contractor": "contractor",
    "employee": "contractor",
    "subject": "subject",
    "starts": "starts",
    "planned": "starts",
    "type": "type",
    "priority": "type",
    "category": "type",
    "repeats": "repeats",
    "remind": "repeats",
    "persons": "persons",
    "person-finder": "persons",
    "note": "note",
    "hours": "follow",
    "days": "follow",
    "weeks": "follow",
    "next_kind": "follow",
    "venue": "venue",
    "planned_cost": "venue",
    "actual_cost": "venue",
    "currency": "venue",
    "colleagues": "colleagues",
}
"""Under which row the complaint about a field stands."""


def label(text: str, *, classes: str = "") -> Static:
    """The words in front of a field."""
    return Static(content(text), classes=f"label {classes}".strip())


class Complaint(Static):
    """The sentence under a row that says what to do; absent while there is nothing to say."""

    def __init__(self, row: str) -> None:
        super().__init__("", id=f"error-{row}", classes="complaint", markup=False)


class Fields(Vertical):
    """The fields of one kind of activity; inactive as a whole when it is completed (R21)."""

    def __init__(self, kind: Kind, finders: Finders) -> None:
        super().__init__(id="fields")
        self.kind = kind
        self.finders = finders

    def compose(self) -> ComposeResult:
        """All rows but the tick *Completed*, which stays usable when these are not."""
        yield from self._who()
        yield from self._what_and_when()
        yield from self._repeats()
        if self.kind is Kind.MEETING:
            yield from self._meeting()
        yield PersonsBox(self.finders.persons, required=self.kind is not Kind.TASK)
        yield Complaint("persons")
        with Vertical(id="note-box") as box:
            box.border_title = content(_("Note"))
            yield NoteArea(id="note")
        yield Complaint("note")
        yield from self._next()

    def _who(self) -> ComposeResult:
        finders = self.finders
        required = self.kind is not Kind.TASK
        star = "*" if required else ""
        with Horizontal(classes="row"):
            yield label(_("Contractor") + star)
            yield LookupField(
                finders.contractors,
                required=required,
                creates=Creates(_("contractor"), "form.person"),
                id="contractor",
            )
            yield label(_("Employee"), classes="second")
            yield LookupField(finders.employees, required=True, id="employee")
        yield Complaint("contractor")

    def _what_and_when(self) -> ComposeResult:
        finders = self.finders
        with Horizontal(classes="row"):
            yield label(_("Subject") + ("*" if self.kind is Kind.TASK else ""))
            yield TextField(id="subject")
        yield Complaint("subject")
        with Horizontal(classes="row"):
            yield label(_("Due") if self.kind is Kind.TASK else _("Starts"))
            yield TextField(id="starts")
            yield Static("", id="starts-echo", classes="echo", markup=False)
            yield label(_("Planned"), classes="second short")
            yield TextField(id="planned")
        yield Complaint("starts")
        with Horizontal(classes="row"):
            yield label(_("Type"))
            yield LookupField(finders.types, id="type")
            yield label(_("Priority"), classes="second short")
            yield LookupField(finders.priorities, id="priority")
            yield label(_("Category"), classes="second short")
            yield LookupField(finders.categories, id="category")
        yield Complaint("type")

    def _meeting(self) -> ComposeResult:
        """Where, what it costs, and which colleagues come along (R43)."""
        with Horizontal(classes="row"):
            yield label(_("Venue"))
            yield TextField(id="venue")
            yield label(_("Cost"), classes="second short")
            yield TextField(id="planned_cost")
            yield label(_("actual"), classes="second short")
            yield TextField(id="actual_cost")
            yield TextField(id="currency", max_length=10)
        yield Complaint("venue")
        yield ColleaguesRow(self.finders.colleagues)
        yield Complaint("colleagues")

    def _repeats(self) -> ComposeResult:
        finders = self.finders
        with Horizontal(classes="row"):
            yield label(_("Repeats"))
            yield RepeatField(finders.repeats, finders.is_repeat, id="repeats")
            yield Static("", id="repeats-echo", classes="echo", markup=False)
            yield label(_("Remind"), classes="second short")
            yield TextField(id="remind")
        yield Complaint("repeats")
        with Horizontal(classes="row", id="following-row"):
            words = _("change the following ones along with this one")
            yield CheckField(words, id="and_following")

    def _next(self) -> ComposeResult:
        with Horizontal(classes="row", id="follow-row"):
            yield CheckField(_("Next"), id="follow_up")
            kinds = {kind.value: formats.kind_name(kind) for kind in Kind}
            yield CycleField(kinds, value=self.kind.value, id="next_kind")
            yield label(_("in"), classes="unit")
            for unit, words in (("hours", _("hours")), ("days", _("days")), ("weeks", _("weeks"))):
                yield TextField(id=unit)
                yield label(words, classes="unit")
            yield Static("", id="follow-echo", classes="echo", markup=False)
            yield LinkField("▦", id="calendar")
        yield Complaint("follow")
        with Horizontal(classes="row ticks"):
            yield CheckField(_("all day"), id="all_day")
            yield CheckField(_("Add to the employee's schedule"), id="in_schedule")
            if self.kind is Kind.TASK:
                yield CheckField(_("waiting"), id="waiting")
            if self.kind is Kind.CONTACT:
                yield CheckField(_("they called"), id="incoming")


class FormView(Vertical):
    """The whole form: title, fields, the tick, where it comes from and what is next."""

    def __init__(self, kind: Kind, finders: Finders) -> None:
        super().__init__()
        self.kind = kind
        self.finders = finders
        self.remarks: dict[str, str] = {}
        """What a time runs into, by the echo it is said behind."""
        self._filled: dict[str, str] = {}
        self._stamps = self._unsaid = ""

    def compose(self) -> ComposeResult:
        """Title, fields, the tick with the ways to previous and next, stamps."""
        yield Line(id="title")
        yield Fields(self.kind, self.finders)
        with Horizontal(classes="row", id="tick-row"):
            yield CheckField(_("Completed"), id="completed")
            yield LinkField("", id="previous")
            yield LinkField("", id="chain")
            yield LinkField("", id="next")
        yield Line(id="stamps")

    def on_resize(self, event: events.Resize) -> None:
        """Where there is little room every field has a line of its own."""
        self.set_class(event.size.width < ROOMY, "-narrow")

    @property
    def fields(self) -> Fields:
        """The part that goes inactive."""
        return self.query_one(Fields)

    @property
    def note(self) -> NoteArea:
        """What was agreed."""
        return self.query_one("#note", NoteArea)

    # Every letter asks for these, and they never change once they are mounted.

    @cached_property
    def lookups(self) -> list[LookupField]:
        """The fields whose value is chosen."""
        return list(self.query(LookupField))

    @cached_property
    def _ticks(self) -> list[CheckField]:
        return list(self.query(CheckField))

    @cached_property
    def _complaints(self) -> list[Complaint]:
        return list(self.query(Complaint))

    def show(
        self,
        draft: ActivityDraft,
        opened: OpenActivity | None,
        *,
        instant: Instant,
        zone: ZoneInfo,
        locked: bool,
    ) -> None:
        """Fill the fields whose value in the draft is another one than the last time.

        What was typed a moment ago may be in a field and not in the draft yet: it stays.

        *locked*: it can only be read.
        """
        for name in TYPED:
            self._fill(name, getattr(draft, name))
        self._show_of_kind(draft, opened)
        for name in CHOSEN:
            lookup = self.query_one(f"#{name}", LookupField)
            if not lookup.typing and lookup.choice != getattr(draft, name):
                lookup.show_choice(getattr(draft, name))
        for tick in self._ticks:
            if tick.id in TICKS:
                tick.ticked = getattr(draft, tick.id)
            elif tick.id == "incoming":
                tick.ticked = draft.direction is Direction.IN
        self._fill("note", draft.note)
        self.query_one(PersonsBox).show(
            draft.persons, possible=draft.contractor is not None, locked=locked
        )
        done = opened is not None and opened.completed_at is not None
        self._show_tick(draft, done=done, locked=locked)
        self.show_title(draft, opened, instant=instant, zone=zone)
        self.show_echoes(draft, now=instant.now, zone=zone)
        self._show_links(opened, now=instant.now, zone=zone)

    def _fill(self, name: str, text: str) -> None:
        if self._filled.get(name) != text:
            self._filled[name] = text
            if name == "note":
                self.note.fill(text)
            else:
                self.query_one(f"#{name}", TextField).fill(text)

    def _show_of_kind(self, draft: ActivityDraft, opened: OpenActivity | None) -> None:
        """What not every kind has, and the kind of the next one."""
        if draft.kind is Kind.MEETING:
            for name in OF_MEETINGS:
                self._fill(name, getattr(draft, name))
            self.query_one(ColleaguesRow).show(draft.colleagues)
        if draft.kind is Kind.TASK:
            # R44: a task is always in its employee's schedule.
            schedule = self.query_one("#in_schedule", CheckField)
            schedule.ticked, schedule.disabled = True, True
        following = self.query_one("#next_kind", CycleField)
        following.value = (draft.next_kind or draft.kind).value
        # What stands there already keeps its kind: it is part of its number.
        following.disabled = opened is not None and opened.next is not None

    def _show_tick(self, draft: ActivityDraft, *, done: bool, locked: bool) -> None:
        tick = self.query_one("#completed", CheckField)
        tick.relabel(_("Completed on saving") if draft.logged else _("Completed"))
        tick.ticked = draft.completed or draft.logged or done
        tick.disabled = locked
        closed = draft.completed or locked
        if self.fields.disabled != closed:
            if closed:
                # The focus leaves the fields before they go, so that it does not wander.
                self.screen.set_focus(self.query_one("#next") if locked else tick)
            self.fields.disabled = closed

    def show_title(
        self, draft: ActivityDraft, opened: OpenActivity | None, *, instant: Instant, zone: ZoneInfo
    ) -> None:
        """The first line; once a second while the timer runs."""
        right = formats.timer_pieces(draft.timer.elapsed(instant), running=draft.timer.running)
        if opened is not None and opened.completed_at is not None:
            said, style = closed_said(opened, zone=zone)
            right = ((f"{said} · {clock(draft.duration_seconds)} ", style),)
        heading = form_words.form_title(draft, opened.number if opened else "")
        self.query_one("#title", Line).show_pieces((f" {heading}", "title"), right=right)
        if opened is not None:
            self._stamps = form_words.stamps(opened, zone=zone)
            self._say_below()

    def show_echoes(self, draft: ActivityDraft, *, now: datetime, zone: ZoneInfo) -> None:
        """What was understood of the times, and what they run into; no field is touched."""
        room = self.query_one("#starts-echo").size.width
        for echo_id, (text, good) in (
            ("starts-echo", form_words.starts_echo(draft, now=now, zone=zone, room=room)),
            ("follow-echo", form_words.follow_up_echo(draft, now=now, zone=zone)),
        ):
            echo = self.query_one(f"#{echo_id}", Static)
            remark = self.remarks.get(echo_id, "") if text else ""
            said = form_words.with_remark(text, remark, echo.size.width - 1)
            echo.update(content(said))
            if echo_id == "follow-echo":
                self._unsaid = "" if remark in said else remark
            echo.set_class(bool(remark), "-warned")
            echo.set_class(not good, "-bad")
        self._say_below()

    def _say_below(self) -> None:
        """What the next one runs into where it has no room behind its date, else the stamps."""
        said, style = self._stamps, "muted"
        if self._unsaid:
            said, style = _("! The next one: {remark}").format(remark=self._unsaid), "urgent"
        self.query_one("#stamps", Line).show_pieces((f" {said}", style))

    def _show_links(self, opened: OpenActivity | None, *, now: datetime, zone: ZoneInfo) -> None:
        following = self.query_one("#next", LinkField)
        following.relabel(form_words.next_link(opened, now=now, zone=zone))
        following.set_class(opened is None or opened.next is None, "-off")
        before = self.query_one("#previous", LinkField)
        has_previous = opened is not None and opened.previous_id is not None
        before.relabel(_("◂ previous") if has_previous else "")
        before.disabled = not has_previous
        chained = opened is not None and (has_previous or opened.next is not None)
        thread = self.query_one("#chain", LinkField)
        thread.relabel(_("≡ chain") if chained else "")
        thread.disabled = not chained

    def field_error(self, field: str, sentence: str) -> None:
        """Put a sentence under the row of a field."""
        line = self.query_one(f"#error-{ERROR_ROW.get(field, 'note')}", Complaint)
        line.update(content(sentence))
        line.display = True

    def clear_field_errors(self, field: str | None = None) -> None:
        """Take the sentences away: all, or the one under a field."""
        for line in self._complaints:
            if field is None or line.id == f"error-{ERROR_ROW.get(field)}":
                line.display = False
