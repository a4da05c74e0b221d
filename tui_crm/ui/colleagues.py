"""Watches for colleagues' commits: reloads the visible list and the operator's own rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from tui_crm.domain.errors import CrmError, Refused, Upgraded
from tui_crm.store.connection import data_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.terminal.type_ahead import TypeAheadGate
    from tui_crm.ui.kit.context import Context
    from tui_crm.ui.kit.screen import CrmScreen

EVERY: Final = 2.0
"""Seconds between two checks."""


class Watched(Protocol):
    """The app, as `ColleagueWatch` uses it."""

    crm: Context
    gate: TypeAheadGate

    @property
    def shown(self) -> CrmScreen[Any] | None: ...
    async def refresh_actor(self) -> None: ...
    async def timer_changed(self) -> None: ...
    def sign_out(self, reason: str) -> None: ...
    def call_later(self, callback: Callable[..., Any], /, *args: Any) -> bool: ...


class ColleagueWatch:
    """Detects commits of other connections to the database."""

    def __init__(self, app: Watched) -> None:
        self.app = app
        self.version: int | None = None
        """SQLite's data version that is shown; None before the first check."""

    async def look(self) -> None:
        """Reload if another connection has committed, and on the first check.

        Something may have been committed between the first frame and the first check.
        """
        try:
            version = await self.app.crm.db(data_version)
        except CrmError:
            return
        if version == self.version:
            return
        try:
            await self.app.refresh_actor()
        except (Refused, Upgraded) as error:
            self.app.sign_out(error.message)
            return
        except CrmError:
            return
        self.app.call_later(self._catch_up, version)

    async def _catch_up(self, version: int) -> None:
        """Reload the visible list around its cursor; keys wait for that."""
        screen = self.app.shown
        # A key that is being handled reloads the list itself: leave it to the next check.
        if screen is not None and not screen.busy and not self.app.gate.busy:
            self.version = version
            await screen.catch_up()
            await self.app.timer_changed()
