"""Where the cursor goes when the rows under it are completed, moved away or called off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.ui.hostile import filled
from tui_crm.domain.activities.activity import Status
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.ui.activities.list.selection import next_open
from tui_crm.ui.panels.activity_columns import ListRow


def rows(states: str) -> list[ListRow]:
    """A row for each sign, numbered from 1: `o` is open, `x` is completed."""
    made = filled(ActivityRow, "")
    done = {"o": None, "x": made.completed_at}
    states_of = {"o": Status.PLANNED, "x": Status.DONE}
    return [
        ListRow(n, (n,), replace(made, id=n, completed_at=done[sign], status=states_of[sign]))
        for n, sign in enumerate(states, 1)
    ]


@pytest.mark.parametrize(
    ("states", "done", "goes_to"),
    [
        ("ooo", {1}, 2),
        ("ooo", {2}, 3),
        ("oxo", {1}, 3),
        # Below the last one there is nothing: it stays near, and does not jump to the top.
        ("ooo", {3}, 2),
        ("oox", {2}, 1),
        ("ooxo", {4}, 2),
        ("oooo", {3, 4}, 2),
        ("oooo", {2, 3}, 4),
        # Of several that are marked, the lowest one says what is below.
        ("ooooo", {1, 4}, 5),
        ("xo", {2}, None),
        ("o", {1}, None),
    ],
)
def test_the_cursor_goes_to_the_next_open_row_or_the_nearest_above(
    states: str, done: set[int], goes_to: int | None
) -> None:
    assert next_open(rows(states), done) == goes_to
