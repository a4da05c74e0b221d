"""The commands of a screen by their names."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver


async def test_enter_runs_the_command_and_the_window_says_so(crm: CrmDriver) -> None:
    await crm.press("colon", *"digest")
    await crm.see("Enter run", "Esc leave")
    await crm.press("enter")
    await crm.see("Digest", "day before")


async def test_leaving_runs_nothing(crm: CrmDriver) -> None:
    await crm.press("colon", *"digest", "escape")
    await crm.see("OVERDUE")
    assert not crm.is_seen("Digest")
