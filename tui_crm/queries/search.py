"""The global search: contractors, persons, numbers and activities, the best matches first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.activities.activity import Kind, Status, shown_subject
from tui_crm.domain.directory.tax_id import tax_id_in
from tui_crm.domain.text import JOINING_SIGNS, SEARCH_LIMIT, fold, full_name, squeezed
from tui_crm.queries.activities.activities import activity_by_number
from tui_crm.queries.common import word_index
from tui_crm.queries.common.text_search import contractors_found, number_in, persons_found
from tui_crm.queries.common.word_index import Terms, terms_of
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.directory.contact_summary import (
    ContactSummary,
    contractor_summaries,
    person_summaries,
)
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Contractor, Employee, Person

PER_GROUP: Final = 8
_BEGUN: Final = 200
_BEST: Final = 50
_BEFORE: Final = 60
_LEAD: Final = 10
_AFTER: Final = 400
_READ_BEFORE: Final = 300
_READ: Final = 1_500


class Excerpt(NamedTuple):
    """A part of a text around the word that was found; *hit* is empty when the text has none."""

    before: str
    hit: str
    after: str

    @property
    def text(self) -> str:
        """The whole excerpt."""
        return self.before + self.hit + self.after

    @property
    def near(self) -> str:
        """The excerpt from shortly before the hit on, for a narrow column."""
        lead = self.before[-_LEAD:]
        if len(self.before) > _LEAD:
            lead = "…" + lead.partition(" ")[2]
        return lead + self.hit + self.after


class ActivityResult(NamedTuple):
    """An activity whose subject or note has the words, *at* a time or, all day, *on* a date."""

    id: int
    number: str
    kind: Kind
    subject: str
    contractor: str
    employee: str
    at: datetime | None
    on: date | None
    completed_at: datetime | None
    status: Status
    excerpt: Excerpt


class SearchResults(NamedTuple):
    """The matches in groups, the best of each first; of the activities the newest."""

    contractors: tuple[ContactSummary, ...] = ()
    persons: tuple[ContactSummary, ...] = ()
    numbers: tuple[ContactSummary, ...] = ()
    activities: tuple[ActivityResult, ...] = ()


def find_anywhere(
    text: str, *, visible_employee_ids: frozenset[int] | None = None, per_group: int = PER_GROUP
) -> SearchResults:
    """The matches of a text of at least two letters or three digits; at most *per_group* each.

    Only activities of employees among *visible_employee_ids* (None: all) are found.
    """
    terms = terms_of(text)
    numbers = _numbers(text, visible_employee_ids, per_group) if number_in(text) else ()
    if terms is None:
        called = _activities(text, None, visible_employee_ids, per_group)
        return SearchResults(numbers=numbers, activities=called)
    contractors = _ranked("contractor", terms, text)[:per_group]
    persons = _ranked("person", terms, text)[:per_group]
    return SearchResults(
        _in_order_of(
            contractors,
            contractor_summaries(contractors, visible_employee_ids=visible_employee_ids),
        ),
        _in_order_of(persons, person_summaries(persons, visible_employee_ids=visible_employee_ids)),
        numbers,
        _activities(text, terms, visible_employee_ids, per_group),
    )


def _in_order_of(ids: list[int], known: dict[int, ContactSummary]) -> tuple[ContactSummary, ...]:
    return tuple(known[row_id] for row_id in ids if row_id in known)


def _numbers(
    text: str, visible_employee_ids: frozenset[int] | None, limit: int
) -> tuple[ContactSummary, ...]:
    return tuple(who_is_calling(text, limit=limit, visible_employee_ids=visible_employee_ids))


# Contractors and persons


class _Candidate(NamedTuple):
    """A contractor or person whose name has the words."""

    id: int
    names: tuple[str, ...]
    """All names it can be found by, folded: with the code, or with either name first."""
    active: bool
    order: str


def _ranked(table: Literal["contractor", "person"], terms: Terms, text: str) -> list[int]:
    """Ids: names equal to the text, then names that begin with it, then the rest by weight."""
    weights = word_index.best(table, terms, limit=_BEST)
    ids = {*weights, *word_index.begun(table, terms, limit=_BEGUN), *_otherwise(table, text)}
    named = _contractors_named if table == "contractor" else _persons_named
    candidates = named(list(ids)) if ids else []
    typed, plain = _spellings(text[:SEARCH_LIMIT])
    plain = plain or typed

    def place(one: _Candidate) -> tuple[Any, ...]:
        begins = any(name.startswith((typed, plain)) for name in one.names)
        weight = 0.0 if begins else weights.get(one.id, 0.0)
        equal = typed in one.names or plain in one.names
        return (not equal, not one.active, not begins, weight, one.order, one.id)

    return [one.id for one in sorted(candidates, key=place)]


def _otherwise(table: Literal["contractor", "person"], text: str) -> list[int]:
    """Ids of those found by an e-mail address, a position or a tax id, as the filters find them."""
    tax_id = tax_id_in(text) if table == "contractor" else ""
    if tax_id:
        terms = Terms((tax_id,), (), (tax_id,))
        return list(word_index.best("contractor", terms, limit=_BEST))
    if number_in(text):
        return []
    model: Any
    if table == "contractor":
        model, where = Contractor, contractors_found(text)
    else:
        model, where = Person, persons_found(text, at_contractors=False)
    if not where:
        return []
    query = model.select(model.id).where(*where).limit(_BEST)
    return [row_id for (row_id,) in fetch_tuples(query)]


def _contractors_named(ids: list[int]) -> list[_Candidate]:
    columns = (
        Contractor.id, Contractor.name, Contractor.code, Contractor.active, Contractor.sort_key,
    )  # fmt: skip
    query = Contractor.select(*columns).where(
        Contractor.id.in_(ids), Contractor.merged_into_id.is_null()
    )
    return [
        _Candidate(row_id, (*_spellings(name), fold(code)), active, order)
        for row_id, name, code, active, order in fetch_tuples(query.limit(len(ids)))
    ]


def _persons_named(ids: list[int]) -> list[_Candidate]:
    columns = (Person.id, Person.first_name, Person.last_name, Person.active, Person.sort_key)
    query = Person.select(*columns).where(Person.id.in_(ids))
    return [
        _Candidate(
            row_id,
            (*_spellings(full_name(first, last)), *_spellings(full_name(last, first))),
            active,
            order,
        )
        for row_id, first, last, active, order in fetch_tuples(query.limit(len(ids)))
    ]


def _spellings(name: str) -> tuple[str, str]:
    """A folded name, and the same without the signs within its words."""
    folded = fold(name)
    return folded, " ".join(filter(None, map(squeezed, folded.split())))


# Activities


def _activities(
    text: str, terms: Terms | None, visible_employee_ids: frozenset[int] | None, limit: int
) -> tuple[ActivityResult, ...]:
    ids = (
        word_index.newest_activities(terms, limit=limit, visible_employee_ids=visible_employee_ids)
        if terms
        else []
    )
    named = activity_by_number(text)
    if named is not None and (
        visible_employee_ids is None or named.employee_id in visible_employee_ids
    ):
        ids = [named.id, *(row_id for row_id in ids if row_id != named.id)][:limit]
    wanted = (*terms.words, *terms.single) if terms else ()
    known = {one.id: one for one in _read(ids, wanted)} if ids else {}
    return tuple(known[row_id] for row_id in ids if row_id in known)


def _read(ids: list[int], wanted: tuple[str, ...]) -> list[ActivityResult]:
    # Roughly where the note has the first word: `fold` begins with the subject and lacks blanks.
    hit = fn.INSTR(Activity.fold, next(iter(wanted), "")) - fn.LENGTH(Activity.subject)
    columns = (
        Activity.id, Activity.number, Activity.kind, Activity.subject, Activity.subject_generated,
        fn.COALESCE(Contractor.name, ""), Employee.first_name, Employee.last_name,
        Activity.starts_at, Activity.starts_on, Activity.completed_at, Activity.status,
        fn.SUBSTR(Activity.note, fn.MAX(1, hit - _READ_BEFORE), _READ),
    )  # fmt: skip
    found = fetch_tuples(
        Activity.select(*columns)
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Activity.contractor_id))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Activity.employee_id))
        .where(Activity.id.in_(ids))
        .limit(len(ids))
    )
    return [_activity(values, wanted) for values in found]


def _activity(values: tuple[Any, ...], wanted: tuple[str, ...]) -> ActivityResult:
    activity_id, number, kind, subject, generated, contractor, first, last, *times, note = values
    at, on, completed_at, status = times
    return ActivityResult(
        activity_id, number, kind, shown_subject(subject, generated=generated), contractor,
        full_name(first, last), at, on, completed_at, status, excerpt(note, wanted),
    )  # fmt: skip


def excerpt(note: str, wanted: tuple[str, ...]) -> Excerpt:
    """The note around the first of the words that occurs, else its beginning; on one line."""
    text = " ".join(note.split())
    folded, at = _folded(text)
    for word in wanted:
        found = re.search(rf"(?<![^\W_]){_with_signs(word)}", folded)
        if found is not None:
            start, end = at(found.start()), at(found.end())
            before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
            return Excerpt("…" * (start > _BEFORE) + before, text[start:end], after)
    return Excerpt("", "", text[:_AFTER])


def _with_signs(word: str) -> str:
    """The pattern of a word, with or without the signs within it."""
    return f"[{JOINING_SIGNS}]*".join(map(re.escape, squeezed(word))) or re.escape(word)


def _folded(text: str) -> tuple[str, Callable[[int], int]]:
    """The folded text, and a function from an index in it to the index in the text."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, lambda place: place
    parts = [" " if sign == " " else fold(sign) for sign in text]
    origin = [index for index, part in enumerate(parts) for _sign in part] + [len(text)]
    return "".join(parts), lambda place: origin[place]
