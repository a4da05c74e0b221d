"""How long it took, typed over what was measured, in the bar that completes."""

from __future__ import annotations

import pytest

from tests.support.ui.driver import CrmDriver


async def test_a_length_is_typed_in_the_bar_and_echoed(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "tab", "tab", *"7:30")
    await crm.see("7 min 30 s")
    await crm.press("enter")
    await crm.see("Completed.")
    assert crm.activity(crm.known.beta)["duration_seconds"] == 450


async def test_what_the_timer_measured_stands_there_and_counts(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("p")
    crm.clock.forward(minutes=3, seconds=5)
    await crm.press("p", "c")
    await crm.see("length", "3 min 5 s")
    await crm.press("enter")
    await crm.see("Completed.")
    assert crm.activity(crm.known.beta)["duration_seconds"] == 185


async def test_what_is_no_length_is_said_and_completes_nothing(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "tab", "tab", *"soon")
    await crm.see("? cannot be read")
    await crm.press("enter")
    await crm.see("“soon” is not how long it took. Type for example 7, 7:30 or 1h05.")
    assert crm.activity(crm.known.beta)["completed_at"] is None


async def test_left_it_is_written_out_and_kept_as_a_draft(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "tab", "tab", *"1h05", "tab")
    assert crm.shown("#took") == "1 h 5 min"
    await crm.press("escape")
    await crm.see("Not completed")
    await crm.press("c")
    await crm.see("Complete Beta S.A.")
    assert crm.shown("#took") == "1 h 5 min"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1:02:03", "1 h 2 min 3 s"), ("1 h 5 min 10 s", "1 h 5 min 10 s"),
     ("11:59:59", "11 h 59 min 59 s"), ("90 s", "1 min 30 s")],
)  # fmt: skip
async def test_a_long_one_is_shown_whole(crm: CrmDriver, typed: str, shown: str) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "tab", "tab", *typed, "tab")
    assert crm.shown("#took") == shown


async def test_a_long_call_that_was_measured_is_shown_whole(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("p")
    crm.clock.forward(hours=1, minutes=2, seconds=3)
    await crm.press("p", "c")
    await crm.see("length 1 h 2 min 3 s")


async def test_of_several_rows_there_is_no_length_to_type(crm: CrmDriver) -> None:
    await crm.press("*", "c")
    await crm.see("Complete 2 activities")
    assert not crm.is_seen("length")
    for _field in range(4):
        await crm.press("tab")
        assert crm.focused_id() != "took"


async def test_tab_goes_through_the_fields_as_they_stand(crm: CrmDriver) -> None:
    await crm.press("c")
    order = []
    for _field in range(4):
        await crm.press("tab")
        order.append(crm.focused_id())
    assert order == ["outcome", "took", "done-note", "next-at"]
