"""The ranges of stored numbers that match typed digits, for callers, search and filters."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui_crm.domain.directory.phone import digits, stored_phone
from tui_crm.domain.text import SEARCH_LIMIT, backwards

FEWEST_DIGITS: Final = 3
COMPARED: Final = 9
"""How many last digits are compared: the country prefix may be missing in either number."""
_ABROAD: Final = re.compile(r"\D*(?:\+|00)")
_PREFIX: Final = re.compile(r"(?:00)?48")


class NumberRange(NamedTuple):
    """The numbers of which a column begins with some signs; each of these columns has an index."""

    column: str
    begins: str

    @property
    def end(self) -> str:
        """The first text behind the range: `:` is the character after `9`."""
        return f"{self.begins}:"


def figures_of(typed: str) -> str:
    """The digits to search for; of a text longer than a national number, its E.164 digits."""
    text = typed[:SEARCH_LIMIT]
    figures = digits(text)
    return digits(stored_phone(text).normalised) if len(figures) > COMPARED else figures


def ending(typed: str) -> NumberRange | None:
    """Numbers that end with the typed digits, of which the last nine count; None for too few."""
    figures = figures_of(typed)
    if len(figures) < FEWEST_DIGITS:
        return None
    return NumberRange("backwards", backwards(figures)[:COMPARED])


def beginnings(typed: str) -> tuple[NumberRange, ...]:
    """Numbers that begin with the typed digits: with the country code, and after it."""
    figures = digits(typed[:SEARCH_LIMIT])
    if len(figures) < FEWEST_DIGITS:
        return ()
    abroad = _ABROAD.match(typed) is not None
    whole = NumberRange("normalised", f"+{figures.removeprefix('00')}")
    national = _PREFIX.sub("", figures, count=1) if abroad else figures.removeprefix("0")
    foreign = abroad and national == figures
    # As many digits as a national number has are its end as well.
    known = foreign or not 0 < len(national) < COMPARED
    return (whole,) if known else (whole, NumberRange("tail", national))
