"""What holds for every test: no network, one time zone, examples that take as long as they take."""

from __future__ import annotations

import gc
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tui_crm.i18n import name_keys
from tui_crm.ui.commands.registry import key_of

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Before anything is imported that looks at them; what the program sees is set by each test.
os.environ["TZ"] = "Europe/Warsaw"
time.tzset()
# Sentences name keys, also where no screen has been opened that would say which.
name_keys(key_of)
for name in ("TUI_CRM_DB", "NO_COLOR", "COLUMNS", "LINES"):
    os.environ.pop(name, None)

SLOW = {"ui", "end_to_end", "torture"}
"""Folders whose tests start the program."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is not for every change: `-m "not slow"` leaves rules tested as functions."""
    for item in items:
        if "torture" in item.path.relative_to(Path(__file__).parent).parts[:1]:
            item.add_marker("torture")
        if SLOW & set(item.path.relative_to(Path(__file__).parent).parts[:1]):
            item.add_marker("slow")


GARBAGE = 100_000
"""So many new objects until they are looked through; a frame makes many times the usual 700."""

# What is imported and collected stays: looking through it finds nothing.
gc.disable()


@pytest.fixture(scope="session", autouse=True)
def _imports_are_no_garbage() -> Iterator[None]:
    """No collection looks through what is imported, and no test keeps its own garbage for ever."""
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE, *before[1:])
    gc.enable()
    with pytest.MonkeyPatch.context() as patch:
        # The program freezes all there is once its first frame stands.
        patch.setattr(gc, "freeze", lambda: None)
        yield
    gc.set_threshold(*before)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as it is on first use; every test copies it."""
    from tests.support import builders

    path = tmp_path_factory.mktemp("empty") / "crm.db"
    builders.fresh_database(path).close()
    return path


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX, f"a test asks the network for {address!r}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)
