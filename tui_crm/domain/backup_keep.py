"""Which backups are kept: the newest of each of the last days, weeks and months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _

_PART: Final = re.compile(r"([1-9]\d{0,2})([dwm])")


class Keep(NamedTuple):
    """Of how many days, weeks and months a backup is kept.

    Only those count in which there is one: a pause or a clock set wrong removes nothing.
    """

    days: int = 0
    weeks: int = 0
    months: int = 0

    def kept(self, times: Iterable[datetime]) -> set[datetime]:
        """Those of the times that are kept; the newest always is."""
        newest_first = sorted(times, reverse=True)
        kept = set(newest_first[:1])
        for count, period in ((self.days, _day), (self.weeks, _week), (self.months, _month)):
            kept |= _newest_of_each(newest_first, period, count)
        return kept


DEFAULT_KEEP: Final = Keep(14, 8, 12)


def read_keep(typed: str) -> Keep:
    """A rule as it is typed: `14d,8w,12m`, or some of it; raises `CrmError`."""
    found: dict[str, int] = {}
    for part in typed.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None or match[2] in found:
            raise CrmError(_("Type what to keep like 14d,8w,12m: so many days, weeks and months."))
        found[match[2]] = int(match[1])
    return Keep(found.get("d", 0), found.get("w", 0), found.get("m", 0))


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Any], count: int
) -> set[datetime]:
    newest: dict[Any, datetime] = {}
    for at in newest_first:
        newest.setdefault(period(at), at)
    return set(list(newest.values())[:count])


def _day(at: datetime) -> date:
    return at.date()


def _week(at: datetime) -> tuple[int, int]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, int]:
    return at.year, at.month
