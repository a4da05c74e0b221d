"""Table of series: the rule of recurring activities and the pattern for the next one."""

from __future__ import annotations

from datetime import date

from tui_crm.store.models.base import Stamped, StoredRecord
from tui_crm.store.models.fields import BooleanField, CharField, DateField, TextField


class Series(Stamped):
    """A series of recurring activities; only the next one exists as an activity in advance.

    Days are local dates, so that a change of the clocks does not move the hour.
    """

    rule = CharField()
    """An RRULE without its start, written by `domain.recurrence.rule`."""
    first_on = DateField()
    pattern = TextField()
    """JSON of `series_template`: values of the next one, unaffected by changes of single ones."""
    active = BooleanField(default=True)


class StoredSeries(StoredRecord):
    """A row of `Series`."""

    rule: str
    first_on: date
    pattern: str
    active: bool
