"""Company settings and rights in words, for their list and their change history."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from tui_crm.domain.company_settings import Company
from tui_crm.domain.dates.dates import WEEKDAYS
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import Role, Scope
from tui_crm.i18n import N_, _, ngettext
from tui_crm.queries.change_log import ChangeRow
from tui_crm.queries.setup.change_log import setting_history
from tui_crm.services.common.company_settings import NAMES, company_with
from tui_crm.ui.kit.context import Context
from tui_crm.ui.setup.words import LANGUAGE_NAMES, yes_no

if TYPE_CHECKING:
    from textual.screen import Screen

SCOPE_NAMES = {
    Scope.OWN: N_("own"),
    Scope.COWORKERS: N_("department"),
    Scope.ALL: N_("all"),
}
RIGHT_NAMES = {
    "see": N_("See activities"),
    "change": N_("Change activities"),
    "give": N_("Assign to others"),
    "reopen": N_("Reopen completed ones"),
    "directory": N_("Contractors, persons"),
    "merge": N_("Merge contractors"),
    "dictionaries": N_("Dictionaries, views"),
    "staff": N_("Staff and company"),
    "export": N_("Lists over 200 rows"),
}
TITLES = {Role.OPERATOR: N_("Operator"), Role.MANAGER: N_("Manager")}


def settings_in_words(company: Company) -> list[tuple[str, str, str]]:
    """For each setting: the key it is stored under, its name, its value in words."""
    days = ngettext("{n} day", "{n} days", company.cooling_days).format(n=company.cooling_days)
    language = company.language
    return [
        (
            "language", _("Language"),
            LANGUAGE_NAMES[language] if language else _("as the terminal asks for"),
        ),
        ("time_zone", _("Time zone"), company.time_zone or _("that of the machine")),
        *(
            ("working_hours", _("Hours {day}").format(day=_(name)), str(hours or _("day off")))
            for name, hours in zip(WEEKDAYS, company.working_hours, strict=True)
        ),
        (
            "holidays", _("Holidays of Poland"),
            _("days off") if company.holidays else _("working days"),
        ),
        ("cooling_days", _("Cooling after"), days),
        (
            "queue_measures", _("Cards of the queue"),
            _("measure the length of calls") if company.queue_measures else _("measure nothing"),
        ),
        ("daily_backup", _("Daily backup"), yes_no(company.daily_backup)),
    ]  # fmt: skip


def right_text(value: bool | Scope) -> str:
    """The value of a right in a word."""
    return _(SCOPE_NAMES[value]) if isinstance(value, Scope) else yes_no(value)


def setting_history_window(crm: Context, stored: str) -> Screen[Any]:
    """The change history of the setting stored under a key."""
    from tui_crm.ui.activities.history_window import HistoryWindow  # noqa: PLC0415  # when asked for

    async def read(request: PageRequest) -> list[ChangeRow]:
        found = await crm.db(setting_history, stored, request)
        return [_change_in_words(stored, row) for row in found]

    return HistoryWindow(crm, _(NAMES[stored]), read)


def _change_in_words(stored: str, row: ChangeRow) -> ChangeRow:
    """The change limited to the values that differ, in words."""
    old, new = (_words(company_with(stored, text)) for text in (row.old, row.new))
    differing = [name for name in old if old[name] != new.get(name)]
    alone = len(differing) == 1
    old_words, new_words = (
        ", ".join(both[name] if alone else f"{name}: {both[name]}" for name in differing)
        for both in (old, new)
    )
    field = differing[0] if alone else ""
    return dataclasses.replace(row, field=field, old=old_words, new=new_words)


def _words(company: Company) -> dict[str, str]:
    words = {name: value for _stored, name, value in settings_in_words(company)}
    for role, title in TITLES.items():
        for right, name in RIGHT_NAMES.items():
            words[f"{_(name)}, {_(title)}"] = right_text(getattr(company.rights[role], right))
    return words
