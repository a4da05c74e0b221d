"""Whatever is typed or pasted: a sentence next to the field, nothing lost, nothing acted upon."""

from __future__ import annotations

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.fields import FIELD_LIMIT, TextField


async def assert_refused(
    crm: CrmDriver, field: str, text: str, complaint: str, sentence: str
) -> None:
    """What was typed stays, the sentence stands below its row, the focus is there."""
    await crm.press("ctrl+s")
    await crm.see(sentence)
    told = " ".join(crm.shown(complaint).split())
    assert sentence in told
    assert crm.focused_id() == field
    assert crm.app.screen.query_one(f"#{field}").value == text  # type: ignore[attr-defined]
    assert crm.count() == 7


UNREADABLE_STARTS = [
    ("sometime", "“sometime” is not a date. Type for example 14:30"),
    ("31.02", "31.02"),
    ("25:00", "25:00"),
    ("31.12.9999", "Type a date between the years 1970 and 9998."),
    ("99999999999999d", "That is too far away."),
    ("[/]", "“[/]” is not a date."),
    ("🙂", "“🙂” is not a date."),
]


async def test_an_unreadable_start_is_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    for text, sentence in UNREADABLE_STARTS:
        await crm.fill("starts", text)
        await assert_refused(crm, "starts", text, "#error-starts", sentence)


async def test_an_unreadable_start_is_said_on_leaving_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "sometime")
    await crm.press("tab")
    await crm.see("“sometime” is not a date.")
    await crm.press("shift+tab")
    await crm.type("14:30")
    await crm.not_see("is not a date.")


UNREADABLE_NUMBERS = [
    ("planned", "abc", "“abc” is not a length of time. Type for example 30 or 1h 30."),
    ("planned", "99999", "Plan between 0 minutes and 7 days."),
    ("hours", "x", "Type the hours as a whole number from 0 to"),
    ("days", "many", "Type the days as a whole number from 0 to"),
    ("weeks", "1.5", "Type the weeks as a whole number from 0 to"),
]


async def test_what_cannot_be_read_is_said_on_leaving_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    for field, text, sentence in UNREADABLE_NUMBERS:
        await crm.fill(field, text)
        assert not crm.is_seen(sentence)
        await crm.press("tab")
        await crm.see(sentence)
        assert crm.focused_id() != field
        await crm.press("shift+tab")
        await crm.type("1")
        await crm.not_see(sentence)


async def test_a_key_that_leads_away_says_it_too(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("planned", "abc")
    await crm.press("ctrl+r")
    await crm.see("“abc” is not a length of time.")
    assert crm.focused_id() == "days"


async def test_an_empty_start_is_refused(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("starts")
    await crm.press("ctrl+u")
    sentence = "Say when it starts, for example 14:30"
    await assert_refused(crm, "starts", "", "#error-starts", sentence)


async def test_an_unreadable_planned_time_is_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    for text in ("soon", "-5", "1e9", "99999", "999999999", "[/]"):
        await crm.fill("planned", text)
        sentence = "is not a length of time" if text != "99999" else "Plan between 0 minutes and"
        await assert_refused(crm, "planned", text, "#error-starts", sentence)


async def test_offsets_that_cannot_be_are_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+r")
    for unit, text in (("weeks", "10000"), ("weeks", "x"), ("days", "-1"), ("hours", "1.5")):
        await crm.fill(unit, text)
        sentence = f"Type the {unit} as a whole number from 0 to"
        await assert_refused(crm, unit, text, "#error-follow", sentence)
        # The last field that is wrong is not the first one that is looked at.
        await crm.fill(unit, "1")


async def test_a_follow_up_beyond_the_last_year_is_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "31.12.9998 10:00")
    await crm.press("ctrl+r")
    await crm.fill("days", "1")
    await assert_refused(crm, "days", "1", "#error-follow", "That is beyond the year 9998.")


async def test_a_ticked_follow_up_without_a_distance_is_said_next_to_the_field(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.press("ctrl+r")
    await crm.see("→ when?")
    sentence = "Say after how many hours, days or weeks"
    await assert_refused(crm, "days", "", "#error-follow", sentence)


async def test_a_follow_up_of_something_before_the_epoch_counts_from_now(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "1.1.1970 10:00")
    await crm.press("ctrl+r", *"2", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(25, "10:00")


async def test_the_calendar_stops_at_the_ends_of_its_years(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "31.12.9998 10:00")
    await crm.press("ctrl+o", *["down"] * 3, *["pagedown"] * 3, "right")
    await crm.see("December 9998", "31 Dec 9998")
    await crm.press("escape")
    await crm.fill("starts", "1.1.1970 10:00")
    await crm.press("ctrl+o", *["up"] * 3, *["pageup"] * 3, "left")
    await crm.see("January 1970")
    await crm.press("enter")
    assert crm.app.bug is None
    assert "1970" in crm.shown("#starts")


async def test_the_calendar_of_an_unreadable_start_opens_on_today(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "sometime")
    await crm.press("ctrl+o")
    await crm.see("November 2026", "Mon 23 Nov")


UNREADABLE_STEPS = [
    ("sometime", "? “sometime” is not a date. Type for example 14:30"),
    ("31.12.9999", "? Type a date between the years"),
    ("9999999999d", "? That is too far away. Type a smaller number"),
    ("[/]", "? “[/]” is not a date."),
]


async def test_an_unreadable_next_step_is_said_in_the_action_bar(crm: CrmDriver) -> None:
    before = crm.stored()
    await crm.press("c")
    for text, sentence in UNREADABLE_STEPS:
        await crm.press("ctrl+u", *text)
        await crm.see(sentence)
        await crm.press("enter")
        await crm.until(lambda: crm.shown("#completion .complaint"), "a complaint")
        assert crm.focused_id() == "next-at"
        assert crm.shown("#next-at") == text
    assert crm.stored() == before


async def test_an_unreadable_time_is_said_in_full_on_leaving_the_field(crm: CrmDriver) -> None:
    await crm.press("c", *"sometime", "tab")
    await crm.see(
        "“sometime” is not a date. Type for example 14:30, tomorrow 9, fri, +3d or 26.11."
    )
    await crm.press("shift+tab", "backspace")
    await crm.until(lambda: not crm.shown("#completion .complaint"))


async def test_moving_without_saying_when_is_refused_in_the_action_bar(crm: CrmDriver) -> None:
    await crm.press("r", "enter")
    await crm.see("Say when, for example 3d or tomorrow 9.")
    assert crm.focused_id() == "move-to"


async def test_an_empty_note_is_stored_as_empty(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["note"] == ""


async def test_a_note_of_100_000_characters_is_edited_in_place(crm: CrmDriver) -> None:
    long = "ąbc " * 25_000
    await crm.press("e", "ctrl+u")
    await crm.paste(long)
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.invoice)["note"] == long
    await crm.press("enter")
    await crm.see("Contact C/2026/0002")
    await crm.press("escape")
    assert crm.app.bug is None


async def test_a_subject_that_is_too_long_is_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("subject")
    text, sentence = "x" * 201, "The subject is 201 characters long"
    await crm.paste(text)
    await assert_refused(crm, "subject", text, "#error-subject", sentence)


async def test_a_paste_of_many_lines_into_a_line_is_not_cut(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("subject")
    await crm.paste("first\nsecond\r\n\tthird")
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["subject"] == "first second third"


async def test_a_new_contractor_without_a_name_is_refused(crm: CrmDriver) -> None:
    await crm.press("n", *"Zzz", "ctrl+n")
    await crm.fill("name", " ")
    await crm.press("ctrl+s")
    await crm.see("Type the contractor's name.")
    assert crm.focused_id() == "name"


async def test_an_email_that_is_none_is_said_and_the_focus_is_there(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    await crm.press("ctrl+n", *"Ola", "ctrl+n")
    await crm.fill("email", "ola at beta")
    await crm.press("enter")
    await crm.see("An e-mail address looks like jan@alfa.example.")
    assert crm.focused_id() == "email"
    assert crm.shown("#email") == "ola at beta"


async def test_a_filter_takes_signs_literally(crm: CrmDriver) -> None:
    for text in ("%", "_", "\\", "'; drop table activity; --", "[a-z]", "*"):
        await crm.press("/", *text)
        await crm.see(text, "matches the filter. Esc clears it.")
        await crm.press("escape")
        await crm.see("OVERDUE")
    assert crm.app.bug is None
    assert crm.count() == 7


async def test_a_paste_of_many_lines_stands_on_one_line_as_soon_as_it_is_pasted(
    crm: CrmDriver,
) -> None:
    await crm.new_contact()
    await crm.go("subject")
    await crm.paste("first\n\tsecond")
    assert crm.app.screen.query_one("#subject", TextField).value == "first second"


async def test_a_paste_over_what_is_selected_in_a_full_field_replaces_it(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.go("subject")
    field = crm.app.screen.query_one("#subject", TextField)
    await crm.paste("x" * (FIELD_LIMIT + 5))
    assert field.value == "x" * FIELD_LIMIT
    await crm.press("home", "shift+end")
    await crm.paste("instead of it")
    assert field.value == "instead of it"
