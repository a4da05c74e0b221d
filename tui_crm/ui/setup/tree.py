"""The tree of Setup: groups of dictionaries, then staff and company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.setup.dictionaries import COUNTED, DictionaryRow, dictionaries
from tui_crm.queries.setup.staff import COUNTED as PEOPLE
from tui_crm.queries.setup.staff import counts
from tui_crm.services.setup.dictionaries import delete_dictionary
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.table_window import Group, slice_of
from tui_crm.ui.setup.company import RightsModel, SettingsModel
from tui_crm.ui.setup.entries import EntriesModel
from tui_crm.ui.setup.staff import EmployeesModel, OperatorsModel
from tui_crm.ui.setup.words import counted

if TYPE_CHECKING:
    from tui_crm.ui.setup.list_model import SetupModel

EMPLOYEES, OPERATORS, SETTINGS, RIGHTS = -1, -2, -3, -4


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree; dictionaries keep their ids, the others have negative ones."""

    id: int
    place: Place
    group: str
    name: str
    count: str = ""
    dictionary: DictionaryRow | None = None


class Tree:
    """Reads the branches, and holds the list model of each."""

    def __init__(self, crm: Context) -> None:
        self.crm = crm
        self._models: dict[int, SetupModel[Any]] = {}

    def columns(self) -> tuple[Column[Branch], ...]:
        """Name, and number of rows."""
        return (
            Column("name", "", lambda r: Cell(" " + plain(r.name), ""), 10, share=1),
            Column("count", "", lambda r: Cell(r.count, "muted"), 5, align="right"),
        )

    @staticmethod
    def group(branch: Branch) -> Group:
        """The heading of a branch."""
        return Group(branch.group, plain(branch.group))

    async def page(self, request: PageRequest) -> list[Branch]:
        """All branches: there are never many dictionaries."""
        found = await self.crm.db(dictionaries)
        employees, operators = await self.crm.db(counts)
        staff, company = _("STAFF"), _("COMPANY")
        lines: list[tuple[int, str, str, str, DictionaryRow | None]] = [
            (row.id, row.group.upper(), row.name, counted(row.entries, COUNTED), row)
            for row in found
        ]
        lines += [
            (EMPLOYEES, staff, _("Employees"), counted(employees, PEOPLE), None),
            (OPERATORS, staff, _("Operators"), counted(operators, PEOPLE), None),
            (SETTINGS, company, _("Settings"), "", None),
            (RIGHTS, company, _("Rights"), "", None),
        ]
        branches = [Branch(row[0], (n,), *row[1:]) for n, row in enumerate(lines)]
        return slice_of(branches, request)

    def model(self, branch: Branch) -> SetupModel[Any]:
        """The list model of a branch; it keeps its filter while the screen is open."""
        model = self._models.get(branch.id)
        if model is None:
            model = self._models[branch.id] = self._new_model(branch)
        if isinstance(model, EntriesModel) and branch.dictionary is not None:
            model.dictionary = branch.dictionary
        return model

    async def delete(self, dictionary: DictionaryRow) -> str:
        """Delete a dictionary; raises `CrmError` unless it is user-defined and empty."""
        await self.crm.db(
            delete_dictionary, dictionary.id, actor=self.crm.actor, now=self.crm.now()
        )
        said = _("{name} was deleted.").format(name=formats.quoted(plain(dictionary.name)))
        return said + " " + _("<history.undo> takes it back.")

    def _new_model(self, branch: Branch) -> SetupModel[Any]:
        if branch.dictionary is not None:
            return EntriesModel(self.crm, branch.dictionary)
        if branch.id == EMPLOYEES:
            return EmployeesModel(self.crm)
        if branch.id == OPERATORS:
            return OperatorsModel(self.crm)
        return SettingsModel(self.crm) if branch.id == SETTINGS else RightsModel(self.crm)
