"""What a controller may ask of an activity list, as a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui_crm.ui.kit.host import Host

if TYPE_CHECKING:
    from tui_crm.domain.activities.saved_view import ViewContent
    from tui_crm.queries.saved_views import ViewRow
    from tui_crm.ui.kit.list_model import ListModel
    from tui_crm.ui.kit.table import RecordTable
    from tui_crm.ui.panels.activity_columns import ListRow


class ListHost(Host, Protocol):
    """A screen that lists activities, as its controllers use it."""

    @property
    def table(self) -> RecordTable[ListRow]:
        """The list widget."""

    @property
    def model(self) -> ListModel:
        """What is listed."""

    @property
    def current(self) -> ListRow | None:
        """The row under the cursor."""

    def show_columns(self) -> None:
        """Take the columns from the model again."""

    async def ask_when(self, question: str) -> None:
        """Ask when to call again for the chosen rows."""

    def close_bars(self) -> None:
        """Hide the action bars and focus the list."""

    def forget_completion(self) -> None:
        """Delete the draft of the completion bar for the chosen rows."""


@runtime_checkable
class InAnyOrder(Protocol):
    """A list model whose order need not be that of the dates."""

    async def oldest_due(self, most: int) -> list[ListRow]:
        """The open ones of the list, oldest due first; at most *most*."""


@runtime_checkable
class FilteredByForm(Protocol):
    """A list model that supports the filter form and saved views."""

    content: ViewContent
    """The current scope, filter and order."""

    def whose(self, content: ViewContent) -> str:
        """Whose activities it would show with another filter, as a title."""

    def choose(self, content: ViewContent) -> None:
        """Apply the result of the filter form."""

    def apply(self, row: ViewRow, content: ViewContent) -> None:
        """Apply a saved view."""
