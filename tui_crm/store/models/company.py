"""Table of company settings."""

from __future__ import annotations

from tui_crm.store.models.base import Stamped
from tui_crm.store.models.fields import CharField, TextField


class Setting(Stamped):
    """One company setting; a name without a row has the default value."""

    name = CharField(unique=True)
    value = TextField()
    """JSON, written and read by `services.common.company_settings`.

    One that cannot be read is not overwritten until another value is typed for it; until then the
    default holds.
    """
