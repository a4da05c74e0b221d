"""Whatever a test of the store opens is closed after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui_crm.store.models import database


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    if database.obj is not None and not database.is_closed():
        database.close()
