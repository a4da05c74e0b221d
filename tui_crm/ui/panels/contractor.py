"""A pane about a contractor: below a list, beside it, and at the top of its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.timer import clock
from tui_crm.domain.fields import Field
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.directory.contractor_card import CardPerson, ContractorCard
from tui_crm.terminal.text import Piece, plain

if TYPE_CHECKING:
    from tui_crm.queries.activities.details import LastAgreed, NextStep
    from tui_crm.queries.common.contact_data import NumberLine

MARK_PRIMARY = "★"
PLACED = {
    "name", "code", "tax_id", "customer", "vendor", "prospect", "phones", "emails", "www",
    "street", "postcode", "city", "country", "owner_id", "active", "note",
}  # fmt: skip
"""The fields that have a place of their own below."""
LEAST_SPOKEN = 12
"""Cells that are left of each name beside the numbers."""
LOW = 5
"""Below this number of lines the head of a card shows only one person."""
TWO_COLUMNS = 110
"""Cells from which on the persons are shown beside the data."""


def joined(*parts: str) -> str:
    """The parts that are not empty, joined by “ · ”."""
    return " · ".join(part for part in parts if part)


def tax_number(card: ContractorCard) -> str:
    """`NIP 5250001234`; “tax id” outside Poland."""
    if not card.tax_id:
        return ""
    name = _("NIP") if card.country == "PL" else _("tax id")
    return f"{name} {plain(card.tax_id)}"


def address(card: ContractorCard) -> str:
    """`ul. Długa 5, 00-950 Warszawa`; the country if it is not Poland."""
    town = f"{plain(card.postcode)} {plain(card.city)}".strip()
    country = "" if card.country in {"PL", ""} else plain(card.country)
    return ", ".join(part for part in (plain(card.street), town, country) if part)


def kinds(card: ContractorCard) -> str:
    """`customer, vendor`: the relations of the contractor to the company."""
    words = (
        (card.customer, _("customer")),
        (card.vendor, _("vendor")),
        (card.prospect, _("prospect")),
    )
    return ", ".join(word for is_so, word in words if is_so)


def other_fields(record: object, fields: Mapping[str, Field]) -> list[str]:
    """`Label value` of each field with a value that the panel does not place itself."""
    lines = []
    for attribute, field in fields.items():
        value = getattr(record, attribute)
        if attribute not in PLACED and value:
            words = _(field.label)
            lines.append(words if value is True else f"{words} {plain(str(value))}")
    return lines


def status_mark(card: ContractorCard) -> tuple[Piece, ...]:
    """A mark that it is inactive, or the contractor it was merged into; empty if active."""
    if card.merged_into_id is not None:
        text = _("merged into {name}").format(name=plain(card.merged_into))
        return ((f"✗ {text}", "urgent"),)
    return () if card.active else ((f"✗ {_('inactive')}", "urgent"),)


def last_agreed(last: LastAgreed, *, zone: ZoneInfo) -> str:
    """`12 Nov telephone 4:10 · talked`."""
    local = last.at.astimezone(zone)
    length = f" {clock(last.duration_seconds)}" if last.duration_seconds else ""
    kind = f" {plain(last.type)}" if last.type else ""
    return joined(f"{formats.day_and_month(local)}{kind}{length}", plain(last.outcome))


def next_step(following: NextStep | None, *, now: datetime, zone: ZoneInfo) -> Piece:
    """`Wed 25 Nov 11:00`, with `!` when overdue, or “none”."""
    if following is None:
        return (_("none"), "muted")
    return formats.next_step(following.at, following.on, now=now, zone=zone)


def all_numbers(card: ContractorCard) -> list[NumberLine]:
    """Its own, then those of whoever works there."""
    return [*card.numbers, *(one for person in at_work(card) for one in person.numbers)]


def barred(reason: str) -> Piece:
    """Why a person must not be called, in place of their numbers."""
    return (f" · {formats.not_to_be_called(plain(reason))}", "urgent")


def at_work(card: ContractorCard) -> list[CardPerson]:
    """The persons who still work at the contractor."""
    return [person for person in card.persons if person.active]
