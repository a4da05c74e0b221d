"""Phone numbers as they are shown: whose they are, what was said beside them, which are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_crm.domain.choice import PersonChoice
from tui_crm.i18n import _
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.terminal.text import Piece, cells, cut, cut_pieces, plain

MARK_WRONG = "✗"
OWNER = 16
"""Cells for the name of a number's owner."""
MOST = 6
"""Numbers that one line shows at most."""
Pieces = tuple[Piece, ...]


def to_call(numbers: Sequence[NumberLine], *, barred: bool = False) -> list[NumberLine]:
    """The numbers that may be proposed: right ones of whoever may be called.

    *barred*: nobody it is about may be called, so neither may the contractor be for them.
    """
    return [
        one
        for one in numbers
        if not one.bad and not one.do_not_call and not (barred and one.of_contractor)
    ]


def shown_of(numbers: Sequence[NumberLine], *, barred: bool = False) -> list[NumberLine]:
    """The numbers that may be shown: first those to call, then those known to be wrong."""
    wrong = [one for one in numbers if one.bad and not one.do_not_call]
    return [*to_call(numbers, barred=barred), *wrong]


def whose(number: NumberLine, *, named: str) -> str:
    """Where a number belongs, unless it is that of whoever was *named* just before it."""
    if number.owner in {named, ""}:
        return ""
    return _("company") if number.of_contractor else plain(number.owner)


def number_pieces(number: NumberLine, *, named: str = "", remark: bool = True) -> Pieces:
    """`company 22 555 01 23 ext. 12 (front desk)`; a wrong one is struck through."""
    at = cut(whose(number, named=named), OWNER)
    beside = f" ({plain(number.remark)})" if number.remark and remark else ""
    told: Piece = (plain(number.shown), "number")
    if number.bad:
        told = (f"{MARK_WRONG} {plain(number.shown)}", "wrong")
    return (
        *(((f"{at} ", ""),) if at else ()),
        told,
        *(((beside, "muted"),) if beside else ()),
    )


class Way(NamedTuple):
    """A text for numbers in a line, each behind a dot; the first *told* of them are in it."""

    pieces: Pieces = ()
    told: int = 0


def on_a_line(numbers: Sequence[NumberLine], *, named: str) -> list[Way]:
    """Texts for these numbers in a line, the fullest first."""
    if not numbers:
        return [Way()]
    ways = []
    if len(numbers) <= MOST:
        ways.append(Way(_dotted(numbers, named=named, remark=True), len(numbers)))
    fewer = range(min(MOST, len(numbers)), 0, -1)
    return ways + [Way(_dotted(numbers[:n], named=named, remark=False), n) for n in fewer]


def fitting(ways: Sequence[Way], room: int) -> Way:
    """The first of these texts that fits, else the last one."""
    return next((way for way in ways if cells(way.pieces) <= room), ways[-1])


def counted(numbers: Sequence[NumberLine], *, named: str) -> list[Pieces]:
    """As `on_a_line`, each with how many more there are: `601 234 567 +1`."""
    ways = on_a_line(numbers, named=named)
    return [(*way.pieces, *_more(numbers[way.told :])) for way in ways]


def below_a_line(numbers: Sequence[NumberLine], way: Way, room: int) -> Pieces:
    """What a line left out, for the beginning of the line below it."""
    left = numbers[way.told :]
    if not left:
        return ()
    named = numbers[way.told - 1].owner if way.told else ""
    ways = counted(left, named=named)
    told = next((one for one in ways if cells(one) <= room), ways[-1])
    first: Piece = (told[0][0].removeprefix(" · "), told[0][1])
    return (first, *told[1:], ("  ", ""))


def _more(numbers: Sequence[NumberLine]) -> Pieces:
    count = sum(not one.bad for one in numbers)
    return ((f" +{count}", "muted"),) if count else ()


def in_one_style(numbers: Sequence[NumberLine], *, named: str) -> list[Piece]:
    """As `in_order`, each number with all that belongs to it in one piece."""
    parts = in_order(numbers, named=named)
    return [
        ("".join(text for text, _style in part), "wrong" if one.bad else "number")
        for one, part in zip(numbers, parts, strict=True)
    ]


def _dotted(numbers: Sequence[NumberLine], *, named: str, remark: bool) -> Pieces:
    """As `in_order`, each number behind a dot."""
    told: list[Piece] = []
    for (text, style), *others in in_order(numbers, named=named, remark=remark):
        told += [(f" · {text}", style), *others]
    return tuple(told)


def in_order(
    numbers: Sequence[NumberLine], *, named: str = "", remark: bool = True
) -> list[Pieces]:
    """A part for each number; of several of one owner only the first says whose they are."""
    parts = []
    for one in numbers:
        parts.append(number_pieces(one, named=named, remark=remark))
        named = one.owner or named
    return parts


def all_barred(persons: Sequence[PersonChoice]) -> bool:
    """Whether there are persons, and none of them may be called."""
    return bool(persons) and all(person.do_not_call for person in persons)


def others_than(numbers: Sequence[NumberLine], persons: Sequence[PersonChoice]) -> list[NumberLine]:
    """The numbers that are none of these persons': the contractor's, of others who work there."""
    known = {person.id for person in persons}
    others = [one for one in numbers if one.person_id not in known]
    return shown_of(others, barred=all_barred(persons))


def packed(parts: Sequence[Pieces], width: int) -> list[Pieces]:
    """Parts with dots between them, on as many lines as they take; further lines are set in."""
    lines: list[Pieces] = []
    used = width
    for part in parts:
        size = cells(part)
        if lines and used + 3 + size <= width:
            lines[-1] = (*lines[-1], (" · ", "muted"), *part)
            used += 3 + size
        else:
            blank: Pieces = (("  ", ""),) if lines else ()
            lines.append(cut_pieces((*blank, *part), width))
            used = size + 2 * bool(blank)
    return lines
