"""Takes texts typed in lookups but not yet confirmed when a form is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.terminal.type_ahead import drained
from tui_crm.ui.kit.lookup_field import LookupField, nothing_matches

if TYPE_CHECKING:
    from textual.app import App
    from textual.css.query import DOMQuery


class HasLookups(Protocol):
    """A form or small window with lookup fields."""

    @property
    def app(self) -> App[Any]: ...
    def query(self, selector: type[LookupField]) -> DOMQuery[LookupField]: ...


async def typed_is_taken(form: HasLookups, field_error: Callable[[LookupField, str], None]) -> bool:
    """Take every typed text; False, with an error, if one matches nothing or several records.

    A text left in a field that is no longer focused counts as an error too.
    """
    for field in form.query(LookupField):
        several = field.several_match
        if not field.typed or several:
            # An open list would hide the error below the field.
            field.close_list()
        if not field.typed:
            continue
        if several:
            # Saving must not pick one of two records; only a key in the field may.
            message = _("Several match “{text}”: choose one, ↓ shows them.")
            field_error(field, message.format(text=plain(field.typed)))
            return False
        if not field.has_focus or not await field.take():
            field.close_list()
            field_error(field, nothing_matches(field))
            return False
        await drained(form.app.screen)
    return True
