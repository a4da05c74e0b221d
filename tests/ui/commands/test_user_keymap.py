"""Keys of one's own: what the settings may say, and that the whole program says the same."""

from __future__ import annotations

import pytest

from tests.support.ui.directory import change
from tests.support.ui.driver import CrmDriver
from tests.support.ui.setup import OPERATORS, on, setup
from tui_crm.store.models import Operator
from tui_crm.ui.commands.user_keymap import UnfitKey, own_keys
from tui_crm.ui.directory.persons import PersonsModel


def test_a_key_is_named_as_it_is_printed_or_as_textual_calls_it() -> None:
    said = {
        "activity.complete": "z",
        "activity.log_other": ["Ctrl+L", "f6", "Ctrl+L"],
        "record.filter": "PgDn",
        "day.digest": "!",
        "app.help": "full_stop",
        "activity.repeat": "semicolon",
        "table.page_down": "&",
        "calendar.month": "M",
    }
    assert own_keys(said) == {
        "activity.complete": ("z",),
        "activity.log_other": ("ctrl+l", "f6"),
        "record.filter": ("pagedown",),
        "day.digest": ("exclamation_mark",),
        "app.help": ("full_stop",),
        "activity.repeat": ("semicolon",),
        "table.page_down": ("ampersand",),
        "calendar.month": ("M",),
    }


def test_a_dot_in_a_name_may_be_tomls_own() -> None:
    assert own_keys({"activity": {"complete": "z"}}) == {"activity.complete": ("z",)}


def test_two_commands_may_change_places() -> None:
    assert own_keys({"activity.complete": "x", "activity.no_answer": "c"})


def test_what_shares_a_key_by_declaration_may_go_on_so() -> None:
    # On a card `a` leads to its activities; on a list it is the scope.
    assert own_keys({"list.scope": ["a", "O"]})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("activity.complte", "z", "activity.complete"),
        ("qqq", "z", "tui-crm keys"),
        ("activity.complete", 7, "needs a key"),
        ("activity.complete", [], "needs a key"),
        ("activity.complete", ["z", 7], "needs a key"),
        ("activity.complete", "", "does not arrive"),
        ("activity.complete", "Alt+Z", "does not arrive"),
        ("activity.complete", "Ctrl+W", "does not arrive"),
        ("activity.complete", "ż", "does not arrive"),
        ("activity.complete", "Enter", "means the same everywhere"),
        ("activity.complete", "↑", "means the same everywhere"),
        ("form.save", "s", "is text there"),
        ("strip.pick", "?", "is text there"),
        ("activity.complete", "x", "“activity.no_answer”"),
        ("activity.complete", "5", "“section.schedule”"),
        ("activity.complete", "j", "“table.down”"),
        ("contractor.persons", "e", "“record.edit”"),
        ("form.save", "Ctrl+T", "“form.timer”"),
        ("app.find", "Ctrl+S", "“form.save”"),
    ],
)
def test_a_key_that_cannot_be_is_a_sentence(name: str, value: object, said: str) -> None:
    with pytest.raises(UnfitKey) as refused:
        own_keys({name: value})
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.endswith(".")


async def test_own_keys_work_and_are_named_wherever_keys_are(closed: CrmDriver) -> None:
    own = own_keys(
        {
            "activity.complete": "x",
            "activity.no_answer": "c",
            "activity.open": "O",
            "activity.waiting": "Ctrl+L",
            "section.contractors": "8",
            "history.redo": "Z",
        }
    )
    await closed.start(own_keys=own)
    await closed.see("x complete", "c no answer", " 8 Contractors")

    await closed.press("x")
    await closed.see("Complete ", "outcome")
    await closed.press("enter", "u")
    await closed.see("Z does it again")

    await closed.press("O")
    await closed.see("Contractor*")
    await closed.press("escape", "enter")
    await closed.see("Contractor*")
    await closed.press("escape", "?")
    await closed.see("Keys of this screen", "O Enter")
    await closed.press("escape", "8")
    await closed.see("All contractors")


async def test_the_forms_of_records_name_their_own_keys(closed: CrmDriver) -> None:
    await closed.start(
        own_keys=own_keys({"fields.save": "F7", "fields.add": "F6", "record.new": "Z"})
    )
    assert "Z adds the first one." in PersonsModel(closed.app.crm).empty()
    await setup(closed, down=OPERATORS)
    await closed.press("N")
    await closed.type("ola")
    await closed.press("tab")
    await closed.type("wrona")
    await closed.see("No match. F6: new employee")
    await closed.press("tab")
    await closed.see("Nothing matches “wrona”. F6 adds it as a new employee.")

    await closed.press("escape")
    await on(closed, "marek")
    await closed.press("enter")
    marek = closed.stored(Operator)[1]
    change(closed, Operator, marek["id"], language="pl", version=marek["version"] + 1)
    await closed.fill("login", "mlis")
    await closed.press("f7", "m")
    await closed.see("F7 saves what you see now.")
