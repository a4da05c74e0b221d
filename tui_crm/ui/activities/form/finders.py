"""The searches behind the lookup fields of the activity form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from tui_crm.domain.activities.fields import ActivityDraft, ActivityField
from tui_crm.domain.page import PageRequest
from tui_crm.presentation.recurrence import meant, start_day, suggestions
from tui_crm.queries.common import lookups
from tui_crm.ui.forms.lookups import candidate, finder, person_candidate
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import Finder
from tui_crm.ui.kit.lookup_list import Candidate
from tui_crm.ui.kit.table_window import slice_of


class Finders:
    """Searches for one form; *draft* returns its current draft."""

    def __init__(self, crm: Context, draft: Callable[[], ActivityDraft]) -> None:
        self._crm = crm
        self._draft = draft
        self.contractors = finder(crm, lookups.contractors)
        self.employees = finder(crm, lookups.employees)

    def of(self, field: ActivityField) -> Finder:
        """The search of a field."""
        if field.dictionary:
            return partial(self._entries, field.dictionary)
        found: Finder = getattr(self, FINDERS[field.name])
        return found

    async def colleagues(self, text: str, request: PageRequest) -> list[Candidate]:
        """Active employees except the meeting's own (R43)."""
        employee = self._draft().employee
        own = None if employee is None else employee.id
        return [candidate(m) for m in await self._crm.db(lookups.employees, text, request, but=own)]

    async def repeats(self, text: str, request: PageRequest) -> list[Candidate]:
        """The repeat that the text means, and common repeats from the form's start day on."""
        found = suggestions(text, self._start_day())
        return slice_of([Candidate(n, one, place=(n,)) for n, one in enumerate(found)], request)

    def _start_day(self) -> date:
        return start_day(self._draft(), now=self._crm.now(), zone=self._crm.zone)

    def is_repeat(self, text: str) -> bool:
        """Whether the text is a valid repeat rule."""
        return meant(text, self._start_day()) is not None

    async def persons(self, text: str, request: PageRequest) -> list[Candidate]:
        """Persons linked to the form's contractor (R38)."""
        draft = self._draft()
        if draft.contractor is None:
            return []
        found = await self._crm.db(lookups.persons, draft.contractor.id, text, request)
        return [person_candidate(person) for person in found]

    async def _entries(self, dictionary: str, text: str, request: PageRequest) -> list[Candidate]:
        found = await self._crm.db(
            lookups.entries, dictionary, text, request, kinds=(self._draft().kind,)
        )
        return [candidate(match) for match in found]


FINDERS = {
    "contractor": "contractors",
    "employee": "employees",
    "colleagues": "colleagues",
    "persons": "persons",
    "repeats": "repeats",
}
"""The search in `Finders` for each field."""
