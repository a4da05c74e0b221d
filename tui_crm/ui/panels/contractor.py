"""A contractor in lines: below the list, beside it, and as the head of the card."""

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
from tui_crm.terminal.text import Piece, cut, cut_pieces, plain, wrap, wrap_to

if TYPE_CHECKING:
    from tui_crm.queries.activities.details import LastAgreed, NextStep
    from tui_crm.ui.panels.detail_pane import PaneLine

MARK_PRIMARY = "★"
PLACED = {
    "name", "code", "tax_id", "customer", "vendor", "prospect", "phones", "emails", "www",
    "street", "postcode", "city", "country", "owner_id", "active", "note",
}  # fmt: skip
"""The fields that have a place of their own below."""
LOW = 5
"""Lines of a head below which it tells of one person alone."""
TWO_COLUMNS = 110
"""Cells from which on the persons stand beside the data."""


def joined(*parts: str) -> str:
    """What there is of these, with dots between."""
    return " · ".join(part for part in parts if part)


def tax_number(card: ContractorCard) -> str:
    """`NIP 5250001234`, or whatever it is called elsewhere."""
    if not card.tax_id:
        return ""
    name = _("NIP") if card.country == "PL" else _("tax id")
    return f"{name} {plain(card.tax_id)}"


def address(card: ContractorCard) -> str:
    """`ul. Długa 5, 00-950 Warszawa`, the country where it is another."""
    town = f"{plain(card.postcode)} {plain(card.city)}".strip()
    country = "" if card.country in {"PL", ""} else plain(card.country)
    return ", ".join(part for part in (plain(card.street), town, country) if part)


def kinds(card: ContractorCard) -> str:
    """What the contractor is to us."""
    words = (
        (card.customer, _("customer")),
        (card.vendor, _("vendor")),
        (card.prospect, _("prospect")),
    )
    return ", ".join(word for is_so, word in words if is_so)


def other_fields(record: object, fields: Mapping[str, Field]) -> list[str]:
    """`Label value` of each field that has no place of its own here and says something."""
    told = []
    for attribute, field in fields.items():
        value = getattr(record, attribute)
        if attribute not in PLACED and value:
            words = _(field.label)
            told.append(words if value is True else f"{words} {plain(str(value))}")
    return told


def standing(card: ContractorCard) -> tuple[Piece, ...]:
    """That it is inactive, or into which one it was merged."""
    if card.merged_into_id is not None:
        said = _("merged into {name}").format(name=plain(card.merged_into))
        return ((f"✗ {said}", "urgent"),)
    return () if card.active else ((f"✗ {_('inactive')}", "urgent"),)


def last_said(last: LastAgreed, *, zone: ZoneInfo) -> str:
    """`12 Nov telephone 4:10 · talked`."""
    local = last.at.astimezone(zone)
    length = f" {clock(last.duration_seconds)}" if last.duration_seconds else ""
    kind = f" {plain(last.type)}" if last.type else ""
    return joined(f"{formats.day_and_month(local)}{kind}{length}", plain(last.outcome))


def next_said(following: NextStep | None, *, now: datetime, zone: ZoneInfo) -> Piece:
    """`Wed 25 Nov 11:00`, `! Fri 20 Nov 14:00` when it is overdue, or that there is none."""
    if following is None:
        return (_("none"), "muted")
    return formats.next_step(following.at, following.on, now=now, zone=zone)


def numbers(phone: str, reason: str) -> tuple[Piece, ...]:
    """A person's number; one that must not be called says why instead of looking dialable."""
    if not reason:
        return ((f" · {plain(phone)}", "accent"),) if phone else ()
    return ((f" · {formats.not_to_be_called(plain(reason))}", "urgent"),)


def at_work(card: ContractorCard) -> list[CardPerson]:
    """The persons who still work there."""
    return [person for person in card.persons if person.active]


def last_lines(last: LastAgreed | None, width: int, *, zone: ZoneInfo) -> list[PaneLine]:
    """What was agreed last, whole."""
    if last is None:
        return [((_("Nothing yet."), ""),)]
    said: list[PaneLine] = [((last_said(last, zone=zone), "accent"),)]
    return said + [((piece, ""),) for piece in wrap_to(last.note, width, 10)]


class ContractorPanel:
    """Tells of one contractor at one moment."""

    def __init__(self, card: ContractorCard, *, now: datetime, zone: ZoneInfo) -> None:
        self.card = card
        self.now = now
        self.zone = zone

    def below(self, width: int, height: int) -> list[PaneLine]:
        """Under the list in two lines, beside it with room for whole texts."""
        return self.short(width) if height < 6 else self.tall(width)

    def short(self, width: int) -> list[PaneLine]:
        """Who to talk to and what is next; what was agreed last."""
        card = self.card
        when, style = next_said(card.next, now=self.now, zone=self.zone)
        following = f"{_('next step')}: {when}"
        room = width - cell_len(following) - 2
        who = self._who(room)
        blank = width - sum(cell_len(text) for text, _name in who) - cell_len(following)
        first = (*who, (" " * max(2, blank), ""), (following, style))
        if card.last is None:
            return [first, ((_("Nothing was agreed yet."), "muted"),)]
        said = f"{_('Last')}, {last_said(card.last, zone=self.zone)}: "
        note = plain(card.last.note[:400]) or "–"
        return [first, ((said, "muted"), (formats.quoted(note), ""))]

    def _who(self, room: int) -> tuple[Piece, ...]:
        """Name, the main person, the number; the name gives way, the number never."""
        card = self.card
        person = next(iter(at_work(card)), None)
        own = next((phone.shown for phone in card.numbers), "")
        spoken: list[Piece] = []
        number: tuple[Piece, ...] = ((f" · {plain(own)}", "accent"),) if own else ()
        if person is not None:
            job = f", {plain(person.position)}" if person.position else ""
            spoken = [(f" · {plain(person.name)}", ""), (job, "muted")]
            if person.do_not_call:
                spoken.insert(1, (f" {formats.MARK_DO_NOT_CALL}", "urgent"))
            if not (number and person.do_not_call):
                number = numbers(person.phone, person.do_not_call) or number
        number = tuple((cut(text, 34), style) for text, style in number)
        taken = sum(cell_len(text) for text, _name in number)
        kept = min(16, cell_len(plain(card.name)))
        mark = tuple((f" {text}", style) for text, style in standing(card))
        left = cut_pieces((*mark, *spoken), max(0, room - taken - kept))
        told = sum(cell_len(text) for text, _name in left)
        name = cut(plain(card.name), max(12, room - taken - told))
        return cut_pieces(((name, "strong"), *left, *number), room)

    def tall(self, width: int) -> list[PaneLine]:
        """The lines of the pane beside a list."""
        card = self.card
        told: list[PaneLine] = [((piece, "strong"),) for piece in wrap_to(card.name, width, 3)]
        told += [(piece,) for piece in standing(card)]
        told.append(((joined(plain(card.code), tax_number(card)), "muted"),))
        told += [((plain(phone.shown), "accent"),) for phone in card.numbers[:3]]
        told += [((plain(email), ""),) for email in card.emails[:2]]
        others = (address(card), plain(card.www), *other_fields(card, FIELDS))
        told += [((text, "muted"),) for text in others if text]
        for person in at_work(card)[:3]:
            told += [(), *self._person_lines(person)]
        more = len(at_work(card)) - 3
        if more > 0:
            told.append(((_("and {n} more").format(n=more), "muted"),))
        told += [(), ((_("LAST AGREED"), "muted"),), *last_lines(card.last, width, zone=self.zone)]
        told += [(), ((_("NEXT STEP"), "muted"),)]
        told.append((next_said(card.next, now=self.now, zone=self.zone),))
        if card.note:
            told += [(), ((_("NOTE"), "muted"),)]
            told += [((piece, ""),) for piece in wrap_to(card.note[:2000], width, 8)]
        return told

    def _person_lines(self, person: CardPerson) -> list[PaneLine]:
        job = f", {plain(person.position)}" if person.position else ""
        told: list[PaneLine] = [((plain(person.name), ""), (job, "muted"))]
        number = numbers(person.phone, person.do_not_call)
        told += [tuple((text.removeprefix(" · "), name) for text, name in number)] if number else []
        return told + ([((plain(person.email), ""),)] if person.email else [])

    # The head of the card

    def head(self, width: int, height: int) -> list[PaneLine]:
        """Data, then persons; beside each other where there is room."""
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
        mark = tuple((f"  {text}", style) for text, style in standing(card))
        first = ((plain(card.name), "strong"), *mark)
        blank = width - sum(cell_len(text) for text, _name in first) - cell_len(right)
        where = joined(plain(card.code), tax_number(card), address(card))
        if blank >= 2:
            told: list[PaneLine] = [(*first, (" " * blank, ""), (right, "muted"))]
            told += flowing([(where, "muted")], width)
        else:
            # A long name is told whole here, if anywhere; the rest moves down.
            told = name_lines(card.name, mark, width)
            told += flowing([(where, "muted"), (right, "muted")], width)
        reach: list[Piece] = [(plain(phone.shown), "accent") for phone in card.numbers]
        reach += [(plain(email), "") for email in card.emails]
        reach += [(plain(card.www), "muted")] if card.www else []
        reach += [(text, "muted") for text in other_fields(card, FIELDS)]
        told += flowing(reach, width)
        told += note_lines(card.note, width, height - len(told))
        return told[: max(1, height)]

    def _persons(self, width: int, height: int) -> list[PaneLine]:
        card = self.card
        if not card.persons:
            return [((_("No contact person yet: <card.person> adds the first one."), "muted"),)]
        shown = list(card.persons)[: max(1, height)]
        if height == 1:
            # Whom to call is more than how many others there are.
            return [self._person(shown[0], width)]
        if card.person_count > len(shown):
            shown = shown[: max(0, height - 1)]
        told = [self._person(person, width) for person in shown]
        left = card.person_count - len(shown)
        if left > 0:
            more = ngettext(
                "and {n} more: <contractor.persons> shows all",
                "and {n} more: <contractor.persons> shows all",
                left,
            )
            told.append(((more.format(n=left), "muted"),))
        return told

    def _person(self, person: CardPerson, width: int) -> PaneLine:
        star = f"{MARK_PRIMARY} " if person.is_primary else "  "
        job = joined(plain(person.position), plain(person.department))
        work: Piece = (f", {job}" if job else "", "muted")
        if not person.active:
            said = f"  {_('left')}: {plain(person.name)}{work[0]}"
            return cut_pieces(((said, "quieter"),), width)
        email: tuple[Piece, ...] = ((f" · {plain(person.email)}", ""),) if person.email else ()
        reach = (*numbers(person.phone, person.do_not_call), *email)
        room = width - sum(cell_len(text) for text, _name in reach)
        who = cut_pieces(((star, "accent"), (plain(person.name), "strong"), work), max(22, room))
        return cut_pieces((*who, *reach), width)


def name_lines(name: str, mark: tuple[Piece, ...], width: int) -> list[PaneLine]:
    """A name on up to two lines, behind it what marks the record."""
    room = width - sum(cell_len(text) for text, _style in mark)
    wrapped = wrap(name, max(10, room))
    shown = wrapped[:2]
    if len(wrapped) > 2:
        shown[1] = cut(" ".join(wrapped[1:]), room)
    told: list[PaneLine] = [((line, "strong"),) for line in shown]
    return [*told[:-1], (*told[-1], *mark)]


def note_lines(note: str, width: int, room: int) -> list[PaneLine]:
    """How a note begins: two lines of it, where there are two."""
    wrapped = [line for line in wrap(note[:1000], width) if line.strip()]
    shown = wrapped[: max(0, min(2, room))]
    if len(wrapped) > len(shown) and shown:
        shown[-1] = cut(f"{shown[-1]} {wrapped[len(shown)]}", width)
    return [((line, "muted"),) for line in shown]


def beside(left: PaneLine, width: int, right: PaneLine) -> PaneLine:
    """Two lines next to each other."""
    left = cut_pieces(left, width - 2)
    blank = width - sum(cell_len(text) for text, _name in left)
    return (*left, (" " * blank, ""), *right)


def flowing(pieces: list[Piece], width: int) -> list[PaneLine]:
    """Pieces with dots between them, on as many lines as they take; none is torn apart."""
    told: list[list[Piece]] = []
    used = 0
    for text, name in pieces:
        if not text:
            continue
        if told and used + 3 + cell_len(text) <= width:
            told[-1] += [(" · ", "muted"), (text, name)]
            used += 3 + cell_len(text)
        else:
            told.append([(cut(text, width), name)])
            used = min(width, cell_len(text))
    return [tuple(line) for line in told]
