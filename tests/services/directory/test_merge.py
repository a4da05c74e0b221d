"""Two contractors made one: all of it moves, once, and comes back whole."""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.builders import NOW, contact, contractor, everything, instant, link, person, row
from tui_crm.domain.activities.activity import Kind, Status
from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.contractor import ContractorEdit
from tui_crm.domain.directory.person import AffiliationEdit, PersonEdit
from tui_crm.domain.errors import NotFound, Refused, RuleViolation, StaleRecord
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import NOTE_LIMIT
from tui_crm.queries.common.lookups import contractors as offered
from tui_crm.queries.directory.contractors import ContractorFilter, contractors_page
from tui_crm.services import undo
from tui_crm.services.activities.save import save
from tui_crm.services.directory import contractors, persons
from tui_crm.services.directory.merge import merge
from tui_crm.store.models import Activity, Affiliation, Contractor, Email, Operation, Person, Phone
from tui_crm.store.unit_of_work import insert_many


def merged(actor: Actor, source: ContractorId, target: ContractorId) -> None:
    merge(source, target, actor=actor, now=NOW)


def test_activities_persons_numbers_and_addresses_move(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA", phone="601 234 567", email="a@alfa.example")
    beta = contractor(anna, "BETA")
    jan = person(anna, alfa)
    generated = save(contact(anna, alfa, jan), actor=anna, instant=instant())
    named = save(contact(anna, alfa, jan, subject="offer"), actor=anna, instant=instant())
    merged(anna, alfa, beta)

    assert {one.contractor_id for one in Activity.select()} == {beta}
    assert row(Activity, generated.activity_id)["subject"] == "phone call: BETA"
    assert row(Activity, named.activity_id)["subject"] == "offer"
    assert [one.contractor_id for one in Affiliation.select()] == [beta]
    assert [one.contractor_id for one in (*Phone.select(), *Email.select())] == [beta, beta]
    source, target = row(Contractor, alfa), row(Contractor, beta)
    assert (source["active"], source["merged_into_id"]) == (False, beta)
    assert (source["open_activities"], source["next_activity_at"]) == (0, None)
    assert target["open_activities"] == 2
    assert target["next_activity_at"] == row(Activity, generated.activity_id)["order_at"]


def test_a_merged_contractor_is_on_no_list_and_in_no_picker(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    merged(anna, alfa, beta)
    assert [one.id for one in contractors_page(ContractorFilter(), PageRequest(9))] == [beta]
    assert contractors_page(ContractorFilter("alfa"), PageRequest(9)) == []
    assert [one.id for one in offered("", PageRequest(9))] == [beta]


def test_numbers_and_addresses_of_both_are_there_once(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA", phone="601 234 567", email="Office@alfa.example")
    beta = contractor(anna, "BETA", phone="+48 601-234-567", email="office@alfa.example")
    merged(anna, alfa, beta)
    assert [(one.raw, one.is_primary) for one in Phone.select()] == [("+48 601-234-567", True)]
    assert [(one.raw, one.is_primary) for one in Email.select()] == [("office@alfa.example", True)]


def test_a_person_at_both_has_one_place_and_the_primary_person_stays(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan = person(anna, alfa, "Jan Kowalski", position="director")
    ewa = person(anna, beta, "Ewa Lis")
    link(jan, beta, actor=anna)
    Affiliation.update(active=False).where(
        (Affiliation.person == jan) & (Affiliation.contractor == beta)
    ).execute()
    merged(anna, alfa, beta)
    affiliations = {one.person_id: one for one in Affiliation.select()}
    assert affiliations.keys() == {jan, ewa}
    assert (affiliations[jan].position, affiliations[jan].active, affiliations[jan].is_primary) == (
        "director", True, False,
    )  # fmt: skip
    assert affiliations[ewa].is_primary


def test_the_target_learns_what_it_did_not_say_and_keeps_what_it_did(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    Contractor.update(
        tax_id="5260001246", street="Długa 1", city="Łódź", customer=True, note="pays late",
        www="alfa.example", active=False,
    ).where(Contractor.id == alfa).execute()  # fmt: skip
    Contractor.update(note="likes tea", www="beta.example", owner_id=None).where(
        Contractor.id == beta
    ).execute()
    merged(anna, alfa, beta)
    target = row(Contractor, beta)
    assert (target["name"], target["code"], target["active"]) == ("BETA", "BETA", True)
    assert (target["tax_id"], target["street"], target["city"]) == ("5260001246", "Długa 1", "Łódź")
    assert (target["customer"], target["www"]) == (True, "beta.example")
    assert target["note"] == "likes tea\n\npays late"
    assert target["owner_id"] == anna.employee_id


def test_a_merge_is_one_operation_and_taken_back_whole(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA", phone="601 234 567", email="a@alfa.example")
    beta = contractor(anna, "BETA", phone="601 234 568")
    jan = person(anna, alfa)
    link(jan, beta, actor=anna)
    save(contact(anna, alfa, jan), actor=anna, instant=instant())
    save(contact(anna, beta, jan), actor=anna, instant=instant())
    before = everything()
    merged(anna, alfa, beta)
    after = everything()
    assert Operation.select().where(Operation.action == "contractor.merge").count() == 1
    undone = undo.undo(actor=anna, now=NOW)
    assert (undone.action, undone.subject) == ("contractor.merge", "ALFA → BETA")
    assert everything() == before
    undo.redo(actor=anna, now=NOW)
    assert everything() == after


def test_contractors_with_thousands_of_activities_are_merged_and_parted(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    insert_many(
        Activity,
        (
            {
                "id": n, "key": f"a{n}", "number": f"C/2026/{n}", "number_year": 2026,
                "number_running": n, "kind": Kind.CONTACT, "subject": f"call {n}",
                "status": Status.PLANNED, "contractor_id": (alfa, beta)[n % 2],
                "employee_id": anna.employee_id, "starts_at": NOW, "starts_on": None,
            }
            for n in range(1, 2001)
        ),
        now=NOW,
    )  # fmt: skip
    with_both = Activity.select().where(Activity.contractor == beta)
    merged(anna, alfa, beta)
    assert with_both.count() == row(Contractor, beta)["open_activities"] == 2000
    assert len(undo.undo(actor=anna, now=NOW).activity_ids) == 1000
    assert row(Contractor, alfa)["open_activities"] == with_both.count() == 1000


def test_what_cannot_be_merged_is_refused_with_the_reason(anna: Actor) -> None:
    alfa, beta, gamma = (contractor(anna, name) for name in ("ALFA", "BETA", "GAMMA"))
    with pytest.raises(Refused, match="into itself"):
        merged(anna, alfa, alfa)
    with pytest.raises(NotFound):
        merged(anna, alfa, ContractorId(999))
    merged(anna, alfa, beta)
    for source, target in ((alfa, gamma), (gamma, alfa)):
        with pytest.raises(Refused, match="ALFA was merged into another"):
            merged(anna, source, target)
    merged(anna, beta, gamma)
    assert row(Contractor, alfa)["merged_into_id"] == beta


def test_only_whoever_has_the_right_merges(anna: Actor, marek: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    before = everything()
    with pytest.raises(Refused, match="You may not merge contractors"):
        merged(marek, alfa, beta)
    assert everything() == before


def test_no_activity_is_registered_with_what_was_merged(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan = person(anna, alfa)
    merged(anna, alfa, beta)
    with pytest.raises(RuleViolation) as refused:
        save(contact(anna, alfa, jan), actor=anna, instant=instant())
    assert refused.value.field == "contractor"
    assert contractors_page(ContractorFilter(), PageRequest(9))[0].id == beta
    again = contractors.QuickContractor(key="again", name="ALFA")
    assert contractors.create(again, actor=anna, now=NOW) != alfa


def test_the_primary_person_of_the_source_is_the_targets_where_it_had_none(anna: Actor) -> None:
    alfa, beta, gamma = (contractor(anna, name) for name in ("ALFA", "BETA", "GAMMA"))
    jan, ewa = person(anna, alfa), person(anna, gamma, "Ewa Lis")
    link(ewa, alfa, actor=anna)
    Affiliation.update(department="sales").where(Affiliation.contractor == alfa).execute()
    merged(anna, alfa, beta)
    assert {one.person_id: one.is_primary for one in places_at(beta)} == {jan: True, ewa: False}
    merged(anna, beta, gamma)
    affiliations = {one.person_id: (one.is_primary, one.department) for one in places_at(gamma)}
    assert affiliations == {jan: (False, "sales"), ewa: (True, "sales")}


def places_at(contractor_id: int) -> list[Affiliation]:
    return list(Affiliation.select().where(Affiliation.contractor == contractor_id))


def test_the_number_dialled_first_stays_the_targets(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA", phone="601 234 567", email="a@alfa.example")
    beta = contractor(anna, "BETA", phone="601 234 568", email="b@beta.example")
    merged(anna, alfa, beta)
    for model in (Phone, Email):
        first = [one.raw for one in model.select() if one.is_primary]
        assert first in (["601 234 568"], ["b@beta.example"])


@pytest.mark.parametrize(
    ("name", "source", "target", "meant"),
    [
        ("tax_id", "5260001246", "DE123456789", "DE123456789"),
        ("www", "alfa.example", "", "alfa.example"),
        ("active", True, False, True),
        ("country", "DE", "PL", "DE"),
        ("note", "likes tea", "likes tea", "likes tea"),
        ("note", "a" * NOTE_LIMIT, "b", "b"),
    ],
)
def test_what_the_target_holds_after_a_merge(
    anna: Actor, name: str, source: object, target: object, meant: object
) -> None:
    alfa, beta = contractor(anna, "ALFA", city="Bonn"), contractor(anna, "BETA")
    for contractor_id, value in ((alfa, source), (beta, target)):
        Contractor.update({name: value}).where(Contractor.id == contractor_id).execute()
    merged(anna, alfa, beta)
    assert row(Contractor, beta)[name] == meant


def test_an_address_is_taken_over_whole_or_not_at_all(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA", city="Bonn"), contractor(anna, "BETA", city="Łódź")
    Contractor.update(street="Am Markt 1").where(Contractor.id == alfa).execute()
    merged(anna, alfa, beta)
    assert (row(Contractor, beta)["street"], row(Contractor, beta)["city"]) == ("", "Łódź")


def test_a_form_read_before_a_merge_takes_nothing_back_of_what_moved(anna: Actor) -> None:
    alfa = contractor(anna, "ALFA", phone="601 234 567")
    beta = contractor(anna, "BETA", phone="601 234 568")
    jan = person(anna, alfa)
    for contractor_id in (alfa, beta):
        Contractor.update(owner_id=None).where(Contractor.id == contractor_id).execute()
    target, moved = row(Contractor, beta), row(Person, jan)
    merged(anna, alfa, beta)
    edit = ContractorEdit(
        key=target["key"],
        name="BETA",
        id=beta,
        version=target["version"],
        code=target["code"],
        phones=("601 234 568",),
    )
    with pytest.raises(StaleRecord):
        contractors.save(edit, actor=anna, now=NOW)
    affiliation = AffiliationEdit(alfa)
    form = PersonEdit(
        key=moved["key"],
        last_name="Kowalski",
        id=jan,
        version=moved["version"],
        affiliations=(affiliation,),
    )
    with pytest.raises(StaleRecord):
        persons.save(form, actor=anna, now=NOW)


def test_a_draft_of_a_merged_contractor_is_told_which_one_it_is_now(anna: Actor) -> None:
    alfa, beta = contractor(anna, "ALFA"), contractor(anna, "BETA")
    jan = person(anna, alfa)
    draft = contact(anna, alfa, jan)
    merged(anna, alfa, beta)
    with pytest.raises(RuleViolation, match="“ALFA” was merged into “BETA”") as refused:
        save(draft, actor=anna, instant=instant())
    assert refused.value.field == "contractor"
    save(dataclasses.replace(draft, contractor_id=beta), actor=anna, instant=instant())
