"""The forms of an employee and of an operator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tui_crm.domain.choice import Choice
from tui_crm.domain.fields import Row, choice, line, lookup, tick
from tui_crm.domain.permissions import ROLE_NAMES, Role
from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import N_, _
from tui_crm.queries.common import lookups
from tui_crm.queries.setup.staff import employee_row, operator_row
from tui_crm.services.setup import employees, operators
from tui_crm.services.setup.employees import EmployeeEdit
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.ui.forms.fields import Values
from tui_crm.ui.forms.record_form import RecordForm
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.setup.fields import languages, zones


class EmployeeForm(RecordForm):
    """The form of a new or existing employee."""

    KIND = SlotKind.EMPLOYEE

    def heading(self) -> str:
        return _("New employee") if self.record_id is None else _("Employee")

    def rows(self) -> Sequence[Row]:
        return (
            line("last_name", N_("Last name"), required=True),
            line("first_name", N_("First name")),
            line("code", N_("Code"), width=10, placeholder=N_("initials")),
            line("position", N_("Position")),
            line("department", N_("Department")),
            line("phone", N_("Telephone")),
            line("email", N_("E-mail")),
            tick("active", N_("works here"), blank=True),
        )

    def name_of(self, values: Values) -> str:
        """First and last name."""
        return " ".join(str(values.get(name) or "") for name in ("first_name", "last_name")).strip()

    def first_words(self) -> str:
        """Explains the department."""
        return _("Employees of one department are co-workers: rights may end there.")

    async def load(self) -> Values:
        """The stored employee."""
        if self.record_id is None:
            return {"version": None}
        return (await self.crm.db(employee_row, self.record_id))._asdict()

    async def save_values(self, values: Values) -> int:
        """Add them, or change them if their version is still the one that was read."""
        names = set(EmployeeEdit._fields) - {"id"}
        fields = {name: value for name, value in values.items() if name in names}
        edit = EmployeeEdit(**fields, id=self.record_id)
        return await self.crm.db(employees.save, edit, actor=self.crm.actor, now=self.crm.now())


class OperatorForm(RecordForm):
    """The form of an operator: login, role, and the employee they work as (R25)."""

    KIND = SlotKind.OPERATOR
    FINDS: ClassVar = {"employee": lookups.employees}

    def heading(self) -> str:
        return _("New operator") if self.record_id is None else _("Operator")

    def rows(self) -> Sequence[Row]:
        return (
            line("login", N_("Login"), required=True, width=24),
            lookup(
                "employee", N_("Employee"), creates=N_("employee"),
                placeholder=N_("nobody: may look, not register"),
            ),
            choice("role", N_("Role"), list(ROLE_NAMES.items()), blank=Role.OPERATOR, width=24),
            choice("language", N_("Language"), languages(), required=False, width=24),
            choice("time_zone", N_("Time zone"), zones(), required=False),
            tick("active", N_("may log in"), blank=True),
        )  # fmt: skip

    def name_of(self, values: Values) -> str:
        """The login."""
        return str(values.get("login") or "")

    def first_words(self) -> str:
        """What may stay empty, and when a change takes effect."""
        return _(
            "Without a language or time zone the company's count. "
            "A language counts from the next login on, all else at once."
        )

    async def create_from(self, field: LookupField) -> None:
        """Open the form of a new employee named like the typed text."""
        first, _blank, last = field.typed.rpartition(" ")
        field.close_list()

        async def on_created(employee_id: int | None) -> None:
            if employee_id is not None:
                row = await self.try_db(employee_row, employee_id)
                if row is not None:
                    field.show_choice(Choice(row.id, row.name))
                    self.take("employee", field.choice)

        names = {"last_name": last, "first_name": first.strip()}
        await self.app.push_screen(EmployeeForm(self.crm, filled=names), on_created)

    async def load(self) -> Values:
        """The stored operator."""
        if self.record_id is None:
            return {"version": None}
        return (await self.crm.db(operator_row, self.record_id))._asdict()

    async def save_values(self, values: Values) -> int:
        """Add them, or change them if their version is still the one that was read."""
        employee = values["employee"]
        edit = OperatorEdit(
            values["login"],
            employee_id=None if employee is None else employee.id,
            role=Role(values["role"]),
            language=values["language"] or None,
            time_zone=values["time_zone"] or None,
            active=values["active"],
            id=self.record_id,
            version=values["version"],
        )
        return await self.crm.db(operators.save, edit, actor=self.crm.actor, now=self.crm.now())
