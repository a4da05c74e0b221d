"""The dictionaries and entries that a new database starts with."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tui_crm.domain.dictionary import SHIPPED_NAMES
from tui_crm.store.models import Dictionary, Entry, database
from tui_crm.store.unit_of_work import insert_many

GROUP: Final = "CRM"

_DICTIONARIES: Final = ("contact_type", "priority", "category", "outcome")

_CALLS: Final = "contact task"
_EVERYWHERE: Final = "contact meeting task"
_CONTACTS: Final = "contact"
_TALKS: Final = "contact meeting"

_TYPES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "telephone", "kinds": _CALLS, "is_default": True,
     "planned_minutes": 15, "follow_up_days": 3},
    {"code": "email", "kinds": _CALLS,
     "planned_minutes": 10, "follow_up_days": 2},
    {"code": "video", "kinds": _EVERYWHERE,
     "planned_minutes": 30, "follow_up_days": 7, "remind_minutes": 15},
    {"code": "chat", "kinds": _CALLS,
     "planned_minutes": 10, "follow_up_days": 2},
    {"code": "sms", "kinds": _CALLS,
     "planned_minutes": 5, "follow_up_days": 2},
    {"code": "in_person", "kinds": _EVERYWHERE,
     "planned_minutes": 60, "follow_up_days": 14, "remind_minutes": 15},
    {"code": "letter", "kinds": _CALLS,
     "planned_minutes": 20, "follow_up_days": 14},
)  # fmt: skip

_PRIORITIES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "low", "colour": "blue"},
    {"code": "normal", "is_default": True},
    {"code": "high", "colour": "yellow"},
    {"code": "urgent", "colour": "red"},
)

_CATEGORIES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "negotiations"},
    {"code": "acquiring"},
    {"code": "orders"},
    {"code": "keeping"},
)

_OUTCOMES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "talked", "kinds": _TALKS, "is_default": True},
    {"code": "call_later", "kinds": _CONTACTS, "follow_up_days": 1},
    {"code": "no_answer", "kinds": _CONTACTS, "connected": False, "not_reached": True},
    {"code": "busy", "kinds": _CONTACTS, "connected": False, "not_reached": True},
    {"code": "voice_mail", "kinds": _CONTACTS, "connected": False, "not_reached": True},
    {"code": "wrong_number", "kinds": _CONTACTS, "connected": False},
    {"code": "not_interested", "kinds": _TALKS},
    {"code": "meeting_arranged", "kinds": _TALKS},
    {"code": "order", "kinds": _TALKS, "follow_up_days": 7},
)

_ENTRIES: Final = {
    "contact_type": _TYPES,
    "priority": _PRIORITIES,
    "category": _CATEGORIES,
    "outcome": _OUTCOMES,
}


def seed_dictionaries(now: datetime) -> None:
    """Add the shipped dictionaries to a database that has none yet."""
    with database.immediate():
        if Dictionary.select(Dictionary.id).exists():
            return
        insert_many(Dictionary, _dictionary_rows(), now=now)
        insert_many(Entry, _entry_rows(), now=now)


def _dictionary_rows() -> list[dict[str, Any]]:
    return [
        {
            "id": dictionary_id,
            "code": code,
            "name": SHIPPED_NAMES[code],
            "group": GROUP,
            "system": True,
        }
        for dictionary_id, code in enumerate(_DICTIONARIES, start=1)
    ]


def _entry_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for dictionary_id, code in enumerate(_DICTIONARIES, start=1):
        rows += [
            {
                "dictionary_id": dictionary_id,
                "name": SHIPPED_NAMES[entry["code"]],
                "position": position,
                "system": True,
                **entry,
            }
            for position, entry in enumerate(_ENTRIES[code], start=1)
        ]
    return [{"id": entry_id, **row} for entry_id, row in enumerate(rows, start=1)]
