"""The first and the last day of a list, as typed on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.builders import NOW, WARSAW
from tui_crm.domain.dates.span import check_span, read_bound, shown_day
from tui_crm.domain.dates.unreadable import UnreadableDate

SINCE, UNTIL, PAST = (False, False), (True, False), (True, True)


@pytest.mark.parametrize(
    ("typed", "way", "day"),
    [
        ("wed", SINCE, date(2026, 11, 18)),
        ("wed", UNTIL, date(2026, 11, 25)),
        ("śr", PAST, date(2026, 11, 18)),
        ("3d", SINCE, date(2026, 11, 20)),
        ("3d", UNTIL, date(2026, 11, 26)),
        ("3d", PAST, date(2026, 11, 20)),
        ("1.12", SINCE, date(2026, 12, 1)),
        ("1.11", UNTIL, date(2026, 11, 1)),
        ("1.12", PAST, date(2025, 12, 1)),
        ("5.1", UNTIL, date(2027, 1, 5)),
        ("yesterday", SINCE, date(2026, 11, 22)),
        ("jutro", SINCE, date(2026, 11, 24)),
        ("today 15:00", PAST, date(2026, 11, 23)),
        ("1.12.2026", PAST, date(2026, 12, 1)),
    ],
)
def test_each_day_is_looked_for_where_it_is_meant(
    typed: str, way: tuple[bool, bool], day: date
) -> None:
    last, past = way
    assert read_bound(typed, last=last, past=past, now=NOW, zone=WARSAW) == day
    assert read_bound(shown_day(day), last=last, past=past, now=NOW, zone=WARSAW) == day


def test_the_last_day_may_be_the_first_but_not_before_it() -> None:
    first, before = date(2026, 11, 20), date(2026, 11, 19)
    check_span(first, first)
    check_span(None, before)
    check_span(first, None)
    with pytest.raises(UnreadableDate, match=r"end on 19\.11\.2026, before"):
        check_span(first, before)
