"""The outcome in the form of a contact: it completes it, or counts a try and leaves it open."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.draft import outcome_chosen
from tui_crm.domain.choice import Choice
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _
from tui_crm.queries.activities import next_steps
from tui_crm.queries.activities.next_steps import Outcome
from tui_crm.queries.common import lookups
from tui_crm.ui.activities.completion_bar import NUMBERED, OutcomeField
from tui_crm.ui.forms.fields import Echo
from tui_crm.ui.forms.lookups import candidate
from tui_crm.ui.kit.lookup_list import Candidate

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class OutcomeController:
    """Fills in the next step of a chosen outcome, and says what it will do."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._outcomes: Mapping[int, Outcome] = {}
        self._filled = ""
        """The days that the outcome has written into the next step."""

    def begin(self) -> None:
        """Forget what belongs to an earlier draft, and read the outcomes where one is chosen."""
        draft = self.form.draft
        self._filled = draft.days if draft.logged and not self.form.restored else ""
        if draft.outcome is not None and not self.form.locked:
            self.read_soon()

    def read_soon(self) -> None:
        """Read the outcomes in the background: their echo, and the digits that choose them."""
        self.form.run_in_background(self._read_and_show(), group="outcomes")

    async def _read_and_show(self) -> None:
        await self._read()
        self.show_echo()

    async def choose(self, outcome: Choice | None) -> None:
        """Set the outcome; its next step too, unless one was typed."""
        await self._read()
        known = None if outcome is None else self._outcomes.get(outcome.id)
        chosen = outcome if known is None else Choice(known.id, known.name)
        self.form.change(outcome=chosen, **self._next_step(chosen))

    async def find(self, text: str, request: PageRequest) -> list[Candidate]:
        """Outcomes that match; the first nine with the digit that chooses them."""
        await self._read()
        numbers = {one: n for n, one in enumerate([*self._outcomes][: len(NUMBERED)], 1)}
        found = await self.form.crm.db(
            lookups.entries, "outcome", text, request, kinds=(Kind.CONTACT,)
        )
        return [
            dataclasses.replace(candidate(one), label=f"{numbers.get(one.id, '')} {one.label}")
            for one in found
        ]

    async def _read(self) -> None:
        if self._outcomes:
            return
        found = await self.form.try_db(next_steps.outcomes, (Kind.CONTACT,))
        self._outcomes = {one.id: one for one in found or ()}
        choices = [Choice(one.id, one.name) for one in self._outcomes.values()]
        for field in self.form.query(OutcomeField):
            field.numbered = choices[: len(NUMBERED)]

    def _next_step(self, outcome: Choice | None) -> dict[str, Any]:
        draft = self.form.draft
        typed = (draft.hours + draft.weeks + draft.picked).strip() or draft.days != self._filled
        if typed or (draft.follow_up and not self._filled):
            return {}
        known = None if outcome is None else self._outcomes.get(outcome.id)
        days = None if known is None or known.not_reached else known.follow_up_days
        self._filled = "" if days is None else str(days)
        return {"follow_up": days is not None, "days": self._filled}

    def show_echo(self) -> None:
        """Update the text beside the outcome, in the form of a contact."""
        if self.form.draft.kind is Kind.CONTACT:
            self.form.query_one("#outcome-echo", Echo).say(self.echo())

    def echo(self) -> str:
        """What saving will do, where it is not plain from the tick below."""
        draft = self.form.draft
        known = None if draft.outcome is None else self._outcomes.get(draft.outcome.id)
        if known is None or self.form.locked:
            return ""
        if not outcome_chosen(draft, self.form.original):
            return ""
        if known.not_reached and draft.id is None:
            return _("attempt: next is planned")
        if known.not_reached and not draft.completed:
            return _("attempt: moved, open")
        return "" if draft.logged or draft.completed else _("completed on saving")
