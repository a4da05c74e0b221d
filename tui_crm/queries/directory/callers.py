"""Finding the owners of a phone number by some of its digits, in any notation."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.directory.phone import digits, read_phone
from tui_crm.domain.text import SEARCH_LIMIT, backwards
from tui_crm.queries.common.columns import number_and_raw, shown_phone
from tui_crm.queries.directory.contact_summary import (
    ContactSummary,
    contractor_summaries,
    employee_summaries,
    person_summaries,
)
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Contractor, Employee, Person, Phone

FEWEST_DIGITS: Final = 3
COMPARED: Final = 9
"""How many last digits are compared: the country prefix may be missing in either number."""
_CANDIDATES: Final = 200
_ABROAD: Final = re.compile(r"\D*(?:\+|00)")
_POLAND: Final = re.compile(r"(?:00)?48")
_KINDS: Final = ("person", "contractor", "employee")

Caller = ContactSummary


class _Number(NamedTuple):
    """A matching number with its owner; *from_the_end* are its digits reversed."""

    kind: str
    owner_id: int
    from_the_end: str
    number: str
    active: bool
    order: str


def who_is_calling(
    typed: str, *, limit: int = 8, visible_employee_ids: frozenset[int] | None = None
) -> list[Caller]:
    """Owners of numbers that end with the typed digits (at least 3), the likeliest first.

    Activities of employees not among *visible_employee_ids* show only their time.
    """
    figures = figures_of(typed)
    if len(figures) < FEWEST_DIGITS:
        return []
    wanted = backwards(figures)
    numbers = [*_directory(Phone.backwards, wanted[:COMPARED]), *_employees(wanted[:COMPARED])]
    fitting = [number for number in numbers if _fits(number.from_the_end, wanted)]
    # Numbers that differ beyond the ninth digit, as in the country, count only if no other fits.
    chosen: dict[tuple[str, int], str] = {}
    for number in sorted(fitting or numbers, key=lambda number: _unlikely(number, wanted)):
        if len(chosen) < limit:
            chosen.setdefault((number.kind, number.owner_id), number.number)
    return _known(chosen, visible_employee_ids)


def callers_so_far(
    typed: str, *, visible_employee_ids: frozenset[int] | None = None
) -> list[Caller]:
    """Like `who_is_calling`; if no number ends with the digits, those that begin with them."""
    ending = who_is_calling(typed, visible_employee_ids=visible_employee_ids)
    return ending or numbers_beginning_with(typed, visible_employee_ids=visible_employee_ids)


def numbers_beginning_with(
    typed: str, *, limit: int = 8, visible_employee_ids: frozenset[int] | None = None
) -> list[Caller]:
    """Owners of numbers that begin with the typed digits (at least 3), without the prefix 48."""
    figures = digits(typed[:SEARCH_LIMIT])
    without_prefix = _POLAND.sub("", figures, count=1) if _ABROAD.match(typed) else figures
    if len(figures) < FEWEST_DIGITS or not without_prefix:
        return []
    chosen: dict[tuple[str, int], str] = {}
    for number in _directory(Phone.tail, without_prefix):
        if len(chosen) < limit:
            chosen.setdefault((number.kind, number.owner_id), number.number)
    return _known(chosen, visible_employee_ids)


def figures_of(typed: str) -> str:
    """The digits to search for; of a text longer than a national number, its E.164 digits."""
    figures = digits(typed[:SEARCH_LIMIT])
    return (
        digits(read_phone(typed[:SEARCH_LIMIT]).normalised) if len(figures) > COMPARED else figures
    )


def _directory(column: Any, begins: str) -> list[_Number]:
    columns = (
        Phone.person_id, Phone.contractor_id, Phone.backwards,
        number_and_raw(Phone),
        fn.COALESCE(Person.active, Contractor.active, 0),
        fn.COALESCE(Person.sort_key, Contractor.sort_key, ""),
    )  # fmt: skip
    query = (
        Phone.select(*columns)
        .join(Person, JOIN.LEFT_OUTER, on=(Person.id == Phone.person_id))
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Phone.contractor_id))
        .where(*_begins(column, begins), Contractor.merged_into_id.is_null())
        .order_by(column)
        .limit(_CANDIDATES)
    )
    return [
        _Number(
            "contractor" if person_id is None else "person",
            contractor_id if person_id is None else person_id,
            from_the_end, shown_phone(number), bool(active), order,
        )
        for person_id, contractor_id, from_the_end, number, active, order in fetch_tuples(query)
    ]  # fmt: skip


def _employees(end: str) -> list[_Number]:
    columns = (
        Employee.id, Employee.phone_backwards, Employee.phone, Employee.active, Employee.sort_key,
    )  # fmt: skip
    query = (
        Employee.select(*columns)
        .where(*_begins(Employee.phone_backwards, end))
        .order_by(Employee.phone_backwards)
        .limit(_CANDIDATES)
    )
    return [
        _Number("employee", employee_id, from_the_end, shown_phone(phone), active, order)
        for employee_id, from_the_end, phone, active, order in fetch_tuples(query)
    ]


def _begins(column: Any, figures: str) -> list[Any]:
    """The condition for a prefix as an index range: `:` is the character after `9`."""
    return [column >= figures, column < f"{figures}:"]


def _fits(stored: str, wanted: str) -> bool:
    return stored.startswith(wanted) or wanted.startswith(stored)


def _unlikely(number: _Number, wanted: str) -> tuple[Any, ...]:
    whole = number.from_the_end == wanted
    return (not whole, not number.active, _KINDS.index(number.kind), number.order, number.owner_id)


def _known(
    chosen: dict[tuple[str, int], str], visible_employee_ids: frozenset[int] | None
) -> list[Caller]:
    ids = {kind: [owner for one, owner in chosen if one == kind] for kind in _KINDS}
    known = {
        "person": person_summaries(ids["person"], visible_employee_ids=visible_employee_ids),
        "contractor": contractor_summaries(
            ids["contractor"], visible_employee_ids=visible_employee_ids
        ),
        "employee": employee_summaries(ids["employee"]),
    }
    return [
        known[kind][owner]._replace(number=number)
        for (kind, owner), number in chosen.items()
        if owner in known[kind]
    ]
