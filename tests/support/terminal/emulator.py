"""A pyte terminal with what Textual needs and pyte lacks; needs no pty."""

from __future__ import annotations

import codecs
import copy
import re
from typing import Any

import pyte
from pyte.screens import wcwidth

# What pyte prints or misreads: private and intermediate CSI, scrolling, alternate screen, DCS/APC.
_BEYOND_PYTE = re.compile(
    r"\x1b\[(?P<mark>[<=>?]?)(?P<params>[\d;:]*)(?P<middle>[ -/]+)(?P<f1>[@-~])"
    r"|\x1b\[[<=>][\d;:]*[@-~]"
    r"|\x1b\[(?P<rows>\d*)(?P<scroll>[ST])"
    r"|\x1b\[\?1049(?P<screen>[hl])"
    r"|\x1b\[0?(?P<da1>c)"
    r"|\x1b[P_^X].*?\x1b\\",
    re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]*)?$")


class Screen(pyte.Screen):
    """A pyte screen with the scrolling and the alternate screen that pyte lacks."""

    _main: tuple[Any, Any] | None = None

    def __init__(self, columns: int, lines: int) -> None:
        self._shown: list[str] = []
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Write at the cursor; a combining mark in the first column is put on the line above."""
        self.dirty.add(max(0, self.cursor.y - 1))
        super().draw(data)
        self.dirty.add(max(0, self.cursor.y - 1))

    @property
    def display(self) -> list[str]:
        """The lines as text; only those are put together that were touched since the last look."""
        if len(self._shown) != self.lines:
            self._shown = [""] * self.lines
            self.dirty.update(range(self.lines))
        for y in self.dirty:
            if y < self.lines:
                self._shown[y] = self._line(y)
        self.dirty.clear()
        return [*self._shown]

    def _line(self, y: int) -> str:
        """Every cell but the second one of a wide letter."""
        row, cells, behind_wide = self.buffer[y], [], False
        for x in range(self.columns):
            data = row[x].data
            if not behind_wide:
                assert sum(map(wcwidth, data[1:])) == 0, data
                cells.append(data)
            behind_wide = not behind_wide and wcwidth(data[0]) == 2
        return "".join(cells)

    def scroll(self, rows: int) -> None:
        """Move the scroll region up, or down when `rows` is negative."""
        top, bottom = self.margins or (0, self.lines - 1)
        held = copy.copy(self.cursor)
        self.cursor.y = bottom if rows > 0 else top
        for _ in range(abs(rows)):
            (self.index if rows > 0 else self.reverse_index)()
        self.cursor = held

    def alternate(self, *, enter: bool) -> None:
        if enter and self._main is None:
            self._main = (self.buffer, copy.copy(self.cursor))
            self.buffer = type(self)(self.columns, self.lines).buffer
        elif not enter and self._main is not None:
            self.buffer, self.cursor = self._main
            self._main = None
        self.dirty.update(range(self.lines))


def visible(cell: Any) -> tuple[object, ...]:
    """What a person sees of a cell: on a blank, the colour of the letters is nothing."""
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return (" ", cell.bg)
    return tuple(cell)


class Emulator:
    """Feeds bytes to a `Screen` and says what a terminal would answer; needs no pty."""

    def __init__(self, cols: int, rows: int, *, synchronized: bool = False) -> None:
        self.screen = Screen(cols, rows)
        self._stream = pyte.Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._pending = ""
        self._synchronized = synchronized

    def feed(self, data: bytes | str) -> str:
        text = self._pending + (self._decode(data) if isinstance(data, bytes) else data)
        unfinished = _UNFINISHED.search(text)
        cut = unfinished.start() if unfinished else len(text)
        text, self._pending = text[:cut], text[cut:]
        answers, at = "", 0
        for match in _BEYOND_PYTE.finditer(text):
            self._stream.feed(text[at : match.start()])
            answers += self._obey(match)
            at = match.end()
        self._stream.feed(text[at:])
        return answers

    def _obey(self, match: re.Match[str]) -> str:
        if match["scroll"]:
            rows = int(match["rows"] or 1)
            self.screen.scroll(rows if match["scroll"] == "S" else -rows)
        elif match["screen"]:
            self.screen.alternate(enter=match["screen"] == "h")
        elif match["da1"]:
            return "\x1b[?62;22c"
        elif match["middle"] == "$" and match["f1"] == "p":
            known = 2 if self._synchronized and match["params"] == "2026" else 0
            return f"\x1b[{match['mark']}{match['params']};{known}$y"
        return ""
