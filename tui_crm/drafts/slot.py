"""The identity of a draft: the kind of record that is edited, and its key or ids."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class SlotKind(StrEnum):
    """What is edited; the values are the prefixes of the names that drafts have on disk."""

    NEW_ACTIVITY = ""
    """The form of an activity that is not saved yet; its slot is named after its key alone."""
    ACTIVITY = "activity"
    """The form of a stored activity."""
    NOTE = "note"
    """The note of an activity, edited on the list."""
    COMPLETION = "completion"
    """The bar that completes one or more activities."""
    CONTRACTOR = "contractor"
    PERSON = "person"
    DICTIONARY = "dictionary"
    ENTRY = "entry"
    EMPLOYEE = "employee"
    OPERATOR = "operator"
    COMPANY = "company"

    @property
    def is_on_a_list(self) -> bool:
        """Whether it is edited on a row of a list, and not in a form."""
        return self in {SlotKind.NOTE, SlotKind.COMPLETION}


class Slot(NamedTuple):
    """Identifies a draft: for one slot there is at most one draft at a time."""

    kind: SlotKind
    key: str
    """The record's id or, while it has none, its key; of a completion all ids, joined by dashes."""

    @classmethod
    def of_activities(cls, kind: SlotKind, *ids: int) -> Self:
        """The slot of one or more stored activities."""
        return cls(kind, "-".join(map(str, sorted(ids))))

    @classmethod
    def named(cls, name: str) -> Self:
        """The slot from its name on disk."""
        kind, dash, key = name.partition("-")
        if dash and kind in set(SlotKind):
            return cls(SlotKind(kind), key)
        return cls(SlotKind.NEW_ACTIVITY, name)

    @property
    def name(self) -> str:
        """Its name on disk."""
        return f"{self.kind}-{self.key}" if self.kind else self.key

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the stored records being edited."""
        return tuple(int(part) for part in self.key.split("-") if part.isdigit())
