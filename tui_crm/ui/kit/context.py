"""What every screen is given: the database thread, who is logged in, the clock, the drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.timer import Instant
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
    """Set once by the composition root; handed down by constructor arguments.

    Only *actor* is replaced, and only by `app`: an administrator changes what an operator may while
    they are in.
    """

    db: DatabaseWorker
    actor: Actor
    clock: Callable[[], Instant]
    drafts: Drafts
    settings: Settings
    last_action: LastAction = field(default_factory=LastAction)

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone: everything typed and shown is in it."""
        return self.actor.zone

    def instant(self) -> Instant:
        """Now, on both clocks."""
        return self.clock()

    def now(self) -> datetime:
        """Now, aware."""
        return self.clock().now

    def local_now(self) -> datetime:
        """Now, in the operator's zone."""
        return self.clock().now.astimezone(self.zone)
