"""Opens the activity form (new, logged call, stored, draft) and reports what was saved."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from tui_crm.domain.activities.activity import Direction, Kind
from tui_crm.domain.activities.draft import read_payload
from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.choice import Choice
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.presentation.activity_form import saved_text
from tui_crm.queries.activities import defaults, next_steps
from tui_crm.ui.activities.form.host import FormResult
from tui_crm.ui.activities.form.pool import FormPool
from tui_crm.ui.activities.form.screen import ActivityForm
from tui_crm.ui.kit.host import Host
from tui_crm.ui.kit.navigation import ANYBODY, About
from tui_crm.ui.panels.permission import may_register, opened_for


class FormOpener:
    """Opens activity forms for one screen, and shows there what was saved."""

    def __init__(self, host: Host, pool: FormPool) -> None:
        self.host = host
        self.crm = host.crm
        self.pool = pool

    async def new(
        self,
        kind: str,
        about: About = ANYBODY,
        *,
        starts: datetime | None = None,
        employee: Choice | None = None,
    ) -> None:
        """A blank form of a kind; *about* fills in the contractor, else it is chosen there.

        The schedule passes *starts* and *employee*.
        """
        await self._new(Kind(kind), about=about, starts=starts, employee=employee)

    async def log_other(self) -> None:
        """The form for a conversation whose contractor is chosen there."""
        await self._new(Kind.CONTACT, logged=True)

    async def _new(
        self,
        kind: Kind,
        *,
        logged: bool = False,
        direction: Direction = Direction.OUT,
        about: About = ANYBODY,
        starts: datetime | None = None,
        employee: Choice | None = None,
    ) -> None:
        """A blank form, filled with the contractor of *about* if there is one (R36)."""
        if not await may_register(self.host):
            return
        now = self.crm.local_now()
        if not logged:
            now = starts or next_quarter(now)
        typed = formats.field_time(now, zone=self.crm.zone)
        # R44: a task is due on a day, unless an hour is typed or it is made at one.
        due_on_day = kind is Kind.TASK and starts is None
        draft = await self.host.try_db(
            defaults.blank_draft,
            kind,
            key=str(uuid.uuid4()),
            actor=self.crm.actor,
            starts=typed.partition(" ")[0] if due_on_day else typed,
            all_day=due_on_day,
            contractor_id=about.contractor_id,
            person_ids=about.person_ids,
        )
        if draft is not None:
            running = draft.timer.start(self.crm.instant()) if kind is Kind.CONTACT else draft.timer
            draft = dataclasses.replace(
                draft, logged=logged, direction=direction, employee=employee or draft.employee
            )
            draft = draft.with_timer(running)
            if logged:
                draft = await self._with_default_outcome(draft)
            await self._show(self.pool.take(kind).begin(draft))

    async def _with_default_outcome(self, draft: ActivityDraft) -> ActivityDraft:
        """With the outcome that is the default, and its next step."""
        known = await self.host.try_db(next_steps.outcomes, (draft.kind,)) or ()
        found = next((one for one in known if one.is_default), None)
        if found is None:
            return draft
        days = None if found.not_reached else found.follow_up_days
        return dataclasses.replace(
            draft,
            outcome=Choice(found.id, found.name),
            follow_up=days is not None,
            days="" if days is None else str(days),
        )

    async def log(self, about: About) -> None:
        """The form for a conversation that has just ended."""
        await self._new(Kind.CONTACT, logged=True, about=about)

    async def answer(self, about: About) -> None:
        """The form for an incoming call."""
        await self._new(Kind.CONTACT, logged=True, direction=Direction.IN, about=about)

    async def open(self, activity_id: int) -> None:
        """The form of an activity; continues its unsaved draft if there is one."""
        opened = await opened_for(self.host, activity_id)
        if opened is None:
            await self.host.reload()
            return
        draft = opened.draft.with_timer(opened.timer)
        slot = Slot.of_activities(SlotKind.ACTIVITY, activity_id)
        kept = self._stored_draft(slot)
        if kept and dataclasses.replace(kept, version=draft.version).same_text(draft):
            # Already saved: the program ended before the draft was deleted.
            self.crm.drafts.discard(slot)
            kept = None
        form = self.pool.take(draft.kind)
        await self._show(form.begin(draft, opened=opened, restored=kept))

    async def open_on_top(
        self, activity_id: int, closed: Callable[[FormResult | None], Awaitable[None]]
    ) -> None:
        """Open a stored activity on top of a form; *closed* gets its result."""
        opened = await opened_for(self.host, activity_id)
        if opened is not None:
            form = self.pool.take(opened.draft.kind).begin(opened.draft, opened=opened)
            await self.host.app.push_screen(form, closed)

    async def go_on(self, kept: ActivityDraft) -> None:
        """The form of a draft, as it was left."""
        if kept.id is not None:
            await self.open(kept.id)
            return
        blank = ActivityDraft(key=kept.key, kind=kept.kind)
        await self._show(self.pool.take(kept.kind).begin(blank, restored=kept))

    def _stored_draft(self, slot: Slot) -> ActivityDraft | None:
        payload = self.crm.drafts.get(slot)
        return None if payload is None else read_payload(payload)

    async def _show(self, form: ActivityForm) -> None:
        self.host.clear_message()
        await self.host.app.push_screen(form, self._closed)

    async def _closed(self, result: FormResult | None) -> None:
        self.pool.prepare_soon()
        await self.host.timer_changed()
        if result is None or (result.saved is None and not result.draft_kept):
            return
        if result.saved is None:
            self.host.show_done(
                _("Kept as a draft: <draft.continue> to resume, <draft.all> to discard.")
            )
            return
        await self.host.show_saved(result.saved.activity_id)
        said = saved_text(result.saved, now=self.crm.now(), zone=self.crm.zone)
        self.host.show_done(f"{said} {result.remark}".strip())


def next_quarter(now: datetime) -> datetime:
    """The default start of a plan: the next quarter of an hour, on the same day."""
    whole = now.replace(second=0, microsecond=0)
    quarter = whole + timedelta(minutes=15 - whole.minute % 15)
    return quarter if quarter.date() == whole.date() else whole
