"""What a controller may ask of its screen, as a protocol, so that it need not import the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, overload

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import App
    from textual.css.query import DOMQuery

    from tui_crm.ui.kit.context import Context
    from tui_crm.ui.kit.copy_round import CopyRound
    from tui_crm.ui.kit.navigation import Navigation

P = ParamSpec("P")
T = TypeVar("T")
W = TypeVar("W", bound=Widget)


class Host(Protocol):
    """A screen as its controllers use it; each member is documented in `kit.screen.CrmScreen`."""

    @property
    def crm(self) -> Context: ...
    @property
    def app(self) -> App[Any]: ...
    @property
    def navigation(self) -> Navigation: ...

    copies: CopyRound

    # The message above the hints

    def show_done(self, text: str) -> None: ...
    def show_error(self, text: str) -> None: ...
    def show_info(self, text: str) -> None: ...
    def clear_message(self) -> None: ...

    # The database

    async def try_db(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None: ...
    async def ok_db(
        self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> bool: ...
    async def wait_db(self, waiting: Awaitable[T]) -> T: ...
    def forget_typed(self) -> None: ...

    # What is shown

    async def reload(self, *, keep: int | None = None) -> None: ...
    async def show_saved(self, activity_id: int) -> None: ...
    async def timer_changed(self) -> None: ...

    # Widgets

    @overload
    def query_one(self, selector: str) -> Widget: ...
    @overload
    def query_one(self, selector: type[W]) -> W: ...
    @overload
    def query_one(self, selector: str, expect_type: type[W]) -> W: ...
    def query(self, selector: type[W]) -> DOMQuery[W]: ...
    def mount(self, *widgets: Widget, before: str | None = None) -> Awaitable[None]: ...
    def set_focus(self, widget: Widget | None) -> None: ...
