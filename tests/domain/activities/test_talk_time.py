"""How long a conversation took: as typed, and as written out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.activities.talk_time import read_seconds, shown_seconds
from tui_crm.domain.activities.timer import LONGEST_SECONDS, clock
from tui_crm.domain.dates.duration import read_minutes, shown_minutes
from tui_crm.domain.errors import RuleViolation


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("7", "7 min"),
        ("7:30", "7 min 30 s"),
        ("7.30", "7 min 30 s"),
        ("7 min", "7 min"),
        ("7 minut", "7 min"),
        ("1h05", "1 h 5 min"),
        ("1 h 5", "1 h 5 min"),
        ("1 godz. 5 min", "1 h 5 min"),
        ("1:07:30", "1 h 7 min 30 s"),
        ("7,5", "7 min 30 s"),
        ("1,5 h", "1 h 30 min"),
        ("90", "1 h 30 min"),
        ("90:00", "1 h 30 min"),
        ("45 s", "45 s"),
        ("0:45", "45 s"),
        ("7m30s", "7 min 30 s"),
        ("7'30\"", "7 min 30 s"),
        ("pół godziny", "30 min"),
        ("half an hour", "30 min"),
        ("0", "0 min"),
        ("24h", "24 h"),
    ],
)
def test_what_is_typed_is_written_out(typed: str, shown: str) -> None:
    seconds = read_seconds(typed)
    assert seconds is not None
    assert shown_seconds(seconds) == shown


@pytest.mark.parametrize("typed", ["", "  ", "\t"])
def test_nothing_typed_is_nothing(typed: str) -> None:
    assert read_seconds(typed) is None


@pytest.mark.parametrize(
    "typed", ["7:3", "7:60", "1:60:00", "-7", "abc", "7 7 7", "٧", "7 s 3", ":30", "7:", "min", ","]
)
def test_what_is_no_length_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(RuleViolation, match="7:30 or 1h05") as refused:
        read_seconds(typed)
    assert refused.value.field == "took"


@pytest.mark.parametrize("typed", ["1441", "25h", "24:00:01", "9999:59"])
def test_more_than_a_day_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation, match="longer than a day"):
        read_seconds(typed)


@given(st.integers(0, LONGEST_SECONDS))
def test_every_length_is_read_again_as_it_is_shown(seconds: int) -> None:
    assert read_seconds(shown_seconds(seconds)) == seconds
    assert read_seconds(clock(seconds)) == seconds


@given(st.text(max_size=12))
def test_any_text_is_a_length_or_refused(text: str) -> None:
    try:
        seconds = read_seconds(text)
    except RuleViolation:
        return
    assert seconds is None or 0 <= seconds <= LONGEST_SECONDS


def test_the_same_text_is_hours_and_minutes_where_it_is_planned() -> None:
    assert shown_minutes(read_minutes("7:30")) == "7 h 30 min"
    seconds = read_seconds("7:30")
    assert seconds is not None
    assert shown_seconds(seconds) == "7 min 30 s"
