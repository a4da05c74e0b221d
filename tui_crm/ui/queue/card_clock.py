"""How long the card of the work queue has been shown: in memory only, and only while it is open."""

from __future__ import annotations

from collections.abc import Callable

from tui_crm.domain.activities.timer import Instant, Timer


class CardClock:
    """Measures from when a card is shown until its outcome is chosen.

    What is done after that is no talk. Another card starts anew; so does this one, when it is shown
    again after another.
    """

    def __init__(self, instant: Callable[[], Instant]) -> None:
        self._instant = instant
        self._of: int | None = None
        self._shown = self._chosen = instant()

    def show(self, activity_id: int | None) -> None:
        """The card of this activity is on the screen; None is no card."""
        if activity_id != self._of:
            self._of = activity_id
            self._shown = self._chosen = self._instant()

    def choose(self) -> None:
        """The outcome was chosen now."""
        self._chosen = self._instant()

    def seconds(self) -> int:
        """How long the card was shown until the outcome was chosen last."""
        return Timer(0, self._shown).elapsed(self._chosen)
