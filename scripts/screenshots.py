"""Makes the screenshots of the README from the sample company: `python -m scripts.screenshots`.

The clock is fixed, so the pictures change only when the program does.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from textual import events

from tui_crm.domain.activities.timer import Instant
from tui_crm.drafts.store import Drafts
from tui_crm.i18n import use_language
from tui_crm.services.sample_data import load_sample
from tui_crm.services.setup import login
from tui_crm.settings import Settings
from tui_crm.store.connection import open_database
from tui_crm.store.worker import DatabaseWorker
from tui_crm.ui.app import CrmApp
from tui_crm.ui.kit.context import Context

ROOT = Path(__file__).resolve().parent.parent

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=ZONE).astimezone(UTC)
TALKED = timedelta(seconds=47)
LETTERS = {"?": "question_mark", " ": "space", ".": "full_stop", ",": "comma"}

Story = Callable[[Callable[..., Awaitable[None]]], Awaitable[None]]


async def today(press: Callable[..., Awaitable[None]]) -> None:
    """*Today*, with the cursor on an overdue call."""
    await press("down", "down", "down")


async def form(press: Callable[..., Awaitable[None]]) -> None:
    """The form with a conversation being entered and the next one set."""
    await press("n", *"alfa", "enter")
    await press(*"The mock-up is accepted. Wants a price for 2000 and a date before Christmas.")
    await press("ctrl+r", "3")


async def strip(press: Callable[..., Awaitable[None]]) -> None:
    """The completion bar, with the next step typed."""
    await press("down", "down", "down", "c", "3", "d")


async def calendar(press: Callable[..., Awaitable[None]]) -> None:
    """The form in Polish, with the calendar open for the next contact."""
    await press("n", *"beta", "enter", "ctrl+r", "ctrl+o", "down")


async def schedule(press: Callable[..., Awaitable[None]]) -> None:
    """The schedule of a working week, with the cursor on an entry."""
    await press("5", "tab")


async def queue(press: Callable[..., Awaitable[None]]) -> None:
    """The first card of the work queue."""
    await press("Q")


PICTURES: tuple[tuple[str, Story, tuple[int, int], str], ...] = (
    ("today", today, (120, 36), "en"),
    ("form", form, (80, 24), "en"),
    ("complete", strip, (80, 24), "en"),
    ("calendar-pl", calendar, (80, 24), "pl"),
    ("schedule", schedule, (100, 26), "en"),
    ("queue", queue, (80, 24), "en"),
)


async def picture(story: Story, size: tuple[int, int], language: str, folder: Path) -> str:
    """Press the keys of a story and return the final screen as SVG."""
    path = folder / "demo.db"

    def prepare() -> None:
        open_database(path, create=True, quick=True)
        load_sample(ROOT / "sample_data" / language, now=NOW, zone=ZONE, login="anna")

    db = DatabaseWorker(prepare)
    actor = db.run(
        login.log_in, "anna", session="pictures", zone=ZONE, language=None, full_name="", now=NOW
    )
    settings = Settings(
        database=path, state_dir=folder, language=language, editor_allowed=False, notify=False,
        theme="dark",
        styles=ROOT / "styles", sample_data=ROOT / "sample_data",
    )  # fmt: skip
    clock = [Instant(NOW, "pictures", 1000.0)]
    app = CrmApp(
        Context(db, actor, lambda: clock[0], Drafts(folder / "drafts"), settings), colleagues=False
    )
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:

        async def press(*keys: str) -> None:
            for key in keys:
                letter = key if len(key) == 1 else None
                app.post_message(events.Key(LETTERS.get(key, key), letter))
            await app.gate.rest()
            await pilot.pause(0.2)

        await press()
        await story(press)
        # Let the timer show that the conversation has lasted for a while.
        clock[0] = Instant(NOW + TALKED, "pictures", 1000.0 + TALKED.total_seconds())
        await pilot.pause(1.2)
        svg = app.export_screenshot(title="tui-crm")
    db.close()
    # Some viewers drop blanks at the start of a text, which would shift columns.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    # Remove web fonts, so that viewing the picture fetches nothing.
    return re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)


async def main() -> None:
    """Write all pictures into `docs/`, in the colours of a terminal that has them all."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    (ROOT / "docs").mkdir(exist_ok=True)
    for name, story, size, language in PICTURES:
        use_language(language)
        with tempfile.TemporaryDirectory() as folder:
            svg: Any = await picture(story, size, language, Path(folder))
        (ROOT / "docs" / f"{name}.svg").write_text(svg, encoding="utf-8")
        sys.stdout.write(f"docs/{name}.svg\n")


if __name__ == "__main__":
    asyncio.run(main())
