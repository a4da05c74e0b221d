"""The digest of the day: read, turned, copied."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import HOSTILE, clean
from tui_crm.store.models import Activity, Contractor


async def test_the_day_is_told_with_what_was_done_moved_and_comes_next(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("r", *"tomorrow 9", "enter")
    await crm.see("Moved to")
    await crm.press("D")
    await crm.see("Digest", "Anna Nowak", "Mon 23 Nov", "1 done, talk 10:00")
    await crm.see("- Delta · Adam Nowy · 10:00", "agreed: 12 pieces")
    await crm.see("Moved", "Tue 24 Nov 09:00 · ALFA Sp. z o.o.")
    await crm.see("Still open", "- 10:00 · Beta S.A. · Ewa Lis", "Next: Tue 24 Nov")


async def test_what_was_taken_back_was_not_moved(crm: CrmDriver) -> None:
    await crm.press("r", *"1d", "enter", "u")
    await crm.see("Taken back")
    await crm.press("D")
    await crm.see("Still open")
    assert not crm.is_seen("Moved")


async def test_another_day_is_one_key_away(crm: CrmDriver) -> None:
    await crm.press("D", "[")
    await crm.see("Sun 22 Nov", "0 done", "Next: Mon 23 Nov")
    await crm.press("]", "]")
    await crm.see("Tue 24 Nov")


async def test_it_is_copied_as_it_is_shown(crm: CrmDriver) -> None:
    copied: list[str] = []
    crm.app.copy_to_clipboard = copied.append  # type: ignore[method-assign, assignment]
    await crm.press("D", "y")
    await crm.see("Copied.")
    assert "- Delta · Adam Nowy · 10:00\n  agreed: 12 pieces" in copied[0]
    await crm.press("escape")
    await crm.see("OVERDUE")


async def test_of_everybody_where_the_list_is_everybodys(crm: CrmDriver) -> None:
    await crm.press("2", "a", "D")
    await crm.see("everybody", "- Marek Lis: 12:00 · ALFA Sp. z o.o. · Maria Zielińska")
    await crm.see("- Anna Nowak: Delta · Adam Nowy · 10:00")


async def test_hostile_texts_are_told_as_they_are_and_copied_clean(crm: CrmDriver) -> None:
    crm.ask(lambda: Contractor.update(name=HOSTILE[2]).where(Contractor.id == 2).execute())
    crm.ask(lambda: Activity.update(note="a\x1b]52;c;eA==\x07b").execute())
    copied: list[str] = []
    crm.app.copy_to_clipboard = copied.append  # type: ignore[method-assign, assignment]
    await crm.press("D")
    await crm.see(HOSTILE[2])
    assert clean(crm)
    await crm.press("y")
    assert "\x1b" not in copied[0]


async def test_ones_own_is_without_what_colleagues_do_and_leads_to_the_next_working_day(
    crm: CrmDriver,
) -> None:
    await crm.press("r", *"30.11 9:00", "enter")
    await crm.see("Moved to Mon 30 Nov 09:00.")
    await crm.press("D")
    await crm.see("Digest", "Anna Nowak", "Beta S.A.")
    assert not crm.is_seen("Maria Zielińska")
    await crm.press(*["]"] * 4)
    await crm.see("Fri 27 Nov", "Next: Mon 30 Nov")


async def test_another_day_is_read_from_its_beginning(closed: CrmDriver) -> None:
    closed.size = (60, 7)
    await closed.start()
    await closed.press("D", "end")
    await closed.until(lambda: closed.app.screen.query_one("#digest").scroll_y > 0, "the end")
    await closed.press("[")
    await closed.until(lambda: closed.app.screen.query_one("#digest").scroll_y == 0, "the top")
