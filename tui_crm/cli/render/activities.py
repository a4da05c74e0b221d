"""Activities and digests as table rows, as text and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from tui_crm.domain.activities.activity import (
    KIND_NAMES,
    STATUS_NAMES,
    Kind,
    Status,
    generated_subject,
    overdue,
)
from tui_crm.domain.activities.fields import printed
from tui_crm.domain.activities.timer import clock
from tui_crm.domain.choice import PersonChoice
from tui_crm.domain.damaged import SIGN, is_damaged
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _
from tui_crm.presentation.formats import MARK_DO_NOT_CALL
from tui_crm.queries.activities.details import Details, LastAgreed, NextStep
from tui_crm.queries.activities.digest import DigestRows
from tui_crm.queries.activities.form import OpenActivity, shown_start
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.queries.common.contact_data import NumberLine


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
        row.told,
    )


def _about(row: ActivityRow) -> str:
    # The contractor has its own column; a generated subject would repeat it.
    generated = generated_subject(row.kind, type_name=row.type, contractor_name=row.contractor)
    return row.type if row.subject == generated and row.type else row.subject


def _sign(row: ActivityRow, *, now: datetime, zone: ZoneInfo) -> str:
    if is_damaged(row.status):
        return SIGN
    if row.completed:
        return "✓" if row.status is Status.DONE else "✗"
    if row.timer_running:
        return "●"
    if row.status is Status.WAITING:
        return "◷"
    past = overdue(
        completed=False,
        starts_at=row.starts_at,
        starts_on=row.starts_on,
        now=now,
        today=now.astimezone(zone).date(),
    )
    return "!" if past else ""


def iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    """ISO 8601 in the operator's zone, with its offset."""
    return None if at is None else at.astimezone(zone).isoformat()


def activity_json(row: ActivityRow, *, zone: ZoneInfo) -> dict[str, Any]:
    """An activity as JSON, named as in the data model; times in *zone*."""
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
        "starts_at": iso(row.starts_at, zone),
        "starts_on": None if row.starts_on is None else row.starts_on.isoformat(),
        "planned_minutes": row.planned_minutes,
        "duration_seconds": row.duration_seconds,
        "timer_running": row.timer_running,
        "in_schedule": row.in_schedule,
        "attempts": row.attempts,
        "note": row.note,
        "agreed": row.agreed or None,
        "previous_id": row.previous_id,
        "next_id": row.next_id,
        "completed_at": iso(row.completed_at, zone),
    }


def digest_json(rows: DigestRows, *, zone: ZoneInfo) -> dict[str, Any]:
    """A digest as JSON."""

    def listed(activities: Sequence[ActivityRow]) -> list[dict[str, Any]]:
        return [activity_json(row, zone=zone) for row in activities]

    return {
        "day": rows.day.isoformat(),
        "closed": listed(rows.closed),
        "moved": listed(rows.moved),
        "open": listed(rows.still_open),
        "ahead": rows.ahead.isoformat(),
        "planned": listed(rows.coming),
    }


def whole_json(
    row: ActivityRow, opened: OpenActivity, details: Details, *, zone: ZoneInfo
) -> dict[str, Any]:
    """One activity as JSON, with persons, stamps, last conversation and next step."""
    return {
        **activity_json(row, zone=zone),
        "persons": [_person_json(person) for person in opened.draft.persons],
        "numbers": [_number_json(number) for number in details.numbers],
        **_fields_json(opened),
        "created_at": iso(opened.created_at, zone),
        "created_by": opened.created_by or None,
        "changed_at": iso(opened.changed_at, zone),
        "changed_by": opened.changed_by or None,
        "completed_by": opened.completed_by or None,
        "last": last_json(details.last, zone),
        "next": next_json(details.next, zone),
    }


def _person_json(person: PersonChoice) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "position": person.position,
        "phone": person.phone,
        "email": person.email,
        "do_not_call": bool(person.do_not_call),
        "do_not_call_reason": person.do_not_call or None,
    }


def _number_json(number: NumberLine) -> dict[str, Any]:
    """A number, whose it is, and what is known of it; *phone* as it is read, *typed* as typed."""
    return {
        "phone": number.shown,
        "typed": number.raw,
        "remark": number.remark or None,
        "of": "contractor" if number.of_contractor else "person",
        "owner": number.owner,
        "wrong": number.bad,
        "do_not_call": bool(number.do_not_call),
        "do_not_call_reason": number.do_not_call or None,
    }


def _fields_json(opened: OpenActivity) -> dict[str, Any]:
    """The fields that lists lack: amounts as exact decimal texts, colleagues (R43)."""
    draft = opened.draft
    values = {
        field.name: field.as_json(field.value_of(getattr(draft, field.name)))
        for field in printed(draft)
    }
    if draft.kind is Kind.MEETING:
        paid = bool(draft.planned_cost or draft.actual_cost)
        values |= {
            "currency": draft.currency if paid else None,
            "colleagues": [
                {"id": one.id, "name": one.label, "code": one.detail} for one in draft.colleagues
            ],
        }
    return values


def last_json(last: LastAgreed | None, zone: ZoneInfo) -> dict[str, Any] | None:
    """The last conversation as JSON; *note* also holds what had been planned for it."""
    if last is None:
        return None
    return {"at": iso(last.at, zone), "note": last.note, "agreed": last.agreed or None}


def next_json(following: NextStep | None, zone: ZoneInfo) -> dict[str, Any] | None:
    """The next activity as JSON; only its start when it may not be seen."""
    if following is None:
        return None
    return {
        "number": following.number or None,
        "subject": following.subject or None,
        "starts_at": iso(following.at, zone),
        "starts_on": None if following.on is None else following.on.isoformat(),
    }


def print_whole(
    row: ActivityRow, opened: OpenActivity, details: Details, *, zone: ZoneInfo
) -> None:
    """Print one activity, one field per line, with the note at the end."""
    fields = [*_fields(row, zone), *_more_fields(opened, details, zone)]
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


def _more_fields(opened: OpenActivity, details: Details, zone: ZoneInfo) -> list[tuple[str, str]]:
    persons = [
        (_("Person"), " · ".join(part for part in _reached(person, details) if part))
        for person in opened.draft.persons
    ]
    barred = bool(opened.draft.persons) and all(one.do_not_call for one in opened.draft.persons)
    others = [
        (_("Number"), " · ".join(part for part in (_told(one), one.owner) if part))
        for one in details.numbers
        if one.of_contractor and not barred
    ]
    draft = opened.draft
    fields = [(_(field.label), field.as_text(draft)) for field in printed(draft)]
    return [
        *persons,
        *others,
        *((_("Colleague"), one.label) for one in draft.colleagues),
        *fields,
        (_("Next"), "" if details.next is None else step(details.next, zone)),
        (_("Created"), _by(opened.created_at, opened.created_by, zone)),
        (_("Completed"), _by(opened.completed_at, opened.completed_by, zone)),
    ]


def _reached(person: PersonChoice, details: Details) -> tuple[str, ...]:
    """Name, position, numbers, address; the reason instead of numbers that must not be called."""
    own = [_told(one) for one in details.numbers if one.person_id == person.id]
    barred = [f"{MARK_DO_NOT_CALL} {person.do_not_call}"] if person.do_not_call else []
    numbers = barred or own or [person.phone]
    return person.name, person.position, *numbers, person.email


def _told(number: NumberLine) -> str:
    """A number with its remark; one that is known to be wrong is crossed."""
    beside = f" ({number.remark})" if number.remark else ""
    return f"{'✗ ' if number.bad else ''}{number.shown}{beside}"


def step(following: NextStep, zone: ZoneInfo) -> str:
    """The next activity on one line."""
    start = shown_start(following.at, following.on, zone)
    parts = (start, following.number, following.subject)
    return " · ".join(part for part in parts if part)


def _by(at: datetime | None, actor: str, zone: ZoneInfo) -> str:
    return " · ".join(part for part in (shown_start(at, None, zone), actor) if part)
