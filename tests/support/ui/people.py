"""The clock of a test, and a colleague on the same file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ParamSpec, TypeVar

from tests.support.builders import BOOT, NOW, WARSAW, one_department
from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.services.setup import login
from tui_crm.store.models import database
from tui_crm.store.worker import DatabaseWorker

P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """Both clocks of the machine; they stand still until they are moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> Instant:
        return Instant(NOW + timedelta(seconds=self.seconds), BOOT, 1000.0 + self.seconds)

    def forward(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> None:
        """Let time pass."""
        self.seconds += seconds + 60 * minutes + 3600 * hours


class Colleague:
    """Somebody else on the same file, on a connection of their own."""

    def __init__(self) -> None:
        self._db = DatabaseWorker(database.obj.connect)
        self._db.opened.result()
        self.log_in()
        self._db.run(one_department)
        self.actor = self.log_in()

    def log_in(self) -> Actor:
        """Marek."""
        return self._db.run(
            login.log_in, "marek", session="marek's", zone=WARSAW, language=None,
            full_name="Marek Lis", now=NOW,
        )  # fmt: skip

    def does(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a service at once; the other one's screen knows nothing of it."""
        return self._db.run(function, *args, **kwargs)

    def close(self) -> None:
        """Go home."""
        self._db.close()
