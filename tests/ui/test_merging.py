"""Two contractors that are one, merged by keys."""

from __future__ import annotations

from tests.ui.driver import CrmDriver


async def test_it(crm: CrmDriver) -> None:
    await crm.press("3", "M")
    await crm.type("bet")
    await crm.press("enter")
    print("\n".join(crm.screen_text()))
    await crm.press("ctrl+s")
    print("\n".join(crm.screen_text()))
    await crm.press("u")
    print("\n".join(crm.screen_text()))
