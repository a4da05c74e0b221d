"""Bad values in every column of every table: every listing is printed, and says what is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import damage
from tests.support.damage import Spot
from tui_crm.cli import activities
from tui_crm.cli.main import main
from tui_crm.settings import BUG

LISTINGS = (
    "today", "digest --all", "activities --all --limit 1000", "contractors --limit 500",
    "persons --limit 500", "who 601234567", "find alfa", "employees", "operators", "dictionaries",
    "dictionaries result",
)  # fmt: skip


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    assert main(["--db", str(path), "--lang", "en", "demo", "--no-ui"]) == 0
    return path


@pytest.fixture
def copied(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "crm.db"
    path.write_bytes(sample.read_bytes())
    return path


@pytest.mark.parametrize("kind", damage.KINDS)
@pytest.mark.parametrize("form", ["", "--json"])
def test_every_listing_works_beside_bad_values(
    copied: Path, kind: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert damage.damage_everywhere(copied, kind) > 100
    marks = 0
    for listing in LISTINGS:
        asked = [*listing.split(), *([form] if form and "digest" not in listing else [])]
        status = main(["--db", str(copied), *asked])
        told = capsys.readouterr()
        marks += told.out.count("‼ damaged")
        assert status == 0 or ("dictionar" in listing and "no dictionary" in told.err), told.err
    assert marks > 3


@pytest.mark.parametrize("column", ["starts_at", "kind", "status", "duration_seconds", "number"])
def test_a_bad_value_of_an_activity_is_named_where_it_is_shown(
    copied: Path, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with damage.unchecked(copied) as lenient:
        damage.put(lenient, Spot("activity", column, 20), "bytes")
    assert main(["--db", str(copied), "activities", "--all", "--limit", "1000", "--json"]) == 0
    assert "‼ damaged" in capsys.readouterr().out


def test_no_command_prints_a_traceback(
    copied: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def bug(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a secret of a customer")

    monkeypatch.setattr(activities, "today", bug)
    assert main(["--db", str(copied), "today"]) == BUG
    told = capsys.readouterr()
    log = tmp_path / "state" / "tui-crm" / "tui-crm.log"
    assert told.out == ""
    assert str(log) in told.err
    assert "secret" not in told.err
    assert "a secret of a customer" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0
