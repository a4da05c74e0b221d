"""What screens may ask of the running app, as protocols, since they must not import `ui.app`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from tui_crm.terminal.type_ahead import TypeAheadGate
    from tui_crm.ui.kit.navigation import Navigation


class Reminders(Protocol):
    """The app's reminders, as far as screens use them."""

    @property
    def is_due(self) -> bool:
        """Whether a reminder is due now."""

    def announce(self) -> None:
        """Show the reminders that were not announced yet on the current screen."""


class Undone(NamedTuple):
    """The result of undo or redo: a sentence for the operator, and the activities it changed."""

    message: str
    activity_ids: tuple[int, ...]


class Program(Protocol):
    """`app.CrmApp`, as far as screens use it."""

    gate: TypeAheadGate

    def navigation_of(self, screen: Screen[Any]) -> Navigation:
        """What opens other screens on top of *screen*."""

    @property
    def reminders(self) -> Reminders | None:
        """None until the first frame is shown."""

    def show_top_bar(self) -> None: ...
    def use_theme(self, asked: str) -> None: ...
    async def timer_changed(self) -> None: ...
    async def refresh_actor(self) -> None: ...
    async def undo(self) -> Undone: ...
    async def redo(self) -> Undone: ...


def program_of(app: App[Any]) -> Program:
    """The app of a screen, typed as what screens may use."""
    return cast("Program", app)
