"""What each role may see and do; services ask here, screens only repeat the answer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from tui_crm.domain.errors import Refused
from tui_crm.i18n import N_, _


class Role(StrEnum):
    """What an operator is in the company; the smallest first."""

    OPERATOR = "operator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.OPERATOR: N_("operator"),
    Role.MANAGER: N_("manager"),
    Role.ADMINISTRATOR: N_("administrator"),
}


class Scope(StrEnum):
    """Whose activities a right reaches; the smallest first.

    Co-workers are the employees of the same department; where no department is named, everybody
    is everybody's co-worker.
    """

    OWN = "own"
    COWORKERS = "coworkers"
    ALL = "all"


class Rights(NamedTuple):
    """What one role may do; an administrator changes it for the other roles in Setup."""

    see: Scope = Scope.ALL
    change: Scope = Scope.COWORKERS
    reopen: Scope = Scope.OWN
    directory: bool = True
    merge: bool = False
    dictionaries: bool = False
    staff: bool = False
    export: bool = False


EVERYTHING: Final = Rights(Scope.ALL, Scope.ALL, Scope.ALL, *[True] * 5)

DEFAULT_RIGHTS: Final[Mapping[Role, Rights]] = {
    Role.OPERATOR: Rights(),
    Role.MANAGER: Rights(
        change=Scope.ALL, reopen=Scope.ALL, merge=True, dictionaries=True, export=True
    ),
    # Whoever keeps the rights can never be locked out of them.
    Role.ADMINISTRATOR: EVERYTHING,
}


def check_seen(visible_employee_ids: frozenset[int] | None, employee_id: int) -> None:
    """Raise `Refused` unless an employee's activities are among those that may be seen."""
    if visible_employee_ids is not None and employee_id not in visible_employee_ids:
        raise Refused(
            _("This belongs to a colleague whose activities you may not see. Ask an administrator.")
        )
