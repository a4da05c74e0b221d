"""What the command line prints: a table for people, the same without frames in a pipe, or JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from tui_crm.domain.activity import KIND_NAMES, STATUS_NAMES, generated_subject, overdue
from tui_crm.domain.text import clean_line
from tui_crm.domain.timer import clock
from tui_crm.i18n import _
from tui_crm.queries.activity_rows import ActivityRow
from tui_crm.queries.details import Details, NextStep
from tui_crm.queries.directory import ContractorRow
from tui_crm.queries.forms import OpenActivity, shown_start

_WIDEST_CELL: Final = 60
_NARROWEST: Final = 6
_GAP: Final = 2
# What JSON leaves as it is although a terminal acts on it: C1 controls, bidi, invisible signs.
_LIVE: Final = re.compile("[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def print_json(value: Any) -> None:
    """Indented JSON, safe to look at in a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(_LIVE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; in a pipe columns of text, one row a line."""
    cells = [[clean_line(cell) for cell in row] for row in rows]
    sys.stdout.write(_framed(headings, cells) if sys.stdout.isatty() else _columns(headings, cells))


def _framed(headings: Sequence[str], rows: list[list[str]]) -> str:
    from rich import box  # noqa: PLC0415  # 30 ms that a pipe does without
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    natural = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    whole = {n for n, heading in enumerate(headings) if heading in _whole_columns()}
    widths = _fitting(natural, console.width, whole=whole)
    for heading, width in zip(headings, widths, strict=True):
        table.add_column(Text(heading), no_wrap=True, overflow="ellipsis", width=width)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _whole_columns() -> set[str]:
    return {"", _("Section"), _("When"), _("Number"), _("Code"), _("Last"), _("Next"), _("Open")}


def _fitting(natural: list[int], room: int, *, whole: set[int]) -> list[int]:
    """Column widths that fit: the widest text gives way first, times and numbers last of all."""
    widths = list(natural)
    room -= _GAP * (len(widths) - 1)
    for spared in (whole, set[int]()):
        texts = [n for n in range(len(widths)) if n not in spared]
        while sum(widths) > room and any(widths[n] > _NARROWEST for n in texts):
            widths[max(texts, key=widths.__getitem__)] -= 1
    return widths


def _columns(headings: Sequence[str], rows: list[list[str]]) -> str:
    lines = [[_clipped(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(
            set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True)
        ).rstrip() + "\n"
        for line in lines
    )  # fmt: skip


def _clipped(cell: str) -> str:
    if cell_len(cell) <= _WIDEST_CELL:
        return cell
    return set_cell_size(cell, _WIDEST_CELL - 1).rstrip() + "…"


def activity_headings() -> tuple[str, ...]:
    """The columns of `activity_cells`."""
    return ("", _("When"), _("Number"), _("Contractor"), _("Person"), _("Subject"), _("Note"))


def activity_cells(row: ActivityRow, *, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """One line of a list of activities."""
    person = f"{row.person} +{row.more_persons}" if row.more_persons else row.person
    return (
        _sign(row, now=now, zone=zone),
        shown_start(row.starts_at, row.starts_on, zone),
        row.number,
        row.contractor or "–",
        person or "–",
        _about(row),
        row.note,
    )


def _about(row: ActivityRow) -> str:
    # The contractor has a column of its own; a generated subject would say it twice.
    generated = generated_subject(row.kind, type_name=row.type, contractor_name=row.contractor)
    return row.type if row.subject == generated and row.type else row.subject


def _sign(row: ActivityRow, *, now: datetime, zone: ZoneInfo) -> str:
    if row.completed:
        return "✓"
    if row.timer_running:
        return "●"
    past = overdue(
        completed=False,
        starts_at=row.starts_at,
        starts_on=row.starts_on,
        now=now,
        today=now.astimezone(zone).date(),
    )
    return "!" if past else ""


def contractor_headings() -> tuple[str, ...]:
    """The columns of `contractor_cells`."""
    return (
        _("Code"), _("Contractor"), _("City"), _("Phone"), _("Owner"), _("Last"), _("Next"),
        _("Open"),
    )  # fmt: skip


def contractor_cells(row: ContractorRow, *, zone: ZoneInfo) -> tuple[str, ...]:
    """One line of the list of contractors."""
    return (
        row.code,
        row.name if row.active else f"({row.name})",
        row.city,
        row.phone,
        row.owner,
        shown_start(row.last_contact_at, None, zone),
        shown_start(row.next_activity_at, None, zone),
        str(row.open_activities),
    )


def _iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()


def activity_json(row: ActivityRow, *, zone: ZoneInfo) -> dict[str, Any]:
    """An activity under the names of the data model; times in the operator's zone."""
    return {
        "id": row.id,
        "number": row.number,
        "kind": row.kind.value,
        "subject": row.subject,
        "status": row.status.value,
        "completed": row.completed,
        "contractor_id": row.contractor_id,
        "contractor": row.contractor or None,
        "person_id": row.person_id,
        "person": row.person or None,
        "more_persons": row.more_persons,
        "employee": row.employee,
        "employee_name": row.employee_name,
        "type": row.type or None,
        "type_code": row.type_code or None,
        "priority": row.priority or None,
        "priority_code": row.priority_code or None,
        "category": row.category or None,
        "outcome": row.outcome or None,
        "direction": row.direction.value,
        "starts_at": _iso(row.starts_at, zone),
        "starts_on": None if row.starts_on is None else row.starts_on.isoformat(),
        "planned_minutes": row.planned_minutes,
        "duration_seconds": row.duration_seconds,
        "timer_running": row.timer_running,
        "in_schedule": row.in_schedule,
        "attempts": row.attempts,
        "note": row.note,
        "previous_id": row.previous_id,
        "next_id": row.next_id,
        "completed_at": _iso(row.completed_at, zone),
    }


def contractor_json(row: ContractorRow, *, zone: ZoneInfo) -> dict[str, Any]:
    """A contractor under the names of the data model."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "city": row.city,
        "owner": row.owner or None,
        "phone": row.phone or None,
        "last_contact_at": _iso(row.last_contact_at, zone),
        "next_activity_at": _iso(row.next_activity_at, zone),
        "open_activities": row.open_activities,
        "active": row.active,
    }


def whole_json(
    row: ActivityRow, opened: OpenActivity, details: Details, *, zone: ZoneInfo
) -> dict[str, Any]:
    """One activity with its persons, its stamps and what surrounds it."""
    last, following = details.last, details.next
    return {
        **activity_json(row, zone=zone),
        "persons": [
            {
                "id": person.id, "name": person.name, "position": person.position,
                "phone": person.phone, "email": person.email,
            }
            for person in opened.draft.persons
        ],
        "created_at": _iso(opened.created_at, zone),
        "created_by": opened.created_by or None,
        "changed_at": _iso(opened.changed_at, zone),
        "changed_by": opened.changed_by or None,
        "completed_by": opened.completed_by or None,
        "last": None if last is None else {"at": _iso(last.at, zone), "note": last.note},
        "next": None if following is None else {
            "number": following.number, "subject": following.subject,
            "starts_at": _iso(following.at, zone),
            "starts_on": None if following.on is None else following.on.isoformat(),
        },
    }  # fmt: skip


def print_whole(
    row: ActivityRow, opened: OpenActivity, details: Details, *, zone: ZoneInfo
) -> None:
    """One activity, a field a line, the note as it was typed at the end."""
    fields = [*_fields(row, zone), *_around(opened, details, zone)]
    width = max(cell_len(name) for name, _value in fields)
    lines = [
        f"{set_cell_size(name, width)}  {clean_line(value)}" for name, value in fields if value
    ]
    if row.note:
        lines += ["", *(clean_line(line) for line in row.note.splitlines())]
    sys.stdout.write("\n".join(lines) + "\n")


def _fields(row: ActivityRow, zone: ZoneInfo) -> list[tuple[str, str]]:
    return [
        (_("Number"), f"{row.number} · {_(KIND_NAMES[row.kind])} · {_(STATUS_NAMES[row.status])}"),
        (_("Subject"), row.subject),
        (_("When"), shown_start(row.starts_at, row.starts_on, zone)),
        (_("Contractor"), row.contractor),
        (_("Employee"), row.employee_name),
        (_("Type"), row.type),
        (_("Priority"), row.priority),
        (_("Category"), row.category),
        (_("Outcome"), row.outcome),
        (_("Time"), clock(row.duration_seconds) if row.duration_seconds else ""),
    ]


def _around(opened: OpenActivity, details: Details, zone: ZoneInfo) -> list[tuple[str, str]]:
    persons = [
        (_("Person"), " · ".join(
            part for part in (person.name, person.position, person.phone, person.email) if part
        ))
        for person in opened.draft.persons
    ]  # fmt: skip
    return [
        *persons,
        (_("Next"), "" if details.next is None else _step(details.next, zone)),
        (_("Created"), _by(opened.created_at, opened.created_by, zone)),
        (_("Completed"), _by(opened.completed_at, opened.completed_by, zone)),
    ]


def _step(step: NextStep, zone: ZoneInfo) -> str:
    return f"{shown_start(step.at, step.on, zone)} · {step.number} · {step.subject}"


def _by(at: datetime | None, who: str, zone: ZoneInfo) -> str:
    return " · ".join(part for part in (shown_start(at, None, zone), who) if part)
