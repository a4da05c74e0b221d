"""The invented company that the journeys take place in; made once, copied for every test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support import builders
from tests.support.builders import at, contact, contractor, entry, operator, person, task
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.fields import ActivityEdit
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.services.activities.save import save
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Contractor

INVOICE = "call about the invoice"
PRICE_LIST = "send the price list"
AGREED = "wants the new price list before 1 Dec, 5 % for prepaid"
PIECES = "agreed: 12 pieces"


@dataclass(frozen=True)
class Known:
    """Ids of what the company starts with, by the words of the tests."""

    invoice: int
    """Overdue since Friday 14:00: ALFA, Jan Kowalski, urgent."""
    offer: int
    """Overdue since Friday 15:30: a task without a contractor."""
    beta: int
    """Today 10:00: Beta S.A., Ewa Lis, by e-mail; something was agreed with her before."""
    gamma: int
    """Today 11:00: a meeting with Gamma, Piotr Zając."""
    delta: int
    """Completed today at 08:15: Delta, Adam Nowy."""
    marek: int
    """Today 12:00, Marek's: ALFA, Maria Zielińska."""


def found(path: Path) -> None:
    """Write the company into a new database."""
    database = builders.fresh_database(path)
    try:
        _people_and_activities()
    finally:
        database.close()


def _people_and_activities() -> None:
    anna, marek = operator(), builders.colleague()
    alfa = contractor(anna, phone="22 612 34 56", city="Warszawa")
    jan = person(anna, alfa, position="director", phone="601 234 567", email="jan@alfa.example")
    maria = person(anna, alfa, "Maria Zielińska", position="buyer", phone="602 345 678")
    beta = contractor(anna, "Beta S.A.")
    ewa = person(
        anna, beta, "Ewa Lis", position="purchasing", phone="603 456 789", email="ewa@beta.example"
    )
    gamma = contractor(anna, "Gamma s.c.")
    piotr = person(anna, gamma, "Piotr Zając")
    delta = contractor(anna, "Delta")
    adam = person(anna, delta, "Adam Nowy")
    contractor(anna, "Łódź Mebel")
    _put(
        anna,
        contact(
            anna, beta, ewa, starts_at=at(12, "10:00"), note=AGREED, completed=True,
            duration_seconds=250,
        ),
        day=12,
    )  # fmt: skip
    urgent = entry("urgent")
    _put(
        anna,
        contact(anna, alfa, jan, starts_at=at(20, "14:00"), note=INVOICE, priority_id=urgent),
    )
    _put(anna, task(anna, starts_at=at(20, "15:30")))
    _put(
        anna,
        contact(
            anna, beta, ewa, starts_at=at(23, "10:00"), note=PRICE_LIST, type_id=entry("email")
        ),
    )
    _put(
        anna,
        contact(
            anna, gamma, piotr, kind=Kind.MEETING, type_id=None, starts_at=at(23, "11:00"),
            subject="site visit",
        ),
    )  # fmt: skip
    _put(
        anna,
        contact(
            anna, delta, adam, starts_at=at(23, "08:15"), note=PIECES, completed=True,
            duration_seconds=600,
        ),
        day=23,
    )  # fmt: skip
    _put(marek, contact(marek, alfa, maria, starts_at=at(23, "12:00"), note="Marek's own"))


def _put(actor: Actor, edit: ActivityEdit, *, day: int = 19) -> None:
    save(edit, actor=actor, instant=Instant(at(day, "08:20"), builders.BOOT, 0.0))


def known() -> Known:
    """The ids, as they are in a copy."""
    rows = fetch_tuples(Activity.select(Activity.id).order_by(Activity.id))
    ids = [activity_id for (activity_id,) in rows]
    return Known(*ids[1:7])


def contractor_id(name: str) -> int:
    """A contractor by name."""
    found_ids = fetch_tuples(Contractor.select(Contractor.id).where(Contractor.name == name))
    assert len(found_ids) == 1, (name, found_ids)
    return int(found_ids[0][0])
