"""The commands that list the directory, staff and dictionaries, and `who` and `find`."""

from __future__ import annotations

from datetime import datetime

from tui_crm.cli.render import directory
from tui_crm.cli.render import search as told
from tui_crm.cli.render.table import print_json, print_records, print_table, tell
from tui_crm.cli.request import Asking, answer
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import CrmError, NotFound
from tui_crm.domain.page import PageRequest
from tui_crm.domain.text import fold
from tui_crm.i18n import _
from tui_crm.queries.common.word_index import terms_of
from tui_crm.queries.directory.callers import FEWEST_DIGITS, Caller, figures_of, who_is_calling
from tui_crm.queries.directory.contractors import ContractorFilter, contractors_page
from tui_crm.queries.directory.persons import PersonFilter, persons_page
from tui_crm.queries.search import SearchResults, find_anywhere
from tui_crm.queries.setup import dictionaries as queries
from tui_crm.queries.setup.dictionaries import EntryRow
from tui_crm.queries.setup.staff import employees_page, operators_page


def contractors(asking: Asking, text: str, *, limit: int) -> None:
    """Print the contractors that match every word of the text, by name."""
    chosen = ContractorFilter(text)
    rows, who, _now = answer(
        asking, lambda _who, _now: contractors_page(chosen, PageRequest(limit)), rows=limit
    )
    if asking.as_json:
        print_json([directory.contractor_json(row, zone=who.zone) for row in rows])
        return
    cells = [directory.contractor_cells(row, zone=who.zone) for row in rows]
    print_table(directory.contractor_headings(), cells, spare=(_("Owner"), _("City")), limit=limit)


def persons(asking: Asking, text: str, *, limit: int) -> None:
    """Print the contact persons who match every word of the text, by last name."""
    chosen = PersonFilter(text)
    rows, _who, _now = answer(
        asking, lambda _who, _now: persons_page(chosen, PageRequest(limit)), rows=limit
    )
    if asking.as_json:
        print_json([directory.person_json(row) for row in rows])
        return
    cells = [directory.person_cells(row) for row in rows]
    print_table(directory.person_headings(), cells, spare=(_("Position"), _("E-mail")), limit=limit)


def employees(asking: Asking, text: str, *, limit: int) -> None:
    """Print the employees who match every word of the text, by last name."""
    rows, _who, _now = answer(asking, lambda _who, _now: employees_page(text, PageRequest(limit)))
    if asking.as_json:
        print_json([directory.employee_json(row) for row in rows])
        return
    cells = [directory.employee_cells(row) for row in rows]
    print_table(
        directory.employee_headings(), cells, spare=(_("Department"), _("Position")), limit=limit
    )


def operators(asking: Asking, text: str, *, limit: int) -> None:
    """Print the operators whose login or employee matches every word of the text, by login."""
    rows, _who, _now = answer(asking, lambda _who, _now: operators_page(text, PageRequest(limit)))
    if asking.as_json:
        print_json([directory.operator_json(row) for row in rows])
        return
    cells = [directory.operator_cells(row) for row in rows]
    print_table(directory.operator_headings(), cells, limit=limit)


def dictionaries(asking: Asking, *, limit: int) -> None:
    """Print the dictionaries by group."""
    rows, _who, _now = answer(asking, lambda _who, _now: queries.dictionaries()[:limit])
    if asking.as_json:
        print_json([directory.dictionary_json(row) for row in rows])
        return
    cells = [directory.dictionary_cells(row) for row in rows]
    print_table(directory.dictionary_headings(), cells, limit=limit)


def entries(asking: Asking, code: str, *, limit: int) -> None:
    """Print the entries of one dictionary, named by code or name, in its order."""

    def ask(_who: Actor, _now: datetime) -> list[EntryRow]:
        return queries.entries_page(_dictionary_id(code), "", PageRequest(limit))

    rows, _who, _now = answer(asking, ask)
    if asking.as_json:
        print_json([directory.entry_json(row) for row in rows])
        return
    cells = [directory.entry_cells(row) for row in rows]
    print_table(directory.entry_headings(), cells, limit=limit)


def who(asking: Asking, number: str, *, limit: int) -> None:
    """Print the owners of numbers that end with these digits, the likeliest first."""
    if len(figures_of(number)) < FEWEST_DIGITS:
        raise CrmError(_("Type at least three digits of the number, for example its last four."))

    def ask(who: Actor, _now: datetime) -> list[Caller]:
        return who_is_calling(number, limit=limit, visible_employee_ids=who.visible_employee_ids)

    rows, who, _now = answer(asking, ask, rows=limit)
    if asking.as_json:
        print_json([told.contact_summary_json(row, zone=who.zone) for row in rows])
        return
    cells = [told.caller_cells(row, zone=who.zone) for row in rows]
    print_records(told.caller_headings(), cells)
    if not rows:
        tell(_("Nobody has this number."))


def find(asking: Asking, text: str, *, limit: int) -> None:
    """Print the matches in names, numbers, subjects and notes; at most *limit* of each group."""

    def ask(who: Actor, _now: datetime) -> SearchResults:
        return find_anywhere(text, visible_employee_ids=who.visible_employee_ids, per_group=limit)

    if terms_of(text) is None and len(figures_of(text)) < FEWEST_DIGITS:
        raise CrmError(_("Type at least two letters, or three digits."))
    found, who, _now = answer(asking, ask, rows=limit)
    if asking.as_json:
        print_json(told.found_json(found, zone=who.zone))
        return
    print_table(
        told.found_headings(),
        told.found_cells(found, zone=who.zone),
        spare=(_("When"), _("Note")),
    )
    if not any(found):
        tell(_("Nothing was found."))


def _dictionary_id(typed: str) -> int:
    wanted = fold(typed)
    for row in queries.dictionaries():
        if wanted in {fold(row.code), fold(row.name)}:
            return row.id
    raise NotFound(
        _("There is no dictionary “{code}”. “tui-crm dictionaries” lists them.").format(code=typed)
    )
