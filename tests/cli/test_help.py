"""`tui-crm help`: a page of the documentation, in the language of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_main import crm, environment, on_a_terminal
from tui_crm.cli.help import TOPICS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_without_a_topic_it_lists_them_with_a_line_each(tmp_path: Path) -> None:
    lines = crm(tmp_path, "help").stdout.splitlines()
    assert lines[0].endswith(":")
    assert [line.split()[0] for line in lines[2:]] == [topic.name for topic in TOPICS]
    assert max(map(len, lines)) <= 80
    polish = crm(tmp_path, "help", "--lang", "pl").stdout.splitlines()
    assert [line.split()[0] for line in polish[2:]] == [topic.polish for topic in TOPICS]
    assert max(map(len, polish)) <= 80


@pytest.mark.parametrize(
    ("typed", "language", "page"),
    [
        ("dates", "en", "dates.md"), ("dates", "pl", "pl/dates.md"), ("daty", "pl", "pl/dates.md"),
        ("daty", "en", "dates.md"), ("KLOPOTY", "pl", "pl/trouble.md"),
        ("kłopoty", "pl", "pl/trouble.md"), ("command-line.md", "en", "command-line.md"),
    ],
)  # fmt: skip
def test_in_a_pipe_the_page_is_printed_as_it_is(
    tmp_path: Path, typed: str, language: str, page: str
) -> None:
    done = crm(tmp_path, "help", typed, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_topic_has_a_page(tmp_path: Path, topic: object, language: str) -> None:
    name = getattr(topic, "polish" if language == "pl" else "name")
    assert crm(tmp_path, "--lang", language, "help", name).stdout.startswith("# ")


def test_an_unknown_topic_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = crm(tmp_path, "help", "no\x1b[31mthing")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
    assert all(topic.name in done.stderr for topic in TOPICS)
    polish = crm(tmp_path, "help", "nic", "--lang", "pl").stderr
    assert all(topic.polish in polish for topic in TOPICS)


def test_it_opens_and_makes_no_database(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database")
    for named in (broken, tmp_path / "nowhere.db"):
        assert crm(tmp_path, "--db", str(named), "help", "team").returncode == 0
    assert crm(tmp_path, "help", "team").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["broken.db"]


def test_the_language_of_the_settings_counts_and_bad_settings_do_not_hinder(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tui-crm" / "settings.toml"
    path.parent.mkdir()
    path.write_text('language = "pl"\n', encoding="utf-8")
    asked = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert crm(tmp_path, "help", "keys", **asked).stdout.startswith("# Klawisze\n")
    assert crm(tmp_path, "help", "keys", "--lang", "en", **asked).stdout.startswith("# Keys\n")
    path.write_text("language = \n", encoding="utf-8")
    assert crm(tmp_path, "help", "settings", **asked).stdout.startswith("# Settings\n")


def test_on_a_terminal_it_is_rendered_without_a_pager(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\ncat\n", encoding="utf-8")
    pager.chmod(0o755)
    command = [sys.executable, "-m", "tui_crm", "help", "team"]
    around = environment(tmp_path, PAGER=str(pager), COLUMNS="300")
    seen = on_a_terminal(command, around).decode()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    lines = [line.rstrip() for line in plain.splitlines()]
    assert max(map(len, lines)) <= 100
    assert "Team" in lines[0]
    assert not [line for line in lines if line.startswith(("#", "|"))]
    assert "](" not in plain
    assert "settings file (tui-crm help settings)" in " ".join(plain.split())
    assert "\x1b]8" not in seen
    assert not (tmp_path / "started").exists()


def test_only_a_terminal_needs_the_means_to_render(tmp_path: Path) -> None:
    code = (
        "import sys; from tui_crm.cli import main; main.main(['help', 'keys'])\n"
        "sys.exit(bool({'textual', 'peewee', 'rich.markdown', 'rich.console'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, check=False,
        cwd=DOCS.parent, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
