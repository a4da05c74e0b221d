"""The small window that adds a contractor or person during a call: name, number, e-mail only."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui_crm.domain.errors import CrmError, RuleViolation
from tui_crm.domain.ids import ContractorId
from tui_crm.i18n import _
from tui_crm.services.directory import contractors, persons
from tui_crm.services.directory.contractors import QuickContractor
from tui_crm.services.directory.persons import QuickPerson
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.quick_duplicate import DuplicateFinder
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar


class NewRecord(Enum):
    """The kind of record to add."""

    CONTRACTOR = "contractor"
    PERSON = "person"


class QuickCreateWindow(CrmWindow[int]):
    """Returns the id of the new record, None on Esc. Enter on the last field adds it."""

    SHEETS = (*CrmWindow.SHEETS, "forms/windows.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.QUICK))

    def __init__(
        self,
        crm: Context,
        what: NewRecord,
        *,
        name: str,
        contractor_id: int | None = None,
        contractor: str = "",
    ) -> None:
        super().__init__(crm)
        self.what = what
        self.key = str(uuid.uuid4())
        self.given_name = name
        self.contractor_id = contractor_id
        self.contractor = contractor
        self.keep: Callable[[], None] = lambda: None
        """Called after every change of a value."""
        self._values: dict[str, str] = {}
        self._saving = False
        self._duplicate = DuplicateFinder(self)

    def go_on_with(self, key: str, values: Mapping[str, str]) -> None:
        """Start with earlier input and its record key; call before it is shown."""
        self.key, self._values = key, dict(values)

    @property
    def is_person(self) -> bool:
        """Whether a person is added, not a contractor."""
        return self.what is NewRecord.PERSON

    @property
    def values(self) -> dict[str, str]:
        """The texts by field name."""
        return {field: self._value(field) for field, _words in self._rows()}

    def compose(self) -> ComposeResult:
        """Fields, duplicate warning, error, keys."""
        with Vertical(classes="window quick") as window:
            title = _("New person") if self.is_person else _("New contractor")
            if self.contractor:
                title += " · " + plain(self.contractor)
            window.border_title = content(title)
            values = {"name": self.given_name} | self._values
            for field, words in self._rows():
                with Horizontal(classes="row"):
                    yield Static(content(words), classes="label")
                    yield TextField(values.get(field, ""), id=field)
            yield Static("", id="duplicate", markup=False)
            yield Static("", id="wrong", markup=False)
            yield HintBar()

    def _rows(self) -> list[tuple[str, str]]:
        if self.is_person:
            first = [("name", _("First and last name")), ("position", _("Position"))]
        else:
            first = [("name", _("Name")), ("city", _("City"))]
        return [*first, ("phone", _("Telephone")), ("email", _("E-mail"))]

    def on_mount(self) -> None:
        first = self.query_one(f"#{self._first_field()}", TextField)
        if self._values:
            first.go_on()
        else:
            self.set_focus(first)
        self._duplicate.look_soon()
        self.keep()

    def _first_field(self) -> str:
        if self._values:
            typed = [field for field, _words in self._rows() if self._values.get(field)]
            return typed[-1] if typed else "name"
        if not self.given_name:
            return "name"
        return "position" if self._has("position") else "phone"

    def _has(self, field: str) -> bool:
        return bool(self.query(f"#{field}"))

    def action_next_field(self, by: int) -> None:
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "email":
            await self.action_save()
        else:
            self.focus_next()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#wrong", Static).update("")
        self._duplicate.look_soon()
        self.keep()

    def _value(self, field: str) -> str:
        return self.query_one(f"#{field}", TextField).value if self._has(field) else ""

    async def action_save(self) -> None:
        if self._saving:
            return
        self._saving = True
        try:
            made = await self._create()
        except CrmError as error:
            self.query_one("#wrong", Static).update(content(error.message))
            if isinstance(error, RuleViolation) and self._has(error.field):
                self.set_focus(self.query_one(f"#{error.field}"))
        else:
            self.finish(made)
        finally:
            self._saving = False

    async def _create(self) -> int:
        now = self.crm.now()
        if self.is_person:
            return await self.crm.db(
                persons.create,
                QuickPerson(
                    key=self.key,
                    name=self._value("name"),
                    contractor_id=ContractorId(self.contractor_id or 0),
                    position=self._value("position"),
                    phone=self._value("phone"),
                    email=self._value("email"),
                ),
                actor=self.crm.actor,
                now=now,
            )
        return await self.crm.db(
            contractors.create,
            QuickContractor(
                key=self.key,
                name=self._value("name"),
                phone=self._value("phone"),
                email=self._value("email"),
                city=self._value("city"),
            ),
            actor=self.crm.actor,
            now=now,
        )

    def show_duplicate(self, message: str) -> None:
        """Show a warning about a probable duplicate; an empty text hides it."""
        line = self.query_one("#duplicate", Static)
        line.update(content(message))
        line.display = bool(message)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "take_duplicate" or self._duplicate.taken_id is not None

    def action_take_duplicate(self) -> None:
        if not self._saving:
            self.finish(self._duplicate.taken_id)

    def action_leave(self) -> None:
        self.finish(None)
