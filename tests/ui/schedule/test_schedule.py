"""The schedule (R18–R20): what is planned when, made and moved where the cursor stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import NOW, WARSAW, at
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import HOSTILE, clean, filled
from tui_crm.domain.company_settings import Company
from tui_crm.domain.dates.day_layout import Period
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.store.models import Activity, Contractor, Employee, Operator
from tui_crm.terminal.text import cells
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.schedule.agenda import agenda
from tui_crm.ui.schedule.layout import Lane, Plan, Room, days_for, step_for
from tui_crm.ui.schedule.painter import shared_out


async def schedule(crm: CrmDriver) -> None:
    """Anna's working week, the cursor at 9:30 of Monday the 23rd."""
    await crm.press("5")
    await crm.see("23–27 Nov 2026 · week 48", "Anna Nowak")


def grid(crm: CrmDriver) -> list[str]:
    return crm.screen_text()


def line_of(crm: CrmDriver, hour: str) -> str:
    found = [line for line in grid(crm) if line.startswith(f" {hour}")]
    assert len(found) == 1, (hour, found)
    return found[0]


async def test_r19_the_week_shows_what_is_planned_on_its_day_and_hour(crm: CrmDriver) -> None:
    await schedule(crm)
    assert "☎ Beta S.A." in line_of(crm, "10:00")
    assert "⚑ Gamma s.c." in line_of(crm, "11:00")
    assert line_of(crm, "10:00").index("Beta") < 24  # Under Monday, the first of five days.
    assert "Mon 23" in grid(crm)[2]
    assert "Fri 27" in grid(crm)[2]


async def test_r19_unticked_it_is_gone_and_ticked_it_is_back(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("tab")
    await crm.see("─ Beta S.A. ─")
    await crm.press("enter")
    await crm.go("in_schedule")
    await crm.press("space", "ctrl+s")
    await crm.see("Saved")
    await crm.not_see("☎ Beta S.A.")
    await crm.press("u")
    await crm.see("☎ Beta S.A.")


async def test_r20_given_to_a_colleague_it_moves_to_their_schedule(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("tab", "enter")
    await crm.fill("employee", "marek")
    await crm.press("enter", "ctrl+s")
    await crm.see("Saved")
    await crm.not_see("☎ Beta S.A.")
    await crm.press("E", *"marek", "enter")
    await crm.see("Marek Lis", "☎ Beta S.A.")


async def test_arrows_go_by_half_hours_and_days_and_over_the_edge(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("down", "down", "right")
    assert " 10:30" in line_of(crm, "10:30")
    await crm.press("right", "right", "right", "right")
    await crm.see("30 Nov–4 Dec 2026 · week 49")
    await crm.press("left")
    await crm.see("week 48")
    assert crm.table().day == at(27).date()  # type: ignore[attr-defined]


async def test_the_detail_lines_follow_the_cursor(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("down")
    await crm.see("─ Beta S.A. ─", "603 456 789 Ewa Lis, purchasing")
    await crm.press("down", "down")
    await crm.see("Piotr Zając")
    await crm.press("end", "home")
    await crm.see("Adam Nowy")


async def test_periods_turn_and_today_is_one_key_away(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("pagedown", "plus")
    await crm.see("7–11 Dec 2026 · week 50")
    await crm.press("minus", "pageup", "pageup")
    await crm.see("16–20 Nov 2026 · week 47")
    await crm.press("T")
    await crm.see("23–27 Nov 2026")


async def test_views_go_round_and_esc_leads_back_to_the_week(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("v")
    await crm.see("Mon 23 Nov 2026", "☎ Beta S.A. · Ewa Lis")
    await crm.press("v")
    await crm.see("Sun 29", "23–29 Nov 2026")
    await crm.press("v")
    await crm.see("November 2026", "month")
    await crm.press("escape")
    await crm.see("23–27 Nov 2026")


async def test_the_month_counts_days_and_opens_one(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("v", "v", "v")
    await crm.see("November 2026", "20 !2", "2 open ✓1")
    await crm.press("left", "left", "left", "enter")
    await crm.see("Fri 20 Nov 2026", "!☎ ALFA Sp. z o.o.")
    await crm.press("v", "v", "pagedown")
    await crm.see("December 2026")


async def test_a_day_is_typed_and_what_cannot_be_read_is_said(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("g", *"whenever", "enter")
    await crm.see("“whenever” is not a date.")
    await crm.press("ctrl+u", *"4.12", "enter")
    await crm.see("30 Nov–4 Dec 2026")
    await crm.press("g", "escape")
    await crm.not_see("Go to a day")


async def test_a_contact_is_planned_where_the_cursor_stands(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("right", "down", "n")
    await crm.see("New contact")
    assert crm.shown("#starts") == "24.11.2026 10:00"
    await crm.press(*"delta", "enter", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(24, "10:00")
    assert "☎ Delta" in line_of(crm, "10:00")
    await crm.see("Adam Nowy")


async def test_in_a_colleagues_schedule_it_is_planned_for_the_colleague(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("E", *"marek", "enter")
    await crm.see("Marek Lis")
    await crm.press("right", "m")
    await crm.see("New meeting")
    assert crm.shown("#employee") == "Marek Lis"


async def test_a_quarter_earlier_or_later_a_day_on_or_back(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("down")
    await crm.see("─ Beta S.A. ─")
    beta = crm.known.beta
    await crm.press(">")
    await crm.see("Moved to Mon 23 Nov 10:15 · u takes it back.", "▌☎ Beta…  :15│")
    assert crm.activity(beta)["starts_at"] == at(23, "10:15")
    await crm.press("<", "<")
    await crm.until(lambda: crm.activity(beta)["starts_at"] == at(23, "09:45"), "9:45")
    await crm.press("}")
    await crm.see("Moved to Tue 24 Nov 09:45")
    assert crm.current_id() == beta
    await crm.press("{", "u", "u")
    await crm.until(lambda: crm.activity(beta)["starts_at"] == at(23, "09:45"), "taken back twice")


async def test_moved_into_something_else_it_says_so_and_both_are_marked(crm: CrmDriver) -> None:
    crm.ask(lambda: Activity.update(planned_minutes=45).execute())
    await schedule(crm)
    await crm.press("down")
    await crm.see("─ Beta S.A. ─")
    await crm.press(">", ">")
    await crm.see("Moved to Mon 23 Nov 10:30 · overlaps 11:00 Gamma s.c. · u")
    await crm.see("▚")
    await crm.press("down")
    await crm.see("Piotr Zając")


async def test_every_arrow_is_seen_also_on_an_entry_of_many_lines(crm: CrmDriver) -> None:
    crm.ask(
        lambda: Activity.update(planned_minutes=180).where(Activity.id == crm.known.beta).execute()
    )
    await schedule(crm)
    await crm.press("down")
    await crm.see("─ Beta S.A. ─")
    await crm.press("down")
    await crm.see("Piotr Zając")
    await crm.press("down", "down")
    assert " 13:00" in line_of(crm, "13:00")
    await crm.press("up")
    await crm.see("─ Beta S.A. ─")
    await crm.press("up")
    await crm.see("Piotr Zając")


async def test_moved_to_a_day_off_it_says_which_day_it_is(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("down")
    await crm.see("─ Beta S.A. ─")
    await crm.press(*"}}}}}")
    await crm.see("Moved to Sat 28 Nov 10:00 · Saturday", "Sat 28")


async def test_a_completed_one_is_not_moved_and_says_why(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("home", ">")
    await crm.see("✗")
    assert crm.activity(crm.known.delta)["starts_at"] == at(23, "08:15")


async def test_what_is_done_on_a_list_is_done_here_too(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("down", "c", "3", "d", "enter")
    await crm.see("Completed. Next Thu 26 Nov 10:00.", "✓☎ Beta")
    await crm.press("u")
    await crm.see("Taken back: completed")
    assert crm.activity(crm.known.beta)["completed_at"] is None


async def test_a_note_is_edited_below_the_entry(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("down", "e", *" QQQ", "ctrl+s")
    await crm.see("Note saved.")
    assert crm.activity(crm.known.beta)["note"].endswith("QQQ")


async def test_the_next_free_time_is_one_key_away(crm: CrmDriver) -> None:
    crm.ask(lambda: Activity.update(planned_minutes=120).execute())
    await schedule(crm)
    await crm.press("down", "f")
    await crm.see("Free: Mon 23 Nov 13:00. n plans a contact here.")
    await crm.press("n")
    assert crm.shown("#starts") == "23.11.2026 13:00"


async def test_several_stand_side_by_side_in_the_view_of_a_day(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("E", "space", "ctrl+s")
    await crm.see("Anna Nowak, Marek Lis", "Mon 23 Nov 2026")
    heads = grid(crm)[2]
    assert heads.index("Anna Nowak") < heads.index("Marek Lis")
    assert line_of(crm, "12:00").index("☎ ALFA") > heads.index("Marek Lis")
    assert line_of(crm, "10:00").index("☎ Beta") < heads.index("Marek Lis")
    await crm.press("right", "n")
    assert crm.shown("#employee") == "Marek Lis"


async def test_a_holiday_is_named_and_a_day_off_is_no_column(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("g", *"11.11.2026", "enter")
    await crm.see("Wed 11 Nati", "9–13 Nov 2026")
    assert not crm.is_seen("Sat 14")


async def test_the_schedule_of_who_left_can_be_looked_at(closed: CrmDriver) -> None:
    closed.ask(lambda: Employee.update(active=False).where(Employee.last_name == "Lis").execute())
    await closed.start()
    await closed.press("5", "E", *"marek")
    await closed.see("inactive")
    await closed.press("enter")
    await closed.see("Marek Lis")


async def test_without_an_employee_somebodys_schedule_can_be_looked_at(closed: CrmDriver) -> None:
    closed.ask(lambda: Operator.update(employee=None).where(Operator.login == "anna").execute())
    await closed.start()
    await closed.press("5")
    await closed.see("is not linked to an employee: E shows somebody's schedule.")
    await closed.press("E", *"anna", "enter")
    await closed.see("☎ Beta S.A.")


@pytest.mark.parametrize("size", [(200, 50), (40, 10)])
async def test_forty_in_one_hour_stay_readable_and_reachable(
    closed: CrmDriver, size: tuple[int, int]
) -> None:
    closed.size = size
    closed.ask(crowd, 40)
    await closed.start()
    await closed.press("5")
    await closed.until(lambda: len(closed.table().rows) > 40)
    if size[0] >= 80:
        await closed.see("+")
    seen = set()
    for _step in range(48):
        await closed.burst("tab")
        seen.add(closed.current_id())
    assert len(seen) >= 40
    assert closed.app.bug is None


def crowd(count: int) -> None:
    """So many calls at ten o'clock of Monday, beside the one with Beta."""
    from tests.support import builders
    from tests.support.builders import contact, contractor, instant, person
    from tui_crm.services.activities.save import save

    anna = builders.operator()
    for n in range(count):
        someone = contractor(anna, f"Crowd {n:02}")
        edit = contact(anna, someone, person(anna, someone), starts_at=at(23, "10:00"))
        save(edit, actor=anna, instant=instant())


async def test_hostile_names_are_drawn_as_they_are(closed: CrmDriver) -> None:
    closed.size = (120, 36)
    for text in HOSTILE[:6]:
        closed.ask(
            lambda text=text: Contractor.update(name=text).where(Contractor.id == 2).execute()  # type: ignore[misc]
        )
    await closed.start()
    await closed.press("5", "v")
    await closed.see(HOSTILE[5][:10])
    assert clean(closed)


async def test_typed_ahead_in_one_packet_it_lands_where_it_was_meant(crm: CrmDriver) -> None:
    await crm.press("5", "right", "down", "n", *"delta", "enter", "ctrl+s")
    await crm.see("Saved")
    assert crm.newest()["starts_at"] == at(24, "10:00")


async def test_r18_a_meeting_planned_here_sets_its_next_one_too(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("right", "down", "m", *"gamma", "enter", "ctrl+r", "1", "ctrl+s")
    await crm.see("Saved M/2026/0002; next meeting Wed 25 Nov 10:00.")
    lines = [line for line in grid(crm) if line.count("⚑ Gamma") == 2]
    assert lines, "\n".join(grid(crm))


async def test_a_tall_terminal_shows_quarters_and_the_cursor_keeps_its_time(
    closed: CrmDriver,
) -> None:
    closed.size = (120, 50)
    await closed.start()
    await schedule(closed)
    await closed.press("down", "right")
    assert " 09:45" in line_of(closed, "09:45")
    await closed.pilot.resize_terminal(120, 36)
    await closed.see("│ 09:30")
    await closed.pilot.resize_terminal(120, 50)
    await closed.press("down", "n")
    assert closed.shown("#starts") == "24.11.2026 09:45"


async def test_a_narrow_terminal_shows_fewer_days_and_reaches_all(closed: CrmDriver) -> None:
    closed.size = (40, 16)
    await closed.start()
    await closed.press("5")
    await closed.see("23–25 Nov", "Wed 25")
    assert not closed.is_seen("Thu 26")
    await closed.press("right", "right", "right")
    await closed.see("26–27 Nov", "Fri 27")
    assert closed.table().day == at(26).date()  # type: ignore[attr-defined]
    await closed.press("shift+tab")
    await closed.see("23–25 Nov", "Gamma s.c.")


@pytest.mark.parametrize(
    ("width", "shown"), [(80, "1234567"), (60, "1234 567"), (40, "123 45 67"), (8, "1 2 3 4 5 6 7")]
)
def test_days_that_do_not_fit_are_shown_in_parts(width: int, shown: str) -> None:
    week = tuple(at(22 + day).date() for day in range(1, 8))
    parts = [days_for(week, day, Room(width, 24)) for day in week]
    said = ["".join(str(day.day - 22) for day in part) for part in dict.fromkeys(parts)]
    assert sorted(" ".join(said).split()) == sorted(shown.split())


async def test_a_month_with_room_names_what_is_planned(closed: CrmDriver) -> None:
    closed.size = (200, 50)
    await closed.start()
    await closed.press("5", "v", "v", "v")
    await closed.see("20 !2", "2 open ✓1", "10:00 ☎ Beta S.A.", "15:30 !☐ prep")
    assert sum(line.count("National") for line in grid(closed)) == 1


def plan(*, height: int = 24, now: datetime = NOW) -> Plan:
    """An empty Monday in a terminal of so many lines."""
    work = WorkDays.of(Company())
    day = NOW.date()
    return Plan(
        Period.DAY, day, (Lane(day, 1),), (), {}, work, now, WARSAW, (day,),
        step_for(work, Room(80, height)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("clock", "opens_on"),
    [
        ("09:41", (9, 30)),
        ("08:00", (8, 0)),
        ("07:59", (8, 0)),
        ("16:00", (8, 0)),
        ("22:10", (8, 0)),
    ],
)
def test_it_opens_on_this_hour_while_one_works_else_where_the_day_begins(
    clock: str, opens_on: tuple[int, int]
) -> None:
    shown = plan()
    assert shown.slot_time(shown.first_slot(NOW.date(), at(23, clock))) == opens_on


def test_on_a_day_off_it_opens_where_a_working_day_begins() -> None:
    shown = plan()
    sunday = at(29, "09:41")
    assert shown.slot_time(shown.first_slot(sunday.date(), sunday)) == (8, 0)


@pytest.mark.parametrize("lines", [10, 16, 18, 31])
def test_it_opens_where_the_days_work_is(lines: int) -> None:
    """However tall the terminal is: above it there would be empty lines."""
    shown = plan()
    assert shown.slot_time(shown.morning(lines)) == (8, 0)


@pytest.mark.parametrize(("size", "first"), [((120, 36), " 06:00 "), ((80, 24), " 08:00 ")])
async def test_an_earlier_entry_is_shown_where_there_is_room(
    closed: CrmDriver, size: tuple[int, int], first: str
) -> None:
    closed.size = size
    await closed.start()
    early = Activity.update(starts_at=at(24, "06:00")).where(Activity.id == closed.known.beta)
    closed.ask(early.execute)
    await closed.press("5")
    await closed.see("23–27 Nov 2026")
    assert grid(closed)[3].startswith(first)


async def test_every_hour_and_every_name_begins_in_one_column(crm: CrmDriver) -> None:
    """An entry that begins off its line says its minute at the right."""
    await schedule(crm)
    hours = [line[:7] for line in grid(crm)[3:18]]
    assert all(hour[0] == " " and hour[6] in " ▸" for hour in hours)
    names = [line.index(sign) for line in grid(crm)[3:18] for sign in "☎⚑☐" if sign in line[:22]]
    assert len(names) == 3
    assert " :15│" in line_of(crm, "08:00")


@given(st.lists(st.integers(1, 12), min_size=4, max_size=6), st.integers(4, 60))
def test_a_month_uses_all_lines_there_are(needs: list[int], room: int) -> None:
    heights = shared_out(needs, room)
    assert sum(heights) == max(room, 2 * len(needs))
    assert min(heights) >= 2
    if room >= sum(max(need, 2) for need in needs):
        assert all(height >= need for need, height in zip(needs, heights, strict=True))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_month_reaches_down_to_the_details(
    closed: CrmDriver, size: tuple[int, int]
) -> None:
    closed.size = size
    await closed.start()
    await closed.press("5", "v", "v", "v")
    await closed.see("November 2026")
    lines = [line[: size[0] // 2] for line in grid(closed)]
    last = max(number for number, line in enumerate(lines) if "│" in line)
    below = closed.app.screen.query_one("#side").region
    end = below.y if below.x == 0 else size[1] - 1
    assert last == end - 1


async def test_a_month_tells_what_is_on_the_day_under_the_cursor(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("v", "v", "v", "left", "left", "left")
    await crm.see("Fri 20 Nov", "! 2 overdue", "! 14:00 ☎ ALFA Sp. z o.o.")
    await crm.press("right")
    await crm.see("Sat 21 Nov", "Nothing is planned.")
    await crm.press("escape", "down")
    await crm.not_see("Nothing is planned.")


def _line(number: int) -> Any:
    starts_at = at(23, "09:00") + timedelta(hours=number)
    made = replace(filled(ActivityRow, "x" * 90), id=number, starts_at=starts_at, completed_at=None)
    return ListRow(number, (number,), made)


def test_what_has_no_room_in_the_agenda_is_counted() -> None:
    shown = plan()
    rows = tuple(_line(n) for n in range(9))
    full = replace(shown, period=Period.MONTH, rows=rows, columns=())
    told = agenda(full, NOW.date(), 80, 5)
    assert len(told) == 5
    assert told[-1][-1] == ("  +4", "muted")
    assert max(map(cells, told)) <= 80
    beside = agenda(full, NOW.date(), 160, 6)
    assert len(beside) == 5
    assert not any("+" in text for line in beside for text, _style in line)
    assert all(cells(line) <= 160 for line in beside)


async def test_in_a_month_a_day_is_planned_from_nine(crm: CrmDriver) -> None:
    await schedule(crm)
    await crm.press("v", "v", "v", "right", "n")
    await crm.until(lambda: crm.shown("#starts") == "24.11.2026 09:00", "nine o'clock")


async def test_the_next_free_time_goes_on_each_time(closed: CrmDriver) -> None:
    closed.size = (120, 50)
    await closed.start()
    await schedule(closed)
    for free in ("10:15", "10:30"):
        await closed.press("f")
        await closed.see(f"Free: Mon 23 Nov {free}")


async def test_what_takes_all_day_takes_all_of_the_next_one_too(crm: CrmDriver) -> None:
    beta = crm.known.beta
    whole = {"starts_at": None, "starts_on": at(23).date(), "order_at": at(23, "00:00")}
    crm.ask(lambda: Activity.update(**whole).where(Activity.id == beta).execute())
    await schedule(crm)
    await crm.press("home")
    assert crm.current_id() == beta
    await crm.press("}")
    await crm.see("Moved to Tue 24 Nov")
    moved = crm.activity(beta)
    assert (moved["starts_at"], moved["starts_on"]) == (None, at(24).date())


async def test_free_time_within_a_line_is_where_one_plans_and_not_found_twice(
    crm: CrmDriver,
) -> None:
    await crm.press("5")
    await crm.see("Anna Nowak")
    await crm.press("down", "down", "down", "down", "down", "f")
    await crm.see("Free: Mon 23 Nov 12:15")
    await crm.press("f")
    await crm.not_see("Free: Mon 23 Nov 12:15")
    await crm.press("up", "down", "up", "f")
    await crm.see("Free: Mon 23 Nov 12:15")
    await crm.press("n")
    assert crm.shown("#starts") == "23.11.2026 12:15"
