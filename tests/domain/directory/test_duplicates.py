"""Names that are nearly the same are told from those that only look a little alike."""

from __future__ import annotations

import pytest

from tui_crm.domain.directory.duplicates import name_words, nearly_same, slips


def alike(one: str, other: str) -> bool:
    return nearly_same(name_words(one), name_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ALFA Sp. z o.o.", "Alfa spółka z ograniczoną odpowiedzialnością"),
        ("ALFA sp.z o.o", "Alfa S.A."),
        ("Sp. z o.o. Alfa", "alfa sp. j."),
        ("Alfa Sp. z o.o. Sp. k.", "Alfa GmbH"),
        ("P.H.U. Kowalski", "Kowalski"),
        ("Zażółć Łódź", "zazolc LODZ"),
        ("Jan Kowalski", "Kowalski Jan"),
        ("Jan Kowalski", "Jan Kowalsky"),
        ("Metalbud", "Mealbud"),
        ("Metalbud", "Metaalbud"),
        ("Metalbud", "Metlabud"),
        ("Alfa-Met", "Alfamet"),
        ("株式会社", "株式会社"),
        ("S.A.", "s.a."),
    ],
)
def test_the_same_company_typed_otherwise(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alfa", "Beta"),
        ("Alfa", "Alfa Bis"),
        ("Alfa Met", "Alfa Bud"),
        ("Jan Kowalski", "Jan Kowalczyk"),
        ("Zakład 12", "Zakład 13"),
        ("Hala 2024", "Hala 2025"),
        ("ABC", "ABD"),
        ("Kowalski", "Kowlsky"),
        ("", ""),
        ("...", "---"),
        ("Alfa", ""),
    ],
)
def test_other_companies(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize("typed", ["alfa", "kowalski", "1234", "ab"])
def test_what_one_slip_makes_is_what_is_held_for_nearly_the_same(typed: str) -> None:
    made = set(slips(typed))
    assert typed in made
    assert all(nearly_same([typed], [word]) for word in made)
    if len(typed) > 2 and not typed.isdigit():
        assert {typed[1:], f"{typed}x", f"x{typed[1:]}", typed[1] + typed[0] + typed[2:]} <= made
    else:
        assert made == {typed}
