"""From the list into the form and back: new, log, open, drafts."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tui_crm.domain.activities.activity import Direction, Kind
from tui_crm.domain.activities.draft import ActivityDraft, Choice, from_payload
from tui_crm.i18n import _
from tui_crm.presentation import formats as phrases
from tui_crm.queries.activities import defaults as beginnings
from tui_crm.queries.activities.activities import activity_row
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import plain
from tui_crm.ui.activities.form.saving import FormResult
from tui_crm.ui.activities.form.screen import ActivityForm
from tui_crm.ui.activities.list_models import About
from tui_crm.ui.forms.draft_registry import form_again, is_record
from tui_crm.ui.forms.drafts_window import DraftsWindow, KeptDraft
from tui_crm.ui.panels.permission import may_register, opened_for

if TYPE_CHECKING:
    from tui_crm.ui.kit.screen import CrmScreen

ANYBODY: Final = About()


class FormDesk:
    """Opens forms for one list screen and takes up what they leave."""

    def __init__(self, screen: CrmScreen[Any]) -> None:
        self.screen = screen
        self.crm = screen.crm

    async def new(
        self,
        kind: str,
        about: About = ANYBODY,
        *,
        starts: datetime | None = None,
        employee: Choice | None = None,
    ) -> None:
        """A blank form of a kind; the contractor is chosen in it unless the list is of one.

        *starts* and *employee* are those of the schedule it is made in.
        """
        await self._new(Kind(kind), about=about, starts=starts, employee=employee)

    async def log_other(self) -> None:
        """A conversation with a contractor that is chosen first."""
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
        """A blank form; the contractor, where one is given, fills it in (R36)."""
        if not await may_register(self.screen):
            return
        now = self.crm.local_now()
        if not logged:
            now = starts or next_quarter(now)
        typed = phrases.field_time(now, zone=self.crm.zone)
        # R44: a task is due on a day, unless an hour is typed or it is made at one.
        due_on_day = kind is Kind.TASK and starts is None
        draft = await self.screen.attempt(
            beginnings.blank_draft,
            kind,
            key=str(uuid.uuid4()),
            who=self.crm.who,
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
            await self._show(self._form(kind).begin(draft))

    async def log(self, about: About) -> None:
        """A conversation just held, with whom it was filled in."""
        await self._new(Kind.CONTACT, logged=True, about=about)

    async def answer(self, about: About) -> None:
        """A conversation that they have called for, with whom it is filled in."""
        await self._new(Kind.CONTACT, logged=True, direction=Direction.IN, about=about)

    async def of_row(self, row: ActivityRow) -> About:
        """With whom an activity of the list is."""
        details = await self.screen.attempt(activity_details, row.id, sees=self.crm.who.sees)
        persons = details.persons if details else ()
        return About(row.contractor_id, tuple(person.id for person in persons))

    async def open(self, activity_id: int) -> None:
        """An activity in its form; an unsaved draft of it is taken up again."""
        opened = await opened_for(self.screen, activity_id)
        if opened is None:
            await self.screen.reload()
            return
        draft = opened.draft.with_timer(opened.timer)
        slot = f"activity-{activity_id}"
        kept = self._kept(slot)
        if kept and dataclasses.replace(kept, version=draft.version).same_text(draft):
            # It was stored, and the program ended before it was erased.
            self.crm.drafts.discard(slot)
            kept = None
        await self._show(self._form(draft.kind).begin(draft, opened=opened, restored=kept))

    def _kept(self, slot: str) -> ActivityDraft | None:
        payload = self.crm.drafts.get(slot)
        return None if payload is None else read_payload(payload)

    def _form(self, kind: Kind) -> ActivityForm:
        return self.crm.forms.take(self.crm, kind)

    async def _show(self, form: ActivityForm) -> None:
        self.screen.hush()
        await self.screen.app.push_screen(form, self._closed)

    async def _closed(self, result: FormResult | None) -> None:
        self.crm.forms.prepare_soon(self.screen.app, self.crm)
        await self.screen.timer_changed()
        if result is None or (result.saved is None and not result.draft_kept):
            return
        if result.saved is None:
            self.screen.say(
                _(
                    "Kept as a draft: <draft.continue> goes on with it. <draft.all> can "
                    "throw it away."
                )
            )
            return
        saved = result.saved
        await self.screen.show_saved(saved.activity_id)
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
            if is_record(draft.payload):
                found.append(KeptDraft(draft.slot, draft.written_at, None, draft.payload))
                continue
            read = read_payload(draft.payload)
            if read is not None:
                found.append(KeptDraft(draft.slot, draft.written_at, read))
        return found

    async def choose_draft(self) -> None:
        """Go on with the only draft, or choose one of several."""
        kept = self.drafts()
        if len(kept) == 1:
            await self._go_on(kept[0])
        else:
            await self.list_drafts()

    async def list_drafts(self) -> None:
        """All drafts, one of them to go on with or to throw away; also the one thrown away last."""
        if self.drafts() or self.crm.drafts.thrown is not None:
            await self.screen.app.push_screen(DraftsWindow(self.crm, self.drafts), self._go_on)
        else:
            self.screen.inform(await self._kept_on_the_list())

    async def _kept_on_the_list(self) -> str:
        """What was typed last on a row of a list, and on which."""
        kept = [draft.slot.split("-") for draft in self.crm.drafts.all()]
        slot = next((one for one in kept if one[0] in {"note", "completion"}), None)
        if slot is None:
            return _("There is no draft: everything typed is saved.")
        if slot[0] == "note":
            said = _(
                "A note was typed on a list and not saved: <activity.note> on its row goes on."
            )
        else:
            said = _(
                "What was typed to complete an activity is kept: <activity.complete> on its "
                "row goes on."
            )
        row = await self.screen.attempt(activity_row, int(slot[1]), sees=self.crm.who.sees)
        if row is None:
            return said
        when = phrases.full(row.starts_at, row.starts_on, now=self.crm.now(), zone=self.crm.zone)
        what = plain(row.contractor or row.subject)
        return said + " " + _("That is {what}, {when}.").format(what=what, when=when)

    async def _go_on(self, kept: KeptDraft | None) -> None:
        if kept is None:
            return
        if kept.draft is None:
            self.screen.hush()
            form = form_again(self.crm, kept.record)
            await self.screen.app.push_screen(form, self._record_closed)
            return
        if kept.draft.id is not None:
            await self.open(kept.draft.id)
            return
        blank = ActivityDraft(key=kept.draft.key, kind=kept.draft.kind)
        await self._show(self._form(blank.kind).begin(blank, restored=kept.draft))

    async def _record_closed(self, record_id: int | None) -> None:
        if record_id is not None:
            await self.screen.reload()


def next_quarter(now: datetime) -> datetime:
    """When a plan starts unless something else is typed: the next quarter of an hour."""
    whole = now.replace(second=0, microsecond=0)
    quarter = whole + timedelta(minutes=15 - whole.minute % 15)
    return quarter if quarter.date() == whole.date() else whole


def read_payload(payload: Mapping[str, Any]) -> ActivityDraft | None:
    """The draft of a file; None when it is none of a form (any more)."""
    try:
        return from_payload(payload)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
