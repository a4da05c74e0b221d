"""What the screens ask of the program around them; they must not import it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from textual.app import App

    from tui_crm.terminal.type_ahead import KeyGate
    from tui_crm.ui.reminders.notifier import Reminding


class Program(Protocol):
    """`app.CrmApp`, as far as screens know it."""

    gate: KeyGate
    reminding: Reminding | None
    """None until the first frame stands."""

    def show_top_bar(self) -> None: ...
    async def timer_changed(self) -> None: ...
    async def know_again(self) -> None: ...


def program_of(app: App[Any]) -> Program:
    """The app of a screen: there is only one."""
    return cast("Program", app)
