"""The suggestions of lookup fields: contractors, persons, employees, dictionary entries.

Only active ones, unless a field looks back (*inactive*): then the others follow behind them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, SQL, Case, fn

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.dictionary import entry_name
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.text import SEARCH_LIMIT, fold
from tui_crm.queries.common.columns import (
    PERSON_WIDTH,
    contractor_columns,
    contractor_of,
    employee_columns,
    employee_of,
    person_columns,
    person_of,
)
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.text_match import all_words_in, escaped, like, search_words
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Affiliation, Contractor, Dictionary, Employee, Entry, Person


@dataclass(frozen=True, slots=True)
class Match:
    """A record that matches the typed text; *detail* tells namesakes apart."""

    id: int
    label: str
    detail: str
    is_default: bool
    place: Place
    active: bool = True


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A contact person of the contractor, with what is needed on the phone."""

    id: int
    name: str
    position: str
    phone: str
    email: str
    do_not_call: str
    """Why they must not be called; empty when they may be."""
    place: Place


def contractors(text: str, request: PageRequest, *, inactive: bool = False) -> list[Match]:
    """Names and codes that begin with the text, then names with such a word, then other matches."""
    query = Contractor.select().where(
        Contractor.merged_into_id.is_null(), *_matching(Contractor.fold, text, Contractor.joined)
    )
    folded = fold(text[:SEARCH_LIMIT])
    keys: tuple[Any, ...] = (Contractor.sort_key,)
    fixed: tuple[Any, ...] = (0,)
    if folded:
        keys, fixed = (_rank(folded), Contractor.sort_key), ()
    parts = _parts(query, Contractor, keys, fixed, inactive=inactive)
    rows = _joined(parts, Contractor, contractor_columns(), request)
    found = [(contractor_of(values), place) for values, place in rows]
    return in_order([_match(choice, place) for choice, place in found], parts)


def _parts(
    query: Any,
    model: Any,
    keys: tuple[Any, ...],
    fixed: tuple[Any, ...] = (),
    *,
    inactive: bool,
) -> list[KeysetPart]:
    """The active ones, and behind them the others."""
    parts = [KeysetPart(query.where(model.active), model.id, keys, fixed=fixed)]
    if inactive:
        parts.append(KeysetPart(query.where(~model.active), model.id, keys, fixed=fixed))
    return parts


def _rank(folded: str) -> Any:
    begins, word_begins = f"{escaped(folded)}%", f"% {escaped(folded)}%"
    # The column `fold` starts with the name; folding changes the length of a few ligatures only.
    name = fn.SUBSTR(Contractor.fold, 1, fn.LENGTH(Contractor.name))
    return Case(
        None,
        (
            (like(Contractor.fold, begins) | like(fn.LOWER(Contractor.code), begins), 0),
            (like(name, word_begins), 1),
        ),
        2,
    )


def persons(contractor_id: int, text: str, request: PageRequest) -> list[PersonMatch]:
    """The active persons with an active affiliation there, the primary one first (R38)."""
    query = (
        Affiliation.select()
        .join(Person, on=(Person.id == Affiliation.person_id))
        .where(
            Affiliation.contractor_id == contractor_id,
            Affiliation.active,
            Person.active,
            *_matching(Person.fold, text, Person.joined),
        )
    )
    primary_first = Case(None, ((Affiliation.is_primary, 0),), 1)
    part = KeysetPart(query, Affiliation.id, (primary_first, Person.sort_key))
    page = page_of([part], request).alias("page")
    places = _places(page, part)
    rows = fetch_tuples(
        Affiliation.select(*person_columns(), *places)
        .from_(page)
        .join(Affiliation, JOIN.LEFT_OUTER, on=(Affiliation.id == places[-1]))
        .join(Person, JOIN.LEFT_OUTER, on=(Person.id == Affiliation.person_id))
    )
    return in_order([_person_match(row) for row in rows], [part])


def _person_match(row: tuple[Any, ...]) -> PersonMatch:
    person, place = person_of(row[:PERSON_WIDTH]), row[PERSON_WIDTH:]
    return PersonMatch(
        person.id, person.name, person.position, person.phone, person.email,
        person.do_not_call, place,
    )  # fmt: skip


def employees(
    text: str, request: PageRequest, *, but: int | None = None, inactive: bool = False
) -> list[Match]:
    """The employees by name, without the employee *but*."""
    query = Employee.select()
    if matching := _matching(Employee.fold, text):
        query = query.where(*matching)
    if but is not None:
        query = query.where(Employee.id != but)
    parts = _parts(query, Employee, (Employee.sort_key,), inactive=inactive)
    rows = _joined(parts, Employee, employee_columns(), request)
    return in_order([_match(employee_of(values), place) for values, place in rows], parts)


_ENTRY = (Entry.id, Entry.name, Entry.code, Entry.is_default)


def entries(
    dictionary_code: str,
    text: str,
    request: PageRequest,
    *,
    kinds: Collection[Kind] | None = None,
    inactive: bool = False,
) -> list[Match]:
    """The entries of a dictionary in its order; with *kinds* those that apply to one of them."""
    query = _of_dictionary(dictionary_code, kinds).where(*_matching(Entry.fold, text))
    parts = _parts(query, Entry, (Entry.position,), inactive=inactive)
    rows = _joined(parts, Entry, _ENTRY, request)
    return in_order([_entry_match(values, place) for values, place in rows], parts)


def default_entry(dictionary_code: str, kind: Kind | None) -> Match | None:
    """The default entry of a dictionary; None when there is none, or none for this kind."""
    found = fetch_one(
        _of_dictionary(dictionary_code, None if kind is None else (kind,))
        .where(Entry.active)
        .where(Entry.is_default)
        .select(*_ENTRY, Entry.position)
        .order_by(Entry.position, Entry.id)
    )
    if found is None:
        return None
    return _entry_match(found[:4], (0, found[4], found[0]))


def of_any(kinds: Collection[Kind]) -> Any:
    """The condition that an entry applies to any of these kinds; true when there are none."""
    conditions = [like(Entry.kinds, f"%{kind}%") for kind in sorted(kinds)]
    return reduce(or_, conditions) if conditions else SQL("1 = 1")


def _of_dictionary(dictionary_code: str, kinds: Collection[Kind] | None) -> Any:
    dictionary = Dictionary.select(Dictionary.id).where(Dictionary.code == dictionary_code)
    query = Entry.select().where(Entry.dictionary_id == dictionary)
    return query if kinds is None else query.where(of_any(kinds))


def _entry_match(values: tuple[Any, ...], place: Place) -> Match:
    entry_id, name, code, is_default = values
    active = place[0] == 0
    return Match(entry_id, entry_name(name, code), "", is_default and active, place, active)


def _match(choice: Any, place: Place) -> Match:
    return Match(choice.id, choice.label, choice.detail, False, place, place[0] == 0)


def _matching(column: Any, text: str, joined: Any = None) -> list[Any]:
    words = search_words(text)
    return [all_words_in(column, words, joined)] if words else []


def _places(page: Any, part: KeysetPart) -> tuple[Any, ...]:
    width = 2 + len(part.fixed) + len(part.keys)
    return tuple(getattr(page.c, f"place_{n}") for n in range(width))


def _joined(
    parts: list[KeysetPart], model: Any, columns: tuple[Any, ...], request: PageRequest
) -> list[tuple[tuple[Any, ...], Place]]:
    """The given columns of one page of a table, each row with its place; in no order."""
    page = page_of(parts, request).alias("page")
    places = _places(page, parts[0])
    query = (
        model.select(*columns, *places)
        .from_(page)
        .join(model, JOIN.LEFT_OUTER, on=(model.id == places[-1]))
    )
    width = len(columns)
    return [(row[:width], row[width:]) for row in fetch_tuples(query)]
