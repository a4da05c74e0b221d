"""Declarations of all fields of a contractor; a new field is added here.

From a declaration follow the form, its draft, the columns that are read and saved, the comparison
with a colleague's version, the history, the card, and what a merge copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui_crm.domain.directory.phone import split_numbers
from tui_crm.domain.fields import Shape, declared, line, lookup, note, of, several, tick
from tui_crm.domain.ids import ContractorId
from tui_crm.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractorData:
    """The values in the form of a contractor."""

    name: str = of(
        line(
            "name", N_("Name"), row="name", required=True, missing=N_("Type the contractor's name.")
        )
    )
    code: str = of(line("code", N_("Code"), row="name", width=14, placeholder=N_("from the name")))
    """Derived from the name when none is typed."""
    tax_id: str = of(line("tax_id", N_("Tax id"), row="tax_id", width=18))
    customer: bool = of(tick("customer", N_("Customer"), caption=N_("customer"), row="tax_id"))
    vendor: bool = of(tick("vendor", N_("Vendor"), caption=N_("vendor"), row="tax_id"))
    prospect: bool = of(tick("prospect", N_("Prospect"), caption=N_("prospect"), row="tax_id"))
    phones: tuple[str, ...] = of(
        several(
            "phones", N_("Numbers"), placeholder=N_("commas between several"), split=split_numbers
        )
    )
    """As they were typed, the primary one first."""
    emails: tuple[str, ...] = of(
        several("emails", N_("E-mails"), placeholder=N_("commas between several"))
    )
    www: str = of(line("www", N_("Web page"), caption=N_("WWW")))
    street: str = of(line("street", N_("Street")))
    postcode: str = of(line("postcode", N_("Postcode"), row="city", width=10))
    city: str = of(line("city", N_("City"), row="city"))
    country: str = of(line("country", N_("Country"), row="city", width=4, blank="PL"))
    """Two letters, ISO 3166-1."""
    owner_id: int | None = of(lookup("owner", N_("Owner"), row="owner", width=30))
    active: bool = of(tick("active", N_("Active"), caption=N_("active"), row="owner", blank=True))
    note: str = of(note("note", N_("Note")))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractorEdit(ContractorData):
    """A contractor to save; *id* None is a new one, *key* a UUID that the form has made."""

    key: str
    id: ContractorId | None = None
    version: int | None = None


FIELDS: Final = declared(ContractorData)
"""By attribute, which is also the column."""
COLUMNS: Final = {name: field for name, field in FIELDS.items() if field.shape is not Shape.SEVERAL}
"""The fields that are columns of the table; numbers and addresses have tables of their own."""
