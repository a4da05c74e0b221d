"""Activities that come again: the rule of their days, and what each new one is made like."""

from __future__ import annotations

from datetime import date

from peewee import BooleanField, CharField, DateField, TextField

from tui_crm.store.models.base import Stamped, StoredRecord


class Series(Stamped):
    """A recurring activity; of the days to come only the next one stands as an activity.

    Days are local dates, so that a change of the clocks moves no hour.
    """

    rule = CharField()
    """What `domain.series` writes: an RRULE without its start."""
    first_on = DateField()
    pattern = TextField()
    """JSON: what the next one is made like, whatever was changed on a single one."""
    active = BooleanField(default=True)


class StoredSeries(StoredRecord):
    """A row of `Series`."""

    rule: str
    first_on: date
    pattern: str
    active: bool
