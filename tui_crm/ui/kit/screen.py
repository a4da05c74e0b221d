"""Base classes of screens and windows: messages, database calls, key hints, style sheets."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Generic, ParamSpec, TypeVar

from textual import events, on
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.store.worker import PATIENCE
from tui_crm.terminal.layout import tell_sizes
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.kit.app_protocol import program_of
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.copy_round import CopyRound
from tui_crm.ui.kit.status_bars import HintBar, Notice

if TYPE_CHECKING:
    from tui_crm.ui.kit.host import Host
    from tui_crm.ui.kit.navigation import Navigation

P = ParamSpec("P")
T = TypeVar("T")
Result = TypeVar("Result")

FILLED_BELOW = 100
"""Columns below which a window takes the whole width."""
BROAD_BELOW = 144
"""Columns below which a list in a window does: beside it only shreds of words would be left."""
LOW_BELOW = 40
"""Lines below which a list in a window leaves only the top bar in sight."""

REMINDER_DELAY = 0.7
"""Seconds during which a reminder must not replace the message of a window just closed."""


class BaseScreen(TellsErrors, Screen[Result], Generic[Result]):
    """A screen that is styled once when it is mounted, and not again when it is first shown.

    It always has the size of the terminal and reports their sizes to its widgets (`tell_sizes`).
    Its key hints follow the focus.
    """

    ENABLE_COMMAND_PALETTE = False

    SHEETS: ClassVar[tuple[str, ...]] = ()
    """Style sheets that only this screen needs, read when it is first opened."""

    _shown_before = False
    _hints_due = False

    def __init__(self, crm: Context) -> None:
        self.CSS_PATH = [crm.settings.styles / name for name in self.SHEETS]  # type: ignore[misc]
        super().__init__()
        tell_sizes(self)
        self.crm = crm

    @on(events.ScreenResume)
    def _style_once(self, event: events.ScreenResume) -> None:
        # Runs before the handler of `Screen`, which reads the flag.
        if not self._shown_before:
            self._shown_before = True
            event.refresh_styles = False

    @on(events.Resize)
    def _keep_real_size(self, event: events.Resize) -> None:
        # A layout posts the size it was made for to its screen. While the terminal is being dragged
        # that arrives after the newer size, replaces it in the queue, and would stay.
        if event.size != self.app.size:
            event.prevent_default()
            self.post_message(events.Resize(self.app.size, self.app.size))

    @property
    def focus_chain(self) -> list[Widget]:
        """The fields in the order they are composed, which is the order they are drawn.

        Textual goes by their places on the screen. A field that was just shown has none until the
        next layout, and a Tab right behind the key that showed it would start from the first field.
        """
        return list(_focusable(self))

    @property
    def is_open(self) -> bool:
        """False as soon as the screen begins to close."""
        return self in self.app.screen_stack

    def run_in_background(self, work: Coroutine[Any, Any, None], *, group: str) -> None:
        """Run what no key waits for; it takes the place of what is still running in its group."""
        self.run_worker(self._while_open(work), exclusive=True, group=group)

    async def _while_open(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except NoMatches:
            # A closing screen loses its widgets one by one before its workers are cancelled.
            if self.is_open:
                raise

    @on(events.Mount)
    def _follow_bindings(self) -> None:
        self.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, screen: Screen[Any]) -> None:
        if screen is self:
            self.refresh_hints()

    @on(events.ScreenResume)
    def refresh_hints(self) -> None:
        """Update the key hints, once however often this is called before the next turn."""
        if not self._hints_due:
            self._hints_due = True
            self.call_later(self._show_hints)

    def _show_hints(self) -> None:
        self._hints_due = False
        bar = self.query_one_optional(HintBar) if self.is_current else None
        if bar is not None:
            bar.refresh_hints(self)


@contextmanager
def waiting_said(screens: Sequence[Screen[Any]], text: str) -> Iterator[None]:
    """Show a message in the uppermost message line there is, as long as something waits."""
    found = (list(screen.query(Notice)) for screen in reversed(screens))
    notices = next((some for some in found if some), [])
    for notice in notices:
        notice.wait(text)
    try:
        yield
    finally:
        for notice in notices:
            notice.waited()


def _focusable(parent: Widget) -> Iterator[Widget]:
    for child in parent.displayed_children:
        if not child.disabled:
            if child.allow_focus():
                yield child
            if child.allow_focus_children():
                yield from _focusable(child)


class CrmScreen(BaseScreen[Result], Generic[Result]):
    """A screen that fills the terminal; its last lines are a `Notice` and a `HintBar`."""

    AUTO_FOCUS = ""

    section = ""
    """The section to highlight in the top bar; empty for a form, which has no top bar."""

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self.copies = CopyRound()

    @property
    def busy(self) -> bool:
        """Whether something is being typed, so that it must not be reloaded; always in a form."""
        return True

    @property
    def is_pushed(self) -> bool:
        """Whether it was opened on top of another screen, to which Esc returns."""
        return self.app.screen_stack[0] is not self

    @on(events.ScreenResume)
    def _announce_reminders(self) -> None:
        reminders = program_of(self.app).reminders
        if reminders is not None and reminders.is_due:
            self.set_timer(REMINDER_DELAY, reminders.announce)

    @on(events.Resize)
    def _fit_lines(self) -> None:
        if self.is_current:
            self.show_top_bar()
        self.call_after_refresh(self.refresh_hints)

    def _show_hints(self) -> None:
        self._hints_due = False
        # Until the focus is set it is unknown which keys are letters.
        if self.focused is not None:
            super()._show_hints()

    @property
    def navigation(self) -> Navigation:
        """Opens other screens on top of this one."""
        return program_of(self.app).navigation_of(self)

    def show_top_bar(self) -> None:
        """Have the app draw the top bar: sections, running call, operator, time."""
        program_of(self.app).show_top_bar()

    async def reload(self, *, keep: int | None = None) -> None:
        """Read again what is listed, the cursor on *keep*; a form lists nothing."""
        del keep

    async def catch_up(self) -> None:
        """Called when a colleague has changed something."""
        await self.reload()

    async def show_saved(self, activity_id: int) -> None:
        """Called when an activity was saved in a form on top of this screen."""
        del activity_id
        await self.reload()

    async def timer_changed(self) -> None:
        """Called when a call was started or stopped: the top bar shows it everywhere."""
        await program_of(self.app).timer_changed()

    def show_done(self, text: str) -> None:
        """Report in the message line what was done."""
        for notice in self.query(Notice):
            notice.show_done(text)

    def show_error(self, text: str) -> None:
        """Report in the message line what is wrong and what to do."""
        for notice in self.query(Notice):
            notice.show_error(text)

    def show_info(self, text: str) -> None:
        """Report a state in the message line: nothing was done, nothing is wrong."""
        for notice in self.query(Notice):
            notice.show_info(text)

    def clear_message(self) -> None:
        """Clear the message line."""
        for notice in self.query(Notice):
            notice.clear()

    _kept_waiting = False

    async def wait_db(self, waiting: Awaitable[T]) -> T:
        """Await a database call; say after `PATIENCE` seconds that it takes long.

        For a lock the app says it, and whose it is.
        """
        task = asyncio.ensure_future(waiting)
        done, _pending = await asyncio.wait({task}, timeout=PATIENCE)
        if not done and self.crm.db.waits_for_lock:
            await asyncio.wait({task})
        elif not done:
            with waiting_said([self], _("Just a moment: the database takes long to answer.")):
                await asyncio.wait({task})
        # Set last: another call may have been answered without delay while this one waited.
        self._kept_waiting = not done
        return task.result()

    def forget_typed(self) -> None:
        """Drop keys typed while the database delayed the closing of a form or action bar.

        They were typed for what was open and would act as commands on the list behind it.
        """
        if self._kept_waiting:
            program_of(self.app).gate.forget(self._report_forgotten)

    def _report_forgotten(self, count: int) -> None:
        for notice in self.app.screen.query(Notice) if count else ():
            notice.append(_("What you typed while it was being saved was not used."))

    async def try_db(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Call on the database thread; on a `CrmError` show it and return None."""
        try:
            return await self.wait_db(self.crm.db(function, *args, **kwargs))
        except CrmError as error:
            self.show_error(error.message)
            return None

    async def ok_db(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Call on the database thread; on a `CrmError` show it and return False."""
        try:
            await self.wait_db(self.crm.db(function, *args, **kwargs))
        except CrmError as error:
            self.show_error(error.message)
            return False
        return True


class CrmWindow(BaseScreen[Result], ModalScreen[Result], Generic[Result]):
    """A window over a screen: Enter takes, Esc leaves."""

    SHEETS: ClassVar[tuple[str, ...]] = ("kit/windows.tcss", "forms/forms.tcss")

    _leaving = False

    @on(events.Mount)
    @on(events.Resize)
    def _fill_width(self) -> None:
        """In a small terminal no shreds of the screen below stand beside or under the window."""
        size = self.app.size
        self.set_class(size.width < FILLED_BELOW, "-filled")
        self.set_class(size.width < BROAD_BELOW, "-broad")
        self.set_class(size.height < LOW_BELOW, "-low")

    def action_copy_text(self) -> None:
        """Ctrl+C, with which terminals copy: say what closes the window, and what the program.

        Keys of the app do not reach it from a window.
        """
        for window in self.query(".window"):
            window.border_subtitle = content(_("Esc closes the window, <app.quit> the program"))

    def finish(self, result: Result | None = None) -> None:
        """Close with a result; a second call does nothing (two Enters in one packet)."""
        if not self._leaving and self.is_current:
            self._leaving = True
            self.dismiss(result)


if TYPE_CHECKING:
    # Makes mypy check that a screen satisfies its controllers' protocol.
    def _screen_is_host(screen: CrmScreen[Any]) -> Host:
        return screen
