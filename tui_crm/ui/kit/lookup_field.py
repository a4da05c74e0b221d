"""A form field whose value is chosen from a list of matches below it, filtered while typing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region, Spacing
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.domain.choice import Choice
from tui_crm.domain.page import PageRequest
from tui_crm.i18n import N_, _
from tui_crm.terminal.text import plain
from tui_crm.ui.commands.registry import key_of
from tui_crm.ui.kit.fields import TextField
from tui_crm.ui.kit.lookup_list import Candidate, Creates, LookupList
from tui_crm.ui.kit.styles import style_of

Finder = Callable[[str, PageRequest], Awaitable[list[Candidate]]]


class LookupField(TextField):
    """A field whose value is chosen: typing filters the list that opens below it.

    Enter takes the row under the list's cursor and goes to the next field; with nothing typed it
    keeps the value, or opens the list where there is none and one is required. ↓ opens the list.
    Leaving the field takes the first match of a typed text; a text without a match stays, with an
    error.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "list(1)", N_("list"), show=False),
        Binding("up", "list(-1)", N_("list"), show=False),
        Binding("pagedown", "list_page(1)", N_("list"), show=False),
        Binding("pageup", "list_page(-1)", N_("list"), show=False),
    ]

    list_width: ClassVar[int] = 50
    """Least width of the list in cells."""

    @dataclass
    class Chosen(Message):
        """The operator took a candidate, or cleared the value (None)."""

        field: LookupField
        candidate: Candidate | None

        @property
        def control(self) -> LookupField:
            """The field, so that `@on` can select by its id."""
            return self.field

    @dataclass
    class Typed(Message):
        """The text changed and no candidate was taken for it yet."""

        field: LookupField

        @property
        def control(self) -> LookupField:
            """The field, so that `@on` can select by its id."""
            return self.field

    @dataclass
    class Ticked(Message):
        """Space on a candidate, in a field that takes several."""

        field: LookupField
        candidate: Candidate

        @property
        def control(self) -> LookupField:
            """The field, so that `@on` can select by its id."""
            return self.field

    def __init__(
        self,
        find: Finder,
        *,
        choice: Choice | None = None,
        required: bool = False,
        several: bool = False,
        creates: Creates | None = None,
        id: str | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(
            "" if choice is None else plain(choice.label), id=id, placeholder=placeholder
        )
        self.find = find
        self.choice = choice
        self.required = required
        self.several = several
        self.creates = creates
        self.typing = False
        self._pointed = False
        self.matches: LookupList | None = None

    def show_choice(self, choice: Choice | None) -> None:
        """Show another value without posting `Chosen`."""
        self.choice = choice
        self.typing = False
        self.fill("" if choice is None else plain(choice.label))

    @property
    def list_room(self) -> Region | None:
        """The inside of the border of the window that the field stands in; None on a screen."""
        for widget in self.ancestors:
            if isinstance(widget, Widget) and widget.has_class("window"):
                return widget.region.shrink(Spacing.all(1))
        return None

    @property
    def is_open(self) -> bool:
        """Whether the list hangs below this field."""
        return self.matches is not None and self.matches.owner is self

    @property
    def typed(self) -> str:
        """What was typed and not yet taken; empty otherwise."""
        return self.value.strip() if self.typing else ""

    @property
    def may_create(self) -> bool:
        """Whether Ctrl+N may create a new record from the text."""
        return self.creates is not None and (self.is_open or bool(self.typed))

    async def open_list(self) -> None:
        """Open the list: the matches of the typed text, else all with the value selected."""
        if self.matches is None:
            self.matches = self.screen.query_one(LookupList)
        keep = None if self.choice is None or self.typing else self.choice.id
        await self.matches.open_for(self, self.typed, keep=keep)

    def close_list(self) -> None:
        """Close the list."""
        if self.is_open and self.matches is not None:
            self.matches.close()

    @on(Input.Changed)
    async def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.value or not self.has_focus:
            return  # Outdated by later typing, or set by the program.
        self.typing = True
        self._pointed = False
        if not self.value.strip() and not self.several:
            # Emptied by the operator: leaving the field must not restore the old value.
            self.typing = False
            self.choice = None
            self.post_message(self.Chosen(self, None))
            if not self.required:
                self.close_list()
                return
        self.post_message(self.Typed(self))
        await self.open_list()

    def type_again(self, text: str) -> None:
        """Restore a text from a draft as if it had just been typed; the list stays closed."""
        self.display = True
        self.fill(text)
        self.typing = True

    async def show_list(self) -> None:
        """Open the list on request: from now on its selected row may be taken."""
        self._pointed = True
        await self.open_list()

    async def action_list(self, by: int) -> None:
        if not self.is_open:
            await self.show_list()
        elif self.matches is not None:
            self._pointed = True
            await self.matches.move(by)

    async def action_list_page(self, by: int) -> None:
        if self.is_open and self.matches is not None:
            await self.matches.page(by)

    async def action_submit(self) -> None:
        if not self.is_open and not self.typing and self.choice is None and self.required:
            await self.show_list()
            return
        self._pointed = self._pointed or self.is_open
        if await self.take():
            self.post_message(Input.Submitted(self, self.value))

    async def take(self) -> bool:
        """Take the row under the list's cursor; False when what is typed matches nothing.

        A row is taken only when something was typed or the list was asked for.
        """
        if self.typing and self.typed and not self.is_open:
            await self.open_list()
        if self.is_open and self.matches is not None:
            may_take = bool(self.typed) or self._pointed or self.several
            candidate = self.matches.current if may_take else None
            if candidate is None and self.typed:
                return False
            self.close_list()
            if candidate is not None:
                self.typing = False
                self.post_message(self.Chosen(self, candidate))
                return True
        self.restore()
        return True

    def restore(self) -> None:
        """Close the list; show the value again unless a text is still typed."""
        self.close_list()
        if not self.typed:
            self.show_choice(self.choice)

    async def on_key(self, event: events.Key) -> None:
        # Textual runs the handlers of all base classes: `Input` would insert the space.
        if event.key == "space" and self._space_ticks() and self.matches is not None:
            event.stop()
            event.prevent_default()
            candidate = self.matches.current
            if candidate is not None:
                self.post_message(self.Ticked(self, candidate))

    @property
    def several_match(self) -> bool:
        """Whether the typed text has several matches and none was selected by hand."""
        rows = self.matches.table.rows if self.is_open and self.matches is not None else []
        return bool(self.typed) and not self._pointed and len(rows) > 1

    def on_blur(self) -> None:
        if not self.typing:
            self.cursor_position = 0

    def _space_ticks(self) -> bool:
        """Once a text is typed Space belongs to it, until the cursor moves in the list."""
        return self.several and self.is_open and (not self.typed or self._pointed)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space is not text where it ticks a candidate."""
        if key == "space" and self._space_ticks():
            return False
        return super().check_consume_key(key, character)

    @property
    def text_room(self) -> int:
        """Cells for the text, without that of the arrow."""
        return self.size.width if self.is_disabled else self.size.width - 1

    def render_line(self, y: int) -> Strip:
        """The text, with `▾` at the right edge, unless nothing can be chosen."""
        strip = super().render_line(y)
        width = self.size.width
        if width < 4 or self.is_disabled:
            return strip
        style = self.rich_style + style_of(self, "focus" if self.has_focus else "muted")
        return Strip([*strip.crop(0, width - 1), Segment("▾", style)], width)


def nothing_matches(field: LookupField) -> str:
    """The error for a text that matches nothing, with what to do."""
    if field.creates is not None:
        return _("Nothing matches “{text}”. {key} adds it as a new {what}.").format(
            text=field.typed, key=key_of(field.creates.command), what=field.creates.word
        )
    return _("Nothing matches “{text}”. Type other letters, or ↓ for the list.").format(
        text=field.typed
    )
