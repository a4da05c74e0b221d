"""Fields are lines, labels end in one column, and the section in use has the accent."""

from __future__ import annotations

import pytest
from textual.widget import Widget

from tests.support.contrast import least, worst
from tests.support.ui.driver import CrmDriver
from tui_crm.ui.kit.fields import Lined, TextField
from tui_crm.ui.kit.styles import style_of
from tui_crm.ui.kit.themes import PALETTES
from tui_crm.ui.kit.titled_rule import TitledRule, titled_rule


def widget(crm: CrmDriver, name: str) -> Widget:
    """The widget of the form with that id."""
    return crm.app.screen.query_one(f"#{name}")


def underlined(field: Widget) -> int:
    """How many blank cells of a field have a line."""
    strip = field.render_line(0)
    return sum(
        len(segment.text)
        for segment in strip
        if segment.style is not None and segment.style.underline and segment.text.isspace()
    )


def behind(field: Widget) -> set[str]:
    """The colours behind a field."""
    return {
        segment.style.bgcolor.name
        for segment in field.render_line(0)
        if segment.style is not None and segment.style.bgcolor is not None and segment.text.strip()
    }


def active(crm: CrmDriver) -> list[str]:
    """The titles of the rules in the accent."""
    return [rule.title for rule in crm.app.screen.query(TitledRule) if rule.active]


async def test_only_the_field_in_focus_has_a_background(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    subject, starts = widget(crm, "subject"), widget(crm, "starts")
    await crm.go("starts")
    page = behind(subject)
    assert underlined(subject) > 20
    assert behind(starts) != page
    assert not underlined(starts)
    await crm.go("subject")
    assert behind(starts) == page
    assert underlined(starts) == 1


async def test_a_field_that_cannot_be_used_has_no_line(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.press("ctrl+g")
    await crm.until(lambda: widget(crm, "subject").is_disabled, "the fields to be locked")
    for field in crm.app.screen.query("#fields Lined").results(Lined):
        assert not underlined(field), field
    assert not crm.shown("#contractor").endswith("▾")


async def test_what_is_wrong_is_underlined_in_red_until_it_is_changed(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.fill("planned", "soon")
    await crm.go("subject")
    planned = widget(crm, "planned")
    await crm.until(lambda: crm.shown("#error-starts"), "the sentence")
    red = style_of(planned, "error").color
    line = [one.style for one in planned.render_line(0) if one.style and one.style.underline]
    assert [one.color for one in line] == [red]
    await crm.fill("planned", "15")
    await crm.go("subject")
    line = [one.style for one in planned.render_line(0) if one.style and one.style.underline]
    assert red not in [one.color for one in line]


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("contractor", []), ("persons", ["Contact persons*"]), ("note", ["Note"]),
        ("days", ["Next step"]), ("in_schedule", ["Next step"]), ("completed", ["Next step"]),
    ],
)  # fmt: skip
async def test_the_rule_of_the_section_in_use_has_the_accent(
    crm: CrmDriver, field: str, title: list[str]
) -> None:
    await crm.new_contact("gamma")
    await crm.go(field)
    await crm.until(lambda: active(crm) == title, f"the rule {title}")


@pytest.mark.parametrize("key", ["n", "m", "t"])
async def test_labels_end_in_one_column(crm: CrmDriver, key: str) -> None:
    await crm.press(key)
    await crm.see("Next step")
    lines = crm.screen_text()
    for label in ("Subject", "Starts" if key != "t" else "Due", "Type", "Repeats"):
        line = next(line for line in lines if f" {label}" in line)
        end = line.index(label) + len(label)
        assert end == 12 or line[11] == "*", line
    assert lines[1].index("Employee") + len("Employee") == lines[4].index("Category") + 8


async def test_the_note_has_all_rows_that_are_left(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.until(lambda: widget(crm, "note").size.height >= 8, "eight rows for the note")


async def test_what_was_agreed_stands_beside_the_note_of_a_wide_form(closed: CrmDriver) -> None:
    closed.size = (120, 36)
    await closed.start()
    await closed.new_contact("beta")
    await closed.until(
        lambda: "wants the new price list" in closed.shown("#agreed"), "what was agreed"
    )
    assert widget(closed, "note").region.right <= widget(closed, "agreed").region.x


async def test_the_note_is_never_too_wide_to_be_read(closed: CrmDriver) -> None:
    closed.size = (200, 50)
    await closed.start()
    await closed.new_contact("beta")
    assert widget(closed, "note").size.width <= 92


async def test_at_80_columns_nothing_is_read_that_is_not_shown(crm: CrmDriver) -> None:
    await crm.new_contact("beta")
    assert not widget(crm, "agreed-box").display
    assert not crm.shown("#agreed").strip()


async def test_a_text_that_is_cut_says_so_until_it_is_edited(crm: CrmDriver) -> None:
    await crm.new_contact("gamma")
    await crm.fill("subject", "x" * 90)
    await crm.go("starts")
    crm.app.screen.query_one("#subject", TextField).cursor_position = 0
    await crm.until(lambda: crm.shown("#subject").endswith("x…"), "a cut subject")
    await crm.go("subject")
    await crm.until(lambda: "…" not in crm.shown("#subject"), "the whole text while it is edited")


@pytest.mark.parametrize("palette", PALETTES)
def test_placeholders_can_be_read(palette: str) -> None:
    one = PALETTES[palette]
    pairs = [(one.quiet, one.page), (one.quiet, one.panel), (one.focus_quiet, one.field_focus)]
    assert min(worst(palette, *pair) for pair in pairs) >= min(4.5, least(palette))


@pytest.mark.parametrize("width", [12, 30, 80])
@pytest.mark.parametrize("right", [(), (("Ctrl+N", "key"), (" add one", "muted"))])
@pytest.mark.parametrize("title", ["", "Note", "Łódź " * 20, "株式会社"])
def test_a_rule_is_as_wide_as_its_place(
    width: int, right: tuple[tuple[str, str], ...], title: str
) -> None:
    from rich.cells import cell_len

    drawn = "".join(text for text, _style in titled_rule(((title, "section"),), right, width))
    assert cell_len(drawn) == width
