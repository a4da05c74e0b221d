"""Stored values of Setup in the operator's language: flags, roles, colours, counts."""

from __future__ import annotations

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.dictionary import COLOURS
from tui_crm.domain.permissions import ROLE_NAMES, Role
from tui_crm.i18n import N_, _

LANGUAGE_NAMES = {"en": "English", "pl": "polski"}
YES, NO = N_("yes"), N_("no")


def yes_no(value: bool) -> str:
    """A flag as “yes” or “no”."""
    return _(YES) if value else _(NO)


def in_words(field: str, stored: str) -> str:
    """A stored value of a column, as the change history shows it."""
    if field == "kinds":
        return ", ".join(_(KIND_NAMES[kind]) for kind in Kind if kind.value in stored.split())
    if field == "colour":
        return _(COLOURS.get(stored, stored))
    if field == "role":
        return _(ROLE_NAMES[Role(stored)]) if stored in set(Role) else stored
    return LANGUAGE_NAMES.get(stored, stored) if field == "language" else stored


def counted(n: int, most: int) -> str:
    """A number that was counted up to *most* only: `200+`."""
    return f"{n}+" if n >= most else str(n)
