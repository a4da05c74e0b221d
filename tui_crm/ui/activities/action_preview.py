"""Previews a time typed in an action bar: how it was understood and what it conflicts with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui_crm.domain.dates.dates import distance, far_away, read_when
from tui_crm.domain.dates.distribution import ON, colliding, distribute_from
from tui_crm.domain.dates.free_time import Busy, lasting
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.presentation import formats
from tui_crm.queries.activities.busy_times import busy_times
from tui_crm.services.activities.next_steps import PROPOSED, nothing_proposed
from tui_crm.services.activities.no_answer import asks, next_attempt_question
from tui_crm.services.activities.start_time import Start, proposed_start, read_start, start_of
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.activities.distribution_plan import plan_distribution, plan_lines
from tui_crm.ui.kit.action_bar import AGAIN, BELOW, Remark
from tui_crm.ui.panels.activity_columns import ListRow
from tui_crm.ui.panels.time_conflicts import own_ids, slot_remark

if TYPE_CHECKING:
    from tui_crm.queries.activities.next_steps import Outcome
    from tui_crm.queries.common.activity_rows import ActivityRow
    from tui_crm.ui.kit.context import Context


_MOST_DAYS_OFF = 14
"""So many days beyond the proposed one are tried to write it as a distance."""
MOST_LOOKED_AT = 200
"""Up to this many rows are each checked for conflicts while a time is typed."""


class Preview:
    """The preview for the rows of an action bar; *outcome* returns the outcome chosen there."""

    def __init__(
        self,
        crm: Context,
        rows: Callable[[], Sequence[ListRow]],
        outcome: Callable[[], int | None],
    ) -> None:
        self.crm = crm
        self._rows = rows
        self.outcome = outcome
        self.distributes = False
        self.days: WorkDays | None = None
        self.outcomes: Mapping[int, Outcome] = {}
        self.type_days: Mapping[int, int] = {}
        self.tries: Sequence[Start | None] = ()

    @property
    def rows(self) -> Sequence[ListRow]:
        """The current rows."""
        return self._rows()

    def of_move(self, *, distributes: bool = True) -> None:
        """The bar moves rows; *distributes*: also over free time (`fri..`)."""
        self.distributes = distributes
        self.outcomes, self.type_days, self.days = {}, {}, None
        self.tries = ()

    def of_completion(
        self,
        outcomes: Sequence[Outcome],
        type_days: Mapping[int, int],
        days: WorkDays,
        tries: Sequence[Start | None],
    ) -> None:
        """The bar completes rows, so the time is that of the next step.

        *tries*: when each would be tried again if nobody was reached, None past the ladder.
        """
        self.distributes, self.days, self.tries = False, days, tries
        self.outcomes, self.type_days = {one.id: one for one in outcomes}, type_days

    def subject(self) -> str:
        """The row's contractor or subject, or the number of rows."""
        if len(self.rows) > 1:
            return ngettext("{n} activity", "{n} activities", len(self.rows)).format(
                n=len(self.rows)
            )
        row = self.rows[0].row
        return plain(row.contractor or row.subject)

    # How the text is understood

    def echo(self, text: str) -> Piece:
        """How a typed time was understood; for several rows their number and days.

        An unreadable text gives the error message, in the style `error`.
        """
        if not self.rows:
            return "", ""
        if not text.strip():
            return self._try_echo() if self.not_reached else (self._hint(), "muted")
        try:
            after = self.distribute_from(text)
            starts = [] if after is not None else self._starts(text)
        except CrmError as unreadable:
            return unreadable.message, "error"
        if after is not None:
            return self._distribution_echo(after), "echo"
        if self.not_reached and starts:
            return f"→ {self._starts_text(starts)} · {self._stays_open()}", "echo"
        return (f"→ {self._starts_text(starts)}", "echo") if starts else ("", "")

    @property
    def not_reached(self) -> bool:
        """Whether the chosen outcome counts a try and leaves the rows open."""
        chosen = None if self.days is None else self.outcomes.get(self.outcome() or 0)
        return chosen is not None and chosen.not_reached

    def _try_echo(self) -> Piece:
        """When the rows are tried again; the question when one is past the ladder."""
        starts = [start for start in self.tries if start is not None]
        if not starts or len(starts) < len(self.tries):
            tried = [line.row.attempts for line in self.rows if asks(line.row.attempts)]
            return next_attempt_question(max(tried, default=0) + 1), "urgent"
        return f"→ {self._starts_text(starts)} · {self._stays_open()}", "echo"

    def _stays_open(self) -> str:
        return ngettext("stays open", "stay open", len(self.rows))

    def proposed_text(self) -> str:
        """What the chosen outcome writes into *next*; empty when it has no next step."""
        chosen = self.outcomes.get(self.outcome() or 0)
        if chosen is None or not chosen.follow_up_days or chosen.not_reached:
            return ""
        proposed = self._proposed()
        for n in range(chosen.follow_up_days, chosen.follow_up_days + _MOST_DAYS_OFF):
            if self._starts(f"{n}d") == proposed:
                return f"{n}d"
        return PROPOSED

    def distribute_from(self, text: str) -> datetime | None:
        """The moment from which rows are spread over free time; None if not asked for.

        Raises a `CrmError` if the text cannot be read.
        """
        if not self.distributes:
            return None
        return distribute_from(text, now=self.crm.now(), zone=self.crm.zone)

    def doubt(self, text: str) -> str:
        """The question that a second Enter confirms, for a time that may be a slip; else empty."""
        now, zone = self.crm.now(), self.crm.zone
        typed = text.strip().removesuffix(ON).strip()
        try:
            spoken = read_when(typed, now=now, zone=zone)
        except CrmError:
            return ""
        if not any(spoken.is_far(now=now, current=one.at) for one in self.current()):
            return ""
        far = far_away(spoken.at, now=now, zone=zone)
        return f"{far} {_(AGAIN)}"

    def _hint(self) -> str:
        """What may be typed into the empty field."""
        if self.distributes:
            return _("“fri..”: free time from Friday on")
        if self.days is None:
            return ""
        try:
            return _("{key} plans {when}").format(
                key=PROPOSED, when=self._starts_text(self._proposed())
            )
        except CrmError:
            return ""

    def _distribution_echo(self, after: datetime) -> str:
        at = None if after.hour + after.minute == 0 else after
        when = formats.full(at, after.date(), now=self.crm.now(), zone=self.crm.zone)
        return "→ " + _("{what}: free time from {when} on").format(what=self.subject(), when=when)

    def _starts(self, text: str) -> list[Start]:
        if self.days is not None and text.strip() == PROPOSED:
            if self.not_reached:
                return [start for start in self.tries if start is not None]
            return self._proposed()
        now, zone = self.crm.now(), self.crm.zone
        read = [read_start(text, start, now=now, zone=zone) for start in self.current()]
        return [start for start in read if start is not None]

    def _proposed(self) -> list[Start]:
        """The next steps that outcome or types propose; raises a `CrmError` if none does."""
        assert self.days is not None  # the bar completes
        now, zone = self.crm.now(), self.crm.zone
        chosen = self.outcomes.get(self.outcome() or 0)
        of_outcome = chosen.follow_up_days if chosen is not None else None
        starts = []
        for line in self.rows:
            in_days = of_outcome or self.type_days.get(line.id)
            current = start_of(line.row.starts_at, line.row.starts_on, zone)
            if in_days:
                starts.append(proposed_start(in_days, current, days=self.days, now=now, zone=zone))
        if not starts:
            raise nothing_proposed()
        return starts

    def _starts_text(self, starts: Sequence[Start]) -> str:
        ordered = sorted(starts, key=lambda start: start.moment)
        first, last = ordered[0], ordered[-1]
        when = self._when(first)
        if len(self.rows) == 1:
            return f"{when} · {distance(first.at, now=self.crm.now(), zone=self.crm.zone)}"
        if first.at.date() != last.at.date():
            when = f"{self._day(first)} – {self._day(last)}"
        elif first != last:
            when = self._day(first)
        return f"{self.subject()}: {when}"

    def current(self) -> list[Start]:
        """The current starts of the rows, equal ones once."""
        starts = dict.fromkeys((line.row.starts_at, line.row.starts_on) for line in self.rows)
        return [start_of(at, on, self.crm.zone) for at, on in starts]

    def _when(self, start: Start) -> str:
        if start.all_day:
            return self._day(start)
        return formats.full(start.at, None, now=self.crm.now(), zone=self.crm.zone)

    def _day(self, start: Start) -> str:
        return formats.full(None, start.at.date(), now=self.crm.now(), zone=self.crm.zone)

    # Conflicts

    async def remark(self, text: str, width: int) -> Remark:
        """The conflicts of a typed time; empty where the text cannot be read."""
        try:
            after = self.distribute_from(text)
            if after is not None:
                plan = await plan_distribution(self.crm, self.rows, after)
                lines = plan_lines(plan, width, BELOW, now=self.crm.now(), crm=self.crm)
                return Remark(below=tuple(lines))
            starts = self._starts_or_proposed(text)
            if len(self.rows) == 1 and starts:
                return Remark(await self._slot(self.rows[0], starts[0]))
            return Remark(await self._day_off(starts) or await self._collisions(text))
        except CrmError:
            return Remark()

    def _starts_or_proposed(self, text: str) -> list[Start]:
        if text.strip():
            return self._starts(text)
        return [] if self.days is None or self.not_reached else self._proposed()

    async def _slot(self, line: ListRow, start: Start) -> Piece | None:
        row = line.row
        remark = await slot_remark(
            self.crm, start, row.planned_minutes, employee_id=row.employee_id, but=own_ids([row])
        )
        return remark if remark[0] else None

    async def _collisions(self, text: str) -> Piece | None:
        """How many of several rows would overlap other activities or one another."""
        if not text.strip() or text.strip() == PROPOSED or len(self.rows) > MOST_LOOKED_AT:
            return None
        count = 0
        for employee_id in dict.fromkeys(line.row.employee_id for line in self.rows):
            count += await self._colliding(
                text,
                employee_id,
                [one.row for one in self.rows if one.row.employee_id == employee_id],
            )
        if not count:
            return None
        return ngettext("{n} overlaps", "{n} overlap", count).format(n=count), "urgent"

    async def _colliding(self, text: str, employee_id: int, rows: Sequence[ActivityRow]) -> int:
        now, zone = self.crm.now(), self.crm.zone
        plans = []
        for row in rows:
            current = start_of(row.starts_at, row.starts_on, zone)
            start = read_start(text, current, now=now, zone=zone)
            if start is not None and not start.all_day:
                begins = start.at.astimezone(UTC)
                plans.append(Busy(begins, begins + lasting(row.planned_minutes)))
        if not plans:
            return 0
        begins, ends = min(one.begins for one in plans), max(one.ends for one in plans)
        but = own_ids([line.row for line in self.rows])
        found = await self.crm.db(
            busy_times,
            employee_id,
            begins,
            ends,
            but=but,
            visible_employee_ids=self.crm.actor.visible_employee_ids,
        )
        return colliding(plans, found)

    async def _day_off(self, starts: Sequence[Start]) -> Piece | None:
        days = WorkDays.of(await self.crm.db(read_company)) if starts else None
        off = [days.day_off(start.at.date()) for start in starts] if days is not None else []
        named = next((name for name in off if name), "")
        return (named, "urgent") if named else None
