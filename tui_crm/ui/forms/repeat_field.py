"""The field for how often something repeats: chosen from a list, or typed the way people say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.widgets import Input

from tui_crm.domain.choice import Choice
from tui_crm.ui.kit.lookup_field import Finder, LookupField


class RepeatField(LookupField):
    """A lookup whose text counts as it stands: typing filters the presets and is read itself.

    What is typed reaches the form letter by letter, as from a plain field, so that a draft keeps
    it. A text that cannot be read stays when the field is left; the form says what is wrong.
    """

    list_width: ClassVar[int] = 64

    def __init__(self, find: Finder, reads: Callable[[str], bool], *, id: str) -> None:
        """*reads* tells whether a text means a repeat."""
        super().__init__(find, id=id)
        self.reads = reads

    @staticmethod
    def _choice_of(text: str) -> Choice | None:
        return Choice(0, text) if text else None

    def fill(self, value: str) -> None:
        """Set the text without telling anybody; what is filled in is the value."""
        super().fill(value)
        if not self.typing:
            self.choice = self._choice_of(value)

    @on(Input.Changed)
    def _tell_form(self) -> None:
        # The lookup keeps the event to itself: a text in it is not a value; here it is.
        if self.parent is not None and self.has_focus:
            self.parent.post_message(Input.Changed(self, self.value))

    @property
    def several_match(self) -> bool:
        """A text means what it says, or nothing."""
        return False

    async def take(self) -> bool:
        """Take what is pointed at, else what the text means; a text without meaning stays."""
        if self.typed and not self.reads(self.typed) and not (self._pointed and self._has_rows()):
            self.typing = False
            self.choice = self._choice_of(self.value)
            self.close_list()
            return True
        return await super().take()

    def _has_rows(self) -> bool:
        return self.is_open and self.matches is not None and bool(self.matches.table.rows)

    def restore(self) -> None:
        """Show the value again instead of what was typed, and tell the form."""
        super().restore()
        self._tell_form()
