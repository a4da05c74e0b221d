"""Collects the controllers of an activity list; imported only after the first frame."""

from __future__ import annotations

# Slow to import and needed by the first action bar: imported with the controllers, after the first
# frame.
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
        """Filter, scope, order, saved views."""
        self.bars = ActionBars(host, selection)
        """Opens the action bars and answers their questions."""
        self.bulk = BulkActions(host, selection)
        """Actions on chosen rows that a bar asks for, and their repetition."""
        self.rows = RowActions(host)
        """Actions that need one key and no input."""
        self.notes = NoteInPlace(host)
        """Editing the note on the list."""
        self.chain = ChainSteps(host)
        """The previous and next activity."""
