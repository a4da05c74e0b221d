"""What was agreed earlier: on the card of a work queue and beside the note of a form."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.timer import clock
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import Piece, plain, wrap_to


def agreed_lines(
    held: Iterable[ActivityRow], width: int, room: int, *, most: int, zone: ZoneInfo
) -> list[tuple[Piece, ...]]:
    """Conversations with up to *most* lines of what was agreed in each, in *room* lines."""
    lines: list[tuple[Piece, ...]] = []
    for row in held:
        on = (row.completed_at or row.order_at).astimezone(zone)
        seconds = f" {clock(row.duration_seconds)}" if row.duration_seconds else ""
        outcome = f" · {plain(row.outcome)}" if row.outcome else ""
        head = f"{formats.day_and_month(on)} {plain(row.type)}{seconds}{outcome}".strip()
        lines.append(((head, "muted"),))
        told = wrap_to(row.told, width - 2, min(most, room - len(lines)))
        lines += [((f"  {text}", ""),) for text in told if text]
        if len(lines) >= room:
            break
    if not lines:
        lines = [((_("Nothing was agreed yet."), "muted"),)]
    return lines[: max(0, room)]
