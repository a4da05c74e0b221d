"""Until when a reminder is put off, typed the way people say it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType

from tui_crm.domain.dates.dates import distance
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.services.activities.snooze import read_until
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.date_prompt import DatePrompt


class PutOff(DatePrompt[str]):
    """Gives what was typed, once it is a time to come."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PUT_OFF))

    def title_and_example(self) -> tuple[str, str]:
        """Until when a reminder is put off."""
        return _("Remind again"), _("20 min · 14:30 · tomorrow 9 · fri")

    def read(self, typed: str) -> datetime:
        """The moment that is meant; one that has passed is refused."""
        return read_until(typed, actor=self.crm.actor, now=self.crm.now())

    def understood(self, at: datetime) -> str:
        """Day and hour, and how long it is until then."""
        now, zone = self.crm.now(), self.crm.zone
        return f"{formats.full(at, None, now=now, zone=zone)} · {distance(at, now=now, zone=zone)}"

    def taken(self, typed: str, at: datetime) -> str:
        """As it was typed: that is what the reminder is put off to."""
        del at
        return typed
