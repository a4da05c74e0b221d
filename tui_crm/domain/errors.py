"""What may go wrong in the trade's own terms; every message is a sentence for the operator."""

from __future__ import annotations

from typing import Any


class CrmError(Exception):
    """Expected; the message says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RuleViolation(CrmError):
    """A field does not hold what the rule asks for; the focus goes to *field*."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class StaleRecord(CrmError):
    """Somebody else changed the record since it was read; *current* is what stands there now."""

    def __init__(self, message: str, current: Any = None) -> None:
        super().__init__(message)
        self.current = current


class NotFound(CrmError):
    """The record is not there (any more)."""


class UnknownName(CrmError):
    """A command was given a name that nothing has; the message lists those there are."""


class Refused(CrmError):
    """The rules or the operator's rights do not allow it; the message gives the reason."""


class DatabaseTrouble(CrmError):
    """The database cannot be used now: locked, full, gone, too new; nothing was saved."""
