"""What a saved view keeps: as it was meant, and read with suspicion."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import (
    LIST_STATES,
    ActivityOrder,
    FilterPeriod,
    ListScope,
    Without,
)
from tui_crm.domain.activities.saved_view import (
    FORMAT,
    Named,
    ViewContent,
    content_text,
    days_of,
    read_content,
    span_of,
)
from tui_crm.domain.dates.dates import FIRST_YEAR, LAST_YEAR
from tui_crm.domain.errors import Refused

MONDAY = date(2026, 11, 23)
named = st.none() | st.builds(Named, st.integers(1, 2**63 - 1), st.text(max_size=20))
days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
contents = st.builds(
    ViewContent,
    scope=st.sampled_from(ListScope),
    state=st.sampled_from(LIST_STATES),
    kind=st.none() | st.sampled_from(Kind),
    period=st.sampled_from(FilterPeriod),
    employee=named,
    contractor=named,
    type=named,
    priority=named,
    category=named,
    outcome=named,
    since=st.none() | days,
    until=st.none() | days,
    without=st.none() | st.sampled_from(Without),
    text=st.sampled_from(["", "offer", "[/]", "Łódź 🙂"]),
    order=st.sampled_from(ActivityOrder),
    descending=st.booleans(),
)


@settings(max_examples=15)
@given(contents)
def test_what_is_stored_is_read_again(content: ViewContent) -> None:
    assert read_content(content_text(content)) == content


@pytest.mark.parametrize("day", [MONDAY, date(2027, 3, 1)])
def test_a_period_is_stored_as_it_was_said_and_never_as_days(day: date) -> None:
    stored = content_text(ViewContent(period=FilterPeriod.NEXT_DAYS))
    assert json.loads(stored)["period"] == "next_days"
    first, end = days_of(read_content(stored).period, day)
    assert first == day
    assert end is not None
    assert (end - day).days == 7


@pytest.mark.parametrize(
    ("period", "today", "first", "end"),
    [
        (FilterPeriod.YESTERDAY, date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 1)),
        (FilterPeriod.LAST_WEEK, date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 23)),
        (FilterPeriod.LAST_WEEK, date(2026, 11, 29), date(2026, 11, 16), date(2026, 11, 23)),
        (FilterPeriod.LAST_MONTH, date(2026, 1, 31), date(2025, 12, 1), date(2026, 1, 1)),
        (FilterPeriod.LAST_MONTH, date(2026, 3, 31), date(2026, 2, 1), date(2026, 3, 1)),
    ],
)
def test_a_period_behind_ends_before_the_present_one(
    period: FilterPeriod, today: date, first: date, end: date
) -> None:
    assert days_of(period, today) == (first, end)
    assert span_of(ViewContent(period=period), today) == (first, end)


def test_typed_dates_hold_both_days_on_whatever_day_it_is() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 5)
    content = read_content(content_text(ViewContent(since=first, until=last)))
    assert span_of(content, date(2027, 6, 1)) == (first, date(2026, 11, 6))
    assert span_of(ViewContent(until=last), date(2027, 6, 1)) == (None, date(2026, 11, 6))


def test_a_view_of_the_version_before_is_read() -> None:
    text = '{"format": 1, "state": "open", "period": "week", "scope": "all"}'
    view = ViewContent(state="open", period=FilterPeriod.WEEK, scope=ListScope.ALL)
    assert read_content(text) == view


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", "7", '"offer"', "{}", '{"format": "1"}', '{"format": true}',
        '{"format": -1}', '{"format": 1, "state": "half done"}', '{"format": 1, "state": []}',
        '{"format": 1, "kind": "letter"}', '{"format": 1, "period": 7}',
        '{"format": 1, "scope": {}}', '{"format": 1, "order": "colour"}',
        '{"format": 2, "since": "soon"}', '{"format": 2, "until": 7}',
        '{"format": 2, "since": "9999-12-31"}', '{"format": 2, "without": "hope"}',
        '{"format": 1, "text": 5}', '{"format": 1, "contractor": 5}',
        '{"format": 1, "contractor": {"id": "5"}}', '{"format": 1, "contractor": {"id": 0}}',
        '{"format": 1, "contractor": {"id": 1' + "0" * 30 + '}}',
        '{"format": 1, "contractor": {"id": 5, "name": null}}', "[" * 100_000,
        '{"format": 1' + "0" * 5000 + "}",
    ],
)  # fmt: skip
def test_what_is_damaged_is_said(text: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        read_content(text)


def test_what_a_newer_program_saved_is_said() -> None:
    with pytest.raises(Refused, match="newer tui-crm"):
        read_content(json.dumps({"format": FORMAT + 1, "state": "forgotten"}))


def test_names_in_it_can_do_nothing_to_a_terminal() -> None:
    text = '{"format": 1, "text": "a\\u001b[2Jb", "type": {"id": 1, "name": "\\ud800\\u009bx"}}'
    content = read_content(text)
    assert content.text == "a[2Jb"
    assert content.type is not None
    assert content.type.name == "x"
