"""Names in fewer cells: what goes first, and what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.presentation.names import shorter_company, shorter_person


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("ALFA sp. z o.o.", "ALFA"),
        ("ACME [Wrocław] sp. z o.o.", "ACME [Wrocław]"),
        ("Palarnia Kawy „Czarna Perła” Sp. z o. o.", "Palarnia Kawy „Czarna Perła”"),
        ("Drukarnia Pryzmat s.c.", "Drukarnia Pryzmat"),
        ("Beta S.A.", "Beta"),
        ("Zorza sp. z o.o. sp.k.", "Zorza"),
        ("Zorza spółka z ograniczoną odpowiedzialnością", "Zorza"),
        ("Krause Etikettendruck GmbH & Co. KG", "Krause Etikettendruck"),
        ("Brightwell, Inc.", "Brightwell"),
        ("日本 sp. z o.o.", "日本"),
    ],
)
def test_the_legal_form_goes(name: str, short: str) -> None:
    assert shorter_company(name) == (short,)


@pytest.mark.parametrize(
    "name", ["S.A.", "Masa", "Gamma s.c. Piotr i Ewa Zając", "F.H.U. „Żarno”", "Rasp. k.", ""]
)
def test_what_is_no_legal_form_stays(name: str) -> None:
    assert shorter_company(name) == ()


@pytest.mark.parametrize(
    ("name", "given", "forms"),
    [
        ("Agnieszka Młynarczyk", "Agnieszka", ("A. Młynarczyk",)),
        ("Anna Maria Kowalska", "Anna Maria", ("A. M. Kowalska", "A. Kowalska")),
        ("Jean-Pierre Noir", "Jean-Pierre", ("J.-P. Noir",)),
        ("Jan de la Cruz", "Jan", ("J. de la Cruz",)),
        ("E\u0301lodie Noir", "E\u0301lodie", ("E\u0301. Noir",)),
        ("Kowalska", "", ()),
        ("Ewa", "Ewa", ()),
        ("–", "", ()),
    ],
)
def test_the_given_name_becomes_an_initial(name: str, given: str, forms: tuple[str, ...]) -> None:
    assert shorter_person(name, given) == forms


@given(given_name=st.text(max_size=20), surname=st.text(min_size=1, max_size=20))
def test_no_form_loses_the_surname(given_name: str, surname: str) -> None:
    name = f"{given_name} {surname}".strip()
    for form in shorter_person(name, given_name):
        assert form.endswith(name.removeprefix(given_name).strip())
        assert len(form) < len(name)
