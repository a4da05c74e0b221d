"""The commands `employee add` and `operator add`, for scripts that set a company up."""

from __future__ import annotations

from datetime import datetime

from tui_crm.cli.render import directory
from tui_crm.cli.render.table import print_json, print_line
from tui_crm.cli.request import Request, run_request
from tui_crm.domain.actor import Actor
from tui_crm.domain.permissions import ROLE_NAMES, Role
from tui_crm.i18n import _
from tui_crm.queries.setup.staff import (
    EmployeeRow,
    OperatorRow,
    coded_employee,
    employee_row,
    operator_row,
)
from tui_crm.services.setup import employees, operators
from tui_crm.services.setup.employees import EmployeeEdit
from tui_crm.services.setup.operators import OperatorEdit


def add_employee(request: Request, edit: EmployeeEdit) -> None:
    """Add an employee and print it; raises `RuleViolation`, `Refused`."""

    def query(actor: Actor, now: datetime) -> EmployeeRow:
        return employee_row(employees.save(edit, actor=actor, now=now))

    row, _actor, _now = run_request(request, query)
    if request.as_json:
        print_json(directory.employee_json(row))
        return
    print_line(_("Added the employee {name} ({code}).").format(name=row.name, code=row.code))


def add_operator(request: Request, login: str, *, employee: str | None, role: Role) -> None:
    """Add an operator, linked to the employee with this code, and print it.

    Raises `NotFound`, `RuleViolation`, `Refused`.
    """

    def query(actor: Actor, now: datetime) -> OperatorRow:
        employee_id = None if employee is None else coded_employee(employee).id
        edit = OperatorEdit(login, employee_id=employee_id, role=role)
        return operator_row(operators.save(edit, actor=actor, now=now))

    row, _actor, _now = run_request(request, query)
    if request.as_json:
        print_json(directory.operator_json(row))
    elif row.employee is None:
        print_line(
            _("Added the operator {login} ({role}), who can look but not register.").format(
                login=row.login, role=_(ROLE_NAMES[row.role])
            )
        )
    else:
        print_line(
            _("Added the operator {login} ({role}), who works as {name}.").format(
                login=row.login, role=_(ROLE_NAMES[row.role]), name=row.employee.label
            )
        )
