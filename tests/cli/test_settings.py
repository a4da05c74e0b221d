"""Where things are found, and what the environment may not decide."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tui_crm.cli import main as cli
from tui_crm.i18n import LANGUAGES
from tui_crm.settings import local_zone, read_settings, unknown_zone


def etc(folder: Path, *, timezone: str = "", link: str = "") -> Path:
    if timezone:
        (folder / "timezone").write_text(timezone)
    if link:
        (folder / "localtime").symlink_to(link)
    return folder


def test_the_zone_of_the_session_wins(tmp_path: Path) -> None:
    here = etc(tmp_path, timezone="Europe/London\n")
    for value in ("Europe/Warsaw", ":Europe/Warsaw", "/usr/share/zoneinfo/Europe/Warsaw"):
        assert local_zone({"TZ": value}, here).key == "Europe/Warsaw"


def test_the_machine_tells_its_zone_in_one_of_two_places(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert local_zone({}, etc(tmp_path / "a", timezone="Europe/London\n")).key == "Europe/London"
    linked = etc(tmp_path / "b", link="/usr/share/zoneinfo/Asia/Tokyo")
    assert local_zone({}, linked).key == "Asia/Tokyo"


@pytest.mark.parametrize(
    "value",
    ["nonsense", "../../etc/passwd", "/etc/passwd", "Europe/Warszawa", "CET-1CEST,x", "\x00"],
)
def test_a_zone_that_nobody_knows_is_said_and_passed_over(tmp_path: Path, value: str) -> None:
    assert local_zone({"TZ": value}, tmp_path).key == "UTC"
    here = etc(tmp_path, timezone="Europe/London\n")
    assert local_zone({"TZ": value}, here).key == "Europe/London"
    assert "is not a known time zone" in unknown_zone({"TZ": value})


@pytest.mark.parametrize("value", ["Europe/Warsaw", ":Europe/Warsaw", "CET-1CEST", "", "UTC0"])
def test_nothing_is_said_of_a_known_one(value: str) -> None:
    assert unknown_zone({"TZ": value}) == unknown_zone({}) == ""


def test_tz_set_but_empty_is_utc(tmp_path: Path) -> None:
    assert local_zone({"TZ": ""}, etc(tmp_path, timezone="Europe/London\n")).key == "UTC"


@pytest.mark.parametrize(
    "rules",
    [
        "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT", "EST5", "<+03>-3", "UTC0", "IST-5:30",
        "NZST-12NZDT,M9.5.0,M4.1.0/3", "XXX3YYY,J60,J300/-2", "AAA-1BBB-3,M3.5.0/-1,M10.5.0/50",
    ],
)  # fmt: skip
def test_the_rules_of_posix_mean_what_the_c_library_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rules: str
) -> None:
    monkeypatch.setenv("TZ", rules)
    time.tzset()
    try:
        zone = local_zone({"TZ": rules}, tmp_path)
        for hours in range(0, 24 * 366 * 2, 7):
            moment = 1_767_225_600 + hours * 3600
            offset = datetime.fromtimestamp(moment, zone).utcoffset()
            assert offset == timedelta(seconds=time.localtime(moment).tm_gmtoff)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_byte_order_mark_in_the_settings_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tui-crm").mkdir()
    (tmp_path / "tui-crm" / "settings.toml").write_bytes(b'\xef\xbb\xbflanguage = "pl"\r\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_settings({}).language == "pl"


def test_styles_and_sample_data_are_found() -> None:
    settings = read_settings({})
    for language in LANGUAGES:
        assert (settings.sample_data / language / "contractors.json").is_file()
    assert settings.styles.is_dir()


@pytest.mark.parametrize(
    ("written", "term", "notify"),
    [("", "xterm-256color", True), ("notify = false\n", "xterm", False), ("", "linux", False)],
)
def test_reminders_are_sent_to_the_desktop_unless_that_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, term: str, notify: bool
) -> None:
    (tmp_path / "tui-crm").mkdir()
    (tmp_path / "tui-crm" / "settings.toml").write_text(written)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_settings({"TERM": term}).notify is notify


def test_textual_gets_no_orders_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL", "COLUMNS", "LINES"):
        monkeypatch.setenv(name, "99999")
    for name in ("TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("TERM", "xterm")

    cli._clean_environment()

    left = {name: value for name, value in os.environ.items() if name.startswith("TEXTUAL")}
    assert left == {"TEXTUAL_DISABLE_KITTY_KEY": "1", "TEXTUAL_ANIMATIONS": "none"}
    assert not {"COLUMNS", "LINES"} & os.environ.keys()


@pytest.mark.parametrize(
    ("term", "colorterm", "told"),
    [
        ("screen-256color-bce", "", "256"), ("alacritty", "", "256"), ("foot-extra", "", "256"),
        ("xterm-ghostty", "", "256"), ("xterm-kitty", "", "256"), ("tmux-direct", "", "256"),
        ("xterm-256color", "truecolor", None), ("alacritty", "24bit", None), ("foot", "yes", "256"),
        ("xterm", "", None), ("linux", "", None), ("screen", "", None), ("vt220", "", None),
    ],
)  # fmt: skip
def test_a_terminal_of_many_colours_is_known_by_its_name(
    monkeypatch: pytest.MonkeyPatch, term: str, colorterm: str, told: str | None
) -> None:
    monkeypatch.setattr(os, "environ", {"TERM": term, "COLORTERM": colorterm})

    cli._clean_environment()

    assert os.environ.get("TEXTUAL_COLOR_SYSTEM") == told
