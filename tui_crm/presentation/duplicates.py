"""The warning about a probable duplicate, and the delay before duplicates are searched."""

from __future__ import annotations

from tui_crm.i18n import _
from tui_crm.queries.directory.duplicates import Duplicate
from tui_crm.terminal.text import cut, plain

AFTER = 0.25
"""Seconds after the last letter before duplicates are searched."""
NAME_ROOM = 60


def duplicate_message(duplicate: Duplicate, others: int) -> str:
    """`ALFA Sp. z o.o. · Warszawa · ALFA · It has the same tax id.`"""
    record = " · ".join(
        cut(plain(part), NAME_ROOM) for part in (duplicate.name, duplicate.detail) if part
    )
    more = " " + _("There are {n} more.").format(n=others) if others else ""
    return f"{record} · {duplicate.reason}{more}"
