"""Whoever must not be called: their number is not given to the clipboard, and it is said why."""

from __future__ import annotations

from tests.support import builders
from tests.support.builders import NOW, at
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.directory.person import AffiliationEdit, PersonEdit
from tui_crm.services.activities.save import save
from tui_crm.services.directory import persons


async def test_on_a_list_of_activities_the_reason_comes_instead_of_the_number(
    crm: CrmDriver,
) -> None:
    def add() -> int:
        actor = builders.operator()
        made = builders.contractor(actor, "Zeta", phone="22 555 66 77")
        edit = PersonEdit(
            key="zyta", first_name="Zyta", last_name="Zet", phones=("602 345 678",),
            emails=("zyta@zeta.example",), do_not_call=True, note="asked in March not to",
            affiliations=(AffiliationEdit(made),),
        )  # fmt: skip
        zyta = persons.save(edit, actor=actor, now=NOW)
        call = builders.contact(actor, made, zyta, starts_at=at(23, "10:30"))
        return int(save(call, actor=actor, instant=builders.instant()).activity_id)

    added = crm.ask(add)
    await crm.press("a", "a")
    await crm.to(added)
    await crm.press("y")
    await crm.see("Do not call Zyta Zet: asked in March not to")
    assert crm.app.clipboard == ""
    await crm.press("Y")
    await crm.see("Copied: zyta@zeta.example")
    await crm.open(added)
    await crm.see("⊘ do not call")
    await crm.go("persons")
    await crm.press("delete", "+")
    await crm.see("Zyta Zet", "⊘ do not call")
    assert not crm.is_seen("602 345 678")
    await crm.press("enter")
    await crm.see("⊘ do not call", "zyta@zeta.example")
    assert not crm.is_seen("602 345 678")
