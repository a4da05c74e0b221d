"""The text of the daily digest: what was done and agreed, moved, left open, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tui_crm.domain.activities.timer import clock
from tui_crm.i18n import _

MAX_AGREED_LINES: Final = 4
"""The most lines that are quoted of one note."""


class Told(NamedTuple):
    """One activity in the digest, its values formatted already."""

    what: str
    """The contractor, or the subject where there is none."""
    whom: str = ""
    when: str = ""
    outcome: str = ""
    said: str = ""
    """What was agreed, or the note of the plan; may have several lines."""
    seconds: int = 0
    next: str = ""
    """When the next step is."""
    employee: str = ""
    """Whose activity it is, in a digest of several employees."""


class Day(NamedTuple):
    """The activities of the digest of one day; *ahead* are those of the next working day."""

    title: str
    done: Sequence[Told] = ()
    called_off: Sequence[Told] = ()
    moved: Sequence[Told] = ()
    still_open: Sequence[Told] = ()
    ahead_title: str = ""
    ahead: Sequence[Told] = ()


def digest(day: Day) -> str:
    """The whole text; a part without anything is left out."""
    talked = sum(one.seconds for one in day.done)
    counts = [
        _("{n} done").format(n=len(day.done)),
        _("talk {time}").format(time=clock(talked)),
        _("{n} open").format(n=len(day.still_open)),
    ]
    parts = [f"{day.title}\n{', '.join(counts)}"]
    for title, entries in (
        (_("Done"), day.done),
        (_("Called off"), day.called_off),
        (_("Moved"), day.moved),
        (_("Still open"), day.still_open),
        (day.ahead_title, day.ahead),
    ):
        if entries:
            parts.append("\n".join([title, *_lines(entries)]))
    if len(parts) == 1:
        parts.append(_("Nothing was done on this day, and nothing was planned."))
    return "\n\n".join(parts)


def _lines(entries: Iterable[Told]) -> Iterable[str]:
    for one in entries:
        length = clock(one.seconds) if one.seconds else ""
        head = (one.when, one.what, one.whom, one.outcome, length)
        whose = f"{one.employee}: " if one.employee else ""
        yield f"- {whose}" + " · ".join(part for part in head if part)
        yield from (f"  {line}" for line in _few(one.said))
        if one.next:
            yield f"  → {one.next}"


def _few(text: str) -> list[str]:
    lines = _lines_of(text)
    if len(lines) > MAX_AGREED_LINES:
        lines = [*lines[: MAX_AGREED_LINES - 1], f"{lines[MAX_AGREED_LINES - 1]} …"]
    return lines


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
