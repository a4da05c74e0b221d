"""The completion strip: what is proposed, what a time runs into, outcomes by one digit."""

from __future__ import annotations

import pytest

from tests.support import builders
from tests.support.builders import at, entry
from tests.support.ui.company import INVOICE
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import HOSTILE, clean
from tui_crm.i18n import LANGUAGES
from tui_crm.services.activities.save import save
from tui_crm.services.common import company_settings
from tui_crm.ui.kit.action_bar import ActionBar


def echo(crm: CrmDriver, strip: str = "completion") -> str:
    """What the strip has understood."""
    return crm.shown(f"#{strip} .bar-echo")


# What is proposed


async def test_what_the_type_proposes_is_shown_and_one_key_away(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    before = crm.keys
    await crm.press("c")
    await crm.until(lambda: "= plans Wed 25 Nov 10:00 · in 2 days" in echo(crm))
    await crm.press("=", "enter")
    assert crm.keys - before == 3
    await crm.see("Completed. Next Wed 25 Nov 10:00.")
    assert crm.newest()["previous_id"] == crm.known.beta


async def test_an_empty_next_still_means_none(crm: CrmDriver) -> None:
    before = crm.count()
    await crm.to(crm.known.beta)
    await crm.press("c", "enter")
    await crm.see("Completed. u takes it back.")
    assert crm.count() == before


async def test_another_outcome_proposes_another_next_step(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "=", "#", "2")
    await crm.until(lambda: "→ Tue 24 Nov 10:00" in echo(crm))
    await crm.press("enter")
    await crm.see("Completed. Next Tue 24 Nov 10:00.")


async def test_nothing_is_proposed_for_a_task_without_a_type(crm: CrmDriver) -> None:
    await crm.to(crm.known.offer)
    await crm.press("c")
    assert echo(crm) == ""
    await crm.press("=", "enter")
    await crm.see("Neither the outcome nor the type proposes a next step.")
    assert crm.activity(crm.known.offer)["completed_at"] is None
    assert crm.focused_id() == "next-at"


async def test_marked_rows_get_what_their_own_types_propose(crm: CrmDriver) -> None:
    await crm.press("space")
    await crm.to(crm.known.beta)
    await crm.press("space", "c", "=")
    await crm.until(lambda: "→ 2 activities: Wed 25 Nov – Thu 26 Nov" in echo(crm))
    await crm.press("enter")
    await crm.see("2 completed. Next Wed 25 Nov 10:00.")


async def test_the_same_again_proposes_anew(crm: CrmDriver) -> None:
    await crm.press("c", "=", "enter")
    await crm.see("Next Thu 26 Nov 14:00.")
    await crm.to(crm.known.beta)
    await crm.press(".")
    await crm.see("Next Wed 25 Nov 10:00.")


# What it runs into


async def test_the_next_step_is_free_or_says_what_it_overlaps(crm: CrmDriver) -> None:
    await crm.to(crm.known.gamma)
    await crm.press("c", *"3d")
    await crm.until(lambda: echo(crm).endswith("in 3 days · free"), "free")
    await crm.press("ctrl+u", *"12:00")
    await crm.until(lambda: echo(crm).endswith("· free"), "Marek's call is not hers")
    await crm.press("escape")
    await crm.to(crm.known.beta)
    await crm.press("c", *"11:00")
    await crm.see("overlaps 11:00 Gamma s.c.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["3", "31.02", "someday", "99:99", "=" * 3])
@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("key", ["c", "r"])
async def test_why_a_time_cannot_be_read_is_said_whole_while_it_is_typed(
    closed: CrmDriver, key: str, width: int, typed: str, language: str
) -> None:
    closed.size = (width, 24)
    await closed.start(language=language)
    await closed.to(closed.known.beta)
    await closed.press(key, *typed)
    bar = closed.app.screen.query_one("#completion" if key == "c" else "#rescheduling", ActionBar)
    told = bar.adviser.echo(typed)[0]
    assert told.endswith(".")
    words = told.split()
    await closed.until(
        lambda: " ".join(words) in " ".join(" ".join(closed.screen_text()).split()), told
    )
    assert " ".join(closed.screen_text()).count(words[-1]) == 1, "said once"
    await closed.press("ctrl+u")
    await closed.not_see(words[-1])


async def test_a_day_off_is_named(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"29.11")
    await crm.until(lambda: "· Sunday" in echo(crm))
    await crm.press("ctrl+u", *"25.12")
    await crm.see("Christmas Day")
    await crm.press("escape", "space", "space", "r", *"sat")
    await crm.until(lambda: "Sat 28 Nov · Saturday" in echo(crm, "rescheduling"))


async def test_of_several_rows_it_is_said_how_many_overlap(crm: CrmDriver) -> None:
    await crm.press("*", "r", *"1d")
    await crm.until(lambda: echo(crm, "rescheduling").endswith("→ 2 activities: Tue 24 Nov"))
    await crm.press("end", "ctrl+u", *"tomorrow 9")
    await crm.until(lambda: echo(crm, "rescheduling").endswith("Tue 24 Nov 09:00 · 2 overlap"))
    await crm.press("end", "ctrl+u", *"today 11:00")
    await crm.until(lambda: echo(crm, "rescheduling").endswith("· 2 overlap"))


async def test_moving_says_what_it_runs_into(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("r", *"11:00")
    await crm.see("overlaps 11:00 Gamma s.c.")
    await crm.press("ctrl+u", *"10:00")
    await crm.until(lambda: echo(crm, "rescheduling").endswith("free"), "not with itself")


async def test_a_holiday_that_the_company_works_on_is_no_day_off(crm: CrmDriver) -> None:
    def work() -> None:
        standing = company_settings.read_company()
        company_settings.save_company(
            standing._replace(holidays=False), actor=builders.operator(), now=builders.NOW
        )

    crm.ask(work)
    await crm.to(crm.known.beta)
    await crm.press("c", *"25.12")
    await crm.until(lambda: echo(crm).endswith("free"), "free")


async def test_hostile_names_are_shown_as_typed_in_what_it_runs_into(closed: CrmDriver) -> None:
    closed.size = (120, 30)

    def move_in(hour: int, text: str) -> int:
        actor = builders.operator()
        contractor = builders.contractor(actor, text)
        edit = builders.contact(
            actor, contractor, builders.person(actor, contractor), starts_at=at(23, f"{hour}:00")
        )
        return int(save(edit, actor=actor, instant=builders.instant()).activity_id)

    added = [closed.ask(move_in, 12 + n, text) for n, text in enumerate(HOSTILE[:4])]
    await closed.start()
    for number, text in enumerate(HOSTILE[:4]):
        await closed.to(added[number - 1])
        await closed.press("r", *f"{12 + number}:05")
        await closed.see(f"overlaps {12 + number}:00 {text}")
        assert clean(closed)
        await closed.press("escape")
    for one in added:
        await closed.to(one)
        await closed.press("space")
    await closed.press("r", ".", ".")
    await closed.until(lambda: HOSTILE[0] in closed.shown("#rescheduling"))
    assert clean(closed)


# Outcomes by one digit


async def test_a_digit_in_the_outcome_field_chooses_at_once(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "tab", "4")
    assert crm.shown("#outcome") == "4 busy"
    await crm.press("7", "enter")
    await crm.see("Completed.")
    assert crm.activity(crm.known.beta)["outcome_id"] == crm.ask(entry, "not_interested")


async def test_the_open_list_shows_the_digits(crm: CrmDriver) -> None:
    await crm.press("c", "tab", "ctrl+o")
    await crm.see("1 talked", "4 busy")
    await crm.press("4")
    assert crm.shown("#outcome") == "4 busy"
    await crm.not_see("5 voice mail")


async def test_letters_still_filter_the_outcomes(crm: CrmDriver) -> None:
    await crm.press("c", "tab", *"wrong", "enter")
    await crm.see("Completed.")
    assert crm.activity(crm.known.invoice)["outcome_id"] == crm.ask(entry, "wrong_number")


async def test_the_outcome_is_chosen_by_its_number_without_leaving_next(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", *"3d", "#")
    await crm.see("1 talked", "4 busy", "9 order")
    await crm.press("9")
    assert crm.shown("#outcome") == "9 order"
    assert (crm.focused_id(), crm.shown("#next-at")) == ("next-at", "3d")
    await crm.press("enter")
    await crm.see("Completed. Next Thu 26 Nov 10:00.")
    assert crm.activity(crm.known.beta)["outcome_id"] == crm.ask(entry, "order")


async def test_outcome_next_and_enter_in_one_packet(crm: CrmDriver) -> None:
    crm.slow(0.05)
    await crm.press("c", "#", "9", "3", "d", "enter")
    await crm.until(lambda: crm.activity(crm.known.invoice)["completed_at"])
    assert crm.activity(crm.known.invoice)["outcome_id"] == crm.ask(entry, "order")
    assert crm.newest()["starts_at"] == at(26, "14:00")


async def test_another_key_after_the_sign_is_what_it_always_is(crm: CrmDriver) -> None:
    await crm.press("c", "#", "d", "#", "escape", "3", "d", "backspace", "backspace", "2", "d")
    assert crm.shown("#next-at") == "d2d"
    await crm.press("escape")
    assert crm.focused_id() == "list"


async def test_a_number_that_no_outcome_has_is_said(crm: CrmDriver) -> None:
    from tests.support.builders import deactivate
    from tui_crm.store.models import Entry

    crm.ask(lambda: deactivate(Entry, entry("order")))
    await crm.press("c", "#", "9")
    await crm.see("There is no outcome 9.")
    assert crm.shown("#outcome") == "1 talked"


async def test_both_are_found_among_the_commands(crm: CrmDriver) -> None:
    await crm.to(crm.known.beta)
    await crm.press("c", "f1")
    await crm.see("The next step that the outcome or the type", "Choose the outcome by its number")
    await crm.press("escape", "ctrl+p", *"proposes", "enter")
    await crm.until(lambda: "→ Wed 25 Nov 10:00" in echo(crm))
    await crm.press("ctrl+p", *"by its number", "enter", "4")
    assert crm.shown("#outcome") == "4 busy"
    assert crm.focused_id() == "next-at"


async def test_letters_in_the_note_are_letters(crm: CrmDriver) -> None:
    await crm.press("c", "shift+tab", *"#4 = ok. x", "enter")
    await crm.see("Completed.")
    assert crm.activity(crm.known.invoice)["note"].endswith("#4 = ok. x")


async def test_what_was_said_is_read_after_completing_and_not_the_plan(crm: CrmDriver) -> None:
    await crm.to(crm.known.invoice)
    await crm.press("c", "shift+tab")
    await crm.type("paid on Monday")
    await crm.press("enter")
    await crm.see("Completed.")
    done = crm.activity(crm.known.invoice)
    assert done["note"] == f"{INVOICE}\npaid on Monday"
    assert "paid on Monday" in crm.listed("Jan Kowalski")
    assert INVOICE not in "\n".join(crm.rows())
    await crm.new_contact("alfa")
    await crm.press("ctrl+s")
    await crm.until(lambda: "paid on Monday" in crm.shown("#details"), "last agreed")
    assert INVOICE not in crm.shown("#details")
