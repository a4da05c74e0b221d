"""The timer of a conversation, kept as a start time and a sum of seconds (R08–R10).

While it runs only its start is stored; the time shown is the difference to now. The difference is
taken on the boot-time clock, which cannot be set; after a restart of the machine only the wall
clock is left, and the last heartbeat bounds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Instant:
    """Now, on two clocks: the wall clock (UTC-aware) and the machine's since boot (seconds)."""

    now: datetime
    boot_id: str = ""
    boot_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Timer:
    """`duration_seconds` measured so far, and since when it runs; `started` None means paused."""

    duration_seconds: int = 0
    started: Instant | None = None
    heartbeat_at: datetime | None = None

    @classmethod
    def stored(
        cls,
        duration_seconds: int,
        started_at: datetime | None,
        boot_id: str,
        boot_seconds: float,
        heartbeat_at: datetime | None,
    ) -> Timer:
        """The timer from the columns of an activity."""
        if started_at is None:
            return cls(duration_seconds)
        return cls(duration_seconds, Instant(started_at, boot_id, boot_seconds), heartbeat_at)

    @property
    def running(self) -> bool:
        """Whether it is counting."""
        return self.started is not None

    def elapsed(self, instant: Instant) -> int:
        """Whole seconds on the timer; never negative, never more than a day per start."""
        if self.started is None:
            return self.duration_seconds
        return self.duration_seconds + _since(self.started, instant, self.heartbeat_at)

    def start(self, instant: Instant) -> Timer:
        """Continue from the present value; a running timer stays as it is."""
        if self.running:
            return self
        return Timer(self.duration_seconds, instant, instant.now)

    def pause(self, instant: Instant) -> Timer:
        """Stop counting and keep the sum (R09)."""
        return Timer(self.elapsed(instant))


def _since(started: Instant, instant: Instant, heartbeat_at: datetime | None) -> int:
    if started.boot_id and started.boot_id == instant.boot_id:
        seconds = instant.boot_seconds - started.boot_seconds
    else:
        # The machine was restarted: the call ended with the last heartbeat.
        end = heartbeat_at if heartbeat_at is not None else instant.now
        seconds = (min(end, instant.now) - started.now) / timedelta(seconds=1)
    return int(min(max(seconds, 0.0), LONGEST_SECONDS))


def clock(seconds: int) -> str:
    """`3:41`, `1:12:40`: as short as possible."""
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{seconds:02d}"
    return f"{minutes}:{seconds:02d}"


def full_clock(seconds: int) -> str:
    """`00:01:12`: of constant width, for a running timer."""
    hours, rest = divmod(max(seconds, 0), 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
