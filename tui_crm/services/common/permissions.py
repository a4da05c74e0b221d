"""Checks of the operator's rights; a refusal names the reason and whom to ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused
from tui_crm.domain.permissions import DEFAULT_RIGHTS, EVERYTHING, Rights, Role, Scope
from tui_crm.domain.text import full_name, shortened
from tui_crm.i18n import N_, _
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Employee, Operator, Setting

Right = Literal["directory", "merge", "dictionaries", "staff", "export"]

_REFUSALS: Final[dict[str, str]] = {
    "directory": N_("You may not change contractors and persons."),
    "merge": N_("You may not merge contractors."),
    "dictionaries": N_("You may not change the dictionaries."),
    "staff": N_("You may not change employees, operators and what the company sets."),
    "export": N_("You may not list more than 200 rows at once."),
}
LOOKED_AT: Final = 200
"""The most rows that can be listed at once without the right to export."""
_REGISTERING: Final = frozenset({"directory", "merge"})


def must(actor: Actor, right: Right) -> None:
    """Raise `Refused` unless the actor has this right; the message says who has it.

    Changing the directory also needs an employee of one's own.
    """
    if not getattr(actor.rights, right):
        raise Refused(f"{_(_REFUSALS[right])} {_who_can(right)}")
    if right in _REGISTERING:
        must_register(actor)


def must_register(actor: Actor) -> None:
    """Raise `Refused` unless the operator is linked to an employee (R25)."""
    actor.employee()


def must_share(actor: Actor) -> None:
    """Raise `Refused` unless the actor may share saved views.

    It is the right to change the dictionaries: both are shown to every operator.
    """
    if not actor.rights.dictionaries:
        message = _("You may not share views or change shared ones.")
        raise Refused(f"{message} {_who_can('dictionaries')}")


def must_keep_database(actor: Actor) -> None:
    """Raise `Refused` unless the actor may back up, restore and mend the database.

    It is the right to change staff and company: whoever has it can see and change everything.
    """
    if not actor.rights.staff:
        message = _("You may not back up, restore or repair the database.")
        raise Refused(f"{message} {_who_can('staff')}")


def must_list(actor: Actor, rows: int) -> None:
    """Raise `Refused` for more than `LOOKED_AT` rows without the right to export."""
    if rows > LOOKED_AT:
        must(actor, "export")


def may_change(actor: Actor, employee_id: int) -> bool:
    """Whether the actor may change activities of this employee."""
    if actor.employee_id is None:
        return False
    return actor.changes is None or employee_id in actor.changes


def must_change(actor: Actor, employee_id: int, subject: str) -> None:
    """Raise `Refused`, naming *subject*, unless the actor may change this employee's activity."""
    must_register(actor)
    if may_change(actor, employee_id):
        return
    if actor.rights.change is Scope.OWN:
        sentence = _(
            "{subject}: this belongs to {employee}, and you may change only your own activities."
        )
    elif not has_department(actor.employee()):
        sentence = _(
            "{subject}: this belongs to {employee}, and you may change only your own activities, "
            "as you have no department."
        )
    else:
        sentence = _(
            "{subject}: this belongs to {employee}, and you may change only your department's "
            "activities."
        )
    message = sentence.format(subject=shortened(subject), employee=shortened(_name_of(employee_id)))
    raise Refused(f"{message} {_they_or(actor, 'change')}")


def must_hand_over(actor: Actor, subject: str, *, before: int, after: int) -> None:
    """Raise `Refused` unless the actor may move the activity from one employee to another.

    In the form one's own may go to any employee (R24), and a colleague's that one may change to
    oneself; else both sides need the right to give.
    """
    must_change(actor, before, subject)
    if after not in {before, actor.employee_id} and before != actor.employee_id:
        must_give(actor, before, subject)
        must_give_to(actor, after)


def may_give(actor: Actor, employee_id: int) -> bool:
    """Whether the actor may assign activities of this employee, or to this employee."""
    if actor.employee_id is None:
        return False
    return actor.gives is None or employee_id in actor.gives


def must_give(actor: Actor, employee_id: int, subject: str) -> None:
    """Raise `Refused`, naming *subject*, unless what this employee has may be assigned."""
    must_register(actor)
    if may_give(actor, employee_id):
        return
    message = _("{subject}: this belongs to {employee}.").format(
        subject=shortened(subject), employee=shortened(_name_of(employee_id))
    )
    raise Refused(f"{message} {_how_far(actor)} {_they_or(actor, 'give')}")


def must_give_to(actor: Actor, employee_id: int) -> None:
    """Raise `Refused` unless the actor may assign activities to this employee."""
    must_register(actor)
    if may_give(actor, employee_id):
        return
    message = _("You may not assign anything to {employee}.").format(
        employee=shortened(_name_of(employee_id))
    )
    raise Refused(f"{message} {_how_far(actor)} {_they_or(actor, 'give')}")


def _how_far(actor: Actor) -> str:
    if actor.rights.give is Scope.OWN:
        return _("You may assign only what is yours, and only to yourself.")
    if not has_department(actor.employee()):
        return _("You may assign within your department, and you have none.")
    return _("You may assign only within your department.")


def must_reopen(actor: Actor, *, completed_by: int | None, subject: str) -> None:
    """Raise `Refused` unless the actor may reopen what the operator *completed_by* completed."""
    own = actor.employee()
    scope = actor.rights.reopen
    if scope is Scope.ALL or completed_by == actor.operator_id:
        return
    if scope is Scope.COWORKERS and _employee_of(completed_by) in coworkers(own):
        return
    message = _("{subject}: somebody else completed this, and you may not reopen it.")
    raise Refused(f"{message.format(subject=shortened(subject))} {_they_or(actor, 'reopen')}")


# Rights of roles, and the employees that they cover


def rights_of(role: Role) -> Rights:
    """The rights of a role: the company settings, else the defaults."""
    return rights_in(role, _company_matrix())


def rights_in(role: Role, matrix: Any) -> Rights:
    """The default rights of a role, overridden by a matrix `{role: {right: value}}`."""
    if role is Role.ADMINISTRATOR:
        return EVERYTHING
    return _overridden(DEFAULT_RIGHTS[role], _mapping(matrix).get(role.value))


def reached(scope: Scope, employee_id: int | None) -> frozenset[int] | None:
    """The ids of the employees that a scope covers for one of them; None is all."""
    if scope is Scope.ALL:
        return None
    if employee_id is None:
        return frozenset()
    return frozenset((employee_id,)) if scope is Scope.OWN else coworkers(employee_id)


def coworkers(employee_id: int) -> frozenset[int]:
    """The ids of the employees of the same department, including oneself and inactive ones.

    Without a department only oneself.
    """
    own = Employee.alias("own")
    department = own.select(own.department).where(own.id == employee_id)
    found = fetch_tuples(
        Employee.select(Employee.id).where(
            (Employee.department == department) & (Employee.department != "")
        )
    )
    return frozenset(row_id for (row_id,) in found) | {employee_id}


def has_department(employee_id: int) -> bool:
    """Whether a department is filled in for this employee."""
    found = fetch_one(Employee.select(Employee.department).where(Employee.id == employee_id))
    return found is not None and bool(found[0])


def _company_matrix() -> Mapping[str, Any]:
    found = fetch_one(Setting.select(Setting.value).where(Setting.name == "rights"))
    return {} if found is None else _mapping(read_setting(found[0]))


def read_setting(text: str) -> Any:
    """The JSON value of a settings row; None when it cannot be read."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _overridden(rights: Rights, own: Any) -> Rights:
    """The rights overridden by the company's values; unknown names and values are ignored.

    Values stored before there was a right to give: it reaches as far as the one to change.
    """
    values: dict[str, Any] = {}
    for name, value in _mapping(own).items():
        default = getattr(rights, name, None) if name in Rights._fields else None
        if isinstance(default, bool) and isinstance(value, bool):
            values[name] = value
        elif isinstance(default, Scope) and isinstance(value, str) and value in set(Scope):
            values[name] = Scope(value)
    if "give" not in values and "change" in values:
        values["give"] = values["change"]
    return rights._replace(**values)


# Whom to ask


def _who_can(right: Right) -> str:
    if getattr(rights_of(Role.MANAGER), right):
        return _("Ask a manager or an administrator.")
    return _("Ask an administrator.")


def _they_or(actor: Actor, right: Literal["change", "give", "reopen"]) -> str:
    reaches_all = getattr(rights_of(Role.MANAGER), right) is Scope.ALL
    if actor.role is Role.OPERATOR and reaches_all:
        return _("Ask them or a manager.")
    return _("Ask them or an administrator.")


def _name_of(employee_id: int) -> str:
    found = fetch_one(
        Employee.select(Employee.first_name, Employee.last_name).where(Employee.id == employee_id)
    )
    return "" if found is None else full_name(*found)


def _employee_of(operator_id: int | None) -> int | None:
    found = fetch_one(Operator.select(Operator.employee).where(Operator.id == operator_id))
    return None if found is None else found[0]
