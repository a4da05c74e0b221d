"""The Setup lists of company settings and of the rights of each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.domain.company_settings import next_value, with_right
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.permissions import Role, Scope
from tui_crm.i18n import N_, _, ngettext
from tui_crm.queries.setup.staff import without_department
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.table_window import slice_of
from tui_crm.ui.setup.list_model import SetupRight
from tui_crm.ui.setup.settings import (
    RIGHT_NAMES,
    TITLES,
    right_text,
    setting_history_window,
    settings_in_words,
)

if TYPE_CHECKING:
    from textual.screen import Screen

FIRST = 100
"""Above the id that the company form returns, so that no line is taken for it."""
ROLES = (Role.OPERATOR, Role.MANAGER)
"""Roles whose rights can be changed; administrators always have all of them."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting or right as a row: name, values by column, and the key it is stored under."""

    id: int
    place: Place
    name: str
    values: tuple[str, ...]
    stored: str
    right: str = ""


class _FixedModel:
    """A list of fixed rows: none can be added, deactivated or deleted."""

    name = "setup"
    right: SetupRight = "staff"

    def __init__(self, crm: Context) -> None:
        self.crm = crm

    def empty(self) -> str:
        """The list is never empty."""
        return ""

    async def place_of(self, row_id: int) -> Place | None:
        """None: one form edits all rows, so there is no row to return to."""
        del row_id
        return None

    def history(self, row: SettingLine) -> Screen[None]:
        """The change history of a setting."""
        return setting_history_window(self.crm, row.stored)


class SettingsModel(_FixedModel):
    """One row per company setting; all are edited in one form."""

    def columns(self) -> tuple[Column[SettingLine], ...]:
        return (
            Column("name", N_("Setting"), lambda r: Cell(r.name, "muted"), 20),
            Column("value", N_("Value"), lambda r: Cell(plain(r.values[0]), "strong"), 20, share=1),
        )

    async def page(self, request: PageRequest) -> list[SettingLine]:
        """Rows before or after a position."""
        company = await self.crm.db(read_company)
        lines = [
            SettingLine(FIRST + n, (n,), name, (value,), stored)
            for n, (stored, name, value) in enumerate(settings_in_words(company))
        ]
        return slice_of(lines, request)

    async def summary(self) -> tuple[Piece, ...]:
        """The title, and to whom the settings apply."""
        return (
            (f" {_('Company')}", "strong"),
            (f" · {_('for everybody who set nothing of their own')}", "muted"),
        )

    def form(self, row: SettingLine) -> Screen[int]:
        """The form of all settings."""
        from tui_crm.ui.setup.company_form import CompanyForm  # noqa: PLC0415  # when asked for

        del row
        return CompanyForm(self.crm)


class RightsModel(_FixedModel):
    """A row per right and a column per role; one column is selected."""

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self.column = 0

    @property
    def role(self) -> Role:
        """The role of the selected column."""
        return ROLES[self.column]

    def columns(self) -> tuple[Column[SettingLine], ...]:
        """The selected column shows its values in brackets."""
        return (
            Column("name", N_("Right"), lambda r: Cell(r.name, ""), 12, share=1),
            *(self._column(n, role) for n, role in enumerate(ROLES)),
        )

    def _column(self, number: int, role: Role) -> Column[SettingLine]:
        here = number == self.column

        def cell(line: SettingLine) -> Cell:
            text = line.values[number]
            return Cell(f"[{text}]" if here else f" {text}", "accent" if here else "muted")

        return Column(role.value, TITLES[role], cell, 12)

    def step(self, by: int) -> bool:
        """Select the column of another role; False at the edge."""
        if not 0 <= self.column + by < len(ROLES):
            return False
        self.column += by
        return True

    async def page(self, request: PageRequest) -> list[SettingLine]:
        """Rows before or after a position."""
        rights = (await self.crm.db(read_company)).rights
        lines = []
        for n, (right, name) in enumerate(RIGHT_NAMES.items()):
            values = tuple(right_text(getattr(rights[role], right)) for role in ROLES)
            lines.append(SettingLine(n, (n,), _(name), values, "rights", right))
        return slice_of(lines, request)

    async def summary(self) -> tuple[Piece, ...]:
        """The title, and the keys that change a right, or that “department” means “own” here."""
        rights = (await self.crm.db(read_company)).rights
        used = any(Scope.COWORKERS in rights[role] for role in ROLES)
        without, active = await self.crm.db(without_department) if used else (0, 1)
        if without == active:
            hint, style = _("no departments are filled in: “department” means “own”"), "urgent"
        else:
            hint, style = _("← → role, Space changes it · administrators have them all"), "muted"
        return ((f" {_('Rights')}", "strong"), (f" · {hint}", style))

    async def toggle(self, row: SettingLine) -> str:
        """Give the selected role the next value of a right."""
        company = await self.crm.db(read_company)
        value = next_value(getattr(company.rights[self.role], row.right))
        changed = with_right(company, self.role, row.right, value)
        await self.crm.db(save_company, changed, actor=self.crm.actor, now=self.crm.now())
        note = ""
        if value is Scope.COWORKERS:
            note = await self._without_department()
        message = _("{role}: {right} – {value}.").format(
            role=_(TITLES[self.role]), right=row.name, value=right_text(value)
        )
        parts = [message, _("<history.undo> takes it back."), note]
        return " ".join(part for part in parts if part)

    async def _without_department(self) -> str:
        """Whom the scope “department” means nobody else for; empty where all have one."""
        without, active = await self.crm.db(without_department)
        if not without:
            return ""
        if without == active:
            return _(
                "No employee has a department, so it means “own” for everybody: fill them in under "
                "Employees."
            )
        return ngettext(
            "{n} employee has no department: for that one it means “own”.",
            "{n} employees have no department: for them it means “own”.",
            without,
        ).format(n=without)
