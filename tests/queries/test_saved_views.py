"""Which saved views an operator is offered, in which order, and what they mean on a day."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.queries.conftest import Office
from tests.queries.test_plans import plan
from tests.support.builders import NOW
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import FilterPeriod, ListScope
from tui_crm.domain.activities.saved_view import Named, ViewContent, content_text
from tui_crm.domain.page import PageRequest
from tui_crm.domain.permissions import Role
from tui_crm.queries.activities.activities import activities_page
from tui_crm.queries.saved_view_filters import filter_of, lines
from tui_crm.queries.saved_views import view_named, views_page
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Operator, SavedView


@pytest.fixture
def marek(office: Office) -> int:
    employee = office.employee("Marek", "Lis")
    return office.add(Operator, login="marek", employee_id=employee, role=Role.OPERATOR)


def keep(
    office: Office, operator_id: int, name: str, *, shared: bool = False, **content: object
) -> int:
    text = content_text(ViewContent(**content))  # type: ignore[arg-type]
    return office.add(
        SavedView, key=name + str(operator_id), operator_id=operator_id, name=name, content=text,
        shared=shared,
    )  # fmt: skip


def named(office: Office, text: str = "") -> list[str]:
    return [row.name for row in views_page(office.operator_id, text, PageRequest(9))]


def test_ones_own_come_first_then_what_others_share(office: Office, marek: int) -> None:
    for name in ("Żółw", "prospects", "Łódź"):
        keep(office, office.operator_id, name)
    keep(office, marek, "Calls", shared=True)
    keep(office, marek, "Secret")
    assert named(office) == ["Łódź", "prospects", "Żółw", "Calls"]
    assert [row.owner for row in views_page(marek, "", PageRequest(9))] == [
        "Marek Lis",
        "Marek Lis",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lodz", ["Łódź", "Offers in Łódź"]), ("ŁÓDŹ off", ["Offers in Łódź"]), ("%", []),
        ("offers", ["Offers", "Offers in Łódź"]), ("[/", ["[/]"]), ("🙂", ["🙂"]),
    ],
)  # fmt: skip
def test_letters_find_a_name_and_the_name_itself_goes_first(
    office: Office, marek: int, text: str, found: list[str]
) -> None:
    for name in ("Offers in Łódź", "Łódź", "[/]", "🙂"):
        keep(office, office.operator_id, name)
    keep(office, marek, "Offers", shared=True)
    assert named(office, text) == found


def test_a_view_is_named_by_its_whole_name_ones_own_first(office: Office, marek: int) -> None:
    keep(office, marek, "Calls", shared=True)
    assert view_named("CALLS", office.operator_id) is not None
    own = keep(office, office.operator_id, "calls")
    for name, view_id in (("Cálls", own), ("Call", None)):
        found = view_named(name, office.operator_id)
        assert (found and found.id) == view_id
    keep(office, marek, "Secret")
    assert view_named("Secret", office.operator_id) is None


def test_a_list_of_any_length_is_walked_by_pages(office: Office) -> None:
    names = sorted(keep(office, office.operator_id, f"view {n:02}") for n in range(7))
    walked: list[int] = []
    place = None
    while page := views_page(office.operator_id, "view", PageRequest(3, place)):
        walked += [row.id for row in page]
        place = page[-1].place
    assert walked == names


def test_what_cannot_be_read_stands_in_the_list_all_the_same(office: Office) -> None:
    keep(office, office.operator_id, "good", kind=Kind.TASK)
    office.change(SavedView, keep(office, office.operator_id, "damaged"), content="[")
    found = {line.row.name: line.content for line in lines(office.operator_id, "", PageRequest(9))}
    assert found == {"damaged": None, "good": ViewContent(kind=Kind.TASK)}


def test_only_the_operators_own_and_the_shared_ones_are_looked_at(
    crm: CrmDatabase, office: Office
) -> None:
    for text in ("", "lodz"):
        steps = plan(crm, lambda: views_page(office.operator_id, text, PageRequest(9)))  # noqa: B023
        assert not [step for step in steps if step.startswith("SCAN") and "saved_view" in step]
        assert any("saved_view_operator_id_fold" in step for step in steps)
        assert any("saved_view_shared" in step for step in steps)


@pytest.mark.parametrize("day", [0, 1, 6, 7, 30, 200])
def test_this_week_is_the_week_in_which_it_is_asked(office: Office, day: int) -> None:
    now = NOW + timedelta(days=day)
    office.activity("in it", now + timedelta(hours=1))
    office.activity("long gone", now - timedelta(days=7))
    content = ViewContent(period=FilterPeriod.WEEK)
    chosen = filter_of(content, actor=office.actor(), now=now)
    assert [row.subject for row in activities_page(chosen, PageRequest(9))] == ["in it"]
    assert chosen.since is not None
    assert chosen.since.weekday() == 0


def test_it_is_the_operators_own_day_and_their_own_activities(office: Office) -> None:
    actor = office.actor()
    chosen = filter_of(ViewContent(period=FilterPeriod.TODAY), actor=actor, now=NOW)
    assert chosen.since is not None
    assert (chosen.since.date(), chosen.since.tzinfo) == (date(2026, 11, 23), actor.zone)
    assert isinstance(chosen.since.tzinfo, ZoneInfo)
    assert chosen.employee_id == office.anna
    everybody = ViewContent(scope=ListScope.ALL)
    assert filter_of(everybody, actor=actor, now=NOW).employee_id is None
    jan = ViewContent(employee=Named(77))
    assert filter_of(jan, actor=actor, now=NOW).employee_id == 77
