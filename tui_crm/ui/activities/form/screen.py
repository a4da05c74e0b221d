"""The activity form: register a conversation while it happens and set the next step.

What is typed lives in one frozen draft, mirrored to its file; the widgets only show it. Saving
reads the draft, never the widgets.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.domain.activities.activity import Direction, Kind
from tui_crm.domain.activities.draft import read_draft, subject_settled, to_payload
from tui_crm.domain.activities.fields import ActivityDraft, ActivityField, fields_of, values_of
from tui_crm.domain.fields import Field, Row
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import N_, _
from tui_crm.queries.activities.form import OpenActivity
from tui_crm.services.activities import save
from tui_crm.services.activities.save import Saved
from tui_crm.ui.activities.form import rows
from tui_crm.ui.activities.form.agreed import BESIDE_FROM, AgreedController
from tui_crm.ui.activities.form.chain import ChainController, first_link
from tui_crm.ui.activities.form.colleagues_row import ColleaguesRow
from tui_crm.ui.activities.form.completed_box import CompletedController, CompletedTick
from tui_crm.ui.activities.form.dates import FOLLOW_UP_FIELDS, DateController
from tui_crm.ui.activities.form.echoes import EchoController
from tui_crm.ui.activities.form.editor import EditorController
from tui_crm.ui.activities.form.finders import Finders
from tui_crm.ui.activities.form.host import FormResult
from tui_crm.ui.activities.form.kinds import KindController
from tui_crm.ui.activities.form.one_line import as_line
from tui_crm.ui.activities.form.outcome import OutcomeController
from tui_crm.ui.activities.form.participants import PeopleController
from tui_crm.ui.activities.form.persons_box import PersonsBox
from tui_crm.ui.activities.form.persons_field import PersonsField
from tui_crm.ui.activities.form.recurrence import RecurrenceController
from tui_crm.ui.activities.form.subject import SubjectController
from tui_crm.ui.activities.form.time_conflicts import ConflictRemarks
from tui_crm.ui.activities.form.timer import TimerController
from tui_crm.ui.activities.form.timer_button import TimerButton
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.form import Form
from tui_crm.ui.forms.quick_create import QuickCreateWindow
from tui_crm.ui.forms.saving import ConflictWords
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.cycle_field import CycleField
from tui_crm.ui.kit.fields import CheckField, LinkField, NoteArea
from tui_crm.ui.kit.lookup_field import Finder, LookupField, nothing_matches
from tui_crm.ui.kit.status_bars import Line
from tui_crm.ui.kit.titled_rule import TitledRule
from tui_crm.ui.panels.permission import opened_for, why_only_read

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost

OF_OPEN_ONES = {"save", "complete"}
OF_EDITABLE_ONES = {"toggle_timer", "pick", "add_person", "note", "follow_up"}
"""Actions on the fields, which the tick *Completed* locks, too."""
PERSON_FINDER = "person-finder"


class ActivityForm(Form[FormResult]):
    """The form of one activity, new or existing; a `FormPool` may mount it in advance."""

    SHEETS = (*Form.SHEETS, "activities/form.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FORM, keys.GLOBAL))
    CREATES_WITH = "form.person"
    ANSWERS: ClassVar[Mapping[str, str]] = {PERSON_FINDER: "persons", "incoming": "direction"}
    CONFLICT = ConflictWords(
        N_("Someone else changed this activity"),
        N_("<form.save> saves what you see now."),
        N_("What someone else has changed stands here now. <form.save> saves."),
    )

    def __init__(self, crm: Context, kind: Kind) -> None:
        """The form of a kind; what it shows is set by `begin`, before or after mounting."""
        super().__init__(crm)
        self.kind = kind
        self.draft = self.original = ActivityDraft(key="", kind=kind)
        self.opened: OpenActivity | None = None
        self.restored = self.planned_typed = self.remind_typed = False
        self.finders = Finders(crm, lambda: self.draft)
        self.people = PeopleController(self)
        self.dates = DateController(self)
        self.completed = CompletedController(self)
        self.kinds = KindController(self)
        self.subjects = SubjectController(self)
        self.chain = ChainController(self)
        self.echoes = EchoController(self, self.dates.far_start)
        self.repeats = RecurrenceController(self)
        self.remarks = ConflictRemarks(self)
        self.outcomes = OutcomeController(self)
        self.timing = TimerController(self)
        self.agreed = AgreedController(self)
        self._reopened: OpenActivity | None = None
        self._begun = False
        self.stands = False
        """Whether all fields are mounted."""

    def begin(
        self,
        draft: ActivityDraft,
        *,
        opened: OpenActivity | None = None,
        restored: ActivityDraft | None = None,
    ) -> Self:
        """Show *draft*, or continue the unsaved draft *restored* of it."""
        self.original, self.opened = draft, opened
        self.draft = draft if restored is None else subject_settled(restored)
        self.restored = restored is not None
        self.planned_typed = self.remind_typed = draft.id is not None
        self._begun = True
        if self.stands:
            self._open()
        return self

    # Layout

    def head(self) -> Widget:
        """The title, and the button of the timer with its time (R09)."""
        return Horizontal(super().head(), TimerButton(id="timer"), id="head")

    def rows(self) -> Sequence[Row]:
        """The fields of its kind, without *Completed*.

        That tick is below the fields, since it stays usable while they are disabled (R21).
        """
        return rows.drawn(self.kind)

    def row_widget(self, row: Row) -> Widget:
        """A row; some need more than labelled fields."""
        return rows.special(row, self, self.kind, self.outcomes.find) or super().row_widget(row)

    def part(self, field: Field) -> Widget:
        """The widgets for persons and colleagues."""
        find = self.finder(field.name)
        if field.name == "colleagues":
            return ColleaguesRow(find)
        return PersonsBox(find, required=field.required)

    def finder(self, name: str) -> Finder:
        """The search of a lookup field."""
        field = self.fields[name]
        assert isinstance(field, ActivityField)
        return self.finders.of(field)

    def reads(self, name: str) -> Callable[[str], bool]:
        """Whether a text is a valid repeat rule; the only phrase field is *Repeats*."""
        del name
        return self.finders.is_repeat

    def below(self) -> ComposeResult:
        """The *Completed* tick with the chain links, and the stamps."""
        with Horizontal(classes="row", id="tick-row"):
            yield CompletedTick(self.completed)
            yield LinkField("", id="previous")
            yield LinkField("", id="chain")
            yield LinkField("", id="next")

    def foot(self) -> ComposeResult:
        """The stamps."""
        yield Line(id="stamps")

    def rule_over(self, widget: Widget) -> TitledRule | None:
        """The row below the fields belongs to the next step, which is above it."""
        below = any(one.id == "tick-row" for one in widget.ancestors)
        return super().rule_over(self.query_one("#follow-row") if below else widget)

    @cached_property
    def note(self) -> NoteArea:
        """The field for what was agreed."""
        return self.query_one("#note", NoteArea)

    def name_size(self, width: int) -> None:
        """Also whether there is room beside the note."""
        super().name_size(width)
        self.set_class(width >= BESIDE_FROM, "-beside")

    def on_resize(self, event: events.Resize) -> None:
        # Textual calls the handler of the base class too.
        del event
        if self._begun and self.stands:
            self.echoes.show()
            self.agreed.show()

    def on_mount(self) -> None:
        self.stands = True
        if self._begun:
            self._open()

    def _open(self) -> None:
        """Show the draft; the timer of a new contact is already running (R08)."""
        self.timing.begin()
        self.outcomes.begin()
        self.show()
        self.run_in_background(self.repeats.read_days(), group="days off")
        self.note.move_cursor(self.note.document.end)
        self.set_focus(self._first_field())
        if self.locked:
            self.show_info(why_only_read(self.opened, self.crm.actor))
        elif self.restored:
            self.show_info(_("What was typed before and not saved is here again."))
            self.pending.take_up(self.draft.pending)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action in OF_EDITABLE_ONES:
            return not (self.locked or self.draft.completed)
        return not (action in OF_OPEN_ONES and self.locked)

    def _first_field(self) -> Widget:
        if self.locked:
            return first_link(self)
        if self.draft.kind is Kind.TASK and not self.draft.subject:
            return self.query_one("#subject")
        if self.draft.contractor is None and self.draft.kind is not Kind.TASK:
            return self.query_one("#contractor")
        return self.note

    @property
    def editable(self) -> bool:
        """Whether the fields can be edited now."""
        return not self.query_one("#fields").disabled

    # Showing

    def fill(self) -> None:
        """Update the fields only; the pool also does this before `begin`."""
        super().fill()
        draft = self.draft
        self.query_one(PersonsBox).show(
            draft.persons,
            possible=draft.contractor is not None,
            locked=self.locked or draft.completed,
        )
        self.kinds.show_next()
        if draft.kind is Kind.TASK:
            # R44: a task is always in its employee's schedule.
            schedule = self.query_one("#in_schedule", CheckField)
            schedule.ticked, schedule.disabled = True, True
        self.completed.show()
        self.timing.show_title()
        self.echoes.show()
        self.outcomes.show_echo()
        self.chain.show_links()

    def fill_part(self, field: Field, value: Any) -> None:
        """Colleagues and direction; the others depend on more than their own value."""
        if field.name == "colleagues":
            self.query_one(ColleaguesRow).show(value)
        elif field.name == "direction" and self.kind is Kind.CONTACT:
            self.query_one("#incoming", CheckField).ticked = value is Direction.IN

    def show(self) -> None:
        """Show the draft in all widgets."""
        self.fill()
        self.repeats.show()
        self.agreed.show()
        self.remarks.look()
        self.timing.show()

    def show_remarks(self, remarks: Mapping[str, str]) -> None:
        """Show conflicts by the id of the echo they belong to."""
        if remarks != self.echoes.remarks:
            self.echoes.remarks = dict(remarks)
            self.echoes.show()

    # The draft

    def value_of(self, name: str) -> Any:
        """The value of a field in the draft."""
        return getattr(self.draft, name)

    def change(self, **fields: Any) -> None:
        """Replace fields of the draft; its file and the widgets are updated."""
        before, pending = self.draft, self.pending.now()
        draft = dataclasses.replace(before, pending=pending, **fields)
        draft = self.subjects.renewed(draft, before)
        if draft == before:
            return
        self.draft = draft
        if self.unsaved:
            self.crm.drafts.put(self.slot, self.payload())
        elif not before.same_text(self.original):
            self.crm.drafts.discard(self.slot)
        if draft != dataclasses.replace(before, pending=pending):
            self.show()

    def keep(self) -> None:
        """Write pending input (texts in lookups) to the draft's file."""
        self.change()

    @property
    def slot(self) -> Slot:
        """The slot of the draft's file."""
        if self.draft.id is None:
            return Slot(SlotKind.NEW_ACTIVITY, self.draft.key)
        return Slot.of_activities(SlotKind.ACTIVITY, self.draft.id)

    @property
    def unsaved(self) -> bool:
        """Whether anything differs from what is stored but the timer or a chosen contractor."""
        draft, original = self.draft, self.original
        return not (draft.same_text(original) or draft.only_contractor_since(original))

    def payload(self) -> dict[str, Any]:
        """The content of the draft's file."""
        return to_payload(self.draft)

    @property
    def locked(self) -> bool:
        """Whether it is read-only: completed (R22), or not the operator's to change."""
        return why_only_read(self.opened, self.crm.actor) != ""

    def take(self, name: str, value: Any) -> None:
        """Apply a typed value, and what follows from it in other fields."""
        self.planned_typed = self.planned_typed or name == "planned"
        self.remind_typed = self.remind_typed or name == "remind"
        self.change(**self.kinds.with_typed(name, value))

    async def tick(self, name: str, *, ticked: bool) -> None:
        """Apply a toggled tick."""
        if name == "completed":
            await self.completed.toggled()
        elif name == "incoming":
            self.change(direction=Direction.IN if ticked else Direction.OUT)
        elif name == "all_day":
            self.change(all_day=ticked, all_day_typed=True)
        else:
            self.change(**{name: ticked})

    async def choose(self, name: str, value: Any) -> None:
        """Apply what was chosen in a lookup."""
        if name == "contractor":
            await self.people.choose_contractor(value.id if value else None)
        elif name == "type" and value is not None:
            await self.dates.choose_type(value)
        elif name == "outcome":
            await self.outcomes.choose(value)
        elif name == "employee":
            self.kinds.choose_employee(value)
        else:
            self.change(**{name: value})

    @on(events.DescendantFocus, "#outcome")
    def _outcome_focused(self) -> None:
        self.outcomes.read_soon()

    @on(ColleaguesRow.Changed)
    def _colleagues_changed(self, event: ColleaguesRow.Changed) -> None:
        self.kinds.choose_colleagues(event.colleagues)

    @on(CycleField.Turned)
    def _next_kind_turned(self, event: CycleField.Turned) -> None:
        self.kinds.choose_next(Kind(event.value))

    # Persons

    @on(PersonsBox.Changed)
    def _persons_changed(self, event: PersonsBox.Changed) -> None:
        self.change(persons=event.persons)
        self.clear_field_errors("persons")

    @on(PersonsBox.Done)
    def _persons_done(self) -> None:
        self.set_focus(self.note)

    @on(PersonsBox.Refused)
    def _person_refused(self) -> None:
        self.field_error(
            "persons",
            _("Choose the contractor first: only its own persons can be added."),
            go=False,
        )

    async def action_add_person(self) -> None:
        """In a list that can create, add what was typed as a new record."""
        focused = self.focused
        if isinstance(focused, LookupField) and focused.may_create:
            await self.people.create(focused)
        elif self.editable:
            await self.query_one(PersonsBox).look()

    async def create_from(self, field: LookupField) -> None:
        """Open the small window for a new contractor or person."""
        await self.people.create(field)

    # Calls from one controller to another's part

    async def take_typed(self) -> bool:
        """Take what is typed in lookups; False, with an error, if a text has no single match."""
        return await self.saving.take_typed()

    async def free_from(self, after: datetime) -> datetime | None:
        """The next free time after *after* for the planned length."""
        return await self.remarks.free_from(after)

    async def open_small_window(
        self,
        field: LookupField,
        window: QuickCreateWindow,
        made: Callable[[int | None], Awaitable[None]],
    ) -> None:
        """Open the small window for a new record; *made* gets its id, or None."""
        await self.pending.open(field, window, made)

    # Moving about

    @on(PersonsField.Left)
    async def _persons_left(self, event: PersonsField.Left) -> None:
        await self.go_on(event)

    async def go_on(self, event: Any) -> None:
        """Enter goes to the next field; in a new window from the contractor to what is missing."""
        just_chosen = isinstance(event, Input.Submitted) and event.input.id == "contractor"
        if just_chosen and self.draft.contractor is not None and self.skips_to_note:
            self.go_on_from_contractor()
        else:
            await self.action_next_field(1)

    @property
    def skips_to_note(self) -> bool:
        """Whether the contractor is followed by the note: on new contacts and meetings."""
        return self.draft.id is None and self.kind is not Kind.TASK

    def go_on_from_contractor(self) -> None:
        """To the note, once somebody of the contractor came along; else to the persons (R06)."""
        if self.skips_to_note and self.draft.persons:
            self.set_focus(self.note)
        else:
            self.go_to("persons")

    async def action_next_field(self, by: int) -> None:
        """A lookup takes what was typed in it first; without a match it shows an error."""
        if self.focused is None or self.focused.id != PERSON_FINDER:
            await super().action_next_field(by)
            return
        await self.leave_field()
        self.step(by)

    async def leave_field(self) -> None:
        """Also takes the person whose name is being typed."""
        focused = self.focused
        if not isinstance(focused, LookupField) or focused.id != PERSON_FINDER:
            await super().leave_field()
        elif not await self.query_one(PersonsBox).leave():
            self.field_error("persons", nothing_matches(focused), go=False)
            focused.close_list()

    def stop_looking(self, field: LookupField) -> None:
        """Show the value of a lookup again; the finder of persons is hidden."""
        if field.id == PERSON_FINDER:
            self.query_one(PersonsBox).stop_looking()
        else:
            super().stop_looking(field)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A text that cannot be read gets its error when its field is left."""
        left = event.widget.id or ""
        if self.focused is None:
            # The terminal's window has lost the focus; the field gets it back as it was.
            return
        if left == "subject":
            self.subjects.settle()
        if left == "contractor":
            self.people.just_said = ""
        wrong = self.dates.leave(left) if self.is_current else ""
        if wrong:
            self.field_error(left, wrong, go=False)

    async def action_note(self) -> None:
        if self.editable:
            await self.leave_field()
            self.set_focus(self.note)

    async def action_follow_up(self) -> None:
        """To the next contact, and from there to the start."""
        if self.editable:
            await self.dates.go_on_to_follow_up()

    async def action_pick(self) -> None:
        focused = self.focused
        if isinstance(focused, LookupField):
            await focused.show_list()
        elif focused is not None and focused.id == "starts":
            self.dates.pick_start()
        elif focused is not None and focused.id in FOLLOW_UP_FIELDS - {"next_kind"}:
            self.dates.pick_follow_up()
        elif isinstance(focused, PersonsField):
            await self.action_add_person()
        elif isinstance(focused, NoteArea):
            EditorController(self).edit_note()

    # Calendar

    @on(LinkField.Pressed, "#calendar")
    def _calendar_pressed(self) -> None:
        self.dates.pick_follow_up()

    @on(LinkField.Cleared, "#calendar")
    def _calendar_cleared(self) -> None:
        self.change(picked="")

    # Timer, completed, next

    @on(LinkField.Pressed, "#timer")
    async def action_toggle_timer(self) -> None:
        await self.timing.toggle()

    async def action_complete(self) -> None:
        await self.completed.press()

    @on(LinkField.Pressed, "#next, #previous, #chain")
    async def _link_pressed(self, event: LinkField.Pressed) -> None:
        chain = self.chain
        actions = {"next": chain.open_next, "previous": chain.open_previous, "chain": chain.show}
        await actions[event.field.id or ""]()

    async def action_open_next(self) -> None:
        await self.chain.open_next()

    async def action_open_previous(self) -> None:
        await self.chain.open_previous()

    async def action_show_chain(self) -> None:
        await self.chain.show()

    # Saving and leaving

    @property
    def compared(self) -> Sequence[Field]:
        """The fields of its kind."""
        return fields_of(self.kind)

    def as_line(self, field: Field, value: Any) -> str:
        """A field's value as one line."""
        return as_line(field, value, zone=self.crm.zone)

    def current_values(self) -> dict[str, Any]:
        """The values of the draft."""
        return values_of(subject_settled(self.draft))

    def typed_over(self) -> dict[str, Any] | None:
        """The values before editing; None for a draft restored from a file."""
        return None if self.restored else values_of(self.original)

    async def store(self) -> Saved:
        """Save, in one transaction with the next step; raises `RuleViolation`, `StaleRecord` …"""
        crm = self.crm
        instant = crm.instant()
        self.dates.ask_about_far()
        edit = read_draft(self.draft, instant=instant, zone=crm.zone, standing=self.original)
        return await crm.db(save.save, edit, actor=crm.actor, instant=instant)

    async def reopen(self) -> dict[str, Any] | None:
        """The stored values now; None, after showing the reason, when they cannot be read."""
        self._reopened = await opened_for(self, self.draft.id or 0)
        return None if self._reopened is None else values_of(self._reopened.draft)

    def rebase(self, fresh: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Continue with *values* as an edit of *fresh*, the stored values."""
        self.opened, self.restored = self._reopened, False
        self.original, self.draft = ActivityDraft(**fresh), ActivityDraft(**values)
        super().keep()
        self.show()

    def saved(self, result: Saved) -> None:
        """Close with the saved activity."""
        self.dismiss(FormResult(saved=result, remark=self.people.just_said))

    def leave(self) -> None:
        """Close without asking; unsaved input stays as a draft, with its timer paused."""
        self.draft = subject_settled(self.draft)
        kept = self.unsaved and not self.locked
        if kept:
            self.draft = self.draft.with_timer(self.draft.timer.pause(self.crm.instant()))
            self.crm.drafts.put(self.slot, self.payload())
        elif not self.locked:
            self.crm.drafts.discard(self.slot)
        self.dismiss(FormResult(draft_kept=kept))


if TYPE_CHECKING:
    # Makes mypy check that the form satisfies its controllers' protocol.
    def _form_is_host(form: ActivityForm) -> FormHost:
        return form
