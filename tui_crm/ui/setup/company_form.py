"""The form of what the company sets."""

from __future__ import annotations

from collections.abc import Sequence

from tui_crm.domain.company_settings import Hours, read_hours
from tui_crm.domain.dates.dates import WEEKDAYS
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.fields import Row, choice, line, tick
from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import N_, _
from tui_crm.services.common import company_settings
from tui_crm.ui.forms.fields import Values
from tui_crm.ui.forms.record_form import RecordForm
from tui_crm.ui.kit.context import Context
from tui_crm.ui.setup.fields import NUMBER, languages, read_number, zones

THE_COMPANY = 1
"""The id under which the one record of the company is opened and drafted."""


class CompanyForm(RecordForm):
    """All that the company sets, but for the rights."""

    KIND = SlotKind.COMPANY

    def __init__(self, crm: Context, record_id: int | None = THE_COMPANY) -> None:
        super().__init__(crm, record_id)

    def heading(self) -> str:
        """The same for every opening: there is only one company."""
        return _("What the company sets")

    def name_of(self, values: Values) -> str:
        """What a sentence calls it: it has no name of its own."""
        del values
        return _("what the company sets")

    def rows(self) -> Sequence[Row]:
        """Language and zone, the week, holidays, when contractors cool."""
        days = [line(_day(n), name, width=14) for n, name in enumerate(WEEKDAYS)]
        return (
            choice("language", N_("Language"), languages(), required=False, width=24),
            choice("time_zone", N_("Time zone"), zones(), required=False),
            N_("Working hours: 8-16 or 7:30-15:30, nothing for a day off"),
            *days,
            tick("holidays", N_("public holidays of Poland are days off"), blank=True),
            line(
                "cooling_days",
                N_("Cools after"),
                required=True,
                placeholder=N_("days"),
                width=NUMBER,
            ),
        )

    def first_words(self) -> str:
        """What “cools after” means."""
        return _("A contractor is cooling after so many days without a contact.")

    async def load(self) -> Values:
        """The settings that are stored, or the defaults in their place."""
        standing = await self.crm.db(company_settings.read_company)
        return {
            "language": standing.language or "",
            "time_zone": standing.time_zone or "",
            **{_day(n): str(day or "") for n, day in enumerate(standing.working_hours)},
            "holidays": standing.holidays,
            "cooling_days": str(standing.cooling_days),
            "versions": dict(standing.versions or {}),
        }

    async def save_values(self, values: Values) -> int:
        """Save all but the rights, which have a table of their own."""
        standing = await self.crm.db(company_settings.read_company)
        cooling = read_number("cooling_days", values["cooling_days"])
        wanted = standing._replace(
            language=values["language"] or None,
            time_zone=values["time_zone"] or None,
            working_hours=tuple(_hours(_day(n), values[_day(n)]) for n in range(7)),
            holidays=values["holidays"],
            cooling_days=0 if cooling is None else cooling,
            versions=values["versions"],
        )
        await self.crm.db(
            company_settings.save_company, wanted, actor=self.crm.actor, now=self.crm.now()
        )
        return THE_COMPANY


def _day(number: int) -> str:
    return f"day-{number}"


def _hours(field: str, typed: str) -> Hours | None:
    try:
        return read_hours(typed)
    except CrmError as unreadable:
        raise RuleViolation(field, unreadable.message) from unreadable
