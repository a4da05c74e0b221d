"""Saves a form: shows refusals at their field and resolves conflicts with a colleague's edit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from textual.widget import Widget

from tui_crm.domain.errors import CrmError, RuleViolation, StaleRecord
from tui_crm.domain.fields import Field
from tui_crm.domain.merge import merged
from tui_crm.drafts.slot import Slot
from tui_crm.i18n import _
from tui_crm.ui.forms.conflict import ConflictWindow, Difference, both_notes
from tui_crm.ui.forms.typed_lookups import typed_is_taken
from tui_crm.ui.kit.host import Host

if TYPE_CHECKING:
    from tui_crm.ui.kit.lookup_field import LookupField

Saved = TypeVar("Saved")


class ConflictWords(NamedTuple):
    """A form's texts about an edit conflict, untranslated."""

    title: str
    decided: str
    """Shown after a decision: saving stores what is on the screen now."""
    agreed: str
    """Shown when nothing had to be decided: the colleague's changes were merged in."""


class SavingForm(Host, Protocol[Saved]):
    """A form, as `SaveController` uses it; each member is documented in `forms.form.Form`."""

    CONFLICT: ConflictWords

    @property
    def is_current(self) -> bool: ...
    @property
    def locked(self) -> bool: ...
    @property
    def slot(self) -> Slot: ...
    @property
    def compared(self) -> Sequence[Field]: ...
    def as_line(self, field: Field, value: Any) -> str: ...
    def current_values(self) -> Mapping[str, Any]: ...
    def typed_over(self) -> Mapping[str, Any] | None: ...
    async def store(self) -> Saved: ...
    async def reopen(self) -> Mapping[str, Any] | None: ...
    def rebase(self, fresh: Mapping[str, Any], values: Mapping[str, Any]) -> None: ...
    def saved(self, result: Saved) -> None: ...
    def field_of(self, widget: Widget) -> str: ...
    def field_error(self, name: str, sentence: str) -> None: ...
    def clear_field_errors(self) -> None: ...
    def call_later(self, callback: Callable[[], Awaitable[None]]) -> bool: ...


class SaveController(Generic[Saved]):
    """Saves one form, once; a refused save closes nothing and loses nothing."""

    def __init__(self, form: SavingForm[Saved]) -> None:
        self.form = form
        self._saving = False
        self.done = False

    async def save(self) -> None:
        """Save and close, or show why it was refused."""
        form = self.form
        if self._saving or self.done or form.locked or not form.is_current:
            return
        if not await self.take_typed():
            return
        form.clear_field_errors()
        form.clear_message()
        self._saving = True
        try:
            saved = await form.wait_db(form.store())
        except RuleViolation as violation:
            form.field_error(violation.field, violation.message)
        except StaleRecord:
            await self._resolve()
        except CrmError as error:
            form.show_error(error.message)
        else:
            self.done = True
            form.crm.drafts.discard(form.slot)
            form.forget_typed()
            form.saved(saved)
        finally:
            self._saving = False

    async def take_typed(self) -> bool:
        """Take what is typed in lookups; False, with an error, if a text has no single match."""
        return await typed_is_taken(self.form, self._show_typed_error)

    def _show_typed_error(self, field: LookupField, sentence: str) -> None:
        self.form.field_error(self.form.field_of(field), sentence)
        self.form.set_focus(field)

    async def _resolve(self) -> None:
        """Merge with the stored version; if that leaves differences, let the operator decide."""
        form = self.form
        fresh = await form.reopen()
        if fresh is None:
            return
        before, mine = form.typed_over(), form.current_values()
        if before is not None and _same(before, fresh, form.compared):
            # Only other columns changed (a timer, perhaps): no conflict.
            form.rebase(fresh, merged(before, mine, fresh))
            form.call_later(self.save)
            return
        # Without the values before editing every difference counts as the operator's.
        before = fresh if before is None else before
        mine = merged(before, mine, fresh)
        notes = both_notes(form.compared, before, mine, fresh)

        def decided(whose: str | None) -> None:
            if whose is not None:
                form.rebase(fresh, {"mine": mine, "theirs": fresh, "both": notes or mine}[whose])
                form.show_info(_(form.CONFLICT.decided))

        differences = self._differences(mine, fresh)
        if differences:
            window = ConflictWindow(
                form.crm, _(form.CONFLICT.title), differences, notes=notes is not None
            )
            await form.app.push_screen(window, decided)
        else:
            decided("mine")
            form.show_info(_(form.CONFLICT.agreed))

    def _differences(self, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Difference]:
        as_line = self.form.as_line
        return [
            Difference(
                _(field.label), as_line(field, mine[field.name]), as_line(field, theirs[field.name])
            )
            for field in self.form.compared
            if mine[field.name] != theirs[field.name]
        ]


def _same(one: Mapping[str, Any], other: Mapping[str, Any], fields: Sequence[Field]) -> bool:
    return all(one[field.name] == other[field.name] for field in fields)
