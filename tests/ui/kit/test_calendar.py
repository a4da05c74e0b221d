"""The month that a day is picked in: what stands out, and where its keys lead."""

from __future__ import annotations

from datetime import date

import pytest
from rich.style import Style
from textual.geometry import Size
from textual.widget import Widget

from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit import calendar
from tui_crm.ui.kit.calendar import Month


def standing_out(
    monkeypatch: pytest.MonkeyPatch, day: date, today: date
) -> dict[tuple[int, str], list[str]]:
    """The days of each week that are drawn in a style of their own, by line and style."""
    monkeypatch.setattr(Widget, "size", Size(30, 8))
    monkeypatch.setattr(Widget, "rich_style", Style())
    monkeypatch.setattr(calendar, "style_of", lambda _widget, name: Style(link=name))
    month = Month(day, today)
    found: dict[tuple[int, str], list[str]] = {}
    for y in range(2, 8):
        for segment in month.render_line(y):
            name = segment.style.link if segment.style else None
            if name and segment.text.strip():
                found.setdefault((y - 1, name), []).append(segment.text.strip())
    return found


def test_weekends_today_other_months_and_the_cursor_stand_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = standing_out(monkeypatch, date(2026, 11, 26), date(2026, 11, 23))
    assert found[2, "weekend"] == ["7", "8"]
    assert found[5, "today"] == ["23"]
    assert found[5, "cursor"] == ["26"]
    assert found[1, "quieter"] == ["26", "27", "28", "29", "30", "31"]
    assert found[6, "quieter"] == ["1", "2", "3", "4", "5", "6"]
    assert sum(map(len, found.values())) == 9 + 12 + 2


async def test_a_month_on_ends_with_its_last_day_and_a_key_leads_to_today(crm: CrmDriver) -> None:
    await crm.new_contact()
    await crm.fill("starts", "31.12.2026 10:00")
    await crm.press("ctrl+o", "pagedown")
    await crm.see("January 2027", "Sun 31 Jan")
    await crm.press("pagedown")
    await crm.see("February 2027", "Sun 28 Feb")
    await crm.press("pageup")
    await crm.see("January 2027", "Thu 28 Jan")
    await crm.press("t")
    await crm.see("November 2026", "Mon 23 Nov 10:00")
