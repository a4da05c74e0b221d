"""Which editor a note is opened in, or the sentence that says why in none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui_crm import settings
from tui_crm.domain.errors import Refused
from tui_crm.terminal.external_editor import editor_command

ALLOWED = settings.Settings(
    database=Path("crm.db"), state_dir=Path("state"), language="en", editor_allowed=True,
    notify=False, styles=Path("styles"), sample_data=Path("sample_data"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "code --wait"}, ["code", "--wait"]),
        ({"EDITOR": "nano", "VISUAL": "'my editor' -n"}, ["my editor", "-n"]),
    ],
)
def test_the_editor_is_the_operators_own_with_its_options(
    environment: dict[str, str], command: list[str]
) -> None:
    assert editor_command(ALLOWED, environment) == command


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"EDITOR": " "}, {"EDITOR": "'"}])
def test_without_an_editor_the_reason_is_said(environment: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"No editor is set. Type the note here, or name one in"):
        editor_command(ALLOWED, environment)


def test_where_editors_are_switched_off_none_is_started() -> None:
    with pytest.raises(Refused, match=r"switched off here. Type the note right here."):
        editor_command(replace(ALLOWED, editor_allowed=False), {"EDITOR": "nano"})
