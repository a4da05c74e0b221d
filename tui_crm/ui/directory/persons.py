"""The list model of contact persons, of everyone or of one contractor."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Literal

from tui_crm.domain.choice import Choice
from tui_crm.domain.ids import PersonId
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.person_card import PersonCard, person_card
from tui_crm.queries.directory.persons import (
    PersonFilter,
    PersonOrder,
    PersonRow,
    person_place,
    persons_page,
)
from tui_crm.services.directory import persons
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.directory.list_model import is_number, turn_active
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.navigation import About
from tui_crm.ui.panels.activity_columns import company_cell, person_cell
from tui_crm.ui.panels.clipboard import Copied, of_person
from tui_crm.ui.panels.details_text import DetailsText
from tui_crm.ui.panels.person import all_numbers, main_affiliation
from tui_crm.ui.panels.person_details import PersonDetails

if TYPE_CHECKING:
    from textual.screen import Screen


class PersonSubset(Enum):
    """The predefined views of the list; those without a number are active."""

    ACTIVE = "active"
    WITHOUT_NUMBER = "without_number"
    INACTIVE = "inactive"


SUBSETS = tuple(PersonSubset)
ORDERS = tuple(PersonOrder)
ORDER_NAMES = {PersonOrder.NAME: N_("name"), PersonOrder.CONTRACTOR: N_("contractor")}


class PersonsModel:
    """Contact persons; inactive ones are a view of their own."""

    table: Literal["contractor", "person"] = "person"

    def __init__(self, crm: Context, *, of: Choice | None = None, section: str = "persons") -> None:
        """*of*: the contractor whose persons are listed, including those who left."""
        self.crm = crm
        self.name = section
        self.of = of
        self.text = ""
        self.subset = PersonSubset.ACTIVE
        self.order = PersonOrder.NAME
        self.descending = False

    # What is shown

    def columns(self) -> tuple[Column[PersonRow], ...]:
        who = Column("contractor", N_("Contractor"), _contractor, 16, steps=(24, 40, 60), turn=1)
        return (
            Column("state", "", _state, 1),
            Column("name", N_("Person"), _name, 16, steps=(20, 30, 40), whole=True),
            *(() if self.of else (replace(who, gap=2),)),
            Column("position", N_("Position"), _position, 10, steps=(14, 24, 60), turn=2),
            Column("phone", N_("Number"), _phone, 13, steps=(22, 22, 26), turn=-1, whole=True),
            Column("email", N_("E-mail"), _email, 40, extra=True, gap=2),
        )

    def empty(self) -> str:
        """The text of an empty list, with what to do next."""
        if self.text:
            return _(
                "No person matches. Esc clears the filter; Enter, then <record.new> adds a new one."
            )
        if self.subset is not PersonSubset.ACTIVE:
            return _("Nobody is in this view. <record.view> shows the next one, Esc all.")
        return _("No contact persons yet.") + "\n\n" + _("<record.new> adds the first one.")

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return _("first or last name, number")

    async def summary(self) -> tuple[Piece, ...]:
        """`Contact persons · “kow”   sorted by name ↑`."""
        title = self._subset_name()
        if self.of is not None:
            title = f"{title} · {plain(self.of.label)}"
        pieces: list[Piece] = [(f" {title}", "strong")]
        if self.text:
            pieces.append((" · " + formats.quoted(plain(self.text)), "echo"))
        order = _("sorted by {column}").format(column=_(ORDER_NAMES[self.order]))
        pieces.append((f"   {order} {'↓' if self.descending else '↑'}", "muted"))
        if self.text or self.subset is not PersonSubset.ACTIVE:
            pieces.append((f"   {_('Esc shows all')}", "muted"))
        return tuple(pieces)

    def _subset_name(self) -> str:
        return {
            PersonSubset.ACTIVE: _("Contact persons"),
            PersonSubset.WITHOUT_NUMBER: _("Persons without a telephone number"),
            PersonSubset.INACTIVE: _("Persons who are not active any more"),
        }[self.subset]

    # Views and order

    def clear(self) -> bool:
        """Drop the filter, else go back to the first view; False when neither is set."""
        if self.text:
            self.text = ""
            return True
        if self.subset is not PersonSubset.ACTIVE:
            self.subset = PersonSubset.ACTIVE
            return True
        return False

    def show_all(self) -> None:
        """Drop the filter; without one show the active persons, or the inactive ones instead."""
        if self.subset is PersonSubset.WITHOUT_NUMBER:
            self.subset = PersonSubset.ACTIVE
        elif not self.text:
            was_active = self.subset is PersonSubset.ACTIVE
            self.subset = PersonSubset.INACTIVE if was_active else PersonSubset.ACTIVE
        self.text = ""

    @property
    def in_a_view(self) -> bool:
        """Whether a view is shown that holds only some of the records."""
        return self.subset is not PersonSubset.ACTIVE

    @property
    def is_worked_off(self) -> bool:
        """Whether rows leave the view once what they lack is added."""
        return self.subset is PersonSubset.WITHOUT_NUMBER

    def next_subset(self) -> str:
        """The next view: active, without a number, inactive; returns a sentence that names it."""
        self.subset = SUBSETS[(SUBSETS.index(self.subset) + 1) % len(SUBSETS)]
        return f"{self._subset_name()}."

    def sort_by_next(self) -> None:
        """Sort by name or contractor; persons of one contractor by name only."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        if self.of is not None:
            self.order = PersonOrder.NAME
        self.descending = False

    def reverse(self) -> None:
        """Reverse the order."""
        self.descending = not self.descending

    async def page(self, request: PageRequest) -> list[PersonRow]:
        """Rows before or after a sort position."""
        chosen = PersonFilter(
            self.text,
            None if self.of is None else self.of.id,
            self.subset is PersonSubset.INACTIVE,
            self.subset is PersonSubset.WITHOUT_NUMBER,
        )
        return await self.crm.db(
            persons_page, chosen, request, order=self.order, descending=self.descending
        )

    async def place_of(self, record_id: int) -> Place | None:
        """The sort position of a person in the current order."""
        return await self.crm.db(
            person_place,
            record_id,
            self.order,
            contractor_id=None if self.of is None else self.of.id,
            descending=self.descending,
        )

    # The row under the cursor

    async def details(self, row: PersonRow) -> DetailsText:
        """The pane about a person."""
        card = await self._read(row)
        return PersonDetails(card, now=self.crm.now(), zone=self.crm.zone)

    async def copied(self, row: PersonRow, what: str) -> list[Copied]:
        """Their numbers or addresses."""
        return of_person(await self._read(row), what)

    async def numbers(self, row: PersonRow) -> list[NumberLine]:
        """Their numbers, and those of the contractors."""
        return all_numbers(await self._read(row))

    async def about(self, row: PersonRow) -> About:
        """This person, at the contractor of the list or at their main one."""
        if self.of is not None and row.here:
            return About(self.of.id, (row.id,))
        return about_person(await self._read(row))

    async def _read(self, row: PersonRow) -> PersonCard:
        return await self.crm.db(
            person_card, row.id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )

    async def turn_active(self, row: PersonRow) -> str:
        """Deactivate the person or activate them again."""
        return await turn_active(self.crm, persons.set_active, PersonId(row.id), row)

    def filled(self) -> dict[str, str] | None:
        """Initial values of a new person: the filter as name or number."""
        if not self.text:
            return None
        if is_number(self.text):
            return {"phones": self.text}
        first, _blank, last = self.text.rpartition(" ")
        return {"first_name": first, "last_name": last}

    def history(self, row: PersonRow) -> Screen[None]:
        """The change history of their data."""
        from tui_crm.ui.activities.history_window import person_changes  # noqa: PLC0415

        return person_changes(self.crm, row.id, row.name)


def about_person(card: PersonCard) -> About:
    """This person at their main contractor; empty if they work for none."""
    place = main_affiliation(card)
    return About() if place is None else About(place.contractor_id, (card.id,))


def _style(row: PersonRow) -> str:
    return "" if row.active and row.here else "quieter"


def _state(row: PersonRow) -> Cell:
    if not row.active:
        return Cell("✗", "quieter")
    return Cell(formats.MARK_DO_NOT_CALL, "urgent") if row.do_not_call else Cell("")


def _name(row: PersonRow) -> Cell:
    return person_cell(row.name, row.given_name, _style(row) or "who")


def _contractor(row: PersonRow) -> Cell:
    more = f" +{row.more}" if row.more else ""
    left = "" if row.here or not row.contractor else f"{_('left')}: "
    return company_cell(left + (row.contractor or "–"), _style(row), more)


def _position(row: PersonRow) -> Cell:
    return Cell(plain(row.position), _style(row) or "muted")


def _phone(row: PersonRow) -> Cell:
    if row.do_not_call:
        return Cell(formats.dialled("", row.do_not_call), "urgent")
    return Cell(plain(row.phone), _style(row) or "number")


def _email(row: PersonRow) -> Cell:
    return Cell(plain(row.email), _style(row) or "muted")
