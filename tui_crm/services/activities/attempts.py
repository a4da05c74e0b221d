"""A row for every try to reach the people of a contact, whether anybody was reached or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tui_crm.domain.activities.activity import Direction, Kind
from tui_crm.domain.actor import Actor
from tui_crm.services.common.number_mark import mark_wrong
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import (
    Attempt,
    Dictionary,
    Entry,
    Participant,
    Phone,
    StoredActivity,
)
from tui_crm.store.unit_of_work import UnitOfWork

_WRONG_NUMBER: Final = "wrong_number"
"""The code of the shipped outcome that marks the number."""

_WITHOUT_A_NUMBER: Final = frozenset({"email", "video", "chat", "in_person", "letter"})
"""Codes of the shipped types of contacts for which no number is dialled."""


def record_attempt(
    unit: UnitOfWork,
    row: StoredActivity,
    outcome_id: int | None,
    *,
    actor: Actor,
    at: datetime | None = None,
) -> str:
    """Add the try of a contact; nothing for meetings and tasks. *at* is now unless given.

    The outcome “wrong number” marks the number that was dialled; returns it as it is shown, blank
    when none was marked.
    """
    if row["kind"] is not Kind.CONTACT:
        return ""
    person_id = _first_person(row["id"])
    number = "" if _is_without_number(row["type_id"]) else _number(person_id, row)
    unit.insert(
        Attempt,
        at=unit.now if at is None else at,
        employee_id=actor.employee_id or row["employee_id"],
        activity_id=row["id"],
        person_id=person_id,
        number=number,
        outcome_id=outcome_id,
    )
    return _marked(unit, row, person_id, number, outcome_id, actor=actor)


def record_completion(
    unit: UnitOfWork, row: StoredActivity, outcome_id: int | None, *, at: datetime, actor: Actor
) -> str:
    """Add the try that a completed contact was; returns what `record_attempt` does.

    One that keeps an earlier completion (*at* is not now) was tried then: its outcome is corrected.
    """
    last = Attempt.select(Attempt.id, Attempt.person, Attempt.number).where(
        Attempt.activity == row["id"]
    )
    # Stored without fractions of a second.
    now = at.replace(microsecond=0) == unit.now.replace(microsecond=0)
    found = None if now else fetch_one(last.order_by(Attempt.id.desc()))
    if found is None:
        return record_attempt(unit, row, outcome_id, actor=actor, at=at)
    attempt_id, person_id, number = found
    unit.update(Attempt, attempt_id, outcome_id=outcome_id)
    return _marked(unit, row, person_id, number, outcome_id, actor=actor)


def _marked(
    unit: UnitOfWork,
    row: StoredActivity,
    person_id: int | None,
    number: str,
    outcome_id: int | None,
    *,
    actor: Actor,
) -> str:
    """Mark the dialled number if the outcome says that it is wrong; returns it as it is shown.

    Who called here has dialled wrong themselves: a number of theirs is right.
    """
    if not number or row["direction"] is Direction.IN or _code(outcome_id) != _WRONG_NUMBER:
        return ""
    for owned in _owners(person_id, row):
        dialled = (Phone.normalised == number) | ((Phone.normalised == "") & (Phone.raw == number))
        found = fetch_one(Phone.select(Phone.id).where(owned, dialled, Phone.bad_since.is_null()))
        if found is not None:
            return mark_wrong(unit, found[0], actor=actor)
    return ""


def not_reached(outcome_id: int | None) -> bool:
    """Whether an outcome says that nobody was reached."""
    if outcome_id is None:
        return False
    flagged = Entry.select(Entry.id).where(Entry.id == outcome_id, Entry.not_reached)
    return fetch_one(flagged) is not None


def applies_to(outcome_id: int | None, kind: Kind) -> bool:
    """Whether an outcome is for activities of a kind."""
    found = fetch_one(Entry.select(Entry.kinds).where(Entry.id == outcome_id))
    return found is not None and kind.value in found[0].split()


def unanswered_outcome() -> int | None:
    """The outcome of a try that was counted without choosing one; None when there is none.

    The shipped “no answer” while it says that nobody was reached, else the first that does.
    """
    found = fetch_one(
        Entry.select(Entry.id)
        .join(Dictionary, on=(Dictionary.id == Entry.dictionary_id))
        .where(Dictionary.code == "outcome", Entry.active, Entry.not_reached)
        .order_by((Entry.code == "no_answer").desc(), Entry.position, Entry.id)
    )
    return None if found is None else int(found[0])


def _first_person(activity_id: int) -> int | None:
    found = fetch_one(
        Participant.select(Participant.person)
        .where(Participant.activity == activity_id)
        .order_by(Participant.position, Participant.id)
    )
    return None if found is None else found[0]


def _is_without_number(type_id: int | None) -> bool:
    return _code(type_id) in _WITHOUT_A_NUMBER


def _code(entry_id: int | None) -> str | None:
    """The code of a shipped entry; None for one that was added."""
    found = fetch_one(Entry.select(Entry.code).where(Entry.id == entry_id))
    return None if found is None else found[0]


def _owners(person_id: int | None, row: StoredActivity) -> list[Any]:
    """Whose numbers are dialled: the person's first, then the contractor's."""
    owners: list[Any] = [] if person_id is None else [Phone.person == person_id]
    if row["contractor_id"] is not None:
        owners.append(Phone.contractor == row["contractor_id"])
    return owners


def _number(person_id: int | None, row: StoredActivity) -> str:
    """The number that is proposed: the person's, else the contractor's; never a wrong one."""
    for owned in _owners(person_id, row):
        found = fetch_one(
            Phone.select(Phone.normalised, Phone.raw)
            .where(owned, Phone.bad_since.is_null())
            .order_by(Phone.is_primary.desc(), Phone.id)
        )
        if found is not None:
            return str(found[0] or found[1])
    return ""
