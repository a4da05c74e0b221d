"""What is pasted from mails and invoices into the form of a contractor."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Contractor, Email


async def test_a_tax_id_and_an_address_are_taken_as_they_are_pasted(crm: CrmDriver) -> None:
    await crm.press("3", "N")
    await crm.fill("name", "Berg")
    await crm.fill("tax_id", "VAT: GB 123 456 789")
    await crm.fill("emails", '"Berg, Anna" <Anna@berg.example>')
    await crm.press("ctrl+s")
    await crm.see("Berg")
    found = crm.ask(lambda: Contractor.get(Contractor.name == "Berg"))
    assert found.tax_id == "GB123456789"
    stored = crm.ask(lambda: Email.get(Email.contractor_id == found.id).raw)
    assert stored == "Anna@berg.example"


async def test_a_placeholder_is_no_tax_id(crm: CrmDriver) -> None:
    await crm.press("3", "N")
    await crm.fill("name", "Berg")
    await crm.fill("tax_id", "0000000000")
    await crm.press("ctrl+s")
    await crm.see("That is a placeholder, not a tax id.")
