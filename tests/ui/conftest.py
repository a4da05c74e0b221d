"""A driver a test; the process-wide database, language and keys are put back after it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from tests.support.ui import company, shortcuts
from tests.support.ui.driver import CrmDriver
from tui_crm.i18n import language, use_language
from tui_crm.store.models import database
from tui_crm.ui.commands.command import use_own_keys


@pytest.fixture(scope="session", autouse=True)
def stock() -> Iterator[dict[str, Any]]:
    """What is the same in every program is found out once; gives what Textual does by itself."""
    with pytest.MonkeyPatch.context() as patch:
        yield shortcuts.taken(patch)


@pytest.fixture(autouse=True)
def _painted_when_looked_at(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that asks for the screen has it composed anew; no frame is made beside that."""
    if request.node.get_closest_marker("painted"):
        yield
        return

    def unpainted(self: Compositor, *args: Any, **kwargs: Any) -> None:
        self._dirty_regions.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", unpainted)
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company's file, made once."""
    before = database.obj
    path = tmp_path_factory.mktemp("company") / "company.db"
    try:
        company.found(path)
    finally:
        database.initialize(before)
    return path


@pytest.fixture
def _as_before() -> Iterator[None]:
    spoken, bound = language(), database.obj
    yield
    use_language(spoken)
    use_own_keys({})
    database.initialize(bound)


@pytest.fixture
async def crm(tmp_path: Path, template: Path, _as_before: None) -> AsyncIterator[CrmDriver]:
    """Anna before the first screen."""
    driver = CrmDriver(tmp_path, template)
    try:
        await driver.start()
        yield driver
    finally:
        await driver.close()


@pytest.fixture
async def closed(tmp_path: Path, template: Path, _as_before: None) -> AsyncIterator[CrmDriver]:
    """The database is open, the program not yet started."""
    driver = CrmDriver(tmp_path, template)
    try:
        driver.open_database()
        yield driver
    finally:
        await driver.close()
