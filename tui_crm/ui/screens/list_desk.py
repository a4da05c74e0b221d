"""Everything that is done from a list screen, brought when the first frame stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

# The first strip asks for them, and they take long to come: they come with the desk, behind the
# first frame.
import holidays.countries.poland  # noqa: F401

from tui_crm.ui.screens.list_chain import ListChain
from tui_crm.ui.screens.list_deeds import Deeds
from tui_crm.ui.screens.list_filters import FilterDesk
from tui_crm.ui.screens.list_forms import FormDesk
from tui_crm.ui.screens.list_loop import Loop
from tui_crm.ui.screens.list_notes import NoteDesk
from tui_crm.ui.screens.list_strips import StripDesk

if TYPE_CHECKING:
    from tui_crm.ui.screens.activity_list import ActivityList


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
