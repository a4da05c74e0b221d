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

# Two letters before a tax id of another country, ISO 3166-1.
_COUNTRIES: Final = frozenset(
    re.findall(
        "..",
        "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCI"
        "CKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQ"
        "GRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLS"
        "LTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPG"
        "PHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTK"
        "TLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW",
    )
)
_LETTERS: Final = _COUNTRIES | EU_PREFIXES
# What is written before a tax id on invoices and web pages.
_CALLED: Final = re.compile(
    r"^(?:(?:nr|no\.?|numer) )?(?:NIP(?:[ -]?UE)?|VAT(?:[ -]?(?:UE|EU|ID|no|nr|reg\.? ?no))?|EU VAT"
    r"|tax id|USt-?Id(?:-?Nr)?|P\.? ?IVA|DI[CČ]|UID)\b\.?\s*[:#-]?\s*(?=\S)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"[A-Z]{0,2}[0-9]{5}")
_REPEATED: Final = re.compile(r"[A-Z]*([0-9])\1{4,18}[A-Z]*")
_TYPED_ID: Final = re.compile(r"[A-Z]{2}[0-9A-Z]?[0-9]{4,}[0-9A-Z]*|[0-9]{5,}")
_NIP_WEIGHTS: Final = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_NIP_DIGITS: Final = 10
_SEPARATORS: Final = re.compile(r"[\s\-‐‑–—./]+")
_ABROAD: Final = re.compile(r"(?=.*[0-9])[0-9A-Z+*]{2,20}")


def read_tax_id(typed: str, country: str = "PL") -> str:
    """The tax id to store: with its EU prefix, except a Polish one of a contractor in Poland.

    Empty when nothing was typed. *country* (two letters) decides when it has no letters of a
    country before it. Raises `CrmError`, also for a placeholder like 0000000000.
    """
    plain = plain_tax_id(typed)
    if not plain:
        return ""
    if _REPEATED.fullmatch(plain):
        raise CrmError(
            _("That is a placeholder, not a tax id. Leave the field empty until you know it.")
        )
    prefix, rest = plain[:2], plain[2:]
    if prefix not in EU_PREFIXES:
        abroad = prefix in _COUNTRIES and _NUMBERED.match(rest) is not None
        prefix, rest = "" if abroad else _prefix_of(country), plain
    if prefix == "PL":
        return f"{prefix if _prefix_of(country) != prefix else ''}{_checked_nip(rest)}"
    if _ABROAD.fullmatch(rest) is None:
        raise CrmError(
            _("A tax id has up to 20 letters and digits, for example DE123456789. Check it.")
        )
    return f"{prefix}{rest}"


def plain_tax_id(typed: str) -> str:
    """What was typed in capitals, without separators and without the word before it (`NIP:`)."""
    return _SEPARATORS.sub("", _CALLED.sub("", clean_line(typed))).upper()


def tax_id_words(stored: str, country: str | None) -> str:
    """The words by which a stored tax id is searched: with the letters of a country, and without.

    Folded; `5260001246 pl5260001246` of a Polish one.
    """
    plain = plain_tax_id(stored).lower()
    if not plain:
        return ""
    bare = plain[2:] if plain[:2].upper() in _LETTERS else plain
    letters = plain[:2] if bare != plain else (_prefix_of(country or "PL") or country or "").lower()
    return " ".join(dict.fromkeys((plain, bare, f"{letters}{bare}")))


def tax_id_in(text: str) -> str:
    """The folded word of a text that is nothing but a tax id; empty for any other text."""
    plain = plain_tax_id(text)
    return plain.lower() if _TYPED_ID.fullmatch(plain) else ""


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
