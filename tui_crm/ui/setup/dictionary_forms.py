"""The forms of a dictionary and of a dictionary entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.dates.reminder import read_remind, shown_remind
from tui_crm.domain.dictionary import USES, Uses
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.fields import Row, colour, line, tick
from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import N_, _
from tui_crm.queries.setup.dictionaries import dictionary_row, entry_row
from tui_crm.services.setup import dictionaries
from tui_crm.services.setup.dictionaries import DictionaryEdit, EntryEdit
from tui_crm.terminal.text import plain
from tui_crm.ui.forms.fields import Values
from tui_crm.ui.forms.record_form import RecordForm
from tui_crm.ui.kit.context import Context
from tui_crm.ui.setup.fields import NUMBER, read_number

OFFERED_ON = {"outcome": frozenset({Kind.CONTACT, Kind.MEETING})}
"""The kinds that new entries of a dictionary are offered on, where not on all."""
REMIND = 12
"""Width in cells of a field for `1 d 2 h`."""


class DictionaryForm(RecordForm):
    """The form of a dictionary: its name and group."""

    KIND = SlotKind.DICTIONARY

    def heading(self) -> str:
        return _("New dictionary") if self.record_id is None else _("Dictionary")

    def rows(self) -> Sequence[Row]:
        return (
            line("name", N_("Name"), required=True),
            line("group", N_("Group"), required=True),
        )

    async def load(self) -> Values:
        """The stored dictionary."""
        if self.record_id is None:
            return {"version": None}
        return (await self.crm.db(dictionary_row, self.record_id))._asdict()

    async def save_values(self, values: Values) -> int:
        """Add it, or change it if its version is still the one that was read."""
        edit = DictionaryEdit(
            values["name"], values["group"], id=self.record_id, version=values["version"]
        )
        now = self.crm.now()
        return await self.crm.db(dictionaries.save_dictionary, edit, actor=self.crm.actor, now=now)


class EntryForm(RecordForm):
    """The form of a dictionary entry, with the fields that its dictionary uses."""

    KIND = SlotKind.ENTRY

    def __init__(
        self, crm: Context, record_id: int | None = None, *, dictionary_id: int, code: str,
        called: str,
    ) -> None:  # fmt: skip
        """*code* and *called*: code and name of the dictionary."""
        super().__init__(crm, record_id)
        self.dictionary_id = dictionary_id
        self.code = code
        self.called = called

    def arguments(self) -> dict[str, Any]:
        """The dictionary that the entry belongs to."""
        return {
            "dictionary_id": self.dictionary_id, "code": self.code, "called": self.called,
        }  # fmt: skip

    @property
    def uses(self) -> Uses:
        """The properties that entries of this dictionary have."""
        return USES.get(self.code, Uses())

    def heading(self) -> str:
        what = _("New entry") if self.record_id is None else _("Entry")
        return f"{what} · {plain(self.called)}"

    def rows(self) -> Sequence[Row]:
        """The common fields, then those of this dictionary."""
        rows: list[Row] = [
            line("name", N_("Name"), required=True),
            colour("colour", N_("Colour")),
            (
                tick("active", N_("offered on new records"), blank=True),
                tick("is_default", N_("default")),
            ),
        ]
        if self.uses.kinds:
            rows.append(N_("Offered on"))
            offered = OFFERED_ON.get(self.code, frozenset(Kind))
            rows.append(
                tuple(tick(kind.value, KIND_NAMES[kind], blank=kind in offered) for kind in Kind)
            )
        if self.uses.planned_minutes:
            rows.append(line("planned_minutes", N_("Minutes"), width=NUMBER))
        if self.uses.follow_up_days:
            rows.append(line("follow_up_days", N_("Next in days"), width=NUMBER))
        if self.uses.remind_minutes:
            rows.append(line("remind", N_("Remind before"), width=REMIND))
        if self.uses.connected:
            rows.append(tick("connected", N_("the other side was talked to"), blank=True))
        if self.uses.not_reached:
            rows.append(tick("not_reached", N_("not reached: an attempt, the contact stays open")))
        return tuple(rows)

    def first_words(self) -> str:
        """Explains the default values of a type."""
        if self.uses.planned_minutes:
            return _("New activities of this type begin with these three; each may stay empty.")
        return ""

    async def load(self) -> Values:
        """The stored entry."""
        if self.record_id is None:
            return {"version": None}
        row = await self.crm.db(entry_row, self.record_id)
        return {
            **{name: getattr(row, name) for name in _OF_ENTRY},
            **{kind.value: kind in row.kinds for kind in Kind},
            "planned_minutes": _typed(row.planned_minutes),
            "follow_up_days": _typed(row.follow_up_days),
            "remind": shown_remind(row.remind_minutes),
        }

    async def save_values(self, values: Values) -> int:
        """Add it, or change it if its version is still the one that was read."""
        kinds = tuple(kind for kind in Kind if values.get(kind.value, True))
        if not kinds:
            raise RuleViolation(
                Kind.CONTACT.value,
                _("Tick at least one kind, or take the tick off “offered on new records”."),
            )
        edit = EntryEdit(
            self.dictionary_id,
            values["name"],
            colour=values["colour"],
            kinds=kinds,
            planned_minutes=read_number("planned_minutes", values.get("planned_minutes", "")),
            follow_up_days=read_number("follow_up_days", values.get("follow_up_days", "")),
            remind_minutes=read_remind(values.get("remind", "")),
            connected=values.get("connected", True),
            not_reached=values.get("not_reached", False),
            is_default=values["is_default"],
            active=values["active"],
            id=self.record_id,
            version=values["version"],
        )
        return await self.crm.db(dictionaries.save, edit, actor=self.crm.actor, now=self.crm.now())


_OF_ENTRY = ("name", "colour", "active", "is_default", "connected", "not_reached", "version")


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)
