"""The outcomes for completing an activity, and after how many days types propose a next step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from peewee import JOIN

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.dictionary import entry_name
from tui_crm.queries.common.lookups import of_any
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Activity, Dictionary, Entry

LIMIT: Final = 100
_ROWS: Final = 2_000


class Outcome(NamedTuple):
    """One outcome; *follow_up_days* is None when it proposes no next step.

    *not_reached*: it counts a try and leaves a contact open.
    """

    id: int
    name: str
    follow_up_days: int | None
    is_default: bool
    not_reached: bool = False


def outcomes(kinds: Collection[Kind]) -> list[Outcome]:
    """The active outcomes of any of these kinds, in the order of their dictionary.

    At most `LIMIT`.
    """
    found = fetch_tuples(
        Entry.select(
            Entry.id,
            Entry.name,
            Entry.code,
            Entry.follow_up_days,
            Entry.is_default,
            Entry.not_reached,
        )
        .join(Dictionary, on=(Dictionary.id == Entry.dictionary_id))
        .where(Dictionary.code == "outcome", Entry.active, of_any(kinds))
        .order_by(Entry.position, Entry.id)
        .limit(LIMIT)
    )
    return [
        Outcome(entry_id, entry_name(name, code), *flags) for entry_id, name, code, *flags in found
    ]


def days_by_type(activity_ids: Sequence[int]) -> dict[int, int]:
    """After how many days the type of each activity proposes the next one, by activity id."""
    found = fetch_tuples(
        Activity.select(Activity.id, Entry.follow_up_days)
        .join(Entry, JOIN.INNER, on=(Entry.id == Activity.type_id))
        .where(Activity.id.in_(list(activity_ids)[:_ROWS]), Entry.follow_up_days.is_null(False))
        .limit(_ROWS)
    )
    return dict(found)
