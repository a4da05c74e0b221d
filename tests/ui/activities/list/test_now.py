"""All activities open at now; the work queue hands out the oldest due first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support import builders
from tests.support.builders import at, contact, contractor, person
from tests.support.ui.driver import CrmDriver
from tui_crm.services.activities.save import save


def future(crm: CrmDriver, count: int) -> None:
    """Contacts with Omega, each a day later than the one before, from 3 December on."""

    def put() -> None:
        first = at(3, "12:00", month=12)
        omega = contractor(crm.actor, "Omega")
        ola = person(crm.actor, omega, "Ola Nowicka")
        for day in range(count):
            edit = contact(crm.actor, omega, ola, starts_at=first + timedelta(days=day))
            save(edit, actor=crm.actor, instant=builders.instant())

    crm.ask(put)


async def test_all_activities_open_at_the_next_one_from_now_on(crm: CrmDriver) -> None:
    future(crm, 25)
    await crm.press("2")
    await crm.see("Beta S.A.", "Omega")
    assert crm.current_id() == crm.known.beta
    lines = [line for line in crm.screen_text() if "Beta S.A." in line or "Omega" in line]
    assert "Omega" in lines[0], "what comes later stands above"


async def test_home_and_end_go_to_the_ends(crm: CrmDriver) -> None:
    future(crm, 25)
    await crm.press("2", "home")
    assert crm.current_id() == crm.newest()["id"]
    await crm.press("end")
    assert crm.current_id() == crm.stored()[0]["id"]


async def test_with_nothing_to_come_it_opens_at_the_last_one(crm: CrmDriver) -> None:
    crm.clock.forward(minutes=5 * 24 * 60)
    await crm.press("2")
    assert crm.current_id() == crm.known.gamma


async def test_sorted_by_another_column_it_opens_at_the_first_row(crm: CrmDriver) -> None:
    await crm.press("2", "s")
    assert crm.current_id() == crm.table().rows[0].id


@pytest.mark.parametrize("keys", [("2",), ("2", "S"), ("2", "s"), ("2", "a"), ("2", "s", "S")])
async def test_the_queue_hands_out_the_oldest_due_first(
    crm: CrmDriver, keys: tuple[str, ...]
) -> None:
    future(crm, 3)
    await crm.press(*keys, "Q")
    await crm.see("the oldest due first")
    queued = [row.row.starts_at for row in crm.table().rows]
    assert queued == sorted(queued)
    assert crm.current_id() == crm.known.invoice


async def test_the_queue_of_marked_rows_hands_out_the_oldest_due_first(crm: CrmDriver) -> None:
    await crm.press("2")
    for one in (crm.known.gamma, crm.known.beta, crm.known.invoice):
        await crm.to(one)
        await crm.press("space")
    await crm.press("Q")
    ids = [row.id for row in crm.table().rows]
    assert ids == [crm.known.invoice, crm.known.beta, crm.known.gamma]


async def test_a_queue_of_more_than_it_holds_is_of_the_oldest(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.ui.activities.list.selection.MOST", 3)
    future(crm, 10)
    await crm.press("2", "Q")
    assert [row.id for row in crm.table().rows][:2] == [crm.known.invoice, crm.known.offer]
