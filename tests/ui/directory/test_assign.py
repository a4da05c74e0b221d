"""Marks on contractors and persons, and what is done with all of them."""

from __future__ import annotations

import pytest

from tests.support.builders import at, contractor
from tests.support.ui.directory import change, to_card, to_contractor
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Activity, Contractor, Person


def owner(crm: CrmDriver, contractor_id: int) -> int | None:
    stored = next(row for row in crm.stored(Contractor) if row["id"] == contractor_id)
    return None if stored["owner_id"] is None else int(stored["owner_id"])


def marek(crm: CrmDriver) -> int:
    return int(crm.activity(crm.known.marek)["employee_id"])


async def test_a_contractor_goes_with_its_open_activities(crm: CrmDriver) -> None:
    beta = await to_contractor(crm, "Beta S.A.")
    await crm.press("A")
    await crm.see("Assign Beta S.A.", "[x] with open activities")
    await crm.press(*"mar", "enter")
    await crm.see("Contractor assigned to Marek Lis.", "1 open activity went along.")
    assert owner(crm, beta) == crm.activity(crm.known.beta)["employee_id"] == marek(crm)
    await crm.press("u")
    await crm.see("Taken back: contractor assigned, Beta S.A.")
    assert owner(crm, beta) == crm.activity(crm.known.beta)["employee_id"] == crm.actor.employee_id


async def test_without_the_tick_its_activities_stay(crm: CrmDriver) -> None:
    beta = await to_contractor(crm, "Beta S.A.")
    await crm.press("A", *"mar", "tab", "space")
    await crm.see("[ ] with open activities")
    await crm.press("enter")
    await crm.see("Contractor assigned to Marek Lis.")
    assert owner(crm, beta) == marek(crm)
    assert crm.activity(crm.known.beta)["employee_id"] == crm.actor.employee_id


async def test_all_marked_contractors_go_with_at_most_6_keys(crm: CrmDriver) -> None:
    await crm.press("3")
    await crm.see("All contractors")
    await crm.press("asterisk")
    await crm.see("5 marked.")
    before = crm.keys
    await crm.press("A", *"mar", "enter")
    assert crm.keys - before <= 6
    await crm.see("5 contractors assigned to Marek Lis.")
    assert {row["owner_id"] for row in crm.stored(Contractor)} == {marek(crm)}


async def test_on_the_card_it_is_the_contractor_or_the_marked_activities(crm: CrmDriver) -> None:
    beta = await to_card(crm, "Beta S.A.")
    await crm.press("space", "A")
    await crm.until(lambda: "with open activities" not in "\n".join(crm.screen_text()))
    await crm.press("escape", "escape", "escape", "A")
    await crm.see("Assign Beta S.A.", "with open activities")
    await crm.press(*"mar", "enter")
    await crm.see("Contractor assigned to Marek Lis.")
    assert owner(crm, beta) == marek(crm)


async def test_on_the_card_marked_activities_go_also_after_the_bar_of_the_contractor(
    crm: CrmDriver,
) -> None:
    beta = await to_card(crm, "Beta S.A.")
    await crm.press("A")
    await crm.see("with open activities")
    await crm.press("escape", "space", "A")
    await crm.until(lambda: "with open activities" not in "\n".join(crm.screen_text()))
    await crm.press(*"mar", "enter")
    await crm.see("Assigned to Marek Lis.")
    assert crm.activity(crm.known.beta)["employee_id"] == marek(crm)
    assert owner(crm, beta) == crm.actor.employee_id


async def test_what_was_moved_meanwhile_is_not_completed_on_the_card_by_one_enter(
    crm: CrmDriver,
) -> None:
    await to_card(crm, "Beta S.A.")
    await crm.press("c", *"3d")
    change(crm, Activity, crm.known.beta, starts_at=at(25), order_at=at(25))
    await crm.press("enter")
    await crm.see("Somebody has moved this meanwhile; look, and do it again")
    assert crm.activity(crm.known.beta)["completed_at"] is None
    await crm.press("enter")
    await crm.see("Completed.")


async def test_a_colleague_who_changed_it_meanwhile_is_named(crm: CrmDriver) -> None:
    beta = await to_contractor(crm, "Beta S.A.")
    await crm.press("A", *"mar")
    change(crm, Contractor, beta, version=99, city="Kraków")
    await crm.press("enter")
    await crm.see("Beta S.A.: a colleague has changed it meanwhile")
    assert owner(crm, beta) == crm.actor.employee_id
    await crm.press("A", *"mar", "enter")
    await crm.see("Contractor assigned to Marek Lis.")


async def test_all_marked_become_inactive_and_active_again(crm: CrmDriver) -> None:
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.press("space", "space", "i")
    await crm.see("2 are inactive now. u takes it back.")
    assert sum(not row["active"] for row in crm.stored(Person)) == 2
    await crm.press("u")
    await crm.see("Taken back: person made inactive")
    assert all(row["active"] for row in crm.stored(Person))


async def test_marks_are_counted_above_the_list(crm: CrmDriver) -> None:
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.press("space", "space")
    await crm.see("2 marked")
    await crm.press("escape")
    await crm.not_see("marked")


@pytest.mark.parametrize("key", ["A", "i", "Y"])
async def test_an_action_on_nothing_but_hidden_rows_is_refused(crm: CrmDriver, key: str) -> None:
    await to_contractor(crm, "Beta S.A.")
    await crm.press("space", "/", *"alfa", "enter")
    await crm.see("1 marked, 1 out of sight")
    await crm.press(key)
    await crm.see("All marked rows are out of sight: Esc forgets the marks.")


@pytest.mark.parametrize("keys", [("A", *"mar", "enter"), ("i",)])
async def test_what_is_out_of_sight_is_left_out_and_stays_marked(
    crm: CrmDriver, keys: tuple[str, ...]
) -> None:
    beta = await to_contractor(crm, "Beta S.A.")
    await crm.press("space")
    await to_contractor(crm, "ALFA Sp. z o.o.")
    await crm.press("space", "/", *"alfa", "enter")
    await crm.see("2 marked, 1 out of sight")
    await crm.press(*keys)
    await crm.see("1 marked, 1 out of sight")
    stored = next(row for row in crm.stored(Contractor) if row["id"] == beta)
    assert (stored["owner_id"], stored["active"]) == (crm.actor.employee_id, True)


async def test_a_mark_far_away_in_a_long_list_is_not_out_of_sight(crm: CrmDriver) -> None:
    crm.ask(lambda: [contractor(crm.actor, f"Omega {n}") for n in range(250)])
    beta = await to_contractor(crm, "Beta S.A.")
    await crm.press("space", "end")
    await crm.app.screen.catch_up()  # type: ignore[attr-defined]
    assert crm.table().window.index_of(beta) is None
    assert crm.is_seen("1 marked")
    assert not crm.is_seen("out of sight")


async def test_esc_forgets_the_marks_first(crm: CrmDriver) -> None:
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.press("space", "escape", "i")
    await crm.see("is inactive now and not offered any more.")


async def test_the_addresses_of_all_marked_are_copied(crm: CrmDriver) -> None:
    await crm.press("4")
    await crm.see("Contact persons")
    await crm.press("asterisk", "Y")
    await crm.see("2 addresses copied. Without one: 3.")
    assert set(crm.app.clipboard.split(", ")) == {"jan@alfa.example", "ewa@beta.example"}
