"""How long a text may be, said with how long it is."""

from __future__ import annotations

from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import NAME_LIMIT, NOTE_LIMIT
from tui_crm.i18n import _


def check_length(field: str, text: str, limit: int = NAME_LIMIT) -> None:
    """Raise `RuleViolation` on *field* for a name, a code … that is too long."""
    if len(text) > limit:
        raise RuleViolation(
            field,
            _("This is {n} characters long; {limit} is the most.").format(n=len(text), limit=limit),
        )


def check_note_length(note: str) -> None:
    """Raise `RuleViolation` on “note” for one that is too long."""
    if len(note) > NOTE_LIMIT:
        raise RuleViolation(
            "note",
            _("The note is {n} characters long; {limit} is the most.").format(
                n=len(note), limit=NOTE_LIMIT
            ),
        )
