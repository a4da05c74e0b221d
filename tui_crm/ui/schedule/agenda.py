"""What is on a day of the month view, in the place where other views show an entry's details."""

from __future__ import annotations

from datetime import date

from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.terminal.text import Piece, cells, cut_pieces, plain
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.panels.detail_pane import DetailPane, PaneLine
from tui_crm.ui.schedule.layout import Plan

TWO_COLUMNS = 100
"""Cells from which on there are two columns of entries."""


class AgendaPane(DetailPane):
    """The details of an entry; in a month the entries of the day under the cursor."""

    _of_day: tuple[Plan, date] | None = None

    def show_day(self, plan: Plan, day: date) -> None:
        """Show a day of a month."""
        if self._of_day != (plan, day):
            self._of_day = plan, day
            self._forget()

    def show_entries(self) -> None:
        """Show the details of the entry under the cursor again."""
        if self._of_day is not None:
            self._of_day = None
            self._forget()

    def _forget(self) -> None:
        self._lines = None
        self._name_it()
        self.refresh()

    def _name_it(self) -> None:
        if self._of_day is None or self._rule is None:
            super()._name_it()
            return
        name, counts = heading(*self._of_day)
        self._rule.name_rule(name, right=counts)

    def _compose_lines(self) -> list[PaneLine]:
        if self._of_day is None:
            return super()._compose_lines()
        return agenda(*self._of_day, max(10, self.size.width - 2), self.size.height)


def agenda(plan: Plan, day: date, width: int, height: int) -> list[PaneLine]:
    """The entries of a day, by time, in at most *height* lines."""
    entries = [_entry(plan, plan.rows[index]) for index in _in_time(plan, day)]
    columns = 2 if width >= TWO_COLUMNS else 1
    room = max(1, height) * columns
    each = width // columns - (columns - 1)
    if left := max(0, len(entries) - room):
        more = f"  +{left}"
        last = cut_pieces(entries[room - 1], each - len(more))
        entries = [*entries[: room - 1], (*last, (more, "muted"))]
    if not entries:
        entries = [((_("Nothing is planned."), "muted"),)]
    rows = -(-len(entries) // columns)
    return [_beside([entries[n], *entries[n + rows : n + rows + 1]], each) for n in range(rows)]


def heading(plan: Plan, day: date) -> tuple[Piece, PaneLine]:
    """The name of a day, and how much is on it."""
    still_open, late, done = plan.counts(day)
    name = f"{formats.weekday(day)} {formats.day_and_month(day)}"
    counts: list[Piece] = [(f"! {_('{n} overdue').format(n=late)}", "overdue")] if late else []
    counts += [(_("{n} open").format(n=still_open), "muted")] if still_open else []
    counts += [(_("{n} done").format(n=done), "muted")] if done else []
    parts = [piece for count in counts for piece in (count, ("   ", ""))][:-1]
    return (" · ".join(part for part in (name, plan.work.holiday(day)) if part), "title"), (*parts,)


def _in_time(plan: Plan, day: date) -> list[int]:
    """The entries of a day, those of the whole day first."""

    def begins(index: int) -> tuple[bool, float]:
        at = plan.rows[index].row.starts_at
        return at is not None, 0.0 if at is None else at.timestamp()

    return sorted(plan.by_day.get(day, ()), key=begins)


def _entry(plan: Plan, line: ListRow) -> PaneLine:
    """`! 10:00 ☎ ALFA  Jan Kowalski  note`."""
    row = line.row
    hour = f"{row.starts_at.astimezone(plan.zone):%H:%M}" if row.starts_at else " 24 h"
    text = "done" if row.completed else ""
    mark, tone = ("✓", "good") if row.completed else ("!", "overdue") if line.overdue else (" ", "")
    person = f"  {plain(row.person)}" if row.person else ""
    note = plain(row.note.partition("\n")[0])
    return (
        (f"{mark} ", tone),
        (f"{hour} ", "late" if line.overdue else text or "muted"),
        (f"{formats.GLYPHS[row.kind]} ", "sign"),
        (plain(row.contractor or row.subject), text or "who"),
        (person, text),
        (f"  {note}" if note else "", text or "note"),
    )


def _beside(parts: list[PaneLine], each: int) -> PaneLine:
    first = cut_pieces(parts[0], each)
    if len(parts) == 1:
        return first
    return (*first, (" " * (each - cells(first) + 2), ""), *cut_pieces(parts[1], each))
