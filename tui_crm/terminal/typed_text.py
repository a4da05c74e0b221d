"""Text that arrives faster than anybody types: letters that are handled in one step.

A terminal without paste marks sends a pasted text as keys. Handling each of them by itself takes
milliseconds, a page of text a minute, and what is still waiting when the line drops would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textual import events

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

LEAST: Final = 12
"""So many keys that arrive at once are no typing."""


class TypedText(events.Paste):
    """Keys that arrived at once, as one text; for fields with a method `on_typed_text`.

    It inserts exactly what typing the keys would have inserted. Enter is part of it in a field
    with the attribute `takes_lines`.
    """

    def __init__(self, keys: Sequence[events.Key]) -> None:
        super().__init__(
            "".join("\n" if one.key == "enter" else one.character or "" for one in keys)
        )
        self.keys = tuple(keys)

    def followed_by(self, more: events.Event) -> TypedText:
        """This text and what came right after it, another text or a key (`is_run`)."""
        keys = more.keys if isinstance(more, TypedText) else (more,)
        return TypedText([*self.keys, *(key for key in keys if isinstance(key, events.Key))])

    def split(self, focused: Widget | None) -> tuple[TypedText | None, list[events.Event]]:
        """What the focused field takes as text, if anything, and what comes after it."""
        taken = 0
        if hasattr(focused, "on_typed_text"):
            assert focused is not None
            lines = getattr(focused, "takes_lines", False)
            while taken < len(self.keys):
                key = self.keys[taken]
                is_line_end = lines and key.key == "enter"
                if not is_line_end and not focused.check_consume_key(key.key, key.character):
                    break
                taken += 1
        rest = self.keys[taken:]
        if taken or not rest:
            return TypedText(self.keys[:taken]), [TypedText(rest)] if rest else []
        return None, [rest[0], *([TypedText(rest[1:])] if rest[1:] else [])]


def is_run(message: Message) -> bool:
    """Whether it is a text, or a key that can be part of one."""
    if isinstance(message, events.Key):
        return message.is_printable or message.key == "enter"
    return isinstance(message, TypedText)


def joined(messages: Iterable[Message]) -> Iterator[Message]:
    """The messages of one read, with long runs of letters as one each."""
    run: list[events.Key] = []
    for message in messages:
        if isinstance(message, events.Key) and is_run(message):
            run.append(message)
            continue
        yield from _as_one(run)
        run = []
        yield message
    yield from _as_one(run)


def _as_one(run: list[events.Key]) -> Iterable[Message]:
    return [TypedText(run)] if len(run) >= LEAST else run
