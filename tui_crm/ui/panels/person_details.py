"""The details of the person under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.presentation import formats
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.person_card import PersonAffiliation, PersonCard
from tui_crm.terminal.text import cut_pieces, plain, wrap_to
from tui_crm.ui.panels.contractor import joined
from tui_crm.ui.panels.details_text import (
    DetailsText,
    Held,
    PaneLine,
    Pieces,
    address,
    barred,
    held_in_words,
    number_behind,
    number_first,
)
from tui_crm.ui.panels.numbers import numbers_below, shown_of
from tui_crm.ui.panels.person import all_numbers, inactive_mark, present, work_lines


class PersonDetails(DetailsText):
    """Numbers, where they work, the note, what was agreed last, what is next."""

    def __init__(self, card: PersonCard, *, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(now=now, zone=zone)
        self.card = card
        self.note = card.note
        self.next = card.next
        last = card.last
        if last is not None and last.completed_at is not None:
            how = held_in_words(
                last.completed_at, seconds=0, kind="", outcome=last.contractor, zone=zone
            )
            self.last = Held(how, last.note)

    def title(self) -> Pieces:
        return ((plain(self.card.name), "title"), *inactive_mark(self.card))

    def facts(self) -> Sequence[str]:
        return [plain(one.contractor) for one in present(self.card)[:2]]

    def numbers(self) -> list[NumberLine]:
        return shown_of(all_numbers(self.card))

    def reach(self, width: int) -> tuple[PaneLine, int]:
        card = self.card
        where = "; ".join(_work(one) for one in present(card))
        mail = address(card.emails[0]) if card.emails else ()
        at: Pieces = ((where, ""),) if where else ()
        short: Pieces = ((_work(present(card)[0]), ""),) if where else ()
        if card.do_not_call:
            why = barred(card.reason)
            first: Pieces = ((why[0][0].removeprefix(" · "), why[0][1]),)
            words = [(*first, *((" · ", ""), *at) * bool(at), *mail), first]
            return number_behind((), words, width, named=card.name)
        words = [(*at, *mail), at, (*short, *mail), short, cut_pieces(short, width // 2), ()]
        return number_first(self.numbers(), words, width, named=card.name)

    def who(self, width: int) -> list[PaneLine]:
        card = self.card
        lines: list[PaneLine] = list(numbers_below(self.numbers(), width, named=card.name))
        if card.do_not_call:
            why = formats.not_to_be_called(plain(card.reason))
            lines = [((line, "urgent"),) for line in wrap_to(why, width, 3)]
        lines += [((plain(email), ""),) for email in card.emails[:2]]
        return [*lines, *(line for one in card.affiliations[:6] for line in work_lines(one))]


def _work(one: PersonAffiliation) -> str:
    return joined(plain(one.contractor), plain(one.position))
