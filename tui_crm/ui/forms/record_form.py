"""A form for any record, made of a list of fields: how to build one.

    class EntryForm(RecordForm):
        KIND = SlotKind.ENTRY                       # what its drafts are of
        ANSWERS = {"phone": "phones"}               # where a rule names a field otherwise
        FINDS = {"owner": lookups.employees}        # where its lookups look

        def heading(self) -> str:                   # the first line
            return _("New entry") if self.record_id is None else _("Entry")

        def rows(self) -> Sequence[Row]:            # see `domain.fields`
            return (
                line("name", N_("Name"), required=True),
                (colour("colour", N_("Colour")), tick("active", N_("active"), blank=True)),
                lookup("owner", N_("Owner"), width=24),
                choice("role", N_("Role"), [("operator", N_("operator")), …]),
                note("note", N_("Note")),
            )

        async def load(self) -> Values:             # what the form begins with, new or not;
            …                                       # may carry more, "version" above all

        async def save_values(self, values: Values) -> int:
            return await self.crm.db(service.save, Edit(key=self.key, …), actor=…, now=…)

`await app.push_screen(EntryForm(crm, entry_id), callback)` gives the record's id, or None when it
was left. What a rule refuses (`RuleViolation`) is said under its field and the focus goes there;
`StaleRecord` shows both texts; any other `CrmError` is said in the line below. What is typed is
mirrored to the draft; Esc keeps it and says so, and the drafts window opens it again, provided that
`ui.navigation` knows the form. A constructor with other arguments than (crm, record_id) also
overrides `arguments`, which names them for that moment.

`required` puts a star behind the label and, on a choice or a lookup, refuses an empty one; for
what is typed the service has the sentence. `changed(name)` is called after every change of a
value; `warn(name, sentence)` puts a line under a field. A field with fields of its own is a
`CompoundField`. Enter goes on and never submits; Tab takes what is typed in a lookup.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from tui_crm.domain.activities.pending_input import NOTHING, read_pending_input
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Field, Shape
from tui_crm.domain.page import PageRequest
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import N_, _
from tui_crm.queries.common.lookups import Match
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.fields import Values, from_payload, said, to_payload
from tui_crm.ui.forms.form import Form
from tui_crm.ui.forms.lookups import candidate
from tui_crm.ui.forms.saving import ConflictWords
from tui_crm.ui.kit.compound_field import CompoundField
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Candidate
from tui_crm.ui.kit.status_bars import Line


class RecordForm(Form[int]):
    """One record, new or opened; gives its id once it is saved."""

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
        """*filled* are values that a new record begins with."""
        super().__init__(crm)
        self.record_id = record_id
        self.key = str(uuid.uuid4())
        self.filled = dict(filled or {})
        self.values: Values = {}
        self.original: Values = {}
        self.restored = False

    # What a form gives

    def heading(self) -> str:
        """The first line."""
        raise NotImplementedError

    async def load(self) -> Values:
        """What the form begins with; raises `CrmError` when the record cannot be opened."""
        return {}

    async def save_values(self, values: Values) -> int:
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

    def first_field(self) -> str:
        """Where one begins to type."""
        return next(iter(self.fields))

    def changed(self, name: str) -> None:
        """A value has changed, or the form has just been shown (*name* is empty)."""

    def has_duplicate(self) -> bool:
        """Whether Ctrl+T has something to open."""
        return False

    async def action_open_duplicate(self) -> None:
        """Open the record that may be the same."""

    # Beginning

    async def on_mount(self) -> None:
        """Read the record, take up its draft, show both; the focus is in the first field."""
        try:
            loaded = await self.wait_db(self.load())
        except CrmError as error:
            self.leave_message(error.message, error=True)
            self.dismiss(None)
            return
        blank = {name: field.blank for name, field in self.fields.items()}
        self.original = blank | loaded | (self.filled if self.record_id is None else {})
        self.values = self.original
        pending = self._take_up_draft()
        self.show()
        self.go_to(self.first_field())
        if self.restored:
            self.show_info(_("What was typed before and not saved is here again."))
            self.pending.take_up(pending)
        elif self.first_words():
            self.show_info(self.first_words())

    def _take_up_draft(self) -> Any:
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
        """Show the values as they are, under whose record they are."""
        self.query_one("#title", Line).show_pieces((f" {self.heading()}", "title"))
        self.fill()
        self.changed("")

    def finder(self, name: str) -> Finder:
        """Where a lookup looks."""
        query = self.FINDS[name]

        async def find(text: str, request: PageRequest) -> list[Candidate]:
            return [candidate(match) for match in await self.crm.db(query, text, request)]

        return find

    # Values

    def value_of(self, name: str) -> Any:
        """What stands in a field."""
        return self.values[name]

    @property
    def slot(self) -> Slot:
        """Where the draft is kept."""
        return Slot(self.KIND, self.key if self.record_id is None else str(self.record_id))

    @property
    def unsaved(self) -> bool:
        """Whether anything stands here that is not stored."""
        changed = any(self.values[name] != self.original[name] for name in self.fields)
        return changed or self.pending.now() != NOTHING

    def take(self, name: str, value: Any) -> None:
        """Take a value over; the draft follows by itself."""
        if name in self.fields and self.values[name] != value:
            self.values = {**self.values, name: value}
            self.keep()
            self.changed(name)

    def payload(self) -> dict[str, Any]:
        """The values, what they were typed over, and what makes the form again."""
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
        """The fields in which a colleague's text may differ."""
        return list(self.fields.values())

    def said(self, field: Field, value: Any) -> str:
        """A value as one line."""
        if field.shape is Shape.PART:
            return plain(self.query_one(f"#{field.name}", CompoundField).said(value)) or "–"
        return said(field, value)

    def current_values(self) -> Values:
        """What stands here."""
        return self.values

    def typed_over(self) -> Values:
        """What it was typed over."""
        return self.original

    async def store(self) -> int:
        """Save; raises `RuleViolation` where something must be chosen, and whatever saving does."""
        for field in self.fields.values():
            chosen = field.shape in {Shape.CHOICE, Shape.LOOKUP}
            if chosen and field.required and not self.values[field.name]:
                raise RuleViolation(field.name, _("Choose something here: ↓ shows the list."))
        return await self.save_values(self.values)

    async def reopen(self) -> Values | None:
        """The record as it is stored now; None, with the reason said, when it cannot be read."""
        try:
            return self.original | await self.wait_db(self.load())
        except CrmError as error:
            self.show_error(error.message)
            return None

    def rebase(self, fresh: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Go on with values, typed over what is stored now."""
        self.original, self.values = dict(fresh), dict(values)
        self.keep()
        self.show()

    def saved(self, result: int) -> None:
        """Close, and say below what was done."""
        text = _("{name}: saved.").format(name=plain(self.name_of(self.values)))
        if self.below_has("history.undo"):
            text += " " + _("<history.undo> takes it back.")
        self.leave_message(text)
        self.dismiss(result)

    def leave(self) -> None:
        """Close it; what was typed stays as a draft and nothing asks."""
        if self.unsaved:
            self.keep()
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

    # Keys

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

    async def action_add_new(self) -> None:
        """In a list: add what was typed as new."""
        if isinstance(self.focused, LookupField):
            await self.create_from(self.focused)
