"""Measures milliseconds and bytes per key, in the program and in a bare DataTable.

    python benchmarks/keys.py [times]

A time is from writing the key into the pty to the first and the last byte of the reply; in the list
the last bytes are those of the details below it, which follow the cursor after 30 ms.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from line import PROGRAM, Cost, TimedTerminal, bare

IDLE = 5.0
MOUNTED_AFTER = 1.5
Costs = dict[str, list[Cost]]
Idle = tuple[int, bool]


def arrows(terminal: TimedTerminal, costs: Costs, times: int, *, top: str, bottom: str) -> None:
    def step(name: str, key: str) -> None:
        costs.setdefault(name, []).append(terminal.cost(key))

    for _ in range(times):
        step("arrow down", "down")
    for _ in range(times):
        step("page down", "pagedown")
    terminal.press(top)
    terminal.settle(0.3)
    # The cursor goes to the last line first, and one below it, so that every arrow scrolls.
    terminal.press(*["down"] * 24)
    for _ in range(times):
        step("arrow down, scrolling", "down")
    for _ in range(min(times, 4)):
        step("End", bottom)
        terminal.press(top)
    terminal.settle(0.3)


def idle(terminal: TimedTerminal) -> Idle:
    """The bytes sent by an idle screen, and whether its clock has changed meanwhile."""
    terminal.settle(0.5)
    before, clock = terminal.sent_bytes, terminal.lines()[0]
    time.sleep(IDLE)
    return terminal.sent_bytes - before, terminal.lines()[0] != clock


def to_note(terminal: TimedTerminal) -> None:
    """Move to the note with Tab, found by the cursor on the screen."""
    line = next(y for y, text in enumerate(terminal.lines()) if "╭─ Note" in text) + 1
    for _ in range(20):
        terminal.settle(0.15)
        if terminal.cursor[1] == line:
            return
        terminal.press("tab")
    raise AssertionError(f"no way to the note\n{terminal.text()}")


def form(terminal: TimedTerminal, costs: Costs, times: int) -> None:
    for _ in range(min(times, 4)):
        # Wait until the next form has been mounted, filled and laid out.
        time.sleep(MOUNTED_AFTER)
        costs.setdefault("n: opens the form", []).append(terminal.cost("n"))
        terminal.press("ctrl+t")
        terminal.wait_for("paused")
        for letter in "al":
            name = f"contractor: letter {'1, opens' if letter == 'a' else '2, narrows'} the list"
            costs.setdefault(name, []).append(terminal.cost(letter))
        terminal.press("enter")
        terminal.wait_for("John Smithson")
        to_note(terminal)
        for letter in "oferta"[:times]:
            costs.setdefault("a letter in the note", []).append(terminal.cost(letter))
        assert "oferta"[:times] in terminal.text(), terminal.text()
        costs.setdefault("Esc: leaves the form", []).append(terminal.cost("escape"))
        # Every round opens an empty form.
        terminal.wait_for("n new")


def measured(times: int) -> tuple[Costs, Costs, Idle, Idle]:
    crm: Costs = {}
    table: Costs = {}
    with (
        tempfile.TemporaryDirectory() as homes,
        TimedTerminal(PROGRAM, home=Path(homes) / "crm") as program,
        TimedTerminal(bare("table", "500"), home=Path(homes) / "bare") as bare_table,
    ):
        program.wait_for("n new", timeout=30)
        bare_table.wait_for("Contractor 0010", timeout=30)
        program.press("2")
        program.wait_for("sorted by start")
        rests = []
        for terminal in (program, bare_table):
            terminal.settle(0.5)
            rests.append(idle(terminal))
        for _ in range(2):
            for terminal, costs, top, bottom in (
                (program, crm, "home", "end"),
                (bare_table, table, "ctrl+home", "ctrl+end"),
            ):
                terminal.press(top)
                arrows(terminal, costs, times, top=top, bottom=bottom)
        form(program, crm, times)
    return crm, table, rests[0], rests[1]


def cell(costs: list[Cost] | None) -> str:
    if not costs:
        return ""
    first, last, sent = (
        statistics.median(getattr(cost, name) for cost in costs)
        for name in ("first", "last", "sent")
    )
    return f"{first:6.1f} / {last:6.1f} ms {sent:6.0f} B"


def rest(found: Idle) -> str:
    sent, minute = found
    return f"{sent} B{' (the minute changed)' if minute else ''}"


def main(times: int) -> None:
    crm, table, crm_idle, table_idle = measured(times)
    print(f"{'key: first / last byte, bytes':38} {'tui-crm':>28} {'bare DataTable':>28}")
    for name, costs in crm.items():
        print(f"{name:38} {cell(costs):>28} {cell(table.get(name)):>28}")
    print(f"{'idle for 5 s':38} {rest(crm_idle):>28} {rest(table_idle):>28}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6)
