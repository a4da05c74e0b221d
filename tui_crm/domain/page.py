"""Which stretch of a list is wanted: by key, never by number of the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Place = tuple[Any, ...]
"""Where a row stands in its list: the values of the order, the id last, as columns hold them."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """*limit* rows after *place*, or before it; without a place from the first, or up to the last.

    Rows always come in the order of the list, also when they were looked up backwards.
    """

    limit: int
    place: Place | None = None
    backwards: bool = False
    inclusive: bool = False
