"""What a controller may ask of the screen that it works for: it knows this, not the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, overload

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import App
    from textual.css.query import DOMQuery

    from tui_crm.ui.kit.context import Context
    from tui_crm.ui.kit.navigation import Navigation

P = ParamSpec("P")
T = TypeVar("T")
W = TypeVar("W", bound=Widget)


class Host(Protocol):
    """A screen as its controllers know it; `kit.screen.CrmScreen` says what each part does."""

    @property
    def crm(self) -> Context: ...
    @property
    def app(self) -> App[Any]: ...
    @property
    def navigation(self) -> Navigation: ...

    # The sentence above the hints

    def say(self, text: str, *, error: bool = False) -> None: ...
    def inform(self, text: str) -> None: ...
    def hush(self) -> None: ...

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
