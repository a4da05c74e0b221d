"""The present moment from the machine's clocks; code below the screens gets it as an argument."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from tui_crm.domain.activities.timer import Instant


def system_instant() -> Instant:
    """Now, on the wall clock (UTC) and on the boot-time clock, which cannot be set."""
    return Instant(datetime.now(UTC), _boot_id(), time.clock_gettime(time.CLOCK_BOOTTIME))


_BOOT_ID: list[str] = []


def _boot_id() -> str:
    if not _BOOT_ID:
        try:
            _BOOT_ID.append(Path("/proc/sys/kernel/random/boot_id").read_text().strip())
        except OSError:
            _BOOT_ID.append("")
    return _BOOT_ID[0]
