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
from tui_crm.presentation.names import shorter_company, shorter_person
from tui_crm.presentation.status import WAITING, called_off, state_glyph
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.cells import ANY, Cell, Column

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
    return Cell(formats.sign(line.row.kind, line.row.type_code), _style(line) or "sign")


def company_cell(name: str, style: str, more: str = "") -> Cell:
    """The name of a company, without its legal form where there is little room."""
    name = plain(name)
    return Cell(name, style, more, shorter_company(name))


def person_cell(name: str, given: str, style: str, more: str = "") -> Cell:
    """The name of a person, with the given name as an initial where there is little room."""
    name = plain(name)
    return Cell(name, style, more, shorter_person(name, plain(given)))


def _contractor(line: ListRow) -> Cell:
    row = line.row
    text = row.contractor or (row.subject if row.kind == "task" else "–")
    return company_cell(text, _style(line) or "who")


def _person(line: ListRow) -> Cell:
    row = line.row
    more = f" +{row.more_persons}" if row.more_persons else ""
    return person_cell(row.person or "–", row.given_name, _style(line), more)


def _type(line: ListRow) -> Cell:
    return Cell(plain(line.row.type), _style(line) or "muted")


def _priority(line: ListRow) -> Cell:
    mark = PRIORITY_MARKS.get(line.row.priority_code, "")
    return Cell(mark, _style(line) or ("urgent" if mark in {"‼", "!"} else "muted"))


def _note(line: ListRow) -> Cell:
    row = line.row
    text = row.told
    if row.contractor and not text and row.kind == "task":
        text = row.subject
    elif row.status is Status.DONE:
        # Without a word about it, at least how it came out.
        text = text or row.outcome
    return Cell(_before_note(line) + _with_status(line, plain(text[:300])), _style(line))


def _before_note(line: ListRow) -> str:
    """`↻ ` of a series, `×2 `: the calls without an answer; nothing once completed."""
    attempts = 0 if line.row.completed else line.row.attempts
    return ("↻ " if line.row.recurring else "") + (f"×{attempts} " if attempts else "")


def _with_status(line: ListRow, text: str) -> str:
    """Prefixes a cancelled activity with the word: `called off · the note`."""
    return " · ".join(part for part in (called_off(line.row.status), text) if part)


def _subject(line: ListRow) -> Cell:
    return Cell(plain(line.row.subject), _style(line) or "muted")


def _employee(line: ListRow) -> Cell:
    return Cell(plain(line.row.employee), _style(line) or "muted")


def _category(line: ListRow) -> Cell:
    return Cell(plain(line.row.category), _style(line) or "muted")


def _outcome(line: ListRow) -> Cell:
    row = line.row
    if word := called_off(row.status):
        return Cell(word, "muted")
    return Cell(plain(row.outcome), outcome_style(row.outcome_code, row.outcome_colour))


def outcome_style(code: str, colour: str) -> str:
    """The style of an outcome: its colour from Setup; a sale is green also without one."""
    return f"colour-{colour}" if colour else "good" if code == "order" else "muted"


def _number(line: ListRow) -> Cell:
    return Cell(line.row.number, _style(line) or "muted")


def _duration(line: ListRow) -> Cell:
    seconds = line.row.timer.duration_seconds
    return Cell(clock(seconds) if seconds else "", _style(line) or "muted")


def _timeline_person(line: ListRow) -> Cell:
    return replace(_person(line), style="")


def _timeline_contractor(line: ListRow) -> Cell:
    return company_cell(line.row.contractor or "–", "")


def _agreed(line: ListRow) -> Cell:
    """What was said, or the note of the plan; for a task without one its subject."""
    row = line.row
    text = row.told or (row.subject if row.kind == "task" else "")
    return Cell(_before_note(line) + plain(text[:300]), "" if row.completed else "strong")


# At 80 columns a list of one employee has room for all of the first steps. From 120 on the note has
# 40 cells in every list, with names that need more than they get as well.
_WHO = (22, 26, 40, 60)
_PERSON = (14, 20, 28, 40)
_NOTE = (23, 40, 45, ANY)
_OUTCOME = (10, 14, 24, 40)


def timeline_columns(
    when: Callable[[ListRow], Cell], *, with_contractor: bool
) -> tuple[Column[ListRow], ...]:
    """The columns of the timeline on a card; completed rows are not dimmed there."""
    whom = Column("person", N_("Person"), _timeline_person, 12, steps=_PERSON)
    if with_contractor:
        whom = Column("contractor", N_("Contractor"), _timeline_contractor, 12, steps=_PERSON)
    return (
        Column("state", "", state_cell, 1),
        Column("starts", N_("When"), when, 9, align="right"),
        Column("kind", "", _kind, 1),
        whom,
        Column("outcome", N_("Outcome"), _outcome, 7, steps=_OUTCOME, gap=2, turn=1),
        Column("note", N_("Notes"), _agreed, 20, steps=_NOTE, gap=2, turn=2),
        Column("employee", N_("By"), _employee, 3),
        Column(
            "duration", N_("Time"), _duration, 7, extra=True, align="right", gap=2, from_width=110
        ),
        Column("type", N_("Type"), _type, 14, extra=True, gap=2, turn=1, from_width=140),
        Column("number", N_("Number"), _number, 11, extra=True, turn=2, from_width=140),
    )


def activity_columns(
    when: Callable[[ListRow], Cell], *, when_width: int, employee: bool
) -> tuple[Column[ListRow], ...]:
    """The columns of an activity list: who and what; others where these lose nothing by it."""
    code = (Column("employee", N_("Emp"), _employee, 3),) if employee else ()
    return (
        Column("state", "", state_cell, 1),
        Column("starts", N_("When"), when, when_width, align="right"),
        Column("kind", "", _kind, 1),
        Column("contractor", N_("Contractor"), _contractor, 16, steps=_WHO, turn=1),
        Column("person", N_("Person"), _person, 12, steps=_PERSON, gap=2, whole=True),
        Column("priority", "", _priority, 1),
        *code,
        Column("note", N_("Notes"), _note, 20, steps=_NOTE, turn=2),
        Column("category", N_("Category"), _category, 24, extra=True, gap=2, from_width=118),
        Column("type", N_("Type"), _type, 14, extra=True, turn=1, from_width=150),
        Column(
            "duration",
            N_("Time"),
            _duration,
            7,
            extra=True,
            turn=2,
            from_width=150,
            align="right",
        ),
        Column("outcome", N_("Outcome"), _outcome, 20, extra=True, turn=3, from_width=195),
        Column("number", N_("Number"), _number, 12, extra=True, turn=4, from_width=195),
        Column("subject", N_("Subject"), _subject, 40, extra=True, turn=5, from_width=195),
    )


def delegated_columns(
    when: Callable[[ListRow], Cell], *, when_width: int
) -> tuple[Column[ListRow], ...]:
    """The columns of tasks delegated to colleagues; few of these have a person or a type."""
    return (
        Column("state", "", state_cell, 1),
        Column("starts", N_("When"), when, when_width, align="right"),
        Column("subject", N_("Subject"), _what_to_do, 18, steps=(22, 40, 60)),
        Column("priority", "", _priority, 1),
        Column("employee", N_("Emp"), _employee, 3),
        Column(
            "contractor", N_("Contractor"), _timeline_contractor, 10, steps=(14, 26, 60), turn=1
        ),
        Column("note", N_("Notes"), _delegated_note, 20, steps=(20, 40, ANY), turn=2),
        Column("number", N_("Number"), _number, 12, extra=True, from_width=150),
    )


def _what_to_do(line: ListRow) -> Cell:
    return Cell(plain(line.row.subject), _style(line) or "who")


def _delegated_note(line: ListRow) -> Cell:
    return Cell(_with_status(line, plain(line.row.told[:300])), _style(line))


def searched_in() -> str:
    """Which fields the filter of an activity list searches."""
    return _("contractor, person, subject, note")
