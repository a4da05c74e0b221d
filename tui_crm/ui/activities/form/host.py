"""What a controller of the activity form may ask of the form, as a protocol."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from tui_crm.ui.kit.host import Host

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from tui_crm.domain.activities.fields import ActivityDraft
    from tui_crm.drafts.slot import Slot
    from tui_crm.queries.activities.form import OpenActivity
    from tui_crm.services.activities.save import Saved
    from tui_crm.ui.forms.quick_create import QuickCreateWindow
    from tui_crm.ui.kit.fields import NoteArea
    from tui_crm.ui.kit.lookup_field import LookupField


@dataclass(frozen=True, slots=True)
class FormResult:
    """The result of a form: saved, or left with a draft, or neither."""

    saved: Saved | None = None
    draft_kept: bool = False
    remark: str = ""
    """What else was done by saving, as a sentence."""


class FormHost(Host, Protocol):
    """The activity form, as its controllers use it."""

    draft: ActivityDraft
    """The current draft; replaced as a whole by `change`."""
    original: ActivityDraft
    """The draft as it was before editing."""
    opened: OpenActivity | None
    """The stored activity; None for a new one."""
    restored: bool
    """Whether the draft is unsaved input from an earlier time."""
    planned_typed: bool
    remind_typed: bool

    @property
    def note(self) -> NoteArea:
        """The field for what was agreed."""

    @property
    def locked(self) -> bool:
        """Whether the form is read-only."""

    @property
    def slot(self) -> Slot:
        """The slot of the draft's file."""

    @property
    def focused(self) -> Widget | None: ...
    @property
    def is_current(self) -> bool: ...

    def go_on_from_contractor(self) -> None:
        """Focus what follows a chosen contractor: the note, else the persons."""

    def change(self, **fields: Any) -> None:
        """Replace fields of the draft; its file and the widgets are updated."""

    def show(self) -> None:
        """Show the draft in all widgets."""

    def show_remarks(self, remarks: Mapping[str, str]) -> None:
        """Show conflicts by the id of the echo they belong to."""

    def field_error(self, name: str, sentence: str) -> None:
        """Show an error under a field, and focus it."""

    def clear_field_errors(self, name: str = "") -> None:
        """Remove the error under a field, or all errors."""

    def go_to(self, name: str) -> None:
        """Focus a field."""

    async def leave_field(self) -> None:
        """Take what was typed in a focused lookup."""

    async def take_typed(self) -> bool:
        """Take what is typed in lookups; False, with an error, if a text has no single match."""

    async def free_from(self, after: datetime) -> datetime | None:
        """The next free time after *after* for the planned length."""

    async def open_small_window(
        self,
        field: LookupField,
        window: QuickCreateWindow,
        made: Callable[[int | None], Awaitable[None]],
    ) -> None:
        """Open the small window for a new record; *made* gets its id, or None."""

    def set_interval(
        self, interval: float, callback: Callable[[], None], *, pause: bool
    ) -> Timer: ...
    def run_in_background(self, work: Coroutine[Any, Any, None], *, group: str) -> None: ...
