"""The screen as a grid of cells, and the shortest output that updates the terminal to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import gt, ne
from typing import Final

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from tui_crm.terminal.pens import Inks, pen_of

# Differs from everything painted, because control characters are filtered out of texts.
UNKNOWN: Final = "\x00"
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
# C0, DEL, C1, soft hyphen, bidi marks and overrides, separators, BOM, tags, surrogates.
CONTROLS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_CLUSTER_LIMIT: Final = 16
_EMOJI: Final = "\U0001f000"
# Visible on a blank: underline, blink, reverse, conceal, strike, double underline, frame, overline.
_DECORATIONS: Final = frozenset({"4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
_ENDED_BY: Final = {"1": "22", "2": "22", "4": "24", "7": "27", "9": "29"}
"""What ends an attribute alone, on every terminal since the VT220; all others need a reset."""
_GAP: Final = 4
_ERASE_FROM: Final = 12
_SCROLL_FROM: Final = 4
_SCROLL_GAIN: Final = 60
_JUMP: Final = 5


@lru_cache(maxsize=4096)
def clusters(text: str) -> tuple[str, ...]:
    """One string per cell, "" for the second half of a wide one; without control characters.

    Widths are those that Textual's compositor uses, although terminals may differ.
    """
    cells: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        if width == 0:
            continue
        shown = CONTROLS.sub("", text[start:end])[:_CLUSTER_LIMIT].rstrip("\u200d")
        cells.append(shown or REPLACEMENT)
        if width > 1:
            cells.append("" if shown else REPLACEMENT)
    return tuple(cells)


@lru_cache(maxsize=4096)
def leading_marks(text: str) -> str:
    """Combining marks at the start, which Rich has separated from their letter by splitting."""
    spans = iter(split_graphemes(text)[0])
    start, end, width = next(spans)
    marks = ""
    while width == 0:
        marks += CONTROLS.sub("", text[start:end]).replace("\u200d", "")
        start, end, width = next(spans, (0, 0, 1))
    return marks[:_CLUSTER_LIMIT]


@lru_cache(maxsize=4096)
def _uncertain(cluster: str) -> bool:
    """Whether terminals disagree about the width, so that the cursor has to be set again."""
    return len(cluster) > 1 or cluster >= _EMOJI


@lru_cache(maxsize=4096)
def _parts(pen: str) -> tuple[frozenset[str], str, str]:
    """Attributes, foreground and background of a pen, the parameters of an SGR sequence."""
    attributes: set[str] = set()
    colours = {"3": "", "4": ""}
    codes = iter(pen.split(";") if pen else ())
    for code in codes:
        if code in {"38", "48"}:
            kind = next(codes)
            rest = [next(codes) for _ in range(1 if kind == "5" else 3)]
            colours[code[0]] = ";".join((code, kind, *rest))
        elif code in {"39", "49"}:
            colours[code[0]] = ""
        elif len(code) >= 2 and code[:-1] in {"3", "9", "4", "10"}:
            colours["3" if code[:-1] in {"3", "9"} else "4"] = code
        else:
            attributes.add(code)
    return frozenset(attributes), colours["3"], colours["4"]


@lru_cache(maxsize=4096)
def blank_pen(pen: str) -> str:
    """A shorter pen with which a space looks the same: the background alone, if possible."""
    attributes, _, background = _parts(pen)
    return pen if attributes & _DECORATIONS else background


@lru_cache(maxsize=4096)
def _erasable(pen: str) -> bool:
    return not _parts(pen)[0] & _DECORATIONS


def _attach(cells: list[str], end: int, marks: str) -> None:
    """Append the marks to the last character before `end`, if there is one."""
    for x in range(end - 1, max(-1, end - 3), -1):
        if cells[x]:
            if cells[x] not in {UNKNOWN, " "}:
                cells[x] = (cells[x] + marks)[:_CLUSTER_LIMIT]
            return


@lru_cache(maxsize=16384)
def change_pen(old: str, new: str) -> str:
    """The shortest sequence from one pen to another."""
    if old == new:
        return ""
    whole = f"\x1b[0;{new}m" if old and new else f"\x1b[{new}m"
    (had, old_fore, old_back), (wants, fore, back) = _parts(old), _parts(new)
    lost = had - wants
    if not new or not lost <= _ENDED_BY.keys():
        return whole
    ends = {_ENDED_BY[attribute] for attribute in lost}
    # What ends bold ends dim as well.
    codes = sorted(ends) + sorted(
        wants - had | {one for one in wants if _ENDED_BY.get(one) in ends}
    )
    codes += [fore or "39"] if fore != old_fore else []
    codes += [back or "49"] if back != old_back else []
    step = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(step, whole, key=len)


class Frame:
    """Two grids of cells, the wanted and the shown one; `emit` returns the difference."""

    def __init__(
        self,
        width: int,
        height: int,
        colours: ColorSystem,
        *,
        inks: Inks = Inks.OWN,
        erases_in_colour: bool = True,
        signs: Mapping[int, int] | None = None,
    ) -> None:
        """*signs* maps characters that the terminal cannot show to replacements."""
        self._signs = signs
        self.width = width
        self.height = height
        self._colours = colours
        self.inks = inks
        self._known: dict[Style, str] = {}
        self._erases_in_colour = erases_in_colour
        self._text = [[UNKNOWN] * width for _ in range(height)]
        self._pens = [[""] * width for _ in range(height)]
        self._dirty: set[int] = set()
        self._at: tuple[int, int] | None = None
        self._pen = ""
        self.forget()

    def forget(self) -> None:
        """Assume nothing about the terminal's content: the next frame sends every cell."""
        self._shown_text = [[UNKNOWN] * self.width for _ in range(self.height)]
        self._shown_pens = [[""] * self.width for _ in range(self.height)]
        self._dirty = set(range(self.height))
        self._at = None
        self._pen = UNKNOWN

    @property
    def pending(self) -> bool:
        """Whether cells were placed that were not sent yet."""
        return bool(self._dirty)

    def place(self, x: int, y: int, end: int, segments: Iterable[Segment]) -> None:
        """Put these segments into the wanted grid from column x on, at most up to column `end`."""
        if not (0 <= y < self.height and 0 <= x < self.width):
            return
        text, pens, marks = self._cells(segments)
        if marks and x and not self._text[y][x - 1].endswith(marks):
            _attach(self._text[y], x, marks)
            self._dirty.add(y)
        room = min(end, self.width) - x
        if len(text) > room:
            del text[room:], pens[room:]
            # Half a wide character would shift everything after it.
            if text and text[-1] and clusters(text[-1])[1:]:
                text[-1] = " "
        if not text:
            return
        row = self._text[y]
        stop = x + len(text)
        # A wide character that loses one half becomes a blank, as on the terminal.
        if not row[x]:
            row[x - 1] = " "
        if stop < self.width and not row[stop]:
            row[stop] = " "
        row[x:stop] = text
        self._pens[y][x:stop] = pens
        self._dirty.add(y)

    def _cells(self, segments: Iterable[Segment]) -> tuple[list[str], list[str], str]:
        """Cells, their pens, and leading marks that belong to the cell before."""
        marks = ""
        texts: list[str] = []
        pens: list[str] = []
        for text, style, control in segments:
            if control or not text:
                continue
            pen = ""
            if style is not None:
                pen = self._known.get(style, UNKNOWN)
                if pen is UNKNOWN:
                    pen = self._known[style] = pen_of(style, self._colours, self.inks)
            if self._signs is not None:
                text = text.translate(self._signs)  # noqa: PLW2901
            cells: Sequence[str] = text
            if not (text.isascii() and text.isprintable()):
                cells = clusters(text)
                if lost := leading_marks(text):
                    _attach(texts, len(texts), lost)
                    marks += "" if texts else lost
            texts += cells
            letters = len(text.rstrip(" "))
            if letters == len(text):
                pens += [pen] * len(cells)
            else:
                blanks = min(len(text) - letters, len(cells))
                pens += [pen] * (len(cells) - blanks) + [blank_pen(pen)] * blanks
        return texts, pens, marks

    def emit(self, cursor: tuple[int, int] | None) -> str:
        """The output that makes the terminal show the wanted grid, with the cursor at (x, y).

        None leaves the cursor where it is, as it is hidden.
        """
        out: list[str] = []
        rows = [y for y in sorted(self._dirty) if self._differs(y)]
        self._dirty.clear()
        if len(rows) >= _SCROLL_FROM and self._scroll(rows, out):
            rows = [y for y in range(self.height) if self._differs(y)]
        for y in rows:
            self._row(y, out)
            self._shown_text[y] = self._text[y].copy()
            self._shown_pens[y] = self._pens[y].copy()
        if cursor is not None:
            self._move(cursor[0], cursor[1], out)
        return "".join(out)

    def _differs(self, y: int) -> bool:
        return self._text[y] != self._shown_text[y] or self._pens[y] != self._shown_pens[y]

    def _row(self, y: int, out: list[str]) -> None:
        text, pens = self._text[y], self._pens[y]
        shown = zip(text, self._shown_text[y], pens, self._shown_pens[y], strict=True)
        changed = [x for x, (new, old, pen, was) in enumerate(shown) if new != old or pen != was]
        for at, x in enumerate(changed):
            # A terminal that considers this wider has overwritten the following cells.
            if text[x] >= "\x7f" and _uncertain(text[x]):
                changed[at:] = [cell for cell in range(x, self.width) if text[cell] != UNKNOWN]
                break
        tail = self._tail(y, changed)
        start = end = -1
        for x in changed:
            if x >= tail:
                break
            if start < 0 or not self._joins(end, x, y):
                if start >= 0:
                    self._span(start, end, y, out)
                start = x
            # The second half of a wide character is sent with the first, changed or not.
            end = x + 2 if text[x + 1 : x + 2] == [""] else x + 1
        if start >= 0:
            self._span(start, end, y, out)
        if tail < self.width:
            self._move(tail, y, out)
            if not self._paints_blanks(pens[tail]):
                self._use(pens[tail], out)
            out.append("\x1b[K")

    def _joins(self, end: int, start: int, y: int) -> bool:
        """Whether sending the equal cells between two spans is shorter than a cursor movement."""
        gap = start - end
        if gap <= 0:
            return True
        pens, text = self._pens[y], self._text[y]
        if gap > _GAP or UNKNOWN in text[end:start]:
            return False
        either = {pens[start], *(blank_pen(pens[x]) for x in (start, end - 1))}
        return all(
            pens[x] == pens[start] or (text[x] == " " and pens[x] in either)
            for x in range(end, start)
        )

    def _tail(self, y: int, changed: Sequence[int]) -> int:
        """The column from which to erase to the end of the line; the width when not possible."""
        text, pens, width = self._text[y], self._pens[y], self.width
        pen = pens[-1]
        if not changed or text[-1] != " " or not self._can_erase(pen):
            return width
        start = width
        while start and text[start - 1] == " " and pens[start - 1] == pen:
            start -= 1
        in_tail = [x for x in changed if x >= start]
        return in_tail[0] if len(in_tail) >= _GAP else width

    def _can_erase(self, pen: str) -> bool:
        return _erasable(pen) and (self._erases_in_colour or not _parts(pen)[2])

    def _span(self, start: int, end: int, y: int, out: list[str]) -> None:
        text = self._text[y]
        while start and not text[start]:
            start -= 1
        x = start
        runs = [(pen, len(list(run))) for pen, run in groupby(self._pens[y][start:end])]
        for (pen, length), (coming, _length) in zip(runs, [*runs[1:], ("", 0)], strict=True):
            self._run(x, x + length, y, pen, out, coming)
            x += length

    def _run(self, start: int, stop: int, y: int, pen: str, out: list[str], coming: str) -> None:
        """Send cells of one pen; blanks are sent with the *coming* one where they look the same."""
        self._move(start, y, out)
        cells = self._text[y][start:stop]
        words = "".join(cells)
        if words.isspace():
            if not self._paints_blanks(pen):
                self._use(coming if coming and blank_pen(coming) == pen else pen, out)
            if stop - start >= _ERASE_FROM and self._can_erase(pen):
                out.append(f"\x1b[{stop - start}X")
                return
        else:
            self._use(pen, out)
        if words.isascii() or not any(map(_uncertain, cells)):
            out.append(words)
        else:
            for x, cell in enumerate(cells, start):
                after = x + len(clusters(cell)) if _uncertain(cell) else x
                # On a terminal that considers it narrower the old second cell would remain.
                out.append(f"  \x1b[{x + 1}G{cell}" if after - x > 1 else cell)
                if after > x:
                    out.append(f"\x1b[{after + 1}G" if after < self.width else "")
        # After the last column the cursor position differs between terminals.
        self._at = (stop, y) if stop < self.width else None

    def release(self) -> str:
        """What gives the terminal its own colours back, which the last frame has left changed."""
        changed, self._pen = self._pen, UNKNOWN
        return "" if changed in {"", UNKNOWN} else change_pen(changed, "")

    def _paints_blanks(self, pen: str) -> bool:
        """Whether blanks look the same with the terminal's pen as with this one."""
        return self._pen != UNKNOWN and blank_pen(self._pen) == pen

    def _use(self, pen: str, out: list[str]) -> None:
        if self._pen == UNKNOWN:
            # Also for a terminal that was resized, or has shown something else.
            out.append("\x1b[m")
            self._pen = ""
        if pen != self._pen:
            out.append(change_pen(self._pen, pen))
            self._pen = pen

    def _move(self, x: int, y: int, out: list[str]) -> None:
        if self._at == (x, y) or x >= self.width:
            return
        if self._at is not None and self._at[1] == y and x > self._at[0]:
            right = x - self._at[0]
            out.append("\x1b[C" if right == 1 else f"\x1b[{right}C")
        elif x:
            out.append(f"\x1b[{y + 1};{x + 1}H")
        else:
            out.append(f"\x1b[{y + 1}H" if y else "\x1b[H")
        self._at = (x, y)

    def _scroll(self, rows: Sequence[int], out: list[str]) -> bool:
        """Scroll rows that are on the terminal already, if that saves enough."""
        shown = {"".join(row): y for y, row in enumerate(self._shown_text)}
        votes: dict[int, list[int]] = {}
        for y in rows:
            line = "".join(self._text[y])
            if not line.isspace() and (was := shown.get(line)) is not None and was != y:
                votes.setdefault(was - y, []).append(y)
        if not votes:
            return False
        shift = max(votes, key=lambda each: len(votes[each]))
        first, last = votes[shift][0], votes[shift][-1]
        while self._closer(first - 1, shift):
            first -= 1
        while self._closer(last + 1, shift):
            last += 1
        top, bottom = min(first, first + shift), max(last, last + shift)
        if len(votes[shift]) < _SCROLL_FROM - 1 or self._gain(top, bottom, shift) < _SCROLL_GAIN:
            return False
        self._use("", out)
        whole = bottom == self.height - 1
        region = "" if whole else f"\x1b[{top + 1};{bottom + 1}r"
        # Every terminal supports deleting and inserting lines, but not all SU and SD.
        out.append(f"{region}\x1b[{top + 1}H\x1b[{abs(shift)}{'M' if shift > 0 else 'L'}")
        out.append("" if whole else "\x1b[r")
        self._at = None
        for grid, filler in ((self._shown_text, " "), (self._shown_pens, "")):
            new = [[filler] * self.width for _ in range(abs(shift))]
            part = grid[top : bottom + 1]
            grid[top : bottom + 1] = part[shift:] + new if shift > 0 else new + part[:shift]
        return True

    def _closer(self, y: int, shift: int) -> bool:
        """Whether a row is more similar to the one that scrolling would move here."""
        if min(y, y + shift) < 0 or max(y, y + shift) >= self.height:
            return False
        # A row that is correct already stays out of the region.
        return self._differs(y + shift) and self._distance(y, y + shift) < self._distance(y, y)

    def _gain(self, top: int, bottom: int, shift: int) -> int:
        """Roughly how many bytes the shift saves."""
        gain = 0
        for y in range(top, bottom + 1):
            gain += self._distance(y, y)
            if top <= y + shift <= bottom:
                gain -= self._distance(y, y + shift)
            else:
                gain -= self.width - self._text[y].count(" ")
        return gain

    def _distance(self, y: int, other: int) -> int:
        letters: list[bool] = list(map(ne, self._text[y], self._shown_text[other]))
        pens: int = sum(map(ne, self._pens[y], self._shown_pens[other]))
        starts: int = sum(map(gt, letters[1:], letters)) + letters[0]
        return sum(letters) + pens + _JUMP * starts
