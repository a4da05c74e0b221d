"""The Setup list of one dictionary's entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.dates.reminder import shown_remind
from tui_crm.domain.dictionary import COLOURS
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import N_, _, ngettext
from tui_crm.presentation import formats
from tui_crm.queries.setup.dictionaries import (
    COUNTED,
    DictionaryRow,
    EntryRow,
    entries_page,
    entry_row,
)
from tui_crm.services.setup import dictionaries
from tui_crm.terminal.text import Piece, plain
from tui_crm.ui.kit.cells import Cell, Column
from tui_crm.ui.kit.context import Context
from tui_crm.ui.setup.list_model import (
    SetupRight,
    history_window,
    row_style,
    searched_in,
    state_cell,
)
from tui_crm.ui.setup.words import counted, yes_no

if TYPE_CHECKING:
    from textual.screen import Screen

COLOUR_STYLES = {
    "red": "colour-red", "yellow": "colour-yellow", "green": "colour-green",
    "cyan": "colour-cyan", "blue": "colour-blue", "magenta": "colour-magenta",
}  # fmt: skip


class EntriesModel:
    """The entries of a dictionary in their order, inactive ones included."""

    name = "setup"
    right: SetupRight = "dictionaries"

    def __init__(self, crm: Context, dictionary: DictionaryRow) -> None:
        self.crm = crm
        self.dictionary = dictionary
        self.text = ""
        self._coloured = False
        """Whether a row that was read has a colour."""

    def columns(self) -> tuple[Column[EntryRow], ...]:
        """The columns that this dictionary uses; the colour only where an entry has one."""
        uses = self.dictionary.uses
        shown: list[Column[EntryRow]] = [
            Column("state", "", lambda r: state_cell(r.active), 1),
            Column("default", "", lambda r: Cell("★" if r.is_default else "", "star"), 1),
            Column("name", N_("Name"), _name, 12, share=4),
        ]
        if self._coloured:
            shown.append(Column("colour", N_("Colour"), _colour, 10, share=1))
        if uses.kinds:
            shown.append(Column("kinds", N_("Kinds"), _kinds, 5))
        if uses.not_reached:
            shown.append(Column("not_reached", N_("Attempt"), _not_reached, 7))
        if uses.planned_minutes:
            shown.append(Column("planned", N_("Min"), _planned, 4, align="right"))
        if uses.follow_up_days:
            shown.append(Column("follow_up", N_("Next in"), _follow_up, 8, align="right"))
        if uses.remind_minutes:
            shown.append(Column("remind", N_("Remind"), _remind, 8, align="right"))
        if uses.connected:
            shown.append(Column("connected", N_("Talked"), _connected, 9, align="right"))
        return tuple(shown)

    def placeholder(self) -> str:
        """Which fields the filter searches."""
        return searched_in()

    def clear(self) -> bool:
        """Drop the filter; False when there was none."""
        filtered, self.text = bool(self.text), ""
        return filtered

    def empty(self) -> str:
        """The text of an empty dictionary."""
        if self.text:
            return _("Nothing matches the filter. Esc clears it.")
        return (
            _("No entries yet.") + "\n\n" + _("Enter goes in here, <setup.new> adds the first one.")
        )

    async def page(self, request: PageRequest) -> list[EntryRow]:
        """Rows before or after a position."""
        rows = await self.crm.db(entries_page, self.dictionary.id, self.text, request)
        self._coloured = self._coloured or any(row.colour for row in rows)
        return rows

    async def place_of(self, row_id: int) -> Place | None:
        """The position of an entry."""
        return (await self.crm.db(entry_row, row_id)).place

    async def summary(self) -> tuple[Piece, ...]:
        """`Contact type · 7 entries   ★ default   ✗ inactive`."""
        n = self.dictionary.entries
        entries = ngettext("{n} entry", "{n} entries", n).format(n=counted(n, COUNTED))
        return (
            (f" {plain(self.dictionary.name)}", "strong"),
            (f" · {entries}", ""),
            (f"   ★ {_('default')}   ✗ {_('inactive')}", "muted"),
        )

    def form(self, row: EntryRow) -> Screen[int]:
        """The form of an entry."""
        return self._form(row.id)

    def new_form(self) -> Screen[int]:
        """The form of a new entry."""
        return self._form(None)

    def _form(self, row_id: int | None) -> Screen[int]:
        from tui_crm.ui.setup.dictionary_forms import EntryForm  # noqa: PLC0415  # when asked for

        dictionary = self.dictionary
        return EntryForm(
            self.crm,
            row_id,
            dictionary_id=dictionary.id,
            code=dictionary.code,
            called=dictionary.name,
        )

    async def turn_active(self, row: EntryRow) -> str:
        """Offer the entry on new records, or stop doing so (R31)."""
        await self.crm.db(
            dictionaries.set_active,
            row.id,
            active=not row.active,
            version=row.version,
            actor=self.crm.actor,
            now=self.crm.now(),
        )
        name = formats.quoted(row.name)
        if row.active:
            message = _("{name} stays on old records and is not offered on new ones.")
        else:
            message = _("{name} is offered again.")
        return message.format(name=name) + " " + _("<history.undo> takes it back.")

    async def delete(self, row: EntryRow) -> str:
        """Delete an entry; raises `CrmError` if it was ever used."""
        await self.crm.db(dictionaries.delete, row.id, actor=self.crm.actor, now=self.crm.now())
        message = _("{name} was deleted.").format(name=formats.quoted(row.name))
        return message + " " + _("<history.undo> takes it back.")

    def history(self, row: EntryRow) -> Screen[None]:
        """The change history of an entry."""
        return history_window(self.crm, "entry", [row.id], row.name)

    # Specific to entries

    async def set_default(self, row: EntryRow) -> str:
        """Make the entry the default of new records, or have none."""
        is_default = await self.crm.db(
            dictionaries.set_default, row.id, actor=self.crm.actor, now=self.crm.now()
        )
        if is_default:
            message = _("New records begin with {name}.").format(name=formats.quoted(row.name))
        else:
            message = _("New records begin without one.")
        return message + " " + _("<history.undo> takes it back.")

    async def move(self, row: EntryRow, by: int, *, to_edge: bool) -> str:
        """Move one place (*by* ±1), or to the edge; returns a sentence only if it cannot move."""
        service = dictionaries.move_to_edge if to_edge else dictionaries.move
        moved = await self.crm.db(service, row.id, by, actor=self.crm.actor, now=self.crm.now())
        if moved:
            return ""
        return _("It is the first one already.") if by < 0 else _("It is the last one already.")

    async def where_used(self, row: EntryRow) -> str:
        """`“telephone” is used by 12 activities.`"""
        uses = await self.crm.db(dictionaries.uses_of, row.id)
        name = formats.quoted(row.name)
        if not uses:
            return _("Nothing uses {name}.").format(name=name)
        return _("{name} is used by {uses}.").format(name=name, uses=dictionaries.uses_text(uses))


def _name(row: EntryRow) -> Cell:
    return Cell(plain(row.name), row_style(row.active, "strong"))


def _colour(row: EntryRow) -> Cell:
    if not row.colour:
        return Cell("")
    word = _(COLOURS.get(row.colour, row.colour))
    return Cell(f"■ {plain(word)}", row_style(row.active, COLOUR_STYLES.get(row.colour, "")))


def _kinds(row: EntryRow) -> Cell:
    signs = [formats.GLYPHS[kind] if kind in row.kinds else " " for kind in Kind]
    return Cell(" ".join(signs), row_style(row.active))


def _planned(row: EntryRow) -> Cell:
    return Cell("" if row.planned_minutes is None else str(row.planned_minutes), "muted")


def _follow_up(row: EntryRow) -> Cell:
    n = row.follow_up_days
    return Cell("" if n is None else ngettext("{n} day", "{n} days", n).format(n=n), "muted")


def _remind(row: EntryRow) -> Cell:
    return Cell(shown_remind(row.remind_minutes), "muted")


def _connected(row: EntryRow) -> Cell:
    return Cell(yes_no(row.connected), "muted")


def _not_reached(row: EntryRow) -> Cell:
    return Cell("×" if row.not_reached else "", "muted")
