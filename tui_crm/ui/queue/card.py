"""The text of a work queue card: whom to call, the note, earlier agreements, next steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice, zip_longest
from zoneinfo import ZoneInfo

from tui_crm.domain.choice import PersonChoice
from tui_crm.domain.dates.dates import distance
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities.details import Details
from tui_crm.queries.activities.open_then_done import Part, PartRow
from tui_crm.terminal.text import Piece, cells, cut, cut_pieces, plain, wrap_to
from tui_crm.ui.kit.titled_rule import titled_rule
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.panels.agreed import agreed_lines
from tui_crm.ui.panels.numbers import in_order, others_than, packed, shown_of

NOTE_LINES = 3
AGREED_LINES = 2
WIDE = 108
"""Columns from which on earlier agreements are shown beside the card."""
CardLine = tuple[Piece, ...]


class QueueCardText:
    """The text of one activity as of *now*, for a width in cells."""

    def __init__(self, *, now: datetime, zone: ZoneInfo, width: int) -> None:
        self.now = now
        self.zone = zone
        self.width = max(20, width - 2)

    def card(
        self, line: ListRow, details: Details, history: Sequence[PartRow], height: int
    ) -> list[CardLine]:
        """A narrow card: heading, persons, note, earlier agreements, next steps."""
        lines = [*self._head(line), *self._persons(details), (), *self._note(line, NOTE_LINES)]
        held = [one for one in history if one.part is Part.DONE and one.row.id != line.id]
        room = height - len(lines)
        nexts = self._nexts(line, history, 2 if room > 6 else 1)
        rest = max(0, room - len(nexts) - 1)
        lines += [self._rule(_("Last agreed")), *self._history(held, rest, AGREED_LINES)]
        return [*lines, *nexts][:height]

    def work(
        self, line: ListRow, details: Details, history: Sequence[PartRow], height: int
    ) -> list[CardLine]:
        """The left half of a wide card: heading, persons, note, next steps."""
        lines = [*self._head(line), *self._persons(details), ()]
        nexts = self._nexts(line, history, 3)
        lines += self._note(line, max(NOTE_LINES, height - len(lines) - len(nexts) - 1))
        return [*lines, *nexts][:height]

    def agreed(self, line: ListRow, history: Sequence[PartRow], height: int) -> list[CardLine]:
        """The right half of a wide card: all earlier agreements, latest first."""
        held = [one for one in history if one.part is Part.DONE and one.row.id != line.id]
        lines = self._history(held, height - 1, height)
        return [self._rule(_("Last agreed")), *lines]

    def _nexts(self, line: ListRow, history: Sequence[PartRow], most: int) -> list[CardLine]:
        planned = [one for one in history if one.part is Part.OPEN and one.row.id != line.id]
        nexts = [self._planned(one) for one in planned[:most]]
        return [self._rule(_("Next step")), *nexts] if nexts else []

    def _rule(self, title: str) -> CardLine:
        return titled_rule(((title, "section"),), (), self.width)

    def _head(self, line: ListRow) -> list[CardLine]:
        row = line.row
        about = (row.number, row.type, row.priority, row.category)
        lines: list[CardLine] = [
            (
                (f"{formats.GLYPHS[row.kind]} ", "sign"),
                (cut(plain(row.contractor or row.subject), self.width - 4), "title"),
            ),
            ((cut(" · ".join(plain(text) for text in about if text), self.width), "muted"),),
        ]
        at = formats.full(row.starts_at, row.starts_on, now=self.now, zone=self.zone)
        away = (
            "" if row.starts_at is None else distance(row.starts_at, now=self.now, zone=self.zone)
        )
        when = f"! {at}" if line.overdue else at
        if row.completed_at is not None:
            on = row.completed_at.astimezone(self.zone)
            when = f"✓ {formats.full(on, None, now=self.now, zone=self.zone)}"
            away = plain(row.outcome)
        tries = f" · {formats.unanswered(row.attempts)}" if row.attempts else ""
        subject = "" if row.contractor == "" else f" · {plain(row.subject)}"
        lines.append(
            (
                (when, "overdue" if line.overdue else "strong"),
                (f" · {away}" if away else "", "muted"),
                (tries, "urgent"),
                (subject, ""),
            )
        )
        return lines

    def _persons(self, details: Details) -> list[CardLine]:
        told = [line for person in details.persons for line in self._person(person, details)]
        others = others_than(details.numbers, details.persons)
        return [*told, *packed(in_order(others), self.width)]

    def _person(self, person: PersonChoice, details: Details) -> list[CardLine]:
        job = f", {plain(person.position)}" if person.position else ""
        own = [one for one in details.numbers if one.person_id == person.id]
        reach = in_order(shown_of(own), named=person.name)
        if person.do_not_call:
            reason = formats.not_to_be_called(plain(person.do_not_call))
            reach = [((cut(reason, 40), "urgent"),)]
        reach += [((plain(person.email), ""),)] if person.email else []
        return packed([((plain(person.name), "strong"), (job, "muted")), *reach], self.width)

    def _note(self, line: ListRow, most: int) -> list[CardLine]:
        note = wrap_to(line.row.note, self.width, most) if line.row.note else []
        return [*(((text, ""),) for text in note), ()] if note else []

    def _history(self, held: Sequence[PartRow], room: int, lines_of_each: int) -> list[CardLine]:
        rows = (one.row for one in held)
        return agreed_lines(rows, self.width, room, most=lines_of_each, zone=self.zone)

    def _planned(self, one: PartRow) -> CardLine:
        row = one.row
        at = formats.full(row.starts_at, row.starts_on, now=self.now, zone=self.zone)
        return (
            (f"{formats.GLYPHS[row.kind]} {at}", "strong"),
            (f" · {plain(row.employee)} · {plain(row.note or row.subject)}", ""),
        )


def beside(
    left: Sequence[CardLine], right: Sequence[CardLine], width: int, height: int
) -> list[CardLine]:
    """Two columns of lines with a rule between; the left one is *width* cells wide."""
    lines = []
    for one, other in islice(zip_longest(left, right, fillvalue=()), height):
        kept = cut_pieces(one, width)
        blank = " " * (width - cells(kept))
        lines.append((*kept, (blank, ""), (" │ ", "rule"), *other))
    blank_line: CardLine = ((" " * width, ""), (" │ ", "rule"))
    return [*lines, *([blank_line] * (height - len(lines)))]
