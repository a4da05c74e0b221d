"""Finding the owners of a phone number by some of its digits, in any notation."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.text import backwards
from tui_crm.queries.common.columns import number_and_extension, shown_phone
from tui_crm.queries.common.number_search import (
    NumberRange,
    beginnings,
    ending,
    figures_of,
)
from tui_crm.queries.directory.contact_summary import (
    ContactSummary,
    contractor_summaries,
    employee_summaries,
    person_summaries,
)
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Contractor, Employee, Person, Phone

_CANDIDATES: Final = 200
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
    bad: bool


def who_is_calling(
    typed: str, *, limit: int = 8, visible_employee_ids: frozenset[int] | None = None
) -> list[Caller]:
    """Owners of numbers that end, then of those that begin with the typed digits (at least 3).

    The likeliest come first, numbers that are known to be wrong last. Activities of employees not
    among *visible_employee_ids* show only their time.
    """
    numbers = [*_ending(typed), *_beginning(typed)]
    chosen: dict[tuple[str, int], _Number] = {}
    for number in sorted(numbers, key=lambda number: number.bad):
        if len(chosen) < limit:
            chosen.setdefault((number.kind, number.owner_id), number)
    return _known(chosen, visible_employee_ids)


def _ending(typed: str) -> list[_Number]:
    wanted = ending(typed)
    if wanted is None:
        return []
    whole = backwards(figures_of(typed))
    numbers = _numbers(wanted)
    fitting = [number for number in numbers if _fits(number.from_the_end, whole)]
    # Numbers that differ beyond the ninth digit, as in the country, count only if no other fits.
    return sorted(fitting or numbers, key=lambda number: _unlikely(number, whole))


def _beginning(typed: str) -> list[_Number]:
    return [number for wanted in beginnings(typed) for number in _numbers(wanted)]


def _numbers(wanted: NumberRange) -> list[_Number]:
    return [*_directory(wanted), *_employees(wanted)]


def _directory(wanted: NumberRange) -> list[_Number]:
    column = getattr(Phone, wanted.column)
    columns = (
        Phone.person_id, Phone.contractor_id, Phone.backwards,
        number_and_extension(Phone),
        fn.COALESCE(Person.active, Contractor.active, 0),
        fn.COALESCE(Person.sort_key, Contractor.sort_key, ""),
        Phone.bad_since,
    )  # fmt: skip
    query = (
        Phone.select(*columns)
        .join(Person, JOIN.LEFT_OUTER, on=(Person.id == Phone.person_id))
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Phone.contractor_id))
        .where(*_within(column, wanted), Contractor.merged_into_id.is_null())
        .order_by(column)
        .limit(_CANDIDATES)
    )
    return [
        _Number(
            "contractor" if person_id is None else "person",
            contractor_id if person_id is None else person_id,
            from_the_end, shown_phone(number), bool(active), order, bad_since is not None,
        )
        for person_id, contractor_id, from_the_end, number, active, order, bad_since
        in fetch_tuples(query)
    ]  # fmt: skip


_OF_EMPLOYEES: Final = {"backwards": Employee.phone_backwards, "normalised": Employee.phone}
"""The columns of their one number; a national beginning is one of `normalised`, too."""


def _employees(wanted: NumberRange) -> list[_Number]:
    column = _OF_EMPLOYEES.get(wanted.column)
    if column is None:
        column, wanted = Employee.phone, NumberRange("normalised", f"+48{wanted.begins}")
    columns = (
        Employee.id, Employee.phone_backwards, Employee.phone, Employee.active, Employee.sort_key,
    )  # fmt: skip
    query = (
        Employee.select(*columns)
        .where(*_within(column, wanted))
        .order_by(column)
        .limit(_CANDIDATES)
    )
    return [
        _Number("employee", employee_id, from_the_end, shown_phone(phone), active, order, False)
        for employee_id, from_the_end, phone, active, order in fetch_tuples(query)
    ]


def _within(column: Any, wanted: NumberRange) -> list[Any]:
    """The condition for a prefix as an index range."""
    return [column >= wanted.begins, column < wanted.end]


def _fits(stored: str, wanted: str) -> bool:
    return stored.startswith(wanted) or wanted.startswith(stored)


def _unlikely(number: _Number, wanted: str) -> tuple[Any, ...]:
    whole = number.from_the_end == wanted
    return (not whole, not number.active, _KINDS.index(number.kind), number.order, number.owner_id)


def _known(
    chosen: dict[tuple[str, int], _Number], visible_employee_ids: frozenset[int] | None
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
        known[kind][owner]._replace(number=number.number, wrong_number=number.bad)
        for (kind, owner), number in chosen.items()
        if owner in known[kind]
    ]
