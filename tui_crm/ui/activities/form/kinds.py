"""What the activity form does differently for meetings and tasks (R43, R44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.choice import Choice
from tui_crm.domain.dates.dates import read_when
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.terminal.text import plain

if TYPE_CHECKING:
    from tui_crm.ui.activities.form.host import FormHost


class KindController:
    """Keeps the draft to the rules of its kind while it is being typed."""

    def __init__(self, form: FormHost) -> None:
        self.form = form

    def choose_colleagues(self, colleagues: tuple[Choice, ...]) -> None:
        """Other colleagues at a meeting."""
        self.form.clear_field_errors("colleagues")
        self.form.change(colleagues=colleagues)

    def choose_next(self, kind: Kind) -> None:
        """Another kind of the next one, which is then wanted."""
        self.form.clear_field_errors("next_kind")
        same = kind is self.form.draft.kind
        self.form.change(next_kind=None if same else kind, follow_up=True)

    def with_start(self, typed: str) -> dict[str, Any]:
        """A task that is due on a day is due all day, at an hour it is not, unless it was said."""
        draft = self.form.draft
        fields: dict[str, Any] = {"starts": typed}
        if draft.kind is not Kind.TASK or draft.all_day_typed:
            return fields
        try:
            spoken = read_when(typed, now=self.form.crm.now(), zone=self.form.crm.zone)
        except CrmError:
            return fields
        return fields | {"all_day": not spoken.has_time}

    def choose_employee(self, choice: Choice | None) -> None:
        """Another employee: who leads the meeting is not a colleague at it."""
        draft = self.form.draft
        staying = tuple(one for one in draft.colleagues if choice is None or one.id != choice.id)
        if len(staying) < len(draft.colleagues) and choice is not None:
            said = _("{name} has this meeting now, and was taken off the colleagues.")
            self.form.show_done(said.format(name=plain(choice.label)))
        self.form.change(employee=choice, colleagues=staying)
