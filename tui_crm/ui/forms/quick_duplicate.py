"""Finds duplicates of the record typed in the small window, which may be taken instead."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from textual.timer import Timer

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation.duplicates import AFTER, duplicate_message
from tui_crm.queries.activities.defaults import persons_linked
from tui_crm.queries.directory.duplicates import Duplicate, contractor_duplicates, person_duplicates

if TYPE_CHECKING:
    from tui_crm.ui.kit.context import Context


class QuickHost(Protocol):
    """The small window of a new record, as `DuplicateFinder` uses it."""

    crm: Context
    contractor_id: int | None

    @property
    def is_person(self) -> bool: ...
    @property
    def values(self) -> Mapping[str, str]: ...
    def show_duplicate(self, message: str) -> None: ...
    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer: ...
    def run_in_background(self, work: Coroutine[Any, Any, None], *, group: str) -> None: ...


class DuplicateFinder:
    """Searches after a pause in typing, in a worker: no key waits for it."""

    def __init__(self, window: QuickHost) -> None:
        self.window = window
        self.taken_id: int | None = None
        """The id of the duplicate that the window may return instead; None for none."""
        self._timer: Timer | None = None

    def look_soon(self) -> None:
        """Start the pause anew; called after every change of a value."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.window.set_timer(AFTER, self._look)

    def _look(self) -> None:
        self.window.run_in_background(self._find(), group="duplicates")

    async def _find(self) -> None:
        values = self.window.values
        try:
            found = await self._duplicates(values)
            taken_id = await self._to_be_taken(found[0]) if found else None
        except CrmError:
            # If the database stays busy, saving will report it.
            return
        if values != self.window.values:
            return
        self.taken_id = taken_id
        message = duplicate_message(found[0], len(found) - 1) if found else ""
        if taken_id is not None:
            message += " " + _("<quick.twin> takes it.")
        self.window.show_duplicate(message)

    async def _duplicates(self, values: Mapping[str, str]) -> list[Duplicate]:
        crm, phones = self.window.crm, (values["phone"],)
        if self.window.is_person:
            return await crm.db(
                person_duplicates, name=values["name"], phones=phones, emails=(values["email"],)
            )
        return await crm.db(contractor_duplicates, name=values["name"], phones=phones)

    async def _to_be_taken(self, duplicate: Duplicate) -> int | None:
        """The id if the duplicate is active and, being a person, linked to the contractor."""
        crm, contractor_id = self.window.crm, self.window.contractor_id
        if not duplicate.active or (duplicate.kind == "person") != self.window.is_person:
            return None
        if not self.window.is_person:
            return duplicate.id
        linked = await crm.db(persons_linked, contractor_id or 0, [duplicate.id])
        return duplicate.id if duplicate.id in linked else None
