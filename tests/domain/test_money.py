"""Amounts and currencies: exact, however they are typed, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.languages import speaking
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.money import (
    MOST,
    check_cost,
    check_same_currency,
    currency_in,
    read_currency,
    read_money,
    shown_money,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None), ("  ", None), ("0", "0"), ("1200", "1200"), ("1200.50", "1200.50"),
        ("1200,5", "1200.50"), ("1 200,50", "1200.50"), ("1\u00a0200\u202f000", "1200000"),
        ("1'200.50", "1200.50"), ("1,200.50", "1200.50"), ("1.200,50", "1200.50"),
        ("999999999999.99", "999999999999.99"),
        ("1 200 zł", "1200"), ("1200 PLN", "1200"), ("PLN 1200", "1200"), ("1200,- zł", "1200"),
        ("€1,200.50", "1200.50"), ("1200,50 zł.", "1200.50"), ("12,5 tys. zł", "12500"),
        ("12k", "12000"), ("1\u00a0200 złotych", "1200"), ("1200 eur", "1200"),
    ],
)  # fmt: skip
def test_r43_an_amount_is_read_as_people_write_it(typed: str, amount: str | None) -> None:
    assert read_money("planned_cost", typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    "typed",
    ["1,200", "1.200", "12.345", "-5", "+5", "1e3", "1200 zł zł", "1200 net", "1,200 zł",
      "12 34", "1..5", ".5", "5.", "NaN",
     "١٢", "1000000000000", "9" * 27, "9" * 40],
)  # fmt: skip
def test_what_is_no_amount_or_could_be_two_is_refused_in_its_field(typed: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        read_money("actual_cost", typed)
    assert refused.value.field == "actual_cost"


def refused_at(amount: Decimal | None) -> str:
    """The field at which a planned cost is refused; empty for one that is taken."""
    try:
        check_cost("planned_cost", amount)
    except RuleViolation as refused:
        return refused.field
    return ""


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "1000000000000", "NaN", "Infinity", "1E+30"])
def test_a_cost_that_no_column_holds_is_refused(amount: str) -> None:
    assert refused_at(Decimal(amount)) == "planned_cost"


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal("0.10"), MOST])
def test_nothing_and_the_edges_are_costs(amount: Decimal | None) -> None:
    assert refused_at(amount) == ""


@pytest.mark.parametrize(("spoken", "shown"), [("en", "1200.50"), ("pl", "1200,50")])
def test_an_amount_is_shown_with_the_point_of_the_language(spoken: str, shown: str) -> None:
    with speaking(spoken):
        assert shown_money(Decimal("1200.5")) == shown
        assert (shown_money(None), shown_money(Decimal("1200.00"))) == ("", "1200")


@pytest.mark.parametrize("spoken", ["en", "pl"])
@given(amount=st.decimals(0, MOST, places=2, allow_nan=False))
def test_what_is_shown_is_read_again(spoken: str, amount: Decimal) -> None:
    with speaking(spoken):
        assert read_money("planned_cost", shown_money(amount)) == amount


@given(st.text("0123456789 .,'", max_size=40) | st.text(max_size=20))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        amount = read_money("planned_cost", text)
    except RuleViolation:
        return
    assert amount is None or 0 <= amount <= MOST


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", ""), ("pln", "PLN"), (" EUR ", "EUR"), ("zł", "PLN"), ("ZL", "PLN"), ("€", "EUR"),
     ("$", "USD"), ("£", "GBP")],
)  # fmt: skip
def test_a_currency_is_three_letters_or_its_sign(typed: str, code: str) -> None:
    assert read_currency(typed) == code


@pytest.mark.parametrize("typed", ["PL", "EURO", "P1N", "ЕUR", "zloty", "¥"])
def test_another_currency_is_refused_in_its_field(typed: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        read_currency(typed)
    assert refused.value.field == "currency"


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("1 200 zł", "PLN"), ("€5", "EUR"), ("1200 usd", "USD"), ("1200", ""), ("1200 net", ""),
        ("PLN 1200 EUR", ""), ("12 tys. złotych", "PLN"),
    ],
)  # fmt: skip
def test_the_currency_beside_an_amount_is_known(typed: str, currency: str) -> None:
    assert currency_in(typed) == currency


def test_two_currencies_in_one_meeting_are_refused_at_the_amount() -> None:
    check_same_currency("planned_cost", "1200 zł", "PLN")
    check_same_currency("planned_cost", "1200", "EUR")
    with pytest.raises(RuleViolation, match="in PLN, and the currency is EUR") as refused:
        check_same_currency("planned_cost", "1200 zł", "EUR")
    assert refused.value.field == "planned_cost"
