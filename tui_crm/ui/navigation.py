"""Decides which screen opens which: the one module that knows every screen.

Screens and their controllers only know the protocol `kit.navigation.Navigation`. What the first
frame does not show is imported when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.ui.activities.list.screen import ActivityList
from tui_crm.ui.activities.today import TodayModel
from tui_crm.ui.kit.navigation import ANYBODY, About, Saved
from tui_crm.ui.kit.screen import CrmScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
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
    """Builds and pushes screens; holds the activity forms that are prepared in advance."""

    def __init__(self, app: App[Any], crm: Context) -> None:
        self.app = app
        self.crm = crm
        self.premounts = True
        """Whether activity forms are mounted in advance."""
        self._pool: FormPool | None = None

    # Sections

    def sections(self) -> dict[str, Callable[[], Screen[Any]]]:
        """The function that builds the screen of each section."""
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
        """Start mounting activity forms in advance."""
        self.pool.prepare_soon()

    @property
    def pool(self) -> FormPool:
        """The activity forms prepared in advance."""
        if self._pool is None:
            from tui_crm.ui.activities.form.pool import FormPool

            self._pool = FormPool(self.app, self.crm, prepares=self.premounts)
        return self._pool

    def of(self, host: Host) -> Navigation:
        """What opens other screens on top of *host*."""
        return ScreenNavigation(host, lambda: self.pool)

    # Commands that work on every screen

    async def ask_own_name(self, named: Callable[[bool | None], Awaitable[None]]) -> None:
        """Ask the operator for their name, on their first start."""
        from tui_crm.ui.setup.own_name import OwnNameWindow

        await self.app.push_screen(OwnNameWindow(self.crm), named)

    async def ask_who_calls(self) -> None:
        """Open *Who is calling*; what is decided there happens on the current screen."""
        from tui_crm.ui.search.caller_window import CallerWindow, take_up

        below = self.app.screen

        async def decided(call: Any) -> None:
            if call is not None and isinstance(below, CrmScreen):
                await take_up(below, call)

        await self.app.push_screen(CallerWindow(self.crm), decided)

    async def find(self, *, section: str) -> None:
        """Open the search screen on top of the current one."""
        from tui_crm.ui.search.search_screen import FindScreen

        await self.app.push_screen(FindScreen(self.crm, section=section))

    async def choose_theme(self) -> None:
        """Open the window that tries the colour themes on the current screen."""
        from tui_crm.ui.setup.theme_window import ThemeWindow

        await self.app.push_screen(ThemeWindow(self.crm))

    async def find_command(self, run: Callable[[Available | None], Any]) -> None:
        """Find a command of the current screen by its name; *run* gets it."""
        from tui_crm.ui.commands.available import available
        from tui_crm.ui.search.command_palette import PaletteWindow

        await self.app.push_screen(PaletteWindow(self.crm, available(self.app.screen)), run)

    async def show_help(self, run: Callable[[Available | None], Any]) -> None:
        """Show the keys of the current screen; *run* gets the command to run, if any."""
        from tui_crm.ui.commands.available import available
        from tui_crm.ui.search.help_window import HelpWindow

        await self.app.push_screen(HelpWindow(self.crm, available(self.app.screen)), run)


class ScreenNavigation:
    """Opens screens on top of *host*, which then shows what was saved.

    Implements `kit.navigation.Navigation`, where the methods are documented.
    """

    def __init__(self, host: Host, pool: Callable[[], FormPool]) -> None:
        self.host = host
        self.app = host.app
        self.crm = host.crm
        self._pool = pool

    @property
    def pool(self) -> FormPool:
        """The activity forms prepared in advance."""
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
        await self._opener().new(kind, about, starts=starts, employee=employee)

    async def log_activity(self, about: About) -> None:
        await self._opener().log(about)

    async def log_other_activity(self) -> None:
        await self._opener().log_other()

    async def answer_call(self, about: About) -> None:
        await self._opener().answer(about)

    async def open_activity(self, activity_id: int) -> None:
        await self._opener().open(activity_id)

    async def open_on_top(
        self, activity_id: int, closed: Callable[[FormResult | None], Any]
    ) -> None:
        await self._opener().open_on_top(activity_id, closed)

    async def open_queue(self, activity_ids: Sequence[int], *, section: str) -> None:
        from tui_crm.ui.queue.screen import QueueScreen

        await self.app.push_screen(QueueScreen(self.crm, activity_ids, section=section))

    # Drafts

    async def choose_draft(self) -> None:
        await self._drafts().choose()

    async def list_drafts(self) -> None:
        await self._drafts().list_all()

    def _drafts(self) -> Any:
        from tui_crm.ui.activities.form.drafts import DraftChooser

        return DraftChooser(self.host, self._opener(), self._record_form)

    def _record_form(self, payload: Mapping[str, Any]) -> Screen[int]:
        """The form of a record's draft; it restores the draft itself when it is shown."""
        form = self._form_classes()[payload["form"]]
        built: Any = form(self.crm, payload["id"], **(payload.get("given") or {}))
        built.key = str(payload["key"])
        record_form: Screen[int] = built
        return record_form

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
        from tui_crm.ui.directory.contractor_card import ContractorCardScreen

        await self.app.push_screen(ContractorCardScreen(self.crm, contractor_id, section=section))

    async def open_person(self, person_id: int, *, section: str = "persons") -> None:
        from tui_crm.ui.directory.person_card import PersonCardScreen

        await self.app.push_screen(PersonCardScreen(self.crm, person_id, section=section))

    async def open_persons_of(self, contractor: Choice, *, section: str) -> None:
        from tui_crm.ui.directory.lists import PersonList

        await self.app.push_screen(PersonList(self.crm, of=contractor, section=section))

    async def edit_contractor(
        self, contractor_id: int | None, saved: Saved, *, filled: Mapping[str, Any] | None = None
    ) -> None:
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
        from tui_crm.ui.directory.person_form import PersonForm

        form = PersonForm(self.crm, person_id, contractor_id=contractor_id, filled=filled)
        await self.app.push_screen(form, saved)

    async def merge_contractor(self, contractor_id: int, merged: Saved) -> None:
        from tui_crm.ui.directory.merge_window import MergeWindow

        await self.app.push_screen(MergeWindow(self.crm, contractor_id), merged)


if TYPE_CHECKING:
    # Makes mypy check that it implements the protocol of the screens.
    def _is_navigation(navigation: ScreenNavigation) -> Navigation:
        return navigation
