"""Which database the screen opens, and where it makes one by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.files import contents
from tests.support.terminal.program import Program, answer_own_name


def refused(program: Program, ready: str, *arguments: str) -> None:
    with program.open(*arguments, ready=ready, cols=200) as terminal:
        assert terminal.exit_code() == 1


def test_a_file_that_was_named_and_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "unmounted" / "crm.db"
    home = tmp_path / "home"
    home.mkdir()
    refused(Program(home, path), f"There is no database at {path}")
    settings = Path(Program(home).environment()["XDG_CONFIG_HOME"]) / "tui-crm" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'database = "{path}"\n')
    refused(Program(home), f"There is no database at {path}")
    assert not path.parent.exists()


def test_the_default_place_is_filled_once(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.open(ready="A new, empty database was made") as terminal:
        answer_own_name(terminal, "Anna Nowak")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    (path,) = tmp_path.rglob("crm.db")
    shutil.move(path, tmp_path / "kept.db")
    refused(program, "was here before and is gone")
    assert "was here before and is gone" in program.run("today").stderr
    assert not path.exists()
    shutil.move(tmp_path / "kept.db", path)
    with program.open() as terminal:
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    path.unlink()
    assert program.run("init", str(path)).returncode == 0
    with program.open() as terminal:
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0


def test_an_old_default_database_is_remembered_when_it_is_opened(tmp_path: Path) -> None:
    program = Program(tmp_path)
    where = Path(program.environment()["XDG_DATA_HOME"]) / "tui-crm" / "crm.db"
    assert program.run("init", str(where)).returncode == 0
    assert program.run("today").returncode == 0
    where.unlink()
    refused(program, "was here before and is gone")


def test_a_file_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    path = tmp_path / "there" / "letter.db"
    path.parent.mkdir()
    path.write_text("Dear Sir or Madam")
    before = contents(path.parent)
    refused(Program(tmp_path / "home", path), "letter.db: The file is damaged or no database")
    assert contents(path.parent) == before
