"""A form for any record, made of a list of fields: how to build one.

    class EntryForm(RecordForm):
        KIND = SlotKind.ENTRY                       # what its drafts are of
        ANSWERS = {"owner_id": "owner"}             # where a rule names a field otherwise

        def heading(self) -> str:                   # the first line
            return _("New entry") if self.record_id is None else _("Entry")

        def rows(self) -> tuple[Row, ...]:          # see `record_fields`
            return (
                line("name", N_("Name"), required=True),
                (colour("colour", N_("Colour")), tick("active", N_("active"), blank=True)),
                lookup("owner", N_("Owner"), self.finder(pickers.employees), width=24),
                choice("role", N_("Role"), [("operator", N_("operator")), …]),
                note("note", N_("Note")),
            )

        async def load(self) -> Values:             # what the form begins with, new or not;
            …                                       # may carry more, "version" above all

        async def store(self, values: Values) -> int:
            return await self.crm.db(service.save, Edit(key=self.key, …), who=…, now=…)

`await app.push_screen(EntryForm(crm, entry_id), callback)` gives the record's id, or None when it
was left. What a rule refuses (`RuleViolation`) is said under its field and the focus goes there;
`StaleRecord` shows both texts; any other `CrmError` is said in the line below. What is typed is
mirrored to the draft; Esc keeps it and says so, and the drafts window opens it again, provided that
`ui.navigation` knows the form. A constructor with other arguments than (crm, record_id) also
overrides `arguments`, which names them for that moment.

`required` puts a star behind the label and, on a choice or a lookup, refuses an empty one; for
what is typed the service has the sentence. `changed(name)` is called after every change of a
value; `warn(name, sentence)` puts a line under a field. A field with fields of its own is an
`CompoundField`. Enter goes on and never submits; Tab takes what is typed in a lookup.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, TextArea

from tui_crm.domain.activities.pending_input import NOTHING, read_pending_input
from tui_crm.domain.errors import CrmError
from tui_crm.domain.page import PageRequest
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import _
from tui_crm.queries.common.lookups import Match
from tui_crm.terminal.type_ahead import drained
from tui_crm.ui.commands import keys
from tui_crm.ui.forms import fields as record_fields
from tui_crm.ui.forms.fields import Field, Row, Shape, Values
from tui_crm.ui.forms.lookups import candidate, choice_of
from tui_crm.ui.forms.messages import SpeakingForm
from tui_crm.ui.forms.pending_input import PendingInputController
from tui_crm.ui.forms.saving import SaveController
from tui_crm.ui.kit.compound_field import CompoundField
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.fields import ROOMY, CheckField
from tui_crm.ui.kit.lookup_field import Finder, LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import Candidate, LookupList
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice


class RecordForm(SpeakingForm):
    """One record, new or opened; gives its id once it is saved."""

    SHEETS = ("records.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.RECORD_FORM, keys.GLOBAL))
    KIND: ClassVar[SlotKind]

    def __init__(
        self, crm: Context, record_id: int | None = None, *, filled: Mapping[str, Any] | None = None
    ) -> None:
        """*filled* are values that a new record begins with."""
        super().__init__(crm)
        self.record_id = record_id
        self.key = str(uuid.uuid4())
        self.filled = dict(filled or {})
        self.values: Values = {}
        self.original: Values = {}
        self.restored = False
        self.saving = SaveController(self)
        self.pending = PendingInputController(
            self,
            lookups=lambda: self.query(LookupField),
            keep=self._keep,
            create=self.create_from,
        )
        self._aside = NOTHING
        self._fields: dict[str, Field] = {}

    # What a form gives

    def heading(self) -> str:
        """The first line."""
        raise NotImplementedError

    def rows(self) -> tuple[Row, ...]:
        """The fields, row by row."""
        raise NotImplementedError

    async def load(self) -> Values:
        """What the form begins with; raises `CrmError` when the record cannot be opened."""
        return {}

    async def store(self, values: Values) -> int:
        """Save, and give the record's id."""
        raise NotImplementedError

    def arguments(self) -> dict[str, Any]:
        """Arguments that make this form again from its draft, besides crm and the record's id."""
        return {}

    def name_of(self, values: Values) -> str:
        """What the record is called in sentences and in the list of drafts."""
        return str(values.get("name") or "")

    def first_words(self) -> str:
        """What is said when the form opens."""
        return ""

    def changed(self, name: str) -> None:
        """A value has changed, or the form has just been shown (*name* is empty)."""

    async def create_from(self, field: LookupField) -> None:
        """Ctrl+N in the open list of a lookup that creates."""

    def has_duplicate(self) -> bool:
        """Whether Ctrl+T has something to open."""
        return False

    async def action_open_duplicate(self) -> None:
        """Open the record that may be the same."""

    # Layout

    def compose(self) -> ComposeResult:
        """Heading, room for the fields, what is said, keys, the list of the lookups over it."""
        yield Line(id="form-heading")
        yield VerticalScroll(id="form-rows", can_focus=False)
        yield Notice()
        yield HintBar()
        yield LookupList()

    def on_resize(self, event: events.Resize) -> None:
        """Where there is little room every field has a line of its own."""
        self.set_class(event.size.width < ROOMY, "-narrow")

    async def on_mount(self) -> None:
        """Read the record, take up its draft, show both; the focus is in the first field."""
        rows = self.rows()
        self._fields = {field.name: field for field in record_fields.in_rows(rows)}
        try:
            loaded = await self.wait_db(self.load())
        except CrmError as error:
            self.leave_message(error.message, error=True)
            self.dismiss(None)
            return
        blank = {name: field.blank for name, field in self._fields.items()}
        self.original = blank | loaded | (self.filled if self.record_id is None else {})
        self.values = self.original
        self._take_up_draft()
        await self.show()
        if self.restored:
            self.show_info(_("What was typed before and not saved is here again."))
            self.pending.take_up(self._aside)
        elif self.first_words():
            self.show_info(self.first_words())

    def _take_up_draft(self) -> None:
        kept = self.crm.drafts.get(self.slot)
        if kept is None:
            return
        fields = list(self._fields.values())
        try:
            values = record_fields.from_payload(fields, kept["values"])
            original = record_fields.from_payload(fields, kept["original"])
            self._aside = read_pending_input(kept.get("aside"))
        except (KeyError, TypeError, ValueError):
            return
        self.values, self.original = self.original | values, self.original | original
        self.restored = True

    async def show(self, focus: str = "") -> None:
        """Draw all fields anew from the values, and go to one of them."""
        self.query_one("#form-heading", Line).show_pieces((f" {self.heading()}", "title"))
        room = self.query_one("#form-rows")
        self.set_focus(None)
        drawn = [(row, record_fields.row_widget(row, self.values)) for row in self.rows()]
        self.row_of = {
            field.name: widget for row, widget in drawn for field in record_fields.in_rows([row])
        }
        # A field that is going has no styles any more and must not be painted.
        with self.app.batch_update():
            await room.remove_children()
            await room.mount_all([*(widget for _row, widget in drawn), *self.new_lines()])
        self.go_to(focus or self.first_field())
        self.changed("")

    def first_field(self) -> str:
        """Where one begins to type."""
        return next(iter(self._fields))

    def finder(self, query: Callable[[str, PageRequest], list[Match]]) -> Finder:
        """A lookup's finder made of a picker's query."""

        async def find(text: str, request: PageRequest) -> list[Candidate]:
            return [candidate(match) for match in await self.crm.db(query, text, request)]

        return find

    # Values

    @property
    def slot(self) -> Slot:
        """Where the draft is kept."""
        return Slot(self.KIND, self.key if self.record_id is None else str(self.record_id))

    @property
    def unsaved(self) -> bool:
        """Whether anything stands here that is not stored."""
        changed = any(self.values[name] != self.original[name] for name in self._fields)
        return changed or self.pending.now() != NOTHING

    def change(self, name: str, value: Any) -> None:
        """Take a value over; the draft follows by itself."""
        if name not in self._fields or self.values[name] == value:
            return
        self.values = {**self.values, name: value}
        self.clear_field_errors(name)
        self._keep()
        self.changed(name)

    def _keep(self) -> None:
        if not self.unsaved:
            self.crm.drafts.discard(self.slot)
            return
        self.crm.drafts.put(
            self.slot,
            {
                "form": self.KIND,
                "id": self.record_id,
                "key": self.key,
                "given": self.arguments(),
                "heading": self.heading(),
                "name": self.name_of(self.values),
                "note": str(self.values.get("note") or ""),
                "values": record_fields.to_payload(self.values),
                "original": record_fields.to_payload(self.original),
                "aside": dataclasses.asdict(self.pending.now()),
            },
        )

    @on(LookupField.Typed)
    def _typed_in_lookup(self) -> None:
        self._keep()

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        # More may have been typed since: an older text must not come back over it.
        if event.value == event.input.value:
            self.change(event.input.id or "", event.value)

    @on(TextArea.Changed)
    def _area_changed(self, event: TextArea.Changed) -> None:
        self.change(event.text_area.id or "", event.text_area.text)

    @on(CheckField.Toggled)
    def _ticked(self, event: CheckField.Toggled) -> None:
        self.change(event.field.id or "", event.field.ticked)

    @on(CompoundField.Edited)
    def _own_edited(self, event: CompoundField.Edited) -> None:
        self.change(event.name, event.value)

    @on(LookupField.Chosen)
    def _chosen(self, event: LookupField.Chosen) -> None:
        name, found = event.field.id or "", event.candidate
        event.field.show_choice(choice_of(found))
        if name not in self._fields:
            return
        if self._fields[name].shape is Shape.CHOICE:
            self.change(name, found.data if found else "")
        else:
            self.change(name, choice_of(found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only keys that do something are shown."""
        del parameters
        if action == "open_duplicate":
            return self.has_duplicate()
        if action == "pick":
            return isinstance(self.focused, LookupField)
        if action == "add_new":
            return isinstance(self.focused, LookupField) and self.focused.creates is not None
        return True

    # Moving about

    @on(Input.Submitted)
    @on(CheckField.Left)
    def _go_on(self) -> None:
        self._step(1)

    async def action_next_field(self, by: int) -> None:
        """To the next field, or the one before; a lookup takes what was typed in it."""
        focused = self.focused
        if isinstance(focused, LookupField):
            typed = bool(focused.typed)
            if not await focused.take():
                focused.close_list()
                self.field_error(self.field_of(focused), nothing_matches(focused), go=False)
            elif typed:
                await drained(self)
        if self.focused is focused:
            self._step(by)

    def _step(self, by: int) -> None:
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_pick(self) -> None:
        """The list of the field under the cursor."""
        if isinstance(self.focused, LookupField):
            await self.focused.show_list()

    async def action_add_new(self) -> None:
        """In a list: add what was typed as new."""
        if isinstance(self.focused, LookupField):
            await self.create_from(self.focused)

    # Leaving

    async def action_save(self) -> None:
        """Save; what is refused is said where it stands, and nothing is lost."""
        await self.saving.save()

    async def action_back(self) -> None:
        """Close a list; then leave. What was typed stays as a draft and nothing asks."""
        focused = self.focused
        if isinstance(focused, LookupField) and (focused.is_open or focused.typing):
            focused.typing = False
            focused.restore()
            self.clear_field_errors(self.field_of(focused))
            self._keep()
            return
        if not self.is_current:
            return
        if self.unsaved:
            self._keep()
            self.leave_message(self._kept())
        self.dismiss(None)

    def _kept(self) -> str:
        if self.below_has("draft.continue"):
            return _(
                "Kept as a draft: <draft.continue> goes on with it. <draft.all> can throw it away."
            )
        if self.record_id is not None:
            return _("Kept as a draft: open it again to go on with it.")
        return _("Kept as a draft: on Today, <draft.continue> goes on with it.")
