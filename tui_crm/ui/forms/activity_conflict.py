"""Somebody else was faster: both texts side by side, and nobody's is lost."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.domain.activities.fields import ActivityDraft
from tui_crm.domain.choice import Choice
from tui_crm.domain.merge import merge_notes
from tui_crm.i18n import N_, _
from tui_crm.terminal.text import cut, fit, lines, plain
from tui_crm.ui.commands import keys
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.screen import CrmWindow
from tui_crm.ui.kit.status_bars import HintBar

SHOWN = (
    ("contractor", N_("Contractor")),
    ("employee", N_("Employee")),
    ("subject", N_("Subject")),
    ("starts", N_("Starts")),
    ("planned", N_("Planned")),
    ("type", N_("Type")),
    ("priority", N_("Priority")),
    ("category", N_("Category")),
    ("repeats", N_("Repeats")),
    ("remind", N_("Remind")),
    ("persons", N_("Contact persons")),
    ("venue", N_("Venue")),
    ("planned_cost", N_("Planned cost")),
    ("actual_cost", N_("Actual cost")),
    ("currency", N_("Currency")),
    ("colleagues", N_("Colleagues")),
    ("waiting", N_("Waiting")),
    ("note", N_("Note")),
    ("completed", N_("Completed")),
)
SIDE = 28


class ConflictWindow(CrmWindow[ActivityDraft]):
    """Gives the draft to go on with, None when nothing was decided.

    *Mine* is what I have changed on top of what they saved: a field that only they changed is
    theirs either way.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(keys.bindings(keys.CONFLICT))

    def __init__(
        self, crm: Context, *, before: str, mine: ActivityDraft, theirs: ActivityDraft
    ) -> None:
        """*before* is the note that mine was typed over."""
        super().__init__(crm)
        self.before = before
        self.mine = mine
        self.theirs = theirs

    def compose(self) -> ComposeResult:
        """The fields that differ, mine left, theirs right."""
        with Vertical(classes="window conflict") as window:
            window.border_title = content(_("Someone else changed this activity"))
            yield Static(content(fit("", 17) + fit(_("mine"), SIDE) + " " + _("theirs")))
            for field, name in SHOWN:
                mine, theirs = self._text(self.mine, field), self._text(self.theirs, field)
                if mine != theirs:
                    yield Static(content(side_by_side(_(name), mine, theirs)))
            yield HintBar()

    @staticmethod
    def _text(draft: ActivityDraft, field: str) -> str:
        value = getattr(draft, field)
        if isinstance(value, Choice):
            return plain(value.label)
        if field == "persons":
            return plain(", ".join(person.name for person in draft.persons))
        if field == "colleagues":
            return plain(", ".join(one.label for one in draft.colleagues)) or "–"
        if isinstance(value, bool):
            return "✓" if value else "–"
        return " ⏎ ".join(lines(str(value))) if value else "–"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Both notes: only where the notes differ."""
        same = self.mine.note == self.theirs.note
        return not (action == "keep" and parameters == ("both",) and same)

    def action_keep(self, whose: str) -> None:
        """Close with the draft to go on with."""
        if whose == "mine":
            self.finish(self.mine)
        elif whose == "theirs":
            self.finish(self.theirs)
        else:
            note = merge_notes(self.before, self.mine.note, self.theirs.note)
            self.finish(dataclasses.replace(self.mine, note=note))

    def action_leave(self) -> None:
        """Close undecided: the form stays as it was."""
        self.finish(None)


def side_by_side(label: str, mine: str, theirs: str) -> str:
    """One field of both, from where they differ."""
    mine, theirs = _from_difference(mine, theirs)
    return fit(label, 16) + " " + fit(mine, SIDE) + " " + cut(theirs, SIDE)


def _from_difference(mine: str, theirs: str) -> tuple[str, str]:
    """Two texts from a little before the place where they part, so that it can be seen."""
    at = next(
        (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b),
        min(len(mine), len(theirs)),
    )
    start = max(0, at - 8)
    return ("…" + mine[start:], "…" + theirs[start:]) if start else (mine, theirs)
