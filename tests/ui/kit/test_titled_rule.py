"""The rule above the details: the name, the next step, and a message in their place."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Size
from textual.widget import Widget

from tui_crm.terminal.text import Piece
from tui_crm.ui.kit import status_bars
from tui_crm.ui.kit.status_bars import Notice
from tui_crm.ui.kit.titled_rule import titled_rule

NEXT: tuple[Piece, ...] = (("next ", "muted"), ("Wed 9 Dec 13:45", "muted"))


def rule(name: str, width: int, right: tuple[Piece, ...] = NEXT) -> str:
    return "".join(text for text, _style in titled_rule(((name, "title"),), right, width))


def test_the_name_stands_in_full_and_the_next_step_at_the_right() -> None:
    told = rule("Drukarnia Pryzmat s.c.", 80)
    assert told.startswith("─ Drukarnia Pryzmat s.c. ──")
    assert told.endswith("── next Wed 9 Dec 13:45 ─")
    assert cell_len(told) == 80


@pytest.mark.parametrize("name", ["Przedsiębiorstwo " * 18, "株式会社" * 30, "e\u0301" * 300, "x"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_longest_name_leaves_the_next_step_readable(name: str, width: int) -> None:
    told = rule(name, width)
    assert told.endswith(" next Wed 9 Dec 13:45 ─") or width == 40
    assert cell_len(told) == width


def test_a_message_leaves_the_next_step_where_both_have_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Widget, "size", Size(80, 1))
    monkeypatch.setattr(Widget, "rich_style", Style())
    monkeypatch.setattr(Widget, "refresh", lambda *_args, **_named: None)
    monkeypatch.setattr(status_bars, "style_of", lambda _widget, _name: Style())
    notice = Notice(classes="ruled")
    notice.set_reactive(Notice.rule, ((("ALFA", "title"),), NEXT))
    notice.set_reactive(Notice.message, ("Note saved.", "✓"))
    told = notice.render_line(0).text
    assert told.startswith(" ✓ Note saved.  ")
    assert told.endswith(" next Wed 9 Dec 13:45 ─")
    assert cell_len(told) == 80
    notice.set_reactive(Notice.message, ("A long sentence. " * 4, "✓"))
    assert "next" not in notice.render_line(0).text
