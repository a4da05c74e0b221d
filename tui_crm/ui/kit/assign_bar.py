"""The action bar that assigns the chosen rows to another employee."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui_crm.domain.choice import Choice
from tui_crm.i18n import _
from tui_crm.terminal.text import Piece
from tui_crm.ui.kit.action_bar import ActionBar, Remark
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.fields import CheckField, TextField
from tui_crm.ui.kit.lookup_field import Finder, LookupField


class NoTimes:
    """Answers for a bar in which no time is typed."""

    def echo(self, text: str) -> Piece:
        """Nothing."""
        del text
        return ("", "")

    async def remark(self, text: str, width: int) -> Remark:
        """Nothing."""
        del text, width
        return Remark()

    def doubt(self, text: str) -> str:
        """There is no time to doubt."""
        del text
        return ""

    async def pick_day(self, field: TextField) -> None:
        """There is no day to pick."""
        del field


class AssignBar(ActionBar):
    """Asks to whom; *tick* is a label of a box beside it, which begins ticked."""

    DEFAULT_CSS = """
    AssignBar {
        #assign-to { width: 26; }
        CheckField { margin: 0 2; }
    }
    """

    def __init__(self, find: Finder, *, id: str = "assigning", tick: str = "") -> None:
        super().__init__(NoTimes(), id=id, head=_("Assign"))
        self.find = find
        self.tick = tick

    def compose(self) -> ComposeResult:
        """Heading, employee, box."""
        # The list above the field hides what stands over it: beside it there is room for a name
        # or a box, not for both.
        above = "bar-head alone" if self.tick else "bar-head bar-title"
        yield Static("", classes=above, markup=False)
        with Horizontal(classes="row"):
            if not self.tick:
                yield Static("", classes="bar-head", markup=False)
            yield Static(content(_("to whom")), classes="label lead" if self.tick else "label")
            yield LookupField(self.find, id="assign-to", required=True)
            if self.tick:
                yield CheckField(self.tick, ticked=True, id="assign-all")
        yield from self.below()

    def open_on(self, subject: str) -> None:
        """Show the bar with nobody chosen; its field is focused on return."""
        self.open_for(subject)
        field = self.query_one(LookupField)
        field.show_choice(None)
        for box in self.query(CheckField):
            box.ticked = True
        self.screen.set_focus(field)

    def close(self) -> None:
        """Hide the bar and its list."""
        for field in self.query(LookupField):
            field.close_list()
        super().close()

    @on(LookupField.Chosen)
    def _chosen(self, event: LookupField.Chosen) -> None:
        found = event.candidate
        event.field.show_choice(None if found is None else Choice(found.id, found.label))
        self.show_error("")

    @on(LookupField.Typed)
    def _typing(self) -> None:
        self.show_error("")

    @on(CheckField.Left)
    def _left_the_box(self) -> None:
        self.post_message(self.Applied(self))

    async def action_bar_field(self, by: int) -> None:
        """From the employee to the box, and back."""
        del by
        boxes = list(self.query(CheckField))
        if boxes and await self.take_typed():
            field = self.query_one(LookupField)
            self.screen.set_focus(boxes[0] if self.screen.focused is field else field)

    @property
    def employee(self) -> Choice | None:
        """To whom."""
        return self.query_one(LookupField).choice

    @property
    def ticked(self) -> bool:
        """Whether the box is ticked; False without one."""
        return any(box.ticked for box in self.query(CheckField))


def assign_first() -> str:
    """What to do in a bar where nobody is chosen."""
    return _("Choose an employee: type a few letters, or ↓ for the list.")
