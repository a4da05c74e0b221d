"""Employees and operators as Setup lists them, including inactive ones."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.choice import Choice
from tui_crm.domain.directory.phone import shown
from tui_crm.domain.errors import NotFound
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.permissions import Role
from tui_crm.domain.text import clean_line, full_name
from tui_crm.i18n import _
from tui_crm.queries.common.columns import employee_columns, employee_of
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.text_match import all_words_in, search_words
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Employee, Operator

COUNTED: Final = 1_000


class EmployeeRow(NamedTuple):
    """An employee with all values of their form; at most `COUNTED` activities are counted."""

    id: int
    version: int
    code: str
    first_name: str
    last_name: str
    position: str
    department: str
    phone: str
    email: str
    active: bool
    open_activities: int
    place: Place

    @property
    def name(self) -> str:
        """First and last name."""
        return full_name(self.first_name, self.last_name)


def without_department() -> tuple[int, int]:
    """How many active employees have no department, and how many are active."""
    found = fetch_tuples(Employee.select(Employee.department).where(Employee.active))
    return sum(not department for (department,) in found), len(found)


class OperatorRow(NamedTuple):
    """An operator with all values of their form."""

    id: int
    version: int
    login: str
    employee: Choice | None
    employee_code: str
    role: Role
    language: str
    time_zone: str
    active: bool
    place: Place


def employees_page(text: str, request: PageRequest) -> list[EmployeeRow]:
    """One page of the employees who match every word of the text, by name."""
    words = search_words(text)
    query = Employee.select()
    if words:
        query = query.where(all_words_in(Employee.fold, words))
    part = KeysetPart(query, Employee.id, (Employee.sort_key,))
    page = page_of([part], request).alias("page")
    places = tuple(getattr(page.c, f"place_{n}") for n in range(3))
    found = fetch_tuples(
        Employee.select(*_employee_columns(), *places)
        .from_(page)
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == places[-1]))
    )
    return in_order([_employee(values) for values in found], [part])


def employee_row(employee_id: int) -> EmployeeRow:
    """One employee; raises `NotFound`."""
    found = fetch_one(
        Employee.select(*_employee_columns(), Employee.sort_key).where(Employee.id == employee_id)
    )
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    return _employee((*found[:-1], 0, found[-1], employee_id))


def employee_by_code(code: str) -> EmployeeRow | None:
    """The employee with this code, in any case; None when there is none."""
    typed = clean_line(code)
    found = fetch_tuples(
        Employee.select(Employee.id, Employee.code)
        .where(Employee.code.in_((typed, typed.upper())))
        .limit(2)
    )
    ids = [row_id for row_id, stored in found if stored == typed] or [row[0] for row in found]
    return employee_row(ids[0]) if ids else None


def coded_employee(code: str) -> EmployeeRow:
    """The employee with this code, in any case; raises `NotFound`."""
    row = employee_by_code(code)
    if row is None:
        raise NotFound(
            _(
                "There is no employee with the code “{code}”. “tui-crm employees” lists them."
            ).format(code=code)
        )
    return row


def operators_page(text: str, request: PageRequest) -> list[OperatorRow]:
    """One page of the operators by login; the text is also searched in the employee's name."""
    query = Operator.select().left_outer_join(Employee, on=(Operator.employee == Employee.id))
    words = search_words(text)
    if words:
        searched = fn.LOWER(Operator.login).concat(" ").concat(fn.COALESCE(Employee.fold, ""))
        query = query.where(all_words_in(searched, words))
    part = KeysetPart(query, Operator.id, (Operator.login,))
    page = page_of([part], request).alias("page")
    places = tuple(getattr(page.c, f"place_{n}") for n in range(3))
    found = fetch_tuples(
        Operator.select(*_OPERATOR, *employee_columns(), *places)
        .from_(page)
        .join(Operator, JOIN.LEFT_OUTER, on=(Operator.id == places[-1]))
        .join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Operator.employee))
    )
    return in_order([_operator(values) for values in found], [part])


def operator_row(operator_id: int) -> OperatorRow:
    """One operator; raises `NotFound`."""
    found = fetch_one(
        Operator.select(*_OPERATOR, *employee_columns(), Operator.login)
        .left_outer_join(Employee, on=(Operator.employee == Employee.id))
        .where(Operator.id == operator_id)
    )
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    return _operator((*found[:-1], 0, found[-1], operator_id))


def counts() -> tuple[int, int]:
    """The number of employees and of operators; at most `COUNTED` of each are counted."""
    found = [
        len(fetch_tuples(model.select(model.id).limit(COUNTED))) for model in (Employee, Operator)
    ]
    return found[0], found[1]


def _employee_columns() -> tuple[Any, ...]:
    mine = Activity.alias("mine")
    held = (
        mine.select(mine.id)
        .where((mine.employee == Employee.id) & mine.completed_at.is_null())
        .limit(COUNTED)
        .alias("page_of_open")
    )
    return (
        Employee.id, Employee.version, Employee.code, Employee.first_name, Employee.last_name,
        Employee.position, Employee.department, Employee.phone, Employee.email, Employee.active,
        Activity.select(fn.COUNT(held.c.id)).from_(held),
    )  # fmt: skip


def _employee(values: tuple[Any, ...]) -> EmployeeRow:
    row_id, version, code, first, last, position, department, phone, email, *more = values
    active, open_activities, *place = more
    return EmployeeRow(
        row_id, version, code, first, last, position, department, shown(phone) if phone else "",
        email, active, open_activities, tuple(place),
    )  # fmt: skip


_OPERATOR: Final = (
    Operator.id, Operator.version, Operator.login, Operator.role, Operator.language,
    Operator.time_zone, Operator.active,
)  # fmt: skip


def _operator(values: tuple[Any, ...]) -> OperatorRow:
    row_id, version, login, role, language, time_zone, active, *more = values
    return OperatorRow(
        row_id, version, login, employee_of(more[:5]), more[4] or "", role, language or "",
        time_zone or "", active, tuple(more[5:]),
    )  # fmt: skip
