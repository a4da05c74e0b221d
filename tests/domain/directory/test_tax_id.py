"""A tax id is kept in one form, and a slip in a Polish one is noticed."""

from __future__ import annotations

import pytest

from tui_crm.domain.directory.tax_id import read_tax_id
from tui_crm.domain.errors import CrmError


@pytest.mark.parametrize(
    "typed",
    [
        "5260001246",
        "NIP: 526-000-12-46",
        "NIP 5260001246",
        "nr NIP: PL5260001246",
        "526-000-12-46",
        " 526 000 12 46 ",
        "PL5260001246",
        "pl 526-00-01-246",
    ],
)
def test_a_nip_is_ten_digits_however_it_is_typed(typed: str) -> None:
    assert read_tax_id(typed) == "5260001246"


@pytest.mark.parametrize(
    ("typed", "country", "stored"),
    [
        ("DE 123 456 789", "PL", "DE123456789"),
        ("123456789", "DE", "DE123456789"),
        ("ATU12345678", "AT", "ATU12345678"),
        ("094014298", "GR", "EL094014298"),
        ("CHE-123.456.789", "CH", "CHE123456789"),
        ("12-3456789", "us", "123456789"),
        ("PL5260001246", "DE", "PL5260001246"),
        ("XI123456789", "PL", "XI123456789"),
        ("GB123456789", "PL", "GB123456789"),
        ("gb 123 4567 89", "GB", "GB123456789"),
        ("CHE-123.456.789", "PL", "CHE123456789"),
        ("NO 123456789 MVA", "PL", "NO123456789MVA"),
        ("VAT UE: DE123456789", "PL", "DE123456789"),
        ("VAT ID GB123456789", "PL", "GB123456789"),
    ],
)
def test_those_of_other_countries_are_accepted(typed: str, country: str, stored: str) -> None:
    assert read_tax_id(typed, country) == stored
    assert read_tax_id(stored, country) == stored


@pytest.mark.parametrize("typed", ["", "  ", " - "])
def test_nothing_typed_is_no_tax_id(typed: str) -> None:
    assert read_tax_id(typed) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5260001247", "last digit"),
        ("5620001246", "last digit"),
        ("1234567890", "last digit"),
        ("526000124", "ten digits"),
        ("52600012466", "ten digits"),
        ("none", "ten digits"),
        ("0000000000", "placeholder"),
        ("1111111111", "placeholder"),
        ("NIP: 999-999-99-99", "placeholder"),
        ("DE000000000", "placeholder"),
        ("GB000000000", "placeholder"),
        ("XX123456789", "ten digits"),
        ("NIP:", "ten digits"),
        ("DE", "up to 20"),
        ("DE-none", "up to 20"),
        ("DE" + "1" * 21, "up to 20"),
        ("FR12345678\u0661", "up to 20"),
    ],
)
def test_what_cannot_be_one_is_refused_with_what_to_do(typed: str, said: str) -> None:
    with pytest.raises(CrmError, match=said):
        read_tax_id(typed)
