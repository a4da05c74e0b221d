"""What every screen gets: database thread, operator, clock, drafts and settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.timer import Instant
from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.last_action import LastAction

if TYPE_CHECKING:
    from tui_crm.domain.actor import Actor
    from tui_crm.drafts.store import Drafts
    from tui_crm.settings import Settings
    from tui_crm.store.worker import DatabaseWorker

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(eq=False, slots=True)
class Context:
    """Built once by `bootstrap` and passed to every constructor.

    Only two are ever replaced: *actor* by `app`, since an administrator may change the rights of an
    operator who is logged in, and *settings* when another theme is chosen.
    """

    db: DatabaseWorker
    actor: Actor
    clock: Callable[[], Instant]
    drafts: Drafts
    settings: Settings
    last_action: LastAction = field(default_factory=LastAction)

    @property
    def operator(self) -> str:
        """Who works here, as bars name it; in the demo, where a name says nothing, the demo."""
        if self.settings.throwaway:
            return _("demo")
        return plain(self.actor.employee_name or self.actor.login)

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone; everything typed and shown is in it."""
        return self.actor.zone

    def instant(self) -> Instant:
        """The current time as wall clock and monotonic clock."""
        return self.clock()

    def now(self) -> datetime:
        """The current time, as an aware `datetime`."""
        return self.clock().now

    def local_now(self) -> datetime:
        """The current time in the operator's zone."""
        return self.clock().now.astimezone(self.zone)
