"""A part of a record's form that has fields of its own."""

from __future__ import annotations

from typing import Any

from textual.containers import Vertical
from textual.message import Message


class CompoundField(Vertical):
    """A part of a form with fields of its own; its id is the name of the field.

    It tells every change of its whole value, and catches what its inner fields say.
    """

    class Edited(Message):
        """The value is another one now."""

        def __init__(self, name: str, value: Any) -> None:
            super().__init__()
            self.name, self.value = name, value

    def post_edited(self, value: Any) -> None:
        """Say that the value is another one."""
        self.post_message(self.Edited(self.id or "", value))

    def fill(self, value: Any) -> None:
        """Show a value; nobody is told, as nobody typed it."""
        raise NotImplementedError

    def said(self, value: Any) -> str:
        """The value as one line, for the comparison with a colleague's."""
        return str(value)
