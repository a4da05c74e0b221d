"""What was agreed with the contractor earlier, beside the note where the terminal is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.open_then_done import Part
from tui_crm.queries.activities.timeline import Whose, timeline_page
from tui_crm.ui.panels.agreed import agreed_lines
from tui_crm.ui.panels.text_pane import TextPane

if TYPE_CHECKING:
    from tui_crm.queries.common.activity_rows import ActivityRow
    from tui_crm.ui.activities.form.host import FormHost
    from tui_crm.ui.panels.detail_pane import PaneLine

BESIDE_FROM: Final = 120
"""Columns from which on there is room beside the note."""
READ: Final = 40
"""Activities of the contractor that are read, the planned ones among them."""
LINES_OF_EACH: Final = 6


class AgreedPane(TextPane):
    """Earlier conversations, latest first."""


class AgreedController:
    """Reads them in the background, once for each contractor that is chosen."""

    def __init__(self, form: FormHost) -> None:
        self.form = form
        self._shown: tuple[int | None, bool] | None = None

    def show(self) -> None:
        """Show those of the present contractor; in a narrow terminal none are read."""
        contractor = self.form.draft.contractor
        wide = self.form.app.size.width >= BESIDE_FROM
        wanted = (None if contractor is None else contractor.id, wide)
        if wanted == self._shown or not wide:
            return
        self._shown = wanted
        self.form.run_in_background(self._read(wanted[0]), group="agreed")

    async def _read(self, contractor_id: int | None) -> None:
        form, crm = self.form, self.form.crm
        held: list[ActivityRow] = []
        if contractor_id is not None:
            whose = Whose(contractor_id, visible_employee_ids=crm.actor.visible_employee_ids)
            rows = await crm.db(timeline_page, whose, PageRequest(READ))
            own = form.draft.id
            held = [one.row for one in rows if one.part is Part.DONE and one.row.id != own]

        def lines(width: int, height: int) -> list[PaneLine]:
            if contractor_id is None:
                return []
            return agreed_lines(held, width, height, most=LINES_OF_EACH, zone=crm.zone)

        form.query_one(AgreedPane).show(lines)
