"""Contractors saved from their form: made, changed, retired, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.builders import NOW, contractor, everything, row
from tui_crm.domain.actor import Actor
from tui_crm.domain.directory.contractor import COLUMNS, ContractorEdit
from tui_crm.domain.errors import NotFound, Refused, RuleViolation, StaleRecord
from tui_crm.domain.ids import ContractorId
from tui_crm.services import undo
from tui_crm.services.directory import contractors, merge
from tui_crm.store.models import Contractor, Email, Employee, Operation, Phone


def save(actor: Actor, **values: Any) -> ContractorId:
    edit = ContractorEdit(**{"key": "k1", "name": "ALFA Sp. z o.o.", **values})
    return contractors.save(edit, actor=actor, now=NOW)


def change(actor: Actor, contractor_id: ContractorId, **values: Any) -> ContractorId:
    """What the form does: all that stands there, with some fields typed over."""
    stored = row(Contractor, contractor_id)
    fields = {name: stored[name] for name in ("key", "id", "version", *COLUMNS) if name in stored}
    fields |= {"phones": numbers(contractor_id), "emails": addresses(contractor_id)}
    return contractors.save(ContractorEdit(**{**fields, **values}), actor=actor, now=NOW)


def numbers(contractor_id: int) -> tuple[str, ...]:
    found = Phone.select().where(Phone.contractor == contractor_id)
    return tuple(one.raw for one in found.order_by(Phone.is_primary.desc(), Phone.id))


def addresses(contractor_id: int) -> tuple[str, ...]:
    found = Email.select().where(Email.contractor == contractor_id)
    return tuple(one.raw for one in found.order_by(Email.is_primary.desc(), Email.id))


def test_a_new_contractor_holds_all_of_its_form(anna: Actor) -> None:
    alfa = save(
        anna, code="alfa 1", tax_id="526-000-12-46", customer=True, vendor=True,
        phones=("601 234 567", "", "22 612 34 56"),
        emails=("A@alfa.example", " ", "a@ALFA.example"),
        www="alfa.example", street="Długa 1", postcode="90-001", city="Łódź", country="pl",
        owner_id=anna.employee_id, note="first\r\nsecond\x1b",
    )  # fmt: skip
    stored = row(Contractor, alfa)
    assert (stored["code"], stored["tax_id"], stored["country"]) == ("ALFA 1", "5260001246", "PL")
    assert (stored["customer"], stored["vendor"], stored["prospect"]) == (True, True, False)
    assert (stored["street"], stored["city"], stored["note"]) == (
        "Długa 1", "Łódź", "first\nsecond",
    )  # fmt: skip
    assert stored["city_key"]
    assert numbers(alfa) == ("601 234 567", "22 612 34 56")
    assert addresses(alfa) == ("A@alfa.example",)
    assert [one.is_primary for one in Phone.select().order_by(Phone.id)] == [True, False]
    assert Operation.select().where(Operation.action == "contractor.create").count() == 1


def test_an_empty_code_is_made_and_an_empty_one_later_keeps_the_one_there_is(anna: Actor) -> None:
    alfa = save(anna)
    assert row(Contractor, alfa)["code"] == "ALFASPZO"
    assert row(Contractor, save(anna, key="k2"))["code"] == "ALFASPZ2"
    change(anna, alfa, code="", name="BETA")
    assert row(Contractor, alfa)["code"] == "ALFASPZO"


def test_a_code_that_another_contractor_has_is_refused_by_its_name(anna: Actor) -> None:
    save(anna, code="ONE")
    with pytest.raises(RuleViolation, match=r"ALFA Sp\. z o\.o\. has the code ONE") as refused:
        save(anna, key="k2", code="one")
    assert refused.value.field == "code"
    assert Contractor.select().count() == 1


@pytest.mark.parametrize(
    ("field", "values", "said"),
    [
        ("name", {"name": "  "}, "Type the contractor's name"),
        ("name", {"name": "x" * 300}, "300 characters"),
        ("city", {"city": "x" * 201}, "201 characters"),
        ("code", {"code": "x" * 21}, "21 characters"),
        ("tax_id", {"tax_id": "526-000-12-47"}, "last digit"),
        ("country", {"country": "Poland"}, "two letters"),
        ("phones", {"phones": ("601 234 567", "call me")}, "“call me”: This holds no phone"),
        ("emails", {"emails": ("a@alfa.example", "jan")}, "“jan”: An e-mail"),
        ("emails", {"emails": ("jan kowalski@alfa.example",)}, "An e-mail address looks like"),
        ("note", {"note": "x" * 1_000_001}, "1000001 characters"),
        ("owner_id", {"owner_id": 999}, "not active"),
    ],
)
def test_what_cannot_stay_is_refused_at_its_field(
    anna: Actor, field: str, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(RuleViolation, match=said) as refused:
        save(anna, **values)
    assert refused.value.field == field
    assert Contractor.select().count() == Phone.select().count() == 0


def test_the_same_key_twice_makes_one(anna: Actor) -> None:
    assert save(anna, code="A", phones=("601234567",)) == save(
        anna, code="A", phones=("601234567",)
    )
    assert (Contractor.select().count(), Phone.select().count()) == (1, 1)


def test_text_typed_after_a_lost_answer_is_not_lost(anna: Actor, marek: Actor) -> None:
    alfa = save(anna, tax_id="526-000-12-46", phones=("601234567",))
    again = {"tax_id": "526-000-12-46", "phones": ("601234567", "22 612 34 56")}
    assert save(anna, note="and one more thing", **again) == alfa
    assert row(Contractor, alfa)["note"] == "and one more thing"
    assert numbers(alfa) == ("601234567", "22 612 34 56")
    change(marek, alfa, city="Łódź")
    with pytest.raises(Refused, match="Someone else has changed this meanwhile"):
        save(anna, note="and another", **again)
    assert Contractor.select().count() == 1


def test_numbers_that_stay_keep_their_rows_and_the_first_is_the_primary_one(anna: Actor) -> None:
    alfa = save(anna, phones=("601 000 001", "601 000 002", "601 000 003"))
    Phone.update(type="mobile").execute()
    before = {one.raw: one.id for one in Phone.select()}

    change(anna, alfa, phones=("601 000 002", "601 000 003"))
    assert {one.raw: one.id for one in Phone.select()} == {
        raw: before[raw] for raw in ("601 000 002", "601 000 003")
    }
    assert Phone.get(Phone.raw == "601 000 002").is_primary

    change(anna, alfa, phones=("+48 601 000 003", "601 000 004", "601-000-002", "601000003"))
    assert numbers(alfa) == ("+48 601 000 003", "601 000 004", "601-000-002")
    assert Phone.get(Phone.raw == "+48 601 000 003").id == before["601 000 003"]
    assert [one.type for one in Phone.select().order_by(Phone.id)] == ["mobile", "", "mobile"]
    assert Phone.select().where(Phone.is_primary).count() == 1


def test_every_order_of_the_numbers_is_kept(anna: Actor) -> None:
    typed = ("601 000 001", "601 000 002 ext. 5", "601 000 002 ext. 6", "+49 30 123457")
    alfa = save(anna, phones=typed)
    for wanted in (typed[::-1], typed[1:], (typed[2], typed[0], typed[3]), (), typed):
        change(anna, alfa, phones=wanted, emails=tuple(f"m{n[-1]}@a.example" for n in wanted))
        assert numbers(alfa) == wanted
        assert len(addresses(alfa)) == len(wanted)


def test_a_form_read_before_somebody_elses_change_is_stale(anna: Actor, marek: Actor) -> None:
    alfa = save(anna)
    change(marek, alfa, phones=("601 234 567",))
    with pytest.raises(StaleRecord) as stale:
        change(anna, alfa, version=1, name="BETA")
    assert stale.value.current["name"] == "ALFA Sp. z o.o."
    with pytest.raises(StaleRecord):
        change(anna, alfa, version=None, name="BETA")
    assert change(anna, alfa, name="BETA") == alfa
    assert row(Contractor, alfa)["name"] == "BETA"


def test_a_save_that_changes_nothing_leaves_no_trace(anna: Actor) -> None:
    alfa = save(anna, phones=("601 234 567", "601 234 568"), emails=("a@alfa.example",))
    before = row(Contractor, alfa)
    change(anna, alfa)
    assert row(Contractor, alfa) == before
    assert Operation.select().where(Operation.action == "contractor.edit").count() == 0


@pytest.mark.parametrize("phones", [(), ("601 234 568", "601 234 567"), ("601 234 568",)])
def test_a_form_read_before_only_the_numbers_changed_is_stale(
    anna: Actor, phones: tuple[str, ...]
) -> None:
    alfa = save(anna, phones=("601 234 567", "601 234 568"))
    version = row(Contractor, alfa)["version"]
    change(anna, alfa, phones=phones)
    with pytest.raises(StaleRecord):
        change(anna, alfa, version=version, name="BETA")


def test_a_change_is_taken_back_whole(anna: Actor) -> None:
    alfa = save(anna, phones=("601 234 567", "601 234 568"), emails=("a@alfa.example",))
    before = everything()
    change(
        anna, alfa, name="BETA", phones=("601 234 568", "601 234 569", "601 234 567"), emails=(),
        city="Łódź", active=False,
    )  # fmt: skip
    after = everything()
    assert undo.undo(actor=anna, now=NOW).action == "contractor.edit"
    assert everything() == before
    undo.redo(actor=anna, now=NOW)
    assert everything() == after


def test_an_owner_who_left_may_stay_but_not_come(anna: Actor, marek: Actor) -> None:
    alfa = save(anna, owner_id=marek.employee_id)
    Employee.update(active=False).where(Employee.id == marek.employee_id).execute()
    change(anna, alfa, name="BETA")
    with pytest.raises(RuleViolation, match="not active"):
        save(anna, key="k2", owner_id=marek.employee_id)


def test_a_tax_id_that_was_imported_wrong_does_not_keep_the_rest_from_being_changed(
    anna: Actor,
) -> None:
    alfa = save(anna)
    Contractor.update(tax_id="12").execute()
    change(anna, alfa, city="Łódź")
    with pytest.raises(RuleViolation):
        change(anna, alfa, tax_id="123")


def test_a_contractor_is_retired_and_brought_back(anna: Actor) -> None:
    alfa = save(anna)
    contractors.set_active(alfa, active=False, version=1, actor=anna, now=NOW)
    assert not row(Contractor, alfa)["active"]
    with pytest.raises(StaleRecord):
        contractors.set_active(alfa, active=True, version=1, actor=anna, now=NOW)
    undone = undo.undo(actor=anna, now=NOW)
    assert (undone.action, undone.subject) == ("contractor.inactive", "ALFA Sp. z o.o.")
    assert row(Contractor, alfa)["active"]


def test_what_is_gone_or_merged_cannot_be_changed(anna: Actor) -> None:
    alfa, beta = save(anna), contractor(anna, "BETA")
    merge.merge(alfa, beta, actor=anna, now=NOW)
    version = row(Contractor, alfa)["version"]
    for read in (version, 1):
        with pytest.raises(Refused, match="was merged into “BETA”"):
            change(anna, alfa, name="GAMMA", version=read)
    with pytest.raises(Refused, match="was merged into “BETA”"):
        contractors.set_active(alfa, active=True, version=version, actor=anna, now=NOW)
    with pytest.raises(NotFound):
        save(anna, id=ContractorId(999), version=1)


def test_two_contractors_of_the_same_name_are_two(anna: Actor) -> None:
    one, other = save(anna), save(anna, key="k2")
    assert row(Contractor, one)["code"] != row(Contractor, other)["code"]
    change(anna, other, city="Łódź")
    assert row(Contractor, one)["city"] == ""


def test_a_contractor_that_moves_abroad_has_its_tax_id_read_anew(anna: Actor) -> None:
    alfa = save(anna, tax_id="526-000-12-46", vendor=True, country="")
    stored = row(Contractor, alfa)
    assert (stored["country"], stored["customer"], stored["vendor"]) == ("PL", False, True)
    change(anna, alfa, country="DE")
    assert row(Contractor, alfa)["tax_id"] == "DE5260001246"


def test_a_code_of_another_program_stays_as_it_is_while_nobody_types_over_it(anna: Actor) -> None:
    alfa = save(anna)
    Contractor.update(code="Alfa/1 of another program").where(Contractor.id == alfa).execute()
    change(anna, alfa, name="BETA")
    assert row(Contractor, alfa)["code"] == "Alfa/1 of another program"


def test_a_number_taken_away_counts_as_a_change_for_whoever_reads_the_form(anna: Actor) -> None:
    alfa = save(anna, phones=("601 234 567", "22 612 34 56", "22 612 34 57"))
    change(anna, alfa, phones=("601 234 567", "22 612 34 57"))
    assert row(Contractor, alfa)["version"] == 2
    change(anna, alfa, phones=("22 612 34 57", "22 612 34 58", "601 234 567"))
    assert numbers(alfa) == ("22 612 34 57", "22 612 34 58", "601 234 567")


def test_an_address_in_other_letters_is_the_same_one(anna: Actor) -> None:
    alfa = save(anna, emails=("Office@alfa.example", "office@ALFA.example"))
    assert addresses(alfa) == ("Office@alfa.example",)
