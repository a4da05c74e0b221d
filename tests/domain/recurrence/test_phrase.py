"""How often something repeats: read, said again, and on which days, whatever the calendar does."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.days import DAYS
from tests.support.languages import speaking
from tui_crm.domain.company_settings import Company
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.domain.recurrence.phrase import (
    LAST,
    MOST,
    Repeat,
    Unit,
    describe,
    next_day,
    presets,
    read_repeat,
    read_rule,
    rule_of,
)

WEDNESDAY = date(2026, 11, 25)
OFFICE = WorkDays.of(Company())
STARTS = st.dates(date(2024, 1, 1), date(2036, 12, 31)) | DAYS


@st.composite
def repeats(draw: st.DrawFn) -> Repeat:
    """Every kind of rule there is."""
    start = draw(STARTS)
    unit = draw(st.sampled_from(Unit))
    every = draw(st.integers(1, min(MOST[unit], 12)))
    fields: dict[str, object] = {}
    working = unit in {Unit.DAYS, Unit.MONTHS} and draw(st.booleans())
    if working:
        fields["working"] = True
        every = every if unit is Unit.MONTHS else 1
        fields["nth"] = draw(st.sampled_from([LAST, 1, 2, 3, 4])) if unit is Unit.MONTHS else 0
    elif unit is Unit.WEEKS:
        fields["weekdays"] = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    elif unit is Unit.MONTHS and draw(st.booleans()):
        fields["nth"] = draw(st.sampled_from([LAST, 1, 2, 3, 4]))
        fields["weekdays"] = (draw(st.integers(0, 6)),)
    elif unit is Unit.MONTHS:
        fields["day"] = draw(st.integers(1, 31))
    elif unit is Unit.YEARS:
        fields["month"] = draw(st.integers(1, 12))
        # As it is said: a month has the days of a leap year.
        fields["day"] = draw(
            st.integers(1, calendar.monthrange(2028, int(str(fields["month"])))[1])
        )
    ends = draw(st.sampled_from(["never", "until", "times"]))
    if ends == "until":
        fields["until"] = start + timedelta(days=draw(st.integers(0, 800)))
    elif ends == "times":
        fields["times"] = draw(st.integers(1, 40))
    return Repeat(start, unit, every, **fields)  # type: ignore[arg-type]  # drawn by name


def fits(repeat: Repeat, day: date) -> bool:
    """The rule worked out naively, for one day; its end aside."""
    start, last = repeat.start, calendar.monthrange(day.year, day.month)[1]
    months = (day.year - start.year) * 12 + day.month - start.month
    match repeat.unit:
        case Unit.DAYS if repeat.working:
            return OFFICE.working(day)
        case Unit.DAYS:
            return (day - start).days % repeat.every == 0
        case Unit.WEEKS:
            monday = start - timedelta(days=start.weekday())
            return (day - monday).days // 7 % repeat.every == 0 and day.weekday() in repeat.weekdays
        case Unit.MONTHS if months % repeat.every:
            return False
        case Unit.MONTHS if repeat.nth:
            among = [
                one
                for one in month_of(day)
                if (OFFICE.working(one) if repeat.working else one.weekday() == repeat.weekdays[0])
            ]
            place = repeat.nth - 1 if repeat.nth > 0 else LAST
            return len(among) > place and among[place] == day
        case Unit.MONTHS:
            return day.day == min(repeat.day, last)
        case Unit.YEARS:
            right = (day.year - start.year) % repeat.every == 0 and day.month == repeat.month
            return right and day.day == min(repeat.day, last)


def month_of(day: date) -> Iterator[date]:
    for number in range(1, calendar.monthrange(day.year, day.month)[1] + 1):
        yield day.replace(day=number)


# Reading


@pytest.mark.parametrize(
    ("english", "polish", "rule"),
    [
        ("daily", "codziennie", "FREQ=DAILY"),
        ("every day", "co dzień", "FREQ=DAILY"),
        ("every 3 days", "co 3 dni", "FREQ=DAILY;INTERVAL=3"),
        ("every weekday", "w dni robocze", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
        ("weekdays", "co dzień roboczy", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
        ("weekly", "co tydzień", "FREQ=WEEKLY;BYDAY=WE"),
        ("every other week", "co drugi tydzień", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("weekly on mon and fri", "co tydzień w pn i pt", "FREQ=WEEKLY;BYDAY=MO,FR"),
        (
            "every 2 weeks on tue, thu", "co 2 tygodnie we wt, czw",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
        ),
        ("every Monday", "w każdy poniedziałek", "FREQ=WEEKLY;BYDAY=MO"),
        ("mondays and thursdays", "w poniedziałki i czwartki", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("every mon-fri", "co pn-pt", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("monthly", "co miesiąc", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("monthly on the 15th", "co miesiąc 15.", "FREQ=MONTHLY;BYMONTHDAY=15"),
        (
            "every 3 months on the 31st", "co 3 miesiące 31.",
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        ),
        ("quarterly", "co kwartał", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25"),
        (
            "end of the month", "koniec miesiąca",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        ),
        (
            "last working day of the month", "ostatni dzień roboczy miesiąca",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        ),
        (
            "first monday of the month", "pierwszy poniedziałek miesiąca",
            "FREQ=MONTHLY;BYDAY=1MO",
        ),
        ("last friday of the month", "ostatni piątek miesiąca", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("yearly", "co rok", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25"),
        ("every 2 years", "co 2 lata", "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=25"),
        ("yearly on 29 feb", "co rok 29 lut", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("daily until 31.12", "codziennie do 31.12", "FREQ=DAILY;UNTIL=20261231"),
        (
            "weekly, until 31.12.2027", "co tydzień do 31.12.2027",
            "FREQ=WEEKLY;BYDAY=WE;UNTIL=20271231",
        ),
        ("daily 10 times", "codziennie 10 razy", "FREQ=DAILY;COUNT=10"),
        ("every 2 d", "co 2 d", "FREQ=DAILY;INTERVAL=2"),
        ("every other quarter", "co drugi kwartał", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=25"),
        ("every 2 quarters", "co 2 kwartały", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=25"),
        ("every 730 days", "co 730 dni", "FREQ=DAILY;INTERVAL=730"),
        ("every 104 weeks", "co 104 tygodnie", "FREQ=WEEKLY;INTERVAL=104;BYDAY=WE"),
        ("every 24 months", "co 24 miesiące", "FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=25"),
        ("daily until 25.11.2026", "codziennie do 25.11.2026", "FREQ=DAILY;UNTIL=20261125"),
    ],
)  # fmt: skip
def test_what_people_say_is_read_in_both_languages(english: str, polish: str, rule: str) -> None:
    for said in (english, polish, english.upper(), f"  {polish} "):
        repeat = read_repeat(said, WEDNESDAY)
        assert repeat is not None
        assert rule_of(repeat) == rule, said


@pytest.mark.parametrize("said", ["", "   ", "."])
def test_nothing_typed_repeats_nothing(said: str) -> None:
    assert read_repeat(said, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("blah", "“blah” does not say how often."),
        ("every", "does not say how often"),
        ("5", "does not say how often"),
        ("weekly on foo", "does not say how often"),
        ("every m", "does not say how often"),
        ("daily on mon", "does not say how often"),
        ("hourly", "does not say how often"),
        ("every d", "does not say how often"),
        ("every fri-mon", "does not say how often"),
        ("every 731 days", "at least every 2 years"),
        ("every 105 weeks", "at least every 2 years"),
        ("every 25 months", "at least every 2 years"),
        ("daily 731 times", "at most 730 times"),
        ("every 0 days", "at least every 2 years"),
        ("every 999 days", "at least every 2 years"),
        ("every 3 years", "at least every 2 years"),
        ("monthly on the 32nd", "the days 1 to 31"),
        ("monthly 0", "the days 1 to 31"),
        ("daily until 24.11.2026", "It would end before it starts."),
        ("daily until 9:30", "Type the last day like"),
        ("daily until soon", "is not a date"),
        ("daily 999 times", "at most 730 times"),
        ("daily 0 times", "at least once"),
        ("daily 3 times until 31.12", "not both"),
        ("weekly " + "x" * 200, "does not say how often"),
        ("weekly" + " " * 100 + "or so", "does not say how often"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_type(said: str, told: str) -> None:
    with pytest.raises(CrmError) as refused:
        read_repeat(said, WEDNESDAY)
    assert told in refused.value.message


def test_the_last_day_is_the_nearest_one_after_the_start() -> None:
    for start, last in ((date(2027, 11, 25), 2027), (date(2027, 12, 31), 2027)):
        repeat = read_repeat("daily until 31.12", start)
        assert repeat is not None
        assert repeat.until == date(last, 12, 31)


@given(st.text(max_size=120), STARTS)
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(said: str, start: date) -> None:
    try:
        repeat = read_repeat(said, start)
    except CrmError:
        return
    assert repeat is None or read_rule(rule_of(repeat), start) == repeat


WORDS = st.sampled_from(
    [
        "every", "co", "weekly", "tydzień", "2", "3", "31.", "1st", "weeks", "tygodnie", "on", "we",
        "mon", "wt", ",", "and", "i", "until", "do", "31.12", "times", "razy", "monthly", "first",
        "pierwszy", "ostatni", "dzień", "roboczy", "last", "working", "day", "of", "the", "month",
        "miesiąca", "every 2", "co 3 miesiące",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=9).map(" ".join), STARTS)
def test_words_in_any_order_are_read_or_refused(said: str, start: date) -> None:
    try:
        repeat = read_repeat(said, start)
    except CrmError:
        return
    assert repeat is None or read_rule(rule_of(repeat), start) == repeat


@pytest.mark.parametrize("spoken", ["en", "pl"])
@given(repeat=repeats())
def test_what_is_said_is_read_again(spoken: str, repeat: Repeat) -> None:
    with speaking(spoken):
        assert read_repeat(describe(repeat), repeat.start) == repeat


@given(STARTS)
def test_the_presets_are_all_different_and_read_again(start: date) -> None:
    offered = presets(start)
    assert len(set(map(describe, offered))) == len(offered)
    for repeat in offered:
        assert read_repeat(describe(repeat), start) == repeat
        assert next_day(repeat, start, OFFICE) is not None


@pytest.mark.parametrize(
    ("start", "nth"),
    [(date(2026, 12, 1), 1), (date(2026, 12, 7), 1), (date(2026, 12, 8), 2),
     (date(2026, 12, 28), 4), (date(2026, 12, 29), LAST)],
)  # fmt: skip
def test_a_fifth_one_of_the_month_is_offered_as_its_last(start: date, nth: int) -> None:
    counted = [one for one in presets(start) if one.nth and one.weekdays]
    assert [(one.nth, one.weekdays) for one in counted] == [(nth, (start.weekday(),))]


# The rule as text


@given(repeats())
def test_the_stored_rule_is_short_and_read_back(repeat: Repeat) -> None:
    rule = rule_of(repeat)
    assert len(rule) <= 255
    assert read_rule(rule, repeat.start) == repeat


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=HOURLY", "FREQ=SECONDLY;INTERVAL=1", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000", "FREQ=DAILY;INTERVAL=1", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO,MO", "FREQ=WEEKLY;BYDAY=TU,MO,", "FREQ=MONTHLY",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=DAILY;UNTIL=20261340",
        "FREQ=DAILY;COUNT=999", "FREQ=DAILY;UNTIL=20200101", "DTSTART=20260101;FREQ=DAILY",
        "FREQ=DAILY\nCOUNT=1", "freq=daily", "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;COUNT=٣",
        "FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 90),
    ],
)  # fmt: skip
def test_a_rule_that_was_not_written_here_is_refused(rule: str) -> None:
    with pytest.raises(CrmError):
        read_rule(rule, WEDNESDAY)


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("co drugi wtorek", "co 2 tygodnie we wtorek"),
        ("w co drugi wtorek", "every 2 weeks on tue"),
        ("co druga środa do 31.12", "every 2 weeks on wed until 31.12"),
        ("co drugi wtorek 10 razy", "every 2 weeks on tue 10 times"),
        ("co 2 piątki", "every 2 weeks on fri"),
        ("co trzeci piątek", "every 3 weeks on fri"),
        ("co drugi poniedziałek i środę", "every 2 weeks on mon and wed"),
        ("every other fri", "every 2 weeks on fri"),
        ("every second tuesday", "every 2 weeks on tue"),
        ("every second tuesday of the month", "second tuesday of the month"),
        ("co drugi wtorek miesiąca", "second tuesday of the month"),
        ("every third friday of the month", "third friday of the month"),
        ("co sb", "every sat"),
        ("raz w tygodniu", "weekly"),
        ("raz na dwa tygodnie", "every 2 weeks"),
        ("once a month", "monthly"),
        ("co pół roku", "every 6 months"),
        ("co miesiąc 3-go", "monthly on the 3rd"),
    ],
)
def test_other_ways_to_say_the_same(typed: str, like: str) -> None:
    assert read_repeat(typed, WEDNESDAY) == read_repeat(like, WEDNESDAY)


@pytest.mark.parametrize("typed", ["every third friday", "every 4th tue"])
def test_every_third_friday_may_be_once_a_month(typed: str) -> None:
    with pytest.raises(CrmError, match="weeks or once a month"):
        read_repeat(typed, WEDNESDAY)


@pytest.mark.parametrize("typed", ["biweekly", "co drugi dzień roboczy", "co ostatni piątek"])
def test_what_may_mean_two_rhythms_is_refused(typed: str) -> None:
    with pytest.raises(CrmError, match="how often"):
        read_repeat(typed, WEDNESDAY)
