"""Drafts as they are on the disk while the program that writes them runs."""

from __future__ import annotations

import time
from pathlib import Path

from tui_crm.drafts.file import SUFFIX


def until_kept(home: Path, text: str, timeout: float = 10.0) -> None:
    """Wait until a draft's file below *home* holds a text."""
    end = time.monotonic() + timeout
    while not any(text.encode() in path.read_bytes() for path in home.rglob(f"*{SUFFIX}")):
        assert time.monotonic() < end, f"no draft holds {text!r}"
        time.sleep(0.02)
