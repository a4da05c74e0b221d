"""The window that merges two contractors: which one is kept, and what moves to it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_crm.domain.choice import Choice
from tui_crm.domain.errors import CrmError
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _, ngettext
from tui_crm.queries.common import lookups
from tui_crm.queries.directory.contractor_card import ContractorCard, contractor_card
from tui_crm.services.directory import merge
from tui_crm.terminal.text import plain
from tui_crm.ui.commands import keys
from tui_crm.ui.forms.lookups import candidate, choice_of
from tui_crm.ui.forms.typed_lookups import typed_is_taken
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.lookup_field import LookupField
from tui_crm.ui.kit.lookup_list import Candidate, LookupList
from tui_crm.ui.kit.screen import CrmScreen, CrmWindow
from tui_crm.ui.kit.status_bars import HintBar


class MergeWindow(CrmWindow[int]):
    """Returns the id of the contractor that is kept; None when nothing was merged."""

    SHEETS = (*CrmWindow.SHEETS, "directory/merge.tcss")
    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.MERGE))

    def __init__(self, crm: Context, contractor_id: int) -> None:
        super().__init__(crm)
        self.goes_id = contractor_id
        self.goes: ContractorCard | None = None
        self.stays: ContractorCard | None = None
        self._merging = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="window quick merge") as window:
            window.border_title = content(_("Merging contractors"))
            with Horizontal(classes="row"):
                yield Static(content(_("This one goes")), classes="label")
                yield Static("", id="goes", markup=False)
            with Horizontal(classes="row"):
                yield Static(content(_("into this one")), classes="label")
                yield LookupField(
                    self._find, required=True, id="stays", placeholder=_("type its name")
                )
            yield Static("", id="moves", markup=False)
            yield Static("", id="wrong", markup=False)
            yield HintBar()
        yield LookupList()

    async def on_mount(self) -> None:
        self.set_focus(self.query_one(LookupField))
        try:
            self.goes = await self._card(self.goes_id)
        except CrmError as error:
            self._show_message(error.message)
        self._show()

    async def _card(self, contractor_id: int) -> ContractorCard:
        return await self.crm.db(
            contractor_card, contractor_id, visible_employee_ids=self.crm.actor.visible_employee_ids
        )

    async def _find(self, text: str, request: PageRequest) -> list[Candidate]:
        found = await self.crm.db(lookups.contractors, text, request)
        return [candidate(match) for match in found if match.id != self.goes_id]

    def _show(self) -> None:
        goes, stays = self.goes, self.stays
        self.query_one("#goes", Static).update(content(_description(goes) if goes else ""))
        lines = moving(goes, stays) if goes is not None and stays is not None else ()
        text = Content("\n").join([content(line) for line in lines])
        self.query_one("#moves", Static).update(text)
        self.refresh_bindings()

    def _show_message(self, sentence: str) -> None:
        self.query_one("#wrong", Static).update(content(sentence))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "turn_round" or self.stays is not None

    @on(LookupField.Chosen)
    async def _chosen(self, event: LookupField.Chosen) -> None:
        event.field.show_choice(choice_of(event.candidate))
        self.stays = None
        self._show_message("")
        if event.candidate is not None:
            try:
                self.stays = await self._card(event.candidate.id)
            except CrmError as error:
                self._show_message(error.message)
        self._show()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.stays is not None:
            self._show_message(_("<merge.do> merges them; <merge.turn> turns it round."))

    async def action_pick(self) -> None:
        await self.query_one(LookupField).show_list()

    def action_turn_round(self) -> None:
        if self.goes is None or self.stays is None:
            return
        self.goes, self.stays = self.stays, self.goes
        self.goes_id = self.goes.id
        self.query_one(LookupField).show_choice(Choice(self.stays.id, self.stays.name))
        self._show_message("")
        self._show()

    async def action_merge(self) -> None:
        """One operation, which undo reverts as a whole."""
        if not await typed_is_taken(self, lambda _field, sentence: self._show_message(sentence)):
            return
        if self.goes is not None and self.stays is None:
            self._show_message(_("Choose the contractor that stays: type its name."))
        if self._merging or self.goes is None or self.stays is None:
            return
        self._merging = True
        goes, stays = self.goes, self.stays
        try:
            await self.crm.db(
                merge.merge,
                ContractorId(goes.id),
                ContractorId(stays.id),
                actor=self.crm.actor,
                now=self.crm.now(),
            )
        except CrmError as error:
            self._show_message(error.message)
            return
        finally:
            self._merging = False
        below = self.app.screen_stack[-2]
        if isinstance(below, CrmScreen):
            text = _("{goes} → {stays}: merged. <history.undo> takes it back.")
            below.show_done(text.format(goes=plain(goes.name), stays=plain(stays.name)))
        self.finish(stays.id)

    def action_leave(self) -> None:
        """The first Esc closes an open list, the next one the window."""
        field = self.query_one(LookupField)
        if field.is_open or field.typing:
            field.typing = False
            field.restore()
            return
        self.finish(None)


def _description(card: ContractorCard) -> str:
    return " · ".join(plain(part) for part in (card.name, card.city, card.code) if part)


def moving(goes: ContractorCard, stays: ContractorCard) -> tuple[str, ...]:
    """Sentences about what moves where, and what becomes of both contractors."""
    counts = (
        ngettext("{n} activity", "{n} activities", goes.activity_count).format(
            n=goes.activity_count
        ),
        ngettext("{n} person", "{n} persons", goes.person_count).format(n=goes.person_count),
        ngettext("{n} number", "{n} numbers", len(goes.phones)).format(n=len(goes.phones)),
        ngettext("{n} e-mail address", "{n} e-mail addresses", len(goes.emails)).format(
            n=len(goes.emails)
        ),
    )
    return (
        _("What moves: {counts}.").format(counts=", ".join(counts)),
        _("{name} stays, and takes over what it does not say yet.").format(name=plain(stays.name)),
        _("{name} becomes inactive and keeps its history.").format(name=plain(goes.name)),
    )
