"""What every form of a record does: moving about, drafts, refusals, a colleague's change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.domain.directory.contractor import FIELDS, ContractorEdit
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.fields import Row, choice, colour, line, lookup, note, several, tick
from tui_crm.domain.ids import ContractorId
from tui_crm.drafts.slot import SlotKind
from tui_crm.queries.common import lookups
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.services.directory import contractors
from tui_crm.store.models import Contractor
from tui_crm.ui.forms.fields import Values
from tui_crm.ui.forms.record_form import RecordForm

ALFA, BETA = 1, 2


class Thing(RecordForm):
    """One field of every shape; what is stored stays here."""

    KIND = SlotKind.ENTRY
    FINDS: ClassVar = {"worker": lookups.employees}
    ANSWERS = {"worker_id": "worker"}  # noqa: RUF012  # only a test

    stored: Values | None = None
    refusal: Exception | None = None

    def heading(self) -> str:
        return "A thing"

    def rows(self) -> Sequence[Row]:
        return (
            line("name", "Name", required=True),
            "More",
            (choice("size", "Size", [("s", "small"), ("l", "large")]), colour("paint", "Paint")),
            lookup("worker", "Worker", required=True),
            several("phones", "Numbers"),
            tick("done", "done"),
            note("note", "Note"),
        )

    async def save_values(self, values: Values) -> int:
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self.stored = values
        return 7


async def thing(crm: CrmDriver, **filled: Any) -> Thing:
    form = Thing(crm.app.crm, filled=filled)
    await crm.app.push_screen(form)
    await crm.see("A thing", "Numbers")
    return form


async def test_enter_goes_through_all_fields_and_never_saves(crm: CrmDriver) -> None:
    form = await thing(crm, size="s", worker=None)
    await crm.type("lamp")
    visited = [crm.focused_id()]
    for _more in range(4):
        await crm.press("enter")
        visited.append(crm.focused_id())
    assert visited == ["name", "size", "paint", "worker", "worker"]
    await crm.see("take")  # An empty one that is required opens its list.
    await crm.press("enter", "enter", "enter")
    assert crm.focused_id() == "note"
    assert form.stored is None
    assert crm.app.screen is form


async def test_tab_opens_nothing(crm: CrmDriver) -> None:
    await thing(crm, size="s")
    await crm.press(*["tab"] * 6)
    assert crm.focused_id() == "note"
    assert not crm.is_seen("take")


async def test_a_burst_lands_in_the_right_fields(crm: CrmDriver) -> None:
    form = await thing(crm, size="s")
    await crm.press(
        *"lamp", "enter", *"lar", "enter", *"gre", "enter", *"now", "enter", *"601 234 567",
        "enter", "space", "enter", *"bright", "ctrl+s",
    )  # fmt: skip
    assert form.stored is not None
    assert form.stored["worker"].label == "Anna Nowak"
    told = {name: form.stored[name] for name in ("name", "size", "paint", "phones", "done", "note")}
    assert told == {
        "name": "lamp", "size": "l", "paint": "green", "phones": "601 234 567", "done": True,
        "note": "bright",
    }  # fmt: skip


async def test_a_choice_that_need_not_be_made_is_emptied(crm: CrmDriver) -> None:
    form = await thing(crm, size="s", paint="red")
    await crm.go("paint")
    assert crm.shown("#paint") == "red"
    await crm.press("backspace", "tab")
    assert form.values["paint"] == ""


async def test_a_choice_that_must_be_made_is_asked_for(crm: CrmDriver) -> None:
    form = await thing(crm, size="s")
    await crm.type("lamp")
    await crm.press("ctrl+s")
    await crm.see("Choose something here: ↓ shows the list.")
    assert crm.focused_id() == "worker"
    assert form.stored is None
    await crm.press("down", "enter", "ctrl+s")
    assert form.stored is not None


async def test_what_a_rule_refuses_is_said_under_its_field(crm: CrmDriver) -> None:
    form = await thing(crm, size="s")
    await crm.fill("worker", "now")
    await crm.press("tab")
    await crm.fill("note", "kept")
    form.refusal = RuleViolation("worker_id", "They have left.")
    await crm.press("ctrl+s")
    await crm.see("They have left.")
    lines = crm.screen_text()
    at = next(i for i, text in enumerate(lines) if "They have left." in text)
    assert "Worker" in lines[at - 1]
    assert crm.focused_id() == "worker"
    assert crm.shown("#note") == "kept"
    await crm.press("ctrl+s")
    assert form.stored is not None


async def test_what_cannot_be_done_at_all_is_said_below(crm: CrmDriver) -> None:
    form = await thing(crm, size="s")
    await crm.fill("worker", "now")
    form.refusal = Refused("Ask an administrator.")
    await crm.press("ctrl+s")
    assert "Ask an administrator." in crm.notice()
    assert crm.app.screen is form


async def test_a_text_that_matches_nothing_stays_and_is_not_saved_away(crm: CrmDriver) -> None:
    form = await thing(crm, size="s")
    await crm.fill("worker", "xyz")
    await crm.press("tab")
    await crm.see("Nothing matches “xyz”.")
    await crm.press("ctrl+s")
    assert crm.shown("#worker") == "xyz"
    assert crm.focused_id() == "worker"
    assert form.stored is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("601 234 567, 22 612 34 56", ("601 234 567", "22 612 34 56")),
        ("601 234 567;602 345 678,", ("601 234 567", "602 345 678")),
    ],
)
async def test_several_numbers_are_typed_in_one_field(
    crm: CrmDriver, typed: str, kept: tuple[str, ...]
) -> None:
    from tui_crm.ui.kit.multi_value_field import pieces

    form = await thing(crm, size="s")
    await crm.fill("phones", typed)
    assert pieces(form.values["phones"]) == kept


async def test_pasted_lines_are_several_numbers(crm: CrmDriver) -> None:
    from tui_crm.ui.kit.multi_value_field import pieces

    form = await thing(crm, size="s")
    await crm.go("phones")
    await crm.paste("601 234 567\r\n602 345 678\n")
    assert pieces(form.values["phones"]) == ("601 234 567", "602 345 678")
    assert crm.shown("#phones") == "601 234 567\n602 345 678"


# Drafts


async def half_a_contractor(crm: CrmDriver) -> None:
    await crm.press("3", "N")
    await crm.type("Omega")
    await crm.fill("phones", "601 000 000")
    await crm.fill("note", "half a sentence")


async def test_escape_keeps_a_draft_which_is_gone_on_with(crm: CrmDriver) -> None:
    await half_a_contractor(crm)
    await crm.press("escape")
    await crm.see("Kept as a draft: d to resume, W to discard.")
    await crm.press("d")
    await crm.see("New contractor", "What was typed before and not saved is here again.")
    assert crm.shown("#name") == "Omega"
    assert crm.shown("#phones") == "601 000 000"
    assert crm.shown("#note") == "half a sentence"
    await crm.press("ctrl+s")
    await crm.see("Omega: saved. u takes it back.")
    assert crm.stored(Contractor)[-1]["note"] == "half a sentence"
    assert crm.drafts.all() == ()


async def test_a_draft_survives_leaving_the_program(crm: CrmDriver) -> None:
    await half_a_contractor(crm)
    await crm.press("ctrl+q")
    await crm.restart()
    await crm.see("1 unsaved draft")
    await crm.press("d")
    assert crm.shown("#name") == "Omega"
    assert crm.shown("#owner") == "Anna Nowak"


async def test_the_list_of_drafts_names_records_among_activities(crm: CrmDriver) -> None:
    await half_a_contractor(crm)
    await crm.press("escape", "1", "t", *"buy toner", "escape", "W")
    await crm.see("Typed and not saved", "buy toner")
    row = crm.listed("Omega")
    assert "contractor" in row
    assert "half a" in row
    await crm.press("down", "enter")
    await crm.see("New contractor")


async def test_a_form_in_which_nothing_was_typed_leaves_no_draft(crm: CrmDriver) -> None:
    await crm.press("3", "N", "escape")
    await crm.see("All contractors")
    assert crm.drafts.all() == ()
    assert "draft" not in crm.notice()


async def test_typed_back_to_what_was_stored_no_draft_is_left(crm: CrmDriver) -> None:
    await crm.press("3", "e")
    await crm.go("note")
    await crm.press("!", "backspace", "escape")
    assert crm.drafts.all() == ()


async def test_an_opened_record_left_with_changes_is_gone_on_with(crm: CrmDriver) -> None:
    await crm.press("3", "e")
    await crm.fill("city", "Toruń")
    await crm.press("escape", "e")
    await crm.see("What was typed before and not saved is here again.")
    assert crm.shown("#city") == "Toruń"


# A colleague was faster


async def changed_meanwhile(crm: CrmDriver, **columns: Any) -> None:
    colleague = crm.colleague()
    card = colleague.does(contractor_card, ALFA)
    given = {name: getattr(card, name) for name in ("key", "version", *FIELDS)}
    given |= {"id": ContractorId(ALFA)}
    edit = ContractorEdit(**{**given, **columns})
    colleague.does(contractors.save, edit, actor=colleague.actor, now=crm.clock().now)


async def opened(crm: CrmDriver) -> None:
    await crm.press("3", "e")
    await crm.see("Contractor · ALFA Sp. z o.o.")


async def test_both_texts_are_shown_and_mine_is_kept(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.fill("city", "Toruń")
    await changed_meanwhile(crm, city="Gdynia", street="Morska 1")
    await crm.press("ctrl+s")
    await crm.see("Someone else changed this record", "Toruń", "Gdynia")
    assert crm.stored(Contractor)[0]["city"] == "Gdynia"
    await crm.press("m")
    await crm.see("Ctrl+S saves what you see now.")
    assert crm.shown("#city") == "Toruń"
    assert crm.shown("#street") == "Morska 1"
    await crm.press("ctrl+s")
    await crm.see("saved.")
    kept = crm.stored(Contractor)[0]
    assert (kept["city"], kept["street"]) == ("Toruń", "Morska 1")


async def test_theirs_can_be_taken(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.fill("city", "Toruń")
    await changed_meanwhile(crm, city="Gdynia")
    await crm.press("ctrl+s", "t")
    await crm.see("Ctrl+S saves what you see now.")
    assert crm.shown("#city") == "Gdynia"


async def test_both_notes_can_be_kept(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.fill("city", "Toruń")
    await crm.fill("note", "mine")
    await changed_meanwhile(crm, note="theirs", street="Morska 1")
    await crm.press("ctrl+s")
    await crm.see("both notes")
    await crm.press("b", "ctrl+s")
    await crm.see("saved.")
    kept = crm.stored(Contractor)[0]
    assert kept["note"] == "theirs\nmine"
    assert (kept["city"], kept["street"]) == ("Toruń", "Morska 1")


async def test_deciding_later_loses_nothing(crm: CrmDriver) -> None:
    await opened(crm)
    await crm.fill("city", "Toruń")
    await changed_meanwhile(crm, city="Gdynia")
    await crm.press("ctrl+s", "escape")
    await crm.see("Contractor · ALFA")
    assert crm.shown("#city") == "Toruń"
    assert crm.stored(Contractor)[0]["city"] == "Gdynia"


async def test_a_draft_of_what_a_colleague_has_changed_ends_in_the_comparison(
    crm: CrmDriver,
) -> None:
    await opened(crm)
    await crm.fill("city", "Toruń")
    await crm.press("escape")
    await changed_meanwhile(crm, city="Gdynia")
    await crm.press("e", "ctrl+s")
    await crm.see("Someone else changed this record", "Toruń", "Gdynia")
