"""Two colleagues typed into the same note."""

from __future__ import annotations

import pytest

from tui_crm.domain.merge import merge_notes


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "together"),
    [
        ("A", "A\nmine", "A\ntheirs", "A\ntheirs\nmine"),
        ("A", "A, mine", "A\ntheirs", "A\ntheirs\nA, mine"),
        ("A\nB", "A\nmine\nB", "A\nB\ntheirs", "A\nB\ntheirs\nmine"),
        ("", "mine", "theirs", "theirs\nmine"),
        ("A", "A\n\nmine\n\nend", "theirs", "theirs\n\nmine\n\nend"),
        ("A\nB", "A", "A\nB\ntheirs", "A\nB\ntheirs"),
        ("A", "A\nmine", "", "mine"),
        ("A", "", "A\ntheirs", "A\ntheirs"),
    ],
)
def test_everything_typed_by_either_is_there(
    before: str, mine: str, theirs: str, together: str
) -> None:
    assert merge_notes(before, mine, theirs) == together
