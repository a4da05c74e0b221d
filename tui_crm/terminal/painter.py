"""Painting that sends only changed cells, where Textual would send whole lines.

It replaces `App._display`, the one method between compositor and driver. That is private to
Textual, so versions that were not tested keep stock painting. The output contains no control
characters and no hyperlinks from stored texts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import rich.cells
import textual.strip
from rich.color import ColorSystem
from rich.segment import Segment
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.cache import FIFOCache
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from tui_crm.terminal.driver import textual_is_tested
from tui_crm.terminal.pens import Inks

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from textual.app import App
    from textual.message import Message

    from tui_crm.terminal.frame import Frame

SWITCH: Final = "TUI_CRM_PAINT"
# With so many unsent bytes the terminal is stalled; frames are then merged, not queued.
_STALLED_FROM: Final = 8192
_LOOK_AGAIN: Final = 0.1
# A shorter frame is one packet and appears at once without synchronized output.
_SYNC_FROM: Final = 1024
_SYNC_START: Final = "\x1b[?2026h"
_SYNC_END: Final = "\x1b[?2026l"
_AT_ONCE_WITHIN: Final = 0.25
_AT_ONCE_PER_KEY: Final = 3
_NOTHING: Final[dict[Any, Any]] = {}


def install(app: App[Any]) -> bool:
    """Install the painter; returns False if stock painting stays, which is then only filtered.

    Call it once, when the app has its driver, before or after the first frame.
    """
    known = textual_is_tested() and hasattr(rich.cells, "split_graphemes")
    if not known or os.environ.get(SWITCH) == "stock" or app.is_inline or app.is_web:
        filter_stock_painting()
        return False
    textual.strip.FIFOCache = LateCache  # type: ignore[attr-defined]
    ThinPainter(app).take_over()
    return True


CONSOLE: Final[dict[int, int]] = {
    ord(sign): ord(stands)
    for sign, stands in zip("☎✉⚑★✓‼▌▚▦↻◷⏎‖≡▕▏▁▂▃▄▅▆▇", "CEM*+↑█▒▒@o/║=││███████", strict=True)
}
"""Characters that the fonts of the Linux console lack, and their replacements there.

Its fonts for Polish have at most 512 glyphs, and show the same block for all other characters.
Kinds of activities get the letters that their numbers begin with.
"""


class LateCache(FIFOCache[Any, Any]):
    """A cache that creates its dictionary with the first entry.

    A strip has seven caches, and most strips are rendered once: creating all of them takes a tenth
    of a frame's time.
    """

    __slots__ = ()

    def __init__(self, maxsize: int) -> None:
        self._maxsize = maxsize
        self._cache = _NOTHING
        self.hits = self.misses = 0

    def set(self, key: Any, value: Any) -> None:
        """Add an entry, after replacing the shared empty dictionary."""
        if self._cache is _NOTHING:
            self._cache = {}
        super().set(key, value)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.set(key, value)


def place_update(frame: Frame, update: LayoutUpdate | ChopsUpdate) -> None:
    """Put the compositor's update into the frame, as its `render_segments` would send it."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                frame.place(x, y, x + strip.cell_length, strip)
                x += strip.cell_length
        return
    for y, x1, x2 in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= x2 and end > x1:
                frame.place(x, y, min(end, x2), chop)


def of_terminal(term: str) -> dict[str, Any]:
    """The arguments of `Frame` that depend on the terminal's name ($TERM)."""
    if term == "linux":
        return {"signs": CONSOLE}
    # GNU screen erases in the default colour.
    return {"erases_in_colour": not term.startswith("screen")}


class ThinPainter:
    """Replaces `App._display` and watches `App._post_message` of one app."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._frame: Frame | None = None
        self._writer: object = None
        self._stock_display = app._display
        self._stock_post = app._post_message
        self._waiting = False
        self._key_at = 0.0
        self._at_once_left = 0

    def take_over(self) -> None:
        self._app._display = self.display  # type: ignore[method-assign]
        self._app._post_message = self.post_message  # type: ignore[method-assign]
        if Screen._on_idle is not _on_idle:
            Screen._on_idle = _on_idle  # type: ignore[method-assign]

    def display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        app = self._app
        if renderable is not None and not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            self.forget()
            self._stock_display(screen, renderable)
            return
        driver = app._driver
        try:
            if app._batch_count or not app._running or app._closed or driver is None:
                return
            if app.is_headless:
                return
            frame = self._frame_for(screen._compositor.size)
            if renderable is not None:
                place_update(frame, renderable)
            if renderable is not None or frame.pending:
                self._send(frame)
        finally:
            app.post_display_hook()

    def _frame_for(self, size: Size) -> Frame:
        # After a suspension the driver has a new writer, and the terminal other contents.
        writer = getattr(self._app._driver, "_writer_thread", None)
        frame = self._frame
        inks = getattr(self._app, "inks", Inks.OWN)
        if frame is None or (frame.width, frame.height) != size or frame.inks is not inks:
            from tui_crm.terminal.frame import Frame as NewFrame  # noqa: PLC0415 - not before a frame

            colours = self._app.console._color_system or ColorSystem.TRUECOLOR
            known = of_terminal(os.environ.get("TERM", ""))
            frame = NewFrame(size.width, size.height, colours, inks=inks, **known)
            self._frame = frame
        elif writer is not self._writer:
            frame.forget()
        self._writer = writer
        return frame

    def _send(self, frame: Frame) -> None:
        app, driver = self._app, self._app._driver
        if driver is None:
            return
        if getattr(driver, "backlog", 0) > _STALLED_FROM:
            self._look_again()
            return
        # Read now: the position that a field reported on focus may be from before a layout, and
        # fields also report one when they are mounted on a hidden screen.
        at = getattr(app.screen.focused, "cursor_screen_offset", None)
        cursor = None
        if at is not None:
            # Hidden as well, but where something is typed an input method opens its window there.
            at = app._previous_cursor_position = app.screen.outer_size.clamp_offset(at)
            cursor = (at.x, at.y)
        data = frame.emit(cursor)
        if not data:
            return
        if app._sync_available and len(data) >= _SYNC_FROM:
            data = f"{_SYNC_START}{data}{_SYNC_END}"
        driver.write(data)
        driver.flush()

    def _look_again(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._app.set_timer(_LOOK_AGAIN, self._catch_up, name="paint_catch_up")

    def _catch_up(self) -> None:
        self._waiting = False
        frame = self._frame
        app = self._app
        if frame is None or not frame.pending or app._batch_count or not app._running:
            return
        if app.screen._compositor.size == (frame.width, frame.height):
            self._send(frame)

    def forget(self) -> None:
        """Send all cells with the next frame, because the terminal may show something else."""
        if self._frame is not None:
            self._release()
            self._frame.forget()

    def _release(self) -> None:
        """Give the terminal its own colours back before anything else writes to it."""
        driver = self._app._driver
        if self._frame is not None and driver is not None and (data := self._frame.release()):
            driver.write(data)

    async def post_message(self, message: Message) -> bool:
        """Watches the driver's messages, on the event loop."""
        if isinstance(message, events.Resize):
            # A terminal that was resized and back shows garbage, although the size is the same.
            self.forget()
            # Through the app's queue, because a timer needs the app's context.
            self._app.call_later(self._look_again)
        elif isinstance(message, events.Key | events.Paste):
            self._key_at = time.monotonic()
            self._at_once_left = _AT_ONCE_PER_KEY
        return await self._stock_post(message)

    def may_paint_at_once(self, screen: Screen[Any]) -> bool:
        """Whether all effects of the last key have been handled, so that it can be painted now."""
        if self._at_once_left <= 0 or time.monotonic() - self._key_at > _AT_ONCE_WITHIN:
            return False
        app = self._app
        if app._batch_count or app._exit or not screen.is_current:
            return False
        dirty = screen._dirty_widgets or screen._repaint_required
        if not (dirty or screen._layout_required or screen._scroll_required):
            return False
        pumps = [app, screen, *([screen.focused] if screen.focused is not None else [])]
        if any(not pump._message_queue.empty() for pump in pumps):
            return False
        self._at_once_left -= 1
        return True


_stock_on_idle: Final = Screen._on_idle


async def _on_idle(self: Screen[Any], event: events.Idle) -> None:
    """Paint the effect of a key now instead of at the next refresh (1/60 s)."""
    painter = getattr(self.app._display, "__self__", None)
    if isinstance(painter, ThinPainter) and painter.may_paint_at_once(self):
        event.prevent_default()
        self._on_timer_update()
    else:
        await _stock_on_idle(self, event)


def filter_stock_painting() -> None:
    """Remove control characters from the output of Textual's own painting."""
    if getattr(Strip.render, "filters", False):
        return
    stock_render: Callable[[Strip, Console], str] = Strip.render

    def render(self: Strip, console: Console) -> str:
        if all(text.isascii() and text.isprintable() for text, _, _ in self):
            return stock_render(self, console)
        from tui_crm.terminal.frame import CONTROLS  # noqa: PLC0415 - seldom needed

        clean = [Segment(CONTROLS.sub("", text), style, control) for text, style, control in self]
        return stock_render(Strip(clean), console)

    render.filters = True  # type: ignore[attr-defined]
    Strip.render = render  # type: ignore[method-assign]
