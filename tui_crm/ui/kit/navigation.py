"""Which screens a screen can open, as a protocol; `ui.navigation` implements it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from tui_crm.domain.choice import Choice


class About(NamedTuple):
    """The contractor and persons to fill into the form of a new activity (R36)."""

    contractor_id: int | None = None
    person_ids: tuple[int, ...] = ()


ANYBODY: Final = About()

Saved = Callable[[int | None], Awaitable[None]]
"""Called when a form closes: with the id of the saved record, or None if it was not saved."""


class Navigation(Protocol):
    """Opens screens on top of the one that asks.

    When a form closes, its result is shown on the screen that opened it, which is then reloaded.
    """

    # Activities

    async def new_activity(
        self,
        kind: str,
        about: About = ANYBODY,
        *,
        starts: datetime | None = None,
        employee: Choice | None = None,
    ) -> None:
        """The blank form of a kind; the schedule passes *starts* and *employee*."""

    async def log_activity(self, about: About) -> None:
        """The form for a conversation that has just ended."""

    async def log_other_activity(self) -> None:
        """The same after choosing the contractor."""

    async def answer_call(self, about: About) -> None:
        """The form for an incoming call."""

    async def open_activity(self, activity_id: int) -> None:
        """The form of an activity; continues its unsaved draft if there is one."""

    async def open_on_top(self, activity_id: int, closed: Callable[[Any], Awaitable[None]]) -> None:
        """Another activity on top of a form; *closed* gets its result."""

    async def open_queue(self, activity_ids: Sequence[int], *, section: str) -> None:
        """The work queue over these activities, in this order."""

    # Drafts

    async def choose_draft(self) -> None:
        """Open the only draft in its form, or the list of drafts if there are several."""

    async def list_drafts(self) -> None:
        """The list of drafts, to continue or discard them."""

    # Contractors and contact persons

    async def open_contractor(self, contractor_id: int, *, section: str = "contractors") -> None:
        """The card of a contractor."""

    async def open_person(self, person_id: int, *, section: str = "persons") -> None:
        """The card of a contact person."""

    async def open_persons_of(self, contractor: Choice, *, section: str) -> None:
        """The contact persons of a contractor."""

    async def edit_contractor(
        self, contractor_id: int | None, saved: Saved, *, filled: Mapping[str, Any] | None = None
    ) -> None:
        """The form of a contractor; None makes a new one that starts with *filled*."""

    async def edit_person(
        self,
        person_id: int | None,
        saved: Saved,
        *,
        contractor_id: int | None = None,
        filled: Mapping[str, Any] | None = None,
    ) -> None:
        """The form of a person; a new one is linked to the contractor."""

    async def merge_contractor(self, contractor_id: int, merged: Saved) -> None:
        """The window that merges a contractor into another; *merged* gets the one kept."""
