"""`tui-crm keys`, and the keys that the settings name."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_main import crm


def test_every_command_is_listed_with_the_keys_it_has_here(tmp_path: Path) -> None:
    settings = tmp_path / "tui-crm" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\nactivity.complete = ["z", "F6"]\n"history.undo" = "Z"\n')
    done = crm(tmp_path, "keys", "--json", XDG_CONFIG_HOME=str(tmp_path))
    listed = {one["id"]: one for one in json.loads(done.stdout)}
    assert listed["activity.complete"]["keys"] == ["z", "F6"]
    assert listed["activity.open"]["keys"] == ["Enter"]
    assert listed["record.active"]["does"].endswith("; Z takes it back")


def test_keys_that_cannot_be_are_a_sentence_before_the_screen_opens(tmp_path: Path) -> None:
    settings = tmp_path / "tui-crm" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\nactivity.complete = "x"\n')
    done = crm(tmp_path, "keys", XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "settings.toml" in done.stderr
    assert "activity.no_answer" in done.stderr
    assert done.stderr.count("\n") == 1
