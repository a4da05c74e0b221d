"""The subject of the activity form: generated once its field is left, never while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_crm.domain.activities.draft import subject_settled, with_subject

if TYPE_CHECKING:
    from tui_crm.domain.activities.fields import ActivityDraft
    from tui_crm.ui.activities.form.host import FormHost


class SubjectController:
    """Generates the subject that nobody has typed (R07)."""

    def __init__(self, form: FormHost) -> None:
        self.form = form

    def renewed(self, draft: ActivityDraft, before: ActivityDraft) -> ActivityDraft:
        """The draft with a new subject for a new contractor or type; not while it is edited."""
        return draft if self._is_edited else with_subject(draft, before)

    def settle(self) -> None:
        """Called when its field is left: an emptied subject is generated again."""
        if not self._is_edited:
            self.form.change(subject=subject_settled(self.form.draft).subject)

    @property
    def _is_edited(self) -> bool:
        focused = self.form.focused
        return focused is not None and focused.id == "subject"
