"""What the company sets for everybody."""

from __future__ import annotations

from peewee import CharField, TextField

from tui_crm.store.models.base import Stamped


class Setting(Stamped):
    """One thing the company set; a name without a row has the program's own value."""

    name = CharField(unique=True)
    value = TextField()
    """JSON."""
