"""Phone numbers: any way of typing one finds it."""

from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.directory.phone import (
    PhoneNumber,
    digits,
    read_numbers,
    read_phone,
    shown,
    split_numbers,
    stored_phone,
    tail,
)
from tui_crm.domain.errors import CrmError

WAYS_OF_TYPING = [
    "601234567", "601 234 567", "601-234-567", "601.234.567", "(601) 234 567", "0601234567",
    "+48601234567", "+48 601 234 567", "0048 601 234 567", "48 601 234 567", "+48 (0) 601 234 567",
    "tel. 601 234 567", "601 234 567 wew. 12", "601 234 567 w. 12", "601 234 567 ext. 12",
    "601234567x12", "601 234 567 #12", "601 234 567 / 602 345 678", "601234567, 602345678",
    "601 234 567 lub 22 555 01 23", "\u202a601 234 567\u202c", "601\u00a0234\u00a0567",
    "６０１ ２３４ ５６７", "＋48 601 234 567", "\n601\t234 567 ", "٦٠١٢٣٤٥٦٧", "601 234 567 (Ewa)",
]  # fmt: skip


@pytest.mark.parametrize("typed", WAYS_OF_TYPING)
def test_any_way_of_typing_a_number_is_the_same_number(typed: str) -> None:
    number = read_phone(typed)
    assert (number.normalised, number.tail) == ("+48601234567", "601234567")
    assert tail(typed) == "601234567"


@pytest.mark.parametrize(
    ("typed", "normalised", "last_nine"),
    [
        ("22/555 01 23", "+48225550123", "225550123"),
        ("(22) 555-01-23/24", "+48225550123", "225550123"),
        ("+49 30 1234567", "+49301234567", "301234567"),
        ("0049 (30) 1234567", "+49301234567", "301234567"),
        ("+49 (0) 30 1234567", "+49301234567", "301234567"),
        ("+1 (212) 555-2368", "+12125552368", "125552368"),
        ("+39 06 6982", "+39066982", "39066982"),
        ("112", "112", "112"),
        ("555 01 23", "5550123", "5550123"),
        ("wew. 12", "12", "12"),
        ("+999 123 456 789", "999123456789", "123456789"),
        ("1-212-555-0100", "+12125550100", "125550100"),
        ("49 30 1234567", "+49301234567", "301234567"),
        ("420 602 123 456", "+420602123456", "602123456"),
    ],
)
def test_a_number_is_normalised_where_it_can_be_told(
    typed: str, normalised: str, last_nine: str
) -> None:
    number = read_phone(typed)
    assert (number.normalised, number.tail) == (normalised, last_nine)


def test_what_was_typed_is_kept_without_its_invisible_marks() -> None:
    assert read_phone(" \u202a601\u00a0234 567\u202c wew. 12").raw == "601 234 567 wew. 12"


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "brak", "+", "\u202a\u202c", "½", "16:00", "po 16:00", "pokój 12", "po 8",
        "12.05.2026", "2026-05-12", "12/05/2026", "NIP 525-000-12-34", "16 maja",
        "12 1234 5678 9012 3456 7890 1234", "123456789012345678901234567890",
    ],
)  # fmt: skip
def test_a_text_that_holds_no_number_is_refused_with_a_sentence(typed: str) -> None:
    for read in (read_phone, lambda text: read_phone(f"{text} ")):
        with pytest.raises(CrmError) as refusal:
            read(typed)
        assert refusal.value.message.endswith(".")


@given(st.text(max_size=300) | st.text("0123456789+()-/ ,;x#w.:\n", max_size=300))
@settings(max_examples=200)
def test_odd_input_is_read_or_refused(text: str) -> None:
    for one in (text, *split_numbers(text)):
        number = stored_phone(one)
        assert bool(number.tail) == bool(digits(one))
        assert number.tail.isascii()
        assert not number.tail or number.tail.isdecimal()
        assert not number.normalised or shown(number.normalised)
        assert len(number.normalised) <= 255
        try:
            read = read_phone(one)
        except CrmError:
            continue
        assert read == number


@pytest.mark.parametrize(
    "text", ["1" * 6000, "x" * 6000 + "1", "1/" * 6000, "(0)" * 3000, "+" * 6000]
)
def test_endless_input_takes_no_time(text: str) -> None:
    assert tail(text) or not digits(text)


def test_digits_of_any_script_are_ascii() -> None:
    assert digits("+４８ (٦٠١) 2x²") == "486012"


@pytest.mark.parametrize(
    ("normalised", "text"),
    [
        ("+48601234567", "601 234 567"),
        ("+48225550123", "22 555 01 23"),
        ("+48800123456", "800 123 456"),
        ("+49301234567", "+49 30 1234567"),
        ("+12125552368", "+1 212-555-2368"),
        ("112", "112"),
        ("", ""),
        ("+", "+"),
        ("+999123456789", "+999123456789"),
    ],
)
def test_a_number_is_shown_in_its_usual_groups(normalised: str, text: str) -> None:
    assert shown(normalised) == text


@pytest.mark.parametrize("prefix", range(10, 100))
def test_polish_groups_are_those_of_the_library(prefix: int) -> None:
    number = phonenumbers.parse(f"+48{prefix}2345678")
    if phonenumbers.is_valid_number(number):
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert shown(f"+48{prefix}2345678") == national


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
@settings(max_examples=200)
def test_a_shown_number_is_read_as_the_same(national: str) -> None:
    number = read_phone(national)
    assert number == PhoneNumber(national, f"+48{national}", national)
    assert read_phone(shown(number.normalised)).normalised == number.normalised


def test_polish_numbers_do_without_the_library() -> None:
    script = (
        "import sys; from tui_crm.domain.directory.phone import read_phone, shown;"
        "numbers = map(read_phone, ['601 234 567', '+48 22 555 01 23', '0048601234567']);"
        "[shown(number.normalised) for number in numbers];"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("22 555 01 23 wew. 7", "22 555 01 23 ext. 7"),
        ("+48 22 555-01-23 x 104", "22 555 01 23 ext. 104"),
        ("22 555 01 23", "22 555 01 23"),
        ("601 234 567, 602 345 678", "601 234 567"),
        ("wew. 104", "104"),
    ],
)
def test_a_number_is_told_with_its_extension(raw: str, told: str) -> None:
    number = read_phone(raw)
    assert shown(number.normalised, number.extension) == told


TEXTS = [
    ("601 234 567 (po 16:00)", [("+48601234567", "", "po 16:00")]),
    ("22 555 01 23 wew. 12 (sekretariat)", [("+48225550123", "12", "sekretariat")]),
    ("22 555 01 24 wewnętrzny 12", [("+48225550124", "12", "")]),
    ("22 555 01 24 wewn. nr 12", [("+48225550124", "12", "")]),
    ("22 555 01 23 (wew. 12)", [("+48225550123", "12", "")]),
    ("22 555 01 23, wew. 12", [("+48225550123", "12", "")]),
    ("+44 20 7946 0958 ext 12, reception", [("+442079460958", "12", "reception")]),
    ("603 234 567 604 345 678", [("+48603234567", "", ""), ("+48604345678", "", "")]),
    ("603234567604345678", [("+48603234567", "", ""), ("+48604345678", "", "")]),
    ("601234567/602345678", [("+48601234567", "", ""), ("+48602345678", "", "")]),
    ("+48 601 234 567 +49 30 1234567", [("+48601234567", "", ""), ("+49301234567", "", "")]),
    ("601 234 567 lub 22 555 01 23", [("+48601234567", "", ""), ("+48225550123", "", "")]),
    ("kom. 601 234 567 i 602 345 678", [("+48601234567", "", "kom."), ("+48602345678", "", "")]),
    ("tel. 601 234 567 fax 22 555 01 23", [("+48601234567", "", ""), ("+48225550123", "", "fax")]),
    (
        "Ewa 601 234 567, Jan 602 345 678",
        [("+48601234567", "", "Ewa"), ("+48602345678", "", "Jan")],
    ),
    (
        "601 234 567 (po 16, pytać o Ewę), 22 555 01 23",
        [("+48601234567", "", "po 16, pytać o Ewę"), ("+48225550123", "", "")],
    ),
    (
        "601 234 567\n(po 16)\n22 555 01 23; sekretariat",
        [("+48601234567", "", "po 16"), ("+48225550123", "", "sekretariat")],
    ),
    ("601 234 567 w godz. 8-16", [("+48601234567", "", "w godz. 8-16")]),
    ("601 234 567 w 8-16", [("+48601234567", "", "w 8-16")]),
    ("600 800 900 8:00-16:00", [("+48600800900", "", "8:00-16:00")]),
    ("601 234 567 od 12.05.2026", [("+48601234567", "", "od 12.05.2026")]),
    ("12.05.2026 601 234 567", [("+48601234567", "", "12.05.2026")]),
    ("22 555 01 23 do 25", [("+48225550123", "", "do 25")]),
    ("22 555-01-23/24", [("+48225550123", "", "/24")]),
    ("22 555-01-23-24", [("+48225550123", "", "-24")]),
    ("601 234 567 - Ewa", [("+48601234567", "", "Ewa")]),
    ("601 234 567, 112", [("+48601234567", "", ""), ("112", "", "")]),
    ("112 (alarm)", [("112", "", "alarm")]),
    ("555 01 23 wew. 7 (dom)", [("5550123", "7", "dom")]),
    ("wew. 12", [("12", "", "wew.")]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), TEXTS)
def test_free_text_around_a_number_is_a_remark(
    text: str, numbers: list[tuple[str, str, str]]
) -> None:
    read = read_numbers(text)
    assert [(one.normalised, one.extension, one.remark) for one in read] == numbers
    assert [read_phone(one.raw) for one in read] == list(read), "stored apart, they stay the same"


WORDS = st.sampled_from(
    ["", " (po 16:00)", " wew. 12", " (biuro, Ewa)", " Ewa", " – nie po 18", " od 12.05.2026"]
)
NUMBERS = st.sampled_from(
    [
        "601 234 567", "+48 22 555 01 23", "602-345-678", "0048603456789", "+49 30 1234567",
        "(22) 555 01 24",
    ]
)  # fmt: skip


@given(
    st.lists(st.tuples(NUMBERS, WORDS), min_size=1, max_size=5),
    st.sampled_from([", ", "; ", ",", "\n"]),
)
def test_a_list_is_read_number_by_number_whatever_stands_beside(
    parts: list[tuple[str, str]], separator: str
) -> None:
    typed = [number + words for number, words in parts]
    assert split_numbers(separator.join(typed)) == tuple(typed)
    assert [one.normalised for one in read_numbers(separator.join(typed))] == [
        read_phone(number).normalised for number, _words in parts
    ]


@given(st.text("0123456789+()-/ ,;x#w.:aE\n", max_size=80))
@settings(max_examples=300)
def test_what_was_split_is_split_the_same_again(text: str) -> None:
    parts = split_numbers(text)
    assert all(parts)
    again = split_numbers(", ".join(parts))
    assert split_numbers(", ".join(again)) == again
    assert "".join(digits(one) for one in parts) == digits(text), "no digit is lost"
