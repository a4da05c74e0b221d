"""Assigning contractors to another owner, with or without their open activities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import CrmError, Refused, StaleRecord
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.text import shortened, with_others
from tui_crm.i18n import _
from tui_crm.services.activities.assign import assign_each, check_recipient
from tui_crm.services.common.permissions import must, must_give
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Contractor
from tui_crm.store.unit_of_work import UnitOfWork, write


class AssignedContractors(NamedTuple):
    """The contractors that went, or whose activities did; a sentence for each that stayed."""

    ids: tuple[ContractorId, ...]
    employee: str
    activities: int
    refused: tuple[str, ...]


def assign_contractors(
    versions: Mapping[int, int],
    employee_id: int,
    *,
    with_activities: bool,
    actor: Actor,
    now: datetime,
) -> AssignedContractors:
    """Make an employee the owner of the contractors in one operation.

    *versions* holds the seen version of each contractor by id. *with_activities*: their open
    activities go too, whoever holds them; what cannot go stays and is named. Raises `Refused` or
    `StaleRecord` when nothing can go, `RuleViolation` on “employee” for one who is not active.
    """
    must(actor, "directory")
    with write("contractor.assign", actor=actor, now=now) as unit:
        employee = check_recipient(employee_id, actor)
        gone: list[ContractorId] = []
        refused: list[str] = []
        activities, stale = 0, False
        for contractor_id, version in versions.items():
            try:
                changed = _assign_owner(unit, contractor_id, employee_id, version, actor)
            except CrmError as error:
                refused.append(error.message)
                stale = stale or isinstance(error, StaleRecord)
                continue
            count = 0
            if with_activities:
                ids = _open_of_others(contractor_id, employee_id)
                done = assign_each(unit, ids, employee_id, actor=actor)
                count = len(done.ids)
                refused += done.refused
            activities += count
            if changed or count:
                gone.append(ContractorId(contractor_id))
            else:
                name = shortened(unit.row(Contractor, contractor_id)["name"])
                refused.append(_("{subject}: it is theirs already.").format(subject=name))
        if not gone:
            message = " ".join(refused)
            raise StaleRecord(message) if stale else Refused(message)
        first = unit.row(Contractor, gone[0])["name"]
        unit.subject = with_others(first, len(gone))
        return AssignedContractors(tuple(gone), employee, activities, tuple(refused))


def _assign_owner(
    unit: UnitOfWork, contractor_id: int, employee_id: int, version: int, actor: Actor
) -> bool:
    row = unit.row(Contractor, contractor_id)
    name = shortened(row["name"])
    if row["merged_into_id"] is not None:
        raise Refused(_("{subject}: it was merged into another one.").format(subject=name))
    if row["version"] != version:
        raise StaleRecord(
            _("{subject}: a colleague has changed it meanwhile; look, and do it again.").format(
                subject=name
            ),
            row,
        )
    if row["owner_id"] is not None and row["owner_id"] != employee_id:
        must_give(actor, row["owner_id"], row["name"])
    return unit.update(Contractor, contractor_id, owner_id=employee_id)


def _open_of_others(contractor_id: int, employee_id: int) -> list[int]:
    found = fetch_tuples(
        Activity.select(Activity.id)
        .where(
            (Activity.contractor == contractor_id)
            & (Activity.employee_id != employee_id)
            & Activity.completed_at.is_null()
        )
        .order_by(Activity.id)
    )
    return [row_id for (row_id,) in found]
