"""The logged-in operator with the linked employee, time zone and rights (R25)."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tui_crm.domain.errors import Refused
from tui_crm.domain.ids import EmployeeId, OperatorId
from tui_crm.domain.permissions import EVERYTHING, Rights, Role
from tui_crm.i18n import _


@dataclass(frozen=True, slots=True)
class Actor:
    """The logged-in operator; the employee is another record and may be missing (R25)."""

    operator_id: OperatorId
    login: str
    role: Role
    zone: ZoneInfo
    employee_id: EmployeeId | None = None
    employee_name: str = ""
    language: str | None = None
    session: str = ""
    """Identifies one run of the program; undo reaches back only within it."""
    rights: Rights = EVERYTHING
    visible_employee_ids: frozenset[int] | None = None
    """The employees whose activities may be seen; None is all of them."""
    changes: frozenset[int] | None = None
    """The employees whose activities may be changed; None is all of them."""
    gives: frozenset[int] | None = None
    """The employees between whom activities may be assigned; None is all of them."""

    def employee(self) -> EmployeeId:
        """The operator's own employee; raises `Refused` when none is linked."""
        if self.employee_id is None:
            raise Refused(
                _(
                    "The operator {login} is not linked to an employee. An administrator can link "
                    "them in Setup; until then you can look but not register."
                ).format(login=self.login)
            )
        return self.employee_id
