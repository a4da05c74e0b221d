"""Adding, changing and deactivating operators: login, linked employee, role (R25)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import OperatorId
from tui_crm.domain.logins import why_no_login
from tui_crm.domain.permissions import Role
from tui_crm.domain.text import clean_line
from tui_crm.i18n import LANGUAGES, _
from tui_crm.services.common.company_settings import checked_zone
from tui_crm.services.common.permissions import must
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import Employee, Operator
from tui_crm.store.unit_of_work import UnitOfWork, write


class OperatorEdit(NamedTuple):
    """The form values of an operator; None as language or zone is the company's."""

    login: str
    employee_id: int | None = None
    role: Role = Role.OPERATOR
    language: str | None = None
    time_zone: str | None = None
    active: bool = True
    id: int | None = None
    version: int | None = None


def save(edit: OperatorEdit, *, actor: Actor, now: datetime) -> OperatorId:
    """Add an operator, or change one.

    Raises `RuleViolation` on “login”, “employee”, “role”, “language”, “time_zone” or “active”,
    `StaleRecord` when a colleague has changed them since.
    """
    must(actor, "staff")
    values = _checked(edit)
    action = "operator.create" if edit.id is None else "operator.edit"
    with write(action, actor=actor, now=now, subject=values["login"]) as unit:
        _check_login_free(values["login"], edit.id)
        if edit.id is None:
            _check_rank(actor, edit.role)
            _check_employee(edit.employee_id)
            return OperatorId(unit.insert(Operator, **values))
        stored = unit.row(Operator, edit.id)
        _check_rank(actor, edit.role, stored["role"])
        if edit.employee_id != stored["employee_id"]:
            _check_employee(edit.employee_id)
        unit.update(Operator, edit.id, version=edit.version, **values)
        _keep_an_administrator("role" if edit.active else "active")
        return OperatorId(edit.id)


def set_active(
    operator_id: int, *, active: bool, version: int, actor: Actor, now: datetime
) -> None:
    """Make an operator active or inactive; the last administrator cannot be made inactive."""
    must(actor, "staff")
    with write("operator.active" if active else "operator.inactive", actor=actor, now=now) as unit:
        row = unit.row(Operator, operator_id)
        unit.subject = row["login"]
        _check_rank(actor, row["role"])
        unit.update(Operator, operator_id, version=version, active=active)
        _keep_an_administrator("active")


def check_rules(unit: UnitOfWork, row_ids: frozenset[int]) -> None:
    """Raise `Refused` when an undo has left no active administrator."""
    del unit, row_ids
    try:
        _keep_an_administrator("role")
    except RuleViolation as violation:
        raise Refused(violation.message) from violation


def _checked(edit: OperatorEdit) -> dict[str, Any]:
    if edit.language is not None and edit.language not in LANGUAGES:
        raise RuleViolation("language", _("Choose one of the languages of the list."))
    return {
        "login": _checked_login(edit.login),
        "employee_id": edit.employee_id,
        "role": edit.role,
        "language": edit.language,
        "time_zone": None if edit.time_zone is None else checked_zone(edit.time_zone),
        "active": edit.active,
    }


def _checked_login(typed: str) -> str:
    login = clean_line(typed)
    if wrong := why_no_login(login):
        raise RuleViolation("login", wrong)
    return login


def _check_login_free(login: str, own_id: int | None) -> None:
    known = fetch_one(Operator.select(Operator.id).where(Operator.login == login))
    if known is not None and known[0] != own_id:
        raise RuleViolation("login", _("There is an operator with this login already."))


def _check_employee(employee_id: int | None) -> None:
    if employee_id is None:
        return
    found = fetch_one(Employee.select(Employee.active).where(Employee.id == employee_id))
    if found is None or not found[0]:
        raise RuleViolation("employee", _("This employee is not active. Choose another one."))


def _check_rank(actor: Actor, *roles: Role) -> None:
    """Raise `RuleViolation` on “role” when a non-administrator adds or changes an administrator."""
    if Role.ADMINISTRATOR in roles and actor.role is not Role.ADMINISTRATOR:
        raise RuleViolation(
            "role", _("Only an administrator changes administrators, or makes somebody one.")
        )


def _keep_an_administrator(field: str) -> None:
    """Called after a change within its transaction: raising rolls the change back."""
    administrators = Operator.select(Operator.id).where(
        (Operator.role == Role.ADMINISTRATOR) & Operator.active
    )
    if fetch_one(administrators.limit(1)) is None:
        raise RuleViolation(
            field,
            _(
                "This is the last active administrator. Make another operator administrator "
                "first, or nobody could change this any more."
            ),
        )
