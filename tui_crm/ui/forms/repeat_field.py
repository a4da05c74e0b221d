"""The field for a repeat rule: chosen from suggestions or typed in words (“every 2 weeks”)."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.widgets import Input

from tui_crm.domain.choice import Choice
from tui_crm.ui.kit.lookup_field import Finder, LookupField


class RepeatField(LookupField):
    """A lookup whose text is itself the value; the list only offers suggestions.

    Every letter reaches the form, as from a plain field, so that the draft keeps it. A text that
    cannot be read stays when the field is left; the form shows the error.
    """

    list_width: ClassVar[int] = 64

    def __init__(self, find: Finder, reads: Callable[[str], bool], *, id: str) -> None:
        """*reads* says whether a text is a valid repeat rule."""
        super().__init__(find, id=id)
        self.reads = reads

    @staticmethod
    def _choice_of(text: str) -> Choice | None:
        return Choice(0, text) if text else None

    def fill(self, value: str) -> None:
        """Set the text as the value without posting `Changed`."""
        super().fill(value)
        if not self.typing:
            self.choice = self._choice_of(value)

    @on(Input.Changed)
    def _post_changed(self) -> None:
        # `LookupField` stops the event, as its text is no value; here the text is the value.
        if self.parent is not None and self.has_focus:
            self.parent.post_message(Input.Changed(self, self.value))

    @property
    def several_match(self) -> bool:
        """Never: the text is the value."""
        return False

    async def take(self) -> bool:
        """Take the selected suggestion, else what the text means; an unreadable text stays."""
        if self.typed and not self.reads(self.typed) and not (self._pointed and self._has_rows()):
            self.typing = False
            self.choice = self._choice_of(self.value)
            self.close_list()
            return True
        return await super().take()

    def _has_rows(self) -> bool:
        return self.is_open and self.matches is not None and bool(self.matches.table.rows)

    def restore(self) -> None:
        """Show the value again, and post it as a change."""
        super().restore()
        self._post_changed()
