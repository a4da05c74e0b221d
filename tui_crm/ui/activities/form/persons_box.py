"""The section *Contact persons*: who takes part, and finding somebody to add (R37–R40)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tui_crm.domain.choice import PersonChoice
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import _
from tui_crm.ui.activities.form.persons_field import PersonsField
from tui_crm.ui.commands.registry import key_of
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Candidate, Creates, LookupList


class PersonsBox(Vertical):
    """A list of persons and, while somebody is being added, the field that finds them."""

    @dataclass
    class Changed(Message):
        """Other persons take part now."""

        persons: tuple[PersonChoice, ...]

    class Done(Message):
        """Persons were chosen: on to what comes next."""

    class Refused(Message):
        """Somebody was to be added while there is no contractor (R39)."""

    def __init__(self, find: Finder, *, required: bool) -> None:
        super().__init__(id="persons-box")
        self.find = find
        self.ticking = False
        self.border_title = content(_("Contact persons") + ("*" if required else ""))
        self.border_subtitle = content(f"+ {key_of('form.person')}")

    def compose(self) -> ComposeResult:
        """The list, and the finder below it."""
        yield PersonsField(id="persons")
        yield LookupField(
            self._find,
            required=True,
            several=True,
            creates=Creates(_("person"), "form.person"),
            id="person-finder",
            placeholder=_("type a name · Space ticks · Enter takes"),
        )

    async def _find(self, text: str, request: PageRequest) -> list[Candidate]:
        chosen = {person.id for person in self.listed.persons}
        return [replace(one, ticked=one.id in chosen) for one in await self.find(text, request)]

    @property
    def listed(self) -> PersonsField:
        """The list."""
        return self.query_one(PersonsField)

    @property
    def finder(self) -> LookupField:
        """The field that finds."""
        return self.query_one(LookupField)

    def show(
        self, persons: tuple[PersonChoice, ...], *, possible: bool, locked: bool = False
    ) -> None:
        """Show who takes part; the plus is dim where nobody can be added."""
        self.listed.persons = persons
        self.listed.possible = possible
        self.set_class(locked or not possible, "-no-plus")

    async def look(self) -> None:
        """Open the finder on the contractor's persons."""
        if not self.listed.possible:
            self.post_message(self.Refused())
            return
        self.ticking = False
        self.finder.show_choice(None)
        self.finder.display = True
        self.screen.set_focus(self.finder)
        await self.finder.open_list()

    def stop_looking(self) -> None:
        """Close the finder; the focus goes back to the list."""
        self.finder.show_choice(None)
        self.finder.close_list()
        self.screen.set_focus(self.listed)
        self.finder.display = False
        self.finder.post_message(LookupField.Typed(self.finder))

    async def leave(self) -> bool:
        """Take whoever is typed, as any lookup does that is left; False when nobody matches."""
        if self.finder.typed:
            await self.finder.open_list()
            found = self.screen.query_one(LookupList).current
            if found is None:
                return False
            self.add(found.data)
        self.stop_looking()
        return True

    def add(self, person: PersonChoice) -> None:
        """Let a person take part, once."""
        if person.id not in {known.id for known in self.listed.persons}:
            self._tell((*self.listed.persons, person))

    def _tell(self, persons: tuple[PersonChoice, ...]) -> None:
        self.listed.persons = persons
        self.post_message(self.Changed(persons))

    @on(LookupField.Chosen)
    def _chosen(self, event: LookupField.Chosen) -> None:
        event.stop()
        if event.candidate is not None and not self.ticking:
            # After Space has ticked some, Enter only closes the list.
            self.add(event.candidate.data)
        self.stop_looking()
        if self.listed.persons:
            # They are chosen: on to what comes next.
            self.post_message(self.Done())

    @on(LookupField.Submitted)
    def _submitted(self, event: LookupField.Submitted) -> None:
        # Enter took somebody, or nothing: either way the finder has done its work.
        event.stop()
        if self.finder.display:
            self.stop_looking()

    @on(LookupField.Ticked)
    async def _ticked(self, event: LookupField.Ticked) -> None:
        event.stop()
        self.ticking = True
        person: PersonChoice = event.candidate.data
        kept = tuple(known for known in self.listed.persons if known.id != person.id)
        were = len(self.listed.persons)
        self._tell(kept if len(kept) < were else (*kept, person))
        await self.screen.query_one(LookupList).reload()

    @on(PersonsField.Removed)
    def _removed(self, event: PersonsField.Removed) -> None:
        event.stop()
        self._tell(tuple(known for known in self.listed.persons if known != event.person))

    @on(PersonsField.Wanted)
    async def _wanted(self, event: PersonsField.Wanted) -> None:
        event.stop()
        await self.look()
        if event.text and self.finder.display:
            # Behind its focus, which selects what stands there.
            self.finder.call_later(self.finder.insert_text_at_cursor, event.text)
