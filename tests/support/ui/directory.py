"""The ways to a contractor or a person, and changes nobody made on this screen."""

from __future__ import annotations

from typing import Any

from tests.support.ui.company import contractor_id
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Person


async def to_contractor(crm: CrmDriver, name: str) -> int:
    """Section 3, the cursor on a contractor."""
    await crm.press("3")
    await crm.see("All contractors")
    wanted = crm.ask(contractor_id, name)
    await crm.to(wanted)
    return wanted


async def to_card(crm: CrmDriver, name: str) -> int:
    """The card of a contractor."""
    wanted = await to_contractor(crm, name)
    await crm.press("enter")
    await crm.until(lambda: crm.app.screen.query("#head"), "a card")
    return wanted


def change(crm: CrmDriver, model: Any, row_id: int, **values: Any) -> None:
    """Behind the program's back, as a colleague's program would have done it."""
    crm.ask(lambda: model.update(**values).where(model.id == row_id).execute())


def person_id(crm: CrmDriver, last_name: str) -> int:
    """A person by last name."""
    return int(next(row["id"] for row in crm.stored(Person) if row["last_name"] == last_name))
