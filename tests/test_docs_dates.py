"""The pages on dates: every example is typed through the reader that the program has for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.builders import NOW, WARSAW, at
from tests.support.languages import speaking
from tui_crm.domain.company_settings import read_hours
from tui_crm.domain.dates import vocabulary
from tui_crm.domain.dates.dates import WEEKDAYS, read_held, read_when
from tui_crm.domain.dates.distribution import distribute_from
from tui_crm.domain.dates.duration import minutes_until, read_minutes, shown_minutes, typed_end
from tui_crm.domain.dates.relative import next_step_at
from tui_crm.domain.dates.reminder import read_remind, shown_remind
from tui_crm.domain.errors import CrmError
from tui_crm.domain.recurrence import grammar as recurrence
from tui_crm.domain.recurrence.phrase import describe, read_repeat
from tui_crm.domain.text import fold
from tui_crm.i18n import _

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {"en": DOCS / "dates.md", "pl": DOCS / "pl" / "dates.md"}
AHEAD, PAST = at(26, "14:00"), at(20, "14:00")


def said(moment: datetime) -> str:
    return f"{_(WEEKDAYS[moment.weekday()])} {moment:%d.%m.%Y %H:%M}"


def when(typed: str) -> str:
    return said(read_when(typed, now=NOW, zone=WARSAW).at)


def held(typed: str) -> str:
    return said(read_held(typed, now=NOW, zone=WARSAW).at)


def refusal(typed: str) -> str:
    """Why a text is no date; empty for one that is."""
    try:
        read_when(typed, now=NOW, zone=WARSAW)
    except CrmError as refused:
        return refused.message
    return ""


def until(typed: str) -> str:
    assert typed_end(typed), typed
    return shown_minutes(minutes_until(typed_end(typed), starts=AHEAD, zone=WARSAW))


def step_from(start: datetime) -> Callable[[str], str]:
    def read(typed: str) -> str:
        found = next_step_at(typed, starts_at=start, now=NOW, zone=WARSAW)
        assert found is not None
        return said(found)

    return read


def free(typed: str) -> str:
    found = distribute_from(typed, now=NOW, zone=WARSAW)
    assert found is not None, typed
    return said(found).removesuffix(" 00:00" if found.time() == time() else "never")


def repeat(typed: str) -> str:
    found = read_repeat(typed, at(24).date())
    assert found is not None, typed
    return describe(found)


READERS: tuple[Callable[[str], str], ...] = (
    when, when, when, when, when, held, refusal,
    lambda typed: shown_minutes(read_minutes(typed)), until,
    step_from(AHEAD), step_from(PAST), free, repeat, repeat, repeat,
    lambda typed: shown_remind(read_remind(typed)),
    lambda typed: str(read_hours(typed)),
)  # fmt: skip
"""For each table of examples on the page, in its order; the tables of words come behind them."""
TABLES_OF_WORDS = 3
ROMAN_MONTH = {word.rstrip("!"): number for word, number in vocabulary.ROMAN_MONTH.items()}
"""As they are typed: the grammar marks the capitals of one letter."""


class Row(NamedTuple):
    """A line of a table: what is typed, and what the page says of it."""

    codes: list[str]
    meaning: str


def codes_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def tables(page: str) -> Iterator[list[Row]]:
    for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        rows = [line.strip("|").split("|") for line in table.splitlines()[2:]]
        yield [Row(codes_in(first), second.strip()) for first, second in rows]


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(request.param):
        yield PAGES[request.param].read_text(encoding="utf-8")


def test_every_example_is_read_as_the_page_says(page: str) -> None:
    found = list(tables(page))
    assert len(found) == len(READERS) + TABLES_OF_WORDS
    for reader, rows in zip(READERS, found, strict=False):
        for row in rows:
            assert row.codes
            assert {code: reader(code) for code in row.codes} == dict.fromkeys(
                row.codes, row.meaning
            )


def test_what_is_given_in_the_text_can_be_typed(page: str) -> None:
    prose = re.sub(r"^\|.*\n", "", page, flags=re.MULTILINE)
    units_and_keys = {"m", "mo", "mies", "c", "g", "l", "r", "Enter", "Ctrl+S", ".."}
    typed = set(codes_in(prose)) - units_and_keys
    assert typed
    assert {code: why for code in typed if (why := refusal(code))} == {}


def words_of_the_grammar() -> set[str]:
    tables_of_dates = (
        vocabulary.WEEKDAY, vocabulary.MONTH, vocabulary.DAY_FROM_TODAY, vocabulary.MONTH_END,
        vocabulary.NOON, vocabulary.NOW, vocabulary.NEXT, vocabulary.LAST, vocabulary.FILLERS,
        vocabulary.NUMBER, vocabulary.HOURS_BY_NAME, vocabulary.MINUTES, vocabulary.DAYS,
        vocabulary.MONTHS, vocabulary.HALVES, vocabulary.HALF_YEARS, ROMAN_MONTH,
    )  # fmt: skip
    return {word for table in tables_of_dates for phrase in table for word in phrase.split()}


def test_every_word_of_the_grammar_stands_on_the_page(page: str) -> None:
    named = {word for code in codes_in(page) for word in fold(code).split()}
    assert words_of_the_grammar() - named == set()


def test_every_way_to_say_how_often_stands_on_the_page(page: str) -> None:
    named = " ".join(fold(code) for code in codes_in(page))
    assert [adverb for adverb in recurrence._ADVERBS if adverb not in named] == []


def test_the_words_of_a_line_mean_the_same(page: str) -> None:
    weekdays, months, units = [
        [[fold(code) for code in codes_in(line)] for line in table.splitlines()[2:]]
        for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)[-TABLES_OF_WORDS:]
    ]
    assert [{vocabulary.WEEKDAY[word] for word in line} for line in weekdays] == [
        {number} for number in range(7)
    ]
    month = vocabulary.MONTH | ROMAN_MONTH
    assert [{month[word] for word in line} for line in months] == [
        {number} for number in range(1, 13)
    ]
    meanings = (vocabulary.MINUTES, vocabulary.DAYS, vocabulary.MONTHS)
    for line, (table, size) in zip(
        units, [(one, size) for one in meanings for size in sorted(set(one.values()))], strict=False
    ):
        assert sorted(line) == sorted(word for word, each in table.items() if each == size)
