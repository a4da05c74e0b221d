"""A hundred damaged databases: each ends in a sentence, or in a program that works beside it.

The seeds are fixed; `TORTURE=10` tries ten times as many.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support import damage
from tests.support.terminal.program import Program
from tui_crm.cli.main import main

TIMES: Final = int(os.environ.get("TORTURE", "1"))
DATABASES: Final = 100 * TIMES
ON_SCREEN: Final = 12 * TIMES
LISTINGS: Final = (
    "today", "digest --all", "activities --all --limit 500", "contractors", "persons",
    "who 601234567", "find alfa", "employees", "operators", "dictionaries", "show C/2026/0300",
)  # fmt: skip
SECTIONS: Final = (
    "2",
    "a",
    "enter",
    "escape",
    "h",
    "escape",
    "3",
    "enter",
    "escape",
    "4",
    "5",
    "7",
)
OK, ERROR = 0, 1


def flipped_bits(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _one in range(chance.choice((1, 8, 64, 512))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def truncated(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def swapped_pages(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    page = 4096
    for _one in range(chance.choice((1, 4))):
        first, second = (chance.randrange(1, len(content) // page) * page for _side in range(2))
        kept = content[first : first + page]
        content[first : first + page] = content[second : second + page]
        content[second : second + page] = kept
    path.write_bytes(content)


def bad_values(path: Path, chance: random.Random) -> None:
    with damage.unchecked(path) as lenient:
        for _one in range(chance.choice((1, 20, 200))):
            table = chance.choice(damage.tables())
            ids = [row_id for (row_id,) in lenient.execute(f'SELECT id FROM "{table}"')]
            if ids:
                column = chance.choice(damage.columns_of(table))
                spot = damage.Spot(table, column, chance.choice(ids))
                damage.put(lenient, spot, chance.choice(list(damage.KINDS)))


KINDS: Final[tuple[Callable[[Path, random.Random], None], ...]] = (
    flipped_bits, truncated, swapped_pages, bad_values,
)  # fmt: skip


def damaged(sample: Path, folder: Path, seed: int) -> Path:
    path = Path(shutil.copy(sample, folder / f"{seed}.db"))
    KINDS[seed % len(KINDS)](path, random.Random(seed))
    return path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    database = folder / "sample.db"
    made = Program(folder).run("demo", "--no-ui", "--db", str(database))
    assert made.returncode == OK, made.stderr
    return database


@pytest.mark.parametrize("seed", range(DATABASES))
def test_every_listing_ends_in_a_list_or_in_a_sentence(
    seed: int,
    sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = damaged(sample, tmp_path, seed)
    for listing in LISTINGS:
        status = main(["--db", str(path), *listing.split()])
        told = capsys.readouterr()
        assert status in {OK, ERROR}, f"{listing}: {told.err}{_log(tmp_path)}"
        assert "Traceback" not in told.out + told.err
        assert bool(told.err) is (status == ERROR), listing


def _log(folder: Path) -> str:
    log = folder / "tui-crm" / "tui-crm.log"
    return log.read_text() if log.exists() else ""


@pytest.mark.parametrize("seed", range(ON_SCREEN))
def test_the_program_works_or_does_not_start(seed: int, sample: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = Program(home, damaged(sample, tmp_path, seed))
    with program.open(ready=re.compile(r"Setup|tui-crm: ")) as terminal:
        if "tui-crm: " in terminal.text():
            assert terminal.exit_code() == ERROR
            return
        for key in SECTIONS:
            terminal.press(key)
            terminal.settle(0.1)
        terminal.press("ctrl+q")
        status = terminal.exit_code()
        assert status == OK or (status == ERROR and "tui-crm: " in terminal.text()), (
            terminal.text() + _log(home / ".local/state")
        )
