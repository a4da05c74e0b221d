"""A subject generated in Polish, as an English reader gets it, wherever it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeAlias

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW, WARSAW
from tests.support.languages import speaking
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.busy_times import busy_times
from tui_crm.queries.activities.chain import chain_page
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.activities.form import open_activity
from tui_crm.queries.activities.reminders import due_reminders
from tui_crm.queries.activities.running_timer import running_timer
from tui_crm.queries.change_log import activity_history
from tui_crm.queries.search import find_anywhere

Reader: TypeAlias = Callable[[Office, int, int], Any]
"""Reads an activity, by its id and that of the one before it."""

READERS: dict[str, Reader] = {
    "lists": lambda _, one, __: chain_page(one, PageRequest(limit=9)),
    "the next step": lambda _, __, before: activity_details(before),
    "the form": lambda _, one, __: open_activity(one, zone=WARSAW),
    "the timer": lambda office, *_: running_timer(office.operator_id),
    "reminders": lambda office, *_: due_reminders(office.anna, now=NOW, zone=WARSAW),
    "conflicts": lambda office, *_: busy_times(office.anna, NOW, NOW + timedelta(hours=1)),
    "find": lambda *_: find_anywhere("crates"),
    "the history": lambda _, one, __: activity_history(one, PageRequest(limit=9)),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_r07_every_reader_of_subjects_knows_generated_ones(office: Office, read: Reader) -> None:
    before = office.activity("before")
    one = office.activity(
        "telefoniczny: ALFA",
        subject_generated=True,
        previous_id=before,
        note="two crates",
        remind_minutes=15,
        timer_operator_id=office.operator_id,
        timer_started_at=NOW,
    )
    with speaking("en"):
        assert "'phone call: ALFA'" in repr(read(office, one, before))
    with speaking("pl"):
        assert "'telefon: ALFA'" in repr(read(office, one, before))
