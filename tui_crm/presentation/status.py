"""Signs and words for the status of an activity: `✓` done, `✗` cancelled, `◷` waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.activity import STATUS_NAMES, Status
from tui_crm.domain.damaged import SIGN, is_damaged
from tui_crm.i18n import _
from tui_crm.presentation.formats import stamp

if TYPE_CHECKING:
    from tui_crm.queries.activities.form import OpenActivity

WAITING = "◷"
CALLED_OFF = "✗"
CALLED_OFF_STATUSES = frozenset({Status.NOT_HELD, Status.CANCELLED})
_GLYPHS = {
    Status.WAITING: WAITING,
    Status.DONE: "✓",
    Status.NOT_HELD: CALLED_OFF,
    Status.CANCELLED: CALLED_OFF,
}


def state_glyph(status: Status) -> str:
    """The sign of a status; empty for planned and in progress."""
    return SIGN if is_damaged(status) else _GLYPHS.get(status, "")


def closed_glyph(status: Status) -> str:
    """The sign of a completed or cancelled activity; empty for an open one."""
    return state_glyph(status) if status.completed or is_damaged(status) else ""


def status_name(status: Status) -> str:
    """`waiting`, `called off`, `not held` in the operator's language."""
    return _(STATUS_NAMES[status])


def called_off(status: Status) -> str:
    """`called off` or `not held`; empty for any other status."""
    return status_name(status) if status in CALLED_OFF_STATUSES else ""


def closed_text(opened: OpenActivity, *, zone: ZoneInfo) -> tuple[str, str]:
    """`✓ completed 23.11.2026 14:52 by Anna` or `✗ called off …`, and the name of its style."""
    when = stamp(opened.completed_at or opened.changed_at, zone=zone)
    if opened.status is Status.DONE:
        text = _("✓ completed {when} by {who}").format(when=when, who=opened.completed_by)
        return text, "bar"
    text = _("✗ {status} {when} by {who}").format(
        status=status_name(opened.status), when=when, who=opened.completed_by
    )
    return text, "urgent"
