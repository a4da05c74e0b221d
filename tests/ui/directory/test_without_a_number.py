"""The views of contractors and persons who cannot be called."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Person, Phone

NOBODY = "Nobody is in this view. v shows the next one, Esc all."


def shown(crm: CrmDriver) -> list[str]:
    return [row.name for row in crm.table().rows]


@pytest.mark.parametrize(
    ("section", "title", "keys"),
    [("4", "Persons without a telephone number", 1), ("3", "Without a telephone number", 4)],
)
async def test_the_view_is_reached_by_v_and_left_by_escape(
    crm: CrmDriver, section: str, title: str, keys: int
) -> None:
    crm.ask(lambda: Phone.delete().execute())
    await crm.press(section)
    await crm.until(lambda: crm.table().rows)
    everybody = shown(crm)
    await crm.press(*"v" * keys)
    await crm.see(title)
    assert shown(crm) == everybody
    await crm.press("escape")
    await crm.not_see(title)


async def test_they_are_worked_off_one_after_the_other(crm: CrmDriver) -> None:
    crm.ask(lambda: Phone.delete().execute())
    await crm.press("4", "v")
    await crm.see("Persons without a telephone number")
    first, second, *_rest = shown(crm)
    await crm.press("e")
    await crm.fill("phones", "601 222 333")
    await crm.press("ctrl+s")
    await crm.until(lambda: first not in shown(crm))
    assert crm.is_seen("Persons without a telephone number")
    current = crm.table().current
    assert current is not None
    assert current.name == second


async def test_a_new_one_with_a_number_is_shown_all_the_same(crm: CrmDriver) -> None:
    await crm.press("4", "v")
    await crm.see("Persons without a telephone number")
    await crm.press("N")
    await crm.fill("last_name", "Aaron")
    await crm.fill("phones", "601 222 333")
    await crm.press("ctrl+s")
    await crm.until(lambda: "Aaron" in shown(crm))


async def test_an_empty_view_says_that_it_is_the_view(crm: CrmDriver) -> None:
    def all_have_one() -> None:
        for one in Person.select(Person.id):
            Phone.create(person_id=one.id, raw="601", normalised="601", tail="601", backwards="")

    crm.ask(all_have_one)
    await crm.press("4", "v")
    await crm.see(NOBODY)
    await crm.press("enter")
    await crm.see("The view hides everything here: Esc shows all.")
