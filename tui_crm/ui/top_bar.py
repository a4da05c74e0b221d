"""The text of the top bar: sections with their keys at the left; running call, operator, time."""

from __future__ import annotations

from tui_crm.domain.activities.timer import clock
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.activities.running_timer import RunningTimer
from tui_crm.terminal.text import Piece, cells, cut, plain
from tui_crm.ui.commands.key_names import key_name
from tui_crm.ui.commands.keys import SECTIONS
from tui_crm.ui.kit.context import Context

CALL_WIDTH = 12
ROOMY = 100
"""Cells from which on nothing has to be cut."""
OPERATOR = 24
LEAST_OPERATOR = 8
LEAST_NAME = 6
"""Shorter names would say less than the digit alone."""


def top_bar(
    crm: Context, *, section: str, running: RunningTimer | None, width: int
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces at the left edge and those at the right edge.

    The sections keep their names: the operator leaves first, then the day, then the hour's colon
    stands alone beside them.
    """
    call: list[Piece] = []
    if running is not None:
        elapsed = clock(running.timer.elapsed(crm.instant()))
        most = CALL_WIDTH if width < ROOMY else 40
        call.append(
            (f"● {elapsed} {cut(plain(running.contractor or running.subject), most)} ", "running")
        )
    local = crm.local_now()
    hour: Piece = (f" {local:%H:%M} ", "strong")
    day: Piece = (f" {formats.weekday(local)} {formats.day_and_month(local)} ", "bar")
    room = width - cells([*call, hour])
    if not call and cells(_named(section, 40, names=len(SECTIONS))) == room + 1:
        # The names are whole with one blank before the hour instead of two.
        hour, room = (hour[0].removeprefix(" "), hour[1]), room + 1
    shown = sections(section, room, in_call=bool(call))
    left = room - cells(shown)
    rest = [day] if cells([day]) <= left else []
    operator = cut(crm.operator, OPERATOR)
    most = left - cells(rest) - 2
    if most >= min(LEAST_OPERATOR, cells([(operator, "")])):
        rest.insert(0, (f" {cut(operator, most)} ", "bar"))
    return shown, (*call, *rest, hour)


def sections(here: str, room: int, *, in_call: bool = False) -> tuple[Piece, ...]:
    """The sections in at most *room* cells; the name of the current one is never cut.

    The longest names are cut, then the last sections lose theirs; in the end, and beside a call,
    only the digits are left, which are the keys.
    """
    everyone = len(SECTIONS)
    tries = [(40, everyone)]
    if not in_call:
        tries += [(most, everyone) for most in range(12, LEAST_NAME - 1, -1)]
        tries += [(LEAST_NAME, names) for names in range(everyone - 1, 0, -1)]
    tries.append((LEAST_NAME, 0))
    for most, names in tries:
        pieces = _named(here, most, names=names)
        if cells(pieces) <= room:
            break
    return tuple(pieces)


def _named(here: str, most: int, *, names: int) -> list[Piece]:
    """The first *names* sections with names, and the current one; the others as digits."""
    pieces: list[Piece] = []
    for number, command in enumerate(SECTIONS):
        digit = key_name(command.pressed[0])
        if command.id.removeprefix("section.") == here:
            pieces.append((f" {digit} {_(command.label)} ", "tab"))
            continue
        name = cut(_(command.label), most) if number < names else ""
        pieces += [(f" {digit} ", "key"), (f"{name} " if name else "", "bar")]
    return pieces
