"""The application: sections, timers, top bar, undo, and commands that work everywhere."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import threading
from asyncio import FIRST_COMPLETED
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import BindingType

from tui_crm.domain.errors import CrmError, NotWaitedFor
from tui_crm.i18n import _, name_keys
from tui_crm.presentation import formats
from tui_crm.queries.activities.running_timer import running_timer
from tui_crm.terminal import painter
from tui_crm.terminal.app import TerminalApp
from tui_crm.terminal.text import plain
from tui_crm.ui import colleagues as colleague_watch
from tui_crm.ui.commands.command import use_own_keys
from tui_crm.ui.commands.registry import BY_ID, key_of
from tui_crm.ui.kit.app_protocol import Undone
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmScreen, waiting_said
from tui_crm.ui.kit.status_bars import Line
from tui_crm.ui.kit.themes import PALETTES, exactly, fitting, inks_of, theme
from tui_crm.ui.navigation import Navigator
from tui_crm.ui.top_bar import top_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from textual.screen import Screen

    from tui_crm.queries.activities.running_timer import RunningTimer
    from tui_crm.ui.colleagues import Watched
    from tui_crm.ui.commands.available import Available
    from tui_crm.ui.kit.app_protocol import Program
    from tui_crm.ui.kit.navigation import Navigation
    from tui_crm.ui.reminders.notifier import ReminderNotifier

log = logging.getLogger("tui_crm")

HEARTBEAT_EVERY = 30
WARM_UP_AFTER = 0.15
LOOK_AGAIN = 0.25
"""Seconds between two looks whether a late answer waits for a lock."""
MEANWHILE = ("app.help", "app.quit")
"""The commands that work while a lock is waited for."""


async def _only_read(_chosen: object) -> None:
    """For a help that runs nothing."""


class CrmApp(TerminalApp):
    """Sections as Textual modes, one database thread, one clock; the rest is in the screens."""

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
        asks_name: bool = False,
    ) -> None:
        """*notice* is shown on the first screen; without *colleagues* no changes are watched.

        *asks_name* opens the window for the name of an operator of whom only the login is known.
        *own_keys* replace the declared keys, by command id.
        """
        self.CSS_PATH = [crm.settings.styles / "kit" / "base.tcss"]  # type: ignore[misc]
        super().__init__(driver=driver)
        self.crm = crm
        self.navigation = Navigator(self, crm)
        self.notice = notice
        self._asks_name = asks_name
        self.running: RunningTimer | None = None
        self.reminders: ReminderNotifier | None = None
        self.signed_out_because = ""
        """Why the operator was signed out; what they were typing is kept as a draft."""
        self._has_colleagues = colleagues
        self.colleagues = colleague_watch.ColleagueWatch(self)
        self._beats = 0
        self._minute = ""
        self._use_keys(own_keys or {})
        self._choose_theme()
        for section, screen in self.navigation.sections().items():
            self.add_mode(section, screen)

    def _use_keys(self, own: Mapping[str, tuple[str, ...]]) -> None:
        use_own_keys(own)
        name_keys(key_of)
        self.set_keymap({name: ",".join(BY_ID[name].pressed) for name in own})
        for command in (BY_ID[name] for name in own):
            if not command.declared:
                self.bind(",".join(command.pressed), command.action, show=False)

    def _choose_theme(self) -> None:
        # Set before anything is styled: the watcher would parse all styles twice more.
        self.set_reactive(App.theme, self._registered(self.crm.settings.theme))
        self.stylesheet.set_variables(self.get_css_variables())

    def _registered(self, asked: str) -> str:
        """The name of the Textual theme for a theme of the settings, known to Textual."""
        sixteen = self.console.color_system == "standard"
        name = fitting(asked, sixteen=sixteen, grey=self.no_color)
        self.register_theme(theme(name))
        self.inks = inks_of(name)
        return name

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the style sheets, with the colours of the theme as they are."""
        name = self.theme
        return super().get_css_variables() | (exactly(name) if name in PALETTES else {})

    def use_theme(self, asked: str) -> None:
        """Draw everything in another theme, one of `settings.THEMES`."""
        self.theme = self._registered(asked)

    async def _kept_waiting(self, answer: asyncio.Future[Any]) -> None:
        """Say which lock is waited for; help and leaving work meanwhile."""
        gone = asyncio.ensure_future(self.gone.wait())
        keys = {key for name in MEANWHILE for key in BY_ID[name].pressed}
        try:
            while not answer.done() and not self.crm.db.waits_for_lock:
                await asyncio.wait({answer, gone}, timeout=LOOK_AGAIN, return_when=FIRST_COMPLETED)
            if answer.done():
                return
            said = waiting_said(self.screen_stack, self._what_is_waited_for())
            async with self.waiting(keys):
                with said:
                    await asyncio.wait({answer, gone}, return_when=FIRST_COMPLETED)
            if not answer.done():
                raise NotWaitedFor(_("Not saved: what is typed stays as a draft."))
        finally:
            gone.cancel()
            if self.gone.is_set():
                self.crm.db.give_up()

    def _what_is_waited_for(self) -> str:
        who = self.crm.db.who_writes
        if not who:
            return _("Saving … someone else is writing to the database just now.")
        return _("Saving … {login} is writing to the database just now.").format(login=who)

    async def on_mount(self) -> None:
        self.crm.db.kept_waiting = self._kept_waiting
        painter.install(self)
        await self.timer_changed()
        self.set_interval(1.0, self._tick)
        self.set_timer(WARM_UP_AFTER, self._warm_up)
        if self._has_colleagues:
            self.set_interval(
                colleague_watch.EVERY, partial(self._in_background, self.colleagues.look)
            )
        if self.notice:
            self.call_after_refresh(self._show_notice, self.notice)
        if self._asks_name:
            self.call_after_refresh(self.navigation.ask_own_name, self._after_own_name)

    async def _after_own_name(self, renamed: bool | None) -> None:
        if renamed:
            await self.refresh_actor()
            self.show_top_bar()

    def _warm_up(self) -> None:
        """Import what the first keys need, in a thread, after the first frame."""
        gc.freeze()
        gc.enable()
        threading.Thread(target=self._import_the_rest, daemon=True).start()

    def _import_the_rest(self) -> None:
        importlib.import_module("tui_crm.ui.activities.list.controllers")
        importlib.import_module("tui_crm.ui.reminders.notifier")
        self.call_later(self._in_background, self.remind)

    def _in_background(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Run in a worker, so that a colleague's lock delays no key; once at a time."""
        group = work.__name__
        if all(worker.is_finished for worker in self.workers if worker.group == group):
            self.run_worker(work(), group=group)

    async def remind(self) -> ReminderNotifier:
        """Start announcing reminders and preparing forms, on the first call; check reminders."""
        from tui_crm.ui.reminders.notifier import ReminderNotifier  # noqa: PLC0415  # after the first frame

        if self.reminders is None:
            self.reminders = ReminderNotifier(self, self.crm)
            self.navigation.prepare_forms()
        await self.reminders.look()
        return self.reminders

    async def action_reminders(self) -> None:
        reminders = await self.remind()
        await reminders.show()

    @property
    def shown(self) -> CrmScreen[Any] | None:
        """The screen on top; None while a window is open over it."""
        return self.screen if isinstance(self.screen, CrmScreen) else None

    def say(self, text: str) -> None:
        """Show a sentence about what was done in the background."""
        self._show_notice(text)

    def _show_notice(self, text: str) -> None:
        if self.shown is not None:
            self.shown.show_done(text)

    # The top bar

    async def timer_changed(self) -> None:
        """Read which call is running, and show it; called when a timer was started or paused."""
        self.running = await self.crm.db(running_timer, self.crm.actor.operator_id)
        self.show_top_bar()
        if self.reminders is not None:
            await self.reminders.look()

    def navigation_of(self, screen: Screen[Any]) -> Navigation:
        """What opens other screens on top of this one."""
        assert isinstance(screen, CrmScreen)
        return self.navigation.of(screen)

    def show_top_bar(self) -> None:
        """Draw sections, running call, operator and time on the current screen."""
        screen = self.shown
        if screen is None or not screen.section:
            return
        for bar in screen.query("#topbar").results(Line):
            left, right = top_bar(
                self.crm, section=screen.section, running=self.running, width=self.size.width
            )
            bar.show_pieces(*left, right=right)

    def _tick(self) -> None:
        minute = self.crm.local_now().strftime("%H:%M")
        if self.running is None and minute == self._minute:
            return
        turned, self._minute = minute != self._minute, minute
        self.show_top_bar()
        if turned and self.reminders is not None:
            self._in_background(self.remind)
        self._beats += 1
        if self.running is not None and self._beats % HEARTBEAT_EVERY == 0:
            self._in_background(self._beat)

    async def _beat(self) -> None:
        from tui_crm.services.activities import timers  # noqa: PLC0415  # only while a call runs

        try:
            await self.crm.db(timers.heartbeat, actor=self.crm.actor, instant=self.crm.instant())
        except CrmError as error:
            log.warning("no heartbeat: %s", error)

    def sign_out(self, reason: str) -> None:
        """End the program since the operator may not stay; what was typed is kept as drafts."""
        self.signed_out_because = reason
        self.exit(return_code=1)

    async def refresh_actor(self) -> None:
        """Read the operator's rights again.

        Raises `Refused` or `Upgraded` when they may not stay.
        """
        from tui_crm.services.setup.login import refreshed  # noqa: PLC0415  # after the first frame

        actor = await self.crm.db(refreshed, self.crm.actor)
        if actor != self.crm.actor:
            self.crm.actor = actor
            self.show_top_bar()
            self.screen.refresh_bindings()

    async def undo(self) -> Undone:
        """Undo the last operation as a whole; raises `Refused` if that is impossible."""
        from tui_crm.services.undo import undo  # noqa: PLC0415  # after the first frame

        return await self._step_back(undo, _("Taken back: {what} · <history.redo> does it again"))

    async def redo(self) -> Undone:
        """Redo what was undone; raises `Refused` if that is impossible."""
        from tui_crm.services.undo import redo  # noqa: PLC0415  # as above

        return await self._step_back(redo, _("Done again: {what}"))

    async def _step_back(self, step: Any, text: str) -> Undone:
        done = await self.crm.db(step, actor=self.crm.actor, now=self.crm.now())
        what = formats.action(done.action, plain(done.subject))
        return Undone(text.format(what=what), done.activity_ids)

    # Commands that work everywhere

    async def action_section(self, name: str) -> None:
        """Within the section it closes the cards and lists on top of it."""
        if name == self.current_mode:
            while self.screen.is_current and len(self.screen_stack) > 1:
                await self.pop_screen()
        await self.switch_mode(name)
        self.show_top_bar()

    async def action_leave(self) -> None:
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C, which Textual would answer in English: say what leaves the program."""
        if self.shown is not None:
            self.shown.show_info(
                _("<app.quit> leaves the program; what is typed stays as a draft.")
            )

    async def action_who_calls(self) -> None:
        await self.navigation.ask_who_calls()

    async def action_find(self) -> None:
        section = "" if self.shown is None else self.shown.section
        await self.navigation.find(section=section or "find")

    async def action_show_keys(self) -> None:
        await self.navigation.show_help(self._run_command if not self.waits else _only_read)

    async def action_palette(self) -> None:
        await self.navigation.find_command(self._run_command)

    async def action_choose_theme(self) -> None:
        await self.navigation.choose_theme()

    async def _run_command(self, chosen: Available | None) -> None:
        if chosen is not None:
            await self.run_action(chosen.command.action, default_namespace=chosen.node)

    def keep_typed(self) -> None:
        """Write all drafts to disk: the program is about to end by a bug."""
        self.crm.drafts.flush()

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """A `CrmError` of a key's action is shown instead of ending the program."""
        try:
            return await super().run_action(*args, **kwargs)
        except CrmError as error:
            self.tell(error)
            return True

    def tell(self, error: CrmError) -> None:
        """Show an expected error on the screen on top; below a window on the screen under it."""
        log.warning("told: %s", error)
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CrmScreen):
                screen.show_error(error.message)
                return


if TYPE_CHECKING:
    # Makes mypy check that the app satisfies these protocols.
    def _app_is_program(app: CrmApp) -> Program:
        return app

    def _app_is_watched(app: CrmApp) -> Watched:
        return app
