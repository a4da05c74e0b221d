"""The window that asks until when a reminder is postponed."""

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
    """Returns the typed time, as text, if it is in the future."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.PUT_OFF))

    def title_and_example(self) -> tuple[str, str]:
        return _("Remind again"), _("20 min · 14:30 · tomorrow 9 · fri")

    def read(self, typed: str) -> datetime:
        """The moment that *typed* means; raises a `CrmError` for the past."""
        return read_until(typed, actor=self.crm.actor, now=self.crm.now())

    def understood(self, at: datetime) -> str:
        """Day and hour, and the time until then."""
        now, zone = self.crm.now(), self.crm.zone
        return f"{formats.full(at, None, now=now, zone=zone)} · {distance(at, now=now, zone=zone)}"

    def taken(self, typed: str, at: datetime) -> str:
        """The text as typed, which the snooze service reads itself."""
        del at
        return typed
