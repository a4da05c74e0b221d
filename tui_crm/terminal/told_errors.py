"""Expected errors of handlers: told to the operator instead of ending the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui_crm.domain.errors import CrmError

if TYPE_CHECKING:
    from textual.message import Message


@runtime_checkable
class Teller(Protocol):
    """The app: shows the sentence of an error on the screen on top."""

    def tell(self, error: CrmError) -> None:
        """Show it, wherever it came up."""


class TellsErrors:
    """A mixin of screens and widgets that ask the database, before Textual's class.

    Textual ends the loop of a widget whose handler raises, so it is caught before.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)  # type: ignore[misc]  # of Textual's class
        except CrmError as error:
            app = getattr(self, "app", None)
            if not isinstance(app, Teller):
                raise
            app.tell(error)
