"""Whatever is stored, each line that is drawn of it shows it as typed, and nothing of it acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.style import Style
from textual.geometry import Size
from textual.widget import Widget

from tests.support.builders import NOW, WARSAW
from tests.support.ui.hostile import CONTROLS, FORBIDDEN, HOSTILE, filled
from tui_crm.queries.activities.details import Details
from tui_crm.queries.activities.open_then_done import Part, PartRow
from tui_crm.queries.change_log import ChangeRow
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.queries.directory.contact_summary import ContactSummary
from tui_crm.queries.directory.contractor_card import ContractorCard
from tui_crm.queries.directory.contractors import ContractorRow
from tui_crm.queries.directory.person_card import PersonCard
from tui_crm.queries.directory.persons import PersonRow
from tui_crm.ui.directory.contractors import ContractorsModel
from tui_crm.ui.directory.persons import PersonsModel
from tui_crm.ui.kit import status_bars, table
from tui_crm.ui.kit.cells import Cell, Column, content
from tui_crm.ui.kit.status_bars import Line, Notice
from tui_crm.ui.kit.table import RecordTable
from tui_crm.ui.kit.titled_rule import titled_rule
from tui_crm.ui.panels import detail_pane, text_pane
from tui_crm.ui.panels.activity_columns import (
    ListRow,
    activity_columns,
    delegated_columns,
    timeline_columns,
)
from tui_crm.ui.panels.activity_details import ActivityDetails
from tui_crm.ui.panels.change import ChangePanel
from tui_crm.ui.panels.contact import ContactPanel
from tui_crm.ui.panels.contractor_details import ContractorDetails
from tui_crm.ui.panels.contractor_head import ContractorHead
from tui_crm.ui.panels.detail_pane import DetailPane
from tui_crm.ui.panels.details_text import DetailsText
from tui_crm.ui.panels.person_details import PersonDetails
from tui_crm.ui.panels.person_head import PersonHead
from tui_crm.ui.panels.text_pane import PanelText, TextPane
from tui_crm.ui.queue.card import QueueCardText

WIDTH, HEIGHT = 400, 40
TEXTS = [*((text, text) for text in HOSTILE), *CONTROLS[:-1], ("ze\u0301ro", "ze\u0301ro")]


@pytest.fixture(autouse=True)
def _without_an_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(WIDTH, HEIGHT))
    monkeypatch.setattr(Widget, "rich_style", Style())
    monkeypatch.setattr(Widget, "app", None)
    monkeypatch.setattr(Widget, "refresh", lambda *_args, **_named: None)
    for module in (status_bars, table, detail_pane, text_pane):
        monkeypatch.setattr(module, "style_of", lambda _widget, _name: Style())


def drawn(widget: Any) -> str:
    """All lines of a widget, as they go to the screen."""
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(HEIGHT))


def panel(teller: PanelText) -> str:
    pane = TextPane("pane")
    pane._panel = teller
    return drawn(pane)


def listed(columns: tuple[Column[Any], ...], row: Any) -> str:
    table: RecordTable[Any] = RecordTable(columns, header=False)
    table.window.fill([row])
    return drawn(table)


def activity(text: str) -> ListRow:
    row = filled(ActivityRow, text)
    return ListRow(1, row.place, row, section="1")


def _when(_row: Any) -> Cell:
    return Cell("now")


def of_activities(text: str) -> list[str]:
    columns = [
        activity_columns(_when, when_width=9, employee=True),
        delegated_columns(_when, when_width=9),
        timeline_columns(_when, with_contractor=True),
        timeline_columns(_when, with_contractor=False),
    ]
    return [listed(one, activity(text)) for one in columns]


def of_the_directory(text: str) -> list[str]:
    contractors, persons = ContractorsModel(None), PersonsModel(None)  # type: ignore[arg-type]
    columns = [
        column for column in contractors.columns() if column.id not in {"last", "next"}
    ]  # both are hours, shown in the zone of an operator
    return [
        listed(tuple(columns), filled(ContractorRow, text)),
        listed(persons.columns(), filled(PersonRow, text)),
    ]


def details(text: str) -> list[str]:
    shown = []
    for of_activity in (False, True):
        pane = DetailPane(of_activity=of_activity)
        pane._row, pane._details = filled(ActivityRow, text), filled(Details, text)
        pane._when = (NOW, WARSAW)
        shown.append(drawn(pane))
    told = ActivityDetails(filled(ActivityRow, text), filled(Details, text), now=NOW, zone=WARSAW)
    return [*shown, *of_each_size(told)]


def of_each_size(told: DetailsText) -> list[str]:
    """Below a list, in three columns, beside a list; and the rule above."""
    rules = [
        titled_rule(told.title(), told.beside_title(tall=tall), WIDTH) for tall in (False, True)
    ]
    panes = [told.lines(*size) for size in ((WIDTH, 3), (WIDTH, HEIGHT), (WIDTH // 4, HEIGHT))]
    return ["\n".join(_joined(pane)) for pane in panes] + _joined(rules)


def _joined(lines: Any) -> list[str]:
    return ["".join(piece for piece, _style in line) for line in lines]


def panels(text: str) -> list[str]:
    now: dict[str, Any] = {"now": NOW, "zone": WARSAW}
    contractor = ContractorHead(filled(ContractorCard, text), **now)
    person = PersonHead(filled(PersonCard, text), **now)
    contact = ContactPanel(filled(ContactSummary, text), **now)
    change = ChangePanel(filled(ChangeRow, text), zone=WARSAW)
    short: list[PanelText] = [lambda width, _height: contact.lines(width, 2)]
    tall: list[PanelText] = [contractor.lines, person.lines, contact.lines, change.lines]
    below = [
        ContractorDetails(filled(ContractorCard, text), **now),
        PersonDetails(filled(PersonCard, text), **now),
    ]
    shown = [panel(teller) for teller in (*short, *tall)]
    return [*shown, *(one for told in below for one in of_each_size(told))]


def cards(text: str) -> list[str]:
    card = QueueCardText(now=NOW, zone=WARSAW, width=WIDTH)
    line, known = activity(text), filled(Details, text)
    others = [PartRow(part, filled(ActivityRow, text), ()) for part in (Part.OPEN, Part.DONE)]
    shown = [
        card.card(line, known, others, HEIGHT),
        card.work(line, known, others, HEIGHT),
    ]
    return ["\n".join(_joined(lines)) for lines in shown]


def lines(text: str) -> list[str]:
    line, notice = Line(), Notice()
    line.set_reactive(Line.pieces, ((text, ""),))
    line.set_reactive(Line.right, ((text, ""),))
    said = []
    for say in (notice.show_done, notice.show_error, notice.show_info, notice.wait):
        notice.set_reactive(Notice.message, None)
        say(text)
        said.append(drawn(notice))
    grouped: RecordTable[Any] = RecordTable((), header=False, empty=lambda: text)
    grouped.loaded = True
    return [drawn(line), drawn(grouped), content(text).plain, *said]


DRAWN: dict[str, Callable[[str], list[str]]] = {
    "lines": lines, "activities": of_activities, "directory": of_the_directory,
    "details": details, "panels": panels, "queue": cards,
}  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), TEXTS)
def test_what_is_stored_is_drawn_as_typed_and_acts_on_no_terminal(typed: str, shown: str) -> None:
    for what, draw in DRAWN.items():
        for text in draw(typed):
            assert shown in text, (what, text)
            assert not (FORBIDDEN - {"\n"}) & set(text), (what, text)
