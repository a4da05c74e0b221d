"""Base class of a form field that consists of several inner fields (a list of addresses, say)."""

from __future__ import annotations

from typing import Any

from textual.containers import Vertical
from textual.message import Message

from tui_crm.terminal.told_errors import TellsErrors


class CompoundField(TellsErrors, Vertical):
    """A form field made of inner fields; its id is the name of the field.

    It posts `Edited` with its whole value on every change; messages of inner fields end here.
    """

    class Edited(Message):
        """The whole value after a change by the operator."""

        def __init__(self, name: str, value: Any) -> None:
            super().__init__()
            self.name, self.value = name, value

    def post_edited(self, value: Any) -> None:
        """Post `Edited` with the new value."""
        self.post_message(self.Edited(self.id or "", value))

    def fill(self, value: Any) -> None:
        """Show a value without posting `Edited`: the operator did not type it."""
        raise NotImplementedError

    def as_line(self, value: Any) -> str:
        """The value as one line, for comparison with a colleague's version."""
        return str(value)
