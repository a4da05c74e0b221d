"""A pane about a contact person: below a list, beside it, and at the top of their card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.person_card import PersonAffiliation, PersonCard
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.panels.contractor import (
    joined,
)

if TYPE_CHECKING:
    from tui_crm.ui.panels.detail_pane import PaneLine


def present(card: PersonCard) -> list[PersonAffiliation]:
    """The contractors where the person works now."""
    return [affiliation for affiliation in card.affiliations if affiliation.active]


def main_affiliation(card: PersonCard) -> PersonAffiliation | None:
    """The one where the person is the main contact, else the first; None for none."""
    affiliations = present(card)
    return next(
        (affiliation for affiliation in affiliations if affiliation.is_primary),
        affiliations[0] if affiliations else None,
    )


def all_numbers(card: PersonCard) -> list[NumberLine]:
    """Their own, then those of the contractors; none where they must not be called."""
    return [] if card.do_not_call else [*card.numbers, *card.contractor_numbers]


def inactive_mark(card: PersonCard) -> tuple[Piece, ...]:
    """A mark that the person is inactive; empty if active."""
    return () if card.active else ((f"  ✗ {_('inactive')}", "urgent"),)


def work_lines(affiliation: PersonAffiliation) -> list[PaneLine]:
    """The contractor, and below it what the person does there."""
    style = "" if affiliation.active else "quieter"
    left = "" if affiliation.active else f"{_('left')}: "
    work = joined(plain(affiliation.position), plain(affiliation.department))
    return [
        ((left + plain(affiliation.contractor), style),),
        *([((work, "muted"),)] if work else []),
    ]
