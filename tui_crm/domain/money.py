"""Reading and showing exact amounts of money and currency codes as people type them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _, language

DEFAULT_CURRENCY: Final = "PLN"
CENT: Final = Decimal("0.01")
MOST: Final = Decimal("999999999999.99")

_BLANKS: Final = " \u00a0\u202f\u2009'"
_PLAIN: Final = re.compile(r"(?P<whole>\d+|\d{1,3}(?: \d{3})+)(?:[.,](?P<cents>\d{1,2}))?")
_ENGLISH: Final = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<cents>\d{1,2})")
_GERMAN: Final = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<cents>\d{1,2})")
_LONGEST_AMOUNT: Final = 60
# Beside an amount only these are a currency: in “1200 net” the word is none.
_CURRENCIES: Final = (
    "PLN|EUR|USD|GBP|CHF|CZK|SEK|NOK|DKK|HUF|RON|BGN|UAH|TRY|JPY|CNY|CAD|AUD|ISK|RSD|ILS|INR"
)
_MONEY_WORD: Final = rf"zł(?:ot(?:y|e|ych))?\.?|zl\.?|[€$£]|{_CURRENCIES}"
# “1 200 zł”, “EUR 1200”, “1200,- PLN”, “12,5 tys. zł”.
_WITH_CURRENCY: Final = re.compile(
    rf"(?:(?P<before>{_MONEY_WORD}) ?)?(?P<amount>[0-9][0-9 .,]*?)(?:,[-–])?"
    rf"(?: ?(?P<thousands>tys\.?|k))?(?: ?(?P<after>{_MONEY_WORD}))?",
    re.IGNORECASE,
)
_SIGNS: Final = {
    "zł": "PLN",
    "zl": "PLN",
    "złoty": "PLN",
    "złote": "PLN",
    "złotych": "PLN",
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
}


def read_money(field: str, text: str) -> Decimal | None:
    """`1200`, `1 200,50`, `1200.50`, `1,200.50`, `1 200 zł`; None when nothing was typed.

    Raises `RuleViolation` on *field*, also for an ambiguous text, as `1,200`.
    """
    typed = text.strip()
    if not typed:
        return None
    spaced = re.sub(f"[{_BLANKS}]", " ", typed)
    found, thousand = None, 1
    if with_currency := _with_currency(spaced):
        spaced = with_currency["amount"].strip()
        thousand = 1000 if with_currency["thousands"] else 1
    if spaced.isascii():
        found = next(
            (m for form in (_PLAIN, _ENGLISH, _GERMAN) if (m := form.fullmatch(spaced))), None
        )
    if found is None:
        raise RuleViolation(
            field,
            _("“{text}” is not an amount. Type for example 1200 or 1 200,50.").format(
                text=clean_line(typed)[:20]
            ),
        )
    whole = re.sub(r"[ .,]", "", found["whole"]).lstrip("0") or "0"
    # Cut first: `quantize` fails with more than 28 digits in all.
    amount = Decimal(f"{whole[:20]}.{found['cents'] or '0'}").quantize(CENT)
    amount *= thousand
    check_cost(field, amount)
    return amount


def currency_in(text: str) -> str:
    """The currency that was typed beside an amount, as `EUR` in `1200 €`; empty when none was."""
    found = _with_currency(re.sub(f"[{_BLANKS}]", " ", text.strip()))
    if found is None:
        return ""
    try:
        return read_currency(found["before"] or found["after"] or "")
    except RuleViolation:
        return ""


def check_same_currency(field: str, text: str, currency: str) -> None:
    """Raise `RuleViolation` on *field* when the amount names another currency than *currency*."""
    typed = currency_in(text)
    if typed and currency and typed != currency:
        raise RuleViolation(
            field,
            _("This amount is in {one}, and the currency is {other}. Type both in one.").format(
                one=typed, other=currency
            ),
        )


def _with_currency(text: str) -> re.Match[str] | None:
    """The parts of a short text; None unless a currency stands on one side at most."""
    found = _WITH_CURRENCY.fullmatch(text) if len(text) <= _LONGEST_AMOUNT else None
    return None if found is None or (found["before"] and found["after"]) else found


def check_cost(field: str, amount: Decimal | None) -> None:
    """Raise `RuleViolation` on *field* unless it is from 0 to `MOST`, in whole cents."""
    if amount is None:
        return
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise RuleViolation(
            field, _("A cost is between 0 and {most}.").format(most=shown_money(MOST))
        )
    if amount != amount.quantize(CENT):
        raise RuleViolation(field, _("An amount has two digits after the comma at most."))


def shown_money(amount: Decimal | None) -> str:
    """`1200`, `1200.50`, in Polish `1200,50`; readable again by `read_money`."""
    if amount is None:
        return ""
    whole, _point, cents = f"{amount.quantize(CENT):f}".partition(".")
    point = "," if language() == "pl" else "."
    return whole if cents == "00" else f"{whole}{point}{cents}"


def read_currency(text: str) -> str:
    """Three letters, as `PLN`; empty when nothing was typed.

    Raises `RuleViolation` on “currency”.
    """
    typed = clean_line(text)
    code = _SIGNS.get(typed.lower().rstrip("."), typed.upper())
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise RuleViolation("currency", _("A currency is three letters, for example PLN or EUR."))
    return code
