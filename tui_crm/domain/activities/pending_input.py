"""What is typed beside the fields of a form and belongs to none of them yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class SmallWindow:
    """A new contractor or person that is being typed in the small window over a form."""

    field: str
    """The lookup that it was opened from."""
    key: str
    """The record's own, so that saving it twice makes one."""
    called: str
    """The text that was typed when it was opened."""
    values: tuple[tuple[str, str], ...]
    """By field, as typed."""
    left: bool = False
    """It was closed without adding; opened again for the same text it goes on."""


@dataclass(frozen=True, slots=True)
class PendingInput:
    """The letters in lookups that nothing was chosen with yet, and the small window."""

    typed: tuple[tuple[str, str], ...] = ()
    """By field."""
    window: SmallWindow | None = None


NOTHING: Final = PendingInput()


def read_pending_input(payload: Mapping[str, Any] | None) -> PendingInput:
    """What a file keeps of it; raises `KeyError`, `TypeError` or `ValueError` when it is none."""
    kept = payload or {}
    window = kept.get("window")
    return PendingInput(
        _pairs(kept.get("typed") or ()),
        SmallWindow(**window | {"values": _pairs(window["values"])}) if window else None,
    )


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(text)) for name, text in values)
