"""SQL conditions for texts: every typed word must occur, regardless of case and diacritics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any, Final

from peewee import SQL, NodeList, Value

from tui_crm.domain.text import SEARCH_LIMIT, fold

_WORDS_LIMIT: Final = 12
_ESCAPE: Final = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def folded_words(text: str) -> list[str]:
    """The folded words of a search text, each once; at most `_WORDS_LIMIT`."""
    return list(dict.fromkeys(fold(text[:SEARCH_LIMIT]).split()))[:_WORDS_LIMIT]


def all_words_in(column: Any, words: Sequence[str]) -> Any:
    """The condition that each of the *words* (at least one) occurs in a folded column."""
    return reduce(and_, (like(column, f"%{escaped(word)}%") for word in words))


def escaped(text: str) -> str:
    """The text with the wildcards of LIKE escaped."""
    return text.translate(_ESCAPE)


def like(column: Any, pattern: str) -> Any:
    """A LIKE condition with the backslash as its escape, portable to other databases."""
    return NodeList((column, SQL("LIKE"), exactly(pattern), SQL("ESCAPE '\\'")), parens=True)


def exactly(value: Any) -> Any:
    """A value as the column stores it: Peewee must not apply a field's converter to it."""
    return Value(value, converter=_as_it_is)


def _as_it_is(value: Any) -> Any:
    return value
