"""What was done last on a list: `.` does it again, on whatever list that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RepeatableAction:
    """What was done, as it was typed: read anew against every row that it is repeated on."""

    kind: Literal["complete", "reschedule", "no_answer"]
    typed: str = ""
    outcome_id: int | None = None


class LastAction:
    """The last deed of this session."""

    def __init__(self) -> None:
        self.action: RepeatableAction | None = None
