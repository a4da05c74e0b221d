"""A field whose text is a draft, guarded as the real program is: run by the session tests."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from tui_crm.drafts.slot import Slot
from tui_crm.drafts.store import Drafts
from tui_crm.terminal.driver import CrmDriver
from tui_crm.terminal.signals import SignalGuard


class TinyApp(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, drafts: Drafts, guard: SignalGuard) -> None:
        super().__init__(driver_class=CrmDriver)
        self.drafts = drafts
        self.guard = guard
        self.ticks = 0

    def compose(self) -> ComposeResult:
        yield Static("ready", id="state")
        yield Input()

    def on_mount(self) -> None:
        def leave(status: int) -> None:
            self.exit(return_code=status)

        self.guard.attach(asyncio.get_running_loop(), leave)
        if "--stop" in sys.argv:
            self.set_timer(0.1, self.stop_amid_writing)
        if "--drag" in sys.argv:
            self.set_timer(0.1, self.drag)
        if "--tick" in sys.argv:
            self.set_interval(0.02, self.tick)

    def tick(self) -> None:
        self.ticks += 1
        self.query_one("#state", Static).update(f"tick {self.ticks} " + "x" * 70)

    def stop_amid_writing(self) -> None:
        """A stop comes while the main thread hands bytes to the writer."""
        assert isinstance(self._driver, CrmDriver)
        assert self._driver._writer is not None
        with self._driver._writer._ready:
            os.kill(os.getpid(), signal.SIGTSTP)

    def drag(self) -> None:
        """The terminal changes again while the first change is being told."""
        assert isinstance(self._driver, CrmDriver)
        sizes, last = [(100, 30), (60, 20)], self._driver._get_terminal_size()

        def read_size() -> tuple[int, int]:
            size = sizes.pop(0) if sizes else last
            if size != last:
                signal.raise_signal(signal.SIGWINCH)
            return size

        self._driver._get_terminal_size = read_size  # type: ignore[method-assign]
        signal.raise_signal(signal.SIGWINCH)
        self.set_timer(0.2, self.tell_size)

    def tell_size(self) -> None:
        self.query_one("#state", Static).update(f"size {self.size.width}x{self.size.height}")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.drafts.put(Slot.named("form"), {"text": event.value})
        self.query_one("#state", Static).update(f"typed {event.value}", layout=False)

    def on_paste(self) -> None:
        self.query_one("#state", Static).update("pasted")


if __name__ == "__main__":
    drafts = Drafts(Path(sys.argv[1]))
    guard = SignalGuard(drafts.flush, grace=1.0)
    guard.install()
    app = TinyApp(drafts, guard)
    app.run(mouse=True)
    sys.exit(guard.status or app.return_code)
