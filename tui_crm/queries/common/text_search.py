"""Search conditions for contractors and persons: words by prefix, numbers by prefix or suffix.

All of it uses indexes: the full-text index of names, those of phone numbers and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from peewee import SQL, NodeList

from tui_crm.domain.directory.phone import digits
from tui_crm.domain.text import SEARCH_LIMIT, clean_line, fold
from tui_crm.queries.common.number_search import FEWEST_DIGITS, beginnings, ending
from tui_crm.queries.common.text_match import folded_words
from tui_crm.store.models import Contractor, Person

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
    """The conditions in SQL; digits also match the numbers of the contractor's persons."""
    number = number_in(text)
    if number:
        ways = [
            *_words(_CONTRACTOR_WORDS, text),
            (_CONTRACTOR_WORDS, [_begins([number])]),
            *_with_number(text, _of_contractor),
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
        for word in _searchable_words(text)
    ]


def persons_found(text: str) -> list[Any]:
    """The conditions in SQL; a word also matches the name of a contractor where they work."""
    number = number_in(text)
    if number:
        ways = [*_words(_PERSON_WORDS, text), *_with_number(text, _of_person)]
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
        for word in _searchable_words(text)
    ]


def _searchable_words(text: str) -> list[str]:
    """The words with a letter or a digit; if there is none, the first word."""
    words = folded_words(text)
    return [word for word in words if tokens_of(word)] or words[:1]


def number_in(text: str) -> str:
    """The digits of a text that is nothing but a phone number; empty for any other text."""
    line = clean_line(text[:SEARCH_LIMIT])
    figures = digits(line)
    return figures if len(figures) >= FEWEST_DIGITS and _NUMBER.fullmatch(line) else ""


def tokens_of(word: str) -> list[str]:
    """The runs of letters and digits of a word, split as the full-text index splits names."""
    return _TOKEN.findall(word)


def _words(statement: str, text: str) -> list[tuple[str, list[Any]]]:
    tokens = [token for word in folded_words(text) for token in tokens_of(word)]
    return [(statement, [_begins(tokens)])] if tokens else []


def _begins(tokens: Sequence[str]) -> str:
    return " AND ".join(f'"{token}"*' for token in tokens)


_Ways = list[tuple[str, list[Any]]]


def _of_contractor(table: str, condition: str) -> tuple[str, str]:
    """Contractors that have such a number or address, and those whose persons do."""
    return (
        f"SELECT contractor_id FROM {table} WHERE {condition} AND contractor_id IS NOT NULL",
        (
            f"SELECT a.contractor_id FROM {table} CROSS JOIN affiliation a"
            f" ON a.person_id = {table}.person_id WHERE {condition} AND a.active"
        ),
    )


def _of_person(table: str, condition: str) -> tuple[str, ...]:
    return (f"SELECT person_id FROM {table} WHERE {condition} AND person_id IS NOT NULL",)


def _with_number(text: str, whose: Any) -> _Ways:
    """Owners of numbers that end or begin with the digits."""
    last = ending(text)
    ways: _Ways = []
    for wanted in (*([last] if last else []), *beginnings(text)):
        condition = f"phone.{wanted.column} >= ? AND phone.{wanted.column} < ?"
        ways += [(one, [wanted.begins, wanted.end]) for one in whose("phone", condition)]
    return ways


def _with_address(word: str, whose: Any) -> _Ways:
    """Owners of e-mail addresses that begin with the word."""
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
