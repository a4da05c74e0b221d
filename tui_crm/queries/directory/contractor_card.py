"""All data of one contractor, for its card and its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from peewee import JOIN, Case, fn

from tui_crm.domain.directory.contractor import COLUMNS, ContractorData
from tui_crm.domain.directory.do_not_call import REASON_READ, reason_not_to_call
from tui_crm.domain.errors import NotFound
from tui_crm.domain.text import full_name
from tui_crm.i18n import _
from tui_crm.queries.activities.details import (
    LAST,
    LAST_COLUMNS,
    NEXT,
    NEXT_COLUMNS,
    LastAgreed,
    NextStep,
    last_agreed,
    next_step,
)
from tui_crm.queries.common.activity_rows import OUTCOME, TYPE
from tui_crm.queries.common.columns import email_of
from tui_crm.queries.common.contact_data import (
    NumberLine,
    emails_of,
    first_shown,
    phones_by_owner,
    phones_of,
)
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Affiliation, Contractor, Employee, Person

PERSONS_SHOWN: Final = 100


class CardPerson(NamedTuple):
    """A person with an affiliation at the contractor; *active*: they still work there.

    *do_not_call* is the reason why they must not be called, empty when they may be.
    """

    name: str
    position: str
    department: str
    is_primary: bool
    active: bool
    numbers: tuple[NumberLine, ...]
    email: str
    do_not_call: str

    @property
    def phone(self) -> str:
        """The number to propose; empty when there is none."""
        return first_shown(self.numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractorCard(ContractorData):
    """The form values of a contractor, with derived data."""

    id: int
    key: str
    version: int
    owner: str
    merged_into_id: int | None
    merged_into: str
    last_contact_at: datetime | None
    numbers: tuple[NumberLine, ...]
    """The phones, formatted for reading."""
    persons: tuple[CardPerson, ...]
    """Present persons before former ones, the primary one first; at most `PERSONS_SHOWN`."""
    person_count: int
    """The number of all persons, also of those beyond `PERSONS_SHOWN`."""
    activity_count: int
    open_activities: int
    last: LastAgreed | None
    next: NextStep | None


_OWNER: Final = Employee.alias("owner")
_MERGED_INTO: Final = Contractor.alias("merged_into")
_NAMES: Final = (
    "id", "key", "version", *COLUMNS, "merged_into_id", "last_contact_at", "open_activities",
)  # fmt: skip
_COLUMNS: Final = tuple(getattr(Contractor, name) for name in _NAMES)


def contractor_card(
    contractor_id: int, *, visible_employee_ids: frozenset[int] | None = None
) -> ContractorCard:
    """The card of a contractor; raises `NotFound` when it is deleted.

    Activities of employees not among *visible_employee_ids* show only their time.
    """
    found = fetch_one(
        Contractor.select(
            *_COLUMNS,
            _OWNER.first_name,
            _OWNER.last_name,
            _MERGED_INTO.name,
            _count(Affiliation),
            _count(Activity),
            *LAST_COLUMNS,
        )
        .join(_OWNER, JOIN.LEFT_OUTER, on=(_OWNER.id == Contractor.owner_id))
        .join(_MERGED_INTO, JOIN.LEFT_OUTER, on=(_MERGED_INTO.id == Contractor.merged_into_id))
        .join(LAST, JOIN.LEFT_OUTER, on=(LAST.id == Contractor.last_activity_id))
        .join(TYPE, JOIN.LEFT_OUTER, on=(TYPE.id == LAST.type_id))
        .join(OUTCOME, JOIN.LEFT_OUTER, on=(OUTCOME.id == LAST.outcome_id))
        .where(Contractor.id == contractor_id)
    )
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    columns: dict[str, Any] = dict(zip(_NAMES, found, strict=False))
    first_name, last_name, merged_into, persons, activities, *last = found[len(_COLUMNS) :]
    name = columns["name"]
    numbers = tuple(one._replace(owner=name) for one in phones_of(contractor_id=contractor_id))
    return ContractorCard(
        **columns,
        owner=full_name(first_name, last_name),
        merged_into=merged_into or "",
        phones=tuple(one.raw for one in numbers),
        numbers=numbers,
        emails=emails_of(contractor_id=contractor_id),
        persons=_persons(contractor_id),
        person_count=persons,
        activity_count=activities,
        last=last_agreed(tuple(last), visible_employee_ids),
        next=_next(contractor_id, visible_employee_ids),
    )


def _count(table: Any) -> Any:
    return table.select(fn.COUNT(table.id)).where(table.contractor_id == Contractor.id)


def _next(contractor_id: int, visible_employee_ids: frozenset[int] | None) -> NextStep | None:
    found = fetch_one(
        NEXT.select(*NEXT_COLUMNS)
        .where(NEXT.contractor_id == contractor_id, NEXT.completed_at.is_null())
        .order_by(NEXT.order_at, NEXT.id)
    )
    return None if found is None else next_step(found, visible_employee_ids)


def _persons(contractor_id: int) -> tuple[CardPerson, ...]:
    works_here = Case(None, ((Affiliation.active & Person.active, 0),), 1)
    found = fetch_tuples(
        Affiliation.select(
            Person.id,
            Person.first_name,
            Person.last_name,
            Affiliation.position,
            Affiliation.department,
            Affiliation.is_primary,
            Affiliation.active,
            Person.active,
            email_of(person_id=Person.id),
            Person.do_not_call,
            fn.SUBSTR(Person.note, 1, REASON_READ),
        )
        .join(Person, on=(Person.id == Affiliation.person_id))
        .where(Affiliation.contractor_id == contractor_id)
        .order_by(works_here, Affiliation.is_primary.desc(), Person.sort_key, Person.id)
        .limit(PERSONS_SHOWN)
    )
    numbers = phones_by_owner(person_ids=[values[0] for values in found])
    return tuple(_person(values, numbers.get(("person", values[0]), [])) for values in found)


def _person(values: tuple[Any, ...], numbers: list[NumberLine]) -> CardPerson:
    _id, first_name, last_name, position, department, is_primary = values[:6]
    here, active, email, do_not_call, note = values[6:]
    name, reason = full_name(first_name, last_name), reason_not_to_call(do_not_call, note)
    owned = tuple(number._replace(owner=name, do_not_call=reason) for number in numbers)
    return CardPerson(
        name, position, department, is_primary, bool(here and active), owned, email or "", reason
    )
