"""Keeps text typed in lookups and in the small window of a new record as part of a form's draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from textual.screen import Screen

from tui_crm.domain.activities.pending_input import PendingInput, SmallWindow
from tui_crm.ui.forms.quick_create import QuickCreateWindow
from tui_crm.ui.forms.repeat_field import RepeatField
from tui_crm.ui.kit.lookup_field import LookupField


class PendingInputController:
    """The pending input of one form.

    *lookups* returns its lookup fields, *keep* rewrites its draft, *create* opens the small window
    for a new record from a lookup's text.
    """

    def __init__(
        self,
        form: Screen[Any],
        *,
        lookups: Callable[[], Iterable[LookupField]],
        keep: Callable[[], None],
        create: Callable[[LookupField], Awaitable[None]],
    ) -> None:
        self._form = form
        self._lookups = lookups
        self._keep = keep
        self._create = create
        self._window: SmallWindow | None = None
        self._left: SmallWindow | None = None

    def now(self) -> PendingInput:
        """The pending input at this moment, for the draft."""
        typed = tuple(
            (field.id or "", field.typed)
            for field in self._lookups()
            if field.typed and not isinstance(field, RepeatField)
        )
        return PendingInput(typed, self._window or self._left_at(dict(typed)))

    def _left_at(self, typed: Mapping[str, str]) -> SmallWindow | None:
        """The closed small window, as long as its lookup still holds the same text."""
        left = self._left
        if left is None or typed.get(left.field, "") != left.called:
            return None
        has_more = any(text for name, text in left.values if (name, text) != ("name", left.called))
        return left if has_more else None

    def take_up(self, pending: PendingInput) -> None:
        """Restore pending input from a draft: texts, and the open list or small window."""
        typed = dict(pending.typed)
        fields = [field for field in self._lookups() if field.id in typed]
        for field in fields:
            field.type_again(typed[field.id or ""])
        window = pending.window
        if window is not None and window.left:
            self._left, window = window, None
        self._window = window
        if window is not None:
            for field in (one for one in self._lookups() if one.id == window.field):
                field.display = True
                self._form.set_focus(field)
                self._form.call_later(self._create, field)
        elif fields:
            fields[-1].go_on()
            self._form.call_later(fields[-1].open_list)

    async def open(
        self,
        field: LookupField,
        window: QuickCreateWindow,
        on_created: Callable[[int | None], Awaitable[None]],
    ) -> None:
        """Open the small window; with the same text as last time it continues that input.

        *on_created* gets the id of the new record, or None.
        """
        called, left = window.given_name, self._window or self._left
        if left is not None and (left.field, left.called) == (field.id, called):
            window.go_on_with(left.key, dict(left.values))

        def keep() -> None:
            values = tuple(window.values.items())
            self._window = SmallWindow(field.id or "", window.key, called, values)
            self._keep()

        async def closed(record_id: int | None) -> None:
            unfinished, self._window, self._left = self._window, None, None
            if record_id is None and unfinished is not None:
                self._left = dataclasses.replace(unfinished, left=True)
            self._keep()
            await on_created(record_id)

        window.keep = keep
        await self._form.app.push_screen(window, closed)
