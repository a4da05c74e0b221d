"""Bad values in every table: every screen shows the damage, and goes on to work."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import damage
from tests.support.damage import Spot
from tests.support.ui.driver import CrmDriver
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.store.worker import DatabaseWorker

ROWS = 7
AT_A_ROW = ("enter", "escape", "h", "escape", "e", "escape", "T", "escape")
SECTIONS: dict[str, tuple[str, ...]] = {
    "1": ("D", "escape", "Q", "right", "right", "escape", "v", "escape", "W", "escape"),
    "2": ("a", "s", "s", "s", "S", "G", "g", "F", "escape", "v", "escape"),
    "3": ("v", "v", "v", "s", "s", "S", "G"),
    "4": ("v", "v", "s", "s", "S", "G"),
    "5": ("tab", "tab", "v", "v", "v"),
    "7": ("down", "down", "tab", "down", "down", "tab"),
}
TO_LIST = ("home",)


async def _walk(crm: CrmDriver) -> int:
    """Go through all screens; returns how often something was seen to be damaged."""
    seen = 0
    for section, keys in SECTIONS.items():
        await crm.press(section, *keys, *TO_LIST)
        for _row in range(ROWS):
            for key in ("down", *AT_A_ROW):
                await crm.press(key)
                assert crm.app.bug is None, f"{section} {key}: {crm.app.bug!r}"
                seen += any("‼" in line for line in crm.screen_text())
            await crm.press("escape", section)
    return seen


# Each walk takes eight seconds: one is enough for every day.
WALKED = [
    pytest.param(kind, marks=pytest.mark.torture if place else ())
    for place, kind in enumerate(damage.KINDS)
]


@pytest.mark.parametrize("kind", WALKED)
async def test_every_screen_works_beside_bad_values_in_every_table(
    closed: CrmDriver, kind: str
) -> None:
    assert damage.damage_everywhere(closed.path, kind) > 50
    await closed.start()
    assert await _walk(closed) > 3
    await closed.press("slash", *"alf", "enter", "escape", "question_mark", "escape")
    assert closed.app.bug is None


DATES = ("starts_at", "created_at", "changed_at")


@pytest.mark.parametrize("column", DATES)
async def test_a_date_that_is_none_is_shown_as_damaged_and_can_only_be_read(
    closed: CrmDriver, column: str
) -> None:
    beta = closed.known.beta
    with damage.unchecked(closed.path) as lenient:
        assert damage.put(lenient, Spot("activity", column, beta), "no date")
    await closed.start()
    await closed.press("2", "a")
    await closed.open(beta)
    await closed.see("tui-crm check")
    await closed.press("ctrl+s", "escape")
    with damage.unchecked(closed.path) as lenient:
        kept = lenient.execute(f"SELECT {column} FROM activity WHERE id = ?", (beta,)).fetchone()
    assert kept == ("2026-11-20 10:4x",)


async def test_a_damaged_activity_is_not_completed_and_the_others_are(closed: CrmDriver) -> None:
    beta, invoice = closed.known.beta, closed.known.invoice
    with damage.unchecked(closed.path) as lenient:
        damage.put(lenient, Spot("activity", "starts_at", beta), "no date")
    await closed.start()
    await closed.press("2")
    await closed.to(beta)
    await closed.see("‼ damaged")
    await closed.press("c", "enter")
    await closed.see("damaged", "tui-crm check")
    await closed.press("escape")
    await closed.to(invoice)
    await closed.press("c", "enter")
    await closed.see("Completed.")
    await closed.press("u")
    assert closed.activity(invoice)["completed_at"] is None


async def test_a_page_that_is_malformed_when_it_is_read_leaves_the_program_running(
    crm: CrmDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = DatabaseWorker.submit

    def malformed(self: DatabaseWorker, *args: Any, **kwargs: Any) -> Any:
        def fails() -> None:
            raise DatabaseTrouble("The file is damaged or no database. Restore the last backup.")

        return submit(self, fails)

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWorker, "submit", malformed)
        for key in ("3", "down", "enter", "4", "1", "enter", "2", "n", "7", "5", "f12"):
            await crm.press(key)
            assert crm.app.bug is None, key
        await crm.see("Restore the last backup.")
    await crm.press("1")
    assert crm.app.bug is None
