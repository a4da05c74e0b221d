"""What the desktop is told of: one line that ends where it should."""

from __future__ import annotations

from typing import Any

import pytest

from tui_crm.terminal.notification import ring


class Terminal:
    """An app and its driver, as far as a bell is concerned."""

    is_headless = False

    def __init__(self) -> None:
        self._driver = self
        self.heard: list[str] = []

    def bell(self) -> None:
        self.heard.append("bell")

    def write(self, text: str) -> None:
        self.heard.append(text)


@pytest.mark.parametrize(("notify", "told"), [(True, 2), (False, 1)])
def test_the_bell_rings_and_the_desktop_is_told_where_that_is_allowed(
    notify: bool, told: int
) -> None:
    terminal: Any = Terminal()
    ring(terminal, "Reminder: 10:00 · Beta S.A.", notify=notify)
    assert terminal.heard == ["bell", "\x1b]9;Reminder: 10:00 · Beta S.A.\x07"][:told]


@pytest.mark.parametrize("stored", ["a\x07b", "a\x1b\\b", "a\x1b]52;c;eA==\x07b", "a\x9cb", "a\nb"])
def test_nothing_stored_ends_it_or_begins_another(stored: str) -> None:
    terminal: Any = Terminal()
    ring(terminal, f"Reminder: {stored}" + "ż" * 999, notify=True)
    (said,) = terminal.heard[1:]
    body = said.removeprefix("\x1b]9;").removesuffix("\x07")
    assert body.isprintable()
    assert len(body) <= 200
