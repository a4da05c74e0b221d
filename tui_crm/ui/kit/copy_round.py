"""Copying one after the other: which of several numbers of a row comes next."""

from __future__ import annotations


class CopyRound:
    """Which of several numbers or addresses of one row comes next: round and round."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] | None = None
        self._copied = -1

    def next(self, of: tuple[object, ...], count: int) -> int:
        """The place of the next one: the first, unless one of the same was copied just before."""
        self._copied = (self._copied + 1) % count if of == self._of else 0
        self._of = of
        return self._copied

    def left(self, row_id: int | None) -> None:
        """The cursor is on that row now: what was copied of another one is forgotten."""
        if self._of is not None and row_id not in self._of:
            self._of = None
