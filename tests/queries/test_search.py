"""Find anywhere: grouped, the best first, nothing typed is more than words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.queries.conftest import Office
from tui_crm.queries.search import SearchResults, excerpt, find_anywhere
from tui_crm.store.models import Activity, Phone


def contractors(text: str) -> list[str]:
    return [one.name for one in find_anywhere(text).contractors]


def persons(text: str) -> list[str]:
    return [one.name for one in find_anywhere(text).persons]


def subjects(text: str, visible_employee_ids: frozenset[int] | None = None) -> list[str]:
    return [
        one.subject
        for one in find_anywhere(text, visible_employee_ids=visible_employee_ids).activities
    ]


def test_everything_is_found_in_its_group(office: Office) -> None:
    lodz = office.contractor("Mebel", city="Łódź")
    office.person(lodz, "Adam Łodzki")
    office.activity("zebranie", contractor_id=lodz, note="hala w Łodzi")
    office.activity("loda kupić")
    found = find_anywhere("lod")
    assert [one.name for one in found.contractors] == ["Mebel"]
    assert [one.name for one in found.persons] == ["Adam Łodzki"]
    assert [one.subject for one in found.activities] == ["loda kupić", "zebranie"]
    assert found.activities[1].contractor == "Mebel"
    assert found.numbers == ()


@pytest.mark.parametrize("text", ["ŻÓŁĆ", "zolc", "Zolc", "żółć", "zo"])
def test_diacritics_and_case_do_not_matter(office: Office, text: str) -> None:
    office.contractor("Żółć s.c.")
    assert contractors(text) == ["Żółć s.c."]


@pytest.mark.parametrize("typed", ["225", "+48 22", "0048 22 55", "22 555 0", "+48 22 555 01 23"])
def test_a_number_is_found_by_its_beginning_behind_those_that_end_so(
    office: Office, typed: str
) -> None:
    alfa = office.contractor("Alfa")
    office.person(alfa, "Ewa Lis", phone="+48601234567")
    ada = office.person(alfa, "Ada Zet", phone="+48601230225")
    office.add(Phone, contractor_id=alfa, raw="+48225550123")
    office.add(Phone, person_id=ada, raw="+48225550124")
    found = [(one.name, one.number) for one in find_anywhere(typed).numbers]
    begun = [("Alfa", "22 555 01 23"), ("Ada Zet", "22 555 01 24")]
    if typed == "225":
        assert found == [("Ada Zet", "601 230 225"), ("Alfa", "22 555 01 23")]
    else:
        assert found == begun[: 1 if typed.endswith("23") else 2]
    assert len(find_anywhere(typed, per_group=1).numbers) == 1


def test_a_single_letter_narrows_what_the_words_found(office: Office) -> None:
    office.activity("offer for the mill")
    office.activity("offer for the office")
    assert subjects("offer m") == ["offer for the mill"]


def test_the_name_itself_comes_first_then_names_that_begin_so(office: Office) -> None:
    for name in ("Zakład Alfa", "Alfa Metal", "Alfa", "Alfabet Druk", "Beta Alfa Gamma"):
        office.contractor(name)
    assert contractors("alfa")[:3] == ["Alfa", "Alfa Metal", "Alfabet Druk"]
    assert set(contractors("alfa")[3:]) == {"Zakład Alfa", "Beta Alfa Gamma"}


def test_the_active_come_before_the_inactive_and_the_merged_away_not_at_all(
    office: Office,
) -> None:
    gone = office.contractor("Alfa Aaa", active=False)
    here = office.contractor("Zakład Alfa")
    office.contractor("Alfa Merged", active=False, merged_into_id=here)
    office.person(gone, "Alfa Kowal", active=False)
    office.person(gone, "Jan Alfa")
    assert contractors("alfa") == ["Zakład Alfa", "Alfa Aaa"]
    assert persons("alfa") == ["Jan Alfa", "Alfa Kowal"]
    office.contractor("Alfa", active=False)
    assert contractors("alfa")[0] == "Alfa", "the very name, though inactive"


def test_words_come_in_any_order_and_all_of_them(office: Office) -> None:
    alfa = office.contractor()
    office.person(alfa, "Jan Kowalski")
    office.person(alfa, "Jan Nowak")
    for text in ("kow jan", "jan kow", "Kowalski Jan", "jan k", "k jan"):
        assert persons(text) == ["Jan Kowalski"], text
    assert persons("jan z") == []


def test_a_word_of_the_note_is_found_with_what_stands_around_it(office: Office) -> None:
    note = "Pierwsza linia.\n" + "słowo " * 400 + "umówiona PŁATNOŚĆ w ratach\n" + "x " * 900
    office.activity("call", note=note)
    (found,) = find_anywhere("platn").activities
    assert found.excerpt.hit == "PŁATN"
    assert found.excerpt.before.endswith("słowo umówiona ")
    assert found.excerpt.after.startswith("OŚĆ w ratach x x")
    assert found.excerpt.near.startswith("…umówiona PŁATNOŚĆ")


@pytest.mark.parametrize(
    ("note", "word", "hit"),
    [
        ("Straße 5", "strasse", "Straße"),
        ("ﬁrma", "firma", "ﬁrma"),
        ("a\u0301b cd", "cd", "cd"),
        ("niezamówione zamówienie", "zamow", "zamów"),
        ("nothing here", "word", ""),
        ("", "word", ""),
    ],
)
def test_the_hit_is_cut_out_of_the_text_as_it_was_typed(note: str, word: str, hit: str) -> None:
    assert excerpt(note, (word,)).hit == hit


def test_activities_come_newest_first_and_only_so_many(office: Office) -> None:
    for n in range(12):
        office.activity(f"offer {n}")
    assert subjects("offer") == [f"offer {n}" for n in range(11, 3, -1)]
    assert len(find_anywhere("offer", per_group=3).activities) == 3


def test_activities_out_of_sight_are_not_found(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    office.activity("offer of Anna")
    office.activity("offer of Marek", employee_id=marek)
    assert subjects("offer", frozenset({office.anna})) == ["offer of Anna"]
    assert subjects("offer o", frozenset({marek})) == ["offer of Marek"]
    assert subjects("offer", frozenset()) == []
    number = Activity.get(Activity.subject == "offer of Marek").number
    assert subjects(number, frozenset({office.anna})) == []
    assert subjects(number) == ["offer of Marek"]


def test_an_activity_is_found_by_its_number(office: Office) -> None:
    office.activity("call", timedelta(days=1))
    wanted = office.activity("another", timedelta(days=2))
    number = str(Activity.get_by_id(wanted).number)
    letter, year, running = number.split("/")
    assert subjects(number) == ["another"]
    assert subjects(f"{letter.lower()}/{year}/{int(running)}") == ["another"]


def test_digits_find_numbers_and_codes(office: Office) -> None:
    alfa = office.contractor("Alfa", tax_id="5672000000", code="X9")
    office.person(alfa, phone="+48601234567")
    office.add(Phone, contractor_id=alfa, raw="+48226120567")
    found = find_anywhere("567")
    assert [one.name for one in found.contractors] == ["Alfa"]
    assert [one.number for one in found.numbers] == ["601 234 567", "22 612 05 67"]
    assert contractors("x9") == ["Alfa"]


@pytest.mark.parametrize(
    "text",
    [
        '"', '""', '"*', "*", "alfa*", '"alfa', "alfa OR beta", "alfa AND", "NOT alfa", "NEAR(alfa",
        "fold:alfa", "-alfa", "^alfa", "alfa + beta", "(", "{alfa}", "a\x00b", "\ud800", "%_\\",
        "'; DROP TABLE contractor; --", "ال", "漢字", "[/]", "mailto:?to@x", "\u0301\u0301",
        "a" * 5000, "x " * 3000,
    ],
)  # fmt: skip
def test_nothing_typed_is_a_question_of_another_kind(office: Office, text: str) -> None:
    office.contractor("Beta")
    found = find_anywhere(text)
    assert isinstance(found, SearchResults)
    assert contractors("beta") == ["Beta"]
    assert "Beta" not in [one.name for one in found.contractors]


def test_signs_in_names_are_no_obstacle(office: Office) -> None:
    for name in ('Firma "Żak" & Syn', "C++ Sp. z o.o.", "A-Z/24"):
        office.contractor(name)
    assert contractors('"zak"') == ['Firma "Żak" & Syn']
    assert contractors("zak & syn") == ['Firma "Żak" & Syn']
    assert contractors("sp. z o.o.") == ["C++ Sp. z o.o."]
    assert contractors("a-z/24") == ["A-Z/24"]


@pytest.mark.parametrize("text", ["", "  ", "a", "a b", "12"])
def test_one_letter_finds_nothing_yet(office: Office, text: str) -> None:
    office.contractor("A B C 12")
    office.activity("a b c")
    assert contractors(text) == (["A B C 12"] if text == "12" else [])
    assert subjects(text) == []


def test_what_was_changed_is_found_by_its_new_words(office: Office) -> None:
    activity = office.activity("call", note="old words")
    office.change(Activity, activity, note="fresh ones")
    assert subjects("old") == []
    assert subjects("fresh") == ["call"]
