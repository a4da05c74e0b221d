"""Persons saved from their form: several contractors, numbers, who left, who is the primary one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.builders import (
    NOW,
    contact,
    contractor,
    everything,
    instant,
    link,
    person,
    person_edit,
    persons_on,
    row,
)
from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.person import AffiliationEdit, PersonEdit
from tui_crm.domain.errors import NotFound, RuleViolation, StaleRecord
from tui_crm.domain.ids import ContractorId, PersonId
from tui_crm.domain.page import PageRequest
from tui_crm.queries.common import lookups
from tui_crm.services import undo
from tui_crm.services.activities.save import save as save_activity
from tui_crm.services.directory import merge, persons
from tui_crm.store.models import Affiliation, Operation, Person, Phone


def save(actor: Actor, **values: Any) -> PersonId:
    edit = PersonEdit(**{"key": "k1", "first_name": "Jan", "last_name": "Kowalski", **values})
    return persons.save(edit, actor=actor, now=NOW)


def change(actor: Actor, person_id: PersonId, **values: Any) -> PersonId:
    """What the form does: all that stands there, with some fields typed over."""
    return persons.save(replace(person_edit(person_id), **values), actor=actor, now=NOW)


def at(person_id: int, contractor_id: int) -> Affiliation:
    found: Affiliation = Affiliation.get(
        (Affiliation.person == person_id) & (Affiliation.contractor == contractor_id)
    )
    return found


def primary_of(contractor_id: int) -> list[int]:
    found = Affiliation.select().where(
        (Affiliation.contractor == contractor_id) & Affiliation.is_primary
    )
    return [one.person_id for one in found]


def offered(contractor_id: ContractorId) -> list[int]:
    return [match.id for match in lookups.persons(contractor_id, "", PageRequest(50))]


def test_a_new_person_holds_all_of_their_form(anna: Actor) -> None:
    alfa, beta, gamma = (contractor(anna, name) for name in ("ALFA", "BETA", "GAMMA"))
    jan = save(
        anna, title="dr", phones=("601 234 567", "22 612 34 56"), emails=("jan@alfa.example",),
        language="de", note="call in the morning\nnever on Friday", do_not_call=True,
        affiliations=(
            AffiliationEdit(alfa, "director", "sales"),
            AffiliationEdit(beta, "adviser", is_primary=True),
            AffiliationEdit(gamma, active=False),
        ),
    )  # fmt: skip
    stored = row(Person, jan)
    assert (stored["title"], stored["first_name"], stored["last_name"]) == ("dr", "Jan", "Kowalski")
    assert (stored["language"], stored["do_not_call"]) == ("de", True)
    assert stored["note"] == "call in the morning\nnever on Friday"
    assert Phone.select().where(Phone.person == jan).count() == 2
    affiliations = [(at(jan, c).position, at(jan, c).is_primary, at(jan, c).active)
              for c in (alfa, beta, gamma)]  # fmt: skip
    assert affiliations == [("director", True, True), ("adviser", True, True), ("", False, False)]
    assert [offered(c) for c in (alfa, beta, gamma)] == [[jan], [jan], []]


@pytest.mark.parametrize(
    ("field", "values", "said"),
    [
        ("last_name", {"last_name": " "}, "Type the person's last name"),
        ("last_name", {"last_name": "x" * 300}, "300 characters"),
        ("first_name", {"first_name": "x" * 201}, "201 characters"),
        ("phones", {"phones": ("x",)}, "“x”: This holds no phone"),
        ("emails", {"emails": ("x",)}, "“x”: An e-mail"),
        ("places", {"affiliations": (AffiliationEdit(1), AffiliationEdit(1))}, "there twice"),
        ("places", {"affiliations": (AffiliationEdit(1, position="x" * 201),)}, "201 characters"),
    ],
)
def test_what_cannot_stay_is_refused_at_its_field(
    anna: Actor, field: str, values: dict[str, Any], said: str
) -> None:
    contractor(anna)
    with pytest.raises(RuleViolation, match=said) as refused:
        save(anna, **values)
    assert refused.value.field == field
    assert Person.select().count() == 0


def test_a_place_needs_a_contractor_that_is_there(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    merge.merge(alfa, beta, actor=anna, now=NOW)
    with pytest.raises(NotFound):
        save(anna, affiliations=(AffiliationEdit(999),))
    with pytest.raises(RuleViolation, match="was merged into another"):
        save(anna, affiliations=(AffiliationEdit(alfa),))
    assert Person.select().count() == Affiliation.select().count() == 0


def test_the_same_key_twice_makes_one(anna: Actor) -> None:
    alfa = contractor(anna)
    affiliations = (AffiliationEdit(alfa),)
    assert save(anna, affiliations=affiliations, phones=("601234567",)) == save(
        anna, affiliations=affiliations, phones=("601234567",)
    )
    assert Person.select().count() == Affiliation.select().count() == Phone.select().count() == 1


def test_text_typed_after_a_lost_answer_is_not_lost(anna: Actor) -> None:
    alfa = contractor(anna)
    jan = save(anna, affiliations=(AffiliationEdit(alfa),))
    affiliations = (AffiliationEdit(alfa, position="buyer"),)
    assert (
        save(anna, affiliations=affiliations, note="and one more thing", phones=("601234567",))
        == jan
    )
    assert (row(Person, jan)["note"], at(jan, alfa).position) == ("and one more thing", "buyer")
    assert Phone.get().raw == "601234567"
    assert primary_of(alfa) == [jan]


def test_a_contractor_has_one_primary_person_at_most(anna: Actor) -> None:
    alfa = contractor(anna)
    ewa = person(anna, alfa, "Ewa Lis")
    jan = save(anna, affiliations=(AffiliationEdit(alfa),))
    assert primary_of(alfa) == [ewa]
    change(anna, jan, affiliations=(AffiliationEdit(alfa, is_primary=True),))
    assert primary_of(alfa) == [jan]
    adam = save(
        anna, key="k2", first_name="Adam", affiliations=(AffiliationEdit(alfa, is_primary=True),)
    )
    assert primary_of(alfa) == [adam]
    change(anna, adam, affiliations=(AffiliationEdit(alfa, is_primary=True, active=False),))
    assert primary_of(alfa) == []


def test_whoever_left_stays_on_old_records_and_is_not_offered_on_new_ones(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan = save(anna, affiliations=(AffiliationEdit(alfa, "director"), AffiliationEdit(beta)))
    done = save_activity(contact(anna, alfa, jan), actor=anna, instant=instant())
    change(anna, jan, affiliations=(AffiliationEdit(beta),))
    left = at(jan, alfa)
    assert (left.active, left.is_primary, left.position) == (False, False, "director")
    assert (offered(alfa), offered(beta)) == ([], [jan])
    assert persons_on(done.activity_id) == (jan,)
    persons.set_active(jan, active=False, version=row(Person, jan)["version"], actor=anna, now=NOW)
    assert offered(beta) == []
    assert at(jan, beta).active
    undo.undo(actor=anna, now=NOW)
    assert offered(beta) == [jan]


def test_a_form_read_before_somebody_elses_change_is_stale(anna: Actor, marek: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan = save(anna, affiliations=(AffiliationEdit(alfa),))
    change(marek, jan, affiliations=(AffiliationEdit(alfa), AffiliationEdit(beta)))
    with pytest.raises(StaleRecord):
        change(anna, jan, version=1)
    with pytest.raises(StaleRecord):
        persons.set_active(jan, active=False, version=1, actor=anna, now=NOW)


def test_a_save_that_changes_nothing_leaves_no_trace(anna: Actor) -> None:
    jan = save(anna, affiliations=(AffiliationEdit(contractor(anna)),), phones=("601 234 567",))
    before = row(Person, jan)
    change(anna, jan)
    assert row(Person, jan) == before
    assert Operation.select().where(Operation.action == "person.edit").count() == 0


def test_a_change_is_taken_back_whole(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    person(anna, beta, "Ewa Lis")
    jan = save(anna, affiliations=(AffiliationEdit(alfa),), phones=("601 234 567",))
    before = everything()
    change(
        anna, jan, last_name="Nowak", phones=("601 234 568",),
        affiliations=(AffiliationEdit(beta, is_primary=True),),
    )  # fmt: skip
    after = everything()
    undone = undo.undo(actor=anna, now=NOW)
    assert (undone.action, undone.subject) == ("person.edit", "Jan Nowak")
    assert everything() == before
    undo.redo(actor=anna, now=NOW)
    assert everything() == after


def test_a_form_read_before_an_undo_takes_nothing_back_of_it(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan = save(anna, phones=("601 234 567",), affiliations=(AffiliationEdit(alfa),))
    change(anna, jan, phones=(), affiliations=(AffiliationEdit(alfa), AffiliationEdit(beta)))
    read = row(Person, jan)["version"]
    undo.undo(actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        change(anna, jan, version=read, phones=())
    assert Phone.select().count() == 1
    undo.undo(actor=anna, now=NOW)
    assert Person.select().count() == 0


def test_a_form_read_before_somebody_elses_place_changed_is_stale(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan, ewa = person(anna, alfa), person(anna, alfa, "Ewa Lis")
    read = row(Person, jan)["version"]
    link(jan, beta, actor=anna)
    with pytest.raises(StaleRecord):
        change(anna, jan, version=read, affiliations=(AffiliationEdit(alfa, is_primary=True),))
    read = row(Person, jan)["version"]
    change(anna, ewa, affiliations=(AffiliationEdit(alfa, is_primary=True),))
    with pytest.raises(StaleRecord):
        change(
            anna,
            jan,
            version=read,
            affiliations=(AffiliationEdit(alfa, is_primary=True), AffiliationEdit(beta)),
        )
    assert primary_of(alfa) == [ewa]
