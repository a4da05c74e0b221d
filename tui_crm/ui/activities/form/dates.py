"""Dates and lengths in the activity form: errors in texts, the calendar, type defaults (R17)."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_crm.domain.activities.draft import (
    follow_up_time,
    read_follow_up,
    read_planned,
    read_rule_of,
    read_start_typed,
    read_starts,
)
from tui_crm.domain.activities.fields import FIELDS, ActivityField
from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.dates import far_away
from tui_crm.domain.dates.duration import check_planned, shown_minutes
from tui_crm.domain.dates.reminder import shown_remind
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Shape
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.presentation.recurrence import start_day
from tui_crm.queries.activities import defaults
from tui_crm.ui.kit.calendar import CalendarWindow

FOLLOW_UP = {"hours", "days", "weeks"}
FOLLOW_UP_FIELDS = {"follow_up", "next_kind", *FOLLOW_UP, "calendar"}

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class DateController:
    """Checks typed dates and lengths, and opens the calendar for them."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._asked_about = ""

    def wrong(self, field: str) -> str:
        """The error in a field's typed text; empty when it is fine or blank."""
        declared = next((one for one in FIELDS if one.name == field), None)
        if declared is None or declared.shape not in {Shape.LINE, Shape.PHRASE}:
            return ""
        typed = str(getattr(self.form.draft, field)).strip()
        try:
            if typed:
                self._read(declared, typed)
        except RuleViolation as violation:
            return violation.message if violation.field == field else ""
        return ""

    def _read(self, field: ActivityField, typed: str) -> None:
        draft, crm = self.form.draft, self.form.crm
        if field.read is not None:
            value = field.value_of(typed)
            if field.check is not None:
                field.check(value)
        elif field.name in {"starts", "planned"}:
            starts = read_starts(draft, now=crm.now(), zone=crm.zone)
            if field.name == "planned":
                check_planned(read_planned(draft, starts=starts, zone=crm.zone))
        elif field.name == "repeats":
            read_rule_of(draft, start_day(draft, now=crm.now(), zone=crm.zone))
        elif field.name in FOLLOW_UP:
            read_follow_up(draft)

    def settle_held(self) -> None:
        """Write out when a logged conversation was held, once its field is left.

        “10:20” is yesterday's at 9:40 and today's at 10:30: what was echoed is what is saved.
        """
        draft, crm = self.form.draft, self.form.crm
        if not draft.logged or self.far_start():
            return
        try:
            at = read_starts(draft, now=crm.now(), zone=crm.zone)
        except RuleViolation:
            return
        whole = formats.field_time(at, zone=crm.zone)
        self.form.change(starts=whole.partition(" ")[0] if draft.all_day else whole)

    def far_start(self) -> str:
        """The question about a start without a year more than half a year away; else empty."""
        draft, crm = self.form.draft, self.form.crm
        now, zone = crm.now(), crm.zone
        try:
            spoken = read_start_typed(draft, now=now, zone=zone)
        except CrmError:
            return ""
        if not spoken.is_far(now=now, current=self._stored_start()):
            return ""
        again = _("<form.save> again takes it; or type the year.")
        return f"{far_away(spoken.at, now=now, zone=zone)} {again}"

    def _stored_start(self) -> datetime | None:
        """The start that is moved; None for a new activity."""
        if self.form.opened is None:
            return None
        crm = self.form.crm
        try:
            return read_starts(self.form.opened.draft, now=crm.now(), zone=crm.zone)
        except CrmError:
            return None

    def ask_about_far(self) -> None:
        """Raise `RuleViolation` on “starts” once for such a start; the next saving takes it."""
        question, typed = self.far_start(), self.form.draft.starts
        if question and self._asked_about != typed:
            self._asked_about = typed
            raise RuleViolation("starts", question)

    def pick_start(self) -> None:
        """Open the calendar for the start; an all-day activity takes the day alone."""
        try:
            start = read_starts(self.form.draft, now=self.form.crm.now(), zone=self.form.crm.zone)
        except RuleViolation:
            start = self.form.crm.local_now()

        def picked(at: datetime | None) -> None:
            if at is not None:
                whole = formats.field_time(at, zone=self.form.crm.zone)
                hourless = self.form.draft.all_day
                self.form.change(starts=whole.partition(" ")[0] if hourless else whole)
                self.form.clear_field_errors("starts")

        window = CalendarWindow(self.form.crm, start, free=self.form.free_from)
        self.form.app.push_screen(window, picked)

    async def go_on_to_follow_up(self) -> None:
        """Focus the days of the next step; from its own fields on to the start."""
        form = self.form
        inside = form.focused is not None and form.focused.id in FOLLOW_UP_FIELDS
        await form.leave_field()
        if inside:
            draft = form.draft
            given = bool(draft.hours or draft.days or draft.weeks or draft.picked)
            # The tick of a key that was only on its way to the start is no wish.
            form.change(follow_up=draft.follow_up and given)
            form.go_to("starts")
        else:
            form.change(follow_up=True)
            form.go_to("days")

    def pick_follow_up(self) -> None:
        """Open the calendar for the next step, which a picked day also turns on."""
        now, zone = self.form.crm.now(), self.form.crm.zone
        start = self.form.crm.local_now()
        try:
            start = read_starts(self.form.draft, now=now, zone=zone)
            setting = read_follow_up(dataclasses.replace(self.form.draft, follow_up=True))
            if setting is not None:
                start = follow_up_time(setting, current=start, now=now, zone=zone)
        except RuleViolation:
            start = max(start, self.form.crm.local_now())

        def picked(at: datetime | None) -> None:
            if at is not None:
                self.form.change(picked=at.isoformat(), follow_up=True)
                self.form.clear_field_errors("days")

        window = CalendarWindow(self.form.crm, start, free=self.form.free_from)
        self.form.app.push_screen(window, picked)

    async def choose_type(self, choice: Choice) -> None:
        """Set the type; its default length and reminder too, unless those were typed."""
        fields: dict[str, Any] = {"type": choice}
        minutes = await self.form.try_db(defaults.planned_minutes_of, choice.id)
        if minutes and not self.form.planned_typed:
            fields["planned"] = shown_minutes(minutes)
        if not self.form.remind_typed:
            remind = await self.form.try_db(defaults.remind_minutes_of, choice.id)
            fields["remind"] = shown_remind(remind)
        self.form.change(**fields)
