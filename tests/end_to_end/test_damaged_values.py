"""A bad value in one row, in the installed program: it is shown, kept, and stops nobody."""

from __future__ import annotations

import pytest

from tests.support import damage
from tests.support.damage import Spot
from tests.support.terminal.program import Program, to_activities

FAULTS = (
    ("starts_at", "no date"),
    ("order_at", "no date"),
    ("kind", "a word"),
    ("note", "no UTF-8"),
    ("duration_seconds", "a word"),
    ("subject", "nothing"),
)


@pytest.mark.parametrize(("column", "kind"), FAULTS)
def test_a_bad_value_is_shown_and_kept_and_the_program_works(
    program: Program, column: str, kind: str
) -> None:
    assert program.database is not None
    with damage.unchecked(program.database) as lenient:
        # Every open one, so that it is certainly seen.
        open_ones = lenient.execute("SELECT id FROM activity WHERE completed_at IS NULL").fetchall()
        for (row_id,) in open_ones:
            damage.put(lenient, Spot("activity", column, row_id), kind)
        before = lenient.execute(f"SELECT id, hex({column}) FROM activity ORDER BY id").fetchall()
    with program.open() as terminal:
        to_activities(terminal)
        terminal.press("enter")
        terminal.settle()
        terminal.press("escape")
        terminal.settle()
        terminal.press("3")
        terminal.settle()
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    with damage.unchecked(program.database) as lenient:
        assert (
            lenient.execute(f"SELECT id, hex({column}) FROM activity ORDER BY id").fetchall()
            == before
        )
    told = program.run("today")
    assert told.returncode == 0, told.stderr
    assert "Traceback" not in told.stderr
