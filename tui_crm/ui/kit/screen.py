"""What all screens share: the context, saying things, asking the database politely."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, ParamSpec, TypeVar

from textual import events, on
from textual.screen import ModalScreen, Screen

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.terminal.layout import tell_sizes
from tui_crm.ui.kit.app_protocol import program_of
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.status_bars import HintBar, Notice

if TYPE_CHECKING:
    from tui_crm.ui.kit.host import Host
    from tui_crm.ui.kit.navigation import Navigation

P = ParamSpec("P")
T = TypeVar("T")
Result = TypeVar("Result")

PATIENCE = 0.3
"""Seconds after which waiting for the database is said."""

TOLD_AFTER = 0.7
"""Seconds after a window is closed until a reminder may take the line of what came of it."""


class BaseScreen(Screen[Result], Generic[Result]):
    """A screen whose widgets are styled when they are mounted, and not at once again.

    It is as large as the terminal is now, whatever sizes it is told, and tells each widget its own.
    Its line of keys follows the focus.
    """

    ENABLE_COMMAND_PALETTE = False

    SHEETS: ClassVar[tuple[str, ...]] = ()
    """Style sheets of this screen alone, read when it is opened for the first time."""

    _shown_before = False
    _hints_due = False

    def __init__(self, crm: Context) -> None:
        self.CSS_PATH = [crm.settings.styles / name for name in self.SHEETS]  # type: ignore[misc]
        super().__init__()
        tell_sizes(self)
        self.crm = crm

    @on(events.ScreenResume)
    def _style_once(self, event: events.ScreenResume) -> None:
        # Runs before the handler of `Screen`, which obeys.
        if not self._shown_before:
            self._shown_before = True
            event.refresh_styles = False

    @on(events.Resize)
    def _keep_real_size(self, event: events.Resize) -> None:
        # A layout tells its screen the size it was made for. While the terminal is dragged that
        # comes after the next size, takes its place in the queue, and would stay.
        if event.size != self.app.size:
            event.prevent_default()
            self.post_message(events.Resize(self.app.size, self.app.size))

    @on(events.Mount)
    def _follow_bindings(self) -> None:
        self.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, screen: Screen[Any]) -> None:
        if screen is self:
            self.refresh_hints()

    @on(events.ScreenResume)
    def refresh_hints(self) -> None:
        """Say anew which keys work, once for all that asks for it in one go."""
        if not self._hints_due:
            self._hints_due = True
            self.call_later(self._show_hints)

    def _show_hints(self) -> None:
        self._hints_due = False
        bar = self.query_one_optional(HintBar) if self.is_current else None
        if bar is not None:
            bar.refresh_hints(self)


class CrmScreen(BaseScreen[Result], Generic[Result]):
    """A screen that fills the terminal. Its last lines are a `Notice` and a `HintBar`."""

    AUTO_FOCUS = ""

    section = ""
    """Which section of the line on top it belongs to; a form has no such line."""

    @property
    def busy(self) -> bool:
        """Whether something is being typed that must not be read anew; in a form always."""
        return True

    @property
    def is_pushed(self) -> bool:
        """Whether it stands on another screen, to which Esc goes back."""
        return self.app.screen_stack[0] is not self

    @on(events.ScreenResume)
    def _announce_reminders(self) -> None:
        """Tell what one was to be reminded of meanwhile."""
        reminders = program_of(self.app).reminders
        if reminders is not None and reminders.is_due:
            self.set_timer(TOLD_AFTER, reminders.announce)

    @on(events.Resize)
    def _fit_lines(self) -> None:
        """As many sections and hints as fit into the new width."""
        if self.is_current:
            self.show_top_bar()
        self.call_after_refresh(self.refresh_hints)

    def _show_hints(self) -> None:
        self._hints_due = False
        # Until the focus is set nobody can say which keys are letters.
        if self.focused is not None:
            super()._show_hints()

    @property
    def navigation(self) -> Navigation:
        """Opens other screens on top of this one."""
        return program_of(self.app).navigation_of(self)

    def show_top_bar(self) -> None:
        """The line on top is the app's: sections, running call, operator, time."""
        program_of(self.app).show_top_bar()

    async def reload(self, *, keep: int | None = None) -> None:
        """Read anew what is listed here, the cursor on *keep*; a form lists nothing."""
        del keep

    async def catch_up(self) -> None:
        """Somebody else has changed something: what is listed here may say so."""
        await self.reload()

    async def show_saved(self, activity_id: int) -> None:
        """An activity was saved on top of this: what is listed here may say something of it."""
        del activity_id
        await self.reload()

    async def timer_changed(self) -> None:
        """The call that runs is shown on top of every section."""
        await program_of(self.app).timer_changed()

    def show_done(self, text: str) -> None:
        """Say in the line above the hints what was done."""
        for notice in self.query(Notice):
            notice.show_done(text)

    def show_error(self, text: str) -> None:
        """Say there what is wrong, and what to do."""
        for notice in self.query(Notice):
            notice.show_error(text)

    def show_info(self, text: str) -> None:
        """Say there how things are, where nothing was done and nothing is wrong."""
        for notice in self.query(Notice):
            notice.show_info(text)

    def clear_message(self) -> None:
        """Take away the message above the hints."""
        for notice in self.query(Notice):
            notice.clear()

    _kept_waiting = False

    async def wait_db(self, waiting: Awaitable[T]) -> T:
        """Await the database; when a colleague's lock makes it take long, say so meanwhile."""
        task = asyncio.ensure_future(waiting)
        done, _pending = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            notices = list(self.query(Notice))
            for notice in notices:
                notice.wait(_("Saving … someone else is writing to the database just now."))
            await asyncio.wait({task})
            for notice in notices:
                notice.waited()
        # Set last: while this one waited another may have been answered at once.
        self._kept_waiting = not done
        return task.result()

    def forget_typed(self) -> None:
        """What was typed is closed now: keys that came while the database kept it are forgotten.

        They were meant for what was open, and would be commands on the list behind it.
        """
        if self._kept_waiting:
            program_of(self.app).gate.forget(self._say_forgotten)

    def _say_forgotten(self, count: int) -> None:
        for notice in self.app.screen.query(Notice) if count else ():
            notice.append(_("What you typed while it was being saved was not used."))

    async def try_db(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Call on the database thread; what is refused or cannot be done is said, not raised."""
        try:
            return await self.wait_db(self.crm.db(function, *args, **kwargs))
        except CrmError as error:
            self.show_error(error.message)
            return None

    async def ok_db(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Call on the database thread; whether it was done, the reason being said when not."""
        try:
            await self.wait_db(self.crm.db(function, *args, **kwargs))
        except CrmError as error:
            self.show_error(error.message)
            return False
        return True


class CrmWindow(BaseScreen[Result], ModalScreen[Result], Generic[Result]):
    """A small window over a screen; Enter takes, Esc leaves. Dismissed at most once."""

    SHEETS: ClassVar[tuple[str, ...]] = ("kit/windows.tcss", "forms/forms.tcss")

    _leaving = False

    def finish(self, result: Result | None = None) -> None:
        """Close with a result; a second call does nothing (two Enters may come in one packet)."""
        if not self._leaving and self.is_current:
            self._leaving = True
            self.dismiss(result)


if TYPE_CHECKING:
    # Here it is checked that a screen has what its controllers ask of it.
    def _as_controllers_know_it(screen: CrmScreen[Any]) -> Host:
        return screen
