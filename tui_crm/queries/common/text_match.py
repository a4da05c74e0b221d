"""SQL conditions for texts: every typed word must occur, regardless of case and diacritics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any, Final

from peewee import SQL, Cast, NodeList, Value, fn

from tui_crm.domain.damaged import DamagedText
from tui_crm.domain.text import JOINING_SIGNS, SEARCH_LIMIT, fold, squeezed

_WORDS_LIMIT: Final = 12
_TOKEN: Final = re.compile(r"[^\W_]+")
# Around a word they are punctuation; within one they join it.
_MARKS: Final = ".,;:!?\"'()&-/`"
SHORT: Final = 3
"""Letters of a word that may be part of an abbreviation."""
_RUN: Final = 4
_ESCAPE: Final = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def folded_words(text: str) -> list[str]:
    """The folded words of a search text, each once; at most `_WORDS_LIMIT`."""
    return list(dict.fromkeys(fold(text[:SEARCH_LIMIT]).split()))[:_WORDS_LIMIT]


def search_words(text: str) -> list[str]:
    """The folded words with a letter or a digit, without marks around; else the first word.

    A sign that stands alone, as the `&` of `Kowal & Syn`, is not searched.
    """
    words = folded_words(text)
    bare = [word.strip(_MARKS) or word for word in words]
    return list(dict.fromkeys(word for word in bare if squeezed(word))) or words[:1]


def tokens_of(word: str) -> list[str]:
    """The runs of letters and digits of a word, split as the full-text index splits texts."""
    return _TOKEN.findall(word)


def all_words_in(column: Any, words: Sequence[str], joined: Any = None) -> Any:
    """The condition that each of the *words* (at least one) occurs in a folded column.

    A word is found with and without the signs within it. *joined* is the column with the
    `joined_words` of the other one; without it they are computed, for tables of few rows.
    """
    return reduce(and_, (_occurs(column, word, joined) for word in words))


def _occurs(column: Any, word: str, joined: Any) -> Any:
    plain = squeezed(word)
    ways = like(column, f"%{escaped(word)}%")
    if not plain:
        return ways
    inner = plain != word and all(sign.isalnum() or sign in JOINING_SIGNS for sign in word)
    if inner:
        ways |= like(column, f"%{escaped(plain)}%")
        tokens = tokens_of(word)
        if min(map(len, tokens)) > 1:
            ways |= reduce(and_, (like(column, f"%{escaped(token)}%") for token in tokens))
    if inner or plain == word:
        ways |= like(_without_signs(column) if joined is None else joined, f"%{escaped(plain)}%")
    return ways


def _without_signs(column: Any) -> Any:
    return reduce(lambda part, sign: fn.REPLACE(part, sign, ""), JOINING_SIGNS, column)


def match_expression(words: Sequence[str]) -> str:
    """The MATCH expression of the full-text index: each word is a prefix of a word of the text.

    A word with signs within is also looked for without them, short words side by side also as one:
    `sp z o.o.` finds `spzoo`. The words have letters or digits.
    """
    parts: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if word and len(squeezed(word)) <= SHORT and len(run) < _RUN:
            run.append(word)
            continue
        parts += [_divided(run)] if run else []
        short = word and len(squeezed(word)) <= SHORT
        run = [word] if short else []
        parts += [_prefix(word)] if word and not short else []
    return " AND ".join(parts)


def _prefix(word: str) -> str:
    tokens = tokens_of(word)
    if len(tokens) == 1:
        return f'"{tokens[0]}"*'
    whole, apart = "".join(tokens), " ".join(tokens)
    return f'("{whole}"* OR "{apart}"*)'


def _divided(run: Sequence[str]) -> str:
    """All ways to read short words: each alone, or some of them as one."""
    if len(run) == 1:
        return _prefix(run[0])
    ways = [f"{_prefix(run[0])} AND {_divided(run[1:])}"]
    for end in range(2, len(run) + 1):
        together = "".join(squeezed(word) for word in run[:end])
        one = f'"{together}"*'
        ways.append(f"{one} AND {_divided(run[end:])}" if run[end:] else one)
    return "(" + " OR ".join(f"({way})" for way in ways) + ")"


def escaped(text: str) -> str:
    """The text with the wildcards of LIKE escaped."""
    return text.translate(_ESCAPE)


def like(column: Any, pattern: str) -> Any:
    """A LIKE condition with the backslash as its escape, portable to other databases."""
    return NodeList((column, SQL("LIKE"), exactly(pattern), SQL("ESCAPE '\\'")), parens=True)


def exactly(value: Any) -> Any:
    """A value as the column stores it: Peewee must not apply a field's converter to it."""
    if isinstance(value, DamagedText) and isinstance(value.stored, bytes):
        return Cast(Value(value.stored, converter=_as_it_is), "TEXT")
    return Value(value, converter=_as_it_is)


def _as_it_is(value: Any) -> Any:
    return value
