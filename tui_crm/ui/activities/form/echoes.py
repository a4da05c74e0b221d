"""Shows in the activity form how its times were understood, and what they conflict with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.presentation import activity_form
from tui_crm.ui.forms.fields import Echo
from tui_crm.ui.kit.status_bars import Line

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class EchoController:
    """The echoes of the start and of the next step, and the line below the form."""

    def __init__(self, form: FormHost, far: Callable[[], str]) -> None:
        """*far* returns the question about a start that is far away, else an empty text."""
        self.form = form
        self._far = far
        self.remarks: dict[str, str] = {}
        """Conflicts by the id of the echo they are shown after."""

    def show(self) -> None:
        """Update all echoes; no field is touched."""
        form, draft = self.form, self.form.draft
        now, zone = form.crm.now(), form.crm.zone
        room = form.query_one("#starts-echo").size.width
        far = bool(self._far())
        self._show(
            "starts-echo",
            *activity_form.starts_echo(draft, now=now, zone=zone, room=room, far=far),
        )
        remark = self._show("follow-echo", *activity_form.follow_up_echo(draft, now=now, zone=zone))
        self._show_below(remark)

    def _show(self, echo_id: str, text: str, good: bool) -> str:
        """Update one echo; returns its remark if there was no room for it."""
        echo = self.form.query_one(f"#{echo_id}", Echo)
        remark = self.remarks.get(echo_id, "") if text else ""
        shown = activity_form.with_remark(text, remark, echo.size.width - 1)
        echo.say(shown)
        echo.set_class(bool(remark), "-warned")
        echo.set_class(not good, "-bad")
        return "" if remark in shown else remark

    def _show_below(self, remark: str) -> None:
        """The conflict of the next step if its echo lacks room, else the stamps; no row without."""
        opened = self.form.opened
        text = "" if opened is None else activity_form.stamps(opened, zone=self.form.crm.zone)
        style = "muted"
        if remark:
            text, style = _("! The next one: {remark}").format(remark=remark), "urgent"
        stamps = self.form.query_one("#stamps", Line)
        stamps.display = bool(text)
        stamps.show_pieces((f" {text}", style))
