"""The form row for colleagues at a meeting: a lookup field and the chosen names (R43)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui_crm.domain.choice import Choice
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import N_, _
from tui_crm.terminal.text import plain
from tui_crm.terminal.told_errors import TellsErrors
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Candidate, LookupList
from tui_crm.ui.kit.status_bars import Line


class ColleagueFinder(LookupField):
    """Finds a colleague to add; holds no value itself. Backspace removes the last colleague."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,delete", "take_off", N_("take off"), show=False),
    ]

    class TakenOff(Message):
        """The last colleague should be removed."""

    def __init__(self, find: Finder) -> None:
        super().__init__(
            find, several=True, id="colleagues", placeholder=_("type a name · Space ticks")
        )
        self._entering = False

    def action_take_off(self) -> None:
        """Erase a letter; with none left, ask to remove the last colleague."""
        if self.value:
            self.action_delete_left()
        else:
            self.close_list()
            self.post_message(self.TakenOff())

    async def action_submit(self) -> None:
        """With an emptied field Enter adds nobody."""
        if self.typing and not self.typed and not self._pointed:
            self.restore()
            self.post_message(Input.Submitted(self, self.value))
            return
        self._entering = True
        try:
            await super().action_submit()
        finally:
            self._entering = False

    async def take(self) -> bool:
        """Leaving the field with an open list but no typed name adds nobody."""
        if not self._entering and not self.typed:
            self.restore()
            return True
        return await super().take()

    def restore(self) -> None:
        """Close the list; an emptied field counts as untouched again."""
        if not self.typed:
            self.typing = False
        super().restore()

    async def on_key(self, event: events.Key) -> None:
        # Textual runs the handlers of the base classes too: in an open list they tick.
        if event.key == "space" and self._space_opens():
            event.stop()
            event.prevent_default()
            await self.show_list()

    def _space_opens(self) -> bool:
        return not self.value and not self.is_open

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space opens the list while no name is being typed."""
        if key == "space" and self._space_opens():
            return False
        return super().check_consume_key(key, character)


class ColleaguesRow(TellsErrors, Horizontal):
    """Label, lookup field, and as many of the chosen names as fit."""

    @dataclass
    class Changed(Message):
        """The colleagues after a change by the operator."""

        colleagues: tuple[Choice, ...]

    def __init__(self, find: Finder) -> None:
        super().__init__(classes="row", id="colleagues-row")
        self.find = find
        self.colleagues: tuple[Choice, ...] = ()
        self._ticking = False

    def compose(self) -> ComposeResult:
        yield Static(content(_("Colleagues")), classes="label")
        yield ColleagueFinder(self._find)
        yield Line(id="colleagues-names")

    async def _find(self, text: str, request: PageRequest) -> list[Candidate]:
        chosen = {one.id for one in self.colleagues}
        return [replace(one, ticked=one.id in chosen) for one in await self.find(text, request)]

    @property
    def finder(self) -> ColleagueFinder:
        """The lookup field."""
        return self.query_one(ColleagueFinder)

    def show(self, colleagues: tuple[Choice, ...]) -> None:
        """Show these colleagues without posting `Changed`."""
        self.colleagues = colleagues
        line = self.query_one(Line)
        names = names_in([plain(one.label) for one in colleagues], line.size.width - 2)
        line.show_pieces((f" {names}", "strong"))

    def on_resize(self) -> None:
        self.call_after_refresh(lambda: self.show(self.colleagues))

    def _change(self, colleagues: tuple[Choice, ...]) -> None:
        self.show(colleagues)
        self.post_message(self.Changed(colleagues))

    @on(LookupField.Chosen)
    def _chosen(self, event: LookupField.Chosen) -> None:
        event.stop()
        ticking, self._ticking = self._ticking, False
        self.finder.show_choice(None)
        found = event.candidate
        # After Space has ticked some, Enter only closes the list.
        if found is not None and not ticking and found.id not in {c.id for c in self.colleagues}:
            self._change((*self.colleagues, Choice(found.id, found.label, found.detail)))

    @on(LookupField.Ticked)
    async def _ticked(self, event: LookupField.Ticked) -> None:
        event.stop()
        self._ticking = True
        colleague = Choice(event.candidate.id, event.candidate.label, event.candidate.detail)
        others = tuple(known for known in self.colleagues if known.id != colleague.id)
        self._change(others if len(others) < len(self.colleagues) else (*others, colleague))
        await self.screen.query_one(LookupList).reload()

    @on(ColleagueFinder.TakenOff)
    def _taken_off(self, event: ColleagueFinder.TakenOff) -> None:
        event.stop()
        if self.colleagues:
            self._change(self.colleagues[:-1])

    @on(Input.Changed)
    def _typed(self) -> None:
        # A name typed after ticking is to be added on Enter.
        self._ticking = self._ticking and self.finder.is_open and not self.finder.typed


def names_in(names: Sequence[str], width: int) -> str:
    """`Marek Lis, Ewa Nowa +2`: as many names as fit into *width*, and the number of others."""
    shown = ""
    for number, name in enumerate(names):
        longer = f"{shown}, {name}" if shown else name
        rest = len(names) - number - 1
        more = f" +{rest}" if rest else ""
        if shown and cell_len(longer + more) > width:
            return f"{shown} +{rest + 1}"
        shown = longer
    return shown
