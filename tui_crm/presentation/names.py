"""Names in fewer cells: a given name as its initial, a company without its legal form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rich.cells import split_graphemes

_LEGAL_FORMS: Final = re.compile(
    r"(?:[\s,]+(?:"
    r"(?i:(?:spółka|sp\.?)\s*(?:z\s*\.?\s*o\.?\s*o\.?|z ograniczoną odpowiedzialnością"
    r"|akcyjna|cywilna|jawna|partnerska|komandytow[ao](?:-akcyjna)?|[jkp]\.?))"
    r"|(?i:s\.\s?c\.|s\.\s?a\.|p\.\s?s\.\s?a\.|s\.\s?k\.\s?a\.|sp\.?\s?k\.)|s\.?c\.?|P?SA|SKA"
    r"|(?i:gmbh(?:\s*&\s*co\.?\s*k?g?a?)?|ltd\.?|limited|inc\.?|l\.?l\.?c\.?|llp|plc|corp\.?)"
    r"|AG|KG|OHG|UG|SE|SARL|SAS|AB|AS|A/S|ApS|Oy|Oyj|Kft\.?|Zrt\.?|UAB|S\.r\.l\.|S\.p\.A\."
    r"|(?i:s\.\s?r\.\s?o\.|a\.\s?s\.|b\.\s?v\.|n\.\s?v\.|e\.\s?v\.)|BV|NV"
    r"))+$"
)
"""At the end of a name; capitals matter where the letters alone would be a word."""
_LEFT: Final = re.compile(r"\w\W*\w")


@lru_cache(4096)
def shorter_company(name: str) -> tuple[str, ...]:
    """`ACME` of `ACME sp. z o.o.`; nothing where nothing would be left, or nothing goes."""
    short = _LEGAL_FORMS.sub("", name)
    return (short,) if short != name and _LEFT.search(short) else ()


@lru_cache(4096)
def shorter_person(name: str, given: str) -> tuple[str, ...]:
    """`A. M. Kowalska`, `A. Kowalska` of `Anna Maria Kowalska`, whose *given* name is `Anna Maria`.

    Nothing where either name is missing, or the given name is one letter already.
    """
    surname = name.removeprefix(given).strip()
    words = given.split()
    if not words or not surname or surname == name:
        return ()
    initials = [_initial(word) for word in words]
    forms = (f"{' '.join(initials)} {surname}", f"{initials[0]} {surname}")
    return tuple(form for form in dict.fromkeys(forms) if len(form) < len(name))


def _initial(word: str) -> str:
    """`A.`, and `J.-P.` of `Jean-Pierre`; marks stay with their letter."""
    return "-".join(f"{_first(part)}." for part in word.split("-") if part)


def _first(part: str) -> str:
    start, end, _width = split_graphemes(part)[0][0]
    return part[start:end]
