"""Numbers as they are typed into forms: what is stored, what stays, what is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.builders import NOW, contractor, person, person_edit, row
from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.person import PersonEdit
from tui_crm.domain.errors import NotFound, Refused, RuleViolation
from tui_crm.domain.ids import PersonId
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import Rights
from tui_crm.queries.directory.contractors import ContractorFilter, contractors_page
from tui_crm.queries.directory.person_card import person_card
from tui_crm.queries.record_change_log import person_history
from tui_crm.services.directory import persons
from tui_crm.services.directory.merge import merge
from tui_crm.services.directory.wrong_number import set_wrong
from tui_crm.services.undo import redo, undo
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Person, Phone


def jan(actor: Actor, *phones: str, **values: Any) -> PersonId:
    edit = PersonEdit(key="jan", first_name="Jan", last_name="Kowalski", phones=phones, **values)
    return persons.save(edit, actor=actor, now=NOW)


def stored() -> list[tuple[str, str, str, str]]:
    columns = (Phone.raw, Phone.normalised, Phone.extension, Phone.remark)
    return fetch_tuples(Phone.select(*columns).order_by(Phone.is_primary.desc(), Phone.id))


def test_each_number_of_a_text_is_stored_with_what_is_said_beside_it(anna: Actor) -> None:
    jan(anna, "601 234 567 (po 16:00), 22 555 01 23 wew. 12 (sekretariat)", "603234567 604345678")
    assert stored() == [
        ("601 234 567 (po 16:00)", "+48601234567", "", "po 16:00"),
        ("22 555 01 23 wew. 12 (sekretariat)", "+48225550123", "12", "sekretariat"),
        ("603234567", "+48603234567", "", ""),
        ("604345678", "+48604345678", "", ""),
    ]


@pytest.mark.parametrize("typed", ["po 16:00", "brak", "12.05.2026"])
def test_what_holds_no_number_is_refused_at_the_field(anna: Actor, typed: str) -> None:
    with pytest.raises(RuleViolation, match="no phone number") as refused:
        jan(anna, "601 234 567", typed)
    assert refused.value.field == "phones"
    with pytest.raises(RuleViolation, match="no phone number") as refused:
        person(anna, contractor(anna), phone=typed)
    assert refused.value.field == "phone"


def test_a_remark_that_changes_leaves_the_number_the_same_row(anna: Actor) -> None:
    made = jan(anna, "601 234 567", "602 345 678")
    before = fetch_tuples(Phone.select(Phone.id))
    edit = replace(person_edit(made), phones=("601 234 567 (rano)", "602 345 678"))
    persons.save(edit, actor=anna, now=NOW)
    assert fetch_tuples(Phone.select(Phone.id)) == before
    assert stored()[0] == ("601 234 567 (rano)", "+48601234567", "", "rano")
    undo(actor=anna, now=NOW)
    assert stored()[0] == ("601 234 567", "+48601234567", "", "")
    redo(actor=anna, now=NOW)
    assert stored()[0] == ("601 234 567 (rano)", "+48601234567", "", "rano")


def test_a_number_that_was_removed_comes_back_whole(anna: Actor) -> None:
    made = jan(anna, "22 555 01 23 wew. 12 (sekretariat)")
    (phone_id,) = fetch_tuples(Phone.select(Phone.id))[0]
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    whole = fetch_tuples(Phone.select())
    persons.save(replace(person_edit(made), phones=()), actor=anna, now=NOW)
    undo(actor=anna, now=NOW)
    assert fetch_tuples(Phone.select()) == whole


# Wrong numbers


def bad(person_id: int) -> list[tuple[str, bool]]:
    return [(one.shown, one.bad) for one in person_card(person_id).numbers]


def test_a_wrong_number_stays_and_is_taken_back_by_undo(anna: Actor) -> None:
    made = jan(anna, "601 234 567", "602 345 678")
    (phone_id,) = fetch_tuples(Phone.select(Phone.id))[0]
    version = row(Person, made)["version"]
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    assert bad(made) == [("601 234 567", True), ("602 345 678", False)]
    assert row(Person, made)["version"] == version + 1, "an open form of theirs is old now"
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    assert row(Person, made)["version"] == version + 1, "nothing was changed"
    undo(actor=anna, now=NOW)
    assert bad(made) == [("601 234 567", False), ("602 345 678", False)]
    redo(actor=anna, now=NOW)
    assert bad(made)[0] == ("601 234 567", True)
    set_wrong(phone_id, wrong=False, actor=anna, now=NOW)
    assert bad(made)[0] == ("601 234 567", False)
    told = [
        (one.action, one.field, one.old, one.new) for one in person_history(made, PageRequest(9))
    ]
    assert told[0] == ("phone.right", "bad_since", "601 234 567, Jan Kowalski", "")
    assert ("phone.wrong", "bad_since", "", "601 234 567, Jan Kowalski") in told


def test_a_wrong_number_stays_wrong_wherever_the_form_puts_it(anna: Actor) -> None:
    made = jan(anna, "601 234 567", "602 345 678", "603 456 789")
    (phone_id,) = fetch_tuples(Phone.select(Phone.id))[0]
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    phones = ("603 456 789", "602 345 678", "601 234 567 (stary)")
    persons.save(replace(person_edit(made), phones=phones), actor=anna, now=NOW)
    assert bad(made) == [("603 456 789", False), ("602 345 678", False), ("601 234 567", True)]


def test_a_list_proposes_the_first_number_that_is_right(anna: Actor) -> None:
    made = contractor(anna, "ALFA", phone="22 555 01 23, 22 555 01 24")
    (phone_id,) = fetch_tuples(Phone.select(Phone.id))[0]

    def proposed() -> str:
        (one,) = contractors_page(ContractorFilter("alfa"), PageRequest(9))
        return one.phone

    assert proposed() == "22 555 01 23"
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    assert proposed() == "22 555 01 24"
    assert made


def test_merging_keeps_what_is_known_of_a_number(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA", phone="22 555 01 23 (sekretariat)")
    (phone_id,) = fetch_tuples(Phone.select(Phone.id))[0]
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    beta = contractor(anna, "BETA", phone="225550123")
    before = fetch_tuples(Phone.select().order_by(Phone.id))
    merge(alfa, beta, actor=anna, now=NOW)
    columns = (Phone.contractor_id, Phone.remark, Phone.bad_since)
    assert fetch_tuples(Phone.select(*columns)) == [(beta, "sekretariat", NOW)]
    undo(actor=anna, now=NOW)
    assert fetch_tuples(Phone.select().order_by(Phone.id)) == before


def test_it_needs_the_right_to_the_directory_and_a_number(anna: Actor) -> None:
    jan(anna, "601 234 567")
    (phone_id,) = fetch_tuples(Phone.select(Phone.id))[0]
    reader = replace(anna, rights=Rights(directory=False))
    with pytest.raises(Refused):
        set_wrong(phone_id, wrong=True, actor=reader, now=NOW)
    set_wrong(phone_id, wrong=True, actor=anna, now=NOW)
    with pytest.raises(Refused):
        undo(actor=reader, now=NOW)
    with pytest.raises(NotFound):
        set_wrong(999, wrong=True, actor=anna, now=NOW)
