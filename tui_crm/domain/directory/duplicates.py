"""Comparing names for probable duplicates: without legal form and order, with one typing slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final

from tui_crm.domain.text import NAME_LIMIT, fold

SLIP_FROM: Final = 4
"""From so many letters on (of the longer word) one wrong letter is a slip; in shorter words it
makes another word."""

# Matched on folded text; the dots and blanks of an abbreviation may be missing.
_LEGAL_FORMS: Final = re.compile(
    r"\b(?:"
    r"(?:spolka|sp\.? ?)(?:\s?z\s?\.?\s?o\s?\.?\s?o\b\.?| z ograniczona odpowiedzialnoscia"
    r"| ?akcyjna| ?jawna| ?cywilna| ?partnerska| ?komandytow[ao](?:-| )?(?:akcyjna)?"
    r"|\s?j\b\.?|\s?p\b\.?|\s?k\b\.?(?:\s?a\b\.?)?)"
    r"|s\.?\s?a\b\.?|s\.?\s?c\b\.?|p\.?\s?s\.?\s?a\b\.?|s\.?\s?r\.?\s?o\b\.?|a\.?\s?s\b\.?"
    r"|s\.?\s?p\.?\s?a\b\.?|s\.?\s?r\.?\s?l\b\.?|b\.?\s?v\b\.?|n\.?\s?v\b\.?"
    r"|gmbh|ag|kg|ohg|ug|ltd|limited|inc|llc|llp|plc|sarl|sas|oy|ab|aps|as|kft|corp"
    r"|p\.?p?\.?h\.?u\b\.?|f\.?h\.?u?\b\.?"
    r")(?!\w)"
)
_WORD: Final = re.compile(r"[^\W_]+")


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without its legal form; all of them when nothing else is left."""
    folded = fold(name[:NAME_LIMIT])
    plain = _WORD.findall(_LEGAL_FORMS.sub(" ", folded))
    return tuple(plain or _WORD.findall(folded))


def nearly_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names differ only in the order of words, one slip, or where words are split."""
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    mine, theirs = sorted(one), sorted(other)
    for word in list(mine):
        if word in theirs:
            mine.remove(word)
            theirs.remove(word)
    if not mine and not theirs:
        return True
    if len(mine) == len(theirs) == 1:
        return _one_slip(mine[0], theirs[0])
    return False


def _one_slip(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(other) < SLIP_FROM or len(other) - len(one) > 1 or one.isdigit() or other.isdigit():
        return False
    first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[first:] == other[first + 1 :]
    swapped = one[first + 1 : first + 2] + one[first : first + 1]
    return one[first + 1 :] == other[first + 1 :] or swapped + one[first + 2 :] == other[first:]


def slips(word: str) -> Iterator[str]:
    """The word and all words that one slip (a letter wrong, missing, extra or swapped) makes of it.

    Only the word itself when it is too short or a number.
    """
    yield word
    if len(word) < SLIP_FROM - 1 or word.isdigit():
        return
    for n in range(len(word) + 1):
        before, after = word[:n], word[n:]
        for letter in ascii_lowercase:
            yield f"{before}{letter}{after}"
            if after:
                yield f"{before}{letter}{after[1:]}"
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
