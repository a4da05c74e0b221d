"""The sample company, made once by the program itself and copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminal import observer, starter
from tests.support.terminal.program import Program


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    database = folder / "sample.db"
    made = Program(folder).run("demo", "--lang", "pl", "--no-ui", "--db", str(database))
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == str(database)
    return database


@pytest.fixture
def program(tmp_path: Path, sample: Path) -> Program:
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, Path(shutil.copy(sample, tmp_path / "crm.db")), forked=True)


@pytest.fixture(scope="session", autouse=True)
def _servers_end() -> Iterator[None]:
    yield
    starter.end()
    observer.end()
