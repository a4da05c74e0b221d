"""Text that arrives at once is one step, and is what typing it would have been."""

from __future__ import annotations

import pytest
from textual import events

from tui_crm.terminal.driver import Keys
from tui_crm.terminal.typed_text import LEAST, TypedText, joined


def read(data: str) -> list[str]:
    """What arrives for these bytes: a text in quotes, keys by name."""
    messages = joined(Keys().feed(data.encode()))
    return [
        repr(one.text) if isinstance(one, TypedText) else getattr(one, "key", type(one).__name__)
        for one in messages
    ]


@pytest.mark.parametrize(
    ("data", "arrives"),
    [
        ("c3d\r", ["c", "3", "d", "enter"]),
        ("Zażółć gęślą jaźń", ["'Zażółć gęślą jaźń'"]),
        ("one line of it\ranother of it", ["'one line of it\\nanother of it'"]),
        ("a long text, then\ta field", ["'a long text, then'", "tab", *"a", "space", *"field"]),
        ("\x1b[Bmany letters after", ["down", "'many letters after'"]),
        ("x" * (LEAST - 1), ["x"] * (LEAST - 1)),
        ("\x1b[200~pasted as terminals do\x1b[201~", ["Paste"]),
    ],
)
def test_only_a_long_run_of_letters_is_one_step(data: str, arrives: list[str]) -> None:
    assert read(data) == arrives


def test_without_a_field_the_first_key_is_by_itself() -> None:
    run = TypedText([events.Key(sign, sign) for sign in "/schedule of"])
    text, rest = run.split(None)
    assert text is None
    assert [type(one).__name__ for one in rest] == ["Key", "TypedText"]
    assert [getattr(one, "key", "") for one in rest] == ["/", ""]
