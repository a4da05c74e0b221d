"""Ways in Setup that its journeys share."""

from __future__ import annotations

import re

from tests.support.ui.driver import CrmDriver

EMPLOYEES, OPERATORS, SETTINGS, RIGHTS = 4, 5, 6, 7


async def setup(crm: CrmDriver, *, down: int = 0, within: bool = True) -> None:
    """To Setup, some branches down its tree, and into the list there."""
    await crm.press("7")
    await crm.press(*["down"] * down, *(["tab"] if within else []))


async def on(crm: CrmDriver, text: str) -> None:
    """The cursor of the list on the row that holds a text."""
    at = [text in line for line in crm.rows()].index(True)
    here = crm.table().cursor_line() - 1
    await crm.press(*(["down"] * (at - here) if at > here else ["up"] * (here - at)))
    assert text in crm.cursor_row()


def names(crm: CrmDriver) -> list[str]:
    """What the rows of a dictionary are called, without the signs before it."""
    return [re.split(" {2,}", line.strip(" ★✗"))[0] for line in crm.rows()]
