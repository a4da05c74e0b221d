"""A database that cannot be read for a while: what stands on the screen stays, and it says why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.ui.driver import CrmDriver
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.domain.page import PageRequest
from tui_crm.ui.kit.table import RecordTable


@pytest.mark.parametrize("section", ["1", "3", "7"])
async def test_a_list_that_cannot_be_read_anew_stays_as_it_was(
    crm: CrmDriver, section: str
) -> None:
    async def trouble(_span: PageRequest) -> list[Any]:
        raise DatabaseTrouble("The disk cannot be read.")

    await crm.press(section)
    table = crm.app.screen.query(RecordTable).last()
    row, table.source = table.current, trouble
    await crm.app.screen.catch_up()  # type: ignore[attr-defined]
    await crm.see("The disk cannot be read.")
    assert table.current == row
