"""Reading an hour of the day: `14:30`, `2pm`, `wpół do 9`, `quarter past nine`."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from tui_crm.domain.dates import vocabulary
from tui_crm.domain.dates.unreadable import UnreadableDate
from tui_crm.i18n import _

_BEFORE: Final = r"at|o|o godz\.?|godz\.?|ok\.?|okolo|kolo|about"
_CLOCK: Final = re.compile(
    rf"(?:(?:{_BEFORE}|@) ?)?"
    r"(?P<hour>[0-9]{1,2}?)(?:[:.]?(?P<minute>[0-9]{2}))? ?(?P<half>am|pm|a\.m\.|p\.m\.)?"
)
_BEFORE_NOON: Final = re.compile(r"(?:(?:at|w|o) )?(.+)")
_HALF_OF_DAY: Final = re.compile(
    r"(?P<clock>.+?) (?:(?P<am>rano|przed poludniem|in the morning)"
    r"|po poludniu|popoludniu|wieczorem|in the afternoon|in the evening)"
)
_HOUR: Final = rf"(?P<hour>[0-9]{{1,2}}|{'|'.join(vocabulary.HOURS_BY_NAME)})"
_COUNT: Final = rf"(?P<count>[0-9]{{1,2}}|{'|'.join(vocabulary.NUMBER)})"
_NAMED_HOUR: Final = rf"(?P<hour>{'|'.join(vocabulary.HOURS_BY_NAME)})"
# Each form with the minutes to add to the named hour; 1 and -1 are the sign of the typed count.
_SPOKEN: Final = tuple(
    (re.compile(rf"(?:(?:{_BEFORE}) )?{form}"), minutes)
    for form, minutes in (
        (rf"(?:w pol do|wpol do|pol do) {_HOUR}", -30),
        (rf"half past {_HOUR}", 30),
        (rf"(?:(?:a )?quarter past|kwadrans po) {_HOUR}", 15),
        (rf"(?:(?:a )?quarter to|za kwadrans) {_HOUR}", -15),
        (rf"{_COUNT} (?:past|po) {_HOUR}", 1),
        (rf"{_COUNT} to {_HOUR}", -1),
        (rf"za {_COUNT} {_NAMED_HOUR}", -1),
        (_NAMED_HOUR, 0),
    )
)
_EARLY: Final = 8
_LATE: Final = 19
"""Of 9 and 21 o'clock the one between these is meant; where both or neither is, it is asked."""


def read_clock(text: str) -> time | None:
    """The hour of a folded text; None when it is none, `UnreadableDate` for one as `25:00`."""
    noon = _BEFORE_NOON.fullmatch(text)
    if noon and noon[1] in vocabulary.NOON:
        return time(12)
    if half := _HALF_OF_DAY.fullmatch(text):
        found = _CLOCK.fullmatch(half["clock"])
        return _in_half(text, found, morning=bool(half["am"])) if found else None
    found = _CLOCK.fullmatch(text)
    if found is None:
        return read_spoken_clock(text)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        # 12 am is midnight and 12 pm noon; 13 pm is nothing.
        afternoon = found["half"].startswith("p")
        hour = hour % 12 + (12 if afternoon else 0) if 1 <= hour <= 12 else 24
    return _checked(text, hour, minute)


def _in_half(text: str, found: re.Match[str], *, morning: bool) -> time:
    """`9 rano`, `3 po południu`; an hour of the other half of the day is refused."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if morning:
        hour = hour if hour < 12 and not found["half"] else 24
    elif not found["half"]:
        hour = hour + 12 if 1 <= hour < 12 else hour or 24
    else:
        hour = 24
    return _checked(text, hour, minute)


def _checked(text: str, hour: int, minute: int) -> time:
    if hour > 23 or minute > 59:
        raise _no_such_hour(text)
    return time(hour, minute)


def read_spoken_clock(text: str) -> time | None:
    """`wpół do 9`, `quarter to ten`, `o dziewiątej`: the one that lies in the hours of an office.

    Where neither or both do, as 7:30 and 19:30, `UnreadableDate` asks which is meant.
    """
    for form, minutes in _SPOKEN:
        found = form.fullmatch(text)
        if found is None:
            continue
        hour = vocabulary.HOURS_BY_NAME.get(found["hour"]) or int(found["hour"])
        away = minutes
        if abs(minutes) == 1:
            away *= vocabulary.NUMBER.get(found["count"]) or int(found["count"])
        if hour > 24 or abs(away) > 59:
            raise _no_such_hour(text)
        return _meant(text, hour, away)
    return None


def _no_such_hour(text: str) -> UnreadableDate:
    return UnreadableDate(
        _("There is no hour {text}. Type one from 0:00 to 23:59.").format(text=text)
    )


def _meant(text: str, named: int, minutes: int) -> time:
    hour, minute = divmod((named * 60 + minutes) % (24 * 60), 60)
    if named == 0 or named > 12:
        return time(hour, minute)
    either = (hour % 12, hour % 12 + 12)
    worked = [one for one in either if _EARLY <= one < _LATE]
    if len(worked) == 1:
        return time(worked[0], minute)
    raise UnreadableDate(
        _("“{text}” may be {one} or {other}. Type the one that you mean.").format(
            text=text, one=f"{either[0]}:{minute:02d}", other=f"{either[1]}:{minute:02d}"
        )
    )
