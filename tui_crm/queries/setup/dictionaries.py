"""The dictionaries and their entries as Setup lists them, including inactive ones."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from peewee import JOIN, fn

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.dictionary import USES, Uses, entry_name
from tui_crm.domain.errors import NotFound
from tui_crm.domain.page import PageRequest, Place
from tui_crm.i18n import _
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.text_match import all_words_in, search_words
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Dictionary, Entry

MOST: Final = 500
COUNTED: Final = 99_999


class DictionaryRow(NamedTuple):
    """A dictionary; at most `COUNTED` of its entries are counted."""

    id: int
    version: int
    code: str
    name: str
    group: str
    system: bool
    entries: int

    @property
    def uses(self) -> Uses:
        """Which properties of its entries the program uses."""
        return USES.get(self.code, Uses())


class EntryRow(NamedTuple):
    """An entry with all values of its form; the name is translated."""

    id: int
    version: int
    code: str
    name: str
    system: bool
    is_default: bool
    active: bool
    colour: str
    kinds: tuple[Kind, ...]
    planned_minutes: int | None
    follow_up_days: int | None
    connected: bool
    not_reached: bool
    remind_minutes: int | None
    place: Place


def dictionaries() -> list[DictionaryRow]:
    """All dictionaries by group, the shipped ones first."""
    found = fetch_tuples(
        Dictionary.select(*_dictionary_columns()).order_by(Dictionary.id).limit(MOST)
    )
    rows = [_dictionary(values) for values in found]
    shipped = {row.group for row in rows if row.system}
    return sorted(rows, key=lambda row: (row.group not in shipped, row.group, row.id))


def dictionary_row(dictionary_id: int) -> DictionaryRow:
    """One dictionary; raises `NotFound`."""
    query = Dictionary.select(*_dictionary_columns()).where(Dictionary.id == dictionary_id)
    found = fetch_one(query)
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    return _dictionary(found)


def _dictionary_columns() -> tuple[Any, ...]:
    counted = Entry.alias("counted")
    held = (
        counted.select(counted.id)
        .where(counted.dictionary == Dictionary.id)
        .limit(COUNTED)
        .alias("page_of_entries")
    )
    return (
        Dictionary.id, Dictionary.version, Dictionary.code, Dictionary.name, Dictionary.group,
        Dictionary.system, Entry.select(fn.COUNT(held.c.id)).from_(held),
    )  # fmt: skip


def _dictionary(values: tuple[Any, ...]) -> DictionaryRow:
    row_id, version, code, name, *others = values
    return DictionaryRow(row_id, version, code, entry_name(name, code), *others)


def entries_page(dictionary_id: int, text: str, request: PageRequest) -> list[EntryRow]:
    """One page of the entries of a dictionary, in its order, that have every word of the text."""
    words = search_words(text)
    query = Entry.select().where(Entry.dictionary == dictionary_id)
    if words:
        query = query.where(all_words_in(Entry.fold, words))
    part = KeysetPart(query, Entry.id, (Entry.position,))
    page = page_of([part], request).alias("page")
    places = tuple(getattr(page.c, f"place_{n}") for n in range(3))
    found = fetch_tuples(
        Entry.select(*_COLUMNS, *places)
        .from_(page)
        .join(Entry, JOIN.LEFT_OUTER, on=(Entry.id == places[-1]))
    )
    return in_order([_row(values) for values in found], [part])


def entry_row(entry_id: int) -> EntryRow:
    """One entry with its place in the dictionary; raises `NotFound`."""
    found = fetch_one(Entry.select(*_COLUMNS, Entry.position).where(Entry.id == entry_id))
    if found is None:
        raise NotFound(_("This is not there any more: someone else has removed it."))
    return _row((*found[:-1], 0, found[-1], entry_id))


_COLUMNS: Final = (
    Entry.id, Entry.version, Entry.code, Entry.name, Entry.system,
    Entry.is_default, Entry.active, Entry.colour, Entry.kinds, Entry.planned_minutes,
    Entry.follow_up_days, Entry.connected, Entry.not_reached, Entry.remind_minutes,
)  # fmt: skip


def _row(values: tuple[Any, ...]) -> EntryRow:
    entry_id, version, code, name, system, is_default, active, colour, *more = values
    kinds, planned_minutes, follow_up_days, connected, not_reached, remind_minutes, *place = more
    return EntryRow(
        entry_id, version, code or "", entry_name(name, code), system, is_default,
        active, colour or "", tuple(kind for kind in Kind if kind.value in kinds.split()),
        planned_minutes, follow_up_days, connected, not_reached, remind_minutes, tuple(place),
    )  # fmt: skip
