"""Default values of a new activity, and those that follow from its contractor or type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from peewee import JOIN

from tui_crm.domain.activities.activity import Kind, generated_subject
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.actor import Actor
from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.domain.dates.duration import shown_minutes
from tui_crm.domain.dates.reminder import shown_remind
from tui_crm.domain.errors import NotFound, Refused
from tui_crm.domain.money import DEFAULT_CURRENCY
from tui_crm.i18n import _
from tui_crm.queries.common.columns import (
    PERSONS_LIMIT,
    contractor_columns,
    contractor_of,
    employee_choice,
    person_columns,
    person_of,
)
from tui_crm.queries.common.lookups import default_entry
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Affiliation, Contractor, Entry, Person

LOOKED_BACK: Final = 200


def blank_draft(
    kind: Kind,
    *,
    key: str,
    actor: Actor,
    starts: str,
    all_day: bool = False,
    contractor_id: int | None = None,
    person_ids: Sequence[int] = (),
) -> ActivityDraft:
    """The draft of a new activity with all defaults filled in (R23, R36).

    Raises `Refused` for a merged or inactive contractor, `NotFound` for a deleted one.
    """
    if contractor_id is not None:
        _refuse_retired(contractor_id)
    contractor = None if contractor_id is None else contractor_choice(contractor_id)
    chosen, planned_minutes = _default_type(kind)
    priority = default_entry("priority", kind)
    subject = ""
    if kind is not Kind.TASK and contractor is not None:
        subject = generated_subject(
            kind,
            type_name="" if chosen is None else chosen.label,
            contractor_name=contractor.label,
        )
    return ActivityDraft(
        key=key,
        kind=kind,
        contractor=contractor,
        employee=employee_choice(actor.employee_id),
        subject=subject,
        starts=starts,
        all_day=all_day,
        currency=currency_used(actor.employee_id) if kind is Kind.MEETING else "",
        planned=shown_minutes(planned_minutes),
        remind=shown_remind(None if chosen is None else remind_minutes_of(chosen.id)),
        type=chosen,
        priority=None if priority is None else Choice(priority.id, priority.label),
        persons=_first_persons(contractor_id, person_ids),
    )


def _default_type(kind: Kind) -> tuple[Choice | None, int | None]:
    if kind is Kind.TASK:
        # Types are ways of communication: a task gets one only when the operator chooses it.
        return None, None
    chosen = default_entry("contact_type", kind)
    if chosen is None:
        return None, None
    return Choice(chosen.id, chosen.label), planned_minutes_of(chosen.id)


def currency_used(employee_id: int | None) -> str:
    """The currency of the employee's latest meeting with one, in the last `LOOKED_BACK` rows."""
    latest = (
        Activity.select(Activity.currency)
        .where(Activity.employee_id == employee_id)
        .order_by(Activity.order_at.desc(), Activity.id.desc())
        .limit(LOOKED_BACK)
    )
    page = latest.alias("latest")
    used = Activity.select(page.c.currency).from_(page).where(page.c.currency != "")
    found = fetch_one(used.limit(1))
    return DEFAULT_CURRENCY if found is None else str(found[0])


def planned_minutes_of(type_id: int) -> int | None:
    """The default length of this type in minutes; None when it has none."""
    found = fetch_one(Entry.select(Entry.planned_minutes).where(Entry.id == type_id))
    return None if found is None else found[0]


def remind_minutes_of(type_id: int) -> int | None:
    """How many minutes before the start activities of this type remind; None is not at all."""
    found = fetch_one(Entry.select(Entry.remind_minutes).where(Entry.id == type_id))
    return None if found is None else found[0]


def _first_persons(
    contractor_id: int | None, person_ids: Sequence[int]
) -> tuple[PersonChoice, ...]:
    if contractor_id is None:
        return ()
    if person_ids:
        return persons_chosen(contractor_id, person_ids)
    primary = primary_person(contractor_id)
    return () if primary is None else (primary,)


def contractor_choice(contractor_id: int) -> Choice:
    """The contractor as the value of a field; raises `NotFound` when it is deleted."""
    found = fetch_one(
        Contractor.select(*contractor_columns()).where(Contractor.id == contractor_id)
    )
    choice = None if found is None else contractor_of(found)
    if choice is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    return choice


def _refuse_retired(contractor_id: int) -> None:
    target = Contractor.alias("target")
    found = fetch_one(
        Contractor.select(Contractor.name, target.name)
        .join(target, JOIN.LEFT_OUTER, on=(target.id == Contractor.merged_into_id))
        .where(Contractor.id == contractor_id, ~Contractor.active)
    )
    if found is None:
        return
    name, other = found
    if other is not None:
        message = _("“{name}” was merged into “{other}”. Open that one instead.")
    else:
        message = _("“{name}” is inactive. Make it active again first.")
    raise Refused(message.format(name=name, other=other))


def primary_person(contractor_id: int) -> PersonChoice | None:
    """The contractor's primary person, or its only one; None when there are several or none."""
    found = fetch_tuples(
        _linked(contractor_id)
        .select(*person_columns(), Affiliation.is_primary)
        .order_by(Affiliation.is_primary.desc(), Affiliation.id)
        .limit(2)
    )
    if found and (found[0][-1] or len(found) == 1):
        return person_of(found[0][:-1])
    return None


def persons_chosen(contractor_id: int, person_ids: Sequence[int]) -> tuple[PersonChoice, ...]:
    """Those of the persons who are linked to the contractor, in the order given."""
    wanted = list(dict.fromkeys(person_ids))[:PERSONS_LIMIT]
    found = fetch_tuples(
        _linked(contractor_id)
        .select(*person_columns())
        .where(Person.id.in_(wanted))
        .limit(PERSONS_LIMIT)
    )
    persons = {values[0]: person_of(values) for values in found}
    return tuple(persons[person_id] for person_id in wanted if person_id in persons)


def persons_linked(contractor_id: int, person_ids: Sequence[int]) -> set[int]:
    """Those of the persons who have an active affiliation with the contractor (R38, R40)."""
    found = fetch_tuples(
        Affiliation.select(Affiliation.person_id)
        .where(
            Affiliation.contractor_id == contractor_id,
            Affiliation.active,
            Affiliation.person.in_(list(person_ids)[:PERSONS_LIMIT]),
        )
        .limit(PERSONS_LIMIT)
    )
    return {person_id for (person_id,) in found}


def _linked(contractor_id: int) -> Any:
    return (
        Affiliation.select()
        .join(Person, on=(Person.id == Affiliation.person_id))
        .where(Affiliation.contractor_id == contractor_id, Affiliation.active, Person.active)
    )
