"""Thin painting shows what stock painting shows, with less."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.support.terminal.emulator import Emulator, visible
from tests.support.terminal.pty import Terminal
from tui_crm.presentation import formats
from tui_crm.terminal.frame import Frame, blank_pen, change_pen, clusters
from tui_crm.terminal.painter import (
    CONSOLE,
    LateCache,
    filter_stock_painting,
    of_terminal,
    place_update,
)
from tui_crm.ui.panels.activity_columns import PRIORITY_MARKS

ROOT = str(Path(__file__).parents[2])
DEMO = str(Path(__file__).with_name("paint_demo.py"))
WORDS = [
    "ACME",
    "zażółć",
    "ROADS",
    "漢字",
    "e\u0301te\u0301",
    "─────",
    "x",
    "   ",
    "          ",
    "ﾊﾝｶｸ",
]
STYLES = [
    None, "", "bold", "red", "on blue", "#aabbcc on #102030", "#aabbcc on #112233", "reverse",
    "underline", "bold italic green on default", "dim", "color(200) on color(17)", "strike on red",
]  # fmt: skip
WIDTH, HEIGHT = 50, 14


def random_strip(dice: random.Random, width: int) -> Strip:
    segments = []
    for _ in range(dice.randint(1, 6)):
        style = dice.choice(STYLES)
        text = "".join(dice.choices(WORDS, k=dice.randint(1, 3)))
        segments.append(Segment(text, None if style is None else Style.parse(style)))
    filler = Style.parse(dice.choice(["", "on blue", "on #102030"]))
    return Strip(segments).adjust_cell_length(width, filler)


def next_screen(dice: random.Random, rows: list[Strip]) -> list[Strip]:
    kind = dice.random()
    new = list(rows)
    if kind < 0.3:
        for _ in range(dice.randint(1, 3)):
            new[dice.randrange(HEIGHT)] = random_strip(dice, WIDTH)
    elif kind < 0.8:
        top, count = dice.randint(0, 3), dice.randint(1, 4)
        bottom = dice.randint(top + 6, HEIGHT)
        fresh = [random_strip(dice, WIDTH) for _ in range(count)]
        band = rows[top:bottom]
        new[top:bottom] = (band[count:] + fresh) if dice.random() < 0.5 else fresh + band[:-count]
    else:
        new = [random_strip(dice, WIDTH) for _ in range(HEIGHT)]
    return new


def as_update(dice: random.Random, rows: list[Strip]) -> LayoutUpdate | ChopsUpdate:
    if dice.random() < 0.5:
        return LayoutUpdate([[row] for row in rows], Region(0, 0, WIDTH, HEIGHT))
    cut = dice.randint(1, WIDTH - 1)
    chops = [dict(zip((0, cut), row.divide([cut, WIDTH]), strict=True)) for row in rows]
    spans = [(y, 0, WIDTH) for y in range(HEIGHT)]
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


def assert_same(stock: Emulator, thin: Emulator) -> None:
    for y in range(stock.screen.lines):
        for x in range(stock.screen.columns):
            one, other = (emulator.screen.buffer[y][x] for emulator in (stock, thin))
            assert visible(one) == visible(other), f"cell {x},{y}"


def console(colours: str) -> Console:
    return Console(color_system=colours, force_terminal=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("colours", ["truecolor", "256", "standard"])
@pytest.mark.parametrize("erases", [True, False])
def test_random_screens_look_the_same_as_stock(colours: str, erases: bool) -> None:
    dice = random.Random(f"{colours}{erases}")
    for form in STYLES:
        # Rich caches the codes of the first colour system in the style itself.
        Style.parse.cache_clear() if form else None
    Strip.render_ansi.cache_clear()
    out = console(colours)
    system = out._color_system or ColorSystem.TRUECOLOR
    stock, thin = Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    for emulator in (stock, thin):
        emulator.feed("\x1b[?7l")  # as Textual's driver does: no wrapping
    frame = Frame(WIDTH, HEIGHT, system, erases_in_colour=erases)
    rows = [random_strip(dice, WIDTH) for _ in range(HEIGHT)]
    sent = [0, 0]
    for number in range(40):
        cursor = dice.randrange(WIDTH), dice.randrange(HEIGHT)
        update = as_update(dice, rows)
        place_update(frame, update)
        data = frame.emit(cursor)
        stock_data = update.render_segments(out)
        stock.feed(stock_data)
        thin.feed(data)
        sent[0] += len(stock_data)
        sent[1] += len(data)
        assert_same(stock, thin)
        assert (thin.screen.cursor.x, thin.screen.cursor.y) == cursor
        if number % 15 == 14:
            thin.feed("\x1b[2J\x1b[31;4mrubbish")
            frame.forget()
            thin.feed("\x1b[m")
        rows = next_screen(dice, rows)
    assert sent[1] < 0.7 * sent[0]


def frame_of(*lines: str) -> Frame:
    frame = Frame(40, 6, ColorSystem.TRUECOLOR)
    for y, line in enumerate(lines):
        frame.place(0, y, 40, [Segment(line.ljust(40))])
    return frame


def test_an_unchanged_screen_sends_nothing() -> None:
    frame = frame_of("one", "two")
    frame.emit((3, 1))
    frame.place(0, 0, 40, [Segment("one".ljust(40))])
    assert frame.emit((3, 1)) == ""


def test_one_changed_letter_costs_a_jump_and_the_letter() -> None:
    frame = frame_of("one", "two")
    frame.emit((0, 0))
    frame.place(0, 1, 40, [Segment("twa".ljust(40))])
    assert frame.emit((3, 1)) == "\x1b[2;3Ha"


def test_a_wide_letter_is_replaced_whole() -> None:
    thin = Emulator(40, 6)
    frame = frame_of("漢字 abc")
    thin.feed(frame.emit((0, 0)))
    frame.place(0, 0, 40, [Segment("字é漢 xc")])
    thin.feed(frame.emit((0, 0)))
    assert thin.screen.display[0].rstrip() == "字é漢 xc"


def test_moved_rows_are_scrolled_by_the_terminal() -> None:
    lines = [word * 5 for word in ("Adam", "Beata", "Celina", "Dorota", "Emil", "Felicja", "Gosia")]
    for moved, start in (
        (lines[1:6], "\x1b[1;5r\x1b[1H\x1b[1M\x1b[r"),
        (lines[1:7], "\x1b[1H\x1b[1M"),
    ):
        frame = frame_of(*lines[: len(moved)])
        frame.place(0, 5, 40, [Segment("the last line".ljust(40))] if len(moved) == 5 else [])
        frame.emit((0, 0))
        for y, line in enumerate(moved):
            frame.place(0, y, 40, [Segment(line.ljust(40))])
        data = frame.emit((0, 0))
        assert data.startswith(start)
        assert len(data) < 60


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]52;c;aGk=\x07", "\x9b2J", "\u202egnp.exe", "a\x00b\x7f", "\u200d\x1b[c", "x\u200d\x1bc"],
)
def test_nothing_stored_acts_on_the_terminal(hostile: str) -> None:
    frame = Frame(40, 1, ColorSystem.TRUECOLOR)
    link = Style(link="https://example.org")
    frame.place(0, 0, 40, [Segment(hostile, link), Segment("|" + hostile)])
    data = frame.emit((0, 0))
    assert data.startswith("\x1b[H\x1b[m")
    rest = data.removeprefix("\x1b[H\x1b[m").removesuffix("\x1b[H")
    rest = re.sub(r"\x1b\[\d+G", "", rest)  # our own: the width of a cluster is disputed
    assert rest.isprintable()
    assert "example" not in rest


def test_stock_painting_is_filtered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Strip, "render", Strip.render)
    filter_stock_painting()
    assert Strip([Segment("a\x1b]0;T\x07ż\u202e")]).render(console("256")) == "a]0;Tż"


def test_a_cluster_of_disputed_width_does_not_move_what_follows() -> None:
    family = "👨\u200d👩\u200d👧"
    thin = Emulator(40, 1)
    frame = Frame(40, 1, ColorSystem.TRUECOLOR)
    frame.place(0, 0, 40, [Segment(f"{family}|end")])
    thin.feed(frame.emit((0, 0)))
    assert clusters(f"{family}|") == (family, "", "|")
    assert "".join(thin.screen.buffer[0][x].data for x in range(2, 6)) == "|end"


def test_what_stood_there_does_not_show_behind_a_cluster_that_a_terminal_counts_narrower() -> None:
    thin = Emulator(40, 6)
    frame = frame_of("abcdef")
    thin.feed(frame.emit((0, 0)))
    frame.place(0, 0, 40, [Segment("a⚠\ufe0fdef")])
    thin.feed(frame.emit((0, 0)))
    assert [thin.screen.buffer[0][x].data for x in (0, 2, 3)] == ["a", " ", "d"]


def test_the_linux_console_is_sent_signs_that_its_fonts_have() -> None:
    frame = Frame(40, 1, ColorSystem.STANDARD, **of_terminal("linux"))
    frame.place(0, 0, 40, [Segment("✓ ☎ Żółw „ALFA” ⚑ ‼ ▌")])
    assert "+ C Żółw „ALFA” M ↑ █" in frame.emit((0, 0))


def test_no_two_signs_are_one_on_the_linux_console() -> None:
    kinds = [*formats.GLYPHS.values(), *PRIORITY_MARKS.values(), "✓", "✗", "◷", "●", "‖", "↻", "⊘"]
    assert len({sign.translate(CONSOLE) for sign in kinds}) == len(kinds)
    assert all(len(clusters(chr(sign))) == 1 for sign in CONSOLE.values())


def test_pens_change_by_the_shortest_way() -> None:
    assert change_pen("", "1;31") == "\x1b[1;31m"
    assert change_pen("31;44", "32;44") == "\x1b[32m"
    assert change_pen("1;31", "31") == "\x1b[22m"
    assert change_pen("1;2;31;44", "2;31;44") == "\x1b[22;2m"
    assert change_pen("3;31;44", "32;44") == "\x1b[0;32;44m"
    assert change_pen("1;4;31;44", "32") == "\x1b[0;32m"
    assert change_pen("38;5;3;48;5;4", "38;5;3") == "\x1b[49m"
    assert change_pen("31;44", "") == "\x1b[m"
    assert blank_pen("1;31;48;2;1;2;3") == "48;2;1;2;3"
    assert blank_pen("4;31") == "4;31"


def test_a_frame_goes_on_with_the_pen_of_the_last_one_until_it_is_released() -> None:
    frame = Frame(40, 1, ColorSystem.TRUECOLOR)
    red = Style.parse("red")

    def sent(text: str) -> str:
        frame.place(0, 0, 40, [Segment(text, red)])
        return frame.emit(None)

    assert sent("one") == "\x1b[H\x1b[m\x1b[31mone"
    assert sent("two") == "\x1b[Htwo"
    assert frame.release() == "\x1b[m"
    assert frame.release() == ""
    assert sent("six") == "\x1b[H\x1b[m\x1b[31msix"


def test_what_one_strip_remembers_no_other_knows() -> None:
    one, other = LateCache(2), LateCache(2)
    for number in range(3):
        one[number] = number
    assert [one.get(number) for number in range(3)] == [None, 1, 2]
    assert (other.get(1), len(other), len(LateCache(4))) == (None, 0, 0)


STEPS: tuple[tuple[str, ...], ...] = (
    # One by one: how far a burst of arrows scrolls a DataTable is a matter of its timing.
    ("down",), ("pagedown",), ("down",), ("down",), ("pagedown",), ("pageup",), ("end",), ("up",),
    ("home",), ("m",), ("a", "b"), ("escape",), ("r",), ("t",), ("down",),
)  # fmt: skip


def walked(home: Path, env: dict[str, str]) -> tuple[list[list[Any]], int]:
    """What stands in the cells after each step, and how many bytes it took."""
    still = {"PYTHONPATH": ROOT, "TEXTUAL_ANIMATIONS": "none", **env}
    with Terminal([sys.executable, DEMO], home=home, env=still, synchronized=True) as demo:
        demo.wait_for("Contractor 0")
        # A DataTable measures its rows behind the first frame; a page is another one before.
        demo.settle(0.6)
        shots: list[list[Any]] = []
        pressed = 0
        for step in STEPS:
            demo.press(*step)
            pressed += len(step)
            demo.wait_for_output(f"\x1b]2;{pressed} keys\x07")
            # Another theme is painted some frames after its key.
            demo.settle(0.6 if step == ("t",) else 0.1)
            shots.append([visible(demo.cell(x, y)) for y in range(24) for x in range(80)])
        demo.resize(100, 30)
        demo.wait_for_output("\x1b]2;100 columns\x07")
        demo.settle(0.25)
        shots.append([visible(demo.cell(x, y)) for y in range(30) for x in range(100)])
        sent = demo.sent_bytes
        demo.press("ctrl+q")
        assert demo.exit_code() == 0
    return shots, sent


@pytest.mark.parametrize("switches", [{}, {"COLORTERM": "truecolor"}])
def test_a_real_app_looks_the_same_and_writes_less(
    tmp_path: Path, switches: dict[str, str]
) -> None:
    paintings = [{"TUI_CRM_PAINT": painting, **switches} for painting in ("stock", "thin")]
    # At the same time, as most of it is waiting until nothing more is painted.
    with ThreadPoolExecutor() as beside:
        stock, thin = beside.map(walked, [tmp_path, tmp_path], paintings)
    for number, (expected, painted) in enumerate(zip(stock[0], thin[0], strict=True)):
        assert expected == painted, f"after {number} steps"
    assert thin[1] < stock[1] / 2


def start_demo(home: Path) -> Terminal:
    return Terminal([sys.executable, DEMO], home=home, env={"PYTHONPATH": ROOT})


def test_the_screen_comes_back_whole(tmp_path: Path) -> None:
    with start_demo(tmp_path) as demo:
        demo.wait_for("Contractor 0")
        # A DataTable measures its rows behind the first frame, which shows other columns.
        demo.settle(0.6)
        before = demo.text()
        os.kill(demo.process.pid, signal.SIGTSTP)
        demo.wait_stopped()
        demo.wait_gone("Contractor 0")
        os.kill(demo.process.pid, signal.SIGCONT)
        demo.wait_for("Contractor 9")
        demo.settle()
        assert demo.text() == before

        demo.resize(40, 12)
        demo.resize(80, 24)
        demo.settle(0.3)
        assert demo.text() == before

        os.kill(demo.process.pid, signal.SIGSTOP)
        with demo.scribbling() as screen:
            screen.erase_in_display(2)
        os.kill(demo.process.pid, signal.SIGCONT)
        demo.wait_for("Contractor 9")
        demo.settle(0.3)
        assert demo.text() == before


def test_a_stalled_terminal_gets_the_last_frame_not_all(tmp_path: Path) -> None:
    with start_demo(tmp_path) as demo:
        demo.wait_for("Contractor 0")
        demo.settle()
        before = demo.sent_bytes
        demo.stall()
        for _ in range(75):
            demo.press("pagedown", "pagedown", "pageup")
            time.sleep(0.02)
        demo.press("ctrl+home", "down")
        demo.settle(0.3)
        demo.stall(stalled=False)
        demo.wait_for("Contractor 0")
        demo.settle(0.3)
        assert "Contractor 20" in demo.text()
        assert demo.sent_bytes - before < 40_000
