"""The list model of contractors: columns, views (mine, cooling …) and orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from tui_crm.domain.company_settings import Company
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.contractor_card import ContractorCard, contractor_card
from tui_crm.queries.directory.contractors import (
    ContractorFilter,
    ContractorOrder,
    ContractorRow,
    ContractorSubset,
    contractor_place,
    contractors_page,
)
from tui_crm.services.common.company_settings import read_company
from tui_crm.services.directory import contractors
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.directory.list_model import is_number, turn_active
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.panels.activity_columns import company_cell, person_cell
from tui_crm.ui.panels.clipboard import Copied, of_contractor
from tui_crm.ui.panels.contractor import all_numbers
from tui_crm.ui.panels.contractor_details import ContractorDetails
from tui_crm.ui.panels.details_text import DetailsText

if TYPE_CHECKING:
    from textual.screen import Screen

SUBSETS = tuple(ContractorSubset)
ORDERS = tuple(ContractorOrder)
LATEST_FIRST = {ContractorOrder.LAST_CONTACT, ContractorOrder.OPEN}
ORDER_NAMES = {
    ContractorOrder.NAME: N_("name"),
    ContractorOrder.CODE: N_("code"),
    ContractorOrder.CITY: N_("city"),
    ContractorOrder.OWNER: N_("owner"),
    ContractorOrder.LAST_CONTACT: N_("last contact"),
    ContractorOrder.NEXT_STEP: N_("next step"),
    ContractorOrder.OPEN: N_("open activities"),
}


class ContractorsModel:
    """Contractors with their last contact, next step and open activities."""

    name = "contractors"
    table: Literal["contractor", "person"] = "contractor"

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        self.text = ""
        self.subset = ContractorSubset.ALL
        self.order = ContractorOrder.NAME
        self.descending = False
        self.cooling_days = Company().cooling_days

    # What is shown

    def columns(self) -> tuple[Column[ContractorRow], ...]:
        """The columns; in narrow terminals the code is one only when sorted by it."""
        by_code = self.order is ContractorOrder.CODE
        return (
            Column("state", "", _state, 1),
            Column("code", N_("Code"), _code, 9, extra=not by_code, turn=1),
            Column("name", N_("Contractor"), _name, 18, steps=(26, 40, 60)),
            Column("city", N_("City"), _city, 8, steps=(11, 18, 30), turn=1, gap=2, whole=True),
            Column("owner", N_("Owner"), _owner, 8, steps=(13, 20, 30), turn=2, whole=True),
            Column("phone", N_("Number"), _phone, 22, extra=True),
            _narrow(Column("last", N_("Last"), self._last, 9)),
            _narrow(Column("next", N_("Next"), self._next, 11)),
            _narrow(Column("open", N_("Open"), _open, 7)),
        )

    def _last(self, row: ContractorRow) -> Cell:
        if row.last_contact_at is None:
            return Cell("–", "muted")
        now = self.crm.now()
        cooling = row.last_contact_at < now - timedelta(days=self.cooling_days)
        day = formats.day(row.last_contact_at, now=now, zone=self.crm.zone)
        return Cell(day, "urgent" if cooling else "muted")

    def _next(self, row: ContractorRow) -> Cell:
        if row.next_activity_at is None:
            return Cell("–", "muted")
        now, zone = self.crm.now(), self.crm.zone
        day = formats.day(row.next_activity_at, now=now, zone=zone)
        late = row.next_activity_at.astimezone(zone).date() < now.astimezone(zone).date()
        return Cell(f"! {day}" if late else day, "late" if late else "")

    def empty(self) -> str:
        """The text of an empty list, with what to do next."""
        if self.text:
            return _(
                "No contractor matches. Esc clears the filter; Enter, then <record.new> adds "
                "a new one."
            )
        if self.subset is ContractorSubset.ALL:
            return _("No contractors yet.") + "\n\n" + _("<record.new> adds the first contractor.")
        return _("No contractor is in this view. <record.view> shows the next one, Esc all.")

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return _("name, code, tax id, city, number")

    async def summary(self) -> tuple[Piece, ...]:
        """`All contractors · “offer”   sorted by name ↑`."""
        pieces: list[Piece] = [(f" {self._subset_name()}", "strong")]
        if self.text:
            pieces.append((" · " + formats.quoted(plain(self.text)), "echo"))
        order = _("sorted by {column}").format(column=_(ORDER_NAMES[self.order]))
        pieces.append((f"   {order} {'↓' if self.descending else '↑'}", "muted"))
        if self.text or self.subset is not ContractorSubset.ALL:
            pieces.append((f"   {_('Esc shows all')}", "muted"))
        return tuple(pieces)

    def _subset_name(self) -> str:
        if self.subset is ContractorSubset.COOLING:
            return _("Cooling: no contact for {n} days").format(n=self.cooling_days)
        return {
            ContractorSubset.ALL: _("All contractors"),
            ContractorSubset.MINE: _("My contractors"),
            ContractorSubset.WITHOUT_NEXT: _("Without a next step"),
            ContractorSubset.WITHOUT_NUMBER: _("Without a telephone number"),
            ContractorSubset.INACTIVE: _("Inactive contractors"),
        }[self.subset]

    # Views and order

    def clear(self) -> bool:
        """Drop the filter, else go back to the first view; False when neither is set."""
        if self.text:
            self.text = ""
            return True
        if self.subset is not ContractorSubset.ALL:
            self.subset = ContractorSubset.ALL
            return True
        return False

    def show_all(self) -> None:
        """Show every contractor, inactive ones included, without filter."""
        self.text, self.subset = "", ContractorSubset.ALL

    @property
    def in_a_view(self) -> bool:
        """Whether a view is shown that holds only some of the records."""
        return self.subset is not ContractorSubset.ALL

    @property
    def is_worked_off(self) -> bool:
        """Whether rows leave the view once what they lack is added."""
        return self.subset is ContractorSubset.WITHOUT_NUMBER

    def next_subset(self) -> str:
        """The next view: all, mine, cooling, without a next step, without a number, inactive.

        Returns a sentence that names it. An operator without an employee has no *mine*.
        """
        self.subset = SUBSETS[(SUBSETS.index(self.subset) + 1) % len(SUBSETS)]
        if self.subset is ContractorSubset.MINE and self.crm.actor.employee_id is None:
            self.subset = ContractorSubset.COOLING
        return f"{self._subset_name()}."

    def sort_by_next(self) -> None:
        """Sort by the next column; last contact and open activities descending."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.descending = self.order in LATEST_FIRST

    def reverse(self) -> None:
        """Reverse the order."""
        self.descending = not self.descending

    async def page(self, request: PageRequest) -> list[ContractorRow]:
        """Rows before or after a sort position."""
        self.cooling_days = (await self.crm.db(read_company)).cooling_days
        chosen = ContractorFilter(
            self.text,
            self.subset,
            self.crm.actor.employee_id,
            self.crm.now() - timedelta(days=self.cooling_days),
        )
        return await self.crm.db(
            contractors_page, chosen, request, order=self.order, descending=self.descending
        )

    async def place_of(self, record_id: int) -> Place | None:
        """The sort position of a contractor in the current order."""
        return await self.crm.db(
            contractor_place, record_id, self.order, descending=self.descending
        )

    # The row under the cursor

    async def details(self, row: ContractorRow) -> DetailsText:
        """The pane about a contractor."""
        card = await self._read(row)
        return ContractorDetails(card, now=self.crm.now(), zone=self.crm.zone)

    async def copied(self, row: ContractorRow, what: str) -> list[Copied]:
        """Its numbers or addresses."""
        return of_contractor(await self._read(row), what)

    async def numbers(self, row: ContractorRow) -> list[NumberLine]:
        """Its numbers, and those of its persons."""
        return all_numbers(await self._read(row))

    async def _read(self, row: ContractorRow) -> ContractorCard:
        return await self.crm.db(
            contractor_card, row.id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )

    async def about(self, row: ContractorRow) -> About:
        """This contractor, for a new activity; the form adds its main person."""
        return About(row.id)

    async def turn_active(self, row: ContractorRow) -> str:
        """Deactivate the contractor or activate it again."""
        return await turn_active(self.crm, contractors.set_active, ContractorId(row.id), row)

    def filled(self) -> dict[str, str] | None:
        """Initial values of a new contractor: the filter as its name or number."""
        return {"phones" if is_number(self.text) else "name": self.text} if self.text else None

    def history(self, row: ContractorRow) -> Screen[None]:
        """The change history of its data."""
        from tui_crm.ui.activities.history_window import contractor_changes  # noqa: PLC0415

        return contractor_changes(self.crm, row.id, row.name)


def _narrow(column: Column[ContractorRow]) -> Column[ContractorRow]:
    """Never cut, and narrower where its texts are shorter."""
    return replace(column, steps=(column.width,) * 3, turn=-1, whole=True, align="right")


def _style(row: ContractorRow) -> str:
    return "" if row.active else "quieter"


def _state(row: ContractorRow) -> Cell:
    return Cell("" if row.active else "✗", "quieter")


def _code(row: ContractorRow) -> Cell:
    return Cell(plain(row.code), "muted")


def _name(row: ContractorRow) -> Cell:
    return company_cell(row.name, _style(row) or "who")


def _city(row: ContractorRow) -> Cell:
    return Cell(plain(row.city), _style(row))


def _owner(row: ContractorRow) -> Cell:
    given, _blank, _surname = row.owner.rpartition(" ")
    return person_cell(row.owner, given, "muted")


def _phone(row: ContractorRow) -> Cell:
    return Cell(plain(row.phone), _style(row) or "number")


def _open(row: ContractorRow) -> Cell:
    return Cell(str(row.open_activities) if row.open_activities else "", _style(row))
