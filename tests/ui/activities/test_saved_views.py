"""Saved views: a filter is kept under a name, shown again by letters of it, shared, deleted."""

from __future__ import annotations

from tests.support.builders import NOW
from tests.support.ui.driver import CrmDriver
from tests.support.ui.hostile import HOSTILE, clean
from tests.ui.test_rights import as_marek
from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.services import saved_views
from tui_crm.services.saved_views import ViewEdit
from tui_crm.services.setup import dictionaries
from tui_crm.services.setup.dictionaries import EntryEdit
from tui_crm.store.models import SavedView

MY_OPEN = "My activities · not completed · this week"


async def my_open_week(crm: CrmDriver) -> None:
    """The activities, filtered by state and period."""
    await crm.press("2", "F", *"not", "tab", "tab", *"this week", "ctrl+s")
    await crm.see(MY_OPEN)


async def test_a_filter_is_saved_cleared_and_shown_again_by_letters_of_its_name(
    crm: CrmDriver,
) -> None:
    await my_open_week(crm)
    await crm.press("/", *"beta", "enter", "s")
    await crm.press("v", *"Prospects this week", "ctrl+n")
    await crm.see("“Prospects this week” is saved", f"Prospects this week: {MY_OPEN} · “beta”")
    assert [row.id for row in crm.table().rows] == [crm.known.beta]
    await crm.press("escape")
    await crm.not_see("Prospects this week:", "not completed")
    await crm.see("My activities sorted by contractor ↑")
    before = crm.keys
    await crm.press("v", *"prós", "enter")
    assert crm.keys - before == 6
    await crm.see(f"Prospects this week: {MY_OPEN} · “beta”")
    assert [row.id for row in crm.table().rows] == [crm.known.beta]
    await crm.press("a")
    await crm.see("All activities · not completed")
    assert not crm.is_seen("Prospects this week:")


async def test_this_week_is_another_week_a_week_later(crm: CrmDriver) -> None:
    await my_open_week(crm)
    await crm.press("v", *"week", "ctrl+n")
    await crm.until(lambda: len(crm.table().rows) == 2)
    crm.clock.forward(hours=7 * 24)
    await crm.press("escape", "v", *"week", "enter")
    await crm.see("week: My activities", "Nothing matches the filter. Esc clears it.")


async def test_escape_leaves_the_list_as_it_was_before_the_view(crm: CrmDriver) -> None:
    await crm.press("2", "a", "s", "v", *"everything", "ctrl+n", "escape", "a", "a", "s", "S")
    await crm.see("My activities sorted by person ↓")
    await crm.press("v", "enter")
    await crm.see("everything: All activities", "sorted by contractor ↑")
    assert "ML" in crm.listed("M. Zielińska")
    await crm.press("escape")
    await crm.see("My activities sorted by person ↓")
    assert not crm.is_seen("Zielińska")


async def test_saving_under_the_name_again_replaces_it_and_undo_brings_it_back(
    crm: CrmDriver,
) -> None:
    await my_open_week(crm)
    await crm.press("v", *"Mine", "ctrl+n", "escape", "v", *"MINE", "ctrl+n")
    await crm.see(
        "“MINE” now shows this; u brings back what it was.",
        "MINE: My activities Esc clears the filter",
    )
    await crm.press("u")
    await crm.see("Taken back: view replaced, MINE")
    assert not crm.is_seen("MINE: My activities")
    await crm.press("v", "enter")
    await crm.see(f"Mine: {MY_OPEN}")
    await crm.press("u")
    await crm.see("Taken back: view saved, Mine")
    assert not crm.is_seen("Mine: My")
    assert crm.stored(SavedView) == []


async def test_a_view_is_deleted_and_shared_in_the_window_and_undo_takes_it_back(
    crm: CrmDriver,
) -> None:
    await crm.press("2", "v")
    await crm.see("No view is saved yet: type a name,", "and Ctrl+N saves the filter now in force.")
    assert not crm.is_seen("Del delete")
    await crm.press("enter", "delete", "ctrl+t", "ctrl+n")
    await crm.see("✗ Type a name for the view.")
    await crm.press(*"first", "ctrl+n", "v", *"second", "enter")
    await crm.see("✗ No view has this name: Ctrl+N saves the filter now in force under it.")
    await crm.press("ctrl+n", "v", *"xsecond", "home", "delete")
    assert crm.shown("#name") == "second"
    await crm.press("end", "delete")
    await crm.see("“second” is deleted: Esc, then u brings it back.")
    await crm.press("ctrl+u")
    await crm.see("first: My activities")
    await crm.press("ctrl+t")
    await crm.see("“first” is offered to everybody now.", "first: My activities · shared")
    await crm.press("ctrl+t")
    await crm.see("“first” is its owner's alone now.")
    await crm.press("escape", "u", "u", "u")
    await crm.see("Taken back: view deleted, second")
    assert [(row["name"], row["shared"]) for row in crm.stored(SavedView)] == [
        ("first", False), ("second", False),
    ]  # fmt: skip


async def test_names_of_any_kind_are_shown_as_typed_and_too_long_ones_refused(
    crm: CrmDriver,
) -> None:
    names = [*HOSTILE[:6], "🙂👩‍👩‍👧 ok", "漢字"]
    for name in names:
        edit = ViewEdit(name, name, ViewContent(text=name))
        crm.ask(saved_views.save, edit, actor=crm.actor, now=NOW)
    await crm.press("2", "v")
    assert {name for name in names if not any(name[:20] in row for row in crm.rows())} == set()
    await crm.paste("n" * 300)
    await crm.press("ctrl+n")
    await crm.see("This is 300 characters long; 200 is the most.")
    await crm.press("ctrl+u")
    await crm.paste("w" * 200)
    await crm.press("ctrl+n")
    await crm.see("ww…: My activities Esc clears the filter")
    await crm.press("v")
    await crm.paste("[/]\x1b[2J")
    await crm.press("ctrl+n")
    await crm.see("“[/][2J” is saved", "[/][2J: My activities")
    assert clean(crm)


def offered(crm: CrmDriver, name: str, content: ViewContent, *, shared: bool = True) -> int:
    """A view of Anna's, made elsewhere."""
    kept = crm.ask(saved_views.save, ViewEdit(name, name, content), actor=crm.actor, now=NOW)
    if shared:
        crm.ask(saved_views.set_shared, kept.view_id, shared=True, actor=crm.actor, now=NOW)
    return kept.view_id


async def test_what_a_colleague_shares_is_named_used_and_kept_by_those_who_may(
    closed: CrmDriver,
) -> None:
    crm = closed
    await crm.start()
    first = offered(crm, "Calls", ViewContent(state="open"))
    offered(crm, "Secret", ViewContent(), shared=False)
    await crm.leave()
    await as_marek(crm)
    await crm.press("2", "v")
    assert "shared" in crm.listed("Calls")
    await crm.see("Calls: My activities · not completed · shared by Anna Nowak")
    assert not crm.is_seen("Secret")
    await crm.press("delete")
    await crm.see("You may not share views or change shared ones. Ask a manager")
    await crm.press("enter")
    await crm.see("Calls: My activities · not completed")
    assert [row.id for row in crm.table().rows] == [crm.known.marek]
    await crm.press("v")
    crm.ask(SavedView.delete().where(SavedView.id == first).execute)
    await crm.press("enter")
    await crm.see("This view is not there any more", "No view is saved yet")
    await crm.press("escape")
    await crm.not_see("Calls:")


async def test_what_is_gone_or_cannot_be_read_is_said_and_breaks_nothing(crm: CrmDriver) -> None:
    entry = EntryEdit(3, "complaints")
    category = crm.ask(dictionaries.save, entry, actor=crm.actor, now=NOW)
    await crm.press("2", "F")
    await crm.fill("category", "compl")
    await crm.press("ctrl+s", "v", *"gone", "ctrl+n", "escape")
    crm.ask(dictionaries.delete, category, actor=crm.actor, now=NOW)
    await crm.press("v", "enter")
    await crm.see("Left out, because it is not there any more: “complaints”.", "gone: My activ")
    assert len(crm.table().rows) == 6
    for text, said in (("{", "it is damaged"), ('{"format": 99}', "newer tui-crm")):
        crm.ask(SavedView.update(content=text).execute)
        await crm.press("v")
        await crm.see("cannot be read")
        await crm.press("enter")
        await crm.see(said)
        await crm.press("escape")


async def test_only_the_list_of_all_activities_has_views(closed: CrmDriver) -> None:
    crm = closed
    crm.size = (120, 36)
    await crm.start()
    await crm.press("v")
    await crm.see("Saved views are of all activities: 2", "leads there, v to the views.")
    await crm.press("2", "/", *"offer", "enter")
    await crm.see("“offer” Esc clears the filter · v saves it sorted by start ↓")
    await crm.press("3", "a", "/", *"offer", "enter", "v")
    await crm.see("Activities of ALFA Sp. z o.o. · “offer”", "Esc clears the filter")
    assert not crm.is_seen("v saves it")
    assert len(crm.app.screen_stack) == 2
    await crm.press("?")
    await crm.see("Keys of this screen")
    assert not crm.is_seen("Saved views")


async def test_who_is_nobodys_employee_sees_everybodys(closed: CrmDriver) -> None:
    await as_marek(closed, linked=False)
    offered(closed, "mine", ViewContent(), shared=False)
    await closed.press("2", "v", "enter")
    await closed.see("mine: All activities")
    assert len(closed.table().rows) == 7
