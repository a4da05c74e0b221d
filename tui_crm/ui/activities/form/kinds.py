"""Rules of the activity form that apply to meetings or tasks only (R43, R44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.dates import read_when
from tui_crm.domain.errors import CrmError
from tui_crm.domain.money import currency_in
from tui_crm.i18n import _
from tui_crm.presentation.activity_form import next_head
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.cycle_field import CycleField
from tui_crm.ui.kit.fields import CheckField

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class KindController:
    """Applies the rules of a kind to the draft during typing."""

    def __init__(self, form: FormHost) -> None:
        self.form = form

    def choose_colleagues(self, colleagues: tuple[Choice, ...]) -> None:
        """Set the colleagues at a meeting."""
        self.form.clear_field_errors("colleagues")
        self.form.change(colleagues=colleagues)

    def show_next(self) -> None:
        """Show the kind of the next step, after “Next” in its gender."""
        form, draft = self.form, self.form.draft
        kind = draft.next_kind or draft.kind
        form.query_one("#follow_up", CheckField).relabel(next_head(kind))
        following = form.query_one("#next_kind", CycleField)
        following.value = kind.value
        # An existing next activity keeps its kind, which is part of its number.
        following.disabled = form.opened is not None and form.opened.next is not None

    def choose_next(self, kind: Kind) -> None:
        """Set the kind of the next step, and turn the next step on."""
        self.form.clear_field_errors("next_kind")
        same = kind is self.form.draft.kind
        self.form.change(next_kind=None if same else kind, follow_up=True)

    def with_typed(self, name: str, typed: str) -> dict[str, Any]:
        """The fields to change for a text typed in one of them."""
        match name:
            case "subject":
                return {name: typed, "subject_typed": bool(typed.strip())}
            case "hours" | "days" | "weeks" if typed.strip(" 0"):
                return {name: typed, "follow_up": True}
            case "starts":
                return self._with_start(typed)
            case "planned_cost" | "actual_cost":
                return self._with_cost(name, typed)
        return {name: typed}

    def _with_start(self, typed: str) -> dict[str, Any]:
        """The fields to change for a typed start.

        A task with a day alone becomes all-day and one with an hour does not, unless *All day* was
        ticked by hand.
        """
        draft = self.form.draft
        fields: dict[str, Any] = {"starts": typed}
        if draft.kind is not Kind.TASK or draft.all_day_typed:
            return fields
        try:
            when = read_when(typed, now=self.form.crm.now(), zone=self.form.crm.zone)
        except CrmError:
            return fields
        return fields | {"all_day": not when.has_time}

    def _with_cost(self, name: str, typed: str) -> dict[str, Any]:
        """An amount brings along the currency that was typed beside it."""
        currency = currency_in(typed)
        return {name: typed} | ({"currency": currency} if currency else {})

    def choose_employee(self, choice: Choice | None) -> None:
        """Set the employee; whoever leads the meeting is removed from its colleagues."""
        draft = self.form.draft
        remaining = tuple(one for one in draft.colleagues if choice is None or one.id != choice.id)
        if len(remaining) < len(draft.colleagues) and choice is not None:
            message = _("{name} has this meeting now, and was taken off the colleagues.")
            self.form.show_done(message.format(name=plain(choice.label)))
        self.form.change(employee=choice, colleagues=remaining)
