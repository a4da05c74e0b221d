"""Input of a form that is not the value of any field yet: lookup letters, the small window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class SmallWindow:
    """A new contractor or person that is being entered in the small window over a form."""

    field: str
    """The name of the lookup field that it was opened from."""
    key: str
    """The UUID of the new record: saving it twice creates one record."""
    called: str
    """The text that was typed when it was opened."""
    values: tuple[tuple[str, str], ...]
    """By field, as typed."""
    left: bool = False
    """It was closed without adding; opened again for the same text, it continues."""


@dataclass(frozen=True, slots=True)
class PendingInput:
    """Letters in lookups from which nothing was chosen yet, and the small window."""

    typed: tuple[tuple[str, str], ...] = ()
    """By field."""
    window: SmallWindow | None = None


NOTHING: Final = PendingInput()


def read_pending_input(payload: Mapping[str, Any] | None) -> PendingInput:
    """Read it from a draft file; raises `KeyError`, `TypeError` or `ValueError` if malformed."""
    kept = payload or {}
    window = kept.get("window")
    return PendingInput(
        _pairs(kept.get("typed") or ()),
        SmallWindow(**window | {"values": _pairs(window["values"])}) if window else None,
    )


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(text)) for name, text in values)
