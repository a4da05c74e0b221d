"""Who is probably there already, while a contractor or a person is being typed."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Office
from tui_crm.queries.directory.duplicates import (
    DUPLICATES_SHOWN,
    Duplicate,
    contractor_duplicates,
    person_duplicates,
)
from tui_crm.store.models import Phone


def phone(office: Office, digits: str, **owner: int) -> None:
    office.add(Phone, raw=digits, normalised=f"+48{digits}", tail=digits, **owner)


def test_the_same_tax_id_is_the_surest_sign(office: Office) -> None:
    other = office.contractor("ALFA")
    alfa = office.contractor("Beta", tax_id="5260001246", city="Łódź", code="BETA")
    duplicates = contractor_duplicates(name="Alfa", tax_id="526-000-12-46")
    assert [duplicate.id for duplicate in duplicates] == [alfa, other]
    assert duplicates[0] == Duplicate(
        "contractor", alfa, "Beta", "Łódź · BETA", "It has the same tax id."
    )
    assert contractor_duplicates(tax_id="PL5260001246", country="DE")[0].id == alfa
    assert contractor_duplicates(tax_id="526-000-12-4") == contractor_duplicates(tax_id="") == []


def test_the_same_number_is_told_of_a_contractor_and_of_a_person(office: Office) -> None:
    alfa, beta = office.contractor("Alfa", code="A"), office.contractor("Beta", code="B")
    jan = office.person(beta, position="director")
    phone(office, "601234567", contractor_id=alfa)
    phone(office, "601234568", person_id=jan)
    phone(office, "12", person_id=jan)
    duplicates = contractor_duplicates(phones=["+48 601-234-567", "0601 234 568", "call me", "12"])
    assert [(duplicate.kind, duplicate.id, duplicate.detail) for duplicate in duplicates] == [
        ("contractor", alfa, "A"), ("person", jan, "director · Beta"),
    ]  # fmt: skip
    assert [duplicate.reason for duplicate in duplicates] == [
        "It has the same number.", "This person has the same number.",
    ]  # fmt: skip
    assert contractor_duplicates(phones=["601234568"], but=beta) == []
    assert contractor_duplicates(phones=["601234567"], but=alfa) == []


@pytest.mark.parametrize(
    "typed",
    ["alfa metal", "ALFA METAL S.A.", "Metal-Alfa spółka jawna", "Alfa Metall", "Afla Metal",
     "alfametal", "Alfa Mtal sp. z o.o."],
)  # fmt: skip
def test_nearly_the_same_name_is_told(office: Office, typed: str) -> None:
    alfa = office.contractor("Alfa Metal Sp. z o.o.", city="Łódź")
    office.contractor("Alfa Drewno")
    office.contractor("Metal Zakład")
    assert [duplicate.id for duplicate in contractor_duplicates(name=typed)] == [alfa]
    assert contractor_duplicates(name=typed, but=alfa) == []


@pytest.mark.parametrize("typed", ["Alfa", "Alfa Metal Bis", "Alfa Meta Drewno", "", "...", "12"])
def test_another_name_is_not(office: Office, typed: str) -> None:
    office.contractor("Alfa Metal Sp. z o.o.", code="12")
    assert contractor_duplicates(name=typed) == []


def test_one_long_word_is_found_with_a_slip_anywhere_and_written_apart(office: Office) -> None:
    alfa = office.contractor("Metalbud")
    for typed in ("etalbud", "Mwtalbud", "Metalbdu", "Metalbu", "Metalbudd", "Metal Bud"):
        assert [duplicate.id for duplicate in contractor_duplicates(name=typed)] == [alfa], typed


def test_merged_contractors_are_no_duplicates_and_inactive_ones_are_called_so(
    office: Office,
) -> None:
    office.contractor("Alfa", merged_into_id=1, active=False)
    retired = office.contractor("Alfa", active=False, city="Łódź", code="X")
    assert [
        (duplicate.id, duplicate.detail) for duplicate in contractor_duplicates(name="alfa")
    ] == [(retired, "Łódź · X · inactive")]


def test_no_more_than_five_are_told(office: Office) -> None:
    for _ in range(DUPLICATES_SHOWN + 2):
        office.contractor("Alfa")
        office.person(None, "Jan Kowalski")
    assert len(contractor_duplicates(name="alfa")) == DUPLICATES_SHOWN
    assert len(person_duplicates(name="Kowalski Jan")) == DUPLICATES_SHOWN


def test_a_person_is_known_by_number_address_or_name(office: Office) -> None:
    alfa = office.contractor("Alfa")
    jan = office.person(alfa, "Jan Kowalski", position="director", email="jan@alfa.example")
    ewa = office.person(None, "Ewa Lis")
    phone(office, "601234567", person_id=ewa)
    duplicates = person_duplicates(
        name="Kowalsky, Jan", phones=["601 234 567"], emails=[" JAN@alfa.example ", "x"]
    )
    assert [(duplicate.id, duplicate.detail) for duplicate in duplicates] == [
        (ewa, ""),
        (jan, "director · Alfa"),
    ]
    assert duplicates[1].reason == "They have the same e-mail address."
    assert person_duplicates(name="Kowalsky Jan")[0].reason == "Their name is nearly the same."
    assert person_duplicates(name="Kowalsky Jan", but=jan) == []
    assert person_duplicates(name="Jan Nowak") == person_duplicates() == []


@pytest.mark.parametrize(
    "text", ['"', "'", "a OR b", "NOT", "(", "*", "\ud800", "x" * 300, "'; DROP TABLE person; --",
             " ".join(f"word{n}" for n in range(40))],
)  # fmt: skip
def test_strange_names_hurt_nothing(office: Office, text: str) -> None:
    office.contractor("Alfa")
    assert contractor_duplicates(name=text, tax_id=text, phones=[text]) == []
    assert person_duplicates(name=text, phones=[text], emails=[text, f"{text}@"]) == []
