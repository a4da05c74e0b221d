"""Table of company settings."""

from __future__ import annotations

from peewee import CharField, TextField

from tui_crm.store.models.base import Stamped


class Setting(Stamped):
    """One company setting; a name without a row has the default value."""

    name = CharField(unique=True)
    value = TextField()
    """JSON."""
