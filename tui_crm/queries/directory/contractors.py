"""The list of contractors by page, filtered and in any order; one contractor by code."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.text import clean_line, full_name
from tui_crm.queries.common.columns import email_of, phone_of, shown_phone
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.lacking import contractor_without_number
from tui_crm.queries.common.text_match import exactly
from tui_crm.queries.common.text_search import contractors_found
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Contractor, Employee


class ContractorSubset(StrEnum):
    """The predefined views of the list; merged contractors are in none of them.

    ALL holds the inactive ones too, the others but INACTIVE the active ones only. WITHOUT_NUMBER:
    neither the contractor nor an active person there has a right number.
    """

    ALL = "all"
    MINE = "mine"
    COOLING = "cooling"
    WITHOUT_NEXT = "without_next"
    WITHOUT_NUMBER = "without_number"
    INACTIVE = "inactive"


class ContractorOrder(StrEnum):
    """The sort orders of the list; contractors without a value come last in both directions."""

    NAME = "name"
    CODE = "code"
    CITY = "city"
    OWNER = "owner"
    LAST_CONTACT = "last_contact"
    NEXT_STEP = "next_step"
    OPEN = "open"


class ContractorFilter(NamedTuple):
    """The filter of the list.

    MINE are those that *employee_id* owns. COOLING are those whose last contact (or, without any,
    creation) is before *cooling_before*. *owner_id* narrows any view to those of one owner.
    """

    text: str = ""
    view: ContractorSubset = ContractorSubset.ALL
    employee_id: int | None = None
    cooling_before: datetime | None = None
    owner_id: int | None = None


class ContractorRow(NamedTuple):
    """A contractor as the list shows it."""

    id: int
    version: int
    code: str
    name: str
    city: str
    owner: str
    phone: str
    email: str
    last_contact_at: datetime | None
    next_activity_at: datetime | None
    open_activities: int
    active: bool
    place: Place


_COLUMNS: Final = (
    Contractor.id,
    Contractor.version,
    Contractor.code,
    Contractor.name,
    Contractor.city,
    Employee.first_name,
    Employee.last_name,
    phone_of(contractor_id=Contractor.id),
    email_of(contractor_id=Contractor.id),
    Contractor.last_contact_at,
    Contractor.next_activity_at,
    Contractor.open_activities,
    Contractor.active,
)


def contractors_page(
    chosen: ContractorFilter,
    request: PageRequest,
    *,
    order: ContractorOrder = ContractorOrder.NAME,
    descending: bool = False,
) -> list[ContractorRow]:
    """One page of the list; by default by name."""
    return _page(_parts(order, _conditions(chosen), descending=descending), request)


def contractor_place(
    contractor_id: int, order: ContractorOrder = ContractorOrder.NAME, *, descending: bool = False
) -> Place | None:
    """The place of a contractor in this order; None when it is deleted or merged."""
    where = [Contractor.id == contractor_id, Contractor.merged_into_id.is_null()]
    rows = _page(_parts(order, where, descending=descending), PageRequest(1))
    return rows[0].place if rows else None


def contractor_by_code(code: str) -> ContractorRow | None:
    """The contractor with this code, in any case; None when there is none, or it was merged."""
    typed = clean_line(code)
    where = [Contractor.code.in_((typed, typed.upper())), Contractor.merged_into_id.is_null()]
    rows = _page(_parts(ContractorOrder.CODE, where, descending=False), PageRequest(2))
    exact = [row for row in rows if row.code == typed]
    return next(iter(exact or rows), None)


def _conditions(chosen: ContractorFilter) -> list[Any]:
    where = [Contractor.merged_into_id.is_null(), *contractors_found(chosen.text)]
    if chosen.owner_id is not None:
        where.append(Contractor.owner_id == chosen.owner_id)
    if chosen.view is ContractorSubset.INACTIVE:
        where.append(~Contractor.active)
    elif chosen.view is not ContractorSubset.ALL:
        where.append(Contractor.active)
    if chosen.view is ContractorSubset.MINE:
        where.append(Contractor.owner_id == chosen.employee_id)
    elif chosen.view is ContractorSubset.WITHOUT_NEXT:
        where.append(Contractor.next_activity_at.is_null())
    elif chosen.view is ContractorSubset.WITHOUT_NUMBER:
        where += contractor_without_number(Contractor.id)
    elif chosen.view is ContractorSubset.COOLING and chosen.cooling_before is not None:
        since = fn.COALESCE(Contractor.last_contact_at, Contractor.created_at)
        where.append(since < exactly(Contractor.created_at.db_value(chosen.cooling_before)))
    return where


def _parts(order: ContractorOrder, where: list[Any], *, descending: bool) -> list[KeysetPart]:
    """The parts of the list: contractors with a value in this order, then those without one."""
    query = Contractor.select().where(*where)
    if order is ContractorOrder.OWNER:
        return _by_owner(where, descending=descending)
    keys: tuple[Any, ...]
    key: Any
    if order in (ContractorOrder.NAME, ContractorOrder.CODE, ContractorOrder.OPEN):
        keys = {
            ContractorOrder.NAME: (Contractor.sort_key,),
            ContractorOrder.CODE: (Contractor.code,),
            ContractorOrder.OPEN: (Contractor.open_activities,),
        }[order]
        return [KeysetPart(query, Contractor.id, keys, descending=descending)]
    if order is ContractorOrder.CITY:
        key, has, none = Contractor.city_key, Contractor.city_key > "", Contractor.city_key == ""
    else:
        last = order is ContractorOrder.LAST_CONTACT
        key = Contractor.last_contact_at if last else Contractor.next_activity_at
        has, none = key.is_null(False), key.is_null()
    return [
        KeysetPart(query.where(has), Contractor.id, (key,), descending=descending),
        KeysetPart(query.where(none), Contractor.id, (), fixed=("",), descending=descending),
    ]


def _by_owner(where: list[Any], *, descending: bool) -> list[KeysetPart]:
    # CROSS fixes the join order: along the names of the owners, for each along the contractors.
    owned = Contractor.select().from_(Employee).join(Contractor, JOIN.CROSS)
    owned = owned.where(Employee.id == Contractor.owner_id, *where)
    free = Contractor.select().where(Contractor.owner.is_null(), *where)
    keys = (Employee.sort_key, Employee.id)
    return [
        KeysetPart(owned, Contractor.id, keys, descending=descending),
        KeysetPart(free, Contractor.id, (), fixed=("", 0), descending=descending),
    ]


def _page(parts: list[KeysetPart], request: PageRequest) -> list[ContractorRow]:
    page = page_of(parts, request).alias("page")
    width = 2 + len(parts[0].fixed) + len(parts[0].keys)
    places = tuple(getattr(page.c, f"place_{n}") for n in range(width))
    found = fetch_tuples(
        Contractor.select(*_COLUMNS, *places)
        .from_(page)
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == places[-1]))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Contractor.owner_id))
    )
    return in_order([_row(values) for values in found], parts)


def _row(values: tuple[Any, ...]) -> ContractorRow:
    contractor_id, version, code, name, city, first_name, last_name, phone, email = values[:9]
    last_contact_at, next_activity_at, open_activities, active, *place = values[9:]
    return ContractorRow(
        contractor_id, version, code, name, city, full_name(first_name, last_name),
        shown_phone(phone), email or "", last_contact_at, next_activity_at, open_activities,
        active, tuple(place),
    )  # fmt: skip
