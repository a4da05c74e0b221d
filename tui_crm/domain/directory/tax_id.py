"""Reading tax ids: a Polish NIP by its check digit, foreign ones by their form."""

from __future__ import annotations

import re
from typing import Final

from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import clean_line
from tui_crm.i18n import _

EU_PREFIXES: Final = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE",
        "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
    }
)  # fmt: skip
"""EU prefixes of tax ids: country codes, but EL for Greece and XI for Northern Ireland."""

_NIP_WEIGHTS: Final = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_NIP_DIGITS: Final = 10
_SEPARATORS: Final = re.compile(r"[\s\-‐‑–—./]+")
_ABROAD: Final = re.compile(r"(?=.*[0-9])[0-9A-Z+*]{2,20}")


def read_tax_id(typed: str, country: str = "PL") -> str:
    """The tax id to store: with its EU prefix, except a Polish one of a contractor in Poland.

    Empty when nothing was typed. *country* (two letters) decides when it has no prefix. Raises
    `CrmError`.
    """
    plain = _SEPARATORS.sub("", clean_line(typed)).upper()
    if not plain:
        return ""
    prefix, rest = plain[:2], plain[2:]
    if prefix not in EU_PREFIXES:
        prefix, rest = _prefix_of(country), plain
    if prefix == "PL":
        return f"{prefix if _prefix_of(country) != prefix else ''}{_checked_nip(rest)}"
    if _ABROAD.fullmatch(rest) is None:
        raise CrmError(
            _("A tax id has up to 20 letters and digits, for example DE123456789. Check it.")
        )
    return f"{prefix}{rest}"


def _prefix_of(country: str) -> str:
    code = country.strip().upper() or "PL"
    code = "EL" if code == "GR" else code
    return code if code in EU_PREFIXES else ""


def _checked_nip(digits: str) -> str:
    if not (digits.isascii() and digits.isdigit() and len(digits) == _NIP_DIGITS):
        raise CrmError(
            _(
                "A NIP has ten digits, for example 526-000-12-46. For another country's tax id "
                "begin with its letters: DE123456789."
            )
        )
    total = sum(weight * int(digit) for weight, digit in zip(_NIP_WEIGHTS, digits, strict=False))
    if total % 11 != int(digits[-1]):
        raise CrmError(
            _("This NIP cannot be right: its last digit does not fit the others. Check them.")
        )
    return digits
