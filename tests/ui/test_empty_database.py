"""Before there is anything in the database: every key says something sensible."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Activity, Participant


async def test_an_empty_database_says_what_to_do(closed: CrmDriver) -> None:
    closed.ask(lambda: (Participant.delete().execute(), Activity.delete().execute()))
    await closed.start()
    await closed.see("Nothing planned, nothing overdue.", "n plans a contact", "7 sets up staff")
    await closed.press("2")
    await closed.see("No activities yet.")
    await closed.press(*"cerxpyhoe[]*", "enter", "space", "down", "pagedown", "G")
    assert closed.app.bug is None
    assert closed.focused_id() == "list"
