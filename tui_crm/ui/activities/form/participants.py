"""Chooses the contractor and contact persons of the activity form, and adds new ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.choice import PersonChoice
from tui_crm.i18n import ngettext
from tui_crm.queries.activities import defaults
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.form.persons_box import PersonsBox
from tui_crm.ui.forms.quick_create import NewRecord, QuickCreateWindow
from tui_crm.ui.kit.lookup_field import LookupField

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class PeopleController:
    """Changes whom the activity is with."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self.just_said = ""
        """Who was taken off, until the field of the contractor is left: saving says it again."""

    async def choose_contractor(self, contractor_id: int | None) -> None:
        """Set the contractor and its main person; persons not linked to it are removed (R40)."""
        if contractor_id is None:
            self._without_contractor()
            return
        choice = await self.form.try_db(defaults.contractor_choice, contractor_id)
        linked = await self.form.try_db(
            defaults.persons_linked,
            contractor_id,
            [person.id for person in self.form.draft.persons],
        )
        staying = tuple(p for p in self.form.draft.persons if p.id in (linked or set()))
        self._report_gone(
            [person for person in self.form.draft.persons if person not in staying],
            lambda count: ngettext(
                "{names} is not linked to this contractor and was taken off.",
                "{names} are not linked to this contractor and were taken off.",
                count,
            ),
        )
        if not staying:
            primary = await self.form.try_db(defaults.primary_person, contractor_id)
            staying = (primary,) if primary is not None else ()
        self.form.change(contractor=choice, persons=staying)
        self.form.clear_field_errors("persons" if staying else "contractor")

    def _without_contractor(self) -> None:
        """A task may have no contractor and then has no persons either (R40, R44)."""
        persons = self.form.draft.persons
        if self.form.draft.kind is Kind.TASK:
            self._report_gone(
                persons,
                lambda count: ngettext(
                    "{names} was taken off: without a contractor there are no contact persons.",
                    "{names} were taken off: without a contractor there are no contact persons.",
                    count,
                ),
            )
            persons = ()
        self.form.change(contractor=None, persons=persons)

    def _report_gone(self, gone: Sequence[PersonChoice], sentence: Callable[[int], str]) -> None:
        """Show who was taken off; *sentence* has the singular or plural for a number."""
        if gone:
            names = ", ".join(plain(person.name) for person in gone)
            text = sentence(len(gone)).format(names=names)
            self.just_said = text
            self.form.show_done(text)

    async def create(self, field: LookupField) -> None:
        """Open the small window for a new contractor or person named like the typed text."""
        what = NewRecord.CONTRACTOR if field.id == "contractor" else NewRecord.PERSON
        contractor = self.form.draft.contractor
        field.close_list()
        window = QuickCreateWindow(
            self.form.crm,
            what,
            name=field.typed,
            contractor_id=contractor.id if contractor else None,
            contractor=contractor.label if contractor else "",
        )

        async def on_created(record_id: int | None) -> None:
            if record_id is None:
                return
            if what is NewRecord.CONTRACTOR:
                field.typing = False
                await self.choose_contractor(record_id)
                self.form.go_on_from_contractor()
                return
            box = self.form.query_one(PersonsBox)
            found = await self.form.try_db(
                defaults.persons_chosen, self._contractor_id(), [record_id]
            )
            for person in found or ():
                box.add(person)
            box.stop_looking()
            if found:
                box.post_message(PersonsBox.Done())

        await self.form.open_small_window(field, window, on_created)

    def _contractor_id(self) -> int:
        return self.form.draft.contractor.id if self.form.draft.contractor else 0
