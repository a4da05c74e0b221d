"""Marking a number as wrong: it stays stored, but is not proposed any more."""

from __future__ import annotations

from datetime import datetime

from tui_crm.domain.actor import Actor
from tui_crm.services.common.number_mark import set_mark
from tui_crm.services.common.permissions import must
from tui_crm.store.models import Phone
from tui_crm.store.unit_of_work import write


def set_wrong(phone_id: int, *, wrong: bool, actor: Actor, now: datetime) -> None:
    """Mark a number as wrong, or as right again, if it is not yet; raises `NotFound`, `Refused`.

    The version of its owner counts up, as with any change of what belongs to them.
    """
    must(actor, "directory")
    with write("phone.wrong" if wrong else "phone.right", actor=actor, now=now) as unit:
        row = unit.any_row(Phone, phone_id)
        if bool(row["bad_since"]) is not wrong:
            unit.subject = ", ".join(set_mark(unit, row, wrong=wrong))
