"""Logging in: finding or creating the operator of a login, with rights and settings (R25)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui_crm.domain.actor import Actor
from tui_crm.domain.damaged import any_damaged
from tui_crm.domain.dates.timezones import known_zone
from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import EmployeeId, OperatorId
from tui_crm.domain.permissions import Role
from tui_crm.domain.text import NAME_LIMIT, clean_line, full_name
from tui_crm.i18n import _
from tui_crm.services.common.permissions import reached, read_setting, rights_of
from tui_crm.services.common.validation import checked_name
from tui_crm.store.connection import check_version, fetch_one, fetch_tuples
from tui_crm.store.models import Employee, Operator, Setting
from tui_crm.store.seed import seed_dictionaries
from tui_crm.store.unit_of_work import write


def log_in(
    login: str,
    *,
    session: str,
    zone: ZoneInfo,
    language: str | None,
    full_name: str,
    now: datetime,
    may_join: bool = True,
    asked_by: str | None = None,
) -> Actor:
    """The actor for this login, with their own zone and language, else the company's.

    With *may_join* an unknown login gets an operator and an employee; else `Refused` is raised.
    *asked_by* is the system login; another *login* than that is for administrators, and must be
    known (`Refused`).
    """
    if asked_by is not None and asked_by != login:
        _check_may_stand_in(asked_by, login)
        may_join = False
    by_login = Operator.login == login
    actor = _find(by_login, session=session, zone=zone, language=language)
    if actor is not None:
        return actor
    if not may_join:
        raise _no_such_operator(login)
    _join(login=login, full_name=full_name, now=now)
    actor = _find(by_login, session=session, zone=zone, language=language)
    assert actor is not None
    return actor


def _join(*, login: str, full_name: str, now: datetime) -> None:
    """Create an operator and an employee for this login; the very first one is administrator.

    Seeds the dictionaries of a fresh database. Does nothing when another process has just created
    the login.
    """
    from tui_crm.services.setup.employees import free_code  # noqa: PLC0415  # for a new login only

    with write("staff.first_use", actor=None, now=now, subject=login) as unit:
        seed_dictionaries(now)
        if fetch_one(Operator.select(Operator.id).where(Operator.login == login)) is not None:
            return
        first, last = _name_of(full_name, login)
        employee_id = unit.insert(
            Employee, code=free_code(first, last), first_name=first, last_name=last
        )
        exists = fetch_one(Operator.select(Operator.id)) is not None
        unit.insert(
            Operator,
            login=login,
            employee_id=employee_id,
            role=Role.OPERATOR if exists else Role.ADMINISTRATOR,
        )


def is_unnamed(actor: Actor, *, since: datetime) -> bool:
    """Whether the actor's employee was made from the login *since* then, without a first name."""
    if actor.employee_id is None:
        return False
    made = Employee.select(Employee.id).where(
        (Employee.id == actor.employee_id)
        & (Employee.first_name == "")
        & (Employee.created_at >= since)
    )
    return fetch_one(made) is not None


def is_new(actor: Actor, *, since: datetime) -> bool:
    """Whether the actor's operator was made *since* then, by this start of the program."""
    made = Operator.select(Operator.id).where(
        (Operator.id == actor.operator_id) & (Operator.created_at >= since)
    )
    return fetch_one(made) is not None


def name_oneself(full_name: str, *, actor: Actor, now: datetime) -> None:
    """Give the actor's own employee, made from the login, a person's name and its initials.

    No right is needed, but it works only once (`Refused`). Raises `RuleViolation` on “name” when it
    is blank.
    """
    from tui_crm.services.setup.employees import free_code  # noqa: PLC0415  # for a new login only

    name = checked_name("name", full_name, _("Type your first and last name."))
    first, last = _name_of(name, actor.login)
    with write("employee.edit", actor=actor, now=now, subject=name) as unit:
        row = unit.row(Employee, actor.employee())
        if row["first_name"]:
            raise Refused(_("You have a name already. It is changed in Setup, under Employees."))
        unit.update(
            Employee, row["id"], first_name=first, last_name=last, code=free_code(first, last)
        )


def refreshed(actor: Actor) -> Actor:
    """The actor read again: role, rights, employee, zone.

    Raises `Refused` when deactivated, `Upgraded` when a newer program has upgraded the database.

    It lets a change of rights take effect during a running session.
    """
    check_version()
    same = Operator.id == actor.operator_id
    now = _find(same, session=actor.session, zone=actor.zone, language=actor.language)
    if now is None:
        raise _no_such_operator(actor.login)
    return now


def _no_such_operator(login: str) -> Refused:
    return Refused(
        _("There is no operator {login}. An administrator can add them in Setup.").format(
            login=login
        )
    )


def _find(condition: Any, *, session: str, zone: ZoneInfo, language: str | None) -> Actor | None:
    found = fetch_one(
        Operator.select(
            Operator.id,
            Operator.login,
            Operator.role,
            Operator.active,
            Operator.language,
            Operator.time_zone,
            Operator.employee,
            Employee.first_name,
            Employee.last_name,
        )
        .left_outer_join(Employee, on=(Operator.employee == Employee.id))
        .where(condition)
    )
    if found is None:
        return None
    operator_id, login, role, active, own_language, own_zone, employee_id, first, last = found
    _check_may_work(login, role, active, employee_id)
    rights, company = rights_of(role), _company()
    # Often all three are the same: whoever that covers is asked for once.
    reaching = {
        scope: reached(scope, employee_id) for scope in {rights.see, rights.change, rights.give}
    }
    nobody: frozenset[int] = frozenset()
    return Actor(
        operator_id=OperatorId(operator_id),
        login=login,
        role=role,
        zone=known_zone(own_zone) or known_zone(company.get("time_zone")) or zone,
        employee_id=None if employee_id is None else EmployeeId(employee_id),
        employee_name=full_name(first, last),
        language=own_language or company.get("language") or language,
        session=session,
        rights=rights,
        visible_employee_ids=reaching[rights.see],
        changes=nobody if employee_id is None else reaching[rights.change],
        gives=nobody if employee_id is None else reaching[rights.give],
    )


def _check_may_work(login: str, role: Role, active: bool, employee_id: int | None) -> None:
    """Raise `Refused` for who is kept out; nobody works with rights that are a guess."""
    if any_damaged((role, active, employee_id)):
        raise Refused(
            _(
                "The record of the operator {login} is damaged in the database. Ask an "
                "administrator: `tui-crm check` tells more."
            ).format(login=login)
        )
    if not active:
        raise Refused(
            _("The operator {login} is not active. Ask an administrator.").format(login=login)
        )


def _company() -> dict[str, str]:
    """The company's language and time zone, for operators without their own."""
    query = Setting.select(Setting.name, Setting.value).where(
        Setting.name.in_(("language", "time_zone"))
    )
    found = {name: read_setting(value) for name, value in fetch_tuples(query)}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _check_may_stand_in(asked_by: str, login: str) -> None:
    """Raise `Refused` unless the system login *asked_by* is that of an administrator."""
    role = fetch_one(
        Operator.select(Operator.role).where((Operator.login == asked_by) & Operator.active)
    )
    if role != (Role.ADMINISTRATOR,):
        raise Refused(
            _(
                "You are {asked_by} here, and only an administrator may work as {login}. "
                "Leave out --as, or ask an administrator."
            ).format(asked_by=asked_by, login=login)
        )


def _name_of(full_name: str, login: str) -> tuple[str, str]:
    words = clean_line(full_name)[:NAME_LIMIT].split()
    if not words:
        return "", clean_line(login)[:NAME_LIMIT] or "?"
    return " ".join(words[:-1]), words[-1]
