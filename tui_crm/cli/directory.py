"""The commands that list the directory, staff and dictionaries, and `who` and `find`."""

from __future__ import annotations

from datetime import datetime

from tui_crm.cli.render import directory, search
from tui_crm.cli.render.table import print_json, print_records, print_remark, print_table
from tui_crm.cli.request import Request, run_request
from tui_crm.domain.activities.list_options import Without
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import CrmError, NotFound
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold
from tui_crm.i18n import _
from tui_crm.queries.common.number_search import FEWEST_DIGITS, figures_of
from tui_crm.queries.common.word_index import terms_of
from tui_crm.queries.directory.callers import Caller, who_is_calling
from tui_crm.queries.directory.contractors import (
    ContractorFilter,
    ContractorRow,
    ContractorSubset,
    contractors_page,
)
from tui_crm.queries.directory.persons import PersonFilter, persons_page
from tui_crm.queries.search import SearchResults, find_anywhere
from tui_crm.queries.setup import dictionaries as queries
from tui_crm.queries.setup.dictionaries import EntryRow
from tui_crm.queries.setup.staff import coded_employee, employees_page, operators_page

VIEWS = {
    None: ContractorSubset.ALL,
    Without.NUMBER: ContractorSubset.WITHOUT_NUMBER,
    Without.NEXT_STEP: ContractorSubset.WITHOUT_NEXT,
}


def contractors(
    request: Request, text: str, *, employee: str | None, without: Without | None, limit: int
) -> None:
    """Print the contractors that match every word of the text, by name.

    *employee* is the code of the one who looks after them. Raises `NotFound`.
    """

    def query(_actor: Actor, _now: datetime) -> list[ContractorRow]:
        owner_id = None if employee is None else coded_employee(employee).id
        chosen = ContractorFilter(text, VIEWS[without], owner_id=owner_id)
        return contractors_page(chosen, PageRequest(limit))

    rows, actor, _now = run_request(request, query, rows=limit)
    if request.as_json:
        print_json([directory.contractor_json(row, zone=actor.zone) for row in rows])
        return
    cells = [directory.contractor_cells(row, zone=actor.zone) for row in rows]
    print_table(directory.contractor_headings(), cells, spare=(_("Owner"), _("City")), limit=limit)


def persons(request: Request, text: str, *, without_number: bool, limit: int) -> None:
    """Print the contact persons who match every word of the text, by last name."""
    inactive = False if without_number else None
    chosen = PersonFilter(text, inactive=inactive, without_number=without_number)
    rows, _actor, _now = run_request(
        request, lambda _actor, _now: persons_page(chosen, PageRequest(limit)), rows=limit
    )
    if request.as_json:
        print_json([directory.person_json(row) for row in rows])
        return
    cells = [directory.person_cells(row) for row in rows]
    print_table(directory.person_headings(), cells, spare=(_("Position"), _("E-mail")), limit=limit)


def employees(request: Request, text: str, *, limit: int) -> None:
    """Print the employees who match every word of the text, by last name."""
    rows, _actor, _now = run_request(
        request, lambda _actor, _now: employees_page(text, PageRequest(limit))
    )
    if request.as_json:
        print_json([directory.employee_json(row) for row in rows])
        return
    cells = [directory.employee_cells(row) for row in rows]
    print_table(
        directory.employee_headings(), cells, spare=(_("Department"), _("Position")), limit=limit
    )


def operators(request: Request, text: str, *, limit: int) -> None:
    """Print the operators whose login or employee matches every word of the text, by login."""
    rows, _actor, _now = run_request(
        request, lambda _actor, _now: operators_page(text, PageRequest(limit))
    )
    if request.as_json:
        print_json([directory.operator_json(row) for row in rows])
        return
    cells = [directory.operator_cells(row) for row in rows]
    print_table(directory.operator_headings(), cells, limit=limit)


def dictionaries(request: Request, *, limit: int) -> None:
    """Print the dictionaries by group."""
    rows, _actor, _now = run_request(request, lambda _actor, _now: queries.dictionaries()[:limit])
    if request.as_json:
        print_json([directory.dictionary_json(row) for row in rows])
        return
    cells = [directory.dictionary_cells(row) for row in rows]
    print_table(directory.dictionary_headings(), cells, limit=limit)


def entries(request: Request, code: str, *, limit: int) -> None:
    """Print the entries of one dictionary, named by code or name, in its order."""

    def query(_actor: Actor, _now: datetime) -> list[EntryRow]:
        return queries.entries_page(_dictionary_id(code), "", PageRequest(limit))

    rows, _actor, _now = run_request(request, query)
    if request.as_json:
        print_json([directory.entry_json(row) for row in rows])
        return
    cells = [directory.entry_cells(row) for row in rows]
    print_table(directory.entry_headings(), cells, limit=limit)


def who(request: Request, number: str, *, limit: int) -> None:
    """Print the owners of numbers that end or begin with these digits, the likeliest first."""
    if len(figures_of(number)) < FEWEST_DIGITS:
        raise CrmError(_("Type at least three digits of the number, for example its last four."))

    def query(actor: Actor, _now: datetime) -> list[Caller]:
        return who_is_calling(number, limit=limit, visible_employee_ids=actor.visible_employee_ids)

    rows, actor, _now = run_request(request, query, rows=limit)
    if request.as_json:
        print_json([search.contact_summary_json(row, zone=actor.zone) for row in rows])
        return
    cells = [search.caller_cells(row, zone=actor.zone) for row in rows]
    print_records(search.caller_headings(), cells)
    if not rows:
        print_remark(_("Nobody has this number."))


def find(request: Request, text: str, *, limit: int) -> None:
    """Print the matches in names, numbers, subjects and notes; at most *limit* of each group."""

    def query(actor: Actor, _now: datetime) -> SearchResults:
        return find_anywhere(text, visible_employee_ids=actor.visible_employee_ids, per_group=limit)

    if terms_of(text) is None and len(figures_of(text)) < FEWEST_DIGITS:
        raise CrmError(_("Type at least two letters, or three digits."))
    found, actor, _now = run_request(request, query, rows=limit)
    if request.as_json:
        print_json(search.found_json(found, zone=actor.zone))
        return
    print_table(
        search.found_headings(),
        search.found_cells(found, zone=actor.zone),
        spare=(_("When"), _("Note")),
    )
    if not any(found):
        print_remark(_("Nothing was found."))


def _dictionary_id(typed: str) -> int:
    wanted = fold(typed)
    for row in queries.dictionaries():
        if wanted in {fold(row.code), fold(row.name)}:
            return row.id
    raise NotFound(
        _("There is no dictionary “{code}”. “tui-crm dictionaries” lists them.").format(code=typed)
    )
