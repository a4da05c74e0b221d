"""Reading phone numbers in any notation, for storing, searching and showing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import NAME_LIMIT, clean_line
from tui_crm.i18n import _

_TAIL_DIGITS: Final = 9
# The longest number E.164 allows has 15 digits; some room for an international prefix.
_LONGEST: Final = 20

_EXTENSION: Final = re.compile(
    r"(?:\b(?:wewn?|ext|extension|w)\b|x|#)[^0-9]*[0-9]{1,7}\s*$", re.IGNORECASE
)
# Where an extension may begin, counted from the end.
_EXTENSION_REACH: Final = 40
_NINE_DIGITS: Final = re.compile(r"(?:[^0-9]*[0-9]){9}")
_SECOND_NUMBER: Final = re.compile(r"[,;|/]|\b(?:lub|albo|oraz|or|i)\b", re.IGNORECASE)
_TRUNK_ZERO: Final = re.compile(r"\(\s*0\s*\)")

_POLISH: Final = re.compile(r"\+48[1-9][0-9]{8}")
_IN_THREES: Final = frozenset(
    {
        "21",
        "39",
        "64",
        "45",
        "50",
        "51",
        "53",
        "57",
        "60",
        "66",
        "69",
        "70",
        "72",
        "73",
        "78",
        "79",
        "80",
        "88",
    }
)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """`normalised` is E.164 if it can be derived, else the digits; `tail` the last nine digits."""

    raw: str
    normalised: str
    tail: str


def read_phone(raw: str, *, region: str = "PL") -> PhoneNumber:
    """Read a number however it is typed; of several numbers the first, without its extension.

    Raises `CrmError` only when there is no digit in it.
    """
    typed = _plain(raw)
    main = _first_number(typed)
    figures = digits(main)
    if not figures:
        raise CrmError(_("A phone number needs digits. Type for example 601 234 567."))
    return PhoneNumber(
        raw=typed,
        normalised=_international(main, figures, region) or figures[:NAME_LIMIT],
        tail=figures[-_TAIL_DIGITS:],
    )


def is_whole(number: PhoneNumber) -> bool:
    """Whether the text is that number alone: without an extension and without a second number."""
    return digits(number.raw).endswith(number.tail)


def dialled(text: str) -> str:
    """The number to dial, without an extension; empty when there is no digit in the text."""
    return read_phone(text).normalised if digits(text) else ""


def digits(text: str) -> str:
    """The decimal digits of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def tail(text: str) -> str:
    """The last nine digits of the number without its extension; numbers are searched by them."""
    return digits(_first_number(_plain(text)))[-_TAIL_DIGITS:]


def shown(normalised: str, raw: str = "") -> str:
    """A number in groups of digits, with the extension that *raw* has."""
    extension = _EXTENSION.search(raw, max(0, len(raw) - _EXTENSION_REACH))
    number = _in_groups(normalised)
    if extension is None or not digits(raw[: extension.start()]):
        return number
    return _("{number} ext. {extension}").format(number=number, extension=digits(extension[0]))


def without_extension(number: str) -> str:
    """The part of a shown number that is dialled."""
    return _first_number(number).strip()


def _in_groups(normalised: str) -> str:
    """A Polish number in its usual groups, a foreign one internationally, any other unchanged."""
    if _POLISH.fullmatch(normalised):
        return _grouped(normalised[3:])
    if not (normalised.startswith("+") and 5 < len(normalised) <= _LONGEST):
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


def _first_number(typed: str) -> str:
    extension = _EXTENSION.search(typed, max(0, len(typed) - _EXTENSION_REACH))
    if extension is not None and digits(typed[: extension.start()]):
        typed = typed[: extension.start()]
    # 22/555 01 23 is one number, 601 234 567/602 345 678 are two.
    whole = _NINE_DIGITS.match(typed)
    second = _SECOND_NUMBER.search(typed, whole.end()) if whole else None
    return typed if second is None else typed[: second.start()]


def _international(main: str, figures: str, region: str) -> str | None:
    """The number in E.164; None when that cannot be derived."""
    if len(figures) > _LONGEST:
        return None
    plus = "+" in main.partition(figures[0])[0]
    if plus or figures.startswith("00"):
        abroad = digits(_TRUNK_ZERO.sub("", main)) if plus else figures[2:]
        polish = re.fullmatch(r"480?([1-9][0-9]{8})", abroad)
        return f"+48{polish[1]}" if polish else _parsed_by_library(f"+{abroad}", None)
    if region == "PL":
        polish = re.fullmatch(r"(?:48|0)?([1-9][0-9]{8})", figures)
        if polish:
            return f"+48{polish[1]}"
    return _parsed_by_library(figures, region)


def _parsed_by_library(figures: str, region: str | None) -> str | None:
    import phonenumbers  # noqa: PLC0415 - 20 ms, and most numbers do without

    try:
        number = phonenumbers.parse(figures, region)
    except phonenumbers.NumberParseException:
        return None
    # A national number must be valid, not just possible: many short numbers are possible somewhere.
    known = (
        phonenumbers.is_possible_number(number)
        if region is None
        else phonenumbers.is_valid_number(number)
    )
    if not known:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _grouped(national: str) -> str:
    sizes = (3, 3, 3) if national[:2] in _IN_THREES else (2, 3, 2, 2)
    groups = []
    start = 0
    for size in sizes:
        groups.append(national[start : start + size])
        start += size
    return " ".join(groups)
