"""The input in which a list is filtered as letters are typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from tui_crm.ui.commands import keys
from tui_crm.ui.kit.fields import TextField


class FilterField(TextField):
    """Posts `Input.Changed` on every letter and `Input.Submitted` when filtering ends."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.FILTER_LINE))

    def __init__(self, placeholder: str) -> None:
        super().__init__(id="filter", placeholder=placeholder)

    def action_keep_filter(self) -> None:
        """The list keeps the filter."""
        self.post_message(Input.Submitted(self, self.value))

    def action_forget_filter(self) -> None:
        """The list shows all its rows again."""
        self.value = ""
        self.post_message(Input.Submitted(self, ""))
