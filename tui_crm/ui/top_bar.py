"""The one line on top: sections with their digit; running call, operator, time at the right."""

from __future__ import annotations

from tui_crm.domain.timer import clock
from tui_crm.i18n import _
from tui_crm.queries.running import RunningTimer
from tui_crm.ui import phrases
from tui_crm.ui.cells import Piece, cut, plain
from tui_crm.ui.context import Context
from tui_crm.ui.keys import SECTIONS

CALL_WIDTH = 22


def top_bar(
    crm: Context, *, section: str, running: RunningTimer | None, width: int
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What stands left and what stands right."""
    left: list[Piece] = [(" tui-crm ", "title")]
    for command in SECTIONS:
        name = command.id.removeprefix("section.")
        tone = "title" if name == section else "muted"
        left += [(f" {command.keys} ", "key"), (f"{_(command.label)} ", tone)]
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
    return tuple(left), tuple(right)
