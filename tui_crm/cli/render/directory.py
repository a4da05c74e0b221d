"""Contractors, persons, staff and dictionaries as table rows and as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.cli.render.activities import iso
from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.permissions import ROLE_NAMES
from tui_crm.i18n import _
from tui_crm.presentation.formats import MARK_DO_NOT_CALL
from tui_crm.queries.activities.form import shown_start
from tui_crm.queries.directory.contractors import ContractorRow
from tui_crm.queries.directory.persons import PersonRow
from tui_crm.queries.setup.dictionaries import DictionaryRow, EntryRow
from tui_crm.queries.setup.staff import EmployeeRow, OperatorRow


def contractor_headings() -> tuple[str, ...]:
    """The columns of `contractor_cells`."""
    return (
        _("Code"), _("Contractor"), _("City"), _("Phone"), _("Owner"), _("Last"), _("Next"),
        _("Open"),
    )  # fmt: skip


def contractor_cells(row: ContractorRow, *, zone: ZoneInfo) -> tuple[str, ...]:
    """The table row of a contractor."""
    return (
        row.code,
        named(row.name, active=row.active),
        row.city,
        row.phone,
        row.owner,
        day(row.last_contact_at, zone),
        shown_start(row.next_activity_at, None, zone),
        str(row.open_activities),
    )


def contractor_json(row: ContractorRow, *, zone: ZoneInfo) -> dict[str, Any]:
    """A contractor as JSON, named as in the data model; times in *zone*."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "city": row.city,
        "owner": row.owner or None,
        "phone": row.phone or None,
        "email": row.email or None,
        "last_contact_at": iso(row.last_contact_at, zone),
        "next_activity_at": iso(row.next_activity_at, zone),
        "open_activities": row.open_activities,
        "active": row.active,
    }


def person_headings() -> tuple[str, ...]:
    """The columns of `person_cells`."""
    return ("", _("Person"), _("Position"), _("Contractor"), _("Phone"), _("E-mail"))


def person_cells(row: PersonRow) -> tuple[str, ...]:
    """The table row of a person; for one who must not be called with a mark and the reason.

    A contractor where they no longer work is in brackets.
    """
    contractor = named(row.contractor, active=row.here) if row.contractor else ""
    if row.more:
        contractor = f"{contractor} +{row.more}"
    return (
        MARK_DO_NOT_CALL if row.do_not_call else "",
        named(row.name, active=row.active),
        row.position,
        contractor or "–",
        row.do_not_call or row.phone,
        row.email,
    )


def person_json(row: PersonRow) -> dict[str, Any]:
    """A person as JSON, named as in the data model, with one of their contractors."""
    return {
        "id": row.id,
        "title": row.title,
        "name": row.name,
        "position": row.position or None,
        "contractor_id": row.contractor_id,
        "contractor": row.contractor or None,
        "left": row.contractor_id is not None and not row.here,
        "more_contractors": row.more,
        "phone": row.phone or None,
        "email": row.email or None,
        "do_not_call": bool(row.do_not_call),
        "do_not_call_reason": row.do_not_call or None,
        "active": row.active,
    }


def employee_headings() -> tuple[str, ...]:
    """The columns of `employee_cells`."""
    return (
        _("Code"), _("Employee"), _("Position"), _("Department"), _("Phone"), _("E-mail"),
        _("Open"),
    )  # fmt: skip


def employee_cells(row: EmployeeRow) -> tuple[str, ...]:
    """The table row of an employee."""
    return (
        row.code,
        named(row.name, active=row.active),
        row.position,
        row.department,
        row.phone,
        row.email,
        str(row.open_activities),
    )


def employee_json(row: EmployeeRow) -> dict[str, Any]:
    """An employee as JSON, named as in the data model."""
    return {
        "id": row.id,
        "code": row.code,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "position": row.position or None,
        "department": row.department or None,
        "phone": row.phone or None,
        "email": row.email or None,
        "open_activities": row.open_activities,
        "active": row.active,
    }


def operator_headings() -> tuple[str, ...]:
    """The columns of `operator_cells`."""
    return (_("Login"), _("Role"), _("Code"), _("Employee"), _("Language"), _("Time zone"))


def operator_cells(row: OperatorRow) -> tuple[str, ...]:
    """The table row of an operator."""
    return (
        named(row.login, active=row.active),
        _(ROLE_NAMES[row.role]),
        row.employee_code,
        "–" if row.employee is None else row.employee.label,
        row.language,
        row.time_zone,
    )


def operator_json(row: OperatorRow) -> dict[str, Any]:
    """An operator as JSON, named as in the data model."""
    return {
        "id": row.id,
        "login": row.login,
        "role": row.role.value,
        "employee": row.employee_code or None,
        "employee_name": None if row.employee is None else row.employee.label,
        "language": row.language or None,
        "time_zone": row.time_zone or None,
        "active": row.active,
    }


def dictionary_headings() -> tuple[str, ...]:
    """The columns of `dictionary_cells`."""
    return (_("Group"), _("Code"), _("Dictionary"), _("Entries"))


def dictionary_cells(row: DictionaryRow) -> tuple[str, ...]:
    """The table row of a dictionary."""
    return (row.group, row.code, row.name, str(row.entries))


def dictionary_json(row: DictionaryRow) -> dict[str, Any]:
    """A dictionary as JSON, named as in the data model; its own name is translated."""
    return {
        "id": row.id,
        "group": row.group,
        "code": row.code,
        "name": row.name,
        "system": row.system,
        "entries": row.entries,
    }


def entry_headings() -> tuple[str, ...]:
    """The columns of `entry_cells`."""
    return ("", _("Code"), _("Entry"), _("Kinds"), _("Minutes"), _("Next in days"))


def entry_cells(row: EntryRow) -> tuple[str, ...]:
    """The table row of a dictionary entry, with a mark for the default."""
    kinds = (
        "" if len(row.kinds) == len(Kind) else ", ".join(_(KIND_NAMES[one]) for one in row.kinds)
    )
    return (
        "*" if row.is_default else "",
        row.code,
        named(row.name, active=row.active),
        kinds,
        _count(row.planned_minutes),
        _count(row.follow_up_days),
    )


def entry_json(row: EntryRow) -> dict[str, Any]:
    """A dictionary entry as JSON, named as in the data model."""
    return {
        "id": row.id,
        "code": row.code or None,
        "name": row.name,
        "default": row.is_default,
        "active": row.active,
        "system": row.system,
        "colour": row.colour or None,
        "kinds": [kind.value for kind in row.kinds],
        "planned_minutes": row.planned_minutes,
        "follow_up_days": row.follow_up_days,
        "remind_minutes": row.remind_minutes,
        "connected": row.connected,
        "not_reached": row.not_reached,
    }


def day(at: datetime | None, zone: ZoneInfo) -> str:
    """The local date, without the time; empty for None."""
    return "" if at is None else shown_start(None, at.astimezone(zone).date(), zone)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def named(name: str, *, active: bool) -> str:
    """The name, in brackets when inactive."""
    return name if active else f"({name})"
