"""The form of a contact person, driven by keys."""

from __future__ import annotations

from tests.ui.driver import CrmDriver


async def new(crm: CrmDriver) -> None:
    await crm.press("4", "N")
    await crm.see("New contact person")


async def test_it_opens(crm: CrmDriver) -> None:
    await new(crm)
    await crm.type("Jan")
    await crm.press("enter")
    await crm.type("Kowalski")
    await crm.see("Ctrl+T opens it.")
    await crm.go("place-finder")
    await crm.type("beta")
    print("\n".join(crm.screen_text()))
    await crm.press("enter")
    await crm.type("boss")
    await crm.press("tab")
    await crm.type("purchasing")
    await crm.go("place-finder")
    await crm.press(*"gamma", "enter", *"chef")
    print("\n".join(crm.screen_text()))
    await crm.press("ctrl+s")
    print("\n".join(crm.screen_text()))
