"""Text at the door, folded for finding, keyed for ordering."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.text import clean_line, clean_note, fold, sort_key

ANY_TEXT = st.text(
    st.characters(codec=None, exclude_categories=())
    | st.sampled_from("\u0301\u0315\u0300\u0e47\u200d\u200c\ufe0f \t\r\n\x00\u202e\ud800ąŻł")
)

POLISH_ORDER = """
12 Monkeys|2 Brothers|a|Adam Nowy|Adamek|azot|Ą|ąę|Baca|Bąk|Bez|Cyna|ćma|Dom|dół|dwór|Ewa|ewidencja
ezop|ęs|Ghana|Ile|Kowal|Kowal Jan|Kowalska|Kowalski|las|lody|lód|Lublin|łan|Łódź|łza|Mak|nos|nowy
nóż|ńoński|obora|ozon|ósmy|ówczesny|Piątek|Piotr|Sad|sok|szyk|ścian|śruba|Tom|Zając|zebra|Zysk
źdźbło|źle|żaba|Żuk
"""


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Jan Kowalski ", "Jan Kowalski"),
        ("two\nlines", "two lines"),
        ("two \r\n\t lines", "two lines"),
        ("kept  apart", "kept  apart"),
        ("para\u2029graph\u2028line\x85next", "para graph line next"),
        ("Lo\u0301dz\u0301", "Lódź"),
        ("a\x1b]0;title\x07b", "a]0;titleb"),
        ("nul\x00del\x7fc1\x9b31m", "nuldelc131m"),
        ("right\u202eto\u2066left\u200f", "righttoleft"),
        ("zero\u200bwidth\ufeffsoft\xadhyphen", "zerowidthsofthyphen"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("half\ud83dsurrogate", "halfsurrogate"),
        ("non\ufffe\ufdd0\U0010ffffcharacters", "noncharacters"),
        ("👩\u200d👧 ❤\ufe0f", "👩\u200d👧 ❤\ufe0f"),
        ("क\u094d\u200dष हिन्दी", "क\u094d\u200dष हिन्दी"),
        ("Z" + "\u0335" * 50 + "algo", "Z" + "\u0335" * 4 + "algo"),
        ("ก" + "\u0e47" * 50, "ก" + "\u0e47" * 4),
        ("", ""),
        ("\u200b \n", ""),
    ],
)
def test_a_line_is_cleaned_at_the_door(typed: str, cleaned: str) -> None:
    assert clean_line(typed) == cleaned


@given(ANY_TEXT)
@settings(max_examples=200)
def test_a_clean_line_is_clean_and_normal(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in line)
    line.encode()


def test_cleaning_a_long_row_of_marks_takes_no_time() -> None:
    assert len(clean_line("a" + "\u0315\u0300" * 200_000)) <= 5


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  kept \n\n\t exactly  ", "  kept \n\n\t exactly  "),
        ("dos\r\nmac\runix\n", "dos\nmac\nunix\n"),
        ("Lo\u0301dz\u0301", "Lo\u0301dz\u0301"),
        ("\u200bmarks\u202e and \xad\ufeff", "\u200bmarks\u202e and \xad\ufeff"),
        ("Z" + "\u0335" * 50, "Z" + "\u0335" * 50),
        ("a\x00b\x1b[31mc\x7fd\x85e\x9bf", "ab[31mcdef"),
        ("half\ud83d and \uffff", "half and "),
        ("[/] 👩\u200d👧 \u2028", "[/] 👩\u200d👧 \u2028"),
    ],
)
def test_r32_a_note_keeps_what_was_typed(typed: str, cleaned: str) -> None:
    assert clean_note(typed) == cleaned


@given(ANY_TEXT)
@settings(max_examples=200)
def test_r32_a_note_that_was_cleaned_stays_as_it_is(text: str) -> None:
    note = clean_note(text)
    assert clean_note(note) == note
    note.encode()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("ŁÓDŹ", "lodz"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Lo\u0301dz\u0301", "lodz"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Øresund Đorđe Œuvre Ærø Þór", "oresund dorde oeuvre aero thor"),
        ("  ALFA \n Sp.\u00a0z  o.o. ", "alfa sp. z o.o."),
        ("alfa\u200b\xad\u202e", "alfa"),
        ("O’Brien – „x”", 'o\'brien - "x"'),
        ("İstanbul ısı", "istanbul isi"),
        ("６０１", "601"),
        ("a\x00b\x1b", "ab"),
        ("की का", "की का"),
        ("half\ud83d", "half"),
    ],
)
def test_folding_ignores_case_and_diacritics(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
@settings(max_examples=200)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
@settings(max_examples=200)
def test_folding_does_not_depend_on_normalisation(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_names_are_ordered_by_the_polish_alphabet() -> None:
    names = POLISH_ORDER.replace("\n", "|").strip("|").split("|")
    mixed = names[1::2] + names[::2]
    assert sorted(mixed, key=lambda name: sort_key(name).encode()) == names


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("a", "ą"), ("ą", "b"), ("azzz", "ąa"), ("c", "ć"), ("ć", "d"), ("e", "ę"), ("l", "ł"),
        ("ł", "m"), ("n", "ń"), ("o", "ó"), ("ó", "p"), ("s", "ś"), ("ś", "t"), ("z", "ź"),
        ("ź", "ż"), ("źż", "ża"), ("zzz", "ź"), ("źźź", "ż"),
        ("9", "a"), ("!", "1"), ("Jan Nowak", "Janek"), ("Jan-Maria", "Jana"), ("", "a"),
        ("Muller", "Müller"), ("Müller", "Mulles"), ("Müller", "Muller A"), ("ż", "Жуков"),
        ("aж", "ą"), ("Ela", "Éla"), ("Éla", "Elb"),
    ],
)  # fmt: skip
def test_the_earlier_name_has_the_smaller_key(earlier: str, later: str) -> None:
    assert sort_key(earlier) < sort_key(later)


@pytest.mark.parametrize("name", ["ALFA", "Łódź", "ŻÓŁĆ", "Müller"])
def test_case_makes_no_difference_to_the_order(name: str) -> None:
    assert sort_key(name.lower()) == sort_key(name) == sort_key(name.swapcase())


def test_the_order_is_the_same_in_either_normal_form() -> None:
    assert sort_key("Łódź") == sort_key(unicodedata.normalize("NFD", "Łódź"))


@given(st.text("aąbcćdeęlłnńoósśzźż", max_size=6), st.text("aąbcćdeęlłnńoósśzźż", max_size=6))
@settings(max_examples=200)
def test_the_order_is_the_alphabet_letter_by_letter(one: str, other: str) -> None:
    alphabet = "aąbcćdeęlłnńoósśzźż"
    by_letters = [alphabet.index(letter) for letter in one] < [
        alphabet.index(letter) for letter in other
    ]
    assert (sort_key(one) < sort_key(other)) == by_letters


@given(ANY_TEXT)
@settings(max_examples=200)
def test_a_key_fits_a_text_column(text: str) -> None:
    key = sort_key(text)
    assert len(key) <= 255
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in key)
    # UTF-8 keeps the order of code points, so both databases agree with Python.
    key.encode()


@pytest.mark.parametrize("text", ["Kowalski Jan", "Zażółć gęślą jaźń 12", "Łódź, ul. Główna 5/7"])
def test_polish_keys_are_printable_ascii(text: str) -> None:
    assert all(" " <= sign <= "~" for sign in sort_key(text))


def test_every_character_can_be_folded_and_keyed_once_and_for_all() -> None:
    for code in itertools.chain(range(0x3000), range(0xA000, 0xAC00), range(0xF900, 0x10000)):
        folded = fold(chr(code))
        assert fold(folded) == folded, hex(code)
        assert "\x00" not in sort_key(chr(code))
