"""The change log of dictionaries, employees, operators and company settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from tui_crm.domain.page import PageRequest
from tui_crm.queries.change_log import ChangeRow, changes_page
from tui_crm.store.models import Change, Setting

Kept = Literal["dictionary", "entry", "employee", "operator"]

_NAMED: Final[Mapping[str, str]] = {
    "dictionary": "name",
    "entry": "name",
    "employee": "last_name",
    "operator": "login",
    "setting": "value",
}


def setup_history(table: Kept, row_ids: Sequence[int], request: PageRequest) -> list[ChangeRow]:
    """The changes of these rows of one table, newest first."""
    changes = Change.select().where((Change.table == table) & Change.row_id.in_(list(row_ids)))
    return changes_page(changes, request, _NAMED)


def setting_history(name: str, request: PageRequest) -> list[ChangeRow]:
    """The changes of one setting, newest first; old and new are JSON, empty if it was not set."""
    row_id = Setting.select(Setting.id).where(Setting.name == name)
    changes = Change.select().where((Change.table == "setting") & Change.row_id.in_(row_id))
    return changes_page(changes, request, _NAMED)
