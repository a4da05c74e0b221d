"""Changing the dictionaries and their entries: types, priorities, categories, outcomes (R31)."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

from peewee import fn

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.reminder import check_remind
from tui_crm.domain.dictionary import (
    COLOURS,
    NEEDED,
    entry_name,
    names_in_all_languages,
    stored_name,
)
from tui_crm.domain.errors import Refused, RuleViolation
from tui_crm.domain.ids import EntryId
from tui_crm.domain.text import fold
from tui_crm.i18n import _, ngettext
from tui_crm.services.common.permissions import must
from tui_crm.services.common.validation import checked_name
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Activity, Attempt, Dictionary, Entry, StoredEntry
from tui_crm.store.unit_of_work import UnitOfWork, write

COUNT_LIMIT: Final = 1_000
MINUTES_LIMIT: Final = 7 * 24 * 60
DAYS_LIMIT: Final = 3_650
EVERY_KIND: Final = tuple(Kind)


class EntryEdit(NamedTuple):
    """The form values of an entry; a new one is added at the end of its dictionary."""

    dictionary_id: int
    name: str
    colour: str = ""
    kinds: tuple[Kind, ...] = EVERY_KIND
    planned_minutes: int | None = None
    follow_up_days: int | None = None
    connected: bool = True
    not_reached: bool = False
    """An outcome that counts a try and leaves the contact open; it is for contacts only."""
    is_default: bool = False
    active: bool = True
    id: int | None = None
    version: int | None = None
    remind_minutes: int | None = None
    """Minutes before the start at which new activities remind; None is not at all."""


class DictionaryEdit(NamedTuple):
    """The form values of a dictionary."""

    name: str
    group: str
    id: int | None = None
    version: int | None = None


class Use(NamedTuple):
    """How many activities use an entry in *field* (“type” …); at most `COUNT_LIMIT` are counted."""

    field: str
    activities: int


def save(edit: EntryEdit, *, actor: Actor, now: datetime) -> EntryId:
    """Add an entry, or change one; a default one replaces the previous default.

    Raises `RuleViolation` on “name”, “colour”, “kinds”, “planned_minutes”, “follow_up_days”,
    “remind” or “active”, `StaleRecord` when a colleague has changed it since.
    """
    must(actor, "dictionaries")
    values = _checked(edit)
    action = "entry.create" if edit.id is None else "entry.edit"
    with write(action, actor=actor, now=now, subject=values["name"]) as unit:
        if edit.id is None:
            dictionary_id, code = edit.dictionary_id, None
        else:
            stored = unit.row(Entry, edit.id)
            dictionary_id, code = stored["dictionary_id"], stored["code"]
        values["name"] = stored_name(values["name"], code)
        _check_name_free(dictionary_id, entry_name(values["name"], code), edit.id)
        if edit.is_default:
            _take_default(unit, dictionary_id, but=edit.id)
        if edit.id is None:
            return EntryId(_insert(unit, dictionary_id, values))
        unit.update(Entry, edit.id, version=edit.version, **values)
        _keep_one_active(dictionary_id)
        return EntryId(edit.id)


def set_default(entry_id: int, *, actor: Actor, now: datetime) -> bool:
    """Make an entry the default of its dictionary, or no longer; returns whether it is now."""
    must(actor, "dictionaries")
    with write("entry.default", actor=actor, now=now) as unit:
        row = _row(unit, entry_id)
        if not row["active"]:
            raise Refused(_("An inactive entry is not offered. Make it active first."))
        is_default = not row["is_default"]
        if is_default:
            _take_default(unit, row["dictionary_id"], but=entry_id)
        unit.update(Entry, entry_id, is_default=is_default)
        return is_default


def set_active(entry_id: int, *, active: bool, version: int, actor: Actor, now: datetime) -> None:
    """Make an entry active or inactive; an inactive one stays on old records (R31)."""
    must(actor, "dictionaries")
    with write("entry.active" if active else "entry.inactive", actor=actor, now=now) as unit:
        row = _row(unit, entry_id)
        kept = row["is_default"] and active
        unit.update(Entry, entry_id, version=version, active=active, is_default=kept)
        _keep_one_active(row["dictionary_id"])


def move(entry_id: int, by: int, *, actor: Actor, now: datetime) -> bool:
    """Move an entry one place up (-1) or down (1), by changing two rows; False at the edge."""
    must(actor, "dictionaries")
    with write("entry.move", actor=actor, now=now) as unit:
        row = _row(unit, entry_id)
        neighbour = _neighbour(row, by)
        if neighbour is None:
            return False
        if neighbour[1] == row["position"]:
            _close_up(unit, row["dictionary_id"])
            row, neighbour = unit.row(Entry, entry_id), _neighbour(unit.row(Entry, entry_id), by)
            assert neighbour is not None
        unit.update(Entry, entry_id, position=neighbour[1])
        unit.update(Entry, neighbour[0], position=row["position"])
        return True


def move_to_edge(entry_id: int, by: int, *, actor: Actor, now: datetime) -> bool:
    """Move an entry to the beginning (-1) or end (1), by changing one row; False at the edge."""
    must(actor, "dictionaries")
    with write("entry.move", actor=actor, now=now) as unit:
        row = _row(unit, entry_id)
        if _neighbour(row, by) is None:
            return False
        edge = fn.MIN(Entry.position) if by < 0 else fn.MAX(Entry.position)
        found = fetch_one(Entry.select(edge).where(Entry.dictionary == row["dictionary_id"]))
        unit.update(Entry, entry_id, position=(0 if found is None else found[0]) + by)
        return True


def delete(entry_id: int, *, actor: Actor, now: datetime) -> None:
    """Delete an unused entry; raises `Refused` for one that is used or shipped."""
    must(actor, "dictionaries")
    with write("entry.delete", actor=actor, now=now) as unit:
        row = _row(unit, entry_id)
        name = unit.subject
        if row["system"]:
            raise Refused(
                _(
                    "“{name}” comes with the program and cannot be deleted. "
                    "It can be renamed, or made inactive."
                ).format(name=name)
            )
        uses = uses_of(entry_id)
        if uses:
            raise Refused(
                _("“{name}” is used by {uses} and cannot be deleted. Make it inactive instead.")
                .format(name=name, uses=uses_text(uses))
            )  # fmt: skip
        unit.delete(Entry, entry_id)


def uses_of(entry_id: int) -> list[Use]:
    """How many activities use an entry, by field; empty when none does."""
    fields = ("type", "priority", "category", "outcome")
    held = [getattr(Activity, field) for field in fields]
    # One scan of the activities for all four columns.
    holding = reduce(or_, (column == entry_id for column in held))
    found = fetch_tuples(Activity.select(*held).where(holding).limit(COUNT_LIMIT))
    tried = fetch_tuples(
        Attempt.select(Attempt.activity).where(Attempt.outcome == entry_id).limit(COUNT_LIMIT)
    )
    counted = [(field, sum(row[n] == entry_id for row in found)) for n, field in enumerate(fields)]
    counted.append(("attempt", len({activity_id for (activity_id,) in tried})))
    return [Use(field, activities) for field, activities in counted if activities]


def uses_text(uses: list[Use]) -> str:
    """“12 activities”, or “1000 or more activities” when the count stopped at the limit."""
    n = max(use.activities for use in uses)
    if n >= COUNT_LIMIT:
        return _("{n} or more activities").format(n=n)
    return ngettext("{n} activity", "{n} activities", n).format(n=n)


# Dictionaries


def save_dictionary(edit: DictionaryEdit, *, actor: Actor, now: datetime) -> int:
    """Add a dictionary, or rename one; raises `RuleViolation` on “name” or “group”."""
    must(actor, "dictionaries")
    name = checked_name("name", edit.name, _("Type the name of the dictionary."))
    group = checked_name("group", edit.group, _("Type the group it stands in, for example CRM."))
    action = "dictionary.create" if edit.id is None else "dictionary.edit"
    with write(action, actor=actor, now=now, subject=name) as unit:
        if edit.id is None:
            _check_dictionary_free(name, None)
            code = f"own-{uuid.uuid4().hex[:12]}"
            return unit.insert(Dictionary, code=code, name=name, group=group)
        code = unit.row(Dictionary, edit.id)["code"]
        _check_dictionary_free(name, edit.id)
        stored = stored_name(name, code)
        unit.update(Dictionary, edit.id, version=edit.version, name=stored, group=group)
        return edit.id


def delete_dictionary(dictionary_id: int, *, actor: Actor, now: datetime) -> None:
    """Delete an empty dictionary that is not shipped; raises `Refused` for any other."""
    must(actor, "dictionaries")
    with write("dictionary.delete", actor=actor, now=now) as unit:
        row = unit.row(Dictionary, dictionary_id)
        name = unit.subject = entry_name(row["name"], row["code"])
        if row["system"]:
            raise Refused(
                _("“{name}” comes with the program and cannot be deleted.").format(name=name)
            )
        held = Entry.select(Entry.id).where(Entry.dictionary == dictionary_id)
        if fetch_one(held) is not None:
            raise Refused(_("“{name}” still has entries. Delete them first.").format(name=name))
        unit.delete(Dictionary, dictionary_id)


def check_rules(unit: UnitOfWork, row_ids: frozenset[int]) -> None:
    """Raise `Refused` when an undo has left two defaults, or a needed dictionary empty."""
    del unit
    touched = Entry.select(Entry.dictionary).where(Entry.id.in_(sorted(row_ids))).distinct()
    for (dictionary_id,) in fetch_tuples(touched):
        defaults = Entry.select(Entry.id).where(
            (Entry.dictionary == dictionary_id) & Entry.is_default
        )
        if len(fetch_tuples(defaults.limit(2))) > 1:
            raise Refused(_("This cannot be taken back: another entry is the default by now."))
        try:
            _keep_one_active(dictionary_id)
        except RuleViolation as violation:
            raise Refused(violation.message) from violation


# Rules


def _row(unit: UnitOfWork, entry_id: int) -> StoredEntry:
    row = unit.row(Entry, entry_id)
    unit.subject = entry_name(row["name"], row["code"])
    return row


def _checked(edit: EntryEdit) -> dict[str, Any]:
    if edit.colour and edit.colour not in COLOURS:
        raise RuleViolation("colour", _("Choose one of the colours of the list."))
    check_remind(edit.remind_minutes)
    if not edit.kinds:
        raise RuleViolation(
            "kinds", _("Tick at least one kind of activity; make it inactive to offer it nowhere.")
        )
    offered = (Kind.CONTACT,) if edit.not_reached else edit.kinds
    kinds = " ".join(kind.value for kind in Kind if kind in offered)
    return {
        "name": checked_name("name", edit.name, _("Type the name of the entry.")),
        "colour": edit.colour or None,
        "kinds": kinds,
        "planned_minutes": _within("planned_minutes", edit.planned_minutes, MINUTES_LIMIT),
        "follow_up_days": _within("follow_up_days", edit.follow_up_days, DAYS_LIMIT),
        "remind_minutes": edit.remind_minutes,
        "connected": edit.connected and not edit.not_reached,
        "not_reached": edit.not_reached,
        "is_default": edit.is_default and edit.active,
        "active": edit.active,
    }


def _within(field: str, value: int | None, limit: int) -> int | None:
    if value is not None and not 1 <= value <= limit:
        raise RuleViolation(
            field, _("Type a number from 1 to {limit}, or nothing.").format(limit=limit)
        )
    return value


def _check_name_free(dictionary_id: int, name: str, own_id: int | None) -> None:
    similar = fetch_tuples(
        Entry.select(Entry.id, Entry.name, Entry.code)
        .where(
            (Entry.dictionary == dictionary_id)
            & ((Entry.fold == fold(name)) | Entry.code.is_null(False))
        )
        .limit(COUNT_LIMIT)
    )
    for entry_id, other, code in similar:
        names = {fold(one) for one in names_in_all_languages(other, code)}
        if entry_id != own_id and fold(name) in names:
            raise RuleViolation("name", _("This dictionary has an entry of this name already."))


def _check_dictionary_free(name: str, own_id: int | None) -> None:
    for row_id, other, code in fetch_tuples(
        Dictionary.select(Dictionary.id, Dictionary.name, Dictionary.code).limit(COUNT_LIMIT)
    ):
        if row_id != own_id and fold(entry_name(other, code)) == fold(name):
            raise RuleViolation("name", _("There is a dictionary of this name already."))


def _insert(unit: UnitOfWork, dictionary_id: int, values: dict[str, Any]) -> int:
    unit.row(Dictionary, dictionary_id)
    last = fetch_one(Entry.select(fn.MAX(Entry.position)).where(Entry.dictionary == dictionary_id))
    position = 1 + (0 if last is None or last[0] is None else int(last[0]))
    return unit.insert(Entry, dictionary_id=dictionary_id, position=position, **values)


def _take_default(unit: UnitOfWork, dictionary_id: int, *, but: int | None) -> None:
    for (entry_id,) in fetch_tuples(
        Entry.select(Entry.id).where((Entry.dictionary == dictionary_id) & Entry.is_default)
    ):
        if entry_id != but:
            unit.update(Entry, entry_id, is_default=False)


def _keep_one_active(dictionary_id: int) -> None:
    """Called after a change within its transaction: raising rolls the change back."""
    found = fetch_one(Dictionary.select(Dictionary.code).where(Dictionary.id == dictionary_id))
    if found is None or found[0] not in NEEDED:
        return
    active = Entry.select(Entry.id).where((Entry.dictionary == dictionary_id) & Entry.active)
    if fetch_one(active) is None:
        raise RuleViolation(
            "active",
            _("This is the last active entry, and activities need one. Add another one first."),
        )


def _neighbour(row: StoredEntry, by: int) -> tuple[int, int] | None:
    """Id and position of the entry before (-1) or after (1) this one."""
    here, at = Entry.position, row["position"]
    if by < 0:
        beyond = (here < at) | ((here == at) & (Entry.id < row["id"]))
        order = (Entry.position.desc(), Entry.id.desc())
    else:
        beyond = (here > at) | ((here == at) & (Entry.id > row["id"]))
        order = (Entry.position.asc(), Entry.id.asc())
    found = fetch_one(
        Entry.select(Entry.id, Entry.position)
        .where((Entry.dictionary == row["dictionary_id"]) & beyond)
        .order_by(*order)
    )
    return None if found is None else (found[0], found[1])


def _close_up(unit: UnitOfWork, dictionary_id: int) -> None:
    """Renumber all entries, because two of them have the same position."""
    ordered = fetch_tuples(
        Entry.select(Entry.id)
        .where(Entry.dictionary == dictionary_id)
        .order_by(Entry.position, Entry.id)
    )
    for position, (entry_id,) in enumerate(ordered, start=1):
        unit.update(Entry, entry_id, position=position)
