"""Saving the form of a record: what is refused, what somebody else changed meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from textual.widget import Widget

from tui_crm.domain.errors import CrmError, RuleViolation, StaleRecord
from tui_crm.domain.merge import merge_notes
from tui_crm.drafts.slot import Slot
from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.ui.forms.conflict import Difference, RecordConflict
from tui_crm.ui.forms.fields import Field, Shape, Values, in_rows, said
from tui_crm.ui.forms.typed_lookups import typed_is_taken
from tui_crm.ui.kit.host import Host
from tui_crm.ui.kit.lookup_field import LookupField

if TYPE_CHECKING:
    from tui_crm.ui.forms.fields import Row


class RecordHost(Host, Protocol):
    """The form of a record, as far as it is asked here."""

    values: Values
    original: Values

    @property
    def is_current(self) -> bool: ...
    @property
    def slot(self) -> Slot: ...
    def rows(self) -> tuple[Row, ...]: ...
    async def load(self) -> Values: ...
    async def store(self, values: Values) -> int: ...
    async def show(self, focus: str = "") -> None: ...
    def name_of(self, values: Values) -> str: ...
    def field_of(self, widget: Widget) -> str: ...
    def field_error(self, name: str, sentence: str) -> None: ...
    def clear_field_errors(self) -> None: ...
    def below_has(self, command_id: str) -> bool: ...
    def leave_message(self, text: str) -> None: ...
    def dismiss(self, result: int) -> object: ...
    def call_later(self, callback: Callable[[], Awaitable[None]]) -> bool: ...


class SaveController:
    """Saves one form, once; a refused save closes nothing and loses nothing."""

    def __init__(self, form: RecordHost) -> None:
        self.form = form
        self._saving = False

    async def save(self) -> None:
        """Save and close, or say why not."""
        form = self.form
        if self._saving or not form.is_current or not await typed_is_taken(form, self._complain):
            return
        form.clear_field_errors()
        form.clear_message()
        self._saving = True
        try:
            if self._complete():
                saved = await form.wait_db(form.store(form.values))
                self._close(saved)
        except RuleViolation as violation:
            form.field_error(violation.field, violation.message)
        except StaleRecord:
            await self._resolve()
        except CrmError as error:
            form.show_error(error.message)
        finally:
            self._saving = False

    def _close(self, saved: int) -> None:
        form = self.form
        form.crm.drafts.discard(form.slot)
        said = _("{name}: saved.").format(name=plain(form.name_of(form.values)))
        if form.below_has("history.undo"):
            said += " " + _("<history.undo> takes it back.")
        form.leave_message(said)
        form.forget_typed()
        form.dismiss(saved)

    def _complain(self, field: LookupField, sentence: str) -> None:
        self.form.field_error(self.form.field_of(field), sentence)
        self.form.set_focus(field)

    def _complete(self) -> bool:
        for field in in_rows(self.form.rows()):
            chosen = field.shape in {Shape.CHOICE, Shape.LOOKUP}
            if chosen and field.required and not self.form.values[field.name]:
                self.form.field_error(field.name, _("Choose something here: ↓ shows the list."))
                return False
        return True

    async def _resolve(self) -> None:
        """Somebody else was faster: show both texts and let the operator decide."""
        form = self.form
        try:
            fresh = form.original | await form.wait_db(form.load())
        except CrmError as error:
            form.show_error(error.message)
            return
        fields = in_rows(form.rows())
        if all(fresh[field.name] == form.original[field.name] for field in fields):
            # Something beside the form has changed; nobody changed what stands here.
            form.original = fresh
            form.values = fresh | {field.name: form.values[field.name] for field in fields}
            form.call_later(self.save)
            return
        mine = merged(form.original, form.values, fresh, fields)
        differences = [
            Difference(field.words, said(field, mine[field.name]), said(field, fresh[field.name]))
            for field in fields
            if mine[field.name] != fresh[field.name]
        ]
        notes = both_notes(form.original, mine, fresh, fields)

        async def decided(whose: str | None) -> None:
            if whose is not None:
                form.original = fresh
                form.values = {"mine": mine, "theirs": fresh, "both": notes or mine}[whose]
                await form.show()
                form.show_info(_("<fields.save> saves what you see now."))

        if differences:
            window = RecordConflict(form.crm, differences, notes=notes is not None)
            await form.app.push_screen(window, decided)
        else:
            await decided("theirs")
            form.show_info(_("What someone else has changed stands here now. <fields.save> saves."))


def merged(before: Values, mine: Values, theirs: Values, fields: list[Field]) -> Values:
    """Theirs, with my value in every field that I have changed."""
    changed = {
        field.name: mine[field.name] for field in fields if mine[field.name] != before[field.name]
    }
    return theirs | changed


def both_notes(before: Values, mine: Values, theirs: Values, fields: list[Field]) -> Values | None:
    """Mine, with my notes below their notes; None where the notes are the same."""
    differ = [
        field.name
        for field in fields
        if field.shape is Shape.NOTE and mine[field.name] != theirs[field.name]
    ]
    if not differ:
        return None
    return mine | {name: merge_notes(before[name], mine[name], theirs[name]) for name in differ}
