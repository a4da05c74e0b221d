"""Dictionary entries: shipped ones speak the operator's language, people's own stay as typed."""

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
"""What the program calls the dictionaries and entries that it ships, by their codes."""

NEEDED: Final = frozenset({"contact_type", "priority", "outcome"})
"""Dictionaries that never run empty: activities are registered and completed with them."""

COLOURS: Final[Mapping[str, str]] = {
    "red": N_("red"),
    "yellow": N_("yellow"),
    "green": N_("green"),
    "cyan": N_("cyan"),
    "blue": N_("blue"),
    "magenta": N_("magenta"),
}


class Uses(NamedTuple):
    """How a dictionary is used: which properties of its entries mean something."""

    kinds: bool = False
    planned_minutes: bool = False
    follow_up_days: bool = False
    connected: bool = False
    remind_minutes: bool = False


USES: Final[Mapping[str, Uses]] = {
    "contact_type": Uses(
        kinds=True, planned_minutes=True, follow_up_days=True, remind_minutes=True
    ),
    "outcome": Uses(follow_up_days=True, connected=True),
}


def is_renamed(name: str, code: str | None) -> bool:
    """Whether a name was typed by somebody: such a one is the same in every language."""
    return not code or SHIPPED_NAMES.get(code, name) != name


def entry_name(name: str, code: str | None) -> str:
    """How an entry or a dictionary is shown: a shipped one that nobody renamed, translated."""
    return name if is_renamed(name, code) else _(name)


def names_in_all_languages(name: str, code: str | None) -> tuple[str, ...]:
    """All names it is found by."""
    return (name,) if is_renamed(name, code) else translations_of(name)


def stored_name(typed: str, code: str | None) -> str:
    """What to keep of a typed name: the shipped name in any language stays the shipped one."""
    shipped = SHIPPED_NAMES.get(code or "")
    return shipped if shipped and typed in translations_of(shipped) else typed
