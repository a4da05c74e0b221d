"""What the screens ask of the program around them; they must not import it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from tui_crm.terminal.type_ahead import TypeAheadGate
    from tui_crm.ui.kit.navigation import Navigation


class Reminders(Protocol):
    """The reminders of the program, as far as screens know them."""

    @property
    def is_due(self) -> bool:
        """Whether something is to be reminded of now."""

    def announce(self) -> None:
        """Say what was not said yet, on the screen that is shown."""


class Undone(NamedTuple):
    """What was taken back, or done again: in a sentence, and to which activities."""

    said: str
    activity_ids: tuple[int, ...]


class Program(Protocol):
    """`app.CrmApp`, as far as screens know it."""

    gate: TypeAheadGate

    def navigation_of(self, screen: Screen[Any]) -> Navigation:
        """Opens other screens on top of this one."""

    @property
    def reminders(self) -> Reminders | None:
        """None until the first frame stands."""

    def show_top_bar(self) -> None: ...
    async def timer_changed(self) -> None: ...
    async def refresh_actor(self) -> None: ...
    async def undo(self) -> Undone: ...
    async def redo(self) -> Undone: ...


def program_of(app: App[Any]) -> Program:
    """The app of a screen: there is only one."""
    return cast("Program", app)
