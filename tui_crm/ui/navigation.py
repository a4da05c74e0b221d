"""Which screen opens which: the one place that knows every screen of the program.

Screens and their controllers know `kit.navigation.Navigation`, which this is. What the first frame
does not show is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.today import TodayModel
from tui_crm.ui.kit.navigation import ANYBODY, About, Saved
from tui_crm.ui.kit.screen import CrmScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from textual.app import App
    from textual.screen import Screen

    from tui_crm.domain.choice import Choice
    from tui_crm.ui.activities.form.host import FormResult
    from tui_crm.ui.activities.form.opener import FormOpener
    from tui_crm.ui.activities.form.pool import FormPool
    from tui_crm.ui.commands.available import Available
    from tui_crm.ui.kit.context import Context
    from tui_crm.ui.kit.host import Host
    from tui_crm.ui.kit.navigation import Navigation


class Navigator:
    """Makes screens and pushes them; keeps the activity forms that wait to be opened."""

    def __init__(self, app: App[Any], crm: Context) -> None:
        self.app = app
        self.crm = crm
        self.premounts = True
        """Whether activity forms are mounted before they are asked for."""
        self._pool: FormPool | None = None

    # Sections

    def sections(self) -> dict[str, Callable[[], Screen[Any]]]:
        """What makes the screen of each section."""
        return {
            "today": self._today,
            "activities": self._activities,
            "contractors": self._contractors,
            "persons": self._persons,
            "schedule": self._schedule,
            "setup": self._setup,
        }

    def _today(self) -> Screen[Any]:
        return ActivityList(self.crm, TodayModel(self.crm))

    def _activities(self) -> Screen[Any]:
        from tui_crm.ui.activities.all_activities import ActivitiesModel

        return ActivityList(self.crm, ActivitiesModel(self.crm))

    def _contractors(self) -> Screen[Any]:
        from tui_crm.ui.directory.lists import ContractorList

        return ContractorList(self.crm)

    def _persons(self) -> Screen[Any]:
        from tui_crm.ui.directory.lists import PersonList

        return PersonList(self.crm)

    def _schedule(self) -> Screen[Any]:
        from tui_crm.ui.schedule.screen import ScheduleScreen

        return ScheduleScreen(self.crm)

    def _setup(self) -> Screen[Any]:
        from tui_crm.ui.setup.screen import SetupScreen

        return SetupScreen(self.crm)

    # Activities

    def prepare_forms(self) -> None:
        """From now on activity forms are mounted before they are asked for."""
        self.pool.prepare_soon()

    @property
    def pool(self) -> FormPool:
        """The activity forms that wait."""
        if self._pool is None:
            from tui_crm.ui.activities.form.pool import FormPool

            self._pool = FormPool(self.app, self.crm, prepares=self.premounts)
        return self._pool

    def of(self, host: Host) -> Navigation:
        """What opens screens on top of this one."""
        return ScreenNavigation(host, lambda: self.pool)

    # What works on every screen

    async def ask_who_calls(self) -> None:
        """Whose number it is, while it is being typed; what is decided is done on this screen."""
        from tui_crm.ui.search.caller_window import CallerWindow, take_up

        below = self.app.screen

        async def decided(call: Any) -> None:
            if call is not None and isinstance(below, CrmScreen):
                await take_up(below, call)

        await self.app.push_screen(CallerWindow(self.crm), decided)

    async def find(self, *, section: str) -> None:
        """Find anything by a few letters; what is on the screen stays below as it is."""
        from tui_crm.ui.search.search_screen import FindScreen

        await self.app.push_screen(FindScreen(self.crm, section=section))

    async def show_commands(
        self, run: Callable[[Available | None], Any], *, searching: bool
    ) -> None:
        """The commands of this screen, to be read or found by name; *run* gets the chosen one."""
        from tui_crm.ui.commands.available import available
        from tui_crm.ui.search.command_palette import PaletteWindow

        if isinstance(self.app.screen, PaletteWindow):
            return
        found = available(self.app.screen)
        await self.app.push_screen(PaletteWindow(self.crm, found, searching=searching), run)


class ScreenNavigation:
    """Opens screens on top of one of them, which is told what came of a form."""

    def __init__(self, host: Host, pool: Callable[[], FormPool]) -> None:
        self.host = host
        self.app = host.app
        self.crm = host.crm
        self._pool = pool

    @property
    def pool(self) -> FormPool:
        """The activity forms that wait."""
        return self._pool()

    # Activities

    def _opener(self) -> FormOpener:
        from tui_crm.ui.activities.form.opener import FormOpener

        return FormOpener(self.host, self.pool)

    async def new_activity(
        self,
        kind: str,
        about: About = ANYBODY,
        *,
        starts: datetime | None = None,
        employee: Choice | None = None,
    ) -> None:
        """A blank form of a kind; *starts* and *employee* are those of the schedule it is for."""
        await self._opener().new(kind, about, starts=starts, employee=employee)

    async def log_activity(self, about: About) -> None:
        """The form of a conversation just held."""
        await self._opener().log(about)

    async def log_other_activity(self) -> None:
        """The form of a conversation with a contractor that is chosen first."""
        await self._opener().log_other()

    async def answer_call(self, about: About) -> None:
        """The form of a conversation that they have called for."""
        await self._opener().answer(about)

    async def open_activity(self, activity_id: int) -> None:
        """An activity in its form; an unsaved draft of it is taken up again."""
        await self._opener().open(activity_id)

    async def open_on_top(
        self, activity_id: int, closed: Callable[[FormResult | None], Any]
    ) -> None:
        """Another activity on top of a form; *closed* gets what came of it."""
        await self._opener().open_on_top(activity_id, closed)

    async def open_queue(self, activity_ids: Sequence[int], *, section: str) -> None:
        """The work queue of these activities, in their order."""
        from tui_crm.ui.queue.screen import QueueScreen

        await self.app.push_screen(QueueScreen(self.crm, activity_ids, section=section))

    # Drafts

    async def choose_draft(self) -> None:
        """The only draft in its form, or all of them to choose from."""
        await self._drafts().choose()

    async def list_drafts(self) -> None:
        """All drafts, to go on with one or to throw some away."""
        await self._drafts().list_all()

    def _drafts(self) -> Any:
        from tui_crm.ui.activities.form.drafts import DraftChooser

        return DraftChooser(self.host, self._opener(), self._record_form)

    def _record_form(self, payload: Mapping[str, Any]) -> Screen[int]:
        """The form that a record's draft was typed in; shown, it takes the draft up by itself."""
        form = self._form_classes()[payload["form"]]
        made: Any = form(self.crm, payload["id"], **(payload.get("given") or {}))
        made.key = str(payload["key"])
        shown: Screen[int] = made
        return shown

    @staticmethod
    def _form_classes() -> dict[str, Callable[..., Any]]:
        """The form of each kind of record, by the KIND that its drafts carry."""
        from tui_crm.ui.directory.contractor_form import ContractorForm
        from tui_crm.ui.directory.person_form import PersonForm
        from tui_crm.ui.setup.company_form import CompanyForm
        from tui_crm.ui.setup.dictionary_forms import DictionaryForm, EntryForm
        from tui_crm.ui.setup.staff_forms import EmployeeForm, OperatorForm

        forms = (
            ContractorForm, PersonForm, DictionaryForm, EntryForm, EmployeeForm, OperatorForm,
            CompanyForm,
        )  # fmt: skip
        return {form.KIND: form for form in forms}

    # Contractors and contact persons

    async def open_contractor(self, contractor_id: int, *, section: str = "contractors") -> None:
        """The card of a contractor."""
        from tui_crm.ui.directory.contractor_card import ContractorCardScreen

        await self.app.push_screen(ContractorCardScreen(self.crm, contractor_id, section=section))

    async def open_person(self, person_id: int, *, section: str = "persons") -> None:
        """The card of a contact person."""
        from tui_crm.ui.directory.person_card import PersonCardScreen

        await self.app.push_screen(PersonCardScreen(self.crm, person_id, section=section))

    async def open_persons_of(self, contractor: Choice, *, section: str) -> None:
        """The contact persons of a contractor."""
        from tui_crm.ui.directory.lists import PersonList

        await self.app.push_screen(PersonList(self.crm, of=contractor, section=section))

    async def edit_contractor(
        self, contractor_id: int | None, saved: Saved, *, filled: Mapping[str, Any] | None = None
    ) -> None:
        """The form of a contractor; a new one begins with what is *filled*."""
        from tui_crm.ui.directory.contractor_form import ContractorForm

        form = ContractorForm(self.crm, contractor_id, filled=filled)
        await self.app.push_screen(form, saved)

    async def edit_person(
        self,
        person_id: int | None,
        saved: Saved,
        *,
        contractor_id: int | None = None,
        filled: Mapping[str, Any] | None = None,
    ) -> None:
        """The form of a contact person; a new one is linked to the contractor."""
        from tui_crm.ui.directory.person_form import PersonForm

        form = PersonForm(self.crm, person_id, contractor_id=contractor_id, filled=filled)
        await self.app.push_screen(form, saved)

    async def merge_contractor(self, contractor_id: int, merged: Saved) -> None:
        """The window that merges a contractor into another; *merged* gets the one that stays."""
        from tui_crm.ui.directory.merge_window import MergeWindow

        await self.app.push_screen(MergeWindow(self.crm, contractor_id), merged)


if TYPE_CHECKING:
    # Here it is checked that it opens all that screens may ask for.
    def _as_screens_know_it(navigation: ScreenNavigation) -> Navigation:
        return navigation
