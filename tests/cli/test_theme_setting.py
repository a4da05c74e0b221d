"""The theme in the settings file: read, checked, and written without touching anything else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.settings import THEMES, SettingsError, _with_theme, keep_theme, read_settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "tui-crm" / "settings.toml"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode())


def test_without_a_setting_the_terminal_decides(file: Path) -> None:
    assert not file.exists()
    assert read_settings({}).theme == "auto"


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_kept_where_there_was_no_file(file: Path, theme: str) -> None:
    keep_theme(theme)
    assert read_settings({}).theme == theme
    assert file.read_text() == f'theme = "{theme}"\n'


def test_a_theme_that_is_none_is_refused_with_those_there_are(file: Path) -> None:
    write(file, 'theme = "blue"\n')
    with pytest.raises(SettingsError, match="auto, dark, light, contrast, sixteen, plain"):
        read_settings({})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('theme = "dark"\n', 'theme = "light"\n'),
        ('# a\n  theme="dark"  # b\neditor = true\n', '# a\ntheme = "light"\neditor = true\n'),
        ("notify = false", 'notify = false\ntheme = "light"\n'),
        ("notify = false\r\n", 'notify = false\r\ntheme = "light"\r\n'),
        ("\ufeffnotify = false\n", '\ufeffnotify = false\ntheme = "light"\n'),
        ('[keys]\n"timer.toggle" = "P"\n', 'theme = "light"\n\n[keys]\n"timer.toggle" = "P"\n'),
        ("# nothing yet\n\n\n[keys]\n", '# nothing yet\ntheme = "light"\n\n\n[keys]\n'),
    ],
)  # fmt: skip
def test_only_its_line_changes(file: Path, before: str, after: str) -> None:
    write(file, before)
    keep_theme("light")
    assert file.read_bytes().decode() == after


def test_what_looks_like_it_inside_a_text_is_left_alone(file: Path) -> None:
    text = 'database = """\ntheme = "dark"\n"""\n'
    write(file, text)
    with pytest.raises(SettingsError, match='theme = "light"'):
        keep_theme("light")
    assert file.read_text() == text


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("notify = false\n")
    file.parent.mkdir(parents=True)
    file.symlink_to(real)
    keep_theme("contrast")
    assert file.is_symlink()
    assert 'theme = "contrast"' in real.read_text()


lines = st.sampled_from(
    ["notify = true", "# theme", "", "language = 'pl'", "'theme' = 'dark'", "editor = false"]
)


@given(st.lists(lines, unique=True), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_whatever_the_file_holds_only_the_theme_is_another(
    top: list[str], keys: bool, end: str
) -> None:
    text = end.join([*top, *(["[keys]", "'timer.toggle' = 'P'"] if keys else [])])
    expected = tomllib.loads(text) | {"theme": "light"}
    assert tomllib.loads(_with_theme(text, "light")) == expected
