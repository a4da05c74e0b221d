"""The screen with the digest of a day as text, to read and copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.domain.dates.dates import FIRST_YEAR, LAST_YEAR
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation.digest import digest_text
from tui_crm.queries.activities.digest import digest_rows
from tui_crm.services.common.company_settings import read_company
from tui_crm.terminal.text import Piece, lines, plain, wrap
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.kit.titled_rule import titled_rule

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 1, 1)


class DigestText(Widget):
    """The text of a digest: its parts under titled rules, who it was with before what was said."""

    DEFAULT_CSS = "DigestText { height: auto; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[Piece, ...]] = []

    def show(self, text: str, width: int) -> None:
        """Wrap a text for *width* cells; continued lines are indented."""
        self._lines = list(digest_lines(text, width))
        self.refresh(layout=True)

    def get_content_height(self, *_sizes: object) -> int:
        """One line for each."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        pieces = self._lines[y] if y < len(self._lines) else ()
        segments = [Segment(text, base + style_of(self, style)) for text, style in pieces]
        return Strip(segments).adjust_cell_length(width, base)


def digest_lines(text: str, width: int) -> Iterator[tuple[Piece, ...]]:
    """The lines of a digest as they are drawn: a rule over each part, names before the rest."""
    told = text.split("\n")
    room = max(10, width - 2)
    for line, following in zip(told, [*told[1:], ""], strict=True):
        if line.startswith("- "):
            yield from _entry(line, room)
        elif line.startswith("  "):
            yield from (((f"  {part}", ""),) for part in wrap(line[2:], room))
        elif following.startswith("- "):
            yield titled_rule(((line, "section"),), (), width)
        else:
            style = "title" if line is told[0] else "muted"
            yield from (((part, style),) for part in wrap(line, room))


def _entry(line: str, room: int) -> Iterator[tuple[Piece, ...]]:
    first, *more = wrap(line, room)
    yield ((first[:2], "muted"), (first[2:], "who"))
    yield from (((f"  {part}", "who"),) for part in more)


class DigestScreen(CrmScreen[None]):
    """What one employee, or everyone, has done on a day."""

    SHEETS = ("activities/digest.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.DIGEST, keys.GLOBAL))

    def __init__(self, crm: Context, *, everybody: bool, section: str) -> None:
        super().__init__(crm)
        self.section = section
        self.everybody = everybody
        self.day = crm.local_now().date()
        self.text = ""

    def compose(self) -> ComposeResult:
        yield Line(id="topbar")
        yield Line(id="summary")
        with VerticalScroll(id="digest"):
            yield DigestText(id="digest-text")
        yield Notice()
        yield HintBar()

    async def on_mount(self) -> None:
        self.set_focus(self.query_one("#digest"))
        await self.reload()

    def on_screen_resume(self) -> None:
        self.show_top_bar()

    async def reload(self, *, keep: int | None = None) -> None:
        """Read the digest of the day and show it."""
        del keep
        try:
            self.text = await self._read()
        except CrmError as error:
            self.show_error(error.message)
            return
        self.text = "\n".join(lines(self.text))
        whose = _("everybody") if self.everybody else self.crm.actor.employee_name
        self.query_one("#summary", Line).show_pieces(
            (f" {_('Digest')}", "strong"), (f"   {plain(whose)}", "muted")
        )
        self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        """Wrap for the screen, indenting continued lines; the copied text is not wrapped."""
        width = self.query_one("#digest").scrollable_content_region.width - 2
        self.query_one(DigestText).show(self.text, width)

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
        return digest_text(rows, everybody=self.everybody, now=crm.now(), zone=crm.zone)

    async def action_turn(self, by: int) -> None:
        """Limited to the years that dates can have."""
        self.clear_message()
        self.day = min(max(self.day + timedelta(days=by), FIRST_DAY), LAST_DAY)
        await self.reload()
        self.query_one("#digest").scroll_home(animate=False)

    def action_copy_text(self) -> None:
        self.app.copy_to_clipboard(self.text)
        self.show_done(_("Copied."))

    def action_back(self) -> None:
        self.dismiss()
