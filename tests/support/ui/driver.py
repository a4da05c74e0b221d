"""Drives the program as a person does: by keys, looking at what is painted.

Keys are posted all at once, as they come in one packet over a slow line; what is seen is read off
the compositor, overlays and all. Nothing here sleeps for a fixed time: every wait has a condition.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeAlias, TypeVar

from rich.color import ColorSystem
from rich.segment import Segment
from textual import events
from textual._context import active_app, visible_screen_stack
from textual.errors import NoWidget
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from tests.support.builders import NOW, WARSAW
from tests.support.ui import company
from tests.support.ui.company import Known
from tests.support.ui.keyboard import key_event
from tests.support.ui.people import Clock, Colleague
from tui_crm import settings
from tui_crm.domain.actor import Actor
from tui_crm.drafts.store import Drafts
from tui_crm.i18n import use_language
from tui_crm.services.setup import login
from tui_crm.store.connection import fetch_tuples, open_database
from tui_crm.store.models import Activity, Table
from tui_crm.store.unit_of_work import columns
from tui_crm.store.worker import DatabaseWorker
from tui_crm.terminal.frame import Frame
from tui_crm.terminal.type_ahead import answered
from tui_crm.ui.app import CrmApp
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_list import LookupList
from tui_crm.ui.kit.status_bars import Notice
from tui_crm.ui.kit.table import RecordTable

P = ParamSpec("P")
T = TypeVar("T")
Model: TypeAlias = type[Table]

PATIENCE = 15.0
FRAME = " │┃╭╮╰╯─▌▐▏▕"


class CrmDriver:
    """One operator, Anna, before one screen."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self.path = folder / "crm.db"
        shutil.copy(template, self.path)
        self.clock = Clock()
        self.size = (80, 24)
        self.keys = 0
        self.login, self.full_name = "anna", "Anna Nowak"
        self._colleagues: list[Colleague] = []
        self._leaving: asyncio.Event
        self._running: asyncio.Task[None] | None = None
        self.app: CrmApp
        self.pilot: Pilot[Any]
        self.db: DatabaseWorker
        self.actor: Actor
        self.drafts: Drafts
        self.known: Known

    # Coming and going

    def open_database(self) -> None:
        """Open the file on a thread of its own, without a screen."""
        self.db = DatabaseWorker(lambda: open_database(self.path, quick=True))
        self.db.opened.result()
        self.known = self.db.run(company.known)

    def log_in(self) -> None:
        """A new session of the operator, without a screen."""
        self.actor = self.db.run(
            login.log_in, self.login, session=str(uuid.uuid4()), zone=WARSAW, language=None,
            full_name=self.full_name, now=NOW,
        )  # fmt: skip

    async def start(
        self, *, language: str = "en", own_keys: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        """Log in and show the first screen."""
        use_language(language)
        if not hasattr(self, "db"):
            self.open_database()
        self.log_in()
        state = self.folder / "state"
        self.drafts = Drafts(state / "drafts" / self.login)
        given = settings.Settings(
            database=self.path,
            state_dir=state,
            language=language,
            editor_allowed=False,
            notify=True,
            styles=settings._folder("styles"),
            sample_data=settings._folder("sample_data"),
        )
        context = Context(self.db, self.actor, self.clock, self.drafts, given)
        self.app = CrmApp(context, own_keys=own_keys)
        # A tenth of a second of every journey; `test_pool` prepares its own.
        self.app.navigation.premounts = False
        self._leaving = asyncio.Event()
        ready: asyncio.Future[Pilot[Any]] = asyncio.get_running_loop().create_future()
        self._running = asyncio.create_task(self._run(ready))
        either: set[asyncio.Future[Any]] = {ready, self._running}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            await self._running
        self.pilot = ready.result()
        await self.rest()
        await self.until(lambda: self.app.screen.query_one("#list", RecordTable).loaded)

    async def _run(self, ready: asyncio.Future[Pilot[Any]]) -> None:
        # In a task of its own: the app's context is entered and left in the same one.
        async with self.app.run_test(size=self.size, notifications=True) as pilot:
            ready.set_result(pilot)
            await self._leaving.wait()

    async def leave(self) -> None:
        """Close the screen; what is typed reaches its drafts. Raises what went wrong in it."""
        self._leaving.set()
        running, self._running = self._running, None
        try:
            if running is not None:
                await running
        finally:
            self.drafts.close()

    async def restart(self) -> None:
        """The same database and drafts, a new login."""
        await self.leave()
        await self.start()

    async def close(self) -> None:
        """Everybody goes home."""
        try:
            if self._running is not None:
                await self.leave()
        finally:
            for colleague in self._colleagues:
                colleague.close()
            if hasattr(self, "db"):
                self.db.close()

    def slow(self, seconds: float) -> list[Any]:
        """Let every call on the database thread take so much longer; gives what is called."""
        submit = self.db.submit
        asked: list[Any] = []

        def slowly(function: Any, *args: Any, **kwargs: Any) -> Any:
            def call() -> Any:
                time.sleep(seconds)
                return function(*args, **kwargs)

            asked.append(function)
            return submit(call)

        self.db.submit = slowly  # type: ignore[method-assign]
        return asked

    def colleague(self) -> Colleague:
        """Marek comes in."""
        self._colleagues.append(Colleague())
        return self._colleagues[-1]

    # The keyboard

    async def press(self, *keys: str) -> None:
        """Press keys, all of them in one packet, and wait until all is done that they set off."""
        self.keys += len(keys)
        await self.burst(*keys)

    async def burst(self, *keys: str) -> None:
        """The same, not counted."""
        for key in keys:
            self.app.post_message(key_event(key))
        await self.rest()

    async def type(self, text: str) -> None:
        """Type letters; those of a text are not counted against a budget."""
        await self.burst(*text)

    async def paste(self, text: str) -> None:
        """Paste, as the terminal brackets it."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def rest(self) -> None:
        """Until every key was handled and nothing is left to paint."""
        # What is painted asks for its app, which a test's task would not know otherwise.
        active_app.set(self.app)
        while True:
            await self.app.gate.rest()
            if self.app.gate._task is None:
                break
        if self.app.is_running and self.app.screen_stack:
            await answered(self.app.screen)
            self.app.screen._on_timer_update()

    async def go(self, field: str) -> None:
        """Tab to a field of the form."""
        chain = self.app.screen.focus_chain
        target = self.app.screen.query_one(f"#{field}", Widget)
        assert self.app.focused is not None
        away = chain.index(target) - chain.index(self.app.focused)
        there, back = away % len(chain), -away % len(chain)
        await self.press(*(["tab"] * there if there <= back else ["shift+tab"] * back))
        assert self.focused_id() == field, f"{self.focused_id()} has the focus, not {field}"

    async def fill(self, field: str, text: str) -> None:
        """Tab to a field and type over all that stands there."""
        if self.focused_id() == field:
            await self.burst("end", "ctrl+u")
        await self.go(field)
        if isinstance(self.app.focused, TextArea):
            self.app.focused.select_all()
        await self.type(text)

    # The screen

    async def until(self, condition: Callable[[], Any], what: str = "") -> None:
        """Wait for a condition; what is on the screen is told when it does not come true."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not condition():
            if self.app._exception is not None:
                raise self.app._exception
            if loop.time() > end:
                painted = "\n".join(self.screen_text())
                raise AssertionError(f"waited in vain for {what or condition}\n{painted}")
            await asyncio.sleep(0.01)

    def _strips(self) -> list[Strip]:
        """The lines after the painter has been over them: what a terminal is sent."""
        frame = Frame(*self.app.size, ColorSystem.TRUECOLOR)
        for y, strip in enumerate(self._composed()):
            frame.place(0, y, frame.width, strip)
        return [Strip([Segment("".join(cells))]) for cells in frame._text]

    def _composed(self) -> list[Strip]:
        active_app.set(self.app)
        screen = self.app.screen
        token = visible_screen_stack.set(self.app._background_screens)
        try:
            return screen._compositor.render_strips()
        finally:
            visible_screen_stack.reset(token)

    def screen_text(self) -> list[str]:
        """The lines as they are painted, windows and lists over them included."""
        return [strip.text.rstrip() for strip in self._strips()]

    def shown(self, selector: str) -> str:
        """What is painted where a widget stands; several lines are joined by line ends."""
        return self._painted(self.app.screen.query_one(selector, Widget))

    def _painted(self, widget: Widget) -> str:
        strips = self._strips()
        try:
            region = self.app.screen.find_widget(widget).visible_region
        except NoWidget:
            return ""
        lines = [
            strip.crop(region.x, region.right).text.strip(FRAME + "▾")
            for strip in strips[region.y : region.bottom]
        ]
        return "\n".join(line for line in lines if line)

    def _told(self) -> tuple[str, str]:
        lines = self.screen_text()
        flowing = " ".join(line.strip(FRAME) for line in lines)
        return "\n".join(lines), re.sub(r"\s+", " ", flowing)

    def is_seen(self, text: str) -> bool:
        """Whether a text is on the screen; a sentence may be broken into lines."""
        return self._are_seen((text,))

    def _are_seen(self, texts: tuple[str, ...]) -> bool:
        told = self._told()
        return all(any(text in lines for lines in told) for text in texts)

    async def see(self, *texts: str) -> None:
        """Wait until all of these are on the screen together."""
        await self.until(lambda: self._are_seen(texts), " and ".join(map(repr, texts)))

    async def not_see(self, *texts: str) -> None:
        """Wait until none of these is on the screen any more."""
        for text in texts:
            await self.until(lambda text=text: not self.is_seen(text), f"no {text!r}")  # type: ignore[misc]

    def table(self) -> RecordTable[Any]:
        """The list in use: of a field, of a window, or of the screen."""
        screen = self.app.screen
        for matches in screen.query(LookupList):
            if matches.display:
                return matches.table
        return screen.query(RecordTable).first()

    def rows(self) -> list[str]:
        """The lines of the list in use, headings included."""
        painted = self._painted(self.table()).split("\n")
        return painted[1:] if self.table().show_header else painted

    def listed(self, text: str) -> str:
        """The one line of the list in use that holds a text."""
        found = [line for line in self.rows() if text in line]
        assert len(found) == 1, (text, found)
        return found[0]

    def cursor_row(self) -> str:
        """The painted line under the cursor."""
        table = self.table()
        y = table.region.y + table.cursor_line()
        return self._strips()[y].crop(table.region.x, table.region.right).text.strip()

    def current_id(self) -> int | None:
        """Which record is under the cursor."""
        current = self.table().current
        return None if current is None else int(current.id)

    def focused_id(self) -> str | None:
        """The id of what has the focus."""
        return None if self.app.focused is None else self.app.focused.id

    def notice(self) -> str:
        """What the program says in its line."""
        for line in self.app.screen.query(Notice):
            return self._painted(line)
        return ""

    @property
    def title(self) -> str:
        """The first line of the form."""
        return self.screen_text()[0].strip()

    # The database

    def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call on the database thread: what was stored, or to prepare something."""
        return self.db.run(function, *args, **kwargs)

    def stored(self, model: Model = Activity) -> list[dict[str, Any]]:
        """All rows of a table, the oldest first."""
        fields = columns(model)

        def read() -> list[tuple[Any, ...]]:
            return fetch_tuples(model.select(*fields.values()).order_by(model.id))

        return [dict(zip(fields, values, strict=True)) for values in self.ask(read)]

    def activity(self, activity_id: int) -> dict[str, Any]:
        """An activity as it is stored."""
        return next(row for row in self.stored() if row["id"] == activity_id)

    def count(self) -> int:
        """How many activities there are."""
        return len(self.stored())

    def newest(self) -> dict[str, Any]:
        """The activity that was added last."""
        return self.stored()[-1]

    # Common ways

    async def to(self, activity_id: int) -> None:
        """Move the cursor of the list to an activity, by arrows."""
        table = self.table()
        at = [row.id for row in table.rows].index(activity_id)
        now = table.rows.index(table.current)
        away = at - now
        await self.burst(*(["down"] * away if away > 0 else ["up"] * -away))
        assert self.current_id() == activity_id

    async def open(self, activity_id: int) -> None:
        """Open an activity of the list in its form."""
        await self.to(activity_id)
        await self.press("enter")
        await self.until(lambda: self.app.screen.query("#title"), "the form")

    async def new_contact(self, letters: str = "alfa") -> None:
        """A new window with its contractor; its main person comes along."""
        await self.press("n")
        await self.type(letters)
        await self.press("enter")
        await self.until(lambda: not self.is_seen("choose the contractor first"), "a contractor")
