"""Activity forms that are mounted before they are asked for: opening one is only filling it.

Mounting its ninety widgets takes longer than showing them, and so does giving each the look of an
empty field, its place and its lines. All that is done while nobody types, with what Textual itself
calls when a screen is pushed; on a version that was not tested, not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tui_crm.domain.activities.activity import Kind
from tui_crm.terminal.driver import textual_is_tested
from tui_crm.ui.kit.app_protocol import program_of

if TYPE_CHECKING:
    from textual.app import App

    from tui_crm.ui.activities.form.screen import ActivityForm
    from tui_crm.ui.kit.context import Context

PREPARED_AFTER: Final = 0.6
"""Seconds without a key until the next one is mounted."""

STEP_AFTER: Final = 0.1
"""Seconds that mounting it may take, and then filling it, each with what it sets off."""


class FormsInWaiting:
    """At most one form of each kind; which kinds are wanted shows by their being taken."""

    def __init__(self) -> None:
        self._waiting: dict[Kind, ActivityForm] = {}
        self._wanted = {Kind.CONTACT}

    def take(self, crm: Context, kind: Kind) -> ActivityForm:
        """The one that waits, else a new one; it has yet to begin."""
        from tui_crm.ui.activities.form.screen import ActivityForm  # noqa: PLC0415  # behind the frame

        self._wanted.add(kind)
        return self._waiting.pop(kind, None) or ActivityForm(crm, kind)

    def prepare_soon(self, app: App[Any], crm: Context) -> None:
        """Mount what is missing once nobody has typed for a moment."""
        app.set_timer(PREPARED_AFTER, partial(self._prepare, app, crm))

    def _prepare(self, app: App[Any], crm: Context) -> None:
        from tui_crm.ui.activities.form.screen import ActivityForm  # noqa: PLC0415  # as above

        missing = self._wanted - self._waiting.keys()
        if not missing or not textual_is_tested() or not app.is_running:
            return
        if program_of(app).gate.busy:
            self.prepare_soon(app, crm)
            return
        kind = min(missing)
        form = self._waiting[kind] = ActivityForm(crm, kind)
        app._get_screen(form)  # noqa: SLF001 - as `push_screen` does
        app.set_timer(STEP_AFTER, partial(self._fill, app, form))
        if len(missing) > 1:
            self.prepare_soon(app, crm)

    def _fill(self, app: App[Any], form: ActivityForm) -> None:
        """Have each field look as most new ones begin."""
        if self._may_go_on(app, form, self._fill):
            form.fill()
            app.set_timer(STEP_AFTER, partial(self._lay_out, app, form))

    def _lay_out(self, app: App[Any], form: ActivityForm) -> None:
        """Give each widget its place and its lines; in another size they are void."""
        if not self._may_go_on(app, form, self._lay_out):
            return
        form._refresh_layout(app.size)  # noqa: SLF001 - as `push_screen` makes it do
        form._compositor.render_strips()  # noqa: SLF001 - the lines stay in the widgets' caches

    def _may_go_on(
        self, app: App[Any], form: ActivityForm, step: Callable[[App[Any], ActivityForm], None]
    ) -> bool:
        """Whether the form still waits, stands, and nobody types; else the step waits, too."""
        if form not in self._waiting.values() or not app.is_running:
            return False
        if program_of(app).gate.busy or not form.stands:
            app.set_timer(PREPARED_AFTER, partial(step, app, form))
            return False
        return True
