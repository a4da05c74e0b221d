"""Which screens can be opened, as far as screens may know: what opens what is `ui.navigation`'s."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from tui_crm.domain.choice import Choice


class About(NamedTuple):
    """With whom a new activity is; filled into its form (R36)."""

    contractor_id: int | None = None
    person_ids: tuple[int, ...] = ()


ANYBODY: Final = About()

Saved = Callable[[int | None], Awaitable[None]]
"""Called with the id of the record that was saved; None when its form was left."""


class Navigation(Protocol):
    """Opens screens on top of the one that asks.

    What comes of a form is said on the screen that asked for it, and that one is read anew.
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
        """A blank form of a kind; *starts* and *employee* are those of the schedule it is for."""

    async def log_activity(self, about: About) -> None:
        """The form of a conversation just held."""

    async def log_other_activity(self) -> None:
        """The form of a conversation with a contractor that is chosen first."""

    async def answer_call(self, about: About) -> None:
        """The form of a conversation that they have called for."""

    async def open_activity(self, activity_id: int) -> None:
        """An activity in its form; an unsaved draft of it is taken up again."""

    async def open_on_top(self, activity_id: int, closed: Callable[[Any], Awaitable[None]]) -> None:
        """Another activity on top of a form; *closed* gets what came of it."""

    async def open_queue(self, activity_ids: Sequence[int], *, section: str) -> None:
        """The work queue of these activities, in their order."""

    # Drafts

    async def choose_draft(self) -> None:
        """The only draft in its form, or all of them to choose from."""

    async def list_drafts(self) -> None:
        """All drafts, to go on with one or to throw some away."""

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
        """The form of a contractor; a new one begins with what is *filled*."""

    async def edit_person(
        self,
        person_id: int | None,
        saved: Saved,
        *,
        contractor_id: int | None = None,
        filled: Mapping[str, Any] | None = None,
    ) -> None:
        """The form of a contact person; a new one is linked to the contractor."""

    async def merge_contractor(self, contractor_id: int, merged: Saved) -> None:
        """The window that merges a contractor into another; *merged* gets the one that stays."""
