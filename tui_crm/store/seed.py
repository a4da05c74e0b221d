"""The dictionaries that every database starts with; people rename and extend them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tui_crm.i18n import N_
from tui_crm.store.models import Dictionary, Entry, database
from tui_crm.store.unit import insert_many

GROUP: Final = "CRM"

_DICTIONARIES: Final = {
    "contact_type": N_("Contact type"),
    "priority": N_("Activity priorities"),
    "category": N_("Categories"),
    "outcome": N_("Outcomes"),
}

_CALLS: Final = "contact task"
_EVERYWHERE: Final = "contact meeting task"

_TYPES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "telephone", "name": N_("telephone"), "kinds": _CALLS, "is_default": True,
     "planned_minutes": 15, "follow_up_days": 3},
    {"code": "email", "name": N_("e-mail"), "kinds": _CALLS,
     "planned_minutes": 10, "follow_up_days": 2},
    {"code": "video", "name": N_("video"), "kinds": _EVERYWHERE,
     "planned_minutes": 30, "follow_up_days": 7},
    {"code": "chat", "name": N_("chat"), "kinds": _CALLS,
     "planned_minutes": 10, "follow_up_days": 2},
    {"code": "sms", "name": N_("SMS"), "kinds": _CALLS,
     "planned_minutes": 5, "follow_up_days": 2},
    {"code": "in_person", "name": N_("in person"), "kinds": _EVERYWHERE,
     "planned_minutes": 60, "follow_up_days": 14},
    {"code": "letter", "name": N_("letter"), "kinds": _CALLS,
     "planned_minutes": 20, "follow_up_days": 14},
)  # fmt: skip

_PRIORITIES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "low", "name": N_("low"), "colour": "blue"},
    {"code": "normal", "name": N_("normal"), "is_default": True},
    {"code": "high", "name": N_("high"), "colour": "yellow"},
    {"code": "urgent", "name": N_("urgent"), "colour": "red"},
)

_CATEGORIES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "negotiations", "name": N_("negotiations")},
    {"code": "acquiring", "name": N_("acquiring a customer")},
    {"code": "orders", "name": N_("processing of orders")},
    {"code": "keeping", "name": N_("keeping a customer")},
)

_OUTCOMES: Final[tuple[dict[str, Any], ...]] = (
    {"code": "talked", "name": N_("talked"), "is_default": True},
    {"code": "call_later", "name": N_("asked to call later"), "follow_up_days": 1},
    {"code": "no_answer", "name": N_("no answer"), "connected": False, "follow_up_days": 1},
    {"code": "busy", "name": N_("busy"), "connected": False, "follow_up_days": 1},
    {"code": "voice_mail", "name": N_("voice mail"), "connected": False, "follow_up_days": 1},
    {"code": "wrong_number", "name": N_("wrong number"), "connected": False},
    {"code": "not_interested", "name": N_("not interested")},
    {"code": "meeting_arranged", "name": N_("meeting arranged")},
    {"code": "order", "name": N_("order"), "follow_up_days": 7},
)

_ENTRIES: Final = {
    "contact_type": _TYPES,
    "priority": _PRIORITIES,
    "category": _CATEGORIES,
    "outcome": _OUTCOMES,
}


def seed_dictionaries(now: datetime) -> None:
    """Add the shipped dictionaries to a database that has none yet."""
    with database.atomic("IMMEDIATE"):
        if Dictionary.select(Dictionary.id).exists():
            return
        insert_many(Dictionary, _dictionary_rows(), now=now)
        insert_many(Entry, _entry_rows(), now=now)


def _dictionary_rows() -> list[dict[str, Any]]:
    return [
        {"id": dictionary_id, "code": code, "name": name, "group": GROUP, "system": True}
        for dictionary_id, (code, name) in enumerate(_DICTIONARIES.items(), start=1)
    ]


def _entry_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for dictionary_id, code in enumerate(_DICTIONARIES, start=1):
        rows += [
            {"dictionary_id": dictionary_id, "position": position, "system": True, **entry}
            for position, entry in enumerate(_ENTRIES[code], start=1)
        ]
    return [{"id": entry_id, **row} for entry_id, row in enumerate(rows, start=1)]
