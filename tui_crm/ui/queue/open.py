"""From a list into its work queue: which activities, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.queries.activities.queue import MOST
from tui_crm.queries.common.page import Span
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.queue.screen import QueueScreen

if TYPE_CHECKING:
    from tui_crm.ui.activities.list.screen import ActivityList


async def open_queue(screen: ActivityList) -> None:
    """The marked ones, else the open ones of the list in its order, one card after the other."""
    lines = list(screen.table.marked.values()) or await _whole(screen)
    rows = [line.row for line in lines if not line.row.completed]
    if not rows:
        screen.say(_("There is nothing open here to be worked through."), error=True)
        return
    screen.hush()
    screen.table.unmark()
    queue = QueueScreen(screen.crm, rows, section=screen.section)
    await screen.app.push_screen(queue)


async def _whole(screen: ActivityList) -> list[ListRow]:
    """The open rows of the list from its beginning on, one more than a queue has at most."""
    found: list[ListRow] = []
    place = None
    while len(found) <= MOST:
        page = await screen.view.page(Span(200, place))
        found += [line for line in page if not line.row.completed]
        if len(page) < 200:
            break
        place = page[-1].place
    return found[: MOST + 1]
