"""The forms of Setup: dictionaries and their entries, employees, operators, the company."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from tui_crm.domain.activity import KIND_NAMES, Kind
from tui_crm.domain.company import Hours, read_hours
from tui_crm.domain.dictionary import USES, Uses
from tui_crm.domain.draft import Choice
from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.remind import read_remind, shown_remind
from tui_crm.domain.rights import ROLE_NAMES, Role
from tui_crm.domain.when import WEEKDAYS
from tui_crm.i18n import LANGUAGES, N_, _
from tui_crm.queries import pickers
from tui_crm.queries.dictionaries import dictionary_row, entry_row
from tui_crm.queries.staff_lists import employee_row, operator_row
from tui_crm.services import company, dictionaries, employees, operators
from tui_crm.services.dictionaries import DictionaryEdit, EntryEdit
from tui_crm.services.employees import EmployeeEdit
from tui_crm.services.operators import OperatorEdit
from tui_crm.ui.cells import plain
from tui_crm.ui.context import Context
from tui_crm.ui.screens.record_fields import (
    Row,
    Values,
    choice,
    colour,
    line,
    lookup,
    tick,
)
from tui_crm.ui.screens.record_form import RecordForm
from tui_crm.ui.setup.words import LANGUAGE_NAMES
from tui_crm.ui.widgets.lookup import LookupField

NUMBER = 6
"""Cells of a field for a number."""
REMIND = 12
"""Cells of a field for `1 d 2 h`."""


class DictionaryForm(RecordForm):
    """The name and the group of a dictionary."""

    KIND: ClassVar[str] = "dictionary"

    def heading(self) -> str:
        """Which it is."""
        return _("New dictionary") if self.record_id is None else _("Dictionary")

    def rows(self) -> tuple[Row, ...]:
        """Two words."""
        return (
            line("name", N_("Name"), required=True),
            line("group", N_("Group"), required=True),
        )

    async def load(self) -> Values:
        """The dictionary as it stands."""
        if self.record_id is None:
            return {"version": None}
        return (await self.crm.db(dictionary_row, self.record_id))._asdict()

    async def store(self, values: Values) -> int:
        """Save it."""
        edit = DictionaryEdit(
            values["name"], values["group"], id=self.record_id, version=values["version"]
        )
        now = self.crm.now()
        return await self.crm.db(dictionaries.save_dictionary, edit, who=self.crm.who, now=now)


class EntryForm(RecordForm):
    """One entry: what its dictionary has no use for is not asked."""

    KIND: ClassVar[str] = "entry"

    def __init__(
        self, crm: Context, record_id: int | None = None, *, dictionary_id: int, code: str,
        called: str,
    ) -> None:  # fmt: skip
        """*code* and *called* are the dictionary's own."""
        super().__init__(crm, record_id)
        self.dictionary_id = dictionary_id
        self.code = code
        self.called = called

    def given(self) -> dict[str, Any]:
        """The dictionary."""
        return {
            "dictionary_id": self.dictionary_id, "code": self.code, "called": self.called,
        }  # fmt: skip

    @property
    def uses(self) -> Uses:
        """What means something here."""
        return USES.get(self.code, Uses())

    def heading(self) -> str:
        """In which dictionary it stands."""
        what = _("New entry") if self.record_id is None else _("Entry")
        return f"{what} · {plain(self.called)}"

    def rows(self) -> tuple[Row, ...]:
        """Its name and how it is offered, then what only some dictionaries have."""
        rows: list[Row] = [
            line("name", N_("Name"), required=True),
            colour("colour", N_("Colour")),
            (
                tick("active", N_("offered on new records"), blank=True),
                tick("is_default", N_("default")),
            ),
        ]
        if self.uses.kinds:
            rows.append(N_("Offered on"))
            rows.append(tuple(tick(kind.value, KIND_NAMES[kind], blank=True) for kind in Kind))
        if self.uses.planned_minutes:
            rows.append(line("planned_minutes", N_("Minutes"), width=NUMBER))
        if self.uses.follow_up_days:
            rows.append(line("follow_up_days", N_("Next in days"), width=NUMBER))
        if self.uses.remind_minutes:
            rows.append(line("remind", N_("Remind before"), width=REMIND))
        if self.uses.connected:
            rows.append(tick("connected", N_("the other side was talked to"), blank=True))
        return tuple(rows)

    def first_words(self) -> str:
        """What the numbers are for."""
        if self.uses.planned_minutes:
            return _("New activities of this type begin with these three; each may stay empty.")
        return ""

    async def load(self) -> Values:
        """The entry as it stands."""
        if self.record_id is None:
            return {"version": None}
        row = await self.crm.db(entry_row, self.record_id)
        return {
            **{name: getattr(row, name) for name in _OF_ENTRY},
            **{kind.value: kind in row.kinds for kind in Kind},
            "planned_minutes": _typed(row.planned_minutes),
            "follow_up_days": _typed(row.follow_up_days),
            "remind": shown_remind(row.remind_minutes),
        }

    async def store(self, values: Values) -> int:
        """Save it."""
        kinds = tuple(kind for kind in Kind if values.get(kind.value, True))
        if not kinds:
            raise RuleViolation(
                Kind.CONTACT.value,
                _("Tick at least one kind, or take the tick off “offered on new records”."),
            )
        edit = EntryEdit(
            self.dictionary_id,
            values["name"],
            colour=values["colour"],
            kinds=kinds,
            planned_minutes=_number("planned_minutes", values.get("planned_minutes", "")),
            follow_up_days=_number("follow_up_days", values.get("follow_up_days", "")),
            remind_minutes=read_remind(values.get("remind", "")),
            connected=values.get("connected", True),
            is_default=values["is_default"],
            active=values["active"],
            id=self.record_id,
            version=values["version"],
        )
        return await self.crm.db(
            dictionaries.save, edit, who=self.crm.who, now=self.crm.now()
        )  # fmt: skip


_OF_ENTRY = ("name", "colour", "active", "is_default", "connected", "version")


class EmployeeForm(RecordForm):
    """Who does the work."""

    KIND: ClassVar[str] = "employee"

    def heading(self) -> str:
        """Which one it is."""
        return _("New employee") if self.record_id is None else _("Employee")

    def rows(self) -> tuple[Row, ...]:
        """Name, what they do, how they are reached."""
        return (
            line("last_name", N_("Last name"), required=True),
            line("first_name", N_("First name")),
            line("code", N_("Code"), width=10, placeholder=N_("initials")),
            line("position", N_("Position")),
            line("department", N_("Department")),
            line("phone", N_("Telephone")),
            line("email", N_("E-mail")),
            tick("active", N_("works here"), blank=True),
        )

    def name_of(self, values: Values) -> str:
        """First and last name."""
        return " ".join(
            str(values.get(name) or "") for name in ("first_name", "last_name")
        ).strip()  # fmt: skip

    def first_words(self) -> str:
        """What a department does."""
        return _("Employees of one department are co-workers: rights may end there.")

    async def load(self) -> Values:
        """The employee as they stand."""
        if self.record_id is None:
            return {"version": None}
        return (await self.crm.db(employee_row, self.record_id))._asdict()

    async def store(self, values: Values) -> int:
        """Save them."""
        names = set(EmployeeEdit._fields) - {"id"}
        fields = {name: value for name, value in values.items() if name in names}
        edit = EmployeeEdit(**fields, id=self.record_id)
        return await self.crm.db(employees.save, edit, who=self.crm.who, now=self.crm.now())


class OperatorForm(RecordForm):
    """Who logs in, and which employee they work as (R25)."""

    KIND: ClassVar[str] = "operator"

    def heading(self) -> str:
        """Which one it is."""
        return _("New operator") if self.record_id is None else _("Operator")

    def rows(self) -> tuple[Row, ...]:
        """Login, link, role, and what is their own."""
        return (
            line("login", N_("Login"), required=True, width=24),
            lookup(
                "employee", N_("Employee"), self.finder(pickers.employees), creates=_("employee"),
                placeholder=N_("nobody: may look, not register"),
            ),
            choice("role", N_("Role"), list(ROLE_NAMES.items()), blank=Role.OPERATOR, width=24),
            choice("language", N_("Language"), _languages(), required=False, width=24),
            choice("time_zone", N_("Time zone"), zones(), required=False),
            tick("active", N_("may log in"), blank=True),
        )  # fmt: skip

    def name_of(self, values: Values) -> str:
        """The login."""
        return str(values.get("login") or "")

    def first_words(self) -> str:
        """What may stay empty, and from when it counts."""
        return _(
            "Without a language or time zone the company's count. "
            "A language counts from the next login on, all else at once."
        )

    async def create_from(self, field: LookupField) -> None:
        """An employee who is not there yet, made of the letters typed."""
        first, _blank, last = field.typed.rpartition(" ")
        field.close_list()

        async def made(employee_id: int | None) -> None:
            if employee_id is not None:
                row = await self.attempt(employee_row, employee_id)
                if row is not None:
                    field.show_choice(Choice(row.id, row.name))
                    self.change("employee", field.choice)

        names = {"last_name": last, "first_name": first.strip()}
        await self.app.push_screen(EmployeeForm(self.crm, filled=names), made)

    async def load(self) -> Values:
        """The operator as they stand."""
        if self.record_id is None:
            return {"version": None}
        return (await self.crm.db(operator_row, self.record_id))._asdict()

    async def store(self, values: Values) -> int:
        """Save them."""
        employee = values["employee"]
        edit = OperatorEdit(
            values["login"],
            employee_id=None if employee is None else employee.id,
            role=Role(values["role"]),
            language=values["language"] or None,
            time_zone=values["time_zone"] or None,
            active=values["active"],
            id=self.record_id,
            version=values["version"],
        )
        return await self.crm.db(operators.save, edit, who=self.crm.who, now=self.crm.now())


THE_COMPANY = 1
"""There is one."""


class CompanyForm(RecordForm):
    """All that the company sets, but for the rights."""

    KIND: ClassVar[str] = "company"

    def __init__(self, crm: Context, record_id: int | None = THE_COMPANY) -> None:
        super().__init__(crm, record_id)

    def heading(self) -> str:
        """What it is."""
        return _("What the company sets")

    def name_of(self, values: Values) -> str:
        """What was saved."""
        del values
        return _("what the company sets")

    def rows(self) -> tuple[Row, ...]:
        """Language and zone, the week, holidays, when contractors cool."""
        days = [line(_day(n), name, width=14) for n, name in enumerate(WEEKDAYS)]
        return (
            choice("language", N_("Language"), _languages(), required=False, width=24),
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
        """What the last number is for."""
        return _("A contractor is cooling after so many days without a contact.")

    async def load(self) -> Values:
        """What is set now."""
        standing = await self.crm.db(company.read_company)
        return {
            "language": standing.language or "",
            "time_zone": standing.time_zone or "",
            **{_day(n): str(day or "") for n, day in enumerate(standing.working_hours)},
            "holidays": standing.holidays,
            "cooling_days": str(standing.cooling_days),
            "versions": dict(standing.versions or {}),
        }

    async def store(self, values: Values) -> int:
        """Save it; the rights stay as they are."""
        standing = await self.crm.db(company.read_company)
        cooling = _number("cooling_days", values["cooling_days"])
        wanted = standing._replace(
            language=values["language"] or None,
            time_zone=values["time_zone"] or None,
            working_hours=tuple(_hours(_day(n), values[_day(n)]) for n in range(7)),
            holidays=values["holidays"],
            cooling_days=0 if cooling is None else cooling,
            versions=values["versions"],
        )
        await self.crm.db(company.save_company, wanted, who=self.crm.who, now=self.crm.now())
        return THE_COMPANY


def _day(number: int) -> str:
    return f"day-{number}"


def _hours(field: str, typed: str) -> Hours | None:
    try:
        return read_hours(typed)
    except CrmError as unreadable:
        raise RuleViolation(field, unreadable.message) from unreadable


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(field: str, typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RuleViolation(field, _("Type a whole number, for example 15."))
    return int(text)


def _languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """The time zones that this machine knows, by the names of places."""
    return tuple((name, name) for name in sorted(available_timezones()) if "/" in name)
