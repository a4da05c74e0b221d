"""Declarations of all fields of a contact person; a new field is added here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from tui_crm.domain.directory.phone import split_numbers
from tui_crm.domain.fields import Shape, declared, line, note, of, part, several, tick
from tui_crm.domain.ids import PersonId
from tui_crm.i18n import N_


class AffiliationEdit(NamedTuple):
    """A position at a contractor; a former one is inactive and stays on old records."""

    contractor_id: int
    position: str = ""
    department: str = ""
    is_primary: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """The values in the form of a person, without their affiliations."""

    title: str = of(line("title", N_("Title"), row="name", width=8))
    first_name: str = of(line("first_name", N_("First name"), row="name", width=18))
    last_name: str = of(
        line(
            "last_name", N_("Last name"), row="name", required=True,
            missing=N_("Type the person's last name."),
        )
    )  # fmt: skip
    phones: tuple[str, ...] = of(
        several(
            "phones", N_("Numbers"), placeholder=N_("commas between several"), split=split_numbers
        )
    )
    """As they were typed, the primary one first."""
    emails: tuple[str, ...] = of(
        several("emails", N_("E-mails"), placeholder=N_("commas between several"))
    )
    language: str = of(line("language", N_("Language"), row="language", width=12))
    do_not_call: bool = of(
        tick("do_not_call", N_("Do not call"), caption=N_("do not call"), row="language")
    )
    active: bool = of(
        tick("active", N_("Active"), caption=N_("active"), row="language", blank=True)
    )
    note: str = of(note("note", N_("Note")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEdit(PersonData):
    """A person to save; *id* None is a new one, *key* a UUID that the form has made.

    A stored affiliation that is missing from *affiliations* becomes inactive.
    """

    key: str
    id: PersonId | None = None
    version: int | None = None
    affiliations: tuple[AffiliationEdit, ...] = ()


PLACES: Final = part("places", N_("Works at"))
"""The form field of the affiliations, which also names them in drafts."""
FIELDS: Final = declared(PersonData)
"""By attribute, which is also the column."""
COLUMNS: Final = {name: field for name, field in FIELDS.items() if field.shape is not Shape.SEVERAL}
"""The fields that are columns of the table; numbers and addresses have tables of their own."""
