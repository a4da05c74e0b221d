"""Assigning activities to another employee; what cannot go is named and left where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tui_crm.domain.activities.activity import Kind, subject_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import CrmError, Refused, RuleViolation, StaleRecord
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.text import full_name, shortened, with_others
from tui_crm.i18n import _
from tui_crm.services.activities.contractor_summary import refresh_contractors
from tui_crm.services.activities.kinds import colleague_ids_of, replace_colleagues
from tui_crm.services.activities.series_template import assigned
from tui_crm.services.activities.timers import timer_of
from tui_crm.services.activities.writes import Seen, check_not_moved, open_row
from tui_crm.services.common.permissions import must_give, must_give_to, must_register
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Employee, Series, StoredActivity
from tui_crm.store.unit_of_work import UnitOfWork, write


class Assigned(NamedTuple):
    """The assigned activities, and to whom; *refused*: a sentence for each that stayed."""

    ids: tuple[ActivityId, ...]
    employee: str
    refused: tuple[str, ...] = ()
    stale: bool = False
    """Whether a colleague had changed one of those that stayed."""


def assign(
    ids: Sequence[int],
    employee_id: int,
    *,
    seen: Seen | None = None,
    holders: Mapping[int, int] | None = None,
    actor: Actor,
    now: datetime,
) -> Assigned:
    """Assign the activities to an employee in one operation.

    One that is completed, has a running timer, was moved since it was *seen* or assigned to another
    employee than that of *holders* (by id), or that the actor may not assign, stays and is named.
    Raises `Refused` or `StaleRecord` when none can go, `RuleViolation` on “employee” for one who is
    not active.
    """
    with write("activity.assign", actor=actor, now=now) as unit:
        employee = check_recipient(employee_id, actor)
        if not ids:
            raise Refused(_("There is no activity under the cursor."))
        done = assign_each(
            unit, ids, employee_id, seen=seen, holders=holders, actor=actor
        )._replace(employee=employee)
        if not done.ids:
            message = " ".join(done.refused)
            raise StaleRecord(message) if done.stale else Refused(message)
        first = subject_of(unit.row(Activity, done.ids[0]))
        unit.subject = with_others(first, len(done.ids))
        return done


def assign_open_of(holder_id: int, employee_id: int, *, actor: Actor, now: datetime) -> Assigned:
    """Assign all open activities of one employee to another; otherwise like `assign`."""
    found = fetch_tuples(
        Activity.select(Activity.id)
        .where((Activity.employee_id == holder_id) & Activity.completed_at.is_null())
        .order_by(Activity.id)
    )
    return assign([row_id for (row_id,) in found], employee_id, actor=actor, now=now)


def check_recipient(employee_id: int, actor: Actor) -> str:
    """The name of an employee to whom the actor may assign.

    Raises `Refused`, and `RuleViolation` on “employee” for one who is not active.
    """
    must_register(actor)
    found = fetch_one(
        Employee.select(Employee.first_name, Employee.last_name).where(
            (Employee.id == employee_id) & Employee.active
        )
    )
    if found is None:
        raise RuleViolation("employee", _("This employee is not active. Choose another one."))
    must_give_to(actor, employee_id)
    return full_name(*found)


def assign_each(
    unit: UnitOfWork,
    ids: Iterable[int],
    employee_id: int,
    *,
    seen: Seen | None = None,
    holders: Mapping[int, int] | None = None,
    actor: Actor,
) -> Assigned:
    """Assign within an operation; the recipient was checked."""
    rows: list[StoredActivity] = []
    refused: list[str] = []
    stale = False
    for activity_id in dict.fromkeys(ids):
        try:
            row = _row_to_assign(unit, activity_id, employee_id, seen, holders, actor)
        except CrmError as error:
            refused.append(error.message)
            stale = stale or isinstance(error, StaleRecord)
        else:
            _assign(unit, row, employee_id)
            rows.append(row)
    refresh_contractors(unit, rows)
    ids_gone = tuple(ActivityId(row["id"]) for row in rows)
    return Assigned(ids_gone, "", tuple(refused), stale)


def _row_to_assign(
    unit: UnitOfWork,
    activity_id: int,
    employee_id: int,
    seen: Seen | None,
    holders: Mapping[int, int] | None,
    actor: Actor,
) -> StoredActivity:
    row = open_row(unit, activity_id)
    subject = shortened(subject_of(row))
    if row["employee_id"] == employee_id:
        raise Refused(_("{subject}: it is theirs already.").format(subject=subject))
    must_give(actor, row["employee_id"], subject_of(row))
    check_not_moved(row, seen)
    if holders is not None and holders.get(activity_id, row["employee_id"]) != row["employee_id"]:
        raise StaleRecord(
            _("{subject}: a colleague has assigned it meanwhile.").format(subject=subject), row
        )
    if timer_of(row).running:
        raise Refused(_("{subject}: its timer is running. Pause it first.").format(subject=subject))
    return row


def _assign(unit: UnitOfWork, row: StoredActivity, employee_id: int) -> None:
    unit.update(Activity, row["id"], employee_id=employee_id)
    if row["snoozed_until"] is not None:
        # The reminder was put off by the other employee.
        unit.set_untracked(Activity, row["id"], snoozed_until=None)
    if row["kind"] is Kind.MEETING:
        others = [one for one in colleague_ids_of(row["id"]) if one != employee_id]
        replace_colleagues(unit, row["id"], others)
    if row["series_id"] is not None:
        series = unit.row(Series, row["series_id"])
        pattern = assigned(series["pattern"], before=row["employee_id"], after=employee_id)
        unit.update(Series, series["id"], pattern=pattern)
