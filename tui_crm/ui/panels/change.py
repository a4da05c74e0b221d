"""A pane with one entry of the change history in full: the texts before and after."""

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
"""Characters of a text that are read; a pane never shows more."""
COMMON = 24
"""Characters shown before the first difference of two texts."""


class ChangePanel:
    """Shows which field was changed, by whom, and its text before and after."""

    def __init__(self, change: ChangeRow, *, zone: ZoneInfo) -> None:
        self.change = change
        self.zone = zone

    def lines(self, width: int, height: int) -> list[PaneLine]:
        """The lines for a pane; texts that do not fit start shortly before their difference."""
        change = self.change
        done = (changes.field(change.field), change.by, formats.action(change.action, ""))
        field, *details = (plain(text) for text in done)
        heading: list[PaneLine] = [
            ((field, "strong"), ("".join(f" · {text}" for text in details if text), "muted"))
        ]
        old, new = self._as_text(change.old), self._as_text(change.new)
        room = max(2, height - 1)
        texts = [
            self._titled(_("Before"), old, width),
            self._titled(_("After"), new, width),
        ]
        if sum(map(len, texts)) > room:
            old, new = _from_first_difference(old, new)
            texts = [
                self._titled(_("Before"), old, width),
                self._titled(_("After"), new, width),
            ]
        before = _cut_to(texts[0], max(room // 2, room - len(texts[1])))
        return heading + before + _cut_to(texts[1], room - len(before))

    def _as_text(self, text: str) -> str:
        return changes.changed_value(self.change.field, text[:READ], zone=self.zone)

    @staticmethod
    def _titled(title: str, text: str, width: int) -> list[PaneLine]:
        if not text:
            return []
        head = f"{title}: "
        first, *more_lines = wrap(head + text, width)
        return [
            ((head, "muted"), (first[len(head) :], "")),
            *(((line, ""),) for line in more_lines),
        ]


def _cut_to(lines: list[PaneLine], most: int) -> list[PaneLine]:
    if len(lines) <= most:
        return lines
    *kept, last = lines[:most]
    return [*kept, (*last, (" …", "muted"))]


def _from_first_difference(old: str, new: str) -> tuple[str, str]:
    same = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = max(0, same - COMMON)
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)
