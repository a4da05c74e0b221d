"""SQL conditions for what is missing: a right telephone number, a next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from peewee import fn

from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import (
    Activity,
    Affiliation,
    Contractor,
    Participant,
    Person,
    Phone,
)

FEW: Final = 200


def contractor_without_number(contractor_id: Any) -> list[Any]:
    """Neither the contractor in this column nor an active person there has a right number."""
    at = Affiliation.alias()
    who = Person.alias()
    theirs = Phone.alias()
    there = (
        at.select(at.id)
        .join(who, on=(who.id == at.person_id))
        .join(theirs, on=(theirs.person_id == who.id))
        .where(at.contractor_id == contractor_id, at.active, who.active, theirs.bad_since.is_null())
    )
    return [~_number(Phone.alias(), contractor_id=contractor_id), ~fn.EXISTS(there)]


def person_without_number() -> Any:
    """The person of the outer query has no right number of their own."""
    return ~_number(Phone.alias(), person_id=Person.id)


def _number(phone: Any, **owner: Any) -> Any:
    ((name, column),) = owner.items()
    owned = phone.select(phone.id).where(getattr(phone, name) == column, phone.bad_since.is_null())
    return fn.EXISTS(owned)


def activity_without_number(silent: Sequence[int] | None = None) -> list[Any]:
    """It is with a contractor, and nobody on it or there has a right number.

    The same as no number to dial in the pane beside the list (`numbers_with`). *silent* is
    `silent_contractors`; None looks at the contractor of each activity.
    """
    theirs = Phone.alias()
    on_it = (
        Participant.select(Participant.id)
        .join(theirs, on=(theirs.person_id == Participant.person_id))
        .where(Participant.activity_id == Activity.id, theirs.bad_since.is_null())
    )
    there: list[Any] = (
        [Activity.contractor.in_(silent)]
        if silent is not None
        else [
            Activity.contractor.is_null(False),
            *contractor_without_number(Activity.contractor_id),
        ]
    )
    return [*there, ~fn.EXISTS(on_it)]


def silent_contractors() -> list[int] | None:
    """The contractors without a number, inactive ones included; None when they are many.

    By them a list of activities is searched; where they are many, the next page of it is found
    sooner along its own order.
    """
    query = Contractor.select(Contractor.id).where(*contractor_without_number(Contractor.id))
    found = fetch_tuples(query.limit(FEW + 1))
    return None if len(found) > FEW else [contractor_id for (contractor_id,) in found]


def activity_without_next_step() -> list[Any]:
    """Completed, and nothing is open with its contractor, as Today counts it."""
    idle = Contractor.select(Contractor.id).where(
        Contractor.id == Activity.contractor_id, Contractor.next_activity_at.is_null()
    )
    return [Activity.completed_at.is_null(False), fn.EXISTS(idle)]
