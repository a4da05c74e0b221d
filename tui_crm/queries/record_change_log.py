"""Who changed what in a contractor or a person, their numbers, addresses and places."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final

from tui_crm.domain.page import PageRequest
from tui_crm.queries.change_log import ChangeRow, changes_page
from tui_crm.queries.common.text_match import like
from tui_crm.store.models import Affiliation, Change, Email, Phone

_BESIDE: Final[dict[str, Any]] = {"phone": Phone, "email": Email, "affiliation": Affiliation}
_TOLD: Final = ("raw", "position", "department", "is_primary", "active")


def contractor_history(contractor_id: int, request: PageRequest) -> list[ChangeRow]:
    """The changes of a contractor, its numbers, addresses and who works there, newest first."""
    named = {"phone": "raw", "email": "raw", "affiliation": "person_id"}
    return changes_page(_changes("contractor", contractor_id), request, named)


def person_history(person_id: int, request: PageRequest) -> list[ChangeRow]:
    """The changes of a person, their numbers, addresses and places, newest first."""
    named = {"phone": "raw", "email": "raw", "affiliation": "contractor_id"}
    return changes_page(_changes("person", person_id), request, named)


def _changes(table: str, row_id: int) -> Any:
    """What was changed in the record itself, and in the rows that belong to it.

    Rows that are gone are looked for in the operations that touched the record as well.
    """
    own = (Change.table == table) & (Change.row_id == row_id)
    touching = Change.alias()
    operations = touching.select(touching.operation_id).where(
        touching.table == table, touching.row_id == row_id
    )
    parts = [_belonging(name, f"{table}_id", row_id, operations) for name in _BESIDE]
    return Change.select().where(reduce(or_, parts, own))


def _belonging(name: str, owner: str, row_id: int, operations: Any) -> Any:
    model = _BESIDE[name]
    standing = model.select(model.id).where(getattr(model, owner) == row_id)
    beside = Change.alias()
    touched = beside.select(beside.row_id).where(
        beside.operation_id << operations, beside.table == name
    )
    of_it = [
        like(text, f'%"{owner}": {row_id}{end}%')
        for text in (Change.old, Change.new)
        for end in (",", "}")
    ]
    whole = (
        (Change.field == "")
        & (Change.row_id.in_(standing) | Change.row_id.in_(touched))
        & (of_it[0] | of_it[1] | of_it[2] | of_it[3])
    )
    changed = Change.field.in_(_TOLD) & Change.row_id.in_(standing)
    return (Change.table == name) & (whole | changed)
