"""Search conditions for contractors and persons: words by prefix, numbers by prefix or suffix.

All of it uses indexes: the full-text index of names, those of phone numbers and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from peewee import SQL, NodeList

from tui_crm.domain.directory.email import bare_email
from tui_crm.domain.directory.phone import digits
from tui_crm.domain.directory.tax_id import tax_id_in
from tui_crm.domain.text import SEARCH_LIMIT, clean_line, squeezed
from tui_crm.queries.common.number_search import FEWEST_DIGITS, beginnings, ending
from tui_crm.queries.common.text_match import SHORT, match_expression, search_words, tokens_of
from tui_crm.store.models import Contractor, Person

_NUMBER: Final = re.compile(r"[\d\s+()./\-–]+")
_AFTER_ALL: Final = "\U0010ffff"

_CONTRACTOR_WORDS: Final = "SELECT rowid FROM contractor_words WHERE contractor_words MATCH ?"
_PERSON_WORDS: Final = "SELECT rowid FROM person_words WHERE person_words MATCH ?"
_POSITIONS: Final = (
    "SELECT a.person_id FROM affiliation_words w CROSS JOIN affiliation a ON a.id = w.rowid"
    " WHERE w.affiliation_words MATCH ? AND a.active"
)
_PERSONS_AT: Final = (
    "SELECT a.person_id FROM contractor_words w CROSS JOIN affiliation a"
    " ON a.contractor_id = w.rowid WHERE w.contractor_words MATCH ? AND a.active"
)


_Ways = list[tuple[str, list[Any]]]


def contractors_found(text: str) -> list[Any]:
    """The conditions in SQL; digits also match the numbers of the contractor's persons."""
    number = number_in(text)
    if number:
        ways = [
            *_words(_CONTRACTOR_WORDS, search_words(text)),
            (_CONTRACTOR_WORDS, [match_expression([number])]),
            *_with_number(text, _of_contractor),
        ]
        return [_among(Contractor.id, ways)]
    tax_id = tax_id_in(text[:SEARCH_LIMIT])
    if tax_id:
        expression = match_expression([tax_id])
        return [_among(Contractor.id, [(_CONTRACTOR_WORDS, [expression])])]

    def ways_of(words: Sequence[str]) -> _Ways:
        return [*_words(_CONTRACTOR_WORDS, words), *_with_address(words, _of_contractor)]

    return [_all_or_as_one(Contractor.id, words, ways_of) for words in _groups(text)]


def persons_found(text: str, *, at_contractors: bool = True) -> list[Any]:
    """The conditions in SQL; a word also matches the position, and the name of a contractor where
    they work unless *at_contractors* is False.
    """
    number = number_in(text)
    if number:
        ways = [*_words(_PERSON_WORDS, search_words(text)), *_with_number(text, _of_person)]
        return [_among(Person.id, ways)]

    def ways_of(words: Sequence[str]) -> _Ways:
        known = at_contractors and len(words[0]) > 1
        return [
            *_words(_PERSON_WORDS, words),
            *_words(_POSITIONS, words),
            *(_words(_PERSONS_AT, words) if known else ()),
            *_with_address(words, _of_person),
        ]

    return [_all_or_as_one(Person.id, words, ways_of) for words in _groups(text)]


def _groups(text: str) -> list[list[str]]:
    """The words to be found, each on its own; short ones side by side may be one, as `sp z o.o.`"""
    groups: list[list[str]] = []
    for word in search_words(bare_email(text[:SEARCH_LIMIT]) if "@" in text else text):
        short = len(squeezed(word)) <= SHORT
        if short and groups and len(squeezed(groups[-1][-1])) <= SHORT:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def number_in(text: str) -> str:
    """The digits of a text that is nothing but a phone number; empty for any other text."""
    line = clean_line(text[:SEARCH_LIMIT])
    figures = digits(line)
    return figures if len(figures) >= FEWEST_DIGITS and _NUMBER.fullmatch(line) else ""


def _words(statement: str, words: Sequence[str]) -> list[tuple[str, list[Any]]]:
    searched = [word for word in words if tokens_of(word)]
    return [(statement, [match_expression(searched)])] if searched else []


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


def _with_address(words: Sequence[str], whose: Any) -> _Ways:
    """Owners of e-mail addresses that begin with the word."""
    if len(words) > 1 or len(words[0]) < FEWEST_DIGITS:
        return []
    word = words[0]
    condition = "email.normalised >= ? AND email.normalised < ?"
    return [(one, [word, f"{word}{_AFTER_ALL}"]) for one in whose("email", condition)]


def _all_or_as_one(
    column: Any, words: Sequence[str], ways_of: Callable[[Sequence[str]], _Ways]
) -> Any:
    """Whether each of the words is found one way or another, or all of them as one word."""
    if len(words) == 1:
        return _among(column, ways_of(words))
    union, params = [], []
    for each in words:
        ways = ways_of([each])
        found = " UNION ".join(statement for statement, _params in ways) or "SELECT 0"
        union.append(f"SELECT * FROM ({found})")
        params += [param for _statement, those in ways for param in those]
    together = ways_of(words)
    params += [param for _statement, those in together for param in those]
    alike = "".join(f" UNION {statement}" for statement, _params in together)
    return NodeList((column, SQL(f"IN ({' INTERSECT '.join(union)}{alike})", params)))


def _among(column: Any, ways: _Ways) -> Any:
    if not ways:
        return SQL("0")
    union = " UNION ".join(statement for statement, _params in ways)
    params = [param for _statement, those in ways for param in those]
    return NodeList((column, SQL(f"IN ({union})", params)))
