"""The error of texts that are no date, and the years that dates may lie in."""

from __future__ import annotations

from typing import Final

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _

FIRST_YEAR: Final = 1970
# One less than Python's last year, so that no time zone and no rounding leads beyond it.
LAST_YEAR: Final = 9998


class UnreadableDate(CrmError):
    """What was typed is not a date or an hour; the message says what to type."""


def out_of_range() -> UnreadableDate:
    """The error for a date outside of `FIRST_YEAR` to `LAST_YEAR`."""
    return UnreadableDate(
        _("Type a date between the years {first} and {last}.").format(
            first=FIRST_YEAR, last=LAST_YEAR
        )
    )
