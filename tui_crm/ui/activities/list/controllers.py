"""Everything that is done from a list screen, brought when the first frame stands."""

from __future__ import annotations

# The first action bar asks for them, and they take long to come: they come with the controllers,
# behind the first frame.
import holidays.countries.poland  # noqa: F401

from tui_crm.ui.activities.list.action_bars import ActionBars
from tui_crm.ui.activities.list.bulk_actions import BulkActions
from tui_crm.ui.activities.list.chain import ChainSteps
from tui_crm.ui.activities.list.filters import Filters
from tui_crm.ui.activities.list.host import ListHost
from tui_crm.ui.activities.list.notes import NoteInPlace
from tui_crm.ui.activities.list.row_actions import RowActions
from tui_crm.ui.activities.list.selection import Selection


class ListControllers:
    """The controllers of one list screen, by subject."""

    def __init__(self, host: ListHost) -> None:
        selection = Selection(host)
        self.filters = Filters(host)
        """What the list shows: filter, scope, order, saved views."""
        self.bars = ActionBars(host, selection)
        """Opens the action bars at the bottom, and says what is wrong in them."""
        self.bulk = BulkActions(host, selection)
        """Does what an action bar says, and the same again on the next row."""
        self.rows = RowActions(host)
        """Does what takes one key and asks nothing."""
        self.notes = NoteInPlace(host)
        """The note edited in place."""
        self.chain = ChainSteps(host)
        """To the activity before and after."""
