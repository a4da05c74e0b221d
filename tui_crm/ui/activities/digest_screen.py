"""The digest of a day, to be read and to be copied."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.dates.dates import FIRST_YEAR, LAST_YEAR
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation.digest import digest_text
from tui_crm.queries.activities.digest import digest_rows
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import lines, plain, wrap
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 1, 1)


class DigestScreen(CrmScreen[None]):
    """What one employee, or everybody, has done on a day."""

    SHEETS = ("activities/digest.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.DIGEST, keys.GLOBAL))

    def __init__(self, crm: Context, *, everybody: bool, section: str) -> None:
        super().__init__(crm)
        self.section = section
        self.everybody = everybody
        self.day = crm.local_now().date()
        self.told = ""

    def compose(self) -> ComposeResult:
        """Sections, whose digest it is, the text, keys."""
        yield Line(id="topbar")
        yield Line(id="summary")
        with VerticalScroll(id="digest"):
            yield Static("", id="digest-text", markup=False)
        yield Notice()
        yield HintBar()

    async def on_mount(self) -> None:
        """Read the digest of today."""
        self.set_focus(self.query_one("#digest"))
        await self.reload()

    def on_screen_resume(self) -> None:
        """The line on top."""
        self.show_top_bar()

    async def reload(self, *, keep: int | None = None) -> None:
        """Read the day, and write it down."""
        del keep
        try:
            self.told = await self._read()
        except CrmError as error:
            self.show_error(error.message)
            return
        self.told = "\n".join(lines(self.told))
        whose = _("everybody") if self.everybody else self.crm.actor.employee_name
        self.query_one("#summary", Line).show_pieces(
            (f" {_('Digest')}", "strong"), (f"   {plain(whose)}", "muted")
        )
        self._draw()

    def on_resize(self) -> None:
        """The lines break elsewhere."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        """On the screen a line goes on under its own first word; what is copied has whole lines."""
        width = self.query_one("#digest").scrollable_content_region.width - 2
        drawn: list[Content] = []
        for line in self.told.split("\n"):
            indent = "  " if line.startswith(("- ", "  ")) else ""
            told = wrap(line.removeprefix("  "), max(10, width - len(indent)))
            first = "" if line.startswith("- ") else indent
            drawn += [content((indent if at else first) + piece) for at, piece in enumerate(told)]
        self.query_one("#digest-text", Static).update(Content("\n").join(drawn))

    async def _read(self) -> str:
        crm, actor = self.crm, self.crm.actor
        employee = None if self.everybody else actor.employee_id
        work = WorkDays.of(await crm.db(read_company))
        ahead = work.first_from(self.day + timedelta(days=1))
        rows = await crm.db(
            digest_rows,
            self.day,
            ahead,
            employee_id=employee,
            visible_employee_ids=actor.visible_employee_ids,
            zone=crm.zone,
        )
        return digest_text(rows, now=crm.now(), zone=crm.zone)

    async def action_turn(self, by: int) -> None:
        """Read the digest of another day, as far as dates reach."""
        self.clear_message()
        self.day = min(max(self.day + timedelta(days=by), FIRST_DAY), LAST_DAY)
        await self.reload()
        self.query_one("#digest").scroll_home(animate=False)

    def action_copy_text(self) -> None:
        """All of it to the clipboard of the terminal (OSC 52)."""
        self.app.copy_to_clipboard(self.told)
        self.show_done(_("Copied."))

    def action_back(self) -> None:
        """Back to the list."""
        self.dismiss()
