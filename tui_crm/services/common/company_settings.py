"""Reading and saving the company settings, stored as one JSON value each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, time
from typing import Any, Final

from tui_crm.domain.actor import Actor
from tui_crm.domain.company_settings import COOLING_LIMIT, Company, Hours
from tui_crm.domain.dates.timezones import known_zone
from tui_crm.domain.errors import Refused, RuleViolation, StaleRecord
from tui_crm.domain.permissions import Role
from tui_crm.i18n import LANGUAGES, N_, _
from tui_crm.services.common.permissions import must, read_setting, rights_in, rights_of
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Setting
from tui_crm.store.unit_of_work import UnitOfWork, write

NAMES: Final[Mapping[str, str]] = {
    "language": N_("language"),
    "time_zone": N_("time zone"),
    "working_hours": N_("working hours"),
    "holidays": N_("public holidays"),
    "cooling_days": N_("cooling after"),
    "queue_measures": N_("cards of the queue"),
    "daily_backup": N_("daily backup"),
    "rights": N_("rights"),
}


def read_company() -> Company:
    """The company settings; the default for each that is missing or cannot be read."""
    rows = fetch_tuples(
        Setting.select(Setting.name, Setting.value, Setting.version)
        .where(Setting.name.in_(list(NAMES)))
        .limit(len(NAMES))
    )
    values: dict[str, Any] = {}
    for name, text, _version in rows:
        with suppress(ValueError, TypeError, KeyError):
            values[name] = _READ[name](json.loads(text))
    return Company(
        **values,
        rights={role: rights_of(role) for role in Role},
        versions={name: version for name, _text, version in rows},
    )


def save_company(company: Company, *, actor: Actor, now: datetime) -> None:
    """Save the company settings that were changed.

    Raises `StaleRecord` when a colleague has changed one of them since they were read, and
    `RuleViolation` on “language”, “time_zone”, “working_hours” or “cooling_days”. Only an
    administrator may change rights (`Refused`): the right “staff” would otherwise give all others.
    """
    must(actor, "staff")
    _check(company)
    with write("company.settings", actor=actor, now=now) as unit:
        stored = read_company()
        _check_fresh(company, stored)
        changed = [name for name in NAMES if _stored(company, name) != _stored(stored, name)]
        if "rights" in changed and actor.role is not Role.ADMINISTRATOR:
            raise Refused(_("Only an administrator changes what the roles may."))
        unit.subject = ", ".join(_(NAMES[name]) for name in changed)
        for name in changed:
            _put(unit, name, _stored(company, name))


def company_with(name: str, text: str) -> Company:
    """The defaults with the JSON value of one setting; only the defaults if it is unreadable."""
    value = read_setting(text)
    if name == "rights":
        return Company(rights={role: rights_in(role, value) for role in Role})
    with suppress(ValueError, TypeError, KeyError):
        return Company(**{name: _READ[name](value)})
    return Company()


def _check(company: Company) -> None:
    if company.language is not None and company.language not in LANGUAGES:
        raise RuleViolation("language", _("Choose one of the languages of the list."))
    if company.time_zone is not None:
        checked_zone(company.time_zone)
    if len(company.working_hours) != 7:
        raise RuleViolation("working_hours", _("A week has seven days."))
    if not 1 <= company.cooling_days <= COOLING_LIMIT:
        raise RuleViolation(
            "cooling_days",
            _("Type a number of days from 1 to {limit}.").format(limit=COOLING_LIMIT),
        )


def checked_zone(name: str) -> str:
    """The name of a time zone that this machine knows; else `RuleViolation` on “time_zone”."""
    if known_zone(name) is None:
        raise RuleViolation("time_zone", _("Type a time zone like Europe/Warsaw or Europe/London."))
    return name


def _check_fresh(company: Company, stored: Company) -> None:
    if company.versions is not None and company.versions != stored.versions:
        raise StaleRecord(
            _("Someone else has changed these settings meanwhile. Look at them and do it again."),
            stored,
        )


def _put(unit: UnitOfWork, name: str, value: str) -> None:
    known = fetch_tuples(Setting.select(Setting.id).where(Setting.name == name).limit(1))
    if known:
        unit.update(Setting, known[0][0], value=value)
    else:
        unit.insert(Setting, name=name, value=value)


# As JSON


def _stored(company: Company, name: str) -> str:
    value = getattr(company, name)
    if name == "working_hours":
        value = [None if day is None else [f"{at:%H:%M}" for at in day] for day in value]
    elif name == "rights":
        value = {
            role.value: value[role]._asdict() for role in Role if role is not Role.ADMINISTRATOR
        }
    return json.dumps(value, ensure_ascii=False)


def _read_language(value: Any) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise ValueError(value)
    return None if value is None else str(value)


def _read_zone(value: Any) -> str | None:
    try:
        return None if value is None else checked_zone(str(value))
    except RuleViolation as unknown:
        raise ValueError(value) from unknown


def _read_week(value: Any) -> tuple[Hours | None, ...]:
    if len(value) != 7:
        raise ValueError(value)
    return tuple(
        None if day is None else Hours(*(time.fromisoformat(at) for at in day)) for day in value
    )


def _read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _read_days(value: Any) -> int:
    days = int(value)
    if not 1 <= days <= COOLING_LIMIT:
        raise ValueError(value)
    return days


_READ: Final[Mapping[str, Any]] = {
    "language": _read_language,
    "time_zone": _read_zone,
    "working_hours": _read_week,
    "holidays": _read_flag,
    "cooling_days": _read_days,
    "queue_measures": _read_flag,
    "daily_backup": _read_flag,
}
