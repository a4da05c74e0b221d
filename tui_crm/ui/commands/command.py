"""One thing the operator can do, and how: what `ui.commands.keys` declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding

KEPT = frozenset({"enter", "escape", "tab", "shift+tab", "up", "down", "left", "right"})
"""Keys that mean the same whatever the settings say: sentences and fields rely on them."""

_own: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Command:
    """A command names its keys, and the method it runs (`action_…` of the screen)."""

    id: str
    keys: str
    action: str
    label: str
    """The short word for the line at the bottom."""
    help: str
    hint: int = 0
    """Place in the line at the bottom, the most useful first; 0 is not shown there."""
    shown_key: str = ""
    """The key to show there, where a field handles the first one itself."""

    def binding(self) -> Binding:
        """As Textual takes it."""
        # The command line lists keys without a screen.
        from textual.binding import Binding  # noqa: PLC0415

        return Binding(
            self.keys, self.action, self.label, tooltip=self.help, id=self.id, show=self.hint > 0
        )

    @property
    def declared(self) -> tuple[str, ...]:
        """The keys it has unless the operator says otherwise, the first way first."""
        return tuple(self.keys.split(","))

    @property
    def pressed(self) -> tuple[str, ...]:
        """The keys it has for the operator who is here, the first way first."""
        return self.with_keys_of(_own)

    def with_keys_of(self, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The keys it has for whoever chose these; those in `KEPT` stay."""
        chosen = own.get(self.id)
        if chosen is None:
            return self.declared
        return (*chosen, *(key for key in self.declared if key in KEPT))


class KeyContext:
    """Where keys work together: a screen, a window or a field, with a title for the manual."""

    def __init__(
        self,
        title: str,
        *commands: Command,
        beside: Iterable[KeyContext] = (),
        letters_are_text: bool = False,
        general: bool = False,
    ) -> None:
        """*beside* are the contexts whose keys work at the same time, with all those beside them.

        A *general* one belongs to many screens, and is named behind what is special to one.
        """
        self.title = title
        self.commands = commands
        self.beside = tuple(beside)
        self.letters_are_text = letters_are_text
        self.general = general

    def __iter__(self) -> Iterator[Command]:
        return iter(self.commands)

    def __len__(self) -> int:
        return len(self.commands)

    @property
    def actions(self) -> frozenset[str]:
        """The actions that its commands run, without their arguments."""
        return frozenset(command.action.partition("(")[0] for command in self.commands)

    @property
    def listening(self) -> tuple[Command, ...]:
        """All commands that can be reached by a key here, each once."""
        others = (command for context in self.beside for command in context.listening)
        return tuple(dict.fromkeys((*self.commands, *others)))


def use_own_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Let these commands be reached by these keys from now on, all others by those declared.

    Like the language it is one thing for the whole process: every operator has one.
    """
    _own.clear()
    _own.update(own)
