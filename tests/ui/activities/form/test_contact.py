"""The activity form: what a contact holds, what is refused, and that nothing typed is lost."""

from __future__ import annotations

import pytest

from tests.support.builders import at, persons_on
from tests.support.ui.driver import CrmDriver
from tui_crm.store.models import Activity, Participant

NO_CONTRACTOR = "Choose the contractor: type a few letters of the name."
NO_PERSON = "Add a contact person of this contractor: Ctrl+N."


async def test_r01_the_same_form_records_a_planned_conversation(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "tomorrow 9")
    await crm.see("Tue 24 Nov")
    await crm.press("ctrl+s")
    stored = crm.newest()
    assert stored["starts_at"] == at(24, "09:00")
    assert stored["completed_at"] is None


async def test_r01_the_same_form_records_a_conversation_already_held(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "9:00")
    await crm.press("ctrl+g", "ctrl+s")
    await crm.see("Saved C/2026/0006.")
    assert crm.newest()["completed_at"] == crm.clock().now
    assert crm.listed("09:41 ☎ ALFA").startswith("✓")


async def test_r02_a_contact_names_one_employee_one_contractor_and_its_persons(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.press("ctrl+n")
    await crm.type("mari")
    await crm.press("enter", "ctrl+s")
    stored = crm.newest()
    assert (stored["employee_id"], stored["contractor_id"]) == (crm.actor.employee_id, 1)
    assert len(crm.ask(persons_on, stored["id"])) == 2
    await crm.until(lambda: "ALFA" in crm.cursor_row())
    assert "Jan Kowalski +1" in crm.cursor_row()


async def test_r03_a_contact_is_added_from_my_activities(crm: CrmDriver) -> None:
    await crm.press("2")
    await crm.see("My activities")
    await crm.new_contact()
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0006.", "My activities")
    assert "Mon 23.11 09:45" in crm.cursor_row()


async def test_r05_saving_without_a_contractor_is_refused_and_says_so(crm: CrmDriver) -> None:
    before = crm.count()
    await crm.press("n")
    await crm.fill("note", "wants 5 % for prepaid")
    await crm.press("ctrl+s")
    await crm.see(NO_CONTRACTOR)
    assert crm.focused_id() == "contractor"
    assert crm.shown("#note") == "wants 5 % for prepaid"
    assert crm.count() == before


async def test_r05_after_the_refusal_the_contractor_is_typed_and_all_is_saved(
    crm: CrmDriver,
) -> None:
    await crm.press("n")
    await crm.fill("note", "wants 5 % for prepaid")
    await crm.press("ctrl+s", *"beta", "enter")
    await crm.not_see(NO_CONTRACTOR)
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["note"] == "wants 5 % for prepaid"


async def test_r05_the_refusal_stands_next_to_the_field(crm: CrmDriver) -> None:
    await crm.press("n", "ctrl+s")
    await crm.see(NO_CONTRACTOR)
    lines = crm.screen_text()
    field = next(y for y, line in enumerate(lines) if "Contractor*" in line)
    assert NO_CONTRACTOR in lines[field + 1]


async def test_r06_saving_without_a_contact_person_is_refused_and_says_so(
    crm: CrmDriver,
) -> None:
    before = crm.count()
    await crm.new_contact("lodz")
    await crm.fill("subject", "first call")
    await crm.fill("note", "nobody answers")
    await crm.press("ctrl+s")
    await crm.see(NO_PERSON)
    assert crm.focused_id() == "persons"
    assert crm.shown("#note") == "nobody answers"
    assert crm.shown("#subject") == "first call"
    assert crm.shown("#contractor") == "Łódź Mebel"
    assert crm.count() == before


async def test_r06_a_contact_whose_last_person_was_taken_off_is_refused(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("persons")
    await crm.press("delete", "ctrl+s")
    await crm.see(NO_PERSON)
    assert crm.count() == len(crm.stored(Activity))


async def test_r07_the_subject_is_generated_until_it_is_typed_over(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.until(lambda: crm.shown("#subject") == "phone call: ALFA Sp. z o.o.")
    await crm.fill("type", "e-mail")
    await crm.press("enter")
    await crm.until(lambda: crm.shown("#subject") == "e-mail: ALFA Sp. z o.o.")
    await crm.fill("subject", "prices for spring")
    await crm.fill("type", "sms")
    await crm.press("enter")
    assert crm.shown("#subject") == "prices for spring"
    await crm.press("ctrl+s")
    assert (crm.newest()["subject"], crm.newest()["subject_generated"]) == (
        "prices for spring",
        False,
    )


async def test_r07_an_emptied_subject_is_generated_again(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("subject", "mine")
    await crm.press("ctrl+u", "tab", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["subject"] == "phone call: ALFA Sp. z o.o."


async def test_r07_start_and_planned_duration_are_stored(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "fri 14:00")
    await crm.fill("planned", "1h 30")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    stored = crm.newest()
    assert (stored["starts_at"], stored["planned_minutes"]) == (at(27, "14:00"), 90)


async def test_r07_an_all_day_contact_has_a_day_and_no_hour(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("all_day")
    await crm.press("space", "ctrl+s")
    await crm.see("Saved")
    stored = crm.newest()
    assert stored["starts_at"] is None
    assert stored["starts_on"] == at(23).date()
    assert "all-day" in crm.cursor_row()


async def test_r07_who_made_it_and_who_changed_it_is_shown(crm: CrmDriver) -> None:
    crm.clock.forward(hours=1)
    await crm.press("e")
    await crm.type(" again")
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    await crm.press("enter")
    await crm.see("created 19.11.2026 08:20 Anna Nowak · changed 23.11.2026 10:41 Anna Nowak")


async def test_r07_the_history_says_who_changed_what(crm: CrmDriver) -> None:
    colleague = crm.colleague()
    from tui_crm.services.activities.save import edit_note

    stored = crm.activity(crm.known.invoice)
    colleague.does(
        edit_note, crm.known.invoice, f"they paid {'and '*20}thanked", version=stored["version"],  # type: ignore[arg-type]
        actor=colleague.actor, now=at(23, "09:30"),
    )  # fmt: skip
    await crm.press("h")
    await crm.see("History of C/2026/0002", "they paid")
    line = crm.listed("they paid")
    assert "09:30" in line
    assert "Marek" in line
    assert "call" in line
    whole = crm.shown("#details")
    assert "Note · Marek" in whole
    assert "thanked" in whole


async def test_r36_logging_on_a_row_fills_in_its_contractor_and_persons(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("l")
    await crm.see("Log a conversation")
    assert crm.shown("#contractor") == "Beta S.A."
    assert "Ewa Lis" in crm.shown("#persons")
    assert crm.focused_id() == "note"


async def test_a_cleared_planned_time_is_stored_as_none(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("planned")
    await crm.press("ctrl+u", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["planned_minutes"] is None


async def test_the_direction_of_the_call_is_stored(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("incoming")
    await crm.press("space", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["direction"] == "in"


@pytest.mark.parametrize("key", ["m", "t"])
async def test_nobody_is_asked_who_called_in_a_meeting_or_a_task(crm: CrmDriver, key: str) -> None:
    await crm.press(key)
    await crm.see("All day")
    assert not crm.is_seen("Incoming")
    assert not crm.app.screen.query("#incoming")


async def test_an_opened_contact_is_changed_and_its_version_counts_up(crm: CrmDriver) -> None:
    before = crm.activity(crm.known.beta)
    await crm.open(crm.known.beta)
    await crm.fill("subject", "price list, second try")
    await crm.press("ctrl+s")
    await crm.see("Saved C/2026/0003.")
    after = crm.activity(crm.known.beta)
    assert after["subject"] == "price list, second try"
    assert after["version"] == before["version"] + 1
    assert after["note"] == before["note"]
    assert len(crm.stored(Participant)) == 6


async def test_after_saving_the_cursor_is_on_the_saved_row(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.fill("starts", "16:00")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.current_id() == crm.newest()["id"]
    assert "16:00" in crm.cursor_row()


async def test_enter_goes_to_the_next_field_and_never_saves(crm: CrmDriver) -> None:
    before = crm.count()
    await crm.new_contact()
    await crm.go("employee")
    passed = []
    for _field in range(4):
        passed.append(crm.focused_id())
        await crm.press("enter")
    assert passed[:3] == ["employee", "subject", "starts"]
    assert len(set(passed)) == 4
    assert crm.count() == before


async def test_tab_never_opens_a_list(crm: CrmDriver) -> None:
    from tui_crm.ui.kit.lookup_list import LookupList

    await crm.press("n")
    for _field in range(len(crm.app.screen.focus_chain)):
        await crm.press("tab")
        assert not crm.app.screen.query_one(LookupList).display


async def test_the_value_of_a_field_is_preselected_in_its_list(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("type")
    await crm.press("ctrl+o")
    await crm.see("in person")
    assert "telephone" in crm.cursor_row()
    await crm.press("down", "enter")
    await crm.until(lambda: crm.shown("#type") == "e-mail")


async def test_diacritics_and_case_do_not_matter_when_a_contractor_is_typed(
    crm: CrmDriver,
) -> None:
    await crm.press("n", *"LODZ meb", "enter")
    await crm.until(lambda: crm.shown("#contractor") == "Łódź Mebel")


async def test_a_text_that_matches_no_contractor_stays_and_is_complained_about(
    crm: CrmDriver,
) -> None:
    await crm.press("n", *"zzz", "tab")
    await crm.see("Nothing matches “zzz”. Ctrl+N adds it as a new contractor.")
    await crm.press("shift+tab")
    assert crm.shown("#contractor") == "zzz"


async def test_a_typed_date_is_echoed_with_weekday_and_distance_at_80_columns(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.fill("starts", "thu 14:30")
    await crm.see("Thu 26 Nov 14:30 · in 3 days")


async def test_every_letter_typed_in_one_packet_stands_in_the_subject(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("subject", "prices for spring, second try")
    assert crm.shown("#subject") == "prices for spring, second try"


async def test_the_history_is_in_the_operators_words(closed: CrmDriver) -> None:
    closed.size = (160, 40)
    await closed.start()
    await closed.to(closed.known.delta)
    await closed.press("o", "p")
    closed.clock.forward(seconds=75)
    await closed.press("p", "h")
    await closed.see("reopened", "timer paused")
    told = "\n".join(closed.rows())
    assert "_" not in told
    assert "2026-11-23" not in told
    assert "1:15" in told


async def test_a_form_with_only_a_contractor_in_it_is_no_draft(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("escape")
    await crm.not_see("Kept as a draft")
    await crm.press("W")
    await crm.see("There is no draft")
    await crm.new_contact()
    await crm.fill("note", "wants two crates")
    await crm.press("escape")
    await crm.see("Kept as a draft")
