"""The Setup lists of employees and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.permissions import ROLE_NAMES
from tui_crm.i18n import N_, _, ngettext
from tui_crm.queries.setup.staff import (
    EmployeeRow,
    OperatorRow,
    employee_row,
    employees_page,
    operator_row,
    operators_page,
)
from tui_crm.services.activities.assign import assign_open_of
from tui_crm.services.setup import employees, operators
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.panels.assigned import assigned_message
from tui_crm.ui.setup.list_model import (
    SetupRight,
    history_window,
    never_deleted,
    row_style,
    searched_in,
    state_cell,
)
from tui_crm.ui.setup.words import LANGUAGE_NAMES

if TYPE_CHECKING:
    from textual.screen import Screen


class EmployeesModel:
    """The employees by name."""

    name = "setup"
    right: SetupRight = "staff"

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        self.text = ""

    def columns(self) -> tuple[Column[EmployeeRow], ...]:
        return (
            Column("state", "", lambda r: state_cell(r.active), 1),
            Column(
                "code", N_("Code"), lambda r: Cell(plain(r.code), row_style(r.active, "muted")), 5
            ),
            Column(
                "name", N_("Name"), lambda r: Cell(plain(r.name), row_style(r.active, "strong")),
                14, share=3,
            ),
            Column(
                "position", N_("Position"), lambda r: Cell(plain(r.position), row_style(r.active)),
                12, share=2, from_width=62,
            ),
            Column(
                "department", N_("Department"),
                lambda r: Cell(plain(r.department), row_style(r.active)), 12, share=1,
                from_width=90,
            ),
            Column(
                "phone", N_("Telephone"), lambda r: Cell(plain(r.phone), row_style(r.active)), 16
            ),
            Column("open", N_("Open"), _open, 7, align="right"),
            Column(
                "email", N_("E-mail"), lambda r: Cell(plain(r.email), "muted"), 22, share=1,
                from_width=100,
            ),
        )  # fmt: skip

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return searched_in()

    def clear(self) -> bool:
        """Drop the filter; False when there was none."""
        filtered, self.text = bool(self.text), ""
        return filtered

    def empty(self) -> str:
        """The text of an empty list."""
        return _("Nothing matches the filter. Esc clears it.")

    async def page(self, request: PageRequest) -> list[EmployeeRow]:
        """Rows before or after a position."""
        return await self.crm.db(employees_page, self.text, request)

    async def place_of(self, row_id: int) -> Place | None:
        """The position of an employee."""
        return (await self.crm.db(employee_row, row_id)).place

    async def summary(self) -> tuple[Piece, ...]:
        """The title, and what employees are."""
        return (
            (f" {_('Employees')}", "strong"),
            (f" · {_('who does the work, in whose schedule it stands')}", "muted"),
        )

    def form(self, row: EmployeeRow) -> Screen[int]:
        """The form of an employee."""
        from tui_crm.ui.setup.staff_forms import EmployeeForm  # noqa: PLC0415  # when asked for

        return EmployeeForm(self.crm, row.id)

    def new_form(self) -> Screen[int]:
        """The form of a new employee."""
        from tui_crm.ui.setup.staff_forms import EmployeeForm  # noqa: PLC0415  # when asked for

        return EmployeeForm(self.crm)

    async def turn_active(self, row: EmployeeRow) -> str:
        """Deactivate or activate an employee; reports open activities and logins."""
        result = await self.crm.db(
            employees.set_active,
            row.id,
            active=not row.active,
            version=row.version,
            actor=self.crm.actor,
            now=self.crm.now(),
        )
        name = plain(row.name)
        if not row.active:
            return (
                _("{name} is active again.").format(name=name)
                + " "
                + _("<history.undo> takes it back.")
            )
        sentences = [_("{name} is inactive.").format(name=name)]
        n = result.open_activities
        if n:
            sentences.append(
                ngettext(
                    "{n} open activity is still theirs.", "{n} open activities are still theirs.", n
                ).format(n=n)
            )
            sentences.append(_("<setup.assign> assigns all of it to somebody else."))
        if result.logins:
            logins = plain(", ".join(result.logins))
            sentences.append(_("{logins} can still log in.").format(logins=logins))
        return " ".join((*sentences, _("<history.undo> takes it back.")))

    def open_work(self, row: EmployeeRow) -> str:
        """`28 activities, Marek Lis`."""
        n = row.open_activities
        if not n:
            return ""
        count = ngettext("{n} activity", "{n} activities", n).format(n=n)
        return f"{count}, {plain(row.name)}"

    async def assign_open(self, row: EmployeeRow, employee_id: int) -> str:
        """Assign all open activities of an employee to another one."""
        done = await self.crm.db(
            assign_open_of, row.id, employee_id, actor=self.crm.actor, now=self.crm.now()
        )
        return assigned_message(len(done.ids), plain(done.employee), done.refused)

    async def delete(self, row: EmployeeRow) -> str:
        """Always refused: activities refer to employees."""
        del row
        raise never_deleted()

    def history(self, row: EmployeeRow) -> Screen[None]:
        """The change history of an employee."""
        return history_window(self.crm, "employee", [row.id], row.name)


def _open(row: EmployeeRow) -> Cell:
    return Cell(str(row.open_activities or ""), row_style(row.active))


class OperatorsModel:
    """The operators by login."""

    name = "setup"
    right: SetupRight = "staff"

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        self.text = ""

    def columns(self) -> tuple[Column[OperatorRow], ...]:
        return (
            Column("state", "", lambda r: state_cell(r.active), 1),
            Column(
                "login", N_("Login"), lambda r: Cell(plain(r.login), row_style(r.active, "strong")),
                10, share=1,
            ),
            Column("employee", N_("Employee"), _employee, 14, share=2),
            Column(
                "role", N_("Role"), lambda r: Cell(_(ROLE_NAMES[r.role]), row_style(r.active)), 13
            ),
            Column("language", N_("Language"), _language, 9, from_width=70),
            Column(
                "zone", N_("Time zone"), lambda r: Cell(plain(r.time_zone), "muted"), 16,
                from_width=80,
            ),
        )  # fmt: skip

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return searched_in()

    def clear(self) -> bool:
        """Drop the filter; False when there was none."""
        filtered, self.text = bool(self.text), ""
        return filtered

    def empty(self) -> str:
        """The text of an empty list."""
        return _("Nothing matches the filter. Esc clears it.")

    async def page(self, request: PageRequest) -> list[OperatorRow]:
        """Rows before or after a position."""
        return await self.crm.db(operators_page, self.text, request)

    async def place_of(self, row_id: int) -> Place | None:
        """The position of an operator."""
        return (await self.crm.db(operator_row, row_id)).place

    async def summary(self) -> tuple[Piece, ...]:
        """The title, and what operators are."""
        return (
            (f" {_('Operators')}", "strong"),
            (f" · {_('who logs in, and which employee they work as')}", "muted"),
        )

    def form(self, row: OperatorRow) -> Screen[int]:
        """The form of an operator."""
        from tui_crm.ui.setup.staff_forms import OperatorForm  # noqa: PLC0415  # when asked for

        return OperatorForm(self.crm, row.id)

    def new_form(self) -> Screen[int]:
        """The form of a new operator."""
        from tui_crm.ui.setup.staff_forms import OperatorForm  # noqa: PLC0415  # when asked for

        return OperatorForm(self.crm)

    async def turn_active(self, row: OperatorRow) -> str:
        """Lock an operator out, or let them log in again."""
        await self.crm.db(
            operators.set_active,
            row.id,
            active=not row.active,
            version=row.version,
            actor=self.crm.actor,
            now=self.crm.now(),
        )
        message = (
            _("{login} is kept out from now on.") if row.active else _("{login} can log in again.")
        )
        return message.format(login=plain(row.login)) + " " + _("<history.undo> takes it back.")

    async def delete(self, row: OperatorRow) -> str:
        """Always refused: the change history refers to operators."""
        del row
        raise never_deleted()

    def history(self, row: OperatorRow) -> Screen[None]:
        """The change history of an operator."""
        return history_window(self.crm, "operator", [row.id], row.login)


def _employee(row: OperatorRow) -> Cell:
    if row.employee is None:
        return Cell(_("– not linked"), "overdue" if row.active else "done")
    return Cell(plain(row.employee.label), row_style(row.active))


def _language(row: OperatorRow) -> Cell:
    return Cell(LANGUAGE_NAMES.get(row.language, plain(row.language)), "muted")
