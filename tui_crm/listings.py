"""The listing commands: what is asked of the database, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeVar

from tui_crm import output
from tui_crm.domain.activity import Kind
from tui_crm.domain.errors import NotFound
from tui_crm.domain.operator import Who
from tui_crm.i18n import _
from tui_crm.queries.activities import ActivityFilter, activities_page, activity_by_number
from tui_crm.queries.activity_rows import ActivityRow
from tui_crm.queries.details import Details, activity_details
from tui_crm.queries.directory import contractor_by_code, contractors_page
from tui_crm.queries.forms import OpenActivity, open_activity
from tui_crm.queries.paging import Span
from tui_crm.queries.today import Section, TodayRow, today_page
from tui_crm.services.staff import log_in
from tui_crm.settings import Settings, local_zone, speak
from tui_crm.store.database import environment_errors, open_database

T = TypeVar("T")

TODAY_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, where, and in which form the answer is wanted."""

    settings: Settings
    login: str
    full_name: str
    language: str | None
    as_json: bool


def _answer(asking: Asking, ask: Callable[[Who, datetime], T]) -> tuple[T, Who, datetime]:
    """Open the database, log in, ask; printing comes after it is closed again."""
    now = datetime.now(UTC)
    with closing(open_database(asking.settings.database)), environment_errors():
        who = log_in(
            asking.login,
            session="",
            zone=local_zone(),
            language=None,
            full_name=asking.full_name,
            now=now,
            may_join=False,
        )
        speak(asking.language or who.language or asking.settings.language)
        return ask(who, now), who, now


def today(asking: Asking) -> None:
    """What is overdue, to be done and done."""

    def ask(who: Who, now: datetime) -> list[TodayRow]:
        whose = who.employee()
        return today_page(Span(TODAY_LIMIT), employee_id=whose, now=now, zone=who.zone)

    rows, who, now = _answer(asking, ask)
    if asking.as_json:
        output.print_json(
            [
                {"section": row.section.value, **output.activity_json(row.row, zone=who.zone)}
                for row in rows
            ]
        )
        return
    names = {Section.OVERDUE: _("overdue"), Section.TODAY: _("today"), Section.DONE: _("done")}
    output.print_table(
        (_("Section"), *output.activity_headings()),
        [
            (names[row.section], *output.activity_cells(row.row, now=now, zone=who.zone))
            for row in rows
        ],
    )


def activities(
    asking: Asking,
    *,
    everybody: bool,
    contractor: str | None,
    kind: Kind | None,
    state: Literal["open", "completed", "all"],
    limit: int,
) -> None:
    """The list of activities, the newest plan first."""

    def ask(who: Who, _now: datetime) -> list[ActivityRow]:
        chosen = ActivityFilter(
            employee_id=None if everybody else who.employee(),
            kind=kind,
            state=state,
            contractor_id=None if contractor is None else _contractor_id(contractor),
        )
        return activities_page(chosen, Span(limit))

    rows, who, now = _answer(asking, ask)
    if asking.as_json:
        output.print_json([output.activity_json(row, zone=who.zone) for row in rows])
        return
    cells = [output.activity_cells(row, now=now, zone=who.zone) for row in rows]
    output.print_table(output.activity_headings(), cells)


def _contractor_id(code: str) -> int:
    row = contractor_by_code(code)
    if row is None:
        raise NotFound(_("There is no contractor with the code {code}.").format(code=code))
    return row.id


def show(asking: Asking, number: str) -> None:
    """One activity with all that is known of it."""

    def ask(who: Who, _now: datetime) -> tuple[ActivityRow, OpenActivity, Details]:
        row = activity_by_number(number)
        if row is None:
            raise NotFound(
                _("There is no activity with the number {number}.").format(number=number)
            )
        return row, open_activity(row.id, zone=who.zone), activity_details(row.id)

    (row, opened, details), who, _now = _answer(asking, ask)
    if asking.as_json:
        output.print_json(output.whole_json(row, opened, details, zone=who.zone))
    else:
        output.print_whole(row, opened, details, zone=who.zone)


def contractors(asking: Asking, text: str, *, limit: int) -> None:
    """The contractors that are found by every word of the text, by name."""
    rows, who, _now = _answer(asking, lambda _who, _now: contractors_page(text, Span(limit)))
    if asking.as_json:
        output.print_json([output.contractor_json(row, zone=who.zone) for row in rows])
        return
    cells = [output.contractor_cells(row, zone=who.zone) for row in rows]
    output.print_table(output.contractor_headings(), cells)
