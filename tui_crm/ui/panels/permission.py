"""Checks the operator's rights before anything is typed, and shows the reason for a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.presentation import changes
from tui_crm.queries.activities.form import OpenActivity, open_activity
from tui_crm.services.common import permissions
from tui_crm.terminal.text import plain

if TYPE_CHECKING:
    from tui_crm.domain.actor import Actor
    from tui_crm.queries.common.activity_rows import ActivityRow
    from tui_crm.ui.kit.host import Host


async def opened_for(host: Host, activity_id: int) -> OpenActivity | None:
    """An activity for its form; None, after showing the reason, when it cannot be opened."""
    crm = host.crm
    return await host.try_db(
        open_activity,
        ActivityId(activity_id),
        zone=crm.zone,
        visible_employee_ids=crm.actor.visible_employee_ids,
    )


def why_only_read(opened: OpenActivity | None, actor: Actor) -> str:
    """The reason why an activity's form is read-only; empty where it can be edited."""
    if opened is None:
        return ""
    if opened.damaged:
        return _(
            "“{field}” of this activity is damaged in the database, so it can only be read. "
            "`tui-crm check` tells more."
        ).format(field=changes.field(opened.damaged))
    if opened.completed_at is not None:
        return _("It is completed and can only be read. On the list, <activity.reopen> reopens it.")
    employee = opened.draft.employee
    if employee is None or permissions.may_change(actor, employee.id):
        return ""
    if actor.employee_id is None:
        return _(
            "You can look but not register: the operator {login} is not linked to an employee. "
            "An administrator can link them in Setup."
        ).format(login=actor.login)
    return _(
        "It belongs to {employee}, so you can only read it. They, or an administrator, can change "
        "it or give it to you."
    ).format(employee=employee.label)


async def may_change(host: Host, rows: Iterable[ActivityRow]) -> bool:
    """Whether all these activities may be changed; shows the reason if not."""
    actor = host.crm.actor
    for row in rows:
        if not permissions.may_change(actor, row.employee_id):
            return await host.ok_db(permissions.must_change, actor, row.employee_id, row.subject)
    return True


async def may_register(host: Host) -> bool:
    """Whether the operator is linked to an employee; shows how to be linked if not."""
    return await host.ok_db(permissions.must_register, host.crm.actor)


async def may(host: Host, right: permissions.Right) -> bool:
    """Whether the operator's role has a right; shows the reason if not."""
    return await host.ok_db(permissions.must, host.crm.actor, right)


def how_to_be_linked(actor: Actor) -> str:
    """How an operator without an employee can be linked in Setup (R25); empty if linked."""
    if actor.employee_id is not None:
        return ""
    if actor.rights.staff:
        message = _(
            "{login} is not linked to an employee: Operators, <setup.edit> on your row, Employee."
        )
    else:
        message = _(
            "{login} is not linked to an employee, so you can look but not register. "
            "An administrator can link one here: Operators, <setup.edit>, Employee."
        )
    return message.format(login=plain(actor.login))
