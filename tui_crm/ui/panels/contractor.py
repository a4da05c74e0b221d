"""A pane about a contractor: below a list, beside it, and at the top of its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from tui_crm.domain.activities.timer import clock
from tui_crm.domain.directory.contractor import FIELDS
from tui_crm.domain.fields import Field
from tui_crm.i18n import _, ngettext
from tui_crm.presentation import formats
from tui_crm.queries.directory.contractor_card import CardPerson, ContractorCard
from tui_crm.terminal.text import Piece, cells, cut, cut_pieces, plain, wrap
from tui_crm.ui.panels.numbers import (
    counted,
    in_one_style,
    shown_of,
)

if TYPE_CHECKING:
    from tui_crm.queries.activities.details import LastAgreed, NextStep
    from tui_crm.queries.common.contact_data import NumberLine
    from tui_crm.ui.panels.detail_pane import PaneLine

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


class ContractorPanel:
    """Shows one contractor as of *now*."""

    def __init__(self, card: ContractorCard, *, now: datetime, zone: ZoneInfo) -> None:
        self.card = card
        self.now = now
        self.zone = zone

    # The head of the card

    def head(self, width: int, height: int) -> list[PaneLine]:
        """The head of a card: data and persons, side by side in a wide terminal."""
        if width >= TWO_COLUMNS:
            left = width * 9 // 20
            data, persons = self._data(left - 2, height), self._persons(width - left, height)
            rows = max(len(data), len(persons))
            data += [()] * (rows - len(data))
            persons += [()] * (rows - len(persons))
            return [beside(one, left, two) for one, two in zip(data, persons, strict=True)]
        data = self._data(width, max(3, height - 2) if height >= LOW else height - 1)
        return data + self._persons(width, height - len(data))

    def _data(self, width: int, height: int) -> list[PaneLine]:
        card = self.card
        owner = _("owner {name}").format(name=plain(card.owner)) if card.owner else ""
        right = joined(kinds(card), owner)
        mark = tuple((f"  {text}", style) for text, style in status_mark(card))
        first = ((plain(card.name), "strong"), *mark)
        blank = width - cells(first) - cell_len(right)
        where = joined(plain(card.code), tax_number(card), address(card))
        if blank >= 2:
            lines: list[PaneLine] = [(*first, (" " * blank, ""), (right, "muted"))]
            lines += flowing([(where, "muted")], width)
        else:
            # A long name is shown in full here, if anywhere; the rest moves down.
            lines = name_lines(card.name, mark, width)
            lines += flowing([(where, "muted"), (right, "muted")], width)
        reach = in_one_style(shown_of(card.numbers), named=card.name)
        reach += [(plain(email), "") for email in card.emails]
        reach += [(plain(card.www), "muted")] if card.www else []
        reach += [(text, "muted") for text in other_fields(card, FIELDS)]
        lines += flowing(reach, width)
        lines += note_lines(card.note, width, height - len(lines))
        return lines[: max(1, height)]

    def _persons(self, width: int, height: int) -> list[PaneLine]:
        card = self.card
        if not card.persons:
            return [((_("No contact person yet: <card.person> adds the first one."), "muted"),)]
        shown = list(card.persons)[: max(1, height)]
        if height == 1:
            # One line: whom to call matters more than how many others there are.
            return [self._person(shown[0], width)]
        if card.person_count > len(shown):
            shown = shown[: max(0, height - 1)]
        lines = [self._person(person, width) for person in shown]
        left = card.person_count - len(shown)
        if left > 0:
            more = ngettext(
                "and {n} more: <contractor.persons> shows all",
                "and {n} more: <contractor.persons> shows all",
                left,
            )
            lines.append(((more.format(n=left), "muted"),))
        return lines

    def _person(self, person: CardPerson, width: int) -> PaneLine:
        star = f"{MARK_PRIMARY} " if person.is_primary else "  "
        job = joined(plain(person.position), plain(person.department))
        work: Piece = (f", {job}" if job else "", "muted")
        if not person.active:
            text = f"  {_('left')}: {plain(person.name)}{work[0]}"
            return cut_pieces(((text, "quieter"),), width)
        email: tuple[Piece, ...] = ((f" · {plain(person.email)}", ""),) if person.email else ()
        ways = counted(shown_of(person.numbers), named=person.name)
        if person.do_not_call:
            ways = [(barred(person.do_not_call),)]
        least = min(22, cell_len(person.name) + 2)
        reach = next(
            (
                way
                for way in (*((*way, *email) for way in ways), *ways)
                if cells(way) + least <= width
            ),
            ways[-1],
        )
        room = width - cells(reach)
        who = cut_pieces(((star, "star"), (plain(person.name), "strong"), work), max(22, room))
        return cut_pieces((*who, *reach), width)


def name_lines(name: str, mark: tuple[Piece, ...], width: int) -> list[PaneLine]:
    """A name on at most two lines, followed by the marks of the record."""
    room = width - cells(mark)
    wrapped = wrap(name, max(10, room))
    shown = wrapped[:2]
    if len(wrapped) > 2:
        shown[1] = cut(" ".join(wrapped[1:]), room)
    lines: list[PaneLine] = [((line, "strong"),) for line in shown]
    return [*lines[:-1], (*lines[-1], *mark)]


def note_lines(note: str, width: int, room: int) -> list[PaneLine]:
    """The beginning of a note, in at most two lines."""
    wrapped = [line for line in wrap(note[:1000], width) if line.strip()]
    shown = wrapped[: max(0, min(2, room))]
    if len(wrapped) > len(shown) and shown:
        shown[-1] = cut(f"{shown[-1]} {wrapped[len(shown)]}", width)
    return [((line, "muted"),) for line in shown]


def beside(left: PaneLine, width: int, right: PaneLine) -> PaneLine:
    """Two lines side by side, the right one starting at cell *width*."""
    left = cut_pieces(left, width - 2)
    blank = width - cells(left)
    return (*left, (" " * blank, ""), *right)


def flowing(pieces: list[Piece], width: int) -> list[PaneLine]:
    """Pieces joined by “ · ” over as many lines as needed; only one that is too long is cut."""
    lines: list[list[Piece]] = []
    used = 0
    for text, name in pieces:
        if not text:
            continue
        if lines and used + 3 + cell_len(text) <= width:
            lines[-1] += [(" · ", "muted"), (text, name)]
            used += 3 + cell_len(text)
        else:
            lines.append([(cut(text, width), name)])
            used = min(width, cell_len(text))
    return [tuple(line) for line in lines]
