"""The form of a contractor, which warns of duplicates during typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tui_crm.domain.choice import Choice
from tui_crm.domain.directory.contractor import FIELDS, ContractorEdit
from tui_crm.domain.directory.phone import split_numbers
from tui_crm.domain.fields import Row, rows_of
from tui_crm.domain.ids import ContractorId
from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import _
from tui_crm.queries.common import lookups
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.directory.duplicates import Duplicate, contractor_duplicates
from tui_crm.services.directory import contractors
from tui_crm.terminal.text import plain
from tui_crm.ui.directory.duplicate_warning import DuplicateAwareForm
from tui_crm.ui.forms.fields import Values, from_record, to_record


class ContractorForm(DuplicateAwareForm):
    """The form of a new or existing contractor."""

    KIND = SlotKind.CONTRACTOR
    ANSWERS: ClassVar[dict[str, str]] = {"owner_id": "owner", "phone": "phones", "email": "emails"}
    FINDS: ClassVar = {"owner": lookups.employees}
    WATCHED = ("name", "tax_id", "phones", "country")

    _merged_into = ""

    def heading(self) -> str:
        if self.record_id is None:
            return _("New contractor")
        return _("Contractor") + " · " + plain(str(self.original["name"]))

    def rows(self) -> Sequence[Row]:
        """All fields of a contractor; they fit into twenty lines with the note."""
        return rows_of(list(FIELDS.values()))

    async def load(self) -> Values:
        """The stored contractor; a new one is owned by the operator."""
        if self.record_id is None:
            actor = self.crm.actor
            mine = Choice(actor.employee_id, actor.employee_name) if actor.employee_id else None
            return {"owner": mine, "version": None}
        card = await self.crm.db(contractor_card, self.record_id)
        self.key, self._merged_into = card.key, card.merged_into
        owner = Choice(card.owner_id, card.owner) if card.owner_id else None
        return from_record(FIELDS, card) | {"owner": owner, "version": card.version}

    def first_words(self) -> str:
        """A notice if it was merged into another one, so that it cannot be saved."""
        if not self._merged_into:
            return ""
        return _("It was merged into {name} and cannot be changed any more.").format(
            name=plain(self._merged_into)
        )

    async def save_values(self, values: Values) -> int:
        """Add it, or change it if its version is still the one that was read."""
        edit = ContractorEdit(
            key=self.key,
            id=None if self.record_id is None else ContractorId(self.record_id),
            version=values["version"],
            **to_record(FIELDS, values),
        )
        now = self.crm.now()
        return int(await self.crm.db(contractors.save, edit, actor=self.crm.actor, now=now))

    async def duplicates(self, values: Values) -> list[Duplicate]:
        """Contractors with the same tax id or number, or nearly the same name."""
        return await self.crm.db(
            contractor_duplicates,
            name=values["name"],
            tax_id=values["tax_id"],
            phones=split_numbers(values["phones"]),
            country=values["country"],
            but=self.record_id,
        )
