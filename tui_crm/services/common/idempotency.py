"""Finding the row that a save changes, also when the same form is saved twice.

A form gives a new record a key. When the reply to a save was lost and it is saved again, the record
is found by that key and changed instead of created twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.i18n import _
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import StoredRecord
from tui_crm.store.unit_of_work import check_version

Row = TypeVar("Row", bound=StoredRecord)


class Edit(Protocol):
    """The values of a form that every record has; *id* None is a new one."""

    @property
    def key(self) -> str: ...
    @property
    def id(self) -> int | None: ...
    @property
    def version(self) -> int | None: ...


def saved_earlier(model: Any, key: str) -> int | None:
    """The id of the record that an earlier save with this key has made; None if there was none."""
    found = fetch_one(model.select(model.id).where(model.key == key))
    return None if found is None else int(found[0])


def row_to_change(model: Any, read: Callable[[int], Row], edit: Edit, actor: Actor) -> Row | None:
    """The row to change; None for a new record. Raises `StaleRecord`, `NotFound`, `Refused`.

    *read* returns a row of the model by its id.
    """
    if edit.id is not None:
        row = read(edit.id)
        check_version(row, edit.version)
        return row
    made_id = saved_earlier(model, edit.key)
    made = None if made_id is None else read(made_id)
    if made is not None and made["version"] != 1 and made["changed_by_id"] != actor.operator_id:
        raise Refused(_("Someone else has changed this meanwhile. Your text is still here."))
    return made
