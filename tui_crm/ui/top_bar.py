"""The one line on top: sections with their digit; running call, operator, time at the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui_crm.domain.timer import clock
from tui_crm.i18n import _
from tui_crm.queries.running import RunningTimer
from tui_crm.ui import phrases
from tui_crm.ui.cells import Piece, cut, plain
from tui_crm.ui.context import Context
from tui_crm.ui.key_names import key_name
from tui_crm.ui.keys import SECTIONS

CALL_WIDTH = 12


def top_bar(
    crm: Context, *, section: str, running: RunningTimer | None, width: int
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What stands left and what stands right."""
    right: list[Piece] = []
    if running is not None:
        elapsed = clock(running.timer.elapsed(crm.instant()))
        whom = cut(plain(running.contractor or running.subject), CALL_WIDTH if width < 100 else 40)
        right.append((f"● {elapsed} {whom}  ", "running"))
    local = crm.local_now()
    right += [
        (f"{cut(plain(crm.who.login), 14)}  ", "muted"),
        (f"{phrases.weekday(local)} {local:%H:%M} ", ""),
    ]
    return sections(section, width - _cells(right)), tuple(right)


def sections(here: str, room: int) -> tuple[Piece, ...]:
    """The sections in at most *room* cells: the name of the one in use is whole, others give way.

    Setup, which is seldom wanted, gives way first, then the longest names; at last only the digits
    are left, which are what one types.
    """
    pieces = _named(here, title=True)
    if _cells(pieces) > room:
        for most in (40, *range(12, 3, -1), 0):
            pieces = _named(here, most, seldom=most if most == 0 else 40)
            if _cells(pieces) <= room:
                break
            pieces = _named(here, most, seldom=0)
            if _cells(pieces) <= room:
                break
    return tuple(pieces)


def _named(here: str, most: int = 40, *, seldom: int = 40, title: bool = False) -> list[Piece]:
    pieces: list[Piece] = [(" tui-crm ", "title")] if title else []
    for command in SECTIONS:
        is_here = command.id.removeprefix("section.") == here
        room = min(most, seldom) if command.id == "section.setup" else most
        name = cut(_(command.label), 40 if is_here else room)
        tone = "title" if is_here else "muted"
        pieces += [(f" {key_name(command.pressed[0])} ", "key"), (f"{name} " if name else "", tone)]
    return pieces


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _tone in pieces)
