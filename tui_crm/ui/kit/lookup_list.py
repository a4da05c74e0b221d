"""The list of matches below a lookup field: its rows, its place on the screen, its keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.commands.registry import key_of
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.status_bars import Line
from tui_crm.ui.kit.table import RecordTable

ROWS = 8
LEAST = 7
"""Lines that a list takes before it is shown above its field instead of below."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that can be chosen; `data` is for the form that uses the field."""

    id: int
    label: str
    detail: str = ""
    is_default: bool = False
    ticked: bool = False
    place: Place = ()
    data: Any = None
    style: str = ""


class Creates(NamedTuple):
    """The kind of record a lookup can create: its name for messages, and the command id."""

    word: str
    command: str


class Owner(Protocol):
    """The field that the list belongs to: `lookup_field.LookupField` as the list uses it."""

    several: bool
    creates: Creates | None
    list_width: ClassVar[int]

    @property
    def find(self) -> Callable[[str, PageRequest], Awaitable[list[Candidate]]]: ...
    @property
    def region(self) -> Region: ...
    @property
    def list_room(self) -> Region | None:
        """Where a list may stand inside the window of the field; None on a screen."""


class LookupTable(RecordTable[Candidate], can_focus=False):
    """The rows; the focus stays in the field, whose keys move the cursor here."""


def _label(row: Candidate) -> Cell:
    return Cell(plain(row.label), "strong" if row.ticked else row.style)


def _mark(row: Candidate) -> Cell:
    return Cell(
        "✓" if row.ticked else ("·" if row.is_default else " "), "good" if row.ticked else "muted"
    )


def _detail(row: Candidate) -> Cell:
    return Cell(plain(row.detail), "muted")


class LookupList(TellsErrors, Vertical):
    """The one list of a screen, shown below whichever lookup field is in use."""

    DEFAULT_CSS = """
    LookupList {
        layer: over; position: absolute; display: none; height: auto;
        background: $panel; border: round $primary;
        LookupTable { height: 1fr; background: $panel; }
        Line { height: 1; background: $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.owner: Owner | None = None
        self._text = ""
        self._beside = Region()

    def compose(self) -> ComposeResult:
        """Rows and keys."""
        yield LookupTable(
            (
                Column("mark", "", _mark, 1),
                Column("label", "", _label, 14, share=3),
                Column("detail", "", _detail, 12, share=2),
            ),
            header=False,
            empty=self._empty_text,
        )
        yield Line(classes="match-hints")

    def on_mount(self) -> None:
        """The list moves with its field when the screen is laid out again."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, _screen: object) -> None:
        if self.owner is not None and self.owner.region != self._beside:
            self._place(self.owner)

    @property
    def table(self) -> LookupTable:
        """The rows."""
        return self.query_one(LookupTable)

    @property
    def current(self) -> Candidate | None:
        """The candidate that Enter would take."""
        return self.table.current

    def _empty_text(self) -> str:
        creates = None if self.owner is None else self.owner.creates
        if creates is not None and self._text:
            return _("No match. {key}: new {what}").format(
                key=key_of(creates.command), what=creates.word
            )
        return _("No match.") if self._text else _("Nothing to choose from.")

    async def open_for(self, field: Owner, text: str, *, keep: int | None = None) -> None:
        """Show what *field* finds for *text*, with the cursor on the record *keep*."""
        self._text = text
        table = self.table

        async def source(request: PageRequest) -> list[Candidate]:
            return await field.find(text, request)

        table.source = source
        table.restart()
        if self.owner is not field:
            self.owner = field
            self.display = False
            self._show_keys(field)
        await table.load(keep=keep)
        self._show_below(field)

    async def reload(self) -> None:
        """Read the rows again with the cursor kept, after a tick has changed."""
        await self.table.load()
        if self.owner is not None:
            self.call_after_refresh(self._place, self.owner)

    def close(self) -> None:
        """Hide the list."""
        self.owner = None
        self.display = False

    async def move(self, by: int) -> None:
        """Move the cursor by rows."""
        await self.table.action_move(by)

    async def page(self, by: int) -> None:
        """Move the cursor by pages."""
        await self.table.action_page(by)

    def _show_below(self, field: Owner) -> None:
        """Show the list once the position of its field is known."""
        if self.owner is field and not field.region.height and self.is_attached:
            # A field that was only just shown has no region until the next layout.
            self.call_after_refresh(self._show_below, field)
            return
        self._place(field)
        self.display = self.owner is field

    def _place(self, field: Owner) -> None:
        if self.owner is not field or not self.is_attached or not field.region.height:
            return
        screen = Region(0, 0, self.screen.size.width, self.screen.size.height - 1)
        room = field.list_room or screen
        width = min(max(field.region.width, field.list_width), room.width)
        x = max(room.x, min(field.region.x, room.right - width))
        height = min(max(1, len(self.table.rows)), ROWS) + 3
        if max(room.bottom - field.region.bottom, field.region.y - room.y) < min(height, LEAST):
            # A window of a few lines would leave no rows: only there the list goes over its edge.
            room = screen
        below, above = room.bottom - field.region.bottom, field.region.y - room.y
        under = below >= min(height, LEAST) or below >= above
        height = min(height, below if under else above)
        self._beside = field.region
        self.styles.offset = (x, field.region.bottom if under else field.region.y - height)
        self.styles.width = width
        self.styles.height = height

    def _show_keys(self, field: Owner) -> None:
        pieces = [
            (" Enter", "key"),
            (" " + _("take"), ""),
            ("  Esc", "key"),
            (" " + _("leave"), ""),
        ]
        if field.several:
            pieces = [(" Space", "key"), (" " + _("tick") + " ", ""), *pieces]
        if field.creates is not None:
            pieces += [
                (f"  {key_of(field.creates.command)}", "key"),
                (" " + _("new {what}").format(what=field.creates.word), ""),
            ]
        self.query_one(Line).show_pieces(*pieces)
