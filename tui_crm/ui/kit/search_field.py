"""An input above a list of results: letters change the search, arrow keys move in the list."""

from __future__ import annotations

from typing import Any

from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.table import RecordTable


class SearchField(TextField):
    """Keeps the focus while the cursor moves in the list; the screen defines action `open`.

    It stays a line meanwhile, so that of two rows only that of the list is blue.
    """

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder)
        self.add_class("keeps-line")

    @property
    def _list(self) -> RecordTable[Any]:
        return self.screen.query_one(RecordTable)

    async def key_down(self) -> None:
        await self._list.action_move(1)

    async def key_up(self) -> None:
        await self._list.action_move(-1)

    async def key_pagedown(self) -> None:
        await self._list.action_page(1)

    async def key_pageup(self) -> None:
        await self._list.action_page(-1)

    async def action_open(self) -> None:
        await self.screen.run_action("open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether `open` works depends on the screen, which knows its results."""
        if action == "open":
            return self.screen.check_action(action, parameters)
        return super().check_action(action, parameters)
