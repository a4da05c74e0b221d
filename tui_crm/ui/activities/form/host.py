"""The activity form as its controllers know it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
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
    """How the form was left: saved, or with a draft kept, or neither."""

    saved: Saved | None = None
    draft_kept: bool = False


class FormHost(Host, Protocol):
    """A form in which one activity is typed."""

    draft: ActivityDraft
    """What stands in the form; replaced whole by `change`."""
    original: ActivityDraft
    """What the draft was typed over."""
    opened: OpenActivity | None
    """What is stored; None of a new activity."""
    restored: bool
    """Whether the draft was typed before and not saved."""
    planned_typed: bool
    remind_typed: bool

    @property
    def note(self) -> NoteArea:
        """The field for what was agreed."""

    @property
    def locked(self) -> bool:
        """Whether it can only be read."""

    @property
    def slot(self) -> Slot:
        """Where the draft is kept."""

    @property
    def focused(self) -> Widget | None: ...
    @property
    def is_current(self) -> bool: ...

    def change(self, **fields: Any) -> None:
        """Replace the draft; its file follows by itself, the fields too."""

    def show(self) -> None:
        """Show the draft as it stands."""

    def show_remarks(self, remarks: Mapping[str, str]) -> None:
        """Say what the times run into, by the echo it is said behind."""

    def field_error(self, name: str, sentence: str) -> None:
        """Say what is wrong under a field, and go there."""

    def clear_field_errors(self, name: str = "") -> None:
        """Take complaints away: all of them, or the one under a field."""

    async def take_typed(self) -> bool:
        """Take what is typed in lookups and not yet taken; False when one cannot be told."""

    async def free_from(self, after: datetime) -> datetime | None:
        """The next free time for as long as is planned, from then on."""

    async def open_small_window(
        self,
        field: LookupField,
        window: QuickCreateWindow,
        made: Callable[[int | None], Awaitable[None]],
    ) -> None:
        """Open the small window of a new record for what is typed in a field."""

    def set_interval(
        self, interval: float, callback: Callable[[], None], *, pause: bool
    ) -> Timer: ...
    def run_worker(
        self, work: Awaitable[Any], *, group: str = "default", exclusive: bool = False
    ) -> Any: ...
