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
_SIGNS: Final = {"zł": "PLN", "zl": "PLN", "€": "EUR", "$": "USD", "£": "GBP"}


def read_money(field: str, text: str) -> Decimal | None:
    """`1200`, `1 200,50`, `1200.50`, `1,200.50`; None when nothing was typed.

    Raises `RuleViolation` on *field*, also for an ambiguous text, as `1,200`.
    """
    typed = text.strip()
    if not typed:
        return None
    spaced = re.sub(f"[{_BLANKS}]", " ", typed)
    found = None
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
    check_cost(field, amount)
    return amount


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
    code = _SIGNS.get(typed.lower(), typed.upper())
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise RuleViolation("currency", _("A currency is three letters, for example PLN or EUR."))
    return code
