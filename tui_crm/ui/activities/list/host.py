"""The list of activities as its controllers know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui_crm.ui.kit.host import Host

if TYPE_CHECKING:
    from tui_crm.ui.activities.list_models import ListView
    from tui_crm.ui.kit.table import RecordTable
    from tui_crm.ui.panels.activity_columns import ListRow


class ListHost(Host, Protocol):
    """A screen that lists activities."""

    @property
    def table(self) -> RecordTable[ListRow]:
        """The list itself."""

    @property
    def view(self) -> ListView:
        """What is listed."""

    @property
    def current(self) -> ListRow | None:
        """The row under the cursor."""

    async def ask_when(self, question: str) -> None:
        """Ask when the chosen rows are tried again."""

    def close_bars(self) -> None:
        """Take the action bars away; the focus goes back to the list."""

    def forget_completion(self) -> None:
        """Forget what was typed to complete the chosen rows."""
