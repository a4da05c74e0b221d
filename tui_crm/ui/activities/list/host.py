"""The list of activities as its controllers know it."""

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
    """A screen that lists activities."""

    @property
    def table(self) -> RecordTable[ListRow]:
        """The list itself."""

    @property
    def model(self) -> ListModel:
        """What is listed."""

    @property
    def current(self) -> ListRow | None:
        """The row under the cursor."""

    def show_columns(self) -> None:
        """Show the columns of the model, which may have become other ones."""

    async def ask_when(self, question: str) -> None:
        """Ask when the chosen rows are tried again."""

    def close_bars(self) -> None:
        """Take the action bars away; the focus goes back to the list."""

    def forget_completion(self) -> None:
        """Forget what was typed to complete the chosen rows."""


@runtime_checkable
class FilteredByForm(Protocol):
    """A list model that the filter form narrows, and whose filter can be kept as a saved view."""

    content: ViewContent
    """Scope, filter and order as they are now."""

    def choose(self, content: ViewContent) -> None:
        """Show what the filter form gives."""

    def apply(self, row: ViewRow, content: ViewContent) -> None:
        """Show a saved view."""
