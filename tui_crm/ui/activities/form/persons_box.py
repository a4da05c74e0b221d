"""The *Contact persons* section of the activity form: the list and its lookup (R37–R40)."""

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
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Candidate, Creates, LookupList
from tui_crm.ui.kit.titled_rule import Ruled, TitledRule


class PersonsBox(Ruled, Vertical):
    """The list of persons, and the lookup field while a person is being added."""

    @dataclass
    class Changed(Message):
        """The persons after a change by the operator."""

        persons: tuple[PersonChoice, ...]

    class Done(Message):
        """Persons were chosen: the form goes on to the next field."""

    class Refused(Message):
        """A person cannot be added while there is no contractor (R39)."""

    def __init__(self, find: Finder, *, required: bool) -> None:
        super().__init__(id="persons-box")
        self.find = find
        self.ticking = False
        self.rule = TitledRule(_("Contact persons") + ("*" if required else ""))

    def compose(self) -> ComposeResult:
        """The rule, the list, and the lookup field below it."""
        yield self.rule
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
        """The list of persons."""
        return self.query_one(PersonsField)

    @property
    def finder(self) -> LookupField:
        """The lookup field that finds a person to add."""
        return self.query_one(LookupField)

    def show(
        self, persons: tuple[PersonChoice, ...], *, possible: bool, locked: bool = False
    ) -> None:
        """Show these persons; the key that adds one only where it does."""
        self.listed.persons = persons
        self.listed.possible = possible
        adds = possible and not locked
        plus = ((key_of("form.person"), "key"), (" " + _("add one"), "muted")) if adds else ()
        self.rule.right = plus

    async def look(self) -> None:
        """Show the lookup field, open on the contractor's persons."""
        if not self.listed.possible:
            self.post_message(self.Refused())
            return
        self.ticking = False
        self.finder.show_choice(None)
        self.finder.display = True
        self.screen.set_focus(self.finder)
        await self.finder.open_list()

    def stop_looking(self) -> None:
        """Hide the lookup field and focus the list."""
        self.finder.show_choice(None)
        self.finder.close_list()
        self.screen.set_focus(self.listed)
        self.finder.display = False
        self.finder.post_message(LookupField.Typed(self.finder))

    async def leave(self) -> bool:
        """Add the first match of a typed text and stop; False when nothing matches."""
        if self.finder.typed:
            await self.finder.open_list()
            found = self.screen.query_one(LookupList).current
            if found is None:
                return False
            self.add(found.data)
        self.stop_looking()
        return True

    def add(self, person: PersonChoice) -> None:
        """Add a person, unless already in the list."""
        if person.id not in {known.id for known in self.listed.persons}:
            self._change((*self.listed.persons, person))

    def _change(self, persons: tuple[PersonChoice, ...]) -> None:
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
            # Enter with persons chosen ends adding.
            self.post_message(self.Done())

    @on(LookupField.Submitted)
    def _submitted(self, event: LookupField.Submitted) -> None:
        # Enter took a person or nothing: either way adding has ended.
        event.stop()
        if self.finder.display:
            self.stop_looking()

    @on(LookupField.Ticked)
    async def _ticked(self, event: LookupField.Ticked) -> None:
        event.stop()
        self.ticking = True
        person: PersonChoice = event.candidate.data
        others = tuple(known for known in self.listed.persons if known.id != person.id)
        count = len(self.listed.persons)
        self._change(others if len(others) < count else (*others, person))
        await self.screen.query_one(LookupList).reload()

    @on(PersonsField.Removed)
    def _removed(self, event: PersonsField.Removed) -> None:
        event.stop()
        self._change(tuple(known for known in self.listed.persons if known != event.person))

    @on(PersonsField.Wanted)
    async def _wanted(self, event: PersonsField.Wanted) -> None:
        event.stop()
        await self.look()
        if event.text and self.finder.display:
            # After the focus, which selects the whole text.
            self.finder.call_later(self.finder.insert_text_at_cursor, event.text)
