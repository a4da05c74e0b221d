"""One change of the history in whole, below the list whose columns have no room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.presentation import changes, formats
from tui_crm.queries.change_log import ChangeRow
from tui_crm.terminal.text import plain, wrap

if TYPE_CHECKING:
    from tui_crm.ui.panels.detail_pane import PaneLine

READ = 4_000
"""Signs of a text that are looked at: more are never seen."""
COMMON = 24
"""Signs before the place where two texts part that are told, too."""


class ChangePanel:
    """Tells which field somebody changed, what stood there and what stands there now."""

    def __init__(self, change: ChangeRow, *, zone: ZoneInfo) -> None:
        self.change = change
        self.zone = zone

    def told(self, width: int, height: int) -> list[PaneLine]:
        """Both texts, from where they part if they would not fit otherwise."""
        change = self.change
        done = (changes.field(change.field), change.by, formats.action(change.action, ""))
        field, *others = (plain(text) for text in done)
        told: list[PaneLine] = [
            ((field, "accent"), ("".join(f" · {text}" for text in others if text), "muted"))
        ]
        old, new = self._said(change.old), self._said(change.new)
        room = max(2, height - 1)
        texts = [self._lines(_("Before"), old, width), self._lines(_("After"), new, width)]
        if sum(map(len, texts)) > room:
            old, new = _from_where_they_part(old, new)
            texts = [self._lines(_("Before"), old, width), self._lines(_("After"), new, width)]
        before = _at_most(texts[0], max(room // 2, room - len(texts[1])))
        return told + before + _at_most(texts[1], room - len(before))

    def _said(self, text: str) -> str:
        return changes.changed_value(self.change.field, text[:READ], zone=self.zone)

    @staticmethod
    def _lines(title: str, text: str, width: int) -> list[PaneLine]:
        if not text:
            return []
        head = f"{title}: "
        first, *others = wrap(head + text, width)
        return [
            ((head, "muted"), (first[len(head) :], "")),
            *(((line, ""),) for line in others),
        ]


def _at_most(lines: list[PaneLine], most: int) -> list[PaneLine]:
    if len(lines) <= most:
        return lines
    *kept, last = lines[:most]
    return [*kept, (*last, (" …", "muted"))]


def _from_where_they_part(old: str, new: str) -> tuple[str, str]:
    same = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = max(0, same - COMMON)
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)
