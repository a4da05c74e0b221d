"""Finding contractors and persons by what is typed: words by their beginnings, numbers by an end.

All of it is looked up: in the words of the names, and in the indexes of numbers and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from peewee import SQL, NodeList

from tui_crm.domain.directory.phone import digits, tail
from tui_crm.domain.text import SEARCH_LIMIT, backwards, clean_line, fold
from tui_crm.queries.common.text_match import folded_words
from tui_crm.store.models import Contractor, Person

FEWEST_DIGITS: Final = 3
_NUMBER: Final = re.compile(r"[\d\s+()./\-–]+")
_TOKEN: Final = re.compile(r"[^\W_]+")
_TAX_ID: Final = re.compile(r"([a-z]{2}) ?([0-9][0-9 ./-]{4,})")
_AFTER_ALL: Final = "\U0010ffff"

_CONTRACTOR_WORDS: Final = "SELECT rowid FROM contractor_words WHERE contractor_words MATCH ?"
_PERSON_WORDS: Final = "SELECT rowid FROM person_words WHERE person_words MATCH ?"
_PERSONS_AT: Final = (
    "SELECT a.person_id FROM contractor_words w CROSS JOIN affiliation a"
    " ON a.contractor_id = w.rowid WHERE w.contractor_words MATCH ? AND a.active"
)


def contractors_found(text: str) -> list[Any]:
    """The condition in SQL; digits are also looked for in the numbers of a contractor's persons."""
    number = number_in(text)
    if number:
        ways = [
            *_words(_CONTRACTOR_WORDS, text),
            (_CONTRACTOR_WORDS, [_begins([number])]),
            *_with_number(number, _of_contractor),
        ]
        return [_among(Contractor.id, ways)]
    tax_id = _TAX_ID.fullmatch(fold(text[:SEARCH_LIMIT]))
    if tax_id is not None:
        country, figures = tax_id[1], digits(tax_id[2])
        either = " OR ".join((_begins([figures]), _begins([f"{country}{figures}"])))
        return [_among(Contractor.id, [(_CONTRACTOR_WORDS, [either])])]
    return [
        _among(
            Contractor.id, [*_words(_CONTRACTOR_WORDS, word), *_with_address(word, _of_contractor)]
        )
        for word in _telling(text)
    ]


def persons_found(text: str) -> list[Any]:
    """The condition in SQL; a word may also be one of the contractor's where they work."""
    number = number_in(text)
    if number:
        ways = [*_words(_PERSON_WORDS, text), *_with_number(number, _of_person)]
        return [_among(Person.id, ways)]
    return [
        _among(
            Person.id,
            [
                *_words(_PERSON_WORDS, word),
                *(_words(_PERSONS_AT, word) if len(word) > 1 else ()),
                *_with_address(word, _of_person),
            ],
        )
        for word in _telling(text)
    ]


def _telling(text: str) -> list[str]:
    """The words with a letter or a digit; the others only where there is nothing else."""
    words = folded_words(text)
    return [word for word in words if tokens_of(word)] or words[:1]


def number_in(text: str) -> str:
    """The digits of a text that is a number and nothing else; empty when it is not."""
    line = clean_line(text[:SEARCH_LIMIT])
    figures = digits(line)
    return figures if len(figures) >= FEWEST_DIGITS and _NUMBER.fullmatch(line) else ""


def tokens_of(word: str) -> list[str]:
    """The word as the words of names are cut: letters and digits, at every sign between them."""
    return _TOKEN.findall(word)


def _words(statement: str, text: str) -> list[tuple[str, list[Any]]]:
    tokens = [token for word in folded_words(text) for token in tokens_of(word)]
    return [(statement, [_begins(tokens)])] if tokens else []


def _begins(tokens: Sequence[str]) -> str:
    return " AND ".join(f'"{token}"*' for token in tokens)


_Ways = list[tuple[str, list[Any]]]


def _of_contractor(table: str, condition: str) -> tuple[str, str]:
    """The contractors that have such a number or address, and those whose persons do."""
    return (
        f"SELECT contractor_id FROM {table} WHERE {condition} AND contractor_id IS NOT NULL",
        (
            f"SELECT a.contractor_id FROM {table} CROSS JOIN affiliation a"
            f" ON a.person_id = {table}.person_id WHERE {condition} AND a.active"
        ),
    )


def _of_person(table: str, condition: str) -> tuple[str, ...]:
    return (f"SELECT person_id FROM {table} WHERE {condition} AND person_id IS NOT NULL",)


def _with_number(figures: str, whose: Any) -> _Ways:
    """Whose numbers end with the digits, or begin with them after the prefix of the country."""
    last = tail(figures)
    ends = (f"{whole}.{column}" for whole, column in (("phone", "backwards"), ("phone", "tail")))
    ways: _Ways = []
    for column, key in zip(ends, (backwards(last), last), strict=True):
        condition = f"{column} >= ? AND {column} < ?"
        ways += [(one, [key, f"{key}:"]) for one in whose("phone", condition)]
    return ways


def _with_address(word: str, whose: Any) -> _Ways:
    """Whose e-mail address begins so."""
    if "@" not in word:
        return []
    condition = "email.normalised >= ? AND email.normalised < ?"
    return [(one, [word, f"{word}{_AFTER_ALL}"]) for one in whose("email", condition)]


def _among(column: Any, ways: _Ways) -> Any:
    if not ways:
        return SQL("0")
    union = " UNION ".join(statement for statement, _params in ways)
    params = [param for _statement, those in ways for param in those]
    return NodeList((column, SQL(f"IN ({union})", params)))
