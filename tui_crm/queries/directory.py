"""Contractors with what is known of them at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from peewee import JOIN

from tui_crm.domain.text import clean_line
from tui_crm.queries.activity_rows import full_name
from tui_crm.queries.choices import phone_of, shown_phone
from tui_crm.queries.matching import all_words_in, folded_words
from tui_crm.queries.paging import Place, Span
from tui_crm.queries.stretches import Stretch, in_order, page_of
from tui_crm.store.database import fetch_tuples
from tui_crm.store.models import Contractor, Employee


@dataclass(frozen=True, slots=True)
class ContractorRow:
    """A contractor as the list shows it; an inactive one is on it too."""

    id: int
    code: str
    name: str
    city: str
    owner: str
    phone: str
    last_contact_at: datetime | None
    next_activity_at: datetime | None
    open_activities: int
    active: bool
    place: Place


_COLUMNS: Final = (
    Contractor.id,
    Contractor.code,
    Contractor.name,
    Contractor.city,
    Employee.first_name,
    Employee.last_name,
    phone_of(contractor_id=Contractor.id),
    Contractor.last_contact_at,
    Contractor.next_activity_at,
    Contractor.open_activities,
    Contractor.active,
)


def contractors_page(text: str, span: Span) -> list[ContractorRow]:
    """One page of the contractors that are found by every word of the text, by name."""
    words = folded_words(text)
    query = Contractor.select()
    return _page(query.where(all_words_in(Contractor.fold, words)) if words else query, span)


def contractor_by_code(code: str) -> ContractorRow | None:
    """The contractor of this code, however it is capitalised."""
    typed = clean_line(code)
    query = Contractor.select().where(Contractor.code.in_((typed, typed.upper())))
    rows = _page(query, Span(2))
    exact = [row for row in rows if row.code == typed]
    return next(iter(exact or rows), None)


def _page(query: Any, span: Span) -> list[ContractorRow]:
    stretch = Stretch(query, Contractor.id, (Contractor.sort_key,))
    page = page_of([stretch], span).alias("page")
    places = tuple(getattr(page.c, f"place_{n}") for n in range(3))
    found = fetch_tuples(
        Contractor.select(*_COLUMNS, *places)
        .from_(page)
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == places[-1]))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Contractor.owner_id))
    )
    return in_order([_row(values) for values in found], [stretch])


def _row(values: tuple[Any, ...]) -> ContractorRow:
    contractor_id, code, name, city, first_name, last_name, phone, *others = values
    last_contact_at, next_activity_at, open_activities, active, *place = others
    return ContractorRow(
        contractor_id, code, name, city, full_name(first_name, last_name), shown_phone(phone),
        last_contact_at, next_activity_at, open_activities, active, tuple(place),
    )  # fmt: skip
