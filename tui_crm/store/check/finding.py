"""What an examination has found, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_crm.i18n import N_


class Area(StrEnum):
    """What was examined."""

    FILE = "file"
    SCHEMA = "schema"
    KEYS = "keys"
    ROWS = "rows"
    DERIVED = "derived"
    SEARCH = "search"
    ACCESS = "access"
    SETTINGS = "settings"
    TERMINAL = "terminal"
    ZONE = "zone"


AREA_NAMES = {
    Area.FILE: N_("file"),
    Area.SCHEMA: N_("version"),
    Area.KEYS: N_("references"),
    Area.ROWS: N_("values"),
    Area.DERIVED: N_("derived"),
    Area.SEARCH: N_("search"),
    Area.ACCESS: N_("access"),
    Area.SETTINGS: N_("settings"),
    Area.TERMINAL: N_("terminal"),
    Area.ZONE: N_("time zone"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: sentences about what it is and what to do."""

    area: Area
    what: str
    to_do: str
    can_be_mended: bool = False
    """Whether `check --repair` puts it right."""
