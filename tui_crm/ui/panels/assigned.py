"""What was assigned and what stayed, as a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui_crm.i18n import _, ngettext

NAMED: Final = 3
"""So many of those that stayed are named."""


def assigned_message(count: int, employee: str, refused: Sequence[str]) -> str:
    """How many went and to whom, and why others did not."""
    parts = [
        ngettext("Assigned to {employee}.", "{n} assigned to {employee}.", count).format(
            n=count, employee=employee
        ),
        _("<history.undo> takes it back."),
        stayed(refused),
    ]
    return " ".join(part for part in parts if part)


def stayed(refused: Sequence[str]) -> str:
    """How many were refused, with the reasons of the first ones; empty for none."""
    if not refused:
        return ""
    count = len(refused)
    head = ngettext("{n} not assigned:", "{n} not assigned:", count).format(n=count)
    more = count - NAMED
    tail = ngettext("And {n} more.", "And {n} more.", more).format(n=more) if more > 0 else ""
    return " ".join(part for part in (head, *refused[:NAMED], tail) if part)
