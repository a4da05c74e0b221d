"""Everything that is done from a list screen, brought when the first frame stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

# The first strip asks for them, and they take long to come: they come with the desk, behind the
# first frame.
import holidays.countries.poland  # noqa: F401

from tui_crm.ui.activities.form.opener import FormDesk
from tui_crm.ui.activities.list.action_bars import StripDesk
from tui_crm.ui.activities.list.bulk_actions import Loop
from tui_crm.ui.activities.list.chain import ListChain
from tui_crm.ui.activities.list.filters import FilterDesk
from tui_crm.ui.activities.list.notes import NoteDesk
from tui_crm.ui.activities.list.row_actions import Deeds

if TYPE_CHECKING:
    from tui_crm.ui.activities.list.screen import ActivityList


class ListDesk:
    """The desks of one list screen, by subject."""

    def __init__(self, screen: ActivityList) -> None:
        self.forms = FormDesk(screen)
        """Into a form and back, and what was left of one as a draft."""
        self.filters = FilterDesk(screen)
        """What the list shows: filter, scope, order, saved views."""
        self.strips = StripDesk(screen)
        """Opens the strips at the bottom, and says what is wrong in them."""
        self.loop = Loop(screen, self.strips)
        """Does what a strip says, and the same again on the next row."""
        self.deeds = Deeds(screen)
        """Does what takes one key and asks nothing."""
        self.notes = NoteDesk(screen)
        """The note edited in place."""
        self.chain = ListChain(screen)
        """To the activity before and after."""
