"""A cost is typed with its currency."""

from __future__ import annotations

from decimal import Decimal

from tests.support.ui.driver import CrmDriver


async def test_the_currency_typed_beside_a_cost_is_taken(crm: CrmDriver) -> None:
    await crm.press("m")
    await crm.type("alfa")
    await crm.press("enter")
    await crm.fill("planned_cost", "1 200 €")
    await crm.press("ctrl+s")
    await crm.see("Saved M/2026/")
    stored = crm.newest()
    assert (stored["planned_cost"], stored["currency"]) == (Decimal(1200), "EUR")
