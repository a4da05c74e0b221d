"""Where phone numbers stand in a text: their extents, extensions, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

# E.164 allows 15 digits; some room for an international prefix.
LONGEST: Final = 20

_RUN: Final = re.compile(r"[+(]{0,3}[0-9][0-9 \-./()+\u2010-\u2015]*")
_GROUP: Final = re.compile(r"(\+?) ?([0-9]+)")
_TRUNK_ZERO: Final = re.compile(r"\( ?0 ?\)")
_MOMENT: Final = re.compile(
    r"\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}\b"
    r"|\b(?:19|20)[0-9]{2}[./-][0-9]{2}[./-][0-9]{2}\b"
)
_POLISH: Final = re.compile(r"(?:(?:\+|00)480?|480?|0)?([1-9][0-9]{8})")
_LONGEST_POLISH: Final = 14
_FEWEST_DIGITS: Final = 5
"""National numbers with fewer digits are not looked up: `8-16` are two hours."""
_TWO_CONTIGUOUS: Final = 18
"""The digits of two Polish numbers without anything between them."""

_EXTENSION: Final = re.compile(
    r"[ ,.;/(\-]*(?<![^\W\d_])(?:wew\w*|w|extension|ext|x|\#)[.: ]*(?:nr\.? ?)?([0-9]{1,7})"
    r"(?![0-9]*[:.\-\u2013][0-9])(?!\w)\)?",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(r"[,;|\n]")
_OR: Final = r"\b(?:lub|albo|oraz|or|i)\b"
_SECOND: Final = re.compile(rf"[,;|/]|{_OR}", re.IGNORECASE)
_SECOND_LAST: Final = re.compile(rf"(?:[,;|/ ]|{_OR})+$", re.IGNORECASE)
_NUMBER_WORDS: Final = "tel|telefon|phone|nr"
_LABELS: Final = f"{_NUMBER_WORDS}|kom|komórka|mobile|fax|faks|dom|praca"
_LABEL: Final = re.compile(rf"(?:\b(?:{_LABELS})\b[.:]? ?)+$", re.IGNORECASE)
_SAYS_NOTHING: Final = re.compile(rf"^(?:{_NUMBER_WORDS})\b[.:]? ?", re.IGNORECASE)
_SHORT: Final = re.compile(
    rf"(?:(?:{_LABELS}|wew\w*|w|ext|x)\b[.:]? ?)*"
    r"[+(#]*[0-9][0-9 \-./()]*(?P<rest>.*)",
    re.IGNORECASE,
)
_FEWEST_BESIDE_WORDS: Final = 3
"""Digits of a short number in a list or beside words; with fewer it is an hour or a floor."""


class Found(NamedTuple):
    """A whole number in E.164, and where it stands."""

    start: int
    end: int
    normalised: str


class _Group(NamedTuple):
    start: int
    end: int
    plus: bool
    figures: str


def numbers_in(text: str) -> list[Found]:
    """The whole numbers in a text on one line: no hours, no dates, no extensions."""
    masked = _TRUNK_ZERO.sub(_blank, _MOMENT.sub(_blank, text))
    return [found for run in _RUN.finditer(masked) for found in _in_run(run)]


def _blank(found: re.Match[str]) -> str:
    # Not a space: what stands before a date and after it is not one number.
    return (" " if found[0].startswith("(") else "~") * len(found[0])


def _in_run(run: re.Match[str]) -> Iterator[Found]:
    groups = _groups(run)
    found: list[Found] = []
    used = at = 0
    while at < len(groups):
        number = _polish(groups, at) or _abroad(groups, at)
        if number is None:
            at = _after(groups, at)
            continue
        found.append(Found(groups[at].start, groups[number[0]].end, number[1]))
        used += number[0] + 1 - at
        at = number[0] + 1
    if used < len(groups):
        whole = _whole_run(groups, alone=not found)
        if whole is not None:
            found = [Found(groups[0].start, groups[-1].end, whole)]
    for one in found:
        yield _with_parentheses(one, run)


def _after(groups: list[_Group], at: int) -> int:
    """Where the next number may begin: an unknown country code takes along what follows it."""
    at, abroad = at + 1, groups[at].plus
    while abroad and at < len(groups) and not groups[at].plus:
        at += 1
    return at


def _groups(run: re.Match[str]) -> list[_Group]:
    groups = []
    for one in _GROUP.finditer(run[0]):
        start, end, plus = run.start() + one.start(), run.start() + one.end(), bool(one[1])
        if len(one[2]) == _TWO_CONTIGUOUS and not plus:
            middle = end - _TWO_CONTIGUOUS // 2
            half = _TWO_CONTIGUOUS // 2
            groups.append(_Group(start, middle, False, one[2][:half]))
            groups.append(_Group(middle, end, False, one[2][half:]))
        else:
            first = run.start() + one.start(2)
            groups.append(_Group(start if plus else first, end, plus, one[2]))
    return groups


def _polish(groups: list[_Group], at: int) -> tuple[int, str] | None:
    """The last group of the longest Polish number that begins at a group, and the number."""
    best = None
    joined = "+" if groups[at].plus else ""
    for place in range(at, len(groups)):
        if place > at and groups[place].plus:
            break
        joined += groups[place].figures
        if len(joined) > _LONGEST_POLISH:
            break
        number = _POLISH.fullmatch(joined)
        if number is not None:
            best = place, f"+48{number[1]}"
    return best


def _abroad(groups: list[_Group], at: int) -> tuple[int, str] | None:
    """As `_polish`, of one that begins with + or 00: the longest that is valid, else possible."""
    plus = groups[at].plus
    if not plus and not groups[at].figures.startswith("00"):
        return None
    possible = None
    joined = ""
    ends: list[tuple[int, str]] = []
    for place in range(at, len(groups)):
        if place > at and groups[place].plus:
            break
        joined += groups[place].figures
        if len(joined) > LONGEST:
            break
        ends.append((place, joined if plus else joined[2:]))
    for place, figures in reversed(ends):
        number, valid = _parsed(f"+{figures}", None)
        if valid:
            return place, number
        possible = possible or ((place, number) if number else None)
    return possible


def _whole_run(groups: list[_Group], *, alone: bool) -> str | None:
    """All of a run as one number: with a country code but no plus, or of another length."""
    if any(group.plus for group in groups):
        return None
    figures = "".join(group.figures for group in groups)
    if not _FEWEST_DIGITS <= len(figures) <= LONGEST:
        return None
    if alone:
        number, valid = _parsed(figures, "PL")
        if valid:
            return number
    if len(groups) > 1 and not figures.startswith("0"):
        number, valid = _parsed(f"+{figures}", None)
        if valid and _calling_code(number) == groups[0].figures:
            return number
    return None


def _parsed(figures: str, region: str | None) -> tuple[str, bool]:
    """The number in E.164, empty when it is impossible; and whether it is valid."""
    import phonenumbers  # noqa: PLC0415 - 20 ms, and most numbers do without

    try:
        number = phonenumbers.parse(figures, region)
    except phonenumbers.NumberParseException:
        return "", False
    # Many short numbers are possible somewhere: without a country code only a valid one counts.
    if not phonenumbers.is_possible_number(number):
        return "", False
    shown = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return shown, bool(phonenumbers.is_valid_number(number))


def _calling_code(number: str) -> str:
    import phonenumbers  # noqa: PLC0415 - 20 ms, and most numbers do without

    return str(phonenumbers.parse(number, None).country_code)


def _with_parentheses(found: Found, run: re.Match[str]) -> Found:
    """The parenthesis before the area code belongs to the number, and one around all of it."""
    start, end = found.start - run.start(), found.end - run.start()
    opened = run[0][:start].endswith("(")
    inside = run[0][start:end]
    if opened and inside.count(")") > inside.count("("):
        return found._replace(start=found.start - 1)
    if opened and run[0][end:].startswith(")"):
        return found._replace(start=found.start - 1, end=found.end + 1)
    return found


def extension_at(text: str, end: int) -> tuple[str, int]:
    """The extension behind a number that ends there, and where that ends."""
    extension = _EXTENSION.match(text, end)
    return ("", end) if extension is None else (extension[1], extension.end())


def remark_of(before: str, after: str) -> str:
    """What is said beside a number: without what separates it, and without “tel.”."""
    said = (_SAYS_NOTHING.sub("", _bare(before)), _bare(after))
    return " ".join(part for part in said if part)


def _bare(text: str) -> str:
    bare = text.strip(" ,;:|")
    if bare.startswith(("/ ", "- ", "– ")):
        bare = bare[2:].strip()
    if bare.endswith((" -", " –")):
        bare = bare[:-2].strip()
    if bare.startswith("(") and bare.find(")") == len(bare) - 1:
        bare = bare[1:-1].strip()
    return bare if any(sign.isalnum() for sign in bare) else ""


def is_short_number(text: str) -> bool:
    """Whether a text without a whole number still holds one: an emergency call, an extension."""
    short = _SHORT.fullmatch(text)
    if short is None or _MOMENT.search(text):
        return False
    figures = sum(sign.isdigit() for sign in text[: short.start("rest")])
    enough = not short["rest"] or figures >= _FEWEST_BESIDE_WORDS
    return enough and not short["rest"].startswith(":") and figures <= LONGEST


# A text with several numbers


def entries(text: str) -> list[str]:
    """A typed list, number by number, each with the words beside it.

    What holds no number goes with the number before it, else with the one after it.
    """
    pieces = _pieces(text)
    kinds = [_kind(text[start:end].strip()) for start, end in pieces]
    taken: list[tuple[int, int]] = []
    if "number" not in kinds:
        return [text[start:end].strip() for start, end in pieces]
    begins: int | None = None
    for (start, end), kind in zip(pieces, kinds, strict=True):
        if kind == "words":
            if taken:
                taken[-1] = taken[-1][0], end
            elif begins is None:
                begins = start
            continue
        taken.append((start if begins is None else begins, end))
        begins = None
    return [one for start, end in taken for one in _apart(text[start:end].replace("\n", " "))]


def _pieces(text: str) -> list[tuple[int, int]]:
    """What stands between commas and line ends outside of parentheses."""
    pieces = []
    start = depth = 0
    closing = text.count(")")
    for place, sign in enumerate(text):
        if sign == "(" and closing:
            depth += 1
        elif sign == ")":
            closing -= 1
            depth = max(0, depth - 1)
        elif (sign == "\n" or not depth) and _SEPARATOR.match(sign):
            depth = 0
            pieces.append((start, place))
            start = place + 1
    pieces.append((start, len(text)))
    return [(start, end) for start, end in pieces if text[start:end].strip()]


def _kind(piece: str) -> str:
    if numbers_in(piece):
        return "number"
    if _EXTENSION.fullmatch(piece):
        return "words"
    figures = sum(sign.isdigit() for sign in piece)
    return "short" if figures >= _FEWEST_BESIDE_WORDS and is_short_number(piece) else "words"


def _apart(text: str) -> list[str]:
    """A text with several numbers and no separator that counts, cut before each further one."""
    found = numbers_in(text)
    cuts = [0]
    for one, following in pairwise(found):
        _number, end = extension_at(text, one.end)
        gap = text[end : following.start]
        separators = list(_SECOND.finditer(gap))
        label = _LABEL.search(gap)
        if separators:
            cuts.append(end + separators[-1].end())
        else:
            cuts.append(end + (len(gap) if label is None else label.start()))
    return [
        _SECOND_LAST.sub("", text[start:end]).strip(" ,;|")
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    ]
