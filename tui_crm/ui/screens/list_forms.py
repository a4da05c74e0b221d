"""From the list into the form and back: new, log, open, drafts."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui_crm.domain.activity import Kind
from tui_crm.domain.draft import ActivityDraft, from_payload
from tui_crm.domain.ids import ActivityId
from tui_crm.i18n import _
from tui_crm.queries import forms
from tui_crm.queries.details import activity_details
from tui_crm.ui import phrases
from tui_crm.ui.screens.activity_form import ActivityForm
from tui_crm.ui.screens.drafts import DraftsWindow, KeptDraft
from tui_crm.ui.screens.form_saving import FormResult

if TYPE_CHECKING:
    from tui_crm.ui.screens.activity_list import ActivityList


class FormDesk:
    """Opens forms for one list screen and takes up what they leave."""

    def __init__(self, screen: ActivityList) -> None:
        self.screen = screen
        self.crm = screen.crm

    async def new(self, kind: str) -> None:
        """A blank form of a kind; the contractor is chosen in it (R03)."""
        await self._new(Kind(kind))

    async def log_other(self) -> None:
        """A conversation with a contractor that is chosen first."""
        await self._new(Kind.CONTACT, logged=True)

    async def _new(
        self,
        kind: Kind,
        *,
        logged: bool = False,
        contractor_id: int | None = None,
        person_ids: list[int] | None = None,
    ) -> None:
        """A blank form; the contractor, where one is given, fills it in (R36)."""
        now = self.crm.local_now()
        if not logged:
            now = next_quarter(now)
        draft = await self.screen.attempt(
            forms.blank_draft,
            kind,
            key=str(uuid.uuid4()),
            who=self.crm.who,
            starts=phrases.field_time(now, zone=self.crm.zone),
            contractor_id=contractor_id,
            person_ids=person_ids or [],
        )
        if draft is not None:
            running = draft.timer.start(self.crm.instant()) if kind is Kind.CONTACT else draft.timer
            draft = dataclasses.replace(draft, logged=logged).with_timer(running)
            await self._show(ActivityForm(self.crm, draft))

    async def log(self) -> None:
        """A conversation just held with the contractor of the row, its persons filled in."""
        row = self.screen.current.row if self.screen.current else None
        if row is None or row.contractor_id is None:
            await self._new(Kind.CONTACT, logged=True)
            return
        details = await self.screen.attempt(activity_details, row.id)
        await self._new(
            Kind.CONTACT,
            logged=True,
            contractor_id=row.contractor_id,
            person_ids=[person.id for person in details.persons] if details else [],
        )

    async def open(self, activity_id: int) -> None:
        """An activity in its form; an unsaved draft of it is taken up again."""
        opened = await self.screen.attempt(
            forms.open_activity, ActivityId(activity_id), zone=self.crm.zone
        )
        if opened is None:
            await self.screen.reload()
            return
        draft = opened.draft.with_timer(opened.timer)
        kept = self._kept(f"activity-{activity_id}")
        await self._show(ActivityForm(self.crm, draft, opened=opened, restored=kept))

    def _kept(self, slot: str) -> ActivityDraft | None:
        payload = self.crm.drafts.get(slot)
        return None if payload is None else read_payload(payload)

    async def _show(self, form: ActivityForm) -> None:
        self.screen.hush()
        await self.screen.app.push_screen(form, self._closed)

    async def _closed(self, result: FormResult | None) -> None:
        await self.screen.timer_changed()
        if result is None or (result.saved is None and not result.draft_kept):
            return
        if result.saved is None:
            self.screen.say(_("Kept as a draft: d goes on with it."))
            return
        saved = result.saved
        await self.screen.reload(keep=saved.activity_id)
        if saved.follow_up_at is None:
            self.screen.say(_("Saved {number}.").format(number=saved.number))
            return
        when = phrases.full(saved.follow_up_at, None, now=self.crm.now(), zone=self.crm.zone)
        text = _("Saved {number}; next {when}.")
        if saved.follow_up_kept:
            text = _("Saved {number}; the next one stays where it was, {when}.")
        self.screen.say(text.format(number=saved.number, when=when))

    # Drafts

    def drafts(self) -> list[KeptDraft]:
        """What was typed in forms and not saved, the newest first."""
        found = []
        for draft in self.crm.drafts.all():
            read = read_payload(draft.payload)
            if read is not None:
                found.append(KeptDraft(draft.slot, draft.written_at, read))
        return found

    async def choose_draft(self) -> None:
        """Go on with the only draft, or choose one of several."""
        kept = self.drafts()
        if not kept:
            notes = any(draft.slot.startswith("note-") for draft in self.crm.drafts.all())
            if notes:
                self.screen.say(
                    _("A note was typed on a list and not saved: e on its row goes on.")
                )
            else:
                self.screen.say(_("There is no draft: everything typed is saved."))
        elif len(kept) == 1:
            await self._go_on(kept[0])
        else:
            await self.screen.app.push_screen(DraftsWindow(self.crm, kept), self._go_on)

    async def _go_on(self, kept: KeptDraft | None) -> None:
        if kept is None:
            return
        if kept.draft.id is not None:
            await self.open(kept.draft.id)
            return
        blank = ActivityDraft(key=kept.draft.key, kind=kept.draft.kind)
        await self._show(ActivityForm(self.crm, blank, restored=kept.draft))


def next_quarter(now: datetime) -> datetime:
    """When a plan starts unless something else is typed: the next quarter of an hour."""
    whole = now.replace(second=0, microsecond=0)
    quarter = whole + timedelta(minutes=15 - whole.minute % 15)
    return quarter if quarter.date() == whole.date() else whole


def read_payload(payload: object) -> ActivityDraft | None:
    """The draft of a file; None when it is none of a form (any more)."""
    try:
        return from_payload(payload)  # type: ignore[arg-type]  # checked by reading it
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
