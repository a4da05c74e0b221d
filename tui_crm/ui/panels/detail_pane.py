"""The pane about the activity under the cursor: whom to call, last agreement, next step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.domain.activities.timer import clock
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import Piece, cells, cut, cut_pieces, fit, plain, wrap, wrap_to
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.panels.numbers import (
    Pieces,
    Way,
    all_barred,
    below_a_line,
    fitting,
    numbers_below,
    on_a_line,
    others_than,
    shown_of,
)

if TYPE_CHECKING:
    from tui_crm.domain.choice import PersonChoice
    from tui_crm.queries.activities.details import Details
    from tui_crm.queries.common.contact_data import NumberLine

PaneLine = tuple[Piece, ...]

WIDE_HEIGHT = 6
"""Lines from which on texts are shown in full."""
LEAST_NAME = 12
"""Cells to which the name of a contractor or person may be cut."""


class DetailPane(Widget):
    """Shows stored data of the row under the cursor."""

    DEFAULT_CSS = "DetailPane { height: 2; }"

    def __init__(self, *, of_activity: bool = False) -> None:
        """*of_activity*: on a record card, where only the activity itself is shown."""
        super().__init__(id="details")
        self._of_activity = of_activity
        self._row: ActivityRow | None = None
        self._details: Details | None = None
        self._when: tuple[datetime, ZoneInfo] | None = None
        self._lines: list[PaneLine] | None = None

    def show(
        self, row: ActivityRow | None, details: Details | None, *, now: datetime, zone: ZoneInfo
    ) -> None:
        """Show a row's details; unchanged details repaint nothing."""
        if (row, details) != (self._row, self._details):
            self._row, self._details, self._when = row, details, (now, zone)
            self._lines = None
            self.refresh()

    def on_resize(self) -> None:
        self._lines = None

    def render_line(self, y: int) -> Strip:
        if self._lines is None:
            self._lines = self._compose_lines()
        width = self.size.width
        pieces = self._lines[y] if y < len(self._lines) else ()
        segments = [
            Segment(text, self.rich_style + style_of(self, name))
            for text, name in cut_pieces(pieces, width - 2)
        ]
        return Strip([Segment(" ", self.rich_style), *segments]).adjust_cell_length(
            width, self.rich_style
        )

    def _compose_lines(self) -> list[PaneLine]:
        if self._row is None or self._details is None or self._when is None:
            return []
        if self.size.height >= WIDE_HEIGHT:
            return self._tall(self._row, self._details)
        if self._of_activity:
            return self._activity(self._row, self._details)
        return self._short(self._row, self._details)

    def _next(self, details: Details) -> Piece:
        """The next open step with the contractor, which need not be in the same chain."""
        if details.next is None or self._when is None:
            return (_("none"), "muted")
        now, zone = self._when
        return formats.next_step(details.next.at, details.next.on, now=now, zone=zone)

    def _last(self, details: Details) -> str:
        if details.last is None or self._when is None:
            return ""
        last, (_now, zone) = details.last, self._when
        local = last.at.astimezone(zone)
        length = f" {clock(last.duration_seconds)}" if last.duration_seconds else ""
        outcome = f" · {plain(last.outcome)}" if last.outcome else ""
        kind = f" {plain(last.type)}" if last.type else ""
        return f"{formats.day_and_month(local)}{kind}{length}{outcome}"

    def _short(self, row: ActivityRow, details: Details) -> list[PaneLine]:
        """Two lines: who and how to reach them; what was agreed last."""
        (first, way), tries = self._who_and_next(row, details), _tries(row)
        more: Pieces = (
            *_reason_below(details, first),
            *below_a_line(_numbers(details), way, self.size.width // 2),
        )
        if details.last is None:
            return [first, (*more, *tries, (_("Nothing was agreed yet."), "muted"))]
        note = plain(details.last.agreed) or "–"
        return [
            first,
            (
                *more,
                *tries,
                (f"{_('Last')}, {self._last(details)}: ", "muted"),
                (formats.quoted(note), ""),
            ),
        ]

    def _activity(self, row: ActivityRow, details: Details) -> list[PaneLine]:
        """The activity and its persons; its note as far as there are lines."""
        width = max(10, self.size.width - 2)
        more = f" +{details.more}" if details.more else ""
        whom = ", ".join(plain(person.name) for person in details.persons) + more
        seconds = row.timer.duration_seconds
        facts = (row.type, whom, row.employee_name, clock(seconds) if seconds else "", row.outcome)
        heading: PaneLine = (
            (row.number, "muted"),
            (f" {plain(row.subject)}", "strong"),
            ("".join(f" · {plain(text)}" for text in facts if text), "muted"),
            *((("  ", ""), *_tries(row)) if _tries(row) else ()),
        )
        room = max(1, self.size.height - 1)
        return [heading, *(((line, ""),) for line in wrap_to(row.note or "–", width, room))]

    def _who_and_next(self, row: ActivityRow, details: Details) -> tuple[PaneLine, Way]:
        """Who, the numbers, the next step at the right edge; which numbers there was room for."""
        when, next_style = self._next(details)
        following: Piece = (f"{_('next step')}: {when}", next_style)
        room = self.size.width - 2 - cell_len(following[0]) - 2
        name = plain(row.contractor or row.subject)
        person = details.persons[0] if details.persons else None
        ways = _ways(details, row.contractor)
        least = min(LEAST_NAME, cell_len(name))
        if person is not None:
            whom, way = _whom(person, ways, room, least, cell_len(name))
            if person.do_not_call and cells(whom) + cell_len(name) > room:
                # The reason goes below: who it is and when they are next matter more.
                whom, way = _whom(person, _barred_ways(ways), room, least, cell_len(name))
        else:
            way = fitting(ways, room - least)
            whom = way.pieces
        taken = cells(whom)
        shown: list[Piece] = [(cut(name, max(LEAST_NAME, room - taken)), "strong"), *whom]
        blank = room + 2 - cells(shown)
        return (*shown, (" " * max(2, blank), ""), following), way

    def _tall(self, row: ActivityRow, details: Details) -> list[PaneLine]:
        """The lines of a tall pane: all persons, full texts."""
        width = max(10, self.size.width - 2)
        lines: list[PaneLine] = [
            ((piece, "strong"),) for piece in wrap(row.contractor or row.subject, width)
        ]
        lines.append(((fit(f"{row.number} · {plain(row.subject)}", width).rstrip(), "muted"),))
        for person in details.persons:
            job = f", {plain(person.position)}" if person.position else ""
            lines += [(), ((fit(plain(person.name) + job, width).rstrip(), ""),)]
            if person.do_not_call:
                reason = formats.not_to_be_called(plain(person.do_not_call))
                lines += [((piece, "urgent"),) for piece in wrap_to(reason, width, 3)]
            own = [one for one in details.numbers if one.person_id == person.id]
            lines += numbers_below(own, width, named=person.name)
            lines += [((plain(person.email), ""),)] if person.email else []
        if details.more:
            lines.append(((_("and {n} more").format(n=details.more), "muted"),))
        others = others_than(details.numbers, details.persons)
        lines += [(), *numbers_below(others, width)] if others else []
        lines += [(), _tries(row)] if _tries(row) else []
        lines += [(), ((_("NOTE"), "muted"),)]
        lines += (
            [((piece, ""),) for piece in wrap_to(row.note, width, 8)]
            if row.note
            else [(("–", ""),)]
        )
        lines += [(), ((_("LAST AGREED"), "muted"),)]
        if details.last is None:
            lines.append(((_("Nothing yet."), ""),))
        else:
            lines.append(((self._last(details), "muted"),))
            lines += [((piece, ""),) for piece in wrap_to(details.last.agreed, width, 10)]
        lines += [(), ((_("NEXT STEP"), "muted"),), (self._next(details),)]
        return lines


def _numbers(details: Details) -> list[NumberLine]:
    """The numbers that may be shown."""
    return shown_of(details.numbers, barred=all_barred(details.persons))


def _ways(details: Details, contractor: str) -> list[Way]:
    """Texts for the numbers behind a name; with the reason where the person must not be called."""
    person = details.persons[0] if details.persons else None
    named = contractor if person is None else person.name
    ways = on_a_line(_numbers(details), named=named)
    if person is None or not person.do_not_call:
        return ways
    reason: Piece = (f" · {_reason(person)}", "urgent")
    return [Way((reason, *way.pieces), way.told) for way in (*ways, Way())]


REASON = 40
"""Cells of the reason not to call, on a line that it shares."""


def _reason(person: PersonChoice) -> str:
    return cut(formats.not_to_be_called(plain(person.do_not_call)), REASON)


def _barred_ways(ways: list[Way]) -> list[Way]:
    """The same texts with a few words in place of the reason."""
    few: Piece = (f" · {formats.dialled('', 'reason')}", "urgent")
    return [Way((few, *way.pieces[1:]), way.told) for way in ways]


def _reason_below(details: Details, first: PaneLine) -> Pieces:
    """The reason not to call, where the first line has no room for it."""
    person = details.persons[0] if details.persons else None
    if person is None or not person.do_not_call:
        return ()
    reason = _reason(person)
    beside = any(reason in text for text, _style in first)
    return () if beside else ((f"{reason}  ", "urgent"),)


def _whom(
    person: PersonChoice, ways: list[Way], room: int, least: int, whole: int
) -> tuple[Pieces, Way]:
    """A person and the numbers, beside a name of *whole* cells that may be cut to *least*.

    The numbers are dialled: e-mail, position and both names give way to them.
    """
    email: Pieces = ((f" · {plain(person.email)}", ""),) if person.email else ()
    job: Pieces = ((f", {plain(person.position)}", ""),) if person.position else ()
    spoken: Piece = (f" · {plain(person.name)}", "")
    for way in ways:
        told = way.pieces
        for whom in ((spoken, *job, *told, *email), (spoken, *job, *told), (spoken, *told)):
            if whole + cells(whom) <= room:
                return whom, way
        left = room - cells(told) - least
        if left >= LEAST_NAME:
            return ((cut(spoken[0], left), ""), *told), way
    return ((cut(spoken[0], LEAST_NAME), ""), *ways[-1].pieces), ways[-1]


def _tries(row: ActivityRow) -> tuple[Piece, ...]:
    """The number of calls without an answer; empty once completed."""
    if row.completed or not row.attempts:
        return ()
    return ((f"{formats.unanswered(row.attempts)}  ", "urgent"),)
