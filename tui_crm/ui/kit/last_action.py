"""The last action on a list in this session, which the key `.` repeats on another row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RepeatableAction:
    """An action as it was typed; a time such as `+1d` is read again for every row."""

    kind: Literal["complete", "reschedule", "no_answer", "assign"]
    typed: str = ""
    outcome_id: int | None = None
    outcome_chosen: bool = True
    """False for an outcome that was only proposed."""
    employee_id: int | None = None
    """To whom it was assigned."""


class LastAction:
    """Holds the last action; shared by all lists of a session."""

    def __init__(self) -> None:
        self.action: RepeatableAction | None = None
