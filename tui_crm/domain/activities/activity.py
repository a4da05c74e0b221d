"""Kinds and statuses of activities, their numbers (`C/2026/0042`), and when one is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Final

from tui_crm.domain.damaged import Named
from tui_crm.domain.dates.follow_up import Offsets
from tui_crm.domain.dictionary import SHIPPED_NAMES
from tui_crm.domain.text import NAME_LIMIT
from tui_crm.i18n import N_, _, translations_of


class Kind(StrEnum):
    """The three kinds that share one list (R35)."""

    CONTACT = "contact"
    MEETING = "meeting"
    TASK = "task"


class Status(StrEnum):
    """How far an activity has got. Few on purpose: the result of a call is its outcome."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"

    @property
    def completed(self) -> bool:
        """Completed activities are read-only (R21, R22)."""
        return self in {Status.DONE, Status.NOT_HELD, Status.CANCELLED}


class Direction(StrEnum):
    """Who called whom."""

    OUT = "out"
    IN = "in"


KIND_NAMES = Named(
    {
        Kind.CONTACT: N_("contact"),
        Kind.MEETING: N_("meeting"),
        Kind.TASK: N_("task"),
    }
)
STATUS_NAMES = Named(
    {
        Status.PLANNED: N_("planned"),
        Status.IN_PROGRESS: N_("in progress"),
        Status.WAITING: N_("waiting"),
        Status.DONE: N_("done"),
        Status.NOT_HELD: N_("not held"),
        Status.CANCELLED: N_("called off"),
    }
)
NUMBER_LETTERS = {Kind.CONTACT: "C", Kind.MEETING: "M", Kind.TASK: "T"}


NO_OFFSETS = Offsets()
_AFTER_HEAD = ": "
_FORMER_HEADS = {
    "telefon": "telephone",
    "wideo": "video",
    "czat": "chat",
    "osobiście": "in person",
    "list": "letter",
    "kontakt": "contact",
    "spotkanie": "meeting",
    "zadanie": "task",
}
"""What subjects were generated with by 0.2.0, in case its translations are changed."""

_SUBJECT_WORDS: Final = {
    "telephone": N_("phone call"),
    "video": N_("video call"),
    "in person": N_("meeting"),
}
"""What a subject says for a shipped type whose name answers “how?” and does not name the thing."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The setting *Set the next contact/meeting in*; a picked time wins over the offsets (R17)."""

    offsets: Offsets = NO_OFFSETS
    picked_at: datetime | None = None
    kind: Kind | None = None
    """What the next one is; None is the same again."""


def generated_subject(kind: Kind, *, type_name: str, contractor_name: str) -> str:
    """“{type}: {contractor}”: the subject until one is typed (R07).

    A shipped type is said as one writes it down: `phone call: ALFA`.
    """
    head = _word_for(_heads().get(type_name)) or type_name or _(KIND_NAMES[kind])
    subject = f"{head}{_AFTER_HEAD}{contractor_name}" if contractor_name else head
    return subject[:NAME_LIMIT]


def shown_subject(subject: str, *, generated: bool) -> str:
    """A stored subject in the reader's language: a generated one is stored in its writer's."""
    head, colon, contractor_name = subject.partition(_AFTER_HEAD)
    message = _heads().get(head) if generated else None
    word = _word_for(message)
    return f"{word}{colon}{contractor_name}"[:NAME_LIMIT] if word else subject


def _word_for(message: str | None) -> str:
    """The beginning of a generated subject; blank for a type that was added or renamed."""
    return "" if message is None else _(_SUBJECT_WORDS.get(message, message))


def subject_of(row: Mapping[str, object]) -> str:
    """The subject of an activity's row in the reader's language."""
    return shown_subject(str(row["subject"]), generated=bool(row["subject_generated"]))


@cache
def _heads() -> dict[str, str]:
    """What generated subjects begin with in every language, and the message translated so."""
    messages = (*SHIPPED_NAMES.values(), *KIND_NAMES.values())
    words = {
        text: message for message, word in _SUBJECT_WORDS.items() for text in translations_of(word)
    }
    now = {text: message for message in messages for text in translations_of(message)}
    return _FORMER_HEADS | words | now


def number(kind: Kind, *, year: int, running: int) -> str:
    """`C/2026/0042`: the same in every language, so that it can be read out on the phone."""
    return f"{NUMBER_LETTERS[kind]}/{year}/{running:04d}"


def overdue(
    *,
    completed: bool,
    starts_at: datetime | None,
    starts_on: date | None,
    now: datetime,
    today: date,
    waiting: bool = False,
) -> bool:
    """Whether its time has passed; computed, never stored. An all-day one has until midnight.

    A waiting task is never overdue.
    """
    if completed or waiting:
        return False
    if starts_at is not None:
        return starts_at < now
    return starts_on is not None and starts_on < today


def called_off_as(
    kind: Kind,
    *,
    starts_at: datetime | None,
    starts_on: date | None,
    now: datetime,
    today: date,
) -> Status:
    """The status of a cancelled activity: a past meeting was not held, all else is cancelled."""
    past = overdue(completed=False, starts_at=starts_at, starts_on=starts_on, now=now, today=today)
    return Status.NOT_HELD if kind is Kind.MEETING and past else Status.CANCELLED
