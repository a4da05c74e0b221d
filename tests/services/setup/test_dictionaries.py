"""Dictionaries as Setup changes them (R31): kept, offered, ordered, and removed only unused."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator

import pytest

from tests.support.builders import NOW, activity, entry, everything, row, saved_contact, version_of
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import Refused, RuleViolation, StaleRecord
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import Rights
from tui_crm.i18n import use_language
from tui_crm.queries.common import lookups
from tui_crm.queries.setup.dictionaries import dictionaries as all_dictionaries
from tui_crm.queries.setup.dictionaries import entries_page, entry_row
from tui_crm.services import undo
from tui_crm.services.setup import dictionaries
from tui_crm.services.setup.dictionaries import DictionaryEdit, EntryEdit
from tui_crm.store.models import Activity, Change, Entry
from tui_crm.store.unit_of_work import insert_many

TYPES, PRIORITIES, CATEGORIES, OUTCOMES = 1, 2, 3, 4


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def add(actor: Actor, name: str, dictionary: int = CATEGORIES, **values: object) -> int:
    edit = EntryEdit(dictionary, name, **values)  # type: ignore[arg-type]
    return dictionaries.save(edit, actor=actor, now=NOW)


def edit_of(entry_id: int, **values: object) -> EntryEdit:
    """What the form holds after changing some fields."""
    held = entry_row(entry_id)
    fields = {name: getattr(held, name) for name in EntryEdit._fields if name != "dictionary_id"}
    dictionary_id = row(Entry, entry_id)["dictionary_id"]
    return EntryEdit(**{"dictionary_id": dictionary_id, **fields, **values})


def names(dictionary: int = CATEGORIES) -> list[str]:
    return [one.name for one in entries_page(dictionary, "", PageRequest(100))]


def offered(code: str, text: str = "") -> list[str]:
    return [match.label for match in lookups.entries(code, text, PageRequest(100))]


def test_r31_an_entry_is_added_at_the_end_and_offered(anna: Actor) -> None:
    add(anna, "complaints")
    assert names()[-1] == "complaints"
    assert offered("category")[-1] == "complaints"


def test_r31_an_entry_is_renamed_everywhere(anna: Actor) -> None:
    own = add(anna, "complaints")
    dictionaries.save(edit_of(own, name="claims"), actor=anna, now=NOW)
    assert offered("category", "claims") == ["claims"]
    assert offered("category", "complaints") == []


def test_r31_a_deactivated_value_stays_on_old_records_and_is_not_offered(anna: Actor) -> None:
    email = entry("email")
    saved = saved_contact(anna, type_id=email)
    dictionaries.set_active(
        email, active=False, version=version_of(Entry, email), actor=anna, now=NOW
    )
    assert "e-mail" not in offered("contact_type")
    assert activity(saved.activity_id)["type_id"] == email
    assert "e-mail" in names(TYPES)
    dictionaries.set_active(
        email, active=True, version=version_of(Entry, email), actor=anna, now=NOW
    )
    assert "e-mail" in offered("contact_type")


def test_r31_a_used_value_cannot_be_deleted_and_says_where_it_is_used(
    anna: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = add(anna, "complaints")
    for number in range(3):
        saved_contact(anna, f"A{number}", category_id=own)
    with pytest.raises(Refused, match="“complaints” is used by 3 activities"):
        dictionaries.delete(own, actor=anna, now=NOW)
    assert dictionaries.uses_of(own) == [("category", 3)]
    busy = add(anna, "engaged", OUTCOMES)
    Activity.update(outcome=busy).where(Activity.category == own).execute()
    with pytest.raises(Refused, match="“engaged” is used by 3 activities"):
        dictionaries.delete(busy, actor=anna, now=NOW)
    monkeypatch.setattr(dictionaries, "COUNT_LIMIT", 3)
    assert dictionaries.uses_text(dictionaries.uses_of(own)) == "3 or more activities"


def test_r31_a_value_that_was_never_used_is_deleted_and_comes_back(anna: Actor) -> None:
    own = add(anna, "complaints")
    before = everything()
    dictionaries.delete(own, actor=anna, now=NOW)
    assert "complaints" not in names()
    undo.undo(actor=anna, now=NOW)
    assert everything() == before


def test_a_shipped_value_is_not_deleted_and_keeps_its_code(anna: Actor) -> None:
    with pytest.raises(Refused, match="comes with the program"):
        dictionaries.delete(entry("letter"), actor=anna, now=NOW)
    dictionaries.save(edit_of(entry("letter"), name="parcel"), actor=anna, now=NOW)
    assert row(Entry, entry("letter"))["name"] == "parcel"


def test_a_renamed_shipped_value_is_shown_as_typed_in_both_languages(anna: Actor) -> None:
    # “high” is a word of the catalogue: it must not be translated where somebody typed it.
    dictionaries.save(edit_of(entry("letter"), name="high"), actor=anna, now=NOW)
    use_language("pl")
    assert entry_row(entry("letter")).name == "high"
    assert entry_row(entry("telephone")).name == "telefoniczny"
    assert offered("contact_type", "list") == []


def test_saving_the_translated_name_unchanged_is_no_renaming(anna: Actor) -> None:
    use_language("pl")
    assert entry_row(entry("telephone")).name == "telefoniczny"
    dictionaries.save(edit_of(entry("telephone"), planned_minutes=20), actor=anna, now=NOW)
    use_language("en")
    assert entry_row(entry("telephone")).name == "telephone"
    dictionaries.save(edit_of(entry("telephone"), name="phone"), actor=anna, now=NOW)
    dictionaries.save(edit_of(entry("telephone"), name="telefoniczny"), actor=anna, now=NOW)
    assert entry_row(entry("telephone")).name == "telephone"


@pytest.mark.parametrize("taken", ["negotiations", "NEGOTIATIONS", "negocjacje"])
def test_two_entries_of_one_name_are_refused_in_every_language(anna: Actor, taken: str) -> None:
    with pytest.raises(RuleViolation, match="of this name already") as refused:
        add(anna, taken)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": "   "}),
        ("name", {"name": "x" * 201}),
        ("colour", {"name": "a", "colour": "pink"}),
        ("kinds", {"name": "a", "kinds": ()}),
        ("planned_minutes", {"name": "a", "planned_minutes": 0}),
        ("follow_up_days", {"name": "a", "follow_up_days": 99999}),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_of_its_field(
    anna: Actor, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        dictionaries.save(EntryEdit(CATEGORIES, **values), actor=anna, now=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_kinds_of_an_entry_decide_where_it_is_offered(anna: Actor) -> None:
    add(anna, "site visit", TYPES, kinds=(Kind.MEETING,))
    assert "site visit" in [
        one.label
        for one in lookups.entries("contact_type", "", PageRequest(50), kinds=(Kind.MEETING,))
    ]
    assert "site visit" not in [
        one.label
        for one in lookups.entries("contact_type", "", PageRequest(50), kinds=(Kind.CONTACT,))
    ]


def defaults(dictionary: int = TYPES) -> list[str]:
    return [one.name for one in entries_page(dictionary, "", PageRequest(100)) if one.is_default]


def test_there_is_one_default_at_most_and_there_may_be_none(anna: Actor) -> None:
    assert dictionaries.set_default(entry("email"), actor=anna, now=NOW)
    assert defaults() == ["e-mail"]
    assert not dictionaries.set_default(entry("email"), actor=anna, now=NOW)
    assert defaults() == []
    add(anna, "fax", TYPES, is_default=True)
    assert defaults() == ["fax"]
    undo.undo(actor=anna, now=NOW)
    assert "fax" not in names(TYPES)
    for code in ("email", "letter"):
        dictionaries.save(edit_of(entry(code), is_default=True), actor=anna, now=NOW)
    assert defaults() == ["letter"]


def test_an_inactive_entry_is_no_default(anna: Actor) -> None:
    dictionaries.set_active(
        entry("telephone"),
        active=False,
        version=version_of(Entry, entry("telephone")),
        actor=anna,
        now=NOW,
    )
    assert defaults() == []
    dictionaries.save(edit_of(entry("telephone"), is_default=True), actor=anna, now=NOW)
    assert defaults() == []
    with pytest.raises(Refused, match="Make it active first"):
        dictionaries.set_default(entry("telephone"), actor=anna, now=NOW)


def test_an_undo_never_leaves_two_defaults(anna: Actor, marek: Actor) -> None:
    dictionaries.set_active(
        entry("telephone"),
        active=False,
        version=version_of(Entry, entry("telephone")),
        actor=anna,
        now=NOW,
    )
    boss = marek_may(marek)
    dictionaries.set_default(entry("email"), actor=boss, now=NOW)
    with pytest.raises(Refused, match="another entry is the default"):
        undo.undo(actor=anna, now=NOW)
    assert defaults() == ["e-mail"]


def test_the_last_active_entry_of_a_needed_dictionary_stays(anna: Actor) -> None:
    *others, last = [one.id for one in entries_page(PRIORITIES, "", PageRequest(100))]
    for entry_id in others:
        dictionaries.set_active(
            entry_id, active=False, version=version_of(Entry, entry_id), actor=anna, now=NOW
        )
    with pytest.raises(RuleViolation, match="last active entry"):
        dictionaries.set_active(
            last, active=False, version=version_of(Entry, last), actor=anna, now=NOW
        )
    with pytest.raises(RuleViolation, match="last active entry"):
        dictionaries.save(edit_of(last, active=False), actor=anna, now=NOW)
    assert offered("priority") == ["urgent"]
    for one in entries_page(CATEGORIES, "", PageRequest(100)):
        dictionaries.set_active(
            one.id, active=False, version=version_of(Entry, one.id), actor=anna, now=NOW
        )
    assert offered("category") == []


def test_r31_entries_are_moved_up_and_down(anna: Actor) -> None:
    low, normal, high, urgent = names(PRIORITIES)
    assert dictionaries.move(entry("high"), -1, actor=anna, now=NOW)
    assert names(PRIORITIES) == [low, high, normal, urgent]
    assert offered("priority") == [low, high, normal, urgent]
    assert dictionaries.move(entry("low"), 1, actor=anna, now=NOW)
    assert names(PRIORITIES) == [high, low, normal, urgent]
    assert not dictionaries.move(entry("high"), -1, actor=anna, now=NOW)
    assert not dictionaries.move(entry("urgent"), 1, actor=anna, now=NOW)
    assert dictionaries.move_to_edge(entry("urgent"), -1, actor=anna, now=NOW)
    assert dictionaries.move_to_edge(entry("high"), 1, actor=anna, now=NOW)
    assert names(PRIORITIES) == [urgent, low, normal, high]
    for _step in range(4):
        undo.undo(actor=anna, now=NOW)
    assert names(PRIORITIES) == [low, normal, high, urgent]


def test_two_entries_on_one_place_are_told_apart_before_one_moves(anna: Actor) -> None:
    first, second, third = (add(anna, name) for name in ("a", "b", "c"))
    Entry.update(position=5).where(Entry.id.in_((first, second, third))).execute()
    assert names()[-3:] == ["a", "b", "c"]
    dictionaries.move(third, -1, actor=anna, now=NOW)
    assert names()[-3:] == ["a", "c", "b"]


def test_a_deleted_entry_comes_back_to_its_place(anna: Actor) -> None:
    own = add(anna, "complaints")
    add(anna, "praise")
    dictionaries.delete(own, actor=anna, now=NOW)
    undo.undo(actor=anna, now=NOW)
    assert names()[-2:] == ["complaints", "praise"]


def test_in_twenty_thousand_entries_a_move_changes_two_rows(anna: Actor) -> None:
    rows = [
        {"dictionary_id": CATEGORIES, "name": f"value {n}", "position": n + 10}
        for n in range(20_000)
    ]
    insert_many(Entry, rows, now=NOW)
    page = entries_page(CATEGORIES, "19999", PageRequest(5))
    assert [one.name for one in page] == ["value 19999"]
    before = Change.select().count()
    dictionaries.move(page[0].id, -1, actor=anna, now=NOW)
    dictionaries.move_to_edge(page[0].id, -1, actor=anna, now=NOW)
    assert Change.select().count() - before == 3
    assert names()[0] == "value 19999"
    assert offered("category", "19998") == ["value 19998"]
    assert [one.entries for one in all_dictionaries()] == [7, 4, 20_004, 9]


def test_what_somebody_changed_meanwhile_is_not_written_over(anna: Actor) -> None:
    mine = edit_of(entry("email"), name="mail")
    dictionaries.save(edit_of(entry("email"), name="post"), actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        dictionaries.save(mine, actor=anna, now=NOW)


# Dictionaries of one's own


def own_dictionary(actor: Actor, name: str = "Industries") -> int:
    return dictionaries.save_dictionary(DictionaryEdit(name, "Own"), actor=actor, now=NOW)


def test_an_own_dictionary_is_listed_behind_the_shipped_ones(anna: Actor) -> None:
    own = own_dictionary(anna)
    add(anna, "glass", own)
    listed = [(one.group, one.name, one.entries, one.system) for one in all_dictionaries()]
    assert listed[-1] == ("Own", "Industries", 1, False)
    assert listed[0] == ("CRM", "Contact type", 7, True)


def test_only_an_empty_own_dictionary_is_deleted(anna: Actor) -> None:
    own = own_dictionary(anna)
    glass = add(anna, "glass", own)
    with pytest.raises(Refused, match="still has entries"):
        dictionaries.delete_dictionary(own, actor=anna, now=NOW)
    dictionaries.delete(glass, actor=anna, now=NOW)
    dictionaries.delete_dictionary(own, actor=anna, now=NOW)
    with pytest.raises(Refused, match="comes with the program"):
        dictionaries.delete_dictionary(TYPES, actor=anna, now=NOW)
    assert len(all_dictionaries()) == 4


def test_a_shipped_dictionary_may_be_renamed(anna: Actor) -> None:
    edit = DictionaryEdit("How", "CRM", id=TYPES, version=1)
    dictionaries.save_dictionary(edit, actor=anna, now=NOW)
    use_language("pl")
    assert [one.name for one in all_dictionaries()][:2] == ["How", "Priorytety działań"]


@pytest.mark.parametrize(
    ("field", "name", "group"),
    [("name", "", "CRM"), ("group", "Own", " "), ("name", "contact TYPE", "CRM")],
)
def test_what_is_wrong_with_a_dictionary_is_said_of_its_field(
    anna: Actor, field: str, name: str, group: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        dictionaries.save_dictionary(DictionaryEdit(name, group), actor=anna, now=NOW)
    assert refused.value.field == field
    edit = DictionaryEdit(name, group, id=own_dictionary(anna), version=1)
    with pytest.raises(RuleViolation) as refused:
        dictionaries.save_dictionary(edit, actor=anna, now=NOW)
    assert refused.value.field == field


# Rights


def marek_may(marek: Actor) -> Actor:
    return dataclasses.replace(marek, rights=Rights(dictionaries=True))


def test_without_the_right_nothing_changes_and_the_reason_is_said(marek: Actor) -> None:
    own = uuid.uuid4().hex
    deeds = (
        lambda: add(marek, own),
        lambda: dictionaries.set_active(1, active=False, version=1, actor=marek, now=NOW),
        lambda: dictionaries.set_default(2, actor=marek, now=NOW),
        lambda: dictionaries.move(1, 1, actor=marek, now=NOW),
        lambda: dictionaries.move_to_edge(1, 1, actor=marek, now=NOW),
        lambda: dictionaries.delete(1, actor=marek, now=NOW),
        lambda: own_dictionary(marek),
        lambda: dictionaries.delete_dictionary(1, actor=marek, now=NOW),
    )
    before = everything()
    for deed in deeds:
        with pytest.raises(Refused, match="You may not change the dictionaries"):
            deed()
    assert everything() == before
