"""The change log of a contractor or a person, with their numbers, addresses, affiliations."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final

from tui_crm.domain.page import PageRequest
from tui_crm.queries.change_log import ChangeRow, changes_page
from tui_crm.queries.common.text_match import like
from tui_crm.store.models import Affiliation, Change, Email, Phone

_BELONGING: Final[dict[str, Any]] = {"phone": Phone, "email": Email, "affiliation": Affiliation}
_SHOWN_COLUMNS: Final = ("raw", "position", "department", "is_primary", "active", "bad_since")


def contractor_history(contractor_id: int, request: PageRequest) -> list[ChangeRow]:
    """The changes of a contractor, its numbers, addresses and affiliations, newest first."""
    named = {"phone": "raw", "email": "raw", "affiliation": "person_id"}
    return changes_page(_changes("contractor", contractor_id), request, named)


def person_history(person_id: int, request: PageRequest) -> list[ChangeRow]:
    """The changes of a person, their numbers, addresses and affiliations, newest first."""
    named = {"phone": "raw", "email": "raw", "affiliation": "contractor_id"}
    return changes_page(_changes("person", person_id), request, named)


def _changes(table: str, row_id: int) -> Any:
    """The changes of the record itself and of the rows that belong to it.

    Deleted rows are found through the operations that changed the record, too.
    """
    own = (Change.table == table) & (Change.row_id == row_id)
    touching = Change.alias()
    operations = touching.select(touching.operation_id).where(
        touching.table == table, touching.row_id == row_id
    )
    parts = [_belonging(name, f"{table}_id", row_id, operations) for name in _BELONGING]
    return Change.select().where(reduce(or_, parts, own))


def _belonging(name: str, owner: str, row_id: int, operations: Any) -> Any:
    model = _BELONGING[name]
    present = model.select(model.id).where(getattr(model, owner) == row_id)
    other_change = Change.alias()
    touched = other_change.select(other_change.row_id).where(
        other_change.operation_id << operations, other_change.table == name
    )
    of_it = [
        like(text, f'%"{owner}": {row_id}{end}%')
        for text in (Change.old, Change.new)
        for end in (",", "}")
    ]
    whole = (
        (Change.field == "")
        & (Change.row_id.in_(present) | Change.row_id.in_(touched))
        & (of_it[0] | of_it[1] | of_it[2] | of_it[3])
    )
    changed = Change.field.in_(_SHOWN_COLUMNS) & Change.row_id.in_(present)
    return (Change.table == name) & (whole | changed)
