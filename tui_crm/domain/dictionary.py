"""Names of dictionary entries: shipped ones are translated, typed ones stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tui_crm.i18n import N_, _, translations_of

SHIPPED_NAMES: Final[Mapping[str, str]] = {
    "contact_type": N_("Contact type"),
    "priority": N_("Activity priorities"),
    "category": N_("Categories"),
    "outcome": N_("Outcomes"),
    "telephone": N_("telephone"),
    "email": N_("e-mail"),
    "video": N_("video"),
    "chat": N_("chat"),
    "sms": N_("SMS"),
    "in_person": N_("in person"),
    "letter": N_("letter"),
    "low": N_("low"),
    "normal": N_("normal"),
    "high": N_("high"),
    "urgent": N_("urgent"),
    "negotiations": N_("negotiations"),
    "acquiring": N_("acquiring a customer"),
    "orders": N_("processing of orders"),
    "keeping": N_("keeping a customer"),
    "talked": N_("talked"),
    "call_later": N_("asked to call later"),
    "no_answer": N_("no answer"),
    "busy": N_("busy"),
    "voice_mail": N_("voice mail"),
    "wrong_number": N_("wrong number"),
    "not_interested": N_("not interested"),
    "meeting_arranged": N_("meeting arranged"),
    "order": N_("order"),
}
"""The names of the shipped dictionaries and entries, by their codes."""

NEEDED: Final = frozenset({"contact_type", "priority", "outcome"})
"""Dictionaries that need at least one active entry: activities cannot be saved without."""

COLOURS: Final[Mapping[str, str]] = {
    "red": N_("red"),
    "yellow": N_("yellow"),
    "green": N_("green"),
    "cyan": N_("cyan"),
    "blue": N_("blue"),
    "magenta": N_("magenta"),
}


class Uses(NamedTuple):
    """Which properties of its entries a dictionary uses."""

    kinds: bool = False
    planned_minutes: bool = False
    follow_up_days: bool = False
    connected: bool = False
    not_reached: bool = False
    remind_minutes: bool = False


USES: Final[Mapping[str, Uses]] = {
    "contact_type": Uses(
        kinds=True, planned_minutes=True, follow_up_days=True, remind_minutes=True
    ),
    "outcome": Uses(kinds=True, follow_up_days=True, connected=True, not_reached=True),
}


def is_renamed(name: str, code: str | None) -> bool:
    """Whether the name was typed by an operator: such a name is not translated."""
    return not code or SHIPPED_NAMES.get(code, name) != name


def entry_name(name: str, code: str | None) -> str:
    """The name to show of an entry or a dictionary: translated if shipped and not renamed."""
    return name if is_renamed(name, code) else _(name)


def names_in_all_languages(name: str, code: str | None) -> tuple[str, ...]:
    """The names of an entry in all languages, for searching."""
    return (name,) if is_renamed(name, code) else translations_of(name)


def stored_name(typed: str, code: str | None) -> str:
    """The name to store for a typed one: a translation of the shipped name becomes that name."""
    shipped = SHIPPED_NAMES.get(code or "")
    return shipped if shipped and typed in translations_of(shipped) else typed
