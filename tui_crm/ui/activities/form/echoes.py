"""What the activity form has understood of its times, behind them, and what they run into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from tui_crm.i18n import _
from tui_crm.presentation import activity_form
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.status_bars import Line

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class EchoController:
    """Shows the echoes of the start and of the next one, and the line below the form."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self.remarks: dict[str, str] = {}
        """What a time runs into, by the echo it is said behind."""

    def show(self) -> None:
        """What was understood of the times, and what they run into; no field is touched."""
        form, draft = self.form, self.form.draft
        now, zone = form.crm.now(), form.crm.zone
        room = form.query_one("#starts-echo").size.width
        self._show("starts-echo", *activity_form.starts_echo(draft, now=now, zone=zone, room=room))
        unsaid = self._show("follow-echo", *activity_form.follow_up_echo(draft, now=now, zone=zone))
        self._show_below(unsaid)

    def _show(self, echo_id: str, text: str, good: bool) -> str:
        """Show one; returns the remark that there was no room for."""
        echo = self.form.query_one(f"#{echo_id}", Static)
        remark = self.remarks.get(echo_id, "") if text else ""
        said = activity_form.with_remark(text, remark, echo.size.width - 1)
        echo.update(content(said))
        echo.set_class(bool(remark), "-warned")
        echo.set_class(not good, "-bad")
        return "" if remark in said else remark

    def _show_below(self, unsaid: str) -> None:
        """What the next one runs into where it has no room behind its date, else the stamps."""
        opened = self.form.opened
        said = "" if opened is None else activity_form.stamps(opened, zone=self.form.crm.zone)
        style = "muted"
        if unsaid:
            said, style = _("! The next one: {remark}").format(remark=unsaid), "urgent"
        self.form.query_one("#stamps", Line).show_pieces((f" {said}", style))
