"""Keyset pages: which rows of a list are requested, by the key of a row and not its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Place = tuple[Any, ...]
"""The position of a row in its list: the stored values it is sorted by, the id last."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """*limit* rows after *place* (*backwards*: before it); without a place the first (last) ones.

    *inclusive* counts the row at *place* in. *only* leaves out all rows but those of these ids.
    Rows come in the order of the list, also backwards.
    """

    limit: int
    place: Place | None = None
    backwards: bool = False
    inclusive: bool = False
    only: frozenset[int] | None = None
