"""The line in which a list is filtered: mounted when it is first wanted, hidden when it is done."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input

from tui_crm.ui.kit.filter_field import FilterField
from tui_crm.ui.kit.host import Host


class FilterLine:
    """The filter of one list on a screen; the screen hears of its input and asks here for it."""

    def __init__(self, screen: Host, filtered: Widget, *, before: str) -> None:
        """*filtered* is the list, which has the focus afterwards; the line stands *before* it."""
        self._screen = screen
        self._filtered = filtered
        self._before = before
        self._field: FilterField | None = None

    @property
    def is_open(self) -> bool:
        """Whether a filter is being typed."""
        return self._field is not None and self._field.display

    async def open(self, text: str, *, placeholder: str) -> None:
        """Go on typing at *text*; the focus is in the line when this returns."""
        if self._field is None:
            self._field = FilterField(placeholder)
            await self._screen.mount(self._field, before=self._before)
        self._field.fill(text)
        self._field.display = True
        self._screen.set_focus(self._field)

    def close(self) -> None:
        """Back to the list, which stays filtered."""
        self._screen.set_focus(self._filtered)
        if self._field is not None:
            self._field.display = False

    def typed(self, event: Input.Changed) -> str | None:
        """What is filtered by now; None where it is another field's, or more was typed since."""
        if event.input is self._field and event.value == event.input.value:
            return event.value.strip()
        return None

    def submitted(self, event: Input.Submitted) -> bool:
        """Whether it was Enter in this line."""
        return event.input is self._field
