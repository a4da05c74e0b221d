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
    read_phone,
    shown,
    tail,
    without_extension,
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
        ("123456789012345678901234567890", "123456789012345678901234567890", "234567890"),
    ],
)
def test_a_number_is_normalised_where_it_can_be_told(
    typed: str, normalised: str, last_nine: str
) -> None:
    number = read_phone(typed)
    assert (number.normalised, number.tail) == (normalised, last_nine)


def test_the_number_of_another_region_is_read_by_its_rules() -> None:
    assert read_phone("030 1234567", region="DE").normalised == "+49301234567"
    assert read_phone("601 234 567", region="no such region").normalised == "601234567"


def test_what_was_typed_is_kept_without_its_invisible_marks() -> None:
    assert read_phone(" \u202a601\u00a0234 567\u202c wew. 12").raw == "601 234 567 wew. 12"


@pytest.mark.parametrize("typed", ["", "   ", "brak", "+", "\u202a\u202c", "½"])
def test_a_number_without_digits_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(CrmError) as refusal:
        read_phone(typed)
    assert refusal.value.message.endswith(".")


@given(st.text(max_size=300) | st.text("0123456789+()-/ ,;x#w.", max_size=300))
@settings(max_examples=200)
def test_odd_input_is_read_or_refused(text: str) -> None:
    try:
        number = read_phone(text)
    except CrmError:
        assert not digits(text)
    else:
        assert number.tail.isascii()
        assert number.tail.isdecimal()
        assert shown(number.normalised)
        assert len(number.normalised) <= 255


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
    subprocess.run([sys.executable, "-c", script], check=True)


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
def test_a_number_is_told_with_its_extension_and_dialled_without(raw: str, told: str) -> None:
    number = read_phone(raw)
    assert shown(number.normalised, raw) == told
    assert without_extension(told) == told.partition(" ext")[0]
