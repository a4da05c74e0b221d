"""The *Repeats* field of the activity form: its echo, and the tick for the following activities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Horizontal

from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.company_settings import Company
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.recurrence.phrase import (
    Repeat,
    left_from,
    moved,
    next_days,
    rule_of,
)
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.presentation.recurrence import meant, start_day
from tui_crm.services.common.company_settings import read_company
from tui_crm.ui.forms.fields import Echo

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost

DAYS_SHOWN = 3


class RecurrenceController:
    """Shows how *Repeats* was understood, and the tick for following activities."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._days = WorkDays.of(Company())
        self._shown: tuple[object, ...] = ()

    async def read_days(self) -> None:
        """Read the company's working days; a default office week applies until then."""
        company = await self.form.try_db(read_company)
        if company is not None:
            self._days = WorkDays.of(company)
            self.show()

    def show(self) -> None:
        """Update the echo, and the tick, which is shown for stored series only."""
        form, draft = self.form, self.form.draft
        following = form.query_one("#following-row", Horizontal)
        following.display = form.opened is not None and form.opened.series is not None
        echo = form.query_one("#repeats-echo", Echo)
        state = (draft.repeats, draft.starts, draft.and_following, self._days, echo.size.width)
        if state != self._shown:
            self._shown = state
            text, good = self._echo(draft, echo.size.width)
            echo.say(text)
            echo.set_class(not good, "-bad")

    def _echo(self, draft: ActivityDraft, width: int) -> tuple[str, bool]:
        """`→ Thu 26 Nov, Fri 27 Nov…`: as many of the next days as fit, and whether it is valid."""
        if not draft.repeats.strip():
            return "", True
        start = self._start_day(draft)
        repeat, after = self._repeat(draft, start)
        if repeat is None:
            return _("→ ? cannot be read"), False
        days = next_days(repeat, after, self._days, limit=DAYS_SHOWN + 1)
        if not days:
            return _("→ no further day"), True
        now, zone = self.form.crm.now(), self.form.crm.zone
        days_shown = [formats.full(None, day, now=now, zone=zone) for day in days[:DAYS_SHOWN]]
        while len(days_shown) > 1 and cell_len("→ " + ", ".join(days_shown)) > width - 2:
            days_shown.pop()
        return "→ " + ", ".join(days_shown) + ("…" if len(days) > len(days_shown) else ""), True

    def _start_day(self, draft: ActivityDraft) -> date:
        crm = self.form.crm
        return start_day(draft, now=crm.now(), zone=crm.zone)

    def _repeat(self, draft: ActivityDraft, start: date) -> tuple[Repeat | None, date]:
        """The rule, and the day after which its next days are listed.

        An unchanged rule is that of the whole series, not one that starts with this activity.
        """
        opened, original = self.form.opened, self.form.original
        typed, day_of = meant(draft.repeats, start), None if opened is None else opened.series
        whole = None if day_of is None else meant(original.repeats, day_of.first_on)
        if day_of is None or whole is None or not _same(draft, original, typed, whole):
            return typed, start
        if not draft.and_following:
            return whole, day_of.occurs_on
        left = left_from(whole, day_of.occurs_on, self._start_day(original), self._days)
        return moved(left, start), start


def _same(
    draft: ActivityDraft, original: ActivityDraft, typed: Repeat | None, whole: Repeat
) -> bool:
    if draft.repeats == original.repeats:
        return True
    return typed is not None and rule_of(typed) == rule_of(whole)
