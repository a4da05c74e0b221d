"""The activity form: a conversation registered while it happens, the next one set in one breath.

What is typed lives in one frozen draft, mirrored to its file; the widgets only show it. Saving
reads the draft, never the widgets.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.draft import to_payload, with_subject
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import _
from tui_crm.queries.activities.form import OpenActivity
from tui_crm.ui.activities.form.chain import ChainController
from tui_crm.ui.activities.form.colleagues_row import ColleaguesRow
from tui_crm.ui.activities.form.completed_box import CompletedController
from tui_crm.ui.activities.form.dates import DateController
from tui_crm.ui.activities.form.editor import EditorController
from tui_crm.ui.activities.form.kinds import KindController
from tui_crm.ui.activities.form.layout import OF_MEETINGS, TICKS, TYPED, FormView
from tui_crm.ui.activities.form.participants import PeopleController
from tui_crm.ui.activities.form.persons_box import PersonsBox
from tui_crm.ui.activities.form.persons_field import PersonsField
from tui_crm.ui.activities.form.recurrence import RecurrenceController
from tui_crm.ui.activities.form.saving import FormResult, SaveController
from tui_crm.ui.activities.form.time_conflicts import ConflictRemarks
from tui_crm.ui.activities.form.timer import TimerController
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.lookups import Finders, choice_of
from tui_crm.ui.forms.pending_input import PendingInputController
from tui_crm.ui.forms.quick_create import QuickCreateWindow
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.cycle_field import CycleField
from tui_crm.ui.kit.fields import CheckField, LinkField, NoteArea, TextField
from tui_crm.ui.kit.lookup_field import LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import LookupList
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.kit.status_bars import HintBar, Notice
from tui_crm.ui.panels.permission import why_only_read

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost

OF_OPEN_ONES = {"save", "toggle_timer", "pick", "add_person", "follow_up", "complete"}
FOLLOW_UP_FIELDS = {"follow_up", "hours", "days", "weeks", "calendar"}


class ActivityForm(CrmScreen[FormResult]):
    """One activity, new or opened."""

    SHEETS = ("forms.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FORM, keys.GLOBAL))

    def __init__(self, crm: Context, kind: Kind) -> None:
        """A form of a kind; it may be mounted before anybody knows what it will `begin` with."""
        super().__init__(crm)
        self.kind = kind
        self.draft = self.original = ActivityDraft(key="", kind=kind)
        self.opened: OpenActivity | None = None
        self.restored = self.planned_typed = self.remind_typed = False
        self.people = PeopleController(self)
        self.pending = PendingInputController(
            self,
            lookups=lambda: self.view.lookups,
            keep=self.change,
            create=self.people.create,
        )
        self.dates = DateController(self)
        self.saving = SaveController(self)
        self.tick = CompletedController(self)
        self.kinds = KindController(self)
        self.chain = ChainController(self)
        self.repeats = RecurrenceController(self)
        self.remarks = ConflictRemarks(self)
        self.timing = TimerController(self)
        self._begun = False
        self.stands = False
        """Whether all its fields are mounted."""

    def begin(
        self,
        draft: ActivityDraft,
        *,
        opened: OpenActivity | None = None,
        restored: ActivityDraft | None = None,
    ) -> Self:
        """Start from *draft*, or go on with an unsaved one that is *restored*."""
        self.original, self.draft, self.opened = draft, restored or draft, opened
        self.restored = restored is not None
        self.planned_typed = self.remind_typed = draft.id is not None
        self._begun = True
        if self.stands:
            self._open()
        return self

    # Layout

    def compose(self) -> ComposeResult:
        """The form, what is said, keys; the list of the lookup fields hangs over it."""
        yield FormView(self.kind, Finders(self.crm, lambda: self.draft))
        yield Notice()
        yield HintBar()
        yield LookupList()

    def on_mount(self) -> None:
        """The fields are mounted: the draft can be shown."""
        self.stands = True
        if self._begun:
            self._open()

    def _open(self) -> None:
        """Show the draft; the timer of a new window runs already (R08)."""
        self.timing.begin()
        self.show()
        self.run_worker(self.repeats.read_days())
        note = self.view.note
        note.move_cursor(note.document.end)
        self.set_focus(self._first_field())
        if self.locked:
            self.show_info(why_only_read(self.opened, self.crm.actor))
        elif self.restored:
            self.show_info(_("What was typed before and not saved is here again."))
            self.pending.take_up(self.draft.pending)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some activities can only be read (R22)."""
        del parameters
        return not (action in OF_OPEN_ONES and self.locked)

    def _first_field(self) -> Widget:
        if self.locked:
            return self.view.query_one("#next", LinkField)
        if self.draft.kind is Kind.TASK and not self.draft.subject:
            return self.view.query_one("#subject")
        if self.draft.contractor is None and self.draft.kind is not Kind.TASK:
            return self.view.query_one("#contractor")
        return self.view.note

    @property
    def view(self) -> FormView:
        """The fields."""
        return self.query_one(FormView)

    @property
    def locked(self) -> bool:
        """Whether it can only be read: it is completed (R22), or not this operator's to change."""
        return why_only_read(self.opened, self.crm.actor) != ""

    @property
    def slot(self) -> Slot:
        """Where the draft is kept."""
        if self.draft.id is None:
            return Slot(SlotKind.NEW_ACTIVITY, self.draft.key)
        return Slot.of_activities(SlotKind.ACTIVITY, self.draft.id)

    def fill(self) -> None:
        """Fill the fields alone; it may be done before it is known what the form begins with."""
        crm, locked = self.crm, self.locked
        self.view.show(self.draft, self.opened, instant=crm.instant(), zone=crm.zone, locked=locked)

    def show(self) -> None:
        """Show the draft as it stands."""
        self.fill()
        self.repeats.show()
        self.remarks.look()
        self.timing.show()

    # The draft

    def change(self, **fields: Any) -> None:
        """Replace the draft; its file follows by itself, the fields too."""
        before, pending = self.draft, self.pending.now()
        draft = with_subject(dataclasses.replace(before, pending=pending, **fields), before)
        if draft == before:
            return
        self.draft = draft
        if not draft.same_text(self.original):
            self.crm.drafts.put(self.slot, to_payload(draft))
        elif not before.same_text(self.original):
            self.crm.drafts.discard(self.slot)
        if draft != dataclasses.replace(before, pending=pending):
            self.show()

    @on(LookupField.Typed)
    def _typed_in_lookup(self) -> None:
        if not self.saving.done:
            self.change()

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        # More may have been typed since: an older text must not come back over it.
        stale = event.value != event.input.value
        if name not in (*TYPED, *OF_MEETINGS) or stale or event.value == getattr(self.draft, name):
            return
        self.view.clear_field_errors(name)
        fields: dict[str, Any] = {name: event.value}
        self.planned_typed = self.planned_typed or name == "planned"
        self.remind_typed = self.remind_typed or name == "remind"
        if name == "subject":
            fields["subject_typed"] = bool(event.value.strip())
        elif name in {"hours", "days", "weeks"} and event.value.strip(" 0"):
            fields["follow_up"] = True
        elif name == "starts":
            fields = self.kinds.with_start(event.value)
        self.change(**fields)

    @on(TextArea.Changed)
    def _note_changed(self, event: TextArea.Changed) -> None:
        self.view.clear_field_errors("note")
        self.change(note=event.text_area.text)

    @on(CheckField.Toggled)
    async def _ticked(self, event: CheckField.Toggled) -> None:
        name, ticked = event.field.id or "", event.field.ticked
        if name == "all_day":
            self.change(all_day=ticked, all_day_typed=True)
        elif name in TICKS:
            self.change(**{name: ticked})
        elif name == "incoming":
            self.change(direction="in" if ticked else "out")
        elif name == "completed":
            await self.tick.toggled()

    @on(LookupField.Chosen)
    async def _chosen(self, event: LookupField.Chosen) -> None:
        name = event.field.id or ""
        self.view.clear_field_errors(name)
        choice = choice_of(event.candidate)
        event.field.show_choice(choice)
        if name == "contractor":
            await self.people.choose_contractor(choice.id if choice else None)
        elif name == "type" and choice is not None:
            await self.dates.choose_type(choice)
        elif name == "employee":
            self.kinds.choose_employee(choice)
        elif name == "repeats":
            self.change(repeats=choice.label if choice else "")
        else:
            self.change(**{name: choice})

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
        self.view.clear_field_errors("persons")

    @on(PersonsBox.Done)
    def _persons_done(self) -> None:
        self.set_focus(self.view.note)

    @on(PersonsBox.Refused)
    def _person_refused(self) -> None:
        self.view.field_error(
            "persons", _("Choose the contractor first: only its own persons can be added.")
        )

    async def action_add_person(self) -> None:
        """In a list: add what was typed as new; else look for a person to add."""
        focused = self.focused
        if isinstance(focused, LookupField) and focused.may_create:
            await self.people.create(focused)
        elif not self.view.fields.disabled:
            await self.query_one(PersonsBox).look()

    # What controllers ask of one another's parts

    async def take_typed(self) -> bool:
        """Take what is typed in lookups and not yet taken; False when one cannot be told."""
        return await self.saving.take_typed()

    async def free_from(self, after: datetime) -> datetime | None:
        """The next free time for as long as is planned, from then on."""
        return await self.remarks.free_from(after)

    async def open_small_window(
        self,
        field: LookupField,
        window: QuickCreateWindow,
        made: Callable[[int | None], Awaitable[None]],
    ) -> None:
        """Open the small window of a new record for what is typed in a field."""
        await self.pending.open(field, window, made)

    # Moving about

    @on(Input.Submitted)
    @on(CheckField.Left)
    @on(PersonsField.Left)
    async def _go_on(self, event: Any) -> None:
        just_chosen = isinstance(event, Input.Submitted) and event.input.id == "contractor"
        if just_chosen and self.draft.logged and self.draft.persons:
            self.set_focus(self.view.note)
            return
        await self.action_next_field(1)

    async def action_next_field(self, by: int) -> None:
        """To the next field, or the one before; a lookup takes what was typed in it."""
        focused = self.focused
        if isinstance(focused, LookupField):
            looking = focused.id == "person-finder"
            if not await (self.query_one(PersonsBox).leave() if looking else focused.take()):
                self.field_error(focused.id or "", nothing_matches(focused))
                focused.close_list()
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say at once what cannot be read in the field just left."""
        left = event.widget.id or ""
        if left == "completed":
            self.tick.left()
        wrong = self.dates.wrong(left) if self.is_current else ""
        if wrong:
            self.view.field_error(left, wrong)

    def field_error(self, field: str, sentence: str) -> None:
        """Say what is wrong under a field, and go there."""
        self.view.clear_field_errors()
        self.view.field_error(field, sentence)
        target = self.query_one(f"#{field}") if field else None
        if target is not None:
            self.set_focus(target)

    def action_follow_up(self) -> None:
        """To the fields of the next one; the tick is set."""
        if not self.view.fields.disabled:
            self.change(follow_up=True)
            self.set_focus(self.query_one("#days", TextField))

    async def action_pick(self) -> None:
        """The list of the field under the cursor, or the calendar of a date."""
        focused = self.focused
        if isinstance(focused, LookupField):
            await focused.show_list()
        elif focused is not None and focused.id == "starts":
            self.dates.pick_start()
        elif focused is not None and focused.id in FOLLOW_UP_FIELDS:
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

    async def action_toggle_timer(self) -> None:
        """Start or pause (R09)."""
        await self.timing.toggle()

    async def action_complete(self) -> None:
        """Tick completed: every field goes inactive but the tick itself (R21)."""
        await self.tick.press()

    @on(LinkField.Pressed, "#next, #previous, #chain")
    async def _link_pressed(self, event: LinkField.Pressed) -> None:
        chain = self.chain
        ways = {"next": chain.open_next, "previous": chain.open_previous, "chain": chain.show}
        await ways[event.field.id or ""]()

    async def action_open_next(self) -> None:
        """Open the next activity in a window on top (R26)."""
        await self.chain.open_next()

    async def action_open_previous(self) -> None:
        """Open the activity this one follows (R27)."""
        await self.chain.open_previous()

    async def action_show_chain(self) -> None:
        """The whole chain that this one stands in."""
        await self.chain.show()

    # Leaving

    async def action_save(self) -> None:
        """Save, in one transaction with the next one; refuse with a sentence where it is wrong."""
        await self.saving.save()

    async def action_back(self) -> None:
        """Close what is open; then leave. What was typed stays as a draft and nothing asks."""
        focused = self.focused
        if isinstance(focused, LookupField) and (focused.is_open or focused.typing):
            if focused.id == "person-finder":
                self.query_one(PersonsBox).stop_looking()
            else:
                focused.typing = False
                focused.restore()
                self.view.clear_field_errors(focused.id)
                self.change()
            return
        self.saving.leave()


if TYPE_CHECKING:
    # Here it is checked that the form has what its controllers ask of it.
    def _as_controllers_know_it(form: ActivityForm) -> FormHost:
        return form
