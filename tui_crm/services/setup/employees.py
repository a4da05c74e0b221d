"""Adding, changing and deactivating employees; they are never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.phone import is_whole
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import EmployeeId
from tui_crm.domain.text import clean_line, fold, full_name
from tui_crm.i18n import _
from tui_crm.services.common.permissions import must
from tui_crm.services.common.validation import checked_email, checked_name, checked_phone
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Employee, Operator
from tui_crm.store.unit_of_work import write

CODE_LIMIT: Final = 8
COUNT_LIMIT: Final = 1_000


class EmployeeEdit(NamedTuple):
    """The form values of an employee; an empty *code* is generated from the name."""

    last_name: str
    first_name: str = ""
    code: str = ""
    position: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""
    active: bool = True
    id: int | None = None
    version: int | None = None


class RemainingWork(NamedTuple):
    """What still belongs to an employee whose active state was changed."""

    open_activities: int
    """At most `COUNT_LIMIT` are counted."""
    logins: tuple[str, ...]
    """Logins of active operators who are linked to this employee."""


def save(edit: EmployeeEdit, *, actor: Actor, now: datetime) -> EmployeeId:
    """Add an employee, or change one.

    Raises `RuleViolation` on “last_name”, “code”, “phone”, “email” and other fields that are too
    long, `StaleRecord` when a colleague has changed them since.
    """
    must(actor, "staff")
    values = _checked(edit)
    name = full_name(values["first_name"], values["last_name"])
    action = "employee.create" if edit.id is None else "employee.edit"
    with write(action, actor=actor, now=now, subject=name) as unit:
        code = _code(edit)
        if edit.id is None:
            code = code or free_code(values["first_name"], values["last_name"])
            return EmployeeId(unit.insert(Employee, code=code, **values))
        columns = {"code": code} if code else {}
        unit.update(Employee, edit.id, version=edit.version, **values, **columns)
        return EmployeeId(edit.id)


def set_active(
    employee_id: int, *, active: bool, version: int, actor: Actor, now: datetime
) -> RemainingWork:
    """Make an employee inactive or active; their open activities stay theirs and are counted."""
    must(actor, "staff")
    with write("employee.active" if active else "employee.inactive", actor=actor, now=now) as unit:
        row = unit.row(Employee, employee_id)
        unit.subject = full_name(row["first_name"], row["last_name"])
        unit.update(Employee, employee_id, version=version, active=active)
        return _remaining(employee_id)


def _remaining(employee_id: int) -> RemainingWork:
    open_ids = Activity.select(Activity.id).where(
        (Activity.employee_id == employee_id) & Activity.completed_at.is_null()
    )
    logins = fetch_tuples(
        Operator.select(Operator.login)
        .where((Operator.employee == employee_id) & Operator.active)
        .order_by(Operator.login)
        .limit(10)
    )
    return RemainingWork(
        len(fetch_tuples(open_ids.limit(COUNT_LIMIT))), tuple(login for (login,) in logins)
    )


def _checked(edit: EmployeeEdit) -> dict[str, Any]:
    last_name = checked_name("last_name", edit.last_name, _("Type the last name."))
    phone = checked_phone(edit.phone)
    return {
        "last_name": last_name,
        "first_name": checked_name("first_name", edit.first_name),
        "position": checked_name("position", edit.position),
        "department": checked_name("department", edit.department),
        "email": checked_email(edit.email),
        "phone": "" if phone is None else phone.normalised if is_whole(phone) else phone.raw,
        "active": edit.active,
    }


def _code(edit: EmployeeEdit) -> str:
    code = clean_line(edit.code).upper()
    if len(code) > CODE_LIMIT or " " in code:
        raise RuleViolation(
            "code",
            _("A code is one word of at most {limit} signs.").format(limit=CODE_LIMIT),
        )
    known = fetch_one(Employee.select(Employee.id).where(Employee.code == code)) if code else None
    if known is not None and known[0] != edit.id:
        raise RuleViolation("code", _("Another employee has this code. Type another one."))
    return code


def free_code(first: str, last: str) -> str:
    """The initials, with a number when another employee has them."""
    initials = "".join(fold(word)[:1] for word in f"{first} {last}".split()).upper() or "E"
    stem = initials[: CODE_LIMIT - 2]
    code, number = stem, 1
    while fetch_one(Employee.select(Employee.id).where(Employee.code == code)) is not None:
        number += 1
        code = f"{stem}{number}"
    return code
