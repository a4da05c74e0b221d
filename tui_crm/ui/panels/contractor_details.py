"""The details of the contractor under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.directory.contractor import FIELDS
from tui_crm.i18n import _
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.contractor_card import CardPerson, ContractorCard
from tui_crm.terminal.text import plain
from tui_crm.ui.panels.contractor import (
    address,
    all_numbers,
    at_work,
    kinds,
    other_fields,
    status_mark,
    tax_number,
)
from tui_crm.ui.panels.details_text import (
    DetailsText,
    Held,
    PaneLine,
    Pieces,
    held_in_words,
    number_behind,
    number_first,
    person_line,
    spoken_of,
)
from tui_crm.ui.panels.numbers import numbers_below, shown_of


class ContractorDetails(DetailsText):
    """Its numbers and persons, its note, what was agreed last, what is next."""

    def __init__(self, card: ContractorCard, *, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(now=now, zone=zone)
        self.card = card
        self.note = card.note
        self.next = card.next
        if card.last is not None:
            last = card.last
            how = held_in_words(
                last.at, seconds=last.duration_seconds, kind=last.type, outcome=last.outcome,
                zone=zone,
            )  # fmt: skip
            self.last = Held(how, last.agreed)

    def title(self) -> Pieces:
        mark = tuple((f"  {text}", style) for text, style in status_mark(self.card))
        return ((plain(self.card.name), "title"), *mark)

    def facts(self) -> Sequence[str]:
        card = self.card
        owner = _("owner {name}").format(name=plain(card.owner)) if card.owner else ""
        return plain(card.code), tax_number(card), kinds(card), owner

    def numbers(self) -> list[NumberLine]:
        return shown_of(all_numbers(self.card))

    def reach(self, width: int) -> tuple[PaneLine, int]:
        """Its own number first, then the main person."""
        card, numbers = self.card, self.numbers()
        person = next(iter(at_work(card)), None)
        if person is None:
            mail: Pieces = ((plain(card.emails[0]), "muted"),) if card.emails else ()
            return number_first(numbers, [mail, ()], width, named=card.name)
        words = self._spoken(person, width)
        if person.do_not_call or not (numbers and _is_near(numbers[0], person)):
            return number_behind(numbers, words, width, named=person.name)
        first = person.name if numbers[0].owner == person.name else card.name
        return number_first(numbers, words, width, named=first, then=person.name)

    def _spoken(self, person: CardPerson, width: int) -> list[Pieces]:
        email = person.email or next(iter(self.card.emails), "")
        return spoken_of(person.name, person.position, email, person.do_not_call, width)

    def who(self, width: int) -> list[PaneLine]:
        card = self.card
        lines: list[PaneLine] = list(numbers_below(card.numbers, width, named=card.name))
        lines += [((plain(email), ""),) for email in card.emails[:2]]
        for person in at_work(card)[:3]:
            lines += person_line(
                person.name, person.position, person.email, person.do_not_call, person.numbers,
                width,
            )  # fmt: skip
        more = len(at_work(card)) - 3
        if more > 0:
            lines.append(((_("and {n} more").format(n=more), "muted"),))
        others = (address(card), plain(card.www), *other_fields(card, FIELDS))
        return [*lines, *(((text, "muted"),) for text in others if text)]


def _is_near(number: NumberLine, person: CardPerson) -> bool:
    """Whether it reaches the company or this person, not somebody further down."""
    return number.of_contractor or number.owner == person.name
