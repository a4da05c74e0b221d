"""The data types of commands and key contexts, which `ui.commands.keys` declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding

KEPT = frozenset({"enter", "escape", "tab", "shift+tab", "up", "down", "left", "right"})
"""Keys that the settings cannot change: messages and fields rely on their meaning."""

_own: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its id, keys and texts, and the method (`action_…`) it runs.

    One without keys is found by its name alone (`:`), until the settings give it a key.
    """

    id: str
    keys: str
    action: str
    label: str
    """The short word in the key hints."""
    help: str
    hint: int = 0
    """Position in the key hints, most useful first; 0: not shown there."""
    shown_key: str = ""
    """The key to show in the hints, where a field handles the first one itself."""

    def binding(self) -> Binding:
        """The command as a Textual binding."""
        # The command line lists keys without a screen.
        from textual.binding import Binding  # noqa: PLC0415

        return Binding(
            self.keys, self.action, self.label, tooltip=self.help, id=self.id, show=self.hint > 0
        )

    @property
    def declared(self) -> tuple[str, ...]:
        """The default keys, the main one first."""
        return tuple(self.keys.split(",")) if self.keys else ()

    @property
    def pressed(self) -> tuple[str, ...]:
        """The keys in effect for the operator, the main one first."""
        return self.with_keys_of(_own)

    def with_keys_of(self, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The keys under these settings; fixed keys (`KEPT`) always remain."""
        chosen = own.get(self.id)
        if chosen is None:
            return self.declared
        return (*chosen, *(key for key in self.declared if key in KEPT))


class KeyContext:
    """Keys that work together in a screen, window or field, with a title for the manual."""

    def __init__(
        self,
        title: str,
        *commands: Command,
        beside: Iterable[KeyContext] = (),
        letters_are_text: bool = False,
        general: bool = False,
    ) -> None:
        """*beside*: contexts whose keys work at the same time, with those beside them.

        A *general* context belongs to many screens and is listed after the specific ones.
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
        """The names of the actions that its commands run, without arguments."""
        return frozenset(command.action.partition("(")[0] for command in self.commands)

    @property
    def listening(self) -> tuple[Command, ...]:
        """All commands that a key can reach here, each once."""
        beside = (command for context in self.beside for command in context.listening)
        return tuple(dict.fromkeys((*self.commands, *beside)))


def use_own_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Use these keys from now on; commands that are not named keep their declared keys.

    Global to the process, like the language, since a process has one operator.
    """
    _own.clear()
    _own.update(own)
