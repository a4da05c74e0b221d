"""The lines of a details pane: whom to call, note, last agreement, next step.

Narrow panes have them below each other, wide ones in three columns, those beside a list with
headings. The number stands first, alone in its colour; the rule above names who it is about.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice, product, zip_longest
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.dates import distance
from tui_crm.domain.dates.duration import shown_minutes
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.terminal.text import Piece, cells, cut_pieces, plain, wrap_to
from tui_crm.ui.panels.numbers import MOST, Way, below_a_line, in_order, numbers_below, shown_of

Pieces = tuple[Piece, ...]
PaneLine = Pieces

TALL = 8
"""Lines from which on texts have headings."""
NOTE_FROM = 5
"""Lines from which on the note is shown in a narrow pane as well."""
THREE_COLUMNS = 108
"""Cells from which on who, note and last agreement stand beside each other."""
WHO = 31
NOTE_SHARE = 48
"""Percent of the rest of the width."""
ROOM_FOR_TEXT = 16
"""Cells that are left of a line at least for a text to begin on it."""
TAB = "  "


class Coming(Protocol):
    """A next step: *at* a time or, all day, *on* a date."""

    @property
    def at(self) -> datetime | None: ...
    @property
    def on(self) -> date | None: ...


class Held(NamedTuple):
    """What was agreed last: when and how, and the words."""

    how: str
    note: str


class DetailsText(ABC):
    """The lines about one record as of *now*."""

    note = ""
    last: Held | None = None
    next: Coming | None = None

    def __init__(self, *, now: datetime, zone: ZoneInfo) -> None:
        self.now = now
        self.zone = zone

    # What differs between records

    @abstractmethod
    def title(self) -> Pieces:
        """The name, in full."""

    @abstractmethod
    def facts(self) -> Sequence[str]:
        """What else it is, for the rule."""

    @abstractmethod
    def numbers(self) -> Sequence[NumberLine]:
        """The numbers that may be shown."""

    @abstractmethod
    def reach(self, width: int) -> tuple[PaneLine, int]:
        """Whom to call and how, in a line; and how many numbers there was room for."""

    @abstractmethod
    def who(self, width: int) -> list[PaneLine]:
        """All about whom to call and how, a line each."""

    def tries(self) -> Pieces:
        """The number of calls without an answer."""
        return ()

    # The rule above

    def beside_title(self, *, tall: bool) -> Pieces:
        """The next step; in a tall pane, which shows that itself, the facts."""
        if not tall:
            return self._next_in_rule()
        return ((" · ".join(fact for fact in self.facts() if fact), "muted"),)

    def _next_in_rule(self) -> Pieces:
        """`next Wed 9 Dec 13:45`."""
        if self.next is None:
            return ((_("no next step"), "muted"),)
        before, when, after = _("next {when}").partition("{when}")
        return ((before, "muted"), *(self._when() if when else ()), (after, "muted"))

    def _when(self) -> Pieces:
        """`Wed 9 Dec 13:45`; overdue `! Fri 27 Nov 12:30`, the time in red; `none`."""
        if self.next is None:
            return ((_("none"), "muted"),)
        text, style = formats.next_step(self.next.at, self.next.on, now=self.now, zone=self.zone)
        if style != "overdue":
            return ((text, style),)
        return (("! ", "overdue"), (text.removeprefix("! "), "late"))

    # The lines

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The lines for a pane of this size."""
        if height < TALL:
            return self._short(width, height)
        if width < THREE_COLUMNS:
            return self._in_one_column(width)[:height]
        return self._in_three_columns(width, height)

    def _short(self, width: int, height: int) -> list[PaneLine]:
        """Whom to call; from five lines on the note; what was agreed last."""
        first, told = self.reach(width)
        more = below_a_line(self.numbers(), Way(told=told), width // 2)
        lines = [first] if first else []
        if self.note and (height >= NOTE_FROM or not first):
            most = max(1, (height - 1) // 2)
            lines += flowing_text(((_("Note"), "muted"),), self.note, width, most)
        return [*lines, *self._last((*more, *self.tries()), width, height - len(lines))]

    def _last(self, before: Pieces, width: int, most: int) -> list[PaneLine]:
        if most <= 0:
            return []
        if self.last is None:
            return [(*before, (_("Nothing was agreed yet."), "muted"))]
        head = (*before, (self.last.how, "muted"))
        return flowing_text(head, self.last.note, width, most)

    def _in_three_columns(self, width: int, height: int) -> list[PaneLine]:
        """Who, note and last agreement beside each other, at fixed places."""
        rest = width - WHO - 6
        sizes = (WHO, rest * NOTE_SHARE // 100, rest - rest * NOTE_SHARE // 100)
        columns = (
            self._who_and_next(sizes[0], height),
            self._note(sizes[1], height),
            self._agreed(sizes[2], height),
            # As long as the pane, so that the rules between are.
            [()] * height,
        )
        rows = islice(zip_longest(*columns, fillvalue=()), height)
        return [in_columns(row[:3], sizes) for row in rows]

    def _in_one_column(self, width: int) -> list[PaneLine]:
        """All with headings, for a pane beside the list."""
        name, facts = cells(self.title()), " · ".join(fact for fact in self.facts() if fact)
        lines: list[PaneLine] = []
        if name > width - 4:
            whole = "".join(text for text, _style in self.title())
            lines += [((line, "title"),) for line in wrap_to(whole, width, 3)]
        lines += [((line, "muted"),) for line in wrap_to(facts, width, 2) if line]
        lines += [*self.who(width), *((self.tries(),) if self.tries() else ()), ()]
        lines += [*self._note(width, 9), (), *self._agreed(width, 11), (), *self._next_step()]
        return [cut_pieces(line, width) for line in lines]

    def _who_and_next(self, width: int, height: int) -> list[PaneLine]:
        who, step = [*self.who(width)], self._next_step()
        if self.tries():
            who.append(self.tries())
        room = height - len(step)
        if len(who) > room:
            who = [*who[: room - 1], (("…", "muted"),)]
        return [*who, *([()] if len(who) < room else ()), *step]

    def _next_step(self) -> list[PaneLine]:
        away: Pieces = ()
        if self.next is not None and self.next.at is not None:
            away = ((f" · {distance(self.next.at, now=self.now, zone=self.zone)}", "muted"),)
        return [((_("next step"), "muted"),), (*self._when(), *away)]

    def _note(self, width: int, height: int) -> list[PaneLine]:
        note = wrap_to(self.note.rstrip() or "–", width, height - 1)
        return [((_("NOTE"), "heading"),), *(((line, ""),) for line in note)]

    def _agreed(self, width: int, height: int) -> list[PaneLine]:
        heading: Piece = (_("LAST AGREED"), "heading")
        if self.last is None:
            return [(heading,), ((_("Nothing yet."), "muted"),)]
        note = wrap_to(self.last.note.rstrip() or "–", width, height - 1)
        return [(heading, (TAB + self.last.how, "muted")), *(((line, ""),) for line in note)]


def held_in_words(at: datetime, *, seconds: int, kind: str, outcome: str, zone: ZoneInfo) -> str:
    """`27 Oct, 13 min, talked`; the type where no time was measured."""
    parts = (formats.day_and_month(at.astimezone(zone)), lasted(seconds) or kind, outcome)
    return ", ".join(plain(part) for part in parts if part)


def lasted(seconds: int) -> str:
    """`13 min`, `1 h 5 min`, `45 s`; empty where nothing was measured."""
    return shown_minutes(seconds // 60) if seconds >= 60 else f"{seconds} s" if seconds else ""


def flowing_text(head: Pieces, text: str, width: int, most: int) -> list[PaneLine]:
    """A text that begins behind its heading, in at most *most* lines."""
    text = plain(text.strip()) or "–"
    room = width - cells(head) - len(TAB)
    if room < ROOM_FOR_TEXT:
        return [
            cut_pieces(head, width),
            *(((line, ""),) for line in wrap_to(text, width, most - 1)),
        ]
    if most == 1:
        return [(*head, (TAB + wrap_to(text, room, 1)[0], ""))]
    begun = wrap_to(text, room, len(text))[0]
    rest = wrap_to(text[len(begun) :].lstrip(), width, most - 1) if begun != text else []
    return [(*head, (TAB + begun, "")), *(((line, ""),) for line in rest)]


def in_columns(parts: Sequence[Pieces], sizes: Sequence[int]) -> PaneLine:
    """Parts of a line beside each other, with rules between."""
    line: list[Piece] = []
    for part, size in zip(parts, sizes, strict=True):
        shown = cut_pieces(part, size)
        line += [*([(" │ ", "rule")] if line else []), *shown, (" " * (size - cells(shown)), "")]
    return tuple(line)


def role(position: str) -> Pieces:
    """`, director`."""
    return ((f", {plain(position)}", "muted"),) if position else ()


def address(email: str) -> Pieces:
    """` · jan@alfa.example`."""
    return ((f" · {plain(email)}", "muted"),) if email else ()


def barred(reason: str) -> Pieces:
    """` · ⊘ do not call: …`."""
    return ((f" · {formats.not_to_be_called(plain(reason))}", "urgent"),)


def person_lines(
    name: str, position: str, email: str, reason: str, numbers: Sequence[NumberLine], width: int
) -> list[PaneLine]:
    """A person with the numbers in front; *reason*: why they must not be called."""
    lines: list[PaneLine] = list(numbers_below(numbers, width, named=name))
    lines.append(((plain(name), ""), *role(position)))
    if reason:
        why = formats.not_to_be_called(plain(reason))
        lines += [((line, "urgent"),) for line in wrap_to(why, width, 2)]
    return [*lines, *([((plain(email), ""),)] if email else [])]


def person_line(
    name: str, position: str, email: str, reason: str, numbers: Sequence[NumberLine], width: int
) -> list[PaneLine]:
    """A further person in one line: number and name, and what else there is room for."""
    words = spoken_of(name, position, email, reason, width)
    if reason:
        return [number_behind((), words, width, named=name)[0]]
    return [number_first(shown_of(numbers), words, width, named=name)[0]]


def spoken_of(name: str, position: str, email: str, reason: str, width: int) -> list[Pieces]:
    """A person in fewer and fewer words, with why they must not be called."""
    who: Pieces = ((plain(name), ""),)
    job, mail = role(position), address(email)
    if not reason:
        return [(*who, *job, *mail), (*who, *job), who]
    why = barred(reason)
    short = cut_pieces((*cut_pieces(who, width // 2), *why), width)
    return [(*who, *job, *why, *mail), (*who, *job, *why), (*who, *why), short]


def number_first(
    numbers: Sequence[NumberLine],
    words: Sequence[Pieces],
    width: int,
    *,
    named: str,
    then: str = "",
) -> tuple[PaneLine, int]:
    """The first number, one of these *words*, and the other numbers that there is room for.

    The fuller words are first. All numbers are shown where the shortest words leave room for them,
    else as many as there is room for beside the words, at least the first one, whole. Also returns
    how many are shown. *named* is whose number needs no name, *then* the same for the others.
    """
    if not numbers:
        return number_behind(numbers, words, width, named=named)
    counts = _counts(numbers)
    all_of_them = [one for one in counts if one[0] == len(numbers)]
    for spoken, (count, remark) in (*product(words, all_of_them), *product(words, counts)):
        first = in_order(numbers[:1], named=named, remark=remark)[0]
        after = then or numbers[0].owner or named
        others = in_order(numbers[1:count], named=after, remark=remark)
        line = (*first, *([(TAB, "")] if spoken else []), *spoken, *_dotted(others))
        if cells(line) <= width:
            return line, count
    first = in_order(numbers[:1], named=named, remark=False)[0]
    return cut_pieces((*first, (TAB, ""), *words[-1]), width), 1


def number_behind(
    numbers: Sequence[NumberLine], words: Sequence[Pieces], width: int, *, named: str
) -> tuple[PaneLine, int]:
    """As `number_first`, the words in front: whoever they name must not be called."""
    for spoken in words:
        for count, remark in (*_counts(numbers), (0, False)):
            others = in_order(numbers[:count], named=named, remark=remark)
            line = (*spoken, *_dotted(others))
            if cells(line) <= width:
                return line, count
    return cut_pieces(words[-1], width), 0


def _counts(numbers: Sequence[NumberLine]) -> list[tuple[int, bool]]:
    """So many numbers, with their remarks or without; the fullest first."""
    fewer = [(count, False) for count in range(min(MOST, len(numbers)), 0, -1)]
    return [(len(numbers), True), *fewer] if 0 < len(numbers) <= MOST else fewer


def _dotted(parts: Sequence[Pieces]) -> Pieces:
    return tuple(piece for part in parts for piece in ((" · ", "muted"), *part))
