"""The form of a contact person, with the contractors they work for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.widget import Widget

from tui_crm.domain.choice import Choice
from tui_crm.domain.directory.person import FIELDS, PLACES, AffiliationEdit, PersonEdit
from tui_crm.domain.directory.phone import split_numbers
from tui_crm.domain.fields import Field, Row, rows_of
from tui_crm.domain.ids import PersonId
from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import _
from tui_crm.queries.common import lookups
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.directory.duplicates import Duplicate, person_duplicates
from tui_crm.queries.directory.person_card import PersonAffiliation, person_card
from tui_crm.services.directory import persons
from tui_crm.terminal.text import plain
from tui_crm.ui.directory.affiliations_box import AffiliationsBox, new_affiliation
from tui_crm.ui.directory.duplicate_warning import DuplicateAwareForm
from tui_crm.ui.forms.fields import Values, from_record, to_record
from tui_crm.ui.forms.quick_create import NewRecord, QuickCreateWindow
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.kit.multi_value_field import pieces


class PersonForm(DuplicateAwareForm):
    """The form of a new or existing person."""

    SHEETS = (*DuplicateAwareForm.SHEETS, "directory/forms.tcss")
    KIND = SlotKind.PERSON
    ANSWERS: ClassVar[dict[str, str]] = {"name": "last_name", "phone": "phones", "email": "emails"}
    FINDS: ClassVar = {"places": lookups.contractors}
    WATCHED = ("first_name", "last_name", "phones", "emails")

    def __init__(
        self,
        crm: Context,
        person_id: int | None = None,
        *,
        contractor_id: int | None = None,
        filled: Mapping[str, Any] | None = None,
    ) -> None:
        """*contractor_id*: the contractor a new person works for."""
        super().__init__(crm, person_id, filled=filled)
        self.contractor_id = contractor_id

    def heading(self) -> str:
        if self.record_id is None:
            return _("New contact person")
        return _("Contact person") + " · " + plain(self.name_of(self.original))

    def rows(self) -> Sequence[Row]:
        """Name, numbers and addresses, then affiliations, then the note."""
        *fields, note = rows_of(list(FIELDS.values()))
        return (*fields, PLACES, note)

    def part(self, field: Field) -> Widget:
        """The affiliations."""
        return AffiliationsBox(self.finder(field.name))

    def first_field(self) -> str:
        """The first name of a new person, as a title is rare."""
        return "first_name" if self.record_id is None else "last_name"

    async def load(self) -> Values:
        """The stored person; a new one works for the contractor the form was opened from."""
        if self.record_id is None:
            return {"places": await self._first_affiliation(), "version": None}
        card = await self.crm.db(
            person_card, self.record_id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )
        self.key = card.key
        return from_record(FIELDS, card) | {
            "version": card.version,
            "places": [_as_value(affiliation) for affiliation in card.affiliations],
        }

    async def _first_affiliation(self) -> list[dict[str, Any]]:
        if self.contractor_id is None:
            return []
        card = await self.crm.db(
            contractor_card,
            self.contractor_id,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        return [new_affiliation(Choice(card.id, card.name))]

    async def save_values(self, values: Values) -> int:
        """Save; an affiliation that was added and left again is not stored."""
        before = {affiliation["contractor_id"] for affiliation in self.original["places"] or ()}
        edit = PersonEdit(
            **to_record(FIELDS, values),
            version=values["version"],
            key=self.key,
            id=None if self.record_id is None else PersonId(self.record_id),
            affiliations=tuple(
                AffiliationEdit(**{name: affiliation[name] for name in AffiliationEdit._fields})
                for affiliation in values["places"] or ()
                if affiliation["active"] or affiliation["contractor_id"] in before
            ),
        )
        now = self.crm.now()
        return int(await self.crm.db(persons.save, edit, actor=self.crm.actor, now=now))

    async def duplicates(self, values: Values) -> list[Duplicate]:
        """Persons with the same number or e-mail, or nearly the same name."""
        return await self.crm.db(
            person_duplicates,
            name=self.name_of(values) if values["last_name"].strip() else "",
            phones=split_numbers(values["phones"]),
            emails=pieces(values["emails"]),
            but=self.record_id,
        )

    def name_of(self, values: Values) -> str:
        """First and last name."""
        return f"{values['first_name']} {values['last_name']}".strip()

    async def create_from(self, field: LookupField) -> None:
        """Open the small window for a new contractor named like the typed text."""
        typed = field.typed
        field.close_list()

        async def on_created(contractor_id: int | None) -> None:
            if contractor_id is not None:
                card = await self.try_db(
                    contractor_card,
                    contractor_id,
                    visible_employee_ids=self.crm.actor.visible_employee_ids,
                )
                if card is not None:
                    await self.query_one(AffiliationsBox).add(Choice(card.id, card.name))

        window = QuickCreateWindow(self.crm, NewRecord.CONTRACTOR, name=typed)
        await self.pending.open(field, window, on_created)


def _as_value(affiliation: PersonAffiliation) -> dict[str, Any]:
    """An affiliation as the form and a draft hold it."""
    return {name: getattr(affiliation, name) for name in (*AffiliationEdit._fields, "contractor")}
