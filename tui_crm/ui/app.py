"""The application: sections, the clock, what works everywhere; bugs are loud."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import threading
import traceback
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from tui_crm.domain.errors import CrmError, Refused
from tui_crm.i18n import name_keys
from tui_crm.queries.activities.running_timer import running_timer
from tui_crm.settings import BUG
from tui_crm.store.connection import data_version
from tui_crm.terminal import painter as paint
from tui_crm.terminal.type_ahead import KeyGate
from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.list_models import TodayView
from tui_crm.ui.commands.command import use_own_keys
from tui_crm.ui.commands.registry import BY_ID, key_of
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.kit.status_bars import Line
from tui_crm.ui.kit.themes import THEMES, fitting
from tui_crm.ui.top_bar import top_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from tui_crm.queries.activities.running_timer import RunningTimer
    from tui_crm.ui.commands.available import Available
    from tui_crm.ui.kit.app_protocol import Program
    from tui_crm.ui.reminders.notifier import Reminding

log = logging.getLogger("tui_crm")

COLLEAGUES_EVERY = 2.0
HEARTBEAT_EVERY = 30
WARM_UP_AFTER = 0.15
LAST_BYTES = 0.1
LAST_KEYS = 1.0
"""Seconds that the last keys may take when the program is to end, within the grace of signals."""


class CrmApp(App[int]):
    """Sections as modes, one database thread, one clock; everything else is in the screens."""

    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "today"
    TITLE = "tui-crm"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        crm: Context,
        *,
        driver: Any = None,
        notice: str = "",
        colleagues: bool = True,
        own_keys: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """*notice* is said on the first screen; *colleagues* off is for a database of one's own.

        *own_keys* stand instead of the declared ones, by the id of the command.
        """
        self.CSS_PATH = [crm.settings.styles / "base.tcss"]  # type: ignore[misc]
        super().__init__(driver_class=driver)
        self.crm = crm
        self.gate = KeyGate(self)
        self.notice = notice
        self.running: RunningTimer | None = None
        self.reminding: Reminding | None = None
        self.bug: Exception | None = None
        self.leaving = False
        self.turned_out = ""
        """Why the operator may not stay; what they were typing is kept as a draft."""
        self._ending: asyncio.Task[None] | None = None
        self._colleagues = colleagues
        self._version: int | None = None
        self._beats = 0
        self._minute = ""
        self._use_keys(own_keys or {})
        for theme in THEMES:
            self.register_theme(theme)
        self._choose_theme()
        self.add_mode("today", self._today)
        self.add_mode("activities", self._activities)
        self.add_mode("contractors", self._contractors)
        self.add_mode("persons", self._persons)
        self.add_mode("schedule", self._schedule)
        self.add_mode("setup", self._setup)

    def _use_keys(self, own: Mapping[str, tuple[str, ...]]) -> None:
        use_own_keys(own)
        name_keys(key_of)
        self.set_keymap({name: ",".join(BY_ID[name].pressed) for name in own})

    def _choose_theme(self) -> None:
        # Told before anything is styled: the watcher would parse all styles anew, twice.
        theme = fitting(sixteen=self.console.color_system == "standard", grey=self.no_color)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def _today(self) -> Screen[Any]:
        return ActivityList(self.crm, TodayView(self.crm))

    def _activities(self) -> Screen[Any]:
        from tui_crm.ui.activities.all_activities import ActivitiesView  # noqa: PLC0415  # when asked for

        return ActivityList(self.crm, ActivitiesView(self.crm))

    def _contractors(self) -> Screen[Any]:
        from tui_crm.ui.directory.lists import ContractorList  # noqa: PLC0415  # as above

        return ContractorList(self.crm)

    def _persons(self) -> Screen[Any]:
        from tui_crm.ui.directory.lists import all_persons  # noqa: PLC0415  # as above

        return all_persons(self.crm)

    def _schedule(self) -> Screen[Any]:
        from tui_crm.ui.schedule.screen import ScheduleScreen  # noqa: PLC0415  # as above

        return ScheduleScreen(self.crm)

    def _setup(self) -> Screen[Any]:
        from tui_crm.ui.setup.screen import SetupScreen  # noqa: PLC0415  # as above

        return SetupScreen(self.crm)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes pass the gate first, so that none is handled too early."""
        typed = isinstance(event, events.Key | events.Paste)
        if typed and not event.is_forwarded and not self.gate.admit(event):
            return
        await super().on_event(event)

    def on_load(self) -> None:
        """Nothing is handled that the gate does not count, in one order on every Python."""
        # From 3.12 on Textual lets tasks begin within the call that makes them: a screen would be
        # composed before it is on the stack, and what a key sets off would come in another order.
        asyncio.get_running_loop().set_task_factory(None)
        self.gate.watch()

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """A screen that is about to be mounted; its sheets are read by then."""
        found = super().get_screen(screen, screen_class)
        self._load_screen_css(found)
        return found

    async def on_mount(self) -> None:
        """Thin painting, the clock, the running call, colleagues' changes."""
        paint.install(self)
        await self.timer_changed()
        self.set_interval(1.0, self._tick)
        self.set_timer(WARM_UP_AFTER, self._warm_up)
        if self._colleagues:
            self.set_interval(COLLEAGUES_EVERY, partial(self._beside, self._look_for_changes))
        if self.notice:
            self.call_after_refresh(self._say, self.notice)

    def _warm_up(self) -> None:
        """Import what the first keys need, beside the loop, while the operator looks."""
        gc.freeze()
        gc.enable()
        threading.Thread(target=self._import_the_rest, daemon=True).start()

    def _import_the_rest(self) -> None:
        importlib.import_module("tui_crm.ui.activities.list.controllers")
        importlib.import_module("tui_crm.ui.reminders.notifier")
        self.call_later(self._beside, self.remind)

    def _beside(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do it beside the loop, where a colleague's lock keeps no key waiting; once at a time."""
        group = work.__name__
        if all(worker.is_finished for worker in self.workers if worker.group == group):
            self.run_worker(work(), group=group)

    async def remind(self) -> Reminding:
        """From now on reminders are told, and forms wait to be opened."""
        from tui_crm.ui.reminders.notifier import Reminding  # noqa: PLC0415  # behind the first frame

        if self.reminding is None:
            self.reminding = Reminding(self, self.crm)
            self.crm.forms.prepare_soon(self, self.crm)
        await self.reminding.look()
        return self.reminding

    async def action_reminders(self) -> None:
        """What is due, to be opened, put off or dismissed."""
        reminding = await self.remind()
        await reminding.show()

    @property
    def _shown(self) -> CrmScreen[Any] | None:
        """The screen on top; None while a small window stands over it."""
        return self.screen if isinstance(self.screen, CrmScreen) else None

    def _say(self, text: str) -> None:
        if self._shown is not None:
            self._shown.say(text)

    # The line on top

    async def timer_changed(self) -> None:
        """A timer was started or paused: read which call runs, show it."""
        self.running = await self.crm.db(running_timer, self.crm.who.operator_id)
        self.show_top_bar()
        if self.reminding is not None:
            await self.reminding.look()

    def show_top_bar(self) -> None:
        """Sections, running call, operator, time."""
        screen = self._shown
        if screen is None or not screen.section:
            return
        for bar in screen.query("#topbar").results(Line):
            left, right = top_bar(
                self.crm, section=screen.section, running=self.running, width=self.size.width
            )
            bar.say(*left, right=right)

    def _tick(self) -> None:
        minute = self.crm.local_now().strftime("%H:%M")
        if self.running is None and minute == self._minute:
            return
        turned, self._minute = minute != self._minute, minute
        self.show_top_bar()
        if turned and self.reminding is not None:
            self._beside(self.remind)
        self._beats += 1
        if self.running is not None and self._beats % HEARTBEAT_EVERY == 0:
            self._beside(self._beat)

    async def _beat(self) -> None:
        from tui_crm.services.activities import timers  # noqa: PLC0415  # only while a call runs

        try:
            await self.crm.db(timers.heartbeat, who=self.crm.who, instant=self.crm.instant())
        except CrmError as error:
            log.warning("no heartbeat: %s", error)

    async def _look_for_changes(self) -> None:
        """Another connection has committed: what is shown catches up."""
        try:
            version = await self.crm.db(data_version)
        except CrmError:
            return
        # The first look always reads: something may have come since the first frame.
        if version == self._version:
            return
        try:
            await self.know_again()
        except Refused as refused:
            self.turned_out = refused.message
            self.exit(return_code=1)
            return
        except CrmError:
            return
        self.call_later(self._catch_up, version)

    async def _catch_up(self, version: int) -> None:
        """Read the visible list again around its cursor; keys wait for that."""
        screen = self._shown
        # What a key is doing reads the list, too: the next look comes soon.
        if screen is not None and not screen.busy and not self.gate.busy:
            self._version = version
            await screen.catch_up()
            await self.timer_changed()

    async def know_again(self) -> None:
        """Whoever is here, as they are by now; raises `Refused` when they may not be any more."""
        from tui_crm.services.setup.login import known_again  # noqa: PLC0415  # behind the first frame

        who = await self.crm.db(known_again, self.crm.who)
        if who != self.crm.who:
            self.crm.who = who
            self.show_top_bar()
            self.screen.refresh_bindings()

    # What works everywhere

    async def action_section(self, name: str) -> None:
        """To a section; in it already: off the cards and lists that stand on it."""
        if name == self.current_mode:
            while self.screen.is_current and len(self.screen_stack) > 1:
                await self.pop_screen()
        await self.switch_mode(name)
        self.show_top_bar()

    async def action_leave(self) -> None:
        """Leave; what is typed stays as drafts."""
        self.exit(0)

    async def action_who_calls(self) -> None:
        """Whose number it is, while it is being typed."""
        from tui_crm.ui.search.caller_window import ask_who_calls  # noqa: PLC0415  # when asked for

        await ask_who_calls(self, self.crm)

    async def action_find(self) -> None:
        """Find anything by a few letters; what is on the screen stays below as it is."""
        from tui_crm.ui.search.search_screen import FindScreen  # noqa: PLC0415  # when asked for

        section = "" if self._shown is None else self._shown.section
        await self.push_screen(FindScreen(self.crm, section=section or "find"))

    async def action_show_keys(self) -> None:
        """The keys of this screen."""
        await self._commands(searching=False)

    async def action_palette(self) -> None:
        """Find a command by its name."""
        await self._commands(searching=True)

    async def _commands(self, *, searching: bool) -> None:
        from tui_crm.ui.commands.available import available  # noqa: PLC0415  # when asked for
        from tui_crm.ui.search.command_palette import PaletteWindow  # noqa: PLC0415

        if isinstance(self.screen, PaletteWindow):
            return
        found = available(self.screen)
        await self.push_screen(
            PaletteWindow(self.crm, found, searching=searching), self._run_command
        )

    async def _run_command(self, chosen: Available | None) -> None:
        if chosen is not None:
            await self.run_action(chosen.command.action, default_namespace=chosen.node)

    def _set_pointer_shape(self, shape: str) -> None:
        """There is no mouse, so nothing is told to a pointer."""

    # Bugs are loud, and leave no customer's data on the screen

    def end(self, status: int) -> None:
        """Leave for a signal or a dropped line; what was typed before it is handled first."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end(status))

    async def _end(self, status: int) -> None:
        # The thread that reads the terminal may have to hand over its last bytes yet.
        await asyncio.sleep(LAST_BYTES)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.gate.rest(), LAST_KEYS)
        finally:
            self.exit(status)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave: from here on the screens go, under whatever is still being done on them."""
        self.leaving = True
        super().exit(*args, **kwargs)

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """What a key asks for and cannot be done is said; it does not end the program."""
        try:
            return await super().run_action(*args, **kwargs)
        except CrmError as error:
            if self._shown is None:
                raise
            self._shown.say(error.message, error=True)
            return True

    def _handle_exception(self, error: Exception) -> None:
        if self.leaving or self._closing or not self.is_running:
            log.warning("while leaving: %s", "".join(traceback.format_exception(error)))
            return
        log.error("".join(traceback.format_exception(error)))
        self.crm.drafts.flush()
        self.bug = error
        self._return_code = BUG
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print local variables here; ours go nowhere."""
        self.bell()
        self._close_messages_no_wait()


if TYPE_CHECKING:
    # Here it is checked that the app has what the screens ask of it.
    def _as_screens_know_it(app: CrmApp) -> Program:
        return app
