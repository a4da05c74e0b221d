"""The list of contact persons by page, filtered, by name or by contractor."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.text import full_name
from tui_crm.queries.common.columns import email_of, phone_of, shown_phone
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.lacking import person_without_number
from tui_crm.queries.common.text_search import persons_found
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Affiliation, Contractor, Person


class PersonFilter(NamedTuple):
    """The filter of the list.

    *contractor_id* selects persons who work there or did. *inactive* True selects inactive
    persons, False active ones, None both. *without_number*: those without a right number of their
    own.
    """

    text: str = ""
    contractor_id: int | None = None
    inactive: bool | None = None
    without_number: bool = False


class PersonOrder(StrEnum):
    """The sort orders of the list; persons without a contractor come last in both directions."""

    NAME = "name"
    CONTRACTOR = "contractor"


class PersonRow(NamedTuple):
    """A person as the list shows them, with one affiliation: the filter's, else their first.

    *do_not_call* is the reason why they must not be called, empty when they may be. *here*: they
    still work at the contractor shown; *more* is the number of their other active affiliations.
    """

    id: int
    version: int
    name: str
    title: str
    position: str
    contractor_id: int | None
    contractor: str
    more: int
    here: bool
    phone: str
    email: str
    do_not_call: str
    active: bool
    place: Place
    given_name: str = ""


_HERE: Final = Affiliation.alias("here")


def persons_page(
    chosen: PersonFilter,
    request: PageRequest,
    *,
    order: PersonOrder = PersonOrder.NAME,
    descending: bool = False,
) -> list[PersonRow]:
    """One page of the list; by default by last name."""
    where = persons_found(chosen.text)
    few = bool(where) or bool(chosen.inactive) or request.only is not None
    if chosen.inactive and not where:
        # One scan by id: along the index of names every row would have to be looked up.
        other = Person.alias("other")
        where.append(Person.id.in_(other.select(other.id).where(~other.active)))
    elif chosen.inactive is not None:
        where.append(Person.active != chosen.inactive)
    if chosen.without_number:
        where.append(person_without_number())
    parts = _parts(order, where, chosen.contractor_id, descending=descending, few=few)
    return _page(parts, request, chosen.contractor_id)


def person_place(
    person_id: int,
    order: PersonOrder = PersonOrder.NAME,
    *,
    contractor_id: int | None = None,
    descending: bool = False,
) -> Place | None:
    """The place of a person in this order; None when they are deleted.

    *contractor_id* is that of the list's filter.
    """
    where = [Person.id == person_id]
    parts = _parts(order, where, contractor_id, descending=descending, few=True)
    rows = _page(parts, PageRequest(1), contractor_id)
    return rows[0].place if rows else None


def _parts(
    order: PersonOrder,
    where: list[Any],
    contractor_id: int | None,
    *,
    descending: bool,
    few: bool,
) -> list[KeysetPart]:
    if contractor_id is not None:
        # The persons of one contractor are few and always ordered by name.
        query = Person.select().join(Affiliation, on=(Affiliation.person_id == Person.id))
        query = query.where(Affiliation.contractor_id == contractor_id, *where)
        return [KeysetPart(query, Person.id, (Person.sort_key,), descending=descending)]
    if order is PersonOrder.NAME:
        query = Person.select()
        query = query.where(*where) if where else query
        return [KeysetPart(query, Person.id, (Person.sort_key,), descending=descending)]
    having = Person.select()
    if few:
        # Few rows: sorting them is faster than a scan along the index.
        having = having.from_(Contractor, Affiliation, Person)
    else:
        # CROSS fixes the join order: along the contractors' names, for each its affiliations.
        having = having.from_(Contractor).join(Affiliation, JOIN.CROSS).join(Person, JOIN.CROSS)
    having = having.where(
        Affiliation.contractor_id == Contractor.id,
        Affiliation.id == _first_affiliation(Affiliation.person_id),
        Person.id == Affiliation.person_id,
        *where,
    )
    nowhere = ~fn.EXISTS(_HERE.select(_HERE.id).where(_HERE.person_id == Person.id))
    without = Person.select().where(nowhere, *where)
    keys = (Contractor.sort_key, Contractor.id, Affiliation.id)
    return [
        KeysetPart(having, Person.id, keys, descending=descending),
        KeysetPart(without, Person.id, (Person.sort_key,), fixed=("", 0), descending=descending),
    ]


def _first_affiliation(person_id: Any) -> Any:
    """A subquery: the first active affiliation of the outer query's person, else a former one."""
    return (
        _HERE.select(_HERE.id)
        .where(_HERE.person_id == person_id)
        .order_by(_HERE.active.desc(), _HERE.id)
        .limit(1)
    )


_COLUMNS: Final = (
    Person.id,
    Person.version,
    Person.first_name,
    Person.last_name,
    Person.title,
    Affiliation.position,
    Contractor.id,
    Contractor.name,
    # Without an alias Peewee would convert it like the last column in it.
    _HERE.select(fn.COUNT(_HERE.id))
    .where(_HERE.person_id == Person.id, _HERE.active)
    .alias("places"),
    Affiliation.active,
    phone_of(person_id=Person.id),
    email_of(person_id=Person.id),
    Person.do_not_call,
    fn.SUBSTR(Person.note, 1, REASON_READ),
    Person.active,
)


def _page(
    parts: list[KeysetPart], request: PageRequest, contractor_id: int | None
) -> list[PersonRow]:
    page = page_of(parts, request).alias("page")
    width = 2 + len(parts[0].fixed) + len(parts[0].keys)
    places = tuple(getattr(page.c, f"place_{n}") for n in range(width))
    shown = Affiliation.id == _first_affiliation(Person.id)
    if contractor_id is not None:
        shown = (Affiliation.person_id == Person.id) & (Affiliation.contractor_id == contractor_id)
    found = fetch_tuples(
        Person.select(*_COLUMNS, *places)
        .from_(page)
        .join(Person, JOIN.LEFT_OUTER, on=(Person.id == places[-1]))
        .join(Affiliation, JOIN.LEFT_OUTER, on=shown)
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Affiliation.contractor_id))
    )
    return in_order([_row(values) for values in found], parts)


def _row(values: tuple[Any, ...]) -> PersonRow:
    person_id, version, first, last, title, position, contractor_id, contractor = values[:8]
    places, here, phone, email, do_not_call, note, active, *place = values[8:]
    return PersonRow(
        person_id, version, full_name(first, last), title, position or "", contractor_id,
        contractor or "", max(places - bool(here), 0), bool(here), shown_phone(phone), email or "",
        reason_not_to_call(do_not_call, note), active, tuple(place), first,
    )  # fmt: skip
