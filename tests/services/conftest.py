"""Every test has a database of its own, with Anna as its first operator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import builders
from tests.support.departments import Office, two_departments
from tui_crm.domain.actor import Actor
from tui_crm.store.engines.sqlite import CrmDatabase


@pytest.fixture
def crm(tmp_path: Path, empty_database: Path) -> Iterator[CrmDatabase]:
    opened = builders.copied_database(empty_database, tmp_path / "crm.db")
    yield opened
    opened.close()


@pytest.fixture
def anna(crm: CrmDatabase) -> Actor:
    return builders.operator()


@pytest.fixture
def marek(anna: Actor) -> Actor:
    return builders.colleague()


@pytest.fixture
def office(crm: CrmDatabase) -> Office:
    """Boss, the administrator, and three operators of two departments."""
    del crm
    return two_departments()
