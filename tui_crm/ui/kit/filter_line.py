"""Shows and hides the filter input of a list; it is mounted when it is first needed."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input

from tui_crm.ui.kit.filter_field import FilterField
from tui_crm.ui.kit.host import Host


class FilterLine:
    """The filter of one list; the screen forwards the messages of its inputs here."""

    def __init__(self, screen: Host, filtered: Widget, *, before: str) -> None:
        """*filtered* is the list, focused afterwards; the input is mounted *before* that id."""
        self._screen = screen
        self._filtered = filtered
        self._before = before
        self._field: FilterField | None = None

    @property
    def is_open(self) -> bool:
        """Whether the input is shown."""
        return self._field is not None and self._field.display

    async def open(self, text: str, *, placeholder: str) -> None:
        """Show the input with *text* in it; it is mounted and focused on return."""
        if self._field is None:
            self._field = FilterField(placeholder)
            await self._screen.mount(self._field, before=self._before)
        self._field.fill(text)
        self._field.display = True
        self._screen.set_focus(self._field)

    def close(self) -> None:
        """Hide the input and focus the list, which stays filtered."""
        self._screen.set_focus(self._filtered)
        if self._field is not None:
            self._field.display = False

    def typed(self, event: Input.Changed) -> str | None:
        """The text to filter by; None for another input or an outdated event."""
        if event.input is self._field and event.value == event.input.value:
            return event.value.strip()
        return None

    def submitted(self, event: Input.Submitted) -> bool:
        """Whether the message came from this input."""
        return event.input is self._field
