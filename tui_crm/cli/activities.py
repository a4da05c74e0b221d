"""The commands `today`, `digest`, `activities` and `show`."""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui_crm.cli.render import activities as render
from tui_crm.cli.render.table import print_json, print_table, print_text
from tui_crm.cli.request import Request, run_request
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import ListScope, ListState, Without
from tui_crm.domain.activities.saved_view import Named, ViewContent, read_content
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.dates import Toward, read_when
from tui_crm.domain.dates.span import check_span, read_bound
from tui_crm.domain.dates.workdays import WorkDays
from tui_crm.domain.errors import NotFound, UnknownName
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import check_seen
from tui_crm.domain.text import clean_line, fold
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.presentation.digest import digest_text
from tui_crm.presentation.filters import is_past, narrowed
from tui_crm.queries.activities.activities import activities_page, activity_by_number
from tui_crm.queries.activities.delegated import Delegator, delegated_page
from tui_crm.queries.activities.details import Details, activity_details
from tui_crm.queries.activities.digest import DigestRows, digest_rows
from tui_crm.queries.activities.form import OpenActivity, open_activity
from tui_crm.queries.activities.today import Section, TodayRow, today_page
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.queries.common.lookups import entries
from tui_crm.queries.directory.contractors import contractor_by_code
from tui_crm.queries.saved_view_filters import ResolvedView, filter_of, resolve_views
from tui_crm.queries.saved_views import view_named, views_page
from tui_crm.queries.setup.staff import coded_employee
from tui_crm.services.common.company_settings import read_company
from tui_crm.services.common.permissions import must_register

TODAY_LIMIT = 1000
OUTCOMES = 1000
NAMED = 20
"""How many saved views an error about an unknown name lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options of `activities` ask for, as typed; None is not asked for."""

    everybody: bool = False
    employee: str | None = None
    contractor: str | None = None
    kind: Kind | None = None
    state: ListState | None = None
    outcome: str | None = None
    without: Without | None = None
    since: str | None = None
    until: str | None = None


def today(request: Request, *, employee: str | None = None) -> None:
    """Print what is overdue, to be done and done today; of another *employee*, by code.

    Raises `NotFound`, `Refused`.
    """

    def query(actor: Actor, now: datetime) -> list[TodayRow]:
        return today_page(
            PageRequest(TODAY_LIMIT),
            employee_id=actor.employee() if employee is None else employee_id(employee, actor),
            now=now,
            zone=actor.zone,
            visible_employee_ids=actor.visible_employee_ids,
        )

    rows, actor, now = run_request(request, query)
    if request.as_json:
        print_json(
            [
                {"section": row.section.value, **render.activity_json(row.row, zone=actor.zone)}
                for row in rows
            ]
        )
        return
    names = {Section.OVERDUE: _("overdue"), Section.TODAY: _("today"), Section.DONE: _("done")}
    print_table(
        (_("Section"), *render.activity_headings()),
        [
            (names[row.section], *render.activity_cells(row.row, now=now, zone=actor.zone))
            for row in rows
        ],
        spare=(_("Note"), _("Person")),
    )


def digest(request: Request, day: str, *, everybody: bool, employee: str | None = None) -> None:
    """Print the digest of a day; *day* is a typed date, `fri` the last Friday, empty for today.

    *employee* is the code of another one. Raises `UnreadableDate`, `NotFound`, `Refused`.
    """

    def query(actor: Actor, now: datetime) -> DigestRows:
        on = now.astimezone(actor.zone).date()
        if day:
            on = read_when(day, now=now, zone=actor.zone, toward=Toward.BACK).at.date()
        ahead = WorkDays.of(read_company()).first_from(on + timedelta(days=1))
        if employee is not None:
            whose: int | None = employee_id(employee, actor)
        else:
            whose = None if everybody else actor.employee()
        return digest_rows(
            on,
            ahead,
            employee_id=whose,
            visible_employee_ids=actor.visible_employee_ids,
            zone=actor.zone,
        )

    rows, actor, now = run_request(request, query)
    if request.as_json:
        print_json(render.digest_json(rows, zone=actor.zone))
        return
    print_text(digest_text(rows, everybody=everybody, now=now, zone=actor.zone))


def activities(request: Request, *, view: str | None, asked: Asked, limit: int) -> None:
    """Print activities, by default one's own with the latest start first.

    *view* names a saved view; what else is *asked* for overrides its filters. Raises
    `UnknownName`, `NotFound`, `Refused`, `UnreadableDate`.
    """

    def query(actor: Actor, now: datetime) -> tuple[list[ActivityRow], str]:
        resolved = ResolvedView(ViewContent()) if view is None else _saved_view(view, actor)
        content = _narrowed(resolved.content, asked, actor, now=now)
        return _activities(content, actor, now=now, limit=limit), resolved.changes

    (rows, changed), actor, now = run_request(request, query, rows=limit)
    if changed:
        sys.stderr.write(f"tui-crm: {clean_line(changed)}\n")
    if request.as_json:
        print_json([render.activity_json(row, zone=actor.zone) for row in rows])
        return
    cells = [render.activity_cells(row, now=now, zone=actor.zone) for row in rows]
    print_table(render.activity_headings(), cells, spare=(_("Note"), _("Person")), limit=limit)


def _narrowed(content: ViewContent, asked: Asked, actor: Actor, *, now: datetime) -> ViewContent:
    code, outcome = asked.contractor, asked.outcome
    whose, scope = content.employee, content.scope
    if asked.employee is not None:
        whose, scope = Named(employee_id(asked.employee, actor)), ListScope.ALL
    content = dataclasses.replace(
        content,
        scope=ListScope.ALL if asked.everybody else scope,
        employee=whose,
        contractor=content.contractor if code is None else Named(_contractor_id(code)),
        kind=asked.kind or content.kind,
        state=asked.state or content.state,
        outcome=content.outcome if outcome is None else Named(_outcome_id(outcome)),
        without=asked.without or content.without,
    )
    past = is_past(content)
    for name, typed in (("since", asked.since), ("until", asked.until)):
        if typed is not None:
            last = name == "until"
            day = read_bound(typed, last=last, past=past, now=now, zone=actor.zone)
            content = narrowed(content, name, day)
    check_span(content.since, content.until)
    return content


def _activities(
    content: ViewContent, actor: Actor, *, now: datetime, limit: int
) -> list[ActivityRow]:
    chosen = filter_of(content, actor=actor, now=now)
    if content.scope is ListScope.DELEGATED:
        delegator = Delegator(actor.operator_id, actor.employee_id)
        return [
            one.row for one in delegated_page(delegator, PageRequest(limit), now=now, chosen=chosen)
        ]
    if content.scope is ListScope.MINE:
        must_register(actor)
    return activities_page(
        chosen, PageRequest(limit), order=content.order, descending=content.descending
    )


def _saved_view(name: str, actor: Actor) -> ResolvedView:
    operator_id = actor.operator_id
    row = view_named(name, operator_id)
    if row is not None:
        return resolve_views([read_content(row.stored)])[0]
    views = views_page(operator_id, "", PageRequest(NAMED + 1))
    if not views:
        raise UnknownName(
            _("No view is saved yet: in the program, 2 and then v save the filter under a name.")
        )
    known = ", ".join(formats.quoted(row.name) for row in views[:NAMED])
    more = ", …" if len(views) > NAMED else ""
    raise UnknownName(
        _("There is no view “{name}”. There are: {names}.").format(name=name, names=known + more)
    )


def employee_id(code: str, actor: Actor) -> int:
    """The employee with this code; raises `NotFound`, `Refused` when they may not be seen."""
    found = coded_employee(code).id
    check_seen(actor.visible_employee_ids, found)
    return found


def _outcome_id(typed: str) -> int:
    wanted = fold(typed)
    for entry in entries("outcome", "", PageRequest(OUTCOMES), inactive=True):
        if fold(entry.label) == wanted:
            return entry.id
    raise NotFound(
        _("There is no outcome “{name}”. “tui-crm dictionaries outcome” lists them.").format(
            name=typed
        )
    )


def _contractor_id(code: str) -> int:
    row = contractor_by_code(code)
    if row is None:
        raise NotFound(_("There is no contractor with the code {code}.").format(code=code))
    return row.id


def show(request: Request, number: str) -> None:
    """Print one activity with all its details; raises `NotFound`, `Refused`."""

    def query(actor: Actor, _now: datetime) -> tuple[ActivityRow, OpenActivity, Details]:
        row = activity_by_number(number, visible_employee_ids=actor.visible_employee_ids)
        if row is None:
            raise NotFound(
                _("There is no activity with the number {number}.").format(number=number)
            )
        return (
            row,
            open_activity(row.id, zone=actor.zone, visible_employee_ids=actor.visible_employee_ids),
            activity_details(row.id, visible_employee_ids=actor.visible_employee_ids),
        )

    (row, opened, details), actor, _now = run_request(request, query)
    if request.as_json:
        print_json(render.whole_json(row, opened, details, zone=actor.zone))
    else:
        render.print_whole(row, opened, details, zone=actor.zone)
