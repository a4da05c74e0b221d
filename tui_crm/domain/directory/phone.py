"""Phone numbers: read from a text, normalised for searching, shown in groups."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tui_crm.domain.directory.phone_text import (
    LONGEST,
    entries,
    extension_at,
    is_short_number,
    numbers_in,
    remark_of,
)
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import NAME_LIMIT, clean_line
from tui_crm.i18n import _

_TAIL_DIGITS: Final = 9

_DIGITS: Final = re.compile(r"[+(]*[0-9](?:[0-9 \-./()+]*[0-9])?\)?")
_FOREIGN: Final = re.compile(r"\+[0-9 \-./()]+")
_POLISH: Final = re.compile(r"\+48[1-9][0-9]{8}")
_IN_THREES: Final = frozenset(
    {
        "21", "39", "45", "50", "51", "53", "57", "60", "64", "66", "69", "70", "72", "73", "78",
        "79", "80", "88",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """`normalised` is E.164 if it can be derived, else the digits; `tail` the last nine digits.

    A text that holds no number, as older programs accepted it, has an empty `normalised`.
    `remark` is what the text says beside the number and its extension.
    """

    raw: str
    normalised: str
    tail: str
    extension: str = ""
    remark: str = ""


def read_phone(raw: str) -> PhoneNumber:
    """The first whole number of a text; all else of it is the extension or the remark.

    Without a whole one also a short number that stands alone: `112`, `wew. 12`. Raises `CrmError`
    when the text holds neither.
    """
    typed = _plain(raw)
    number = _first(typed)
    if number is not None:
        return number
    figures = digits(typed)
    if not figures or not is_short_number(typed):
        raise CrmError(_("This holds no phone number. Type for example 601 234 567."))
    return _unknown(typed)


def read_numbers(text: str) -> tuple[PhoneNumber, ...]:
    """All numbers of a text, in their order; `raw` is the part of the text that is about each.

    Raises `CrmError` when a part of it holds none.
    """
    return tuple(read_phone(one) for one in split_numbers(text))


def split_numbers(text: str) -> tuple[str, ...]:
    """A typed list, number by number, each with the words beside it.

    Commas, semicolons and line ends separate, also words such as “or”, or nothing at all; what
    stands in parentheses, or holds no number, stays with its number.
    """
    lines = (_plain(line) for line in text.splitlines())
    return tuple(entries("\n".join(line for line in lines if line)))


def stored_phone(raw: str, *, known: str = "") -> PhoneNumber:
    """As `read_phone`, of a text that was accepted once, by whatever rules: it raises nothing.

    *known* is its number in E.164, if it was read before: a text that is nothing but this number
    is not read again, which may take the library.
    """
    typed = _plain(raw)
    if known.startswith("+") and _FOREIGN.fullmatch(typed) and f"+{digits(typed)}" == known:
        return PhoneNumber(typed, known, known[-_TAIL_DIGITS:].lstrip("+"))
    return _first(typed) or _unknown(typed)


def is_whole(number: PhoneNumber) -> bool:
    """Whether the text is that number alone: without an extension and without a remark."""
    return not number.extension and not number.remark


def dialled(text: str) -> str:
    """The number to dial, without an extension; empty when there is no digit in the text."""
    return stored_phone(text).normalised if digits(text) else ""


def digits(text: str) -> str:
    """The decimal digits of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def tail(text: str) -> str:
    """The last nine digits of the number without its extension; numbers are searched by them."""
    return stored_phone(text).tail


def shown(normalised: str, extension: str = "") -> str:
    """A number in groups of digits, with its extension."""
    number = grouped(normalised)
    if not extension:
        return number
    return _("{number} ext. {extension}").format(number=number, extension=extension)


def grouped(normalised: str) -> str:
    """A Polish number in its usual groups, a foreign one internationally, any other unchanged."""
    if _POLISH.fullmatch(normalised):
        return _in_groups(normalised[3:])
    if not (normalised.startswith("+") and 5 < len(normalised) <= LONGEST):
        return normalised
    import phonenumbers  # noqa: PLC0415 - 20 ms, and most numbers do without

    try:
        number = phonenumbers.parse(normalised, None)
    except phonenumbers.NumberParseException:
        return normalised
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _plain(text: str) -> str:
    """On one line, digits and plus signs of every script as ASCII."""
    line = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in clean_line(text)
    )
    return " ".join(line.replace("\uff0b", "+").split())


def _first(typed: str) -> PhoneNumber | None:
    found = next(iter(numbers_in(typed)), None)
    if found is None:
        return None
    extension, end = extension_at(typed, found.end)
    return PhoneNumber(
        raw=typed,
        normalised=found.normalised,
        tail=digits(found.normalised)[-_TAIL_DIGITS:],
        extension=extension,
        remark=remark_of(typed[: found.start], typed[end:]),
    )


def _unknown(typed: str) -> PhoneNumber:
    """A text without a whole number: a short one, or no number that could be told."""
    run = _DIGITS.search(typed)
    if run is None or not is_short_number(typed):
        return PhoneNumber(typed, "", digits(typed)[-_TAIL_DIGITS:])
    extension, end = extension_at(typed, run.end())
    figures = digits(run[0])
    return PhoneNumber(
        raw=typed,
        normalised=figures[:NAME_LIMIT],
        tail=figures[-_TAIL_DIGITS:],
        extension=extension,
        remark=remark_of(typed[: run.start()], typed[end:]),
    )


def _in_groups(national: str) -> str:
    sizes = (3, 3, 3) if national[:2] in _IN_THREES else (2, 3, 2, 2)
    groups = []
    start = 0
    for size in sizes:
        groups.append(national[start : start + size])
        start += size
    return " ".join(groups)
