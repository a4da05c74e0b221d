"""What the company sets, and what each role may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.domain.company_settings import next_value, with_right
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.permissions import Role
from tui_crm.i18n import N_, _
from tui_crm.services.common.company_settings import read_company, save_company
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.table_window import slice_of
from tui_crm.ui.setup.list_model import SetupRight
from tui_crm.ui.setup.settings import (
    RIGHT_NAMES,
    TITLES,
    said_right,
    setting_history_window,
    settings_in_words,
)

if TYPE_CHECKING:
    from textual.screen import Screen

FIRST = 100
"""No line has the id that the form of the company gives."""
ROLES = (Role.OPERATOR, Role.MANAGER)
"""Whose rights can be changed; an administrator has them all, and is never locked out."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of what is set: its words, its values by column, and what is stored."""

    id: int
    place: Place
    name: str
    values: tuple[str, ...]
    stored: str
    right: str = ""


class _FixedModel:
    """Lines that are always there: none is added, retired or deleted."""

    name = "setup"
    right: SetupRight = "staff"

    def __init__(self, crm: Context) -> None:
        self.crm = crm

    def empty(self) -> str:
        """There always is something."""
        return ""

    async def place_of(self, row_id: int) -> Place | None:
        """Lines stand where they stand; a form is of all of them."""
        del row_id
        return None

    def history(self, row: SettingLine) -> Screen[None]:
        """Who changed it, and how it was."""
        return setting_history_window(self.crm, row.stored)


class SettingsModel(_FixedModel):
    """Language, time zone, hours, holidays, cooling: a line each, one form for all."""

    def columns(self) -> tuple[Column[SettingLine], ...]:
        """The setting and its value."""
        return (
            Column("name", N_("Setting"), lambda r: Cell(r.name, "muted"), 20),
            Column("value", N_("Value"), lambda r: Cell(plain(r.values[0]), "strong"), 20, share=1),
        )

    async def page(self, request: PageRequest) -> list[SettingLine]:
        """A stretch of the settings."""
        company = await self.crm.db(read_company)
        lines = [
            SettingLine(FIRST + n, (n,), name, (value,), stored)
            for n, (stored, name, value) in enumerate(settings_in_words(company))
        ]
        return slice_of(lines, request)

    async def summary(self) -> tuple[Piece, ...]:
        """For whom the settings count."""
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
    """What each role may: a line a right, a column a role; keys change one cell."""

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self.column = 0

    @property
    def role(self) -> Role:
        """Whose column the keys change."""
        return ROLES[self.column]

    def columns(self) -> tuple[Column[SettingLine], ...]:
        """The right, and what each role has of it; the column in use stands in brackets."""
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
        """To the column of another role; False at the edge."""
        if not 0 <= self.column + by < len(ROLES):
            return False
        self.column += by
        return True

    async def page(self, request: PageRequest) -> list[SettingLine]:
        """A stretch of the rights, with what each role has of them."""
        rights = (await self.crm.db(read_company)).rights
        lines = []
        for n, (right, name) in enumerate(RIGHT_NAMES.items()):
            values = tuple(said_right(getattr(rights[role], right)) for role in ROLES)
            lines.append(SettingLine(n, (n,), _(name), values, "rights", right))
        return slice_of(lines, request)

    async def summary(self) -> tuple[Piece, ...]:
        """By which keys a right is changed."""
        return (
            (f" {_('Rights')}", "strong"),
            (f" · {_('← → role, Space changes it · administrators have them all')}", "muted"),
        )

    async def toggle(self, row: SettingLine) -> str:
        """Give the role another value of this right."""
        company = await self.crm.db(read_company)
        value = next_value(getattr(company.rights[self.role], row.right))
        changed = with_right(company, self.role, row.right, value)
        await self.crm.db(save_company, changed, actor=self.crm.actor, now=self.crm.now())
        said = _("{role}: {right} – {value}.").format(
            role=_(TITLES[self.role]), right=row.name, value=said_right(value)
        )
        return said + " " + _("<history.undo> takes it back.")
