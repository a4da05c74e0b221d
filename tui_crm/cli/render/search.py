"""The results of `who` and `find` as table rows and as JSON."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.cli.render.activities import iso, last_json, next_json, step
from tui_crm.cli.render.directory import day, named
from tui_crm.i18n import _
from tui_crm.presentation.formats import MARK_DO_NOT_CALL
from tui_crm.queries.activities.form import shown_start
from tui_crm.queries.directory.contact_summary import ContactSummary
from tui_crm.queries.search import ActivityResult, SearchResults


def caller_headings() -> tuple[str, ...]:
    """The columns of `caller_cells`."""
    return (
        _("Phone"), _("Who"), _("Position"), _("Where"), _("Last agreed"), _("Next"),
        _("Do not call"),
    )  # fmt: skip


def caller_cells(row: ContactSummary, *, zone: ZoneInfo) -> tuple[str, ...]:
    """The table row of a possible caller."""
    return (
        _crossed(row),
        named(row.name, active=row.active),
        row.position,
        ", ".join(_where(row)),
        _last_agreed(row, zone),
        "" if row.next is None else step(row.next, zone),
        row.do_not_call,
    )


def _crossed(row: ContactSummary) -> str:
    """The number by which they were found; one that is known not to be theirs is crossed."""
    return f"✗ {row.number}" if row.wrong_number else row.number


def _where(row: ContactSummary) -> list[str]:
    """The contractors of a person; for a contractor or an employee their *detail*."""
    if row.kind != "person":
        return [row.detail]
    return [
        named(affiliation.contractor, active=affiliation.active) for affiliation in row.affiliations
    ] or ["–"]


def _last_agreed(row: ContactSummary, zone: ZoneInfo) -> str:
    if row.last is None:
        return ""
    note = row.last.agreed or row.last.outcome
    return " · ".join(part for part in (day(row.last.at, zone), note) if part)


def contact_summary_json(row: ContactSummary, *, zone: ZoneInfo) -> dict[str, Any]:
    """A contractor, person or employee as JSON, with last conversation and next step."""
    return {
        "kind": row.kind,
        "id": row.id,
        "name": row.name,
        "detail": row.detail or None,
        "position": row.position or None,
        "phone": row.number or None,
        "wrong_number": row.wrong_number,
        "active": row.active,
        "do_not_call": bool(row.do_not_call),
        "do_not_call_reason": row.do_not_call or None,
        "contractors": [
            {
                "id": affiliation.contractor_id,
                "name": affiliation.contractor,
                "position": affiliation.position or None,
                "active": affiliation.active,
            }
            for affiliation in row.affiliations
        ],
        "last": last_json(row.last, zone),
        "last_with": row.last_with or None,
        "next": next_json(row.next, zone),
    }


def found_headings() -> tuple[str, ...]:
    """The columns of `found_cells`."""
    return (_("Section"), _("Found"), _("Where"), _("Number"), _("When"), _("Note"))


def found_cells(found: SearchResults, *, zone: ZoneInfo) -> list[tuple[str, ...]]:
    """The table rows of all search results, group by group."""
    groups = (
        (_("contractors"), found.contractors),
        (_("persons"), found.persons),
        (_("numbers"), found.numbers),
    )
    return [
        *((group, *_contact_cells(row, zone)) for group, rows in groups for row in rows),
        *((_("activities"), *_activity_cells(row, zone)) for row in found.activities),
    ]


def _contact_cells(row: ContactSummary, zone: ZoneInfo) -> tuple[str, ...]:
    affiliations = _where(row)
    when, note = "", ""
    if row.last is not None:
        when, note = shown_start(row.last.at, None, zone), row.last.agreed
    return (
        named(row.name, active=row.active),
        affiliations[0]
        if len(affiliations) == 1
        else f"{affiliations[0]} +{len(affiliations) - 1}",
        MARK_DO_NOT_CALL if row.do_not_call else _crossed(row),
        when,
        row.do_not_call or note,
    )


def _activity_cells(row: ActivityResult, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        row.subject,
        row.contractor or "–",
        row.number,
        shown_start(row.at, row.on, zone),
        row.excerpt.text,
    )


def found_json(found: SearchResults, *, zone: ZoneInfo) -> dict[str, Any]:
    """The search results as JSON, one list for each group."""
    return {
        "contractors": [contact_summary_json(row, zone=zone) for row in found.contractors],
        "persons": [contact_summary_json(row, zone=zone) for row in found.persons],
        "numbers": [contact_summary_json(row, zone=zone) for row in found.numbers],
        "activities": [
            {
                "id": row.id,
                "number": row.number,
                "kind": row.kind.value,
                "subject": row.subject,
                "contractor": row.contractor or None,
                "employee_name": row.employee,
                "starts_at": iso(row.at, zone),
                "starts_on": None if row.on is None else row.on.isoformat(),
                "completed": row.completed_at is not None,
                "completed_at": iso(row.completed_at, zone),
                "status": row.status.value,
                "excerpt": row.excerpt.text,
            }
            for row in found.activities
        ],
    }
