"""Reading distances: `3d`, `1w2d`, `za tydzień`, `2h30`, `za 1,5 h`, `half an hour`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui_crm.domain.dates import vocabulary
from tui_crm.domain.dates.unreadable import UnreadableDate
from tui_crm.i18n import _

_MOST_DIGITS: Final = 5
_HOUR_UNIT: Final = r"(?:h|hrs?|hours?|g|godz\.?|godzin[aey]?)"
_OFFSET: Final = re.compile(r"(?P<before>\+ ?|- ?|za |in )?(?P<steps>.+?)(?P<ago> ago| temu)?")
POINT: Final = "_"
"""The decimal point in a folded text: neither a dot, which makes dates, nor a comma."""
_STEP: Final = re.compile(rf"[0-9]+(?:{POINT}[0-9]+)?|[a-z]+|[^ ]")
# “1.5h” and “1.5 hours”; in “26.5 godz. 9” it is a date.
_FRACTION: Final = r"(?<![0-9.])([0-9]{1,2})\.(0|25|50?|75)"
_DOTTED: Final = re.compile(_FRACTION + r"(?=(?:g|godz|godzin[aey]?| ?(?:h|hrs?|hours?))(?![a-z]))")
_DOTTED_AFTER: Final = re.compile(_FRACTION + rf"(?= ?{_HOUR_UNIT})")
# “2h30”, and after “za” also “2h 30”; without “za” that might be half past midnight.
_HOURS_AND: Final = re.compile(rf"(?<=[0-9])( ?{_HOUR_UNIT})([0-5][0-9])$")
_HOURS_AND_AFTER: Final = re.compile(rf"(?<=[0-9])( ?{_HOUR_UNIT}) ?([0-5][0-9])$")
_AND_A_HALF: Final = re.compile(
    rf"(?P<hours>[0-9]{{1,2}}|[a-z]+) (?:i pol|and a half) {_HOUR_UNIT}\.?"
)


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance; `minutes` is None when only days, weeks or months were typed.

    *directed* when it was typed in which direction, as in `in 3d` or `3d ago`.
    """

    months: int = 0
    days: int = 0
    minutes: int | None = None
    directed: bool = False

    def backwards(self) -> Offset:
        """The same distance before, unless it was typed in which direction."""
        if self.directed:
            return self
        minutes = None if self.minutes is None else -self.minutes
        return Offset(-self.months, -self.days, minutes)


def read_offset(text: str) -> Offset | None:
    """`3d`, `1w2d`, `za tydzień`, `in 2 hours`; before now with `-3d` and `3 days ago`."""
    found = _OFFSET.fullmatch(text)
    if found is None or (found["before"] and found["ago"]):
        return None
    after_a_word = found["before"] in {"za ", "in "}
    steps = _lengths(found["steps"], after_a_word=after_a_word)
    if steps is None:
        return None
    sign = -1 if found["ago"] or (found["before"] or "").startswith("-") else 1
    directed = bool(found["before"] or found["ago"])
    return Offset(**{unit: sign * number for unit, number in steps.items()}, directed=directed)


def _lengths(text: str, *, after_a_word: bool) -> dict[str, int] | None:
    if text in vocabulary.HALVES:
        return {"minutes": vocabulary.HALVES[text]}
    if text in vocabulary.HALF_YEARS:
        return {"months": vocabulary.HALF_YEARS[text]}
    if half := _AND_A_HALF.fullmatch(text):
        hours = vocabulary.NUMBER.get(half["hours"], half["hours"])
        return {"minutes": int(hours) * 60 + 30} if str(hours).isdecimal() else None
    joined = _HOURS_AND_AFTER if after_a_word else _HOURS_AND
    dotted = _DOTTED_AFTER if after_a_word else _DOTTED
    text = dotted.sub(rf"\1{POINT}\2", joined.sub(r"\1 \2 min", text))
    return _read_steps(text, one_is_meant=after_a_word)


def _read_steps(text: str, *, one_is_meant: bool) -> dict[str, int] | None:
    """How many months, days and minutes; each unit may occur once, as in `1w 2d`."""
    totals: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    number: str | None = "1" if one_is_meant else None
    fresh = True
    for word in _STEP.findall(text):
        if word[0] in "0123456789" or word in vocabulary.NUMBER:
            if not fresh:
                return None
            number, fresh = str(vocabulary.NUMBER.get(word, word)), False
        elif unit := _unit(word):
            amount = None if number is None or unit in seen else _amount(number, unit)
            if amount is None:
                return None
            seen.add(unit)
            totals[unit[0]] = totals.get(unit[0], 0) + amount
            number, fresh = None, True
        elif not (fresh and seen and word in {"i", "and", "."}):
            return None
    return totals if seen and number is None and word not in {"i", "and"} else None


def _unit(word: str) -> tuple[str, int] | None:
    for name, table in (
        ("minutes", vocabulary.MINUTES),
        ("days", vocabulary.DAYS),
        ("months", vocabulary.MONTHS),
    ):
        if word in table:
            return name, table[word]
    return None


def _amount(number: str, unit: tuple[str, int]) -> int | None:
    """How many minutes, days or months; only hours have fractions, 2.5 days would be a guess."""
    if len(number) > _MOST_DIGITS:
        raise UnreadableDate(_("That is too far away. Type a smaller number, like 3d or 2w."))
    if POINT in number:
        hours = float(number.replace(POINT, "."))
        return round(hours * 60) if unit == ("minutes", 60) else None
    return int(number) * unit[1]
