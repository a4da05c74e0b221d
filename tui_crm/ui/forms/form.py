"""The base class of all forms: draws declared fields, takes what is typed, keeps a draft, saves.

A form declares its fields, and says which value each has (`value_of`) and what happens when the
operator changes one (`take`). The engine draws the fields, fills them when a value has changed,
moves between them, keeps a draft and saves once. `record_form.RecordForm` is the form of any
record; `activities.form.screen.ActivityForm` has rules of its own between its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui_crm.domain.fields import Field, Row, Shape, in_rows
from tui_crm.drafts.slot import Slot
from tui_crm.terminal.type_ahead import drained
from tui_crm.ui.forms import fields as widgets
from tui_crm.ui.forms.lookups import choice_of
from tui_crm.ui.forms.pending_input import PendingInputController
from tui_crm.ui.forms.saving import ConflictWords, SaveController
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.compound_field import CompoundField
from tui_crm.ui.kit.context import Context
from tui_crm.ui.kit.fields import ROOMY, CheckField, Lined
from tui_crm.ui.kit.lookup_field import Finder, LookupField, nothing_matches
from tui_crm.ui.kit.lookup_list import LookupList
from tui_crm.ui.kit.screen import CrmScreen
from tui_crm.ui.kit.status_bars import HintBar, Line, Notice
from tui_crm.ui.kit.titled_rule import Ruled, TitledRule

Result = TypeVar("Result")

SPACIOUS: Final = 96
"""Columns from which on there is room for an echo beside a full column at the right edge."""

WIDE: Final = 20
"""Fields of at least this many cells take the whole line in a narrow terminal."""

_UNFILLED: Final = object()
_TEXTS: Final = {Shape.LINE, Shape.SEVERAL, Shape.NOTE, Shape.PHRASE}


class Form(CrmScreen[Result], Generic[Result]):
    """Rows of fields under a title; an error about a field is shown under its row."""

    SHEETS: ClassVar[tuple[str, ...]] = ("forms/forms.tcss",)
    CREATES_WITH = "fields.add"
    ANSWERS: ClassVar[Mapping[str, str]] = {}
    """Field names by the other names that rules and inner widgets use for them."""
    CONFLICT: ConflictWords

    def __init__(self, crm: Context) -> None:
        super().__init__(crm)
        self.saving: SaveController[Any] = SaveController(self)
        self.pending = PendingInputController(
            self, lookups=lambda: self.lookups, keep=self.keep, create=self.create_from
        )
        self._row_of: dict[str, tuple[str, Widget]] = {}
        self._filled: dict[str, Any] = {}
        self._lines: dict[tuple[str, str], Static] = {}
        self._wrong: dict[str, Lined] = {}
        self._rules: dict[Widget, TitledRule | None] = {}
        self._rule_here: TitledRule | None = None
        self._narrow = False
        """Whether wide fields take the whole line."""

    # What a form declares

    def rows(self) -> Sequence[Row]:
        """The fields, row by row."""
        raise NotImplementedError

    def value_of(self, name: str) -> Any:
        """The value of a field."""
        raise NotImplementedError

    def take(self, name: str, value: Any) -> None:
        """Called when the operator has changed a field; must update the draft."""
        raise NotImplementedError

    async def choose(self, name: str, value: Any) -> None:
        """Called when the operator has chosen something in a lookup."""
        self.take(name, value)

    async def tick(self, name: str, *, ticked: bool) -> None:
        """Called when the operator has toggled a tick box."""
        self.take(name, ticked)

    def finder(self, name: str) -> Finder:
        """The search of a lookup field."""
        raise NotImplementedError

    def part(self, field: Field) -> Widget:
        """The widget of a field made of inner fields."""
        raise NotImplementedError

    def fill_part(self, field: Field, value: Any) -> None:
        """Show a value in such a widget."""
        self.query_one(f"#{field.name}", CompoundField).fill(value)

    def reads(self, name: str) -> Callable[[str], bool]:
        """A function that says whether a typed phrase can be read."""
        raise NotImplementedError

    @property
    def slot(self) -> Slot:
        """The slot of the draft's file."""
        raise NotImplementedError

    @property
    def unsaved(self) -> bool:
        """Whether the form holds anything that is not stored."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        """The content of the draft's file."""
        raise NotImplementedError

    @property
    def locked(self) -> bool:
        """Whether the form is read-only."""
        return False

    async def create_from(self, field: LookupField) -> None:
        """Ctrl+N in a lookup that can create a record from its text."""

    def leave(self) -> None:
        """Close the form without asking; unsaved input stays as a draft."""
        raise NotImplementedError

    # What `SaveController` needs

    @property
    def compared(self) -> Sequence[Field]:
        """The fields to compare with a colleague's version."""
        raise NotImplementedError

    def as_line(self, field: Field, value: Any) -> str:
        """A field's value as one line."""
        raise NotImplementedError

    def current_values(self) -> Mapping[str, Any]:
        """The values now, including the version that was read."""
        raise NotImplementedError

    def typed_over(self) -> Mapping[str, Any] | None:
        """The values as they were read, before editing; None when no longer known."""
        raise NotImplementedError

    async def store(self) -> Any:
        """Save; raises `RuleViolation`, `StaleRecord` and other `CrmError`s."""
        raise NotImplementedError

    async def reopen(self) -> Mapping[str, Any] | None:
        """The stored values now; None, after showing the reason, when they cannot be read."""
        raise NotImplementedError

    def rebase(self, fresh: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Continue with *values* as an edit of *fresh*, the stored values."""
        raise NotImplementedError

    def saved(self, result: Any) -> None:
        """Close after a successful save."""
        raise NotImplementedError

    # Layout

    def compose(self) -> ComposeResult:
        """Title, fields, what is below them, message, keys, the list of the lookups."""
        # Before there are widgets: they are styled once, and laid out in advance as they are shown.
        self.name_size(self.app.size.width)
        yield self.head()
        yield VerticalScroll(*self._drawn_rows(), id="fields", can_focus=False)
        yield from self.below()
        yield Notice()
        yield from self.foot()
        yield HintBar()
        yield LookupList()

    def head(self) -> Widget:
        """The first line."""
        return Line(id="title")

    def below(self) -> ComposeResult:
        """Widgets under the fields that do not scroll with them."""
        return ()

    def foot(self) -> ComposeResult:
        """Widgets under the message line."""
        return ()

    def row_widget(self, row: Row) -> Widget:
        """A row with its labels and blank fields."""
        return widgets.row_widget(row, self)

    def _drawn_rows(self) -> Iterable[Widget]:
        rule: TitledRule | None = None
        for row in self.rows():
            widget = self.row_widget(row)
            if isinstance(widget, TitledRule):
                rule = widget
            rule = None if isinstance(widget, Ruled) else rule
            self._rules[widget] = rule
            fields = in_rows([row])
            self._row_of |= {
                field.name: (fields[0].row or fields[0].name, widget) for field in fields
            }
            yield widget

    def name_size(self, width: int) -> None:
        """Set the classes by which the style sheets know how wide the form is."""
        self.set_class(width < ROOMY, "-narrow")
        self.set_class(ROOMY <= width < SPACIOUS, "-close")

    def on_resize(self, event: events.Resize) -> None:
        self.name_size(event.size.width)
        narrow = self.has_class("-narrow")
        if narrow != self._narrow:
            self._narrow = narrow
            for field in self.fields.values():
                widget = self._widgets.get(field.name)
                if field.width >= WIDE and widget is not None and not widget.has_class("edge"):
                    widget.styles.width = "1fr" if narrow else field.width

    def rule_over(self, widget: Widget) -> TitledRule | None:
        """The rule of the section that a widget belongs to."""
        for one in widget.ancestors_with_self:
            if isinstance(one, Ruled):
                return one.rule
            if one in self._rules:
                return self._rules[one]
        return None

    @on(events.DescendantFocus)
    def _mark_section(self, event: events.DescendantFocus) -> None:
        rule = self.rule_over(event.widget)
        if rule is not self._rule_here:
            for one, here in ((self._rule_here, False), (rule, True)):
                if one is not None:
                    one.active = here
            self._rule_here = rule

    # Needed on every key press, and constant once mounted.

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in in_rows(self.rows())}

    @cached_property
    def lookups(self) -> list[LookupField]:
        """The lookup fields."""
        return list(self.query(LookupField))

    @cached_property
    def _widgets(self) -> dict[str, Widget]:
        known = {
            widget.id: widget for widget in self.query("#fields *") if widget.id in self.fields
        }
        return {name: widget for name, widget in known.items() if name is not None}

    def fill(self) -> None:
        """Show all values that changed since the last call.

        A text field is not filled while its value is unchanged: letters typed a moment ago may be
        in the field and not among the values yet.
        """
        for name, field in self.fields.items():
            value, widget = self.value_of(name), self._widgets.get(name)
            if field.shape in {Shape.PART, Shape.LOOKUPS}:
                if self._filled.get(name, _UNFILLED) != value:
                    self.fill_part(field, value)
            elif widget is not None and (
                field.shape not in _TEXTS or self._filled.get(name, _UNFILLED) != value
            ):
                widgets.fill(widget, field, value)
            self._filled[name] = value

    def go_to(self, name: str) -> None:
        """Focus a field, or the first inner field of it; an unknown name does nothing."""
        for widget in self.query(f"#{name}") if name else ():
            inside = [one for one in self.focus_chain if widget in one.ancestors_with_self]
            self.set_focus(inside[0] if inside else None)

    # Sentences under a field

    def field_of(self, widget: Widget) -> str:
        """The name of the field that contains *widget*; empty for none."""
        for one in widget.ancestors_with_self:
            name = self.ANSWERS.get(one.id or "", one.id or "")
            if name in self._row_of:
                return name
        return ""

    def field_error(self, name: str, sentence: str, *, go: bool = True) -> None:
        """Show an error under a field; *go* also focuses it and clears all other errors.

        An error about no field of this form goes to the message line.
        """
        name = self.ANSWERS.get(name, name)
        if name not in self._row_of:
            self.show_error(sentence)
            return
        if go:
            self.clear_field_errors()
        self._show_under(name, sentence, "error")
        widget = self._widgets.get(name)
        if isinstance(widget, Lined):
            widget.mark_wrong(True)
            self._wrong[name] = widget
        if go:
            self.go_to(name)

    def warn(self, name: str, sentence: str) -> None:
        """Show a warning under a field, which does not prevent saving; an empty one removes it.

        There is at most one warning in a form.
        """
        for (_key, kind), line in self._lines.items():
            if kind == "warning":
                line.display = False
        if sentence:
            self._show_under(name, sentence, "warning")

    def clear_field_errors(self, name: str = "") -> None:
        """Remove the error under a field, or all errors; warnings stay."""
        name = self.ANSWERS.get(name, name)
        row, _widget = self._row_of.get(name, ("", None))
        for (key, kind), line in self._lines.items():
            if kind == "error" and (not name or row == key):
                line.display = False
        for field, widget in list(self._wrong.items()):
            if not name or self._row_of[field][0] == row:
                widget.mark_wrong(False)
                del self._wrong[field]

    def _show_under(self, name: str, sentence: str, kind: str) -> None:
        key, row = self._row_of[name]
        line = self._lines.get((key, kind))
        if line is None:
            line = Static("", id=f"{kind}-{key}", classes=f"field-{kind}", markup=False)
            self._lines[key, kind] = line
            assert isinstance(row.parent, Widget)
            row.parent.mount(line, after=row)
        line.update(content(sentence))
        line.display = True
        self.call_after_refresh(self._reveal, line, row)

    def _reveal(self, line: Widget, row: Widget) -> None:
        """Scroll so that sentence, row and above all the focused field are visible."""
        for widget in (line, row, self.focused):
            if widget is not None:
                widget.scroll_visible(animate=False)

    # What the operator types

    @on(LookupField.Typed)
    def _typed_in_lookup(self) -> None:
        if not self.saving.done:
            self.keep()

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        # An outdated event must not overwrite what was typed since.
        if event.value == event.input.value:
            self._typed(event.input.id or "", event.value)

    @on(TextArea.Changed)
    def _area_changed(self, event: TextArea.Changed) -> None:
        self._typed(event.text_area.id or "", event.text_area.text)

    def _typed(self, name: str, text: str) -> None:
        if name in self.fields and text != self.value_of(name):
            self._filled[name] = text
            self.clear_field_errors(name)
            self.take(name, text)

    @on(CheckField.Toggled)
    async def _toggled(self, event: CheckField.Toggled) -> None:
        self.clear_field_errors(event.field.id or "")
        await self.tick(event.field.id or "", ticked=event.field.ticked)

    @on(CompoundField.Edited)
    def _part_edited(self, event: CompoundField.Edited) -> None:
        self._filled[event.name] = event.value
        self.clear_field_errors(event.name)
        self.take(event.name, event.value)

    @on(LookupField.Chosen)
    async def _chosen(self, event: LookupField.Chosen) -> None:
        field, candidate = self.fields.get(event.field.id or ""), event.candidate
        event.field.show_choice(choice_of(candidate))
        if field is None:
            return
        self.clear_field_errors(field.name)
        value: Any = choice_of(candidate)
        if field.shape is Shape.CHOICE:
            value = candidate.data if candidate else ""
        elif field.shape is Shape.PHRASE:
            value = candidate.label if candidate else ""
        await self.choose(field.name, value)

    # Moving about

    @on(Input.Submitted)
    @on(CheckField.Left)
    async def _go_on(self, event: Input.Submitted | CheckField.Left) -> None:
        await self.go_on(event)

    async def go_on(self, event: Any) -> None:
        """Called on Enter in a field."""
        del event
        self.step(1)

    async def action_next_field(self, by: int) -> None:
        """A lookup takes what was typed in it first; without a match it shows an error."""
        focused = self.focused
        await self.leave_field()
        if self.focused is focused:
            self.step(by)

    async def leave_field(self) -> None:
        """Take what was typed in a focused lookup; without a match it shows an error."""
        focused = self.focused
        if isinstance(focused, LookupField):
            typed = bool(focused.typed)
            if not await focused.take():
                focused.close_list()
                self.field_error(self.field_of(focused), nothing_matches(focused), go=False)
            elif typed:
                await drained(self)

    def step(self, by: int) -> None:
        """Move the focus to the next field (1) or the previous one (-1)."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    async def action_pick(self) -> None:
        if isinstance(self.focused, LookupField):
            await self.focused.show_list()

    # Keeping and leaving

    def keep(self) -> None:
        """Write the draft's file, or delete it when nothing is unsaved."""
        if self.unsaved:
            self.crm.drafts.put(self.slot, self.payload())
        else:
            self.crm.drafts.discard(self.slot)

    async def action_save(self) -> None:
        await self.saving.save()

    async def action_back(self) -> None:
        """An open list is closed first; leaving never asks, since the draft is kept."""
        focused = self.focused
        if isinstance(focused, LookupField) and (focused.is_open or focused.typing):
            self.stop_looking(focused)
        elif self.is_current:
            self.leave()

    def stop_looking(self, field: LookupField) -> None:
        """Show the value of a lookup again and drop what was typed in it."""
        field.typing = False
        field.restore()
        self.clear_field_errors(self.field_of(field))
        self.keep()

    # Messages on the screen below

    @property
    def screen_below(self) -> Screen[Any]:
        """The screen that is shown again when this form closes."""
        return self.app.screen_stack[-2]

    def below_has(self, command_id: str) -> bool:
        """Whether the screen below has a command."""
        below = self.screen_below
        return any(key.binding.id == command_id for key in below.active_bindings.values())

    def leave_message(self, text: str, *, error: bool = False) -> None:
        """Show a message on the screen below."""
        below = self.screen_below
        if isinstance(below, CrmScreen):
            (below.show_error if error else below.show_done)(text)
