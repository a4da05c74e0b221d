"""The window that asks an operator for their name on the first start."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.services.setup import login
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar


class OwnNameWindow(CrmWindow[bool]):
    """Returns True once a name is stored, None when left."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.OWN_NAME))

    def compose(self) -> ComposeResult:
        """Reason, field, error, keys."""
        with Vertical(classes="window quick") as window:
            window.border_title = content(_("What is your name?"))
            yield Static(
                content(
                    _("It is shown with the activities of {login}.").format(
                        login=plain(self.crm.actor.login)
                    )
                ),
                markup=False,
            )
            yield TextField(id="name", placeholder=_("first and last name"))
            yield Static("", id="wrong", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        """The focus is in the field."""
        self.set_focus(self.query_one(TextField))

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_take()

    async def action_take(self) -> None:
        """Store the name; a blank one is asked for again."""
        typed, crm = self.query_one(TextField).value, self.crm
        try:
            await crm.db(login.name_oneself, typed, actor=crm.actor, now=crm.now())
        except CrmError as refused:
            self.query_one("#wrong", Static).update(content(refused.message))
        else:
            self.finish(True)

    def action_leave(self) -> None:
        """The login stays the name for now."""
        self.finish(None)
