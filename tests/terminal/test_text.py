"""What stored text becomes before it is drawn: one line in its cells."""

from __future__ import annotations

import pytest

from tui_crm.terminal.text import plain

ACUTE = "\u0301"


@pytest.mark.parametrize(
    ("stored", "drawn"),
    [
        (f"e{ACUTE}", f"e{ACUTE}"),
        (f"e{ACUTE * 4}x", f"e{ACUTE * 4}x"),
        # More of them would be painted over the lines above and below.
        (f"e{ACUTE * 5}x", f"e{ACUTE * 4}x"),
        (f"e{ACUTE * 900}x", f"e{ACUTE * 4}x"),
        # Each letter has its own.
        (f"e{ACUTE * 3}o{ACUTE * 3}", f"e{ACUTE * 3}o{ACUTE * 3}"),
        (f"{ACUTE * 6}", f"{ACUTE * 4}"),
    ],
)
def test_a_run_of_combining_marks_is_cut_after_the_fourth(stored: str, drawn: str) -> None:
    assert plain(stored) == drawn


def test_marks_that_something_invisible_stands_between_are_one_run() -> None:
    assert plain("e" + f"{ACUTE}\u200b" * 9) == "e" + ACUTE * 4
