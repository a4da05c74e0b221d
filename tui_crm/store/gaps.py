"""NULL where a value must be: put in its place is a stand-in that says that it is damaged.

An outer join gives NULL too, for a row that is not there; one of its columns tells which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final

from peewee import FieldAlias

_Row = tuple[Any, ...]
_several: Final[Callable[..., Callable[[_Row], _Row]]] = itemgetter


def without_gaps(rows: list[_Row], found: Any) -> list[_Row]:
    """The rows that Peewee's *found* has read, with stand-ins where NULL must not be."""
    if not any(None in row for row in rows) or not hasattr(found, "fields"):
        return rows
    for group in _groups(found):
        read = _several(*group, group[0])
        for number, row in enumerate(rows):
            if None in read(row):
                rows[number] = _filled(row, group, found)
    return rows


def _groups(found: Any) -> list[list[int]]:
    """The columns that must have a value, by the table they are of.

    A column alone of a table that may be joined in vain tells nothing, and is left out.
    """
    groups: dict[int, list[int]] = {}
    for at, field in enumerate(found.fields):
        if field is not None and not field.null and not field.primary_key:
            groups.setdefault(id(_table(found.select[at])), []).append(at)
    own = id(found.model)
    return [group for table, group in groups.items() if len(group) > 1 or table == own]


def _table(column: Any) -> Any:
    """The model, or the alias of one, that a column is of."""
    return column.source if isinstance(column, FieldAlias) else getattr(column, "model", None)


def _filled(row: _Row, group: Sequence[int], found: Any) -> _Row:
    joined_in_vain = all(row[at] is None for at in group)
    if joined_in_vain and _table(found.select[group[0]]) is not found.model:
        return row
    values = list(row)
    for at in group:
        if values[at] is None:
            values[at] = found.fields[at].damaged(None)
    return tuple(values)
