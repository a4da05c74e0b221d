"""Roles and their rights: what each may see and do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from tui_crm.domain.damaged import Named
from tui_crm.domain.errors import Refused
from tui_crm.i18n import N_, _


class Role(StrEnum):
    """The roles of operators, the one with the fewest rights first."""

    OPERATOR = "operator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Final = Named(
    {
        Role.OPERATOR: N_("operator"),
        Role.MANAGER: N_("manager"),
        Role.ADMINISTRATOR: N_("administrator"),
    }
)


class Scope(StrEnum):
    """Whose activities a right covers; the smallest scope first.

    Co-workers are the employees of the same department; an employee without a department has none,
    so that the scope is their own activities.
    """

    OWN = "own"
    COWORKERS = "coworkers"
    ALL = "all"


class Rights(NamedTuple):
    """The rights of one role; an administrator changes those of the other roles in Setup."""

    see: Scope = Scope.ALL
    change: Scope = Scope.COWORKERS
    give: Scope = Scope.COWORKERS
    """Whose activities may be assigned to another employee, and to whom."""
    reopen: Scope = Scope.OWN
    directory: bool = True
    merge: bool = False
    dictionaries: bool = False
    staff: bool = False
    export: bool = False


EVERYTHING: Final = Rights(Scope.ALL, Scope.ALL, Scope.ALL, Scope.ALL, *[True] * 5)

DEFAULT_RIGHTS: Final[Mapping[Role, Rights]] = {
    Role.OPERATOR: Rights(),
    Role.MANAGER: Rights(
        change=Scope.ALL,
        give=Scope.ALL,
        reopen=Scope.ALL,
        merge=True,
        dictionaries=True,
        export=True,
    ),
    # Not configurable, so that administrators cannot lock themselves out.
    Role.ADMINISTRATOR: EVERYTHING,
}


def check_seen(visible_employee_ids: frozenset[int] | None, employee_id: int) -> None:
    """Raise `Refused` unless the employee's activities may be seen; None allows all."""
    if visible_employee_ids is not None and employee_id not in visible_employee_ids:
        raise Refused(
            _("This belongs to a colleague whose activities you may not see. Ask an administrator.")
        )
