"""What is typed in the lookup fields of a form and not yet taken, when the form needs it."""

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
    """A form, or a small window, with lookup fields in it."""

    @property
    def app(self) -> App[Any]: ...
    def query(self, selector: type[LookupField]) -> DOMQuery[LookupField]: ...


async def typed_is_taken(form: HasLookups, field_error: Callable[[LookupField, str], None]) -> bool:
    """Take what is typed; False, with a complaint, where a text means nothing or several things.

    A text that the operator went on from stays in its field and holds the form back, too.
    """
    for field in form.query(LookupField):
        several = field.several_match
        if not field.typed or several:
            # An open list would hide what is said below the field.
            field.close_list()
        if not field.typed:
            continue
        if several:
            # The form must not choose between two records; leaving the field by a key may.
            said = _("Several match “{text}”: choose one, ↓ shows them.")
            field_error(field, said.format(text=plain(field.typed)))
            return False
        if not field.has_focus or not await field.take():
            field.close_list()
            field_error(field, nothing_matches(field))
            return False
        await drained(form.app.screen)
    return True
