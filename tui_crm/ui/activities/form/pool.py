"""Activity forms mounted in advance, so that opening one only has to fill it.

Mounting its ninety widgets takes longer than showing them, and so do styling, layout and rendering
of the empty fields. All that is done while nobody types; on a version of Textual that was not
tested, not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tui_crm.domain.activities.activity import Kind
from tui_crm.terminal.premount import can_premount, lay_out_early, premount
from tui_crm.ui.activities.form.screen import ActivityForm
from tui_crm.ui.kit.app_protocol import program_of

if TYPE_CHECKING:
    from textual.app import App

    from tui_crm.ui.kit.context import Context

PREPARED_AFTER: Final = 0.6
"""Seconds without a key until the next form is mounted."""

STEP_AFTER: Final = 0.1
"""Seconds left for mounting, and then for filling, before the next step begins."""


class FormPool:
    """At most one form of each kind: contacts from the start, other kinds once they were used."""

    def __init__(self, app: App[Any], crm: Context, *, prepares: bool = True) -> None:
        self._app = app
        self._crm = crm
        self.prepares = prepares
        """Whether forms are mounted in advance."""
        self._waiting: dict[Kind, ActivityForm] = {}
        self._wanted = {Kind.CONTACT}

    def take(self, kind: Kind) -> ActivityForm:
        """The prepared form, else a new one; the caller must call its `begin`."""
        self._wanted.add(kind)
        return self._waiting.pop(kind, None) or ActivityForm(self._crm, kind)

    def prepare_soon(self) -> None:
        """Mount missing forms once nobody has typed for a moment."""
        if self.prepares:
            self._app.set_timer(PREPARED_AFTER, self._prepare)

    def _prepare(self) -> None:
        missing = self._wanted - self._waiting.keys()
        if not missing or not can_premount() or not self._app.is_running:
            return
        if program_of(self._app).gate.busy:
            self.prepare_soon()
            return
        kind = min(missing)
        form = self._waiting[kind] = ActivityForm(self._crm, kind)
        premount(self._app, form)
        self._app.set_timer(STEP_AFTER, partial(self._fill, form))
        if len(missing) > 1:
            self.prepare_soon()

    def _fill(self, form: ActivityForm) -> None:
        """Fill the fields like those of most new activities."""
        if self._may_go_on(form, self._fill):
            form.fill()
            self._app.set_timer(STEP_AFTER, partial(self._lay_out, form))

    def _lay_out(self, form: ActivityForm) -> None:
        if self._may_go_on(form, self._lay_out):
            lay_out_early(self._app, form)

    def _may_go_on(self, form: ActivityForm, step: Callable[[ActivityForm], None]) -> bool:
        """Whether the form is unused and mounted and nobody types; else retries *step* later."""
        if form not in self._waiting.values() or not self._app.is_running:
            return False
        if program_of(self._app).gate.busy or not form.stands:
            self._app.set_timer(PREPARED_AFTER, partial(step, form))
            return False
        return True
