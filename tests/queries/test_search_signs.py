"""The signs within a word make no difference in find, filters and pickers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.queries.conftest import Office
from tests.queries.test_plans import plan, scans
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold, joined_words, squeezed
from tui_crm.queries.activities.activities import ActivityFilter, activities_page
from tui_crm.queries.common import lookups
from tui_crm.queries.common.text_match import match_expression, search_words
from tui_crm.queries.directory.contractors import ContractorFilter, contractors_page
from tui_crm.queries.directory.persons import PersonFilter, persons_page
from tui_crm.queries.search import find_anywhere
from tui_crm.queries.setup.staff import employees_page
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Affiliation, Contractor, Email

PAGE = PageRequest(40)
FIND: dict[str, Callable[[str], list[str]]] = {
    "find": lambda text: [one.name for one in find_anywhere(text).contractors],
    "filter": lambda text: [one.name for one in contractors_page(ContractorFilter(text), PAGE)],
    "picker": lambda text: [one.label for one in lookups.contractors(text, PAGE)],
    "activities": lambda text: [
        one.contractor for one in activities_page(ActivityFilter(text=text), PAGE)
    ],
}
NAMES = {
    "F.H.U. Kowal": ["FHU", "f.h.u.", "F.H.U", "fhu kowal", "f. h. u.", "F H U"],
    "FHU Nowy": ["FHU", "F.H.U.", "f.h.u nowy"],
    "Beta S.A.": ["beta sa", "Beta S.A.", "beta s. a.", "beta s.a"],
    "Gamma Sp. z o.o.": ["gamma sp z oo", "gamma spzoo", "gamma sp. z o.o.", "gamma sp zoo"],
    "Delta SPZOO": ["delta sp. z o.o.", "delta sp z oo", "delta spzoo"],
    "Żak & Syn": ["zak syn", "Żak & Syn", "żak&syn"],
    "H&M Druk": ["hm druk", "H&M", "h & m druk"],
    "O'Neill Ltd.": ["oneill", "O’Neill", "o'neill ltd"],
    "Auto-Serwis": ["autoserwis", "auto-serwis", "auto serwis", "serwis", "auto–serwis"],
    "Autonaprawa": ["auto-naprawa", "autonaprawa"],
}


@pytest.mark.parametrize("way", FIND)
@pytest.mark.parametrize(("name", "typed"), [(n, t) for n, all_of in NAMES.items() for t in all_of])
def test_a_contractor_is_found_however_its_signs_are_typed(
    office: Office, way: str, name: str, typed: str
) -> None:
    for one in NAMES:
        office.activity("call", contractor_id=office.contractor(one))
    assert name in FIND[way](typed)


@pytest.mark.parametrize(
    "typed",
    [
        "obrien",
        "O'Brien",
        "o’brien",
        "obr",
        "jeanpierre",
        "Jean-Pierre",
        "jean pierre",
        "jeanp",
        "pierre obrien",
        "jean-pierre o'brien",
    ],
)
def test_a_person_is_found_however_the_signs_are_typed(office: Office, typed: str) -> None:
    alfa = office.contractor("Alfa")
    office.person(alfa, "Jean-Pierre O'Brien")
    office.person(alfa, "Adam Nowak")
    office.employee("Jean-Pierre", "O'Brien")
    assert [one.name for one in find_anywhere(typed).persons] == ["Jean-Pierre O'Brien"]
    assert [one.name for one in persons_page(PersonFilter(typed), PAGE)] == ["Jean-Pierre O'Brien"]
    assert [one.name for one in lookups.persons(alfa, typed, PAGE)] == ["Jean-Pierre O'Brien"]
    assert [one.label for one in lookups.employees(typed, PAGE)] == ["Jean-Pierre O'Brien"]
    assert [one.last_name for one in employees_page(typed, PAGE)] == ["O'Brien"]


@pytest.mark.parametrize("typed", ["fhu", "F.H.U.", "601234567", "601-234-567", "spzoo"])
def test_notes_are_found_without_their_signs(office: Office, typed: str) -> None:
    office.activity("call", note="F.H.U. Alfa sp. z o.o. — tel. 601-234-567, aneks")
    office.activity("another", note="x")
    assert [one.subject for one in find_anywhere(typed).activities] == ["call"]
    assert [one.subject for one in activities_page(ActivityFilter(text=typed), PAGE)] == ["call"]


def test_the_hit_in_a_note_is_shown_with_its_signs(office: Office) -> None:
    office.activity("call", note="agreed with F.H.U. Kowal")
    (found,) = find_anywhere("fhu").activities
    assert (found.excerpt.before, found.excerpt.hit) == ("agreed with ", "F.H.U")


@pytest.fixture
def known(office: Office) -> Office:
    alfa = office.contractor(
        "Alfa", tax_id="5260001246", street="ul. Kręta 7/9", postcode="90-001", city="Łódź"
    )
    abroad = office.contractor("Berg GmbH", tax_id="DE123456789", country="DE")
    jan = office.person(alfa, "Jan Kowal")
    office.person(abroad, "Ewa Lis")
    held = Affiliation.get(Affiliation.person == jan).id
    office.change(Affiliation, held, position="Vice-prezes", department="Zakupy")
    for owner, address in (
        ({"person_id": jan}, "j.kowal@alfa.example"),
        ({"contractor_id": alfa}, "biuro@alfa.example"),
    ):
        office.add(Email, raw=address, normalised=address, **owner)
    return office


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("biuro@alfa.example", ["Alfa"]), ("biuro@", ["Alfa"]), ("biu", ["Alfa"]),
        ("BIURO@ALFA.EXAMPLE", ["Alfa"]), ("Biuro <biuro@alfa.example>", ["Alfa"]),
        ("kreta", ["Alfa"]), ("Kręta 7/9", ["Alfa"]), ("kreta 79", ["Alfa"]), ("90-001", ["Alfa"]),
        ("526-000-12-46", ["Alfa"]), ("526 000 12 46", ["Alfa"]), ("PL 526-000-12-46", ["Alfa"]),
        ("PL5260001246", ["Alfa"]), ("NIP: 526-000-12-46", ["Alfa"]), ("526000", ["Alfa"]),
        ("DE 123 456 789", ["Berg GmbH"]), ("de123-456-789", ["Berg GmbH"]),
        ("123456789", ["Berg GmbH"]), ("lodz kreta", ["Alfa"]), ("DE5260001246", []),
    ],
)  # fmt: skip
def test_find_and_filter_know_the_same_of_contractors(
    known: Office, typed: str, names: list[str]
) -> None:
    assert FIND["filter"](typed) == names
    assert FIND["find"](typed) == names


@pytest.mark.parametrize(
    "typed", ["j.kowal@alfa.example", "j.kow", "J.Kowal@", "viceprezes", "vice-prezes", "prezes",
              "zakupy", "kowal zakupy", "jan vice"],
)  # fmt: skip
def test_find_and_filter_know_the_same_of_persons(known: Office, typed: str) -> None:
    assert [one.name for one in persons_page(PersonFilter(typed), PAGE)] == ["Jan Kowal"]
    assert [one.name for one in find_anywhere(typed).persons] == ["Jan Kowal"]


def test_what_was_changed_is_found_as_it_is_now(known: Office) -> None:
    alfa = Contractor.get(Contractor.name == "Alfa").id
    known.change(Contractor, alfa, name="F.H.U. Alfa", street="Prosta 1", tax_id="")
    assert FIND["find"]("fhu") == ["F.H.U. Alfa"]
    for gone in ("kreta", "526-000-12-46"):
        assert FIND["find"](gone) == FIND["filter"](gone) == []


@pytest.mark.parametrize(
    "typed", ["f.h.u.", "sp z o.o.", "j.kow", "o'brien sa", "526-000-12-46", "DE 123", "kreta 7/9"]
)
def test_all_of_it_is_looked_up(crm: CrmDatabase, known: Office, typed: str) -> None:
    del known
    for ask in (
        lambda: find_anywhere(typed),
        lambda: contractors_page(ContractorFilter(typed), PAGE),
        lambda: persons_page(PersonFilter(typed), PAGE),
    ):
        assert scans(plan(crm, ask)) == []


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("f.h.u. kowal", "fhu"), ("beta s.a.", "sa"), ("sp. z o.o.", "oo spz spzoo zoo"),
        ("j. p. ii", "jp"), ("o'brien", "obrien"), ("jean-pierre", "jeanpierre"), ("a & b", ""),
        ("plain words only", ""), ("end of a sentence. next", ""), ("jan@alfa.example", ""),
        ("", ""), ("...", ""), ("a", ""),
    ],
)  # fmt: skip
def test_only_words_with_signs_are_joined(text: str, joined: str) -> None:
    assert sorted(joined_words(text).split()) == sorted(joined.split())


@given(st.text(max_size=200) | st.text(".-'& az", max_size=200))
def test_any_text_is_joined_to_plain_words(text: str) -> None:
    for word in joined_words(fold(text)).split():
        assert word.isalnum()


TOKENIZE = "tokenize='unicode61 remove_diacritics 0'"
"""As the migrations have it."""
SIGNS = st.text("\"'.-&()*^ aźz9@/", max_size=30)


def finds(typed: str, stored: str) -> bool:
    """Whether a text, indexed as the program indexes it, is found by what is typed."""
    words = [word for word in search_words(typed) if squeezed(word)]
    assume(words)
    folded = fold(stored)
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.execute(f"CREATE VIRTUAL TABLE t USING fts5(fold, joined, {TOKENIZE})")
        plain.execute("INSERT INTO t VALUES (?, ?)", (folded, joined_words(folded)))
        match = (match_expression(words),)
        return plain.execute("SELECT 1 FROM t WHERE t MATCH ?", match).fetchone() is not None


@given(st.text(max_size=40) | SIGNS)
def test_nothing_typed_breaks_the_search(text: str) -> None:
    assert not finds(text, "")


@given(SIGNS)
def test_whatever_is_stored_is_found_by_typing_it(text: str) -> None:
    assert finds(text, text)
