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
LOGIN = 14
LEAST_LOGIN = 4
LEAST_NAME = 6
"""Shorter names would say less than the digit alone."""
_CUTS = (40, *range(12, LEAST_NAME - 1, -1))


def top_bar(
    crm: Context, *, section: str, running: RunningTimer | None, width: int
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces at the left edge and those at the right edge."""
    call: list[Piece] = []
    if running is not None:
        elapsed = clock(running.timer.elapsed(crm.instant()))
        most = CALL_WIDTH if width < ROOMY else 40
        call.append(
            (f"● {elapsed} {cut(plain(running.contractor or running.subject), most)} ", "running")
        )
    local, name, roomy = crm.local_now(), _operator(crm), width >= ROOMY
    for time in (f"{formats.weekday(local)} {local:%H:%M} ", f"{local:%H:%M} "):
        room = width - cells([*call, (time, "")])
        login = _login(name, room, section, roomy=roomy)
        if roomy or any(name == text.strip() for text, _style in login):
            break
    return sections(section, room - cells(login)), (*call, *login, (time, ""))


def _operator(crm: Context) -> str:
    """The login; in the demo, where it says nothing, that this is one."""
    return _("demo") if crm.settings.throwaway else plain(crm.actor.login)


def _login(login: str, room: int, section: str, *, roomy: bool) -> list[Piece]:
    """The operator behind a rule, since after the last digit the login would look like a section.

    It is cut before the sections are, but after the day of the week.
    """
    if roomy:
        return [("│ ", "quieter"), (f"{cut(login, LOGIN)}  ", "muted")]
    most = room - cells(_named(section, names=len(SECTIONS) - 1)) - 2
    if most < LEAST_LOGIN:
        # The names of the sections are cut in any case.
        most = room - cells(_named(section, 0)) - 2
    if most < LEAST_LOGIN:
        return []
    return [("│", "quieter"), (f"{cut(login, min(LOGIN, most))} ", "muted")]


def sections(here: str, room: int) -> tuple[Piece, ...]:
    """The sections in at most *room* cells; the name of the current one is never cut.

    Setup, which is rarely needed, loses its name first, then the longest names are cut, then the
    last sections lose theirs; in the end only the digits are left, which are the keys.
    """
    everyone = len(SECTIONS)
    tries = [(40, everyone, True)]
    tries += [(most, everyone - no_setup, False) for most in _CUTS for no_setup in (0, 1)]
    tries += [(LEAST_NAME, names, False) for names in range(everyone - 2, -1, -1)]
    for most, names, title in tries:
        pieces = _named(here, most, names=names, title=title)
        if cells(pieces) <= room:
            break
    return tuple(pieces)


def _named(here: str, most: int = 40, *, names: int = 9, title: bool = False) -> list[Piece]:
    """The first *names* sections with names, and the current one; the others as digits."""
    pieces: list[Piece] = [(" tui-crm ", "title")] if title else []
    for number, command in enumerate(SECTIONS):
        is_here = command.id.removeprefix("section.") == here
        name = cut(_(command.label), 40 if is_here else most if number < names else 0)
        style = "title" if is_here else "muted"
        pieces += [
            (f" {key_name(command.pressed[0])} ", "key"),
            (f"{name} " if name else "", style),
        ]
    return pieces
