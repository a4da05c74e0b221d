"""The form of a contractor, driven by keys."""

from __future__ import annotations

from tests.ui.driver import CrmDriver


async def new(crm: CrmDriver) -> None:
    await crm.press("3", "N")
    await crm.see("New contractor")


async def test_it_opens(crm: CrmDriver) -> None:
    await new(crm)
    print("\n".join(crm.screen_text()))
    await crm.type("Beta SA")
    await crm.see("Ctrl+T opens it.")
    print("\n".join(crm.screen_text()))
