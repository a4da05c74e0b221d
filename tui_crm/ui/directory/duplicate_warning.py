"""The base class of forms that warn of a probable duplicate during typing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.timer import Timer

from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.presentation.duplicates import AFTER, duplicate_message
from tui_crm.queries.directory.duplicates import Duplicate
from tui_crm.ui.forms.fields import Values
from tui_crm.ui.forms.record_form import RecordForm
from tui_crm.ui.kit.context import Context


class DuplicateAwareForm(RecordForm):
    """Shows the likeliest duplicate under the field just typed in; Ctrl+T opens its card."""

    WATCHED: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, crm: Context, record_id: int | None = None, *, filled: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(crm, record_id, filled=filled)
        self.duplicate: Duplicate | None = None
        self._timer: Timer | None = None
        self._typed_field = ""

    async def duplicates(self, values: Values) -> list[Duplicate]:
        """Probable duplicates of the values, most certain first."""
        raise NotImplementedError

    def has_duplicate(self) -> bool:
        """Whether a duplicate is shown."""
        return self.duplicate is not None

    def changed(self, name: str) -> None:
        """Search after a pause in typing, in a worker: no key waits for it."""
        typed = any(self.values[field] != self.original[field] for field in self.WATCHED)
        if name and name not in self.WATCHED:
            return
        if not name and not typed and self.record_id is not None:
            return
        self._typed_field = name or self.WATCHED[0]
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(AFTER, self._look)

    def _look(self) -> None:
        self.run_in_background(self._find(self.values), group="duplicates")

    async def _find(self, values: Values) -> None:
        try:
            found = await self.duplicates(values)
        except CrmError:
            # If the database stays busy, saving will report it.
            return
        if values is not self.values and any(
            values[name] != self.values[name] for name in self.WATCHED
        ):
            return
        self.duplicate = found[0] if found else None
        message = duplicate_message(found[0], len(found) - 1) if found else ""
        self.warn(self._typed_field, f"{message} {_('<fields.twin> opens it.')}" if message else "")
        self.refresh_bindings()

    async def action_open_duplicate(self) -> None:
        if self.duplicate is None:
            return
        if self.duplicate.kind == "contractor":
            await self.navigation.open_contractor(self.duplicate.id)
        else:
            await self.navigation.open_person(self.duplicate.id)
