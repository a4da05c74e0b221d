"""The form of any record, built from a list of declared fields. How to define one:

    class EntryForm(RecordForm):
        KIND = SlotKind.ENTRY                       # the kind of its drafts
        ANSWERS = {"phone": "phones"}               # other names that rules use for a field
        FINDS = {"owner": lookups.employees}        # the queries of its lookups

        def heading(self) -> str:                   # the title
            return _("New entry") if self.record_id is None else _("Entry")

        def rows(self) -> Sequence[Row]:            # see `domain.fields`
            return (
                line("name", N_("Name"), required=True),
                (colour("colour", N_("Colour")), tick("active", N_("active"), blank=True)),
                lookup("owner", N_("Owner"), width=24),
                choice("role", N_("Role"), [("operator", N_("operator")), …]),
                note("note", N_("Note")),
            )

        async def load(self) -> Values:             # the first values, for new records too;
            …                                       # may hold more keys, such as "version"

        async def save_values(self, values: Values) -> int:
            return await self.crm.db(service.save, Edit(key=self.key, …), actor=…, now=…)

`await app.push_screen(EntryForm(crm, entry_id), callback)` gives the record's id, or None on Esc.
A `RuleViolation` is shown under its field, which is focused; a `StaleRecord` opens the conflict
window; any other `CrmError` goes to the message line. What is typed is written to the draft; Esc
keeps it, and the drafts window can continue it if `ui.navigation` knows the form. A form whose
constructor takes more than (crm, record_id) overrides `arguments`, so that it can be rebuilt.

`required` adds a star to the label and, for a choice or a lookup, refuses an empty value; for typed
texts the service does that. `changed(name)` is called after every change of a value;
`warn(name, sentence)` shows a warning under a field. A field made of inner fields is a
`CompoundField`. Enter goes to the next field and never submits; Tab takes what a lookup holds.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from tui_crm.domain.activities.pending_input import NOTHING, PendingInput, read_pending_input
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Field, Shape
from tui_crm.domain.page import PageRequest
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import N_, _
from tui_crm.queries.common.lookups import Match
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.fields import Values, as_line, from_payload, to_payload
from tui_crm.ui.forms.form import Form
from tui_crm.ui.forms.lookups import finder
from tui_crm.ui.forms.saving import ConflictWords
from tui_crm.ui.kit.compound_field import CompoundField
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.status_bars import Line


class RecordForm(Form[int]):
    """The form of a new or existing record; returns its id once saved."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.RECORD_FORM, keys.GLOBAL))
    KIND: ClassVar[SlotKind]
    FINDS: ClassVar[Mapping[str, Callable[[str, PageRequest], list[Match]]]] = {}
    CONFLICT = ConflictWords(
        N_("Someone else changed this record"),
        N_("<fields.save> saves what you see now."),
        N_("What someone else has changed stands here now. <fields.save> saves."),
    )

    def __init__(
        self, crm: Context, record_id: int | None = None, *, filled: Mapping[str, Any] | None = None
    ) -> None:
        """*filled*: initial values of a new record."""
        super().__init__(crm)
        self.record_id = record_id
        self.key = str(uuid.uuid4())
        self.filled = dict(filled or {})
        self.values: Values = {}
        self.original: Values = {}
        self.restored = False

    # What a subclass defines

    def heading(self) -> str:
        """The title of the form."""
        raise NotImplementedError

    async def load(self) -> Values:
        """The initial values; raises `CrmError` when the record cannot be opened."""
        return {}

    async def save_values(self, values: Values) -> int:
        """Save and return the record's id."""
        raise NotImplementedError

    def arguments(self) -> dict[str, Any]:
        """The constructor arguments besides crm and record id; kept in the draft."""
        return {}

    def name_of(self, values: Values) -> str:
        """The record's name for messages and the list of drafts."""
        return str(values.get("name") or "")

    def first_words(self) -> str:
        """The message shown when the form opens."""
        return ""

    def first_field(self) -> str:
        """The field that is focused first."""
        return next(iter(self.fields))

    def changed(self, name: str) -> None:
        """Called after a change of a value, and with an empty *name* when the form is filled."""

    def has_duplicate(self) -> bool:
        """Whether Ctrl+T has a duplicate to open."""
        return False

    async def action_open_duplicate(self) -> None:
        """Overridden by forms that look for duplicates."""

    # Opening

    async def on_mount(self) -> None:
        """A record that cannot be read closes the form; its draft, if any, is restored."""
        try:
            loaded = await self.wait_db(self.load())
        except CrmError as error:
            self.leave_message(error.message, error=True)
            self.dismiss(None)
            return
        blank = {name: field.blank for name, field in self.fields.items()}
        self.original = blank | loaded | (self.filled if self.record_id is None else {})
        self.values = self.original
        pending = self._restore_draft()
        self.show()
        self.go_to(self.first_field())
        if self.restored:
            self.show_info(_("What was typed before and not saved is here again."))
            self.pending.take_up(pending)
        elif self.first_words():
            self.show_info(self.first_words())

    def _restore_draft(self) -> PendingInput:
        kept = self.crm.drafts.get(self.slot)
        if kept is None:
            return NOTHING
        fields = list(self.fields.values())
        try:
            values = from_payload(fields, kept["values"])
            original = from_payload(fields, kept["original"])
            pending = read_pending_input(kept.get("aside"))
        except (KeyError, TypeError, ValueError):
            return NOTHING
        self.values, self.original = self.original | values, self.original | original
        self.restored = True
        return pending

    def show(self) -> None:
        """Show title and all values again."""
        self.query_one("#title", Line).show_pieces((f" {self.heading()}", "title"))
        self.fill()
        self.changed("")

    def finder(self, name: str) -> Finder:
        """The search of a lookup, from `FINDS`."""
        return finder(self.crm, self.FINDS[name])

    # Values

    def value_of(self, name: str) -> Any:
        """The value of a field."""
        return self.values[name]

    @property
    def slot(self) -> Slot:
        """The slot of the draft: the record's id, or the key of a new record."""
        return Slot(self.KIND, self.key if self.record_id is None else str(self.record_id))

    @property
    def unsaved(self) -> bool:
        """Whether a value was changed or anything is typed in a lookup."""
        changed = any(self.values[name] != self.original[name] for name in self.fields)
        return changed or self.pending.now() != NOTHING

    def take(self, name: str, value: Any) -> None:
        """Store a changed value, write the draft, call `changed`."""
        if name in self.fields and self.values[name] != value:
            self.values = {**self.values, name: value}
            self.keep()
            self.changed(name)

    def payload(self) -> dict[str, Any]:
        """The draft: values, values before editing, and what is needed to rebuild the form."""
        return {
            "form": self.KIND,
            "id": self.record_id,
            "key": self.key,
            "given": self.arguments(),
            "heading": self.heading(),
            "name": self.name_of(self.values),
            "note": str(self.values.get("note") or ""),
            "values": to_payload(self.values),
            "original": to_payload(self.original),
            "aside": dataclasses.asdict(self.pending.now()),
        }

    # Saving and leaving

    @property
    def compared(self) -> Sequence[Field]:
        """All fields."""
        return list(self.fields.values())

    def as_line(self, field: Field, value: Any) -> str:
        """A field's value as one line."""
        if field.shape is Shape.PART:
            return plain(self.query_one(f"#{field.name}", CompoundField).as_line(value)) or "–"
        return as_line(field, value)

    def current_values(self) -> Values:
        """The values now."""
        return self.values

    def typed_over(self) -> Values:
        """The values as they were read."""
        return self.original

    async def store(self) -> int:
        """Save; raises `RuleViolation` for an empty required choice, and as `save_values`."""
        for field in self.fields.values():
            chosen = field.shape in {Shape.CHOICE, Shape.LOOKUP}
            if chosen and field.required and not self.values[field.name]:
                raise RuleViolation(field.name, _("Choose something here: ↓ shows the list."))
        return await self.save_values(self.values)

    async def reopen(self) -> Values | None:
        """The stored values now; None, after showing the reason, when they cannot be read."""
        try:
            return self.original | await self.wait_db(self.load())
        except CrmError as error:
            self.show_error(error.message)
            return None

    def rebase(self, fresh: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Continue with *values* as an edit of *fresh*, the stored values."""
        self.original, self.values = dict(fresh), dict(values)
        self.keep()
        self.show()

    def saved(self, result: int) -> None:
        """Close with the id, and report on the screen below."""
        text = _("{name}: saved.").format(name=plain(self.name_of(self.values)))
        if self.below_has("history.undo"):
            text += " " + _("<history.undo> takes it back.")
        self.leave_message(text)
        self.dismiss(result)

    def leave(self) -> None:
        """Close without asking; unsaved input stays as a draft, which the screen below reports."""
        if self.unsaved:
            self.keep()
            self.leave_message(self._draft_message())
        self.dismiss(None)

    def _draft_message(self) -> str:
        if self.below_has("draft.continue"):
            return _("Kept as a draft: <draft.continue> to resume, <draft.all> to discard.")
        if self.record_id is not None:
            return _("Kept as a draft: open it again to go on with it.")
        return _("Kept as a draft: on Today, <draft.continue> to resume.")

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "open_duplicate":
            return self.has_duplicate()
        if action == "pick":
            return isinstance(self.focused, LookupField)
        if action == "add_new":
            return isinstance(self.focused, LookupField) and self.focused.creates is not None
        return True

    async def action_add_new(self) -> None:
        if isinstance(self.focused, LookupField):
            await self.create_from(self.focused)
