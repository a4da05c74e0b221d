"""The errors that the program expects; every message is a sentence shown to the operator."""

from __future__ import annotations

from typing import Any


class CrmError(Exception):
    """An expected error; the message says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RuleViolation(CrmError):
    """The value of *field* breaks a rule; the form moves the focus to it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class StaleRecord(CrmError):
    """A colleague has changed the record since it was read; *current* is the present version."""

    def __init__(self, message: str, current: Any = None) -> None:
        super().__init__(message)
        self.current = current


class NotFound(CrmError):
    """The record does not exist (any more)."""


class UnknownName(CrmError):
    """A command got a name that does not exist; the message lists the known ones."""


class Refused(CrmError):
    """The rules or the operator's rights do not allow it; the message gives the reason."""


class DatabaseTrouble(CrmError):
    """The database cannot be used now: locked, full, gone, too new; nothing was saved."""


class Upgraded(DatabaseTrouble):
    """A newer program has upgraded the database under this one, which must be started again."""


class NotWaitedFor(DatabaseTrouble):
    """The operator has left while something waited to be saved; it stays as a draft."""
