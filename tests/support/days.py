"""Days and times at which calendars and clocks trip: drawn often, beside all the others."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.support.builders import WARSAW
from tui_crm.domain.company_settings import Company, Hours
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dates.workdays import WorkDays

NEW_YORK: Final = ZoneInfo("America/New_York")
KOLKATA: Final = ZoneInfo("Asia/Kolkata")

FIRST, LAST = date(2024, 1, 1), date(2029, 12, 31)
ALL_ZONES: Final = (WARSAW, NEW_YORK, KOLKATA)
ZONES: Final = st.sampled_from(ALL_ZONES)


_ALL: Final = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def _offset(day: date, zone: ZoneInfo) -> timedelta | None:
    return datetime.combine(day, time(), zone).utcoffset()


CHANGES: Final = [
    day for day in _ALL for zone in ALL_ZONES
    if _offset(day, zone) != _offset(day + timedelta(days=1), zone)
]  # fmt: skip
"""The days on which the clocks change somewhere."""
_ENDS: Final = [day for day in _ALL if (day + timedelta(days=1)).day == 1]
_BESIDE: Final = st.integers(-1, 1).map(timedelta)

DAYS: Final = st.one_of(
    st.dates(FIRST, LAST),
    st.builds(date.__add__, st.sampled_from(CHANGES), _BESIDE),
    st.builds(date.__add__, st.sampled_from(_ENDS), _BESIDE),
)
"""Both changes of the clocks, 28 and 29 February, the ends of months and years, and any day."""

CLOCKS: Final = st.one_of(
    st.times(),
    st.sampled_from([time(0), time(1), time(1, 30), time(2), time(2, 30), time(3), time(23, 59)]),
).map(lambda clock: clock.replace(second=0, microsecond=0, fold=0))


_LATER: Final = st.sampled_from([timedelta(0), timedelta(hours=1)])
_MINUTES: Final = st.integers(-8, 8).map(lambda n: timedelta(minutes=20) * n)


@st.composite
def _zoned(draw: st.DrawFn) -> tuple[ZoneInfo, datetime, datetime]:
    zone = draw(ZONES)

    def moment() -> datetime:
        """Also one whose wall clock shows the same a second time."""
        at = localise(datetime.combine(draw(DAYS), draw(CLOCKS)), zone).astimezone(UTC)
        return (at + draw(_LATER)).astimezone(zone)

    first = moment()
    if draw(st.booleans()):
        return zone, first, moment()
    near = first.astimezone(UTC) + draw(_MINUTES) + draw(_BESIDE)
    return zone, first, near.astimezone(zone)


ZONED: Final = _zoned()
"""A zone and two moments in it, often close to each other."""

ALWAYS: Final = WorkDays((Hours(time(0), time(23, 59)),) * 7, holidays=False)
WEEKS: Final = st.sampled_from(
    [
        WorkDays.of(Company()),
        ALWAYS,
        WorkDays((Hours(time(2), time(5)),) * 7, holidays=False),
        WorkDays((None,) * 6 + (Hours(time(1), time(3)),)),
    ]
)
"""The office, and those who work when the clocks are changed."""
