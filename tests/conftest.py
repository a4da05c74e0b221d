"""What holds for every test: no network, one time zone, examples that take as long as they take."""

from __future__ import annotations

import os
import socket
import time
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Before anything is imported that looks at them; what the program sees is set by each test.
os.environ["TZ"] = "Europe/Warsaw"
time.tzset()
for name in ("TUI_CRM_DB", "NO_COLOR", "COLUMNS", "LINES"):
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX, f"a test asks the network for {address!r}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)
