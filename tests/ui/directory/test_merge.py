"""Two contractors that are one, merged by keys."""

from __future__ import annotations

from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Contractor


def named(crm: CrmDriver, name: str) -> dict[str, object]:
    return next(row for row in crm.stored(Contractor) if row["name"] == name)


async def half_way(crm: CrmDriver) -> None:
    """ALFA is to go into Beta, nothing is done yet."""
    await crm.press("3", "M", *"bet", "enter")
    await crm.see("ALFA Sp. z o.o. becomes inactive and keeps its history.")


async def test_what_moves_and_which_one_stays_is_said_before_it_is_done(crm: CrmDriver) -> None:
    await half_way(crm)
    await crm.see(
        "What moves: 2 activities, 2 persons, 1 number, 0 e-mail addresses.",
        "Beta S.A. stays, and takes over what it does not say yet.",
    )
    await crm.press("escape")
    await crm.not_see("Merging contractors")
    assert named(crm, "ALFA Sp. z o.o.")["active"]


async def test_merged_the_one_that_stays_has_everything_and_one_key_parts_them(
    crm: CrmDriver,
) -> None:
    await half_way(crm)
    await crm.press("ctrl+s")
    await crm.see("ALFA Sp. z o.o. → Beta S.A.: merged. u takes it back.")
    assert not any("ALFA" in line for line in crm.rows())
    assert crm.cursor_row().startswith("Beta S.A.")
    await crm.see("─ Beta S.A. ─", "Ewa Lis, purchasing")
    assert crm.listed("Beta S.A.").split()[-1] == "3"
    await crm.press("u")
    await crm.see("Taken back: contractors merged")
    assert crm.listed("Beta S.A.").split()[-1] == "1"
    assert crm.listed("ALFA Sp. z o.o.").split()[-1] == "2"


async def test_turned_round_the_other_one_goes(crm: CrmDriver) -> None:
    await half_way(crm)
    await crm.press("ctrl+r")
    await crm.see("Beta S.A. becomes inactive and keeps its history.")
    assert crm.shown("#stays") == "ALFA Sp. z o.o."
    await crm.press("ctrl+s")
    await crm.see("Beta S.A. → ALFA Sp. z o.o.: merged.")
    gone = named(crm, "Beta S.A.")
    assert (gone["active"], gone["merged_into_id"]) == (
        False,
        named(crm, "ALFA Sp. z o.o.")["id"],
    )


async def test_the_contractor_itself_is_not_offered(crm: CrmDriver) -> None:
    await crm.press("3", "M", *"alfa")
    await crm.press("ctrl+s")
    await crm.see("Nothing matches “alfa”", "Merging contractors")
    assert crm.focused_id() == "stays"


async def test_between_two_that_match_nothing_is_merged(crm: CrmDriver) -> None:
    await crm.press("3", "M", "a", "ctrl+s")
    await crm.see("Several match “a”: choose one", "Merging contractors")
    assert named(crm, "ALFA Sp. z o.o.")["active"]


async def test_typed_ahead_in_one_packet_it_is_the_one_that_was_meant(crm: CrmDriver) -> None:
    await crm.press("3", "M", *"gamma", "enter", "ctrl+s")
    await crm.see("ALFA Sp. z o.o. → Gamma s.c.: merged.")


async def test_turned_round_the_one_that_goes_now_is_not_offered(crm: CrmDriver) -> None:
    await half_way(crm)
    await crm.press("ctrl+r")
    await crm.until(lambda: crm.shown("#stays") == "ALFA Sp. z o.o.", "the other one")
    await crm.press("ctrl+u", *"beta", "ctrl+s")
    await crm.see("Nothing matches “beta”", "Merging contractors")
