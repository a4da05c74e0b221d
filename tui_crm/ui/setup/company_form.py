"""The form of the company settings: language, working hours, holidays, cooling, queue."""

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
"""The id under which the company's single record is opened and drafted."""


class CompanyForm(RecordForm):
    """All company settings except the rights."""

    KIND = SlotKind.COMPANY

    def __init__(self, crm: Context, record_id: int | None = THE_COMPANY) -> None:
        super().__init__(crm, record_id)

    def heading(self) -> str:
        return _("What the company sets")

    def name_of(self, values: Values) -> str:
        """The settings have no name of their own."""
        del values
        return _("what the company sets")

    def rows(self) -> Sequence[Row]:
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
            tick(
                "queue_measures",
                N_("a card of the queue measures how long the call takes"),
                blank=True,
            ),
            tick(
                "daily_backup",
                N_("the first start of a day backs the database up beside it"),
                blank=True,
            ),
        )

    def first_words(self) -> str:
        """Explains *Cools after*."""
        return _("A contractor is cooling after so many days without a contact.")

    async def load(self) -> Values:
        """The stored settings, or the defaults."""
        company = await self.crm.db(company_settings.read_company)
        return {
            "language": company.language or "",
            "time_zone": company.time_zone or "",
            **{_day(n): str(day or "") for n, day in enumerate(company.working_hours)},
            "holidays": company.holidays,
            "cooling_days": str(company.cooling_days),
            "queue_measures": company.queue_measures,
            "daily_backup": company.daily_backup,
            "versions": dict(company.versions or {}),
        }

    async def save_values(self, values: Values) -> int:
        """Save all settings; the rights stay as they are."""
        company = await self.crm.db(company_settings.read_company)
        cooling = read_number("cooling_days", values["cooling_days"])
        changed = company._replace(
            language=values["language"] or None,
            time_zone=values["time_zone"] or None,
            working_hours=tuple(_hours(_day(n), values[_day(n)]) for n in range(7)),
            holidays=values["holidays"],
            cooling_days=0 if cooling is None else cooling,
            queue_measures=values["queue_measures"],
            daily_backup=values["daily_backup"],
            versions=values["versions"],
        )
        await self.crm.db(
            company_settings.save_company, changed, actor=self.crm.actor, now=self.crm.now()
        )
        return THE_COMPANY


def _day(number: int) -> str:
    return f"day-{number}"


def _hours(field: str, typed: str) -> Hours | None:
    try:
        return read_hours(typed)
    except CrmError as unreadable:
        raise RuleViolation(field, unreadable.message) from unreadable
