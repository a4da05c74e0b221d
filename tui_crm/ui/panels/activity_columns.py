"""The columns of activity lists and timelines, and the cell of each column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import Status, overdue
from tui_crm.domain.activities.timer import clock
from tui_crm.domain.page import Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.status import WAITING, called_off, state_glyph
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.cells import Cell, Column

PRIORITY_MARKS = {"urgent": "‼", "high": "!", "low": "↓"}


@dataclass(frozen=True, slots=True)
class ListRow:
    """An activity as a row of a list, with the id of its group."""

    id: int
    place: Place
    row: ActivityRow
    section: str = ""
    overdue: bool = False


def list_row(
    row: ActivityRow, place: Place, *, now: datetime, zone: ZoneInfo, section: str = ""
) -> ListRow:
    """A row of a list; *now* decides whether it is overdue, which is not updated later."""
    late = overdue(
        completed=row.completed,
        starts_at=row.starts_at,
        starts_on=row.starts_on,
        now=now,
        today=now.astimezone(zone).date(),
        waiting=row.status is Status.WAITING,
    )
    return ListRow(row.id, place, row, section, late and not row.timer.running)


def _style(line: ListRow) -> str:
    if line.row.completed:
        return "done"
    return "muted" if line.row.status is Status.WAITING else ""


def state_cell(line: ListRow) -> Cell:
    """One sign for timer running, closed, waiting or overdue."""
    if line.row.timer.running:
        return Cell("●", "running")
    if line.row.completed:
        glyph = state_glyph(line.row.status)
        return Cell(glyph, "good" if glyph == "✓" else "done")
    if line.row.status is Status.WAITING:
        return Cell(WAITING, "muted")
    return Cell("!", "overdue") if line.overdue else Cell("")


def _kind(line: ListRow) -> Cell:
    return Cell(formats.GLYPHS[line.row.kind], _style(line) or "sign")


def _contractor(line: ListRow) -> Cell:
    row = line.row
    text = row.contractor or (row.subject if row.kind == "task" else "–")
    return Cell(plain(text), _style(line) or "who")


def _person(line: ListRow) -> Cell:
    row = line.row
    more = f" +{row.more_persons}" if row.more_persons else ""
    return Cell(plain(row.person) or "–", _style(line), more)


def _type(line: ListRow) -> Cell:
    return Cell(plain(line.row.type) or "–", _style(line) or "muted")


def _priority(line: ListRow) -> Cell:
    mark = PRIORITY_MARKS.get(line.row.priority_code, "")
    if line.row.recurring:
        return Cell(f"{mark or ' '}↻", "urgent" if mark in {"‼", "!"} else "muted")
    return Cell(mark, "urgent" if mark in {"‼", "!"} else "muted")


def _note(line: ListRow) -> Cell:
    row = line.row
    text = row.told
    if row.contractor and not text and row.kind == "task":
        text = row.subject
    elif row.status is Status.DONE:
        # Without a word about it, at least how it came out.
        text = text or row.outcome
    return Cell(_tries(line) + _with_status(line, plain(text[:300])), _style(line))


def _tries(line: ListRow) -> str:
    """`×2 `: the number of calls without an answer; empty once completed."""
    attempts = 0 if line.row.completed else line.row.attempts
    return f"×{attempts} " if attempts else ""


def _with_status(line: ListRow, text: str) -> str:
    """Prefixes a cancelled activity with the word: `called off · the note`."""
    return " · ".join(part for part in (called_off(line.row.status), text) if part)


def _subject(line: ListRow) -> Cell:
    return Cell(plain(line.row.subject), _style(line) or "muted")


def _employee(line: ListRow) -> Cell:
    return Cell(plain(line.row.employee), "muted")


def _category(line: ListRow) -> Cell:
    return Cell(plain(line.row.category), "muted")


def _outcome(line: ListRow) -> Cell:
    row = line.row
    if word := called_off(row.status):
        return Cell(word, "muted")
    return Cell(plain(row.outcome), outcome_style(row.outcome_code, row.outcome_colour))


def outcome_style(code: str, colour: str) -> str:
    """The style of an outcome: its colour from Setup; a sale is green also without one."""
    return f"colour-{colour}" if colour else "good" if code == "order" else "muted"


def _number(line: ListRow) -> Cell:
    return Cell(line.row.number, "muted")


def _duration(line: ListRow) -> Cell:
    seconds = line.row.timer.duration_seconds
    return Cell(clock(seconds) if seconds else "", "muted")


def _timeline_person(line: ListRow) -> Cell:
    return replace(_person(line), style="")


def _timeline_contractor(line: ListRow) -> Cell:
    return Cell(plain(line.row.contractor) or "–", "")


def _agreed(line: ListRow) -> Cell:
    """What was said, or the note of the plan; for a task without one its subject."""
    row = line.row
    text = row.told or (row.subject if row.kind == "task" else "")
    return Cell(_tries(line) + plain(text[:300]), "" if row.completed else "strong")


def timeline_columns(
    when: Callable[[ListRow], Cell], *, with_contractor: bool
) -> tuple[Column[ListRow], ...]:
    """The columns of the timeline on a card; completed rows are not dimmed there."""
    whom = Column("person", N_("Person"), _timeline_person, 14, share=1)
    if with_contractor:
        whom = Column("contractor", N_("Contractor"), _timeline_contractor, 14, share=1)
    return (
        Column("state", "", state_cell, 1),
        Column("starts", N_("When"), when, 9),
        Column("kind", "", _kind, 1),
        whom,
        Column("type", N_("Type"), _type, 9, from_width=100),
        Column("priority", N_("Pr"), _priority, 2, from_width=100),
        Column("employee", N_("Emp"), _employee, 3),
        Column("outcome", N_("Outcome"), _outcome, 10),
        Column("note", N_("Note"), _agreed, 10, share=4),
        Column("duration", N_("Time"), _duration, 7, from_width=110, align="right"),
        Column("number", N_("Number"), _number, 11, from_width=150),
    )


def activity_columns(
    when: Callable[[ListRow], Cell], *, when_width: int, employee: bool
) -> tuple[Column[ListRow], ...]:
    """The columns of an activity list; a wider terminal shows more of them."""
    shown = [
        Column("state", "", state_cell, 1),
        Column("starts", N_("When"), when, when_width),
        Column("kind", "", _kind, 1),
        Column("contractor", N_("Contractor"), _contractor, 16, share=3),
        Column("person", N_("Person"), _person, 13, share=2),
        Column("type", N_("Type"), _type, 9, from_width=76),
        Column("priority", N_("Pr"), _priority, 2),
        Column("employee", N_("Emp"), _employee, 3, from_width=0 if employee else 100),
        Column("note", N_("Note"), _note, 10, share=5),
        Column("category", N_("Category"), _category, 14, from_width=130),
        Column("outcome", N_("Outcome"), _outcome, 12, from_width=210),
        Column("duration", N_("Time"), _duration, 7, from_width=110, align="right"),
        Column("subject", N_("Subject"), _subject, 18, share=2, from_width=210),
        Column("number", N_("Number"), _number, 11, from_width=180),
    ]
    return tuple(shown)


def delegated_columns(
    when: Callable[[ListRow], Cell], *, when_width: int
) -> tuple[Column[ListRow], ...]:
    """The columns of tasks delegated to colleagues; few of these have a person or a type."""
    return (
        Column("state", "", state_cell, 1),
        Column("starts", N_("When"), when, when_width),
        Column("subject", N_("Subject"), _what_to_do, 18, share=5),
        Column("priority", N_("Pr"), _priority, 2),
        Column("employee", N_("Emp"), _employee, 3),
        Column("contractor", N_("Contractor"), _timeline_contractor, 14, share=3),
        Column("note", N_("Note"), _delegated_note, 10, share=4),
        Column("number", N_("Number"), _number, 11, from_width=150),
    )


def _what_to_do(line: ListRow) -> Cell:
    return Cell(plain(line.row.subject), _style(line) or "strong")


def _delegated_note(line: ListRow) -> Cell:
    return Cell(_with_status(line, plain(line.row.told[:300])), _style(line))


def searched_in() -> str:
    """Which fields the filter of an activity list searches."""
    return _("contractor, person, subject, note")
