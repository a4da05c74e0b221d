"""The line in which a list is filtered while typing."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from tui_crm.ui.commands import keys
from tui_crm.ui.kit.fields import TextField


class FilterField(TextField):
    """Tells its list by `Input.Changed` while typing, by `Input.Submitted` when it is done."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FILTER_LINE))

    def __init__(self, placeholder: str) -> None:
        super().__init__(id="filter", placeholder=placeholder)

    def action_keep_filter(self) -> None:
        """Back to the list, which stays filtered."""
        self.post_message(Input.Submitted(self, self.value))

    def action_forget_filter(self) -> None:
        """Back to the whole list."""
        self.value = ""
        self.post_message(Input.Submitted(self, ""))
