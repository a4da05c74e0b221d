"""The lists: Today, all activities, My/All, filter, sort, chains, details, all three kinds."""

from __future__ import annotations

import pytest

from tests.support.builders import at
from tests.support.ui.driver import CrmDriver
from tui_crm.services.activities.save import edit_note
from tui_crm.store.models import Employee


async def everything(crm: CrmDriver) -> None:
    """The list of everybody's activities."""
    await crm.press("2", "a")
    await crm.see("All activities", "Everybody's activities.")


async def test_today_says_who_this_is_and_what_was_agreed_last(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.see("─ Beta S.A. ─", "603 456 789 Ewa Lis, purchasing · ewa@beta.example")
    await crm.see("12 Nov, 4 min wants the new price list before 1 Dec, 5 % for prepaid")


async def test_today_counts_overdue_to_do_done_and_talk(crm: CrmDriver) -> None:
    assert crm.is_seen("Mon 23 Nov ! 2 overdue 2 to do 1 done talk 10:00 1 without next step")


async def test_today_stands_in_groups_in_their_order(crm: CrmDriver) -> None:
    wanted = ["OVERDUE", "Fri 14:00", "Fri 15:30", "TODAY", "10:00", "11:00", "DONE", "08:20"]
    lines = [line for line in crm.rows() if line]
    assert [word for word, line in zip(wanted, lines, strict=True) if word in line] == wanted
    assert lines[1].startswith("!")
    assert lines[7].startswith("✓")


@pytest.mark.parametrize("key", ["1", "2"])
async def test_r35_the_list_holds_contacts_meetings_and_tasks(crm: CrmDriver, key: str) -> None:
    await crm.press(key)
    await crm.until(lambda: len(crm.rows()) > 4)
    told = "\n".join(crm.rows())
    assert all(glyph in told for glyph in "☎⚑☐")


@pytest.mark.parametrize("known", ["beta", "gamma", "offer"])
async def test_r35_notes_of_all_three_kinds_are_edited_in_place(crm: CrmDriver, known: str) -> None:
    target = getattr(crm.known, known)
    await crm.to(target)
    await crm.press("e")
    await crm.type(" QQQ")
    await crm.press("ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(target)["note"].endswith(" QQQ")


async def test_r41_my_activities_are_those_of_the_logged_in_employee(crm: CrmDriver) -> None:
    await crm.press("2")
    await crm.see("My activities")
    assert "Marek's own" not in "\n".join(crm.rows())
    assert len(crm.table().rows) == 6


async def test_r41_all_activities_are_everybodys_and_say_whose(crm: CrmDriver) -> None:
    await everything(crm)
    assert len(crm.table().rows) == 7
    assert "ML" in crm.listed("M. Zielińska")
    assert "AN" in crm.listed("11:00")
    await crm.press("a", "a")
    await crm.see("My activities", "Your activities.")
    assert len(crm.table().rows) == 6


async def test_r41_today_too_is_mine_or_everybodys(crm: CrmDriver) -> None:
    await crm.press("a")
    await crm.see("Marek's own", "3 to do")
    await crm.press("a")
    await crm.not_see("Marek's own")


async def test_r44_a_task_needs_only_a_subject(crm: CrmDriver) -> None:
    await crm.press("t")
    await crm.see("New task")
    assert crm.focused_id() == "subject"
    await crm.type("order toner")
    await crm.press("ctrl+s")
    await crm.see("Saved T/2026/0002.")
    stored = crm.newest()
    assert (stored["kind"], stored["subject"]) == ("task", "order toner")
    assert (stored["contractor_id"], stored["in_schedule"]) == (None, True)
    assert "☐ order toner" in crm.cursor_row()


async def test_r44_a_task_without_a_subject_is_refused(crm: CrmDriver) -> None:
    await crm.press("t", "ctrl+s")
    await crm.see("Say in a few words what is to be done.")
    assert crm.focused_id() == "subject"


async def test_r44_a_task_is_always_in_the_schedule(crm: CrmDriver) -> None:
    await crm.press("t", *"order toner")
    await crm.see("[x] In the schedule")
    assert crm.app.screen.query_one("#in_schedule").is_disabled
    await crm.press("ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["in_schedule"] is True


async def test_r44_a_task_may_have_a_contractor_and_is_completed_in_the_form(
    crm: CrmDriver,
) -> None:
    await crm.press("t", *"order toner")
    await crm.fill("contractor", "beta")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved T/2026/0002.")
    assert "☐ Beta S.A." in crm.cursor_row()
    await crm.press("enter", "ctrl+g", "ctrl+s")
    await crm.see("2 done")
    assert crm.newest()["completed_at"] is not None


async def test_r43_a_meeting_is_created_listed_and_completed(crm: CrmDriver) -> None:
    await crm.press("m")
    await crm.see("New meeting")
    await crm.type("beta")
    await crm.press("enter")
    await crm.fill("starts", "15:00")
    await crm.press("ctrl+s")
    await crm.see("Saved M/2026/0002.")
    assert crm.newest()["kind"] == "meeting"
    assert "15:00 ⚑ Beta S.A." in crm.cursor_row()
    await crm.press("c", "enter")
    await crm.see("Completed.")
    assert crm.newest()["completed_at"] is not None


async def test_r43_a_meeting_needs_a_contractor_and_a_person(crm: CrmDriver) -> None:
    await crm.press("m", "ctrl+s")
    await crm.see("Choose the contractor")
    await crm.type("lodz")
    await crm.press("enter", "ctrl+s")
    await crm.see("Add a contact person of this contractor")


async def test_filtering_while_typing_narrows_the_list(crm: CrmDriver) -> None:
    await everything(crm)
    await crm.press("/", *"zaj")
    await crm.see("“zaj”")
    await crm.until(lambda: len(crm.table().rows) == 1)
    assert "Piotr Zając" in crm.cursor_row()
    await crm.press("enter")
    assert crm.focused_id() == "list"
    await crm.press("escape")
    await crm.not_see("“zaj”")
    assert len(crm.table().rows) == 7


@pytest.mark.parametrize(
    ("text", "known"),
    [("ALFA", "invoice"), ("kowalski", "invoice"), ("offer", "offer"), ("price list", "beta")],
)
async def test_the_filter_looks_in_contractor_person_subject_and_note(
    crm: CrmDriver, text: str, known: str
) -> None:
    await crm.press("/", *text, "enter")
    await crm.until(lambda: len(crm.table().rows) == 1)
    assert crm.current_id() == getattr(crm.known, known)


async def test_a_next_step_that_is_overdue_is_marked(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.see("no next step ─")
    await crm.press("a")
    await crm.to(crm.known.marek)
    await crm.see("next ! Fri 20 Nov 14:00 ─")


async def test_a_next_step_to_come_is_not_marked(crm: CrmDriver) -> None:
    await crm.see("next Mon 23 Nov 12:00 ─")


async def test_the_filter_says_its_keys_and_escape_clears_it(crm: CrmDriver) -> None:
    await crm.press("/", *"zaj")
    await crm.see("Enter to list  Esc show all")
    await crm.until(lambda: len(crm.table().rows) == 1)
    await crm.press("escape")
    assert crm.focused_id() == "list"
    await crm.until(lambda: len(crm.table().rows) == 5)
    await crm.press("/")
    assert not crm.app.focused.value  # type: ignore[union-attr]


async def test_down_leads_from_the_filter_into_the_list(crm: CrmDriver) -> None:
    await crm.press("/", *"zaj", "down", "c")
    await crm.see("Complete Gamma s.c.")


async def test_a_filter_that_matches_nothing_says_so(crm: CrmDriver) -> None:
    await crm.press("2", "/", *"qqqq")
    await crm.see("Nothing matches the filter. Esc clears it.")
    await crm.press("escape", "escape")
    await crm.see("Beta S.A.")


async def test_the_filter_form_filters_by_kind_and_state(crm: CrmDriver) -> None:
    await everything(crm)
    await crm.press("F", *"not", "enter", *"contact", "ctrl+s")
    await crm.see("All activities · not completed · contact")
    assert {row.row.kind for row in crm.table().rows} == {"contact"}
    assert len(crm.table().rows) == 3
    await crm.press("escape")
    await crm.until(lambda: len(crm.table().rows) == 7)


async def test_the_filter_form_filters_by_employee_and_contractor(crm: CrmDriver) -> None:
    await crm.press("2", "F")
    await crm.see("Contractor")
    await crm.fill("employee", "marek")
    await crm.press("enter", *"alfa", "ctrl+s")
    await crm.until(lambda: [row.id for row in crm.table().rows] == [crm.known.marek])
    await crm.see("Marek Lis · ALFA Sp. z o.o.")


async def test_looking_back_the_filter_offers_who_left_marked(closed: CrmDriver) -> None:
    closed.ask(lambda: Employee.update(active=False).where(Employee.last_name == "Lis").execute())
    await closed.start()
    await closed.press("2", "F")
    await closed.fill("employee", "marek")
    await closed.see("inactive")
    await closed.press("enter", "ctrl+s")
    await closed.until(lambda: [row.id for row in closed.table().rows] == [closed.known.marek])
    # On a new activity they are not offered.
    await closed.press("n")
    await closed.fill("employee", "marek")
    await closed.not_see("inactive")


async def test_the_filter_form_filters_by_type_priority_and_period(crm: CrmDriver) -> None:
    await crm.press("2", "F", "tab", "tab", *"last", "escape", "escape", "F")
    await crm.fill("type", "e-mail")
    await crm.press("ctrl+s")
    await crm.until(lambda: [row.id for row in crm.table().rows] == [crm.known.beta])
    await crm.press("F")
    await crm.fill("type", "tele")
    await crm.fill("priority", "urgent")
    await crm.press("ctrl+s")
    await crm.until(lambda: [row.id for row in crm.table().rows] == [crm.known.invoice])
    await crm.press("F", "ctrl+r")
    await crm.until(lambda: len(crm.table().rows) == 6)
    await crm.press("F")
    await crm.fill("period", "today")
    await crm.press("ctrl+s")
    await crm.until(lambda: len(crm.table().rows) == 3)


async def test_a_text_that_no_filter_knows_is_said_next_to_the_field(crm: CrmDriver) -> None:
    await crm.press("2", "F", *"zzz", "ctrl+s")
    await crm.see("Nothing matches “zzz”.")
    assert crm.focused_id() == "state"


async def test_the_list_is_sorted_by_any_column_both_ways(crm: CrmDriver) -> None:
    await everything(crm)
    starts = [row.row.starts_at for row in crm.table().rows]
    assert starts == sorted(starts, reverse=True)
    await crm.press("s")
    await crm.see("sorted by contractor ↑")
    names = [row.row.contractor for row in crm.table().rows if row.row.contractor]
    assert names == sorted(names)
    await crm.press("S")
    await crm.see("sorted by contractor ↓")
    back = [row.row.contractor for row in crm.table().rows if row.row.contractor]
    assert back == sorted(names, reverse=True)


async def test_the_cursor_goes_up_and_down_the_chain(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"2h", "enter")
    await crm.see("Completed. Next Mon 23 Nov 12:00.")
    following = crm.newest()["id"]
    await crm.to(crm.known.beta)
    await crm.press("]")
    await crm.until(lambda: crm.current_id() == following)
    await crm.press("[")
    await crm.until(lambda: crm.current_id() == crm.known.beta)
    await crm.press("[")
    await crm.see("It is the first in its chain: nothing comes before it.")


async def test_one_of_the_chain_that_is_not_in_the_list_is_opened(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"3d", "enter")
    await crm.see("Completed.")
    await crm.to(crm.known.beta)
    await crm.press("]")
    await crm.see("Contact C/2026/0006", "◂ previous")


async def test_rescheduling_moves_a_row(crm: CrmDriver) -> None:
    await crm.press("r")
    await crm.see("Move ALFA")
    await crm.type("tomorrow 9")
    await crm.see("→ Tue 24 Nov 09:00 · tomorrow")
    await crm.press("enter")
    await crm.see("Moved to Tue 24 Nov 09:00.")
    assert crm.activity(crm.known.invoice)["starts_at"] == at(24, "09:00")
    assert crm.current_id() == crm.known.offer


async def test_a_day_without_an_hour_keeps_the_hour_that_stood_there(crm: CrmDriver) -> None:
    await crm.press("r", *"fri", "enter")
    await crm.see("Moved")
    assert crm.activity(crm.known.invoice)["starts_at"] == at(27, "14:00")


async def test_marks_are_forgotten_with_escape(crm: CrmDriver) -> None:
    await crm.press("space", "space")
    assert set(crm.table().marked) == {crm.known.invoice, crm.known.offer}
    assert "•" in crm.listed("prepare offer")
    await crm.press("escape")
    assert not crm.table().marked
    assert "•" not in crm.listed("prepare offer")


async def test_a_number_is_copied_to_the_clipboard_of_the_terminal(crm: CrmDriver) -> None:
    await crm.press("y")
    await crm.see("Copied: 601 234 567")
    assert crm.app.clipboard == "601 234 567"
    await crm.press("Y")
    await crm.see("Copied: jan@alfa.example")
    assert crm.app.clipboard == "jan@alfa.example"


async def test_where_there_is_no_number_it_says_so(crm: CrmDriver) -> None:
    await crm.to(crm.known.gamma)
    await crm.press("y")
    await crm.see("There is no number here.")


async def test_the_contractors_own_number_is_copied_where_a_person_has_none(
    crm: CrmDriver,
) -> None:
    from tests.support import builders
    from tui_crm.services.activities.save import save

    def add() -> int:
        actor = builders.operator()
        made = builders.contractor(actor, "Zeta", phone="22 555 66 77")
        nobody = builders.person(actor, made, "Zyta Zet")
        edit = builders.contact(actor, made, nobody, starts_at=at(23, "10:30"))
        return int(save(edit, actor=actor, instant=builders.instant()).activity_id)

    added = crm.ask(add)
    await crm.press("a", "a")
    await crm.to(added)
    await crm.press("y")
    await crm.see("Copied: 22 555 66 77")


def cancels(crm: CrmDriver) -> None:
    """A colleague writes into the note of Beta's row."""
    colleague = crm.colleague()
    stored = crm.activity(crm.known.beta)
    colleague.does(
        edit_note, crm.known.beta, "cancelled", version=stored["version"],  # type: ignore[arg-type]
        actor=colleague.actor, now=at(23, "09:41"),
    )  # fmt: skip


async def test_what_a_colleague_saves_appears_by_itself(
    closed: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.ui.colleagues.EVERY", 0.1)
    await closed.start()
    await closed.until(lambda: closed.app.colleagues.version is not None)
    cancels(closed)
    await closed.see("cancelled")
    assert closed.current_id() == closed.known.invoice


async def test_what_a_colleague_saves_right_after_the_first_frame_appears_too(
    closed: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.ui.colleagues.EVERY", 0.6)
    await closed.start()
    cancels(closed)
    await closed.see("cancelled")


async def test_the_digits_go_to_the_sections_and_back(crm: CrmDriver) -> None:
    await crm.press("2")
    await crm.see("My activities")
    await crm.press("1")
    await crm.see("OVERDUE", "TODAY")
    await crm.press("2")
    await crm.see("My activities")


async def test_each_section_keeps_its_cursor(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("2", "G", "1")
    await crm.see("OVERDUE")
    assert crm.current_id() == crm.known.beta


async def test_q_goes_back_to_today_and_from_there_out(crm: CrmDriver) -> None:
    await crm.press("2")
    await crm.see("My activities")
    await crm.press("q")
    await crm.see("OVERDUE")
    await crm.press("q")
    await crm.until(lambda: not crm.app.is_running)
    await crm.leave()
    assert crm.app.bug is None


async def test_a_task_waits_for_somebody_else_and_waits_no_longer(crm: CrmDriver) -> None:
    await crm.to(crm.known.offer)
    await crm.press("w")
    await crm.see("It waits for somebody else; w takes that back.")
    assert crm.activity(crm.known.offer)["status"] == "waiting"
    await crm.press("w")
    await crm.see("It waits no longer.")
    assert crm.activity(crm.known.offer)["status"] != "waiting"


async def test_what_is_called_off_is_marked_no_more_and_the_cursor_goes_on(crm: CrmDriver) -> None:
    await crm.press("space", "space", "X")
    await crm.see("2 called off. u takes it back.")
    assert not crm.table().marked
    assert crm.current_id() == crm.known.beta


async def test_filtered_or_sorted_anew_a_list_begins_at_its_first_row(crm: CrmDriver) -> None:
    await crm.press("2", "G")
    assert crm.current_id() != crm.table().rows[0].id
    await crm.press("S")
    await crm.until(lambda: crm.current_id() == crm.table().rows[0].id, "the first row")
    await crm.press("G", "/", *"a")
    await crm.see("“a”")
    assert len(crm.table().rows) > 1
    assert crm.current_id() == crm.table().rows[0].id


async def test_the_chain_says_which_one_it_was_asked_of_and_what_came_of_each(
    crm: CrmDriver,
) -> None:
    await crm.press("c", *"3d", "enter")
    await crm.see("Completed. Next Thu 26 Nov 14:00.")
    await crm.press("2", "S")
    await crm.to(crm.newest()["id"])
    await crm.press("T")
    await crm.see("Chain", "talked")
    first, second = (line for line in crm.rows() if "Jan Kowalski" in line)
    assert ("✓" in first, "talked" in first, "▸" in first) == (True, True, False)
    assert ("26.11 14:00" in second, "planned" in second, "▸" in second) == (True, True, True)
    await crm.press("escape", "X")
    await crm.see("Called off.")
    await crm.to(crm.newest()["id"])
    await crm.press("T")
    await crm.see("Chain")
    assert "called off" in next(line for line in crm.rows() if "26.11 14:00" in line)


async def test_of_several_tasks_that_wait_the_cursor_stays_with_the_first(crm: CrmDriver) -> None:
    await crm.press("t", *"order toner", "ctrl+s")
    await crm.see("Saved T/2026/0002")
    toner = crm.newest()["id"]
    await crm.to(crm.known.offer)
    await crm.press("space")
    await crm.to(toner)
    await crm.press("space", "w")
    await crm.see("It waits for somebody else")
    assert crm.activity(toner)["status"] == "waiting"
    assert crm.current_id() == crm.known.offer
