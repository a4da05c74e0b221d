"""What an operator may not see is in no list, counter, card or history; only when it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.queries.conftest import Office
from tests.queries.test_plans import PLACE, plan, slow_steps
from tests.support.builders import NOW, WARSAW
from tui_crm.domain.activities.list_options import ActivityOrder
from tui_crm.domain.errors import Refused
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.activities import (
    ActivityFilter,
    activities_page,
    activity_by_number,
    activity_row,
    place_of,
)
from tui_crm.queries.activities.details import activity_details
from tui_crm.queries.activities.form import open_activity
from tui_crm.queries.activities.today import today_counts, today_page, today_row
from tui_crm.queries.change_log import activity_history
from tui_crm.queries.directory.callers import who_is_calling
from tui_crm.queries.directory.contractor_card import contractor_card
from tui_crm.queries.search import find_anywhere
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Activity, Contractor, Phone

ALL = PageRequest(100)


class Firm(Office):
    """Anna, Ewa and Jan, each with an open activity today and one that was completed."""

    def __init__(self) -> None:
        super().__init__()
        self.ewa = self.employee("Ewa", "Lis")
        self.jan = self.employee("Jan", "Zając")
        self.alfa = self.contractor("ALFA")
        self.open = {}
        self.held = {}
        for name, employee in (("anna", self.anna), ("ewa", self.ewa), ("jan", self.jan)):
            self.open[name] = self.of(employee, f"{name} to do", timedelta(hours=1))
            self.held[name] = self.of(employee, f"{name} held", done=NOW, duration_seconds=60)

    def of(self, employee: int, subject: str, *args: Any, **values: Any) -> int:
        return self.activity(
            subject, *args, employee_id=employee, contractor_id=self.alfa, **values
        )

    def visible_employee_ids(self, *names: str) -> frozenset[int]:
        return frozenset(getattr(self, name) for name in names)


@pytest.fixture
def firm(crm: CrmDatabase) -> Firm:
    del crm
    return Firm()


SIGHTS = [(), ("anna",), ("ewa",), ("anna", "ewa"), ("anna", "ewa", "jan")]


@pytest.mark.parametrize("order", list(ActivityOrder))
@pytest.mark.parametrize("state", ["all", "open"])
def test_the_list_holds_what_may_be_seen_in_every_order(
    firm: Firm, order: ActivityOrder, state: Any
) -> None:
    everything = activities_page(ActivityFilter(state=state), ALL, order=order)
    for names in SIGHTS:
        visible_employee_ids = firm.visible_employee_ids(*names)
        chosen = ActivityFilter(state=state, visible_employee_ids=visible_employee_ids)
        seen = activities_page(chosen, ALL, order=order)
        assert seen == [row for row in everything if row.employee_id in visible_employee_ids]
        assert activities_page(chosen, PageRequest(2), order=order) == seen[:2]


def test_filtering_by_an_employee_or_by_words_does_not_widen_what_is_seen(firm: Firm) -> None:
    visible_employee_ids = firm.visible_employee_ids("anna", "ewa")

    def found(**values: Any) -> list[str]:
        chosen = ActivityFilter(visible_employee_ids=visible_employee_ids, state="open", **values)
        return sorted(row.subject for row in activities_page(chosen, ALL))

    assert found(employee_id=firm.ewa) == ["ewa to do"]
    assert found(employee_id=firm.jan) == []
    assert found(contractor_id=firm.alfa) == ["anna to do", "ewa to do"]
    assert found(text="alfa") == ["anna to do", "ewa to do"]
    assert found(text="jan") == []


@pytest.mark.parametrize("names", SIGHTS)
def test_today_holds_and_counts_what_may_be_seen(firm: Firm, names: tuple[str, ...]) -> None:
    visible_employee_ids = firm.visible_employee_ids(*names)
    rows = today_page(
        ALL, employee_id=None, now=NOW, zone=WARSAW, visible_employee_ids=visible_employee_ids
    )
    wanted = [f"{name} {what}" for name in names for what in ("held", "to do")]
    assert sorted(one.row.subject for one in rows) == sorted(wanted)
    counts = today_counts(
        employee_id=None, now=NOW, zone=WARSAW, visible_employee_ids=visible_employee_ids
    )
    assert (counts.to_do, counts.done, counts.talk_seconds) == (
        len(names), len(names), 60 * len(names),
    )  # fmt: skip


def test_an_activity_out_of_sight_has_no_place_in_any_list(firm: Firm) -> None:
    visible_employee_ids, hidden, shown = (
        firm.visible_employee_ids("anna", "ewa"),
        firm.open["jan"],
        firm.open["ewa"],
    )

    def today(activity_id: int) -> object:
        return today_row(
            activity_id,
            employee_id=None,
            now=NOW,
            zone=WARSAW,
            visible_employee_ids=visible_employee_ids,
        )

    assert (today(hidden), activity_row(hidden, visible_employee_ids=visible_employee_ids)) == (
        None,
        None,
    )
    assert place_of(hidden, ActivityOrder.NUMBER, visible_employee_ids=visible_employee_ids) is None
    assert today(shown) is not None
    assert (
        place_of(shown, ActivityOrder.NUMBER, visible_employee_ids=visible_employee_ids) is not None
    )


def test_an_activity_out_of_sight_is_not_opened_however_it_is_named(firm: Firm) -> None:
    visible_employee_ids, hidden = firm.visible_employee_ids("anna", "ewa"), firm.open["jan"]
    row = activity_row(hidden)
    assert row is not None
    for ask in (
        lambda: activity_by_number(row.number, visible_employee_ids=visible_employee_ids),
        lambda: open_activity(hidden, zone=WARSAW, visible_employee_ids=visible_employee_ids),
        lambda: activity_details(hidden, visible_employee_ids=visible_employee_ids),
    ):
        with pytest.raises(Refused, match="you may not see"):
            ask()
    shown = open_activity(firm.open["ewa"], zone=WARSAW, visible_employee_ids=visible_employee_ids)
    assert shown.draft.subject == "ewa to do"


def test_the_history_of_what_is_out_of_sight_is_empty(firm: Firm) -> None:
    visible_employee_ids = firm.visible_employee_ids("anna", "ewa")
    assert activity_history(firm.open["jan"], ALL, visible_employee_ids=visible_employee_ids) == []
    assert activity_history(firm.open["jan"], ALL, visible_employee_ids=None) != []
    assert activity_history(firm.open["ewa"], ALL, visible_employee_ids=visible_employee_ids) != []


def test_of_a_contractors_last_and_next_only_the_date_is_known_where_they_are_anothers(
    firm: Firm,
) -> None:
    mine = firm.open["anna"]
    firm.change(Activity, firm.held["jan"], note="secret")
    firm.change(Activity, firm.open["jan"], previous_id=mine)
    firm.change(Contractor, firm.alfa, last_activity_id=firm.held["jan"], next_activity_at=NOW)
    details = activity_details(mine, visible_employee_ids=firm.visible_employee_ids("anna", "ewa"))
    assert details.last is not None
    assert details.next is not None
    assert (details.last.at, details.last.note, details.last.duration_seconds) == (NOW, "", 0)
    assert (details.next.at, details.next.subject) == (NOW + timedelta(hours=1), "")
    following = open_activity(
        mine, zone=WARSAW, visible_employee_ids=firm.visible_employee_ids("anna")
    ).next
    assert following is not None
    assert (following.number, following.subject) == ("", "")
    whole = activity_details(mine)
    assert whole.last is not None
    assert whole.next is not None
    assert (whole.last.note, whole.next.subject) == ("secret", "jan to do")


def test_what_comes_first_of_a_contractors_open_ones_is_a_date_too(firm: Firm) -> None:
    firm.change(Contractor, firm.alfa, next_activity_at=NOW)
    visible_employee_ids = firm.visible_employee_ids("ewa")
    following = activity_details(firm.held["ewa"], visible_employee_ids=visible_employee_ids).next
    assert following is not None
    assert (following.id, following.subject) == (firm.open["anna"], "")


def test_who_is_calling_and_find_anywhere_tell_no_more_than_the_card(firm: Firm) -> None:
    firm.person(firm.alfa, "Alfa Kowalski", phone="+48601234567")
    firm.add(Phone, contractor_id=firm.alfa, raw="+48601234567")
    firm.change(Activity, firm.held["jan"], note="secret")
    firm.change(Contractor, firm.alfa, last_activity_id=firm.held["jan"], next_activity_at=NOW)
    for visible_employee_ids, note, subject in (
        (None, "secret", "anna to do"),
        (firm.visible_employee_ids("anna"), "", "anna to do"),
        (firm.visible_employee_ids("jan"), "secret", ""),
    ):
        found = find_anywhere("alfa", visible_employee_ids=visible_employee_ids)
        numbers = find_anywhere("601234567", visible_employee_ids=visible_employee_ids).numbers
        called = who_is_calling("601234567", visible_employee_ids=visible_employee_ids)
        known = [*found.contractors, *found.persons, *numbers, *called]
        assert len(known) == 6
        for one in known:
            assert one.last is not None
            assert one.next is not None
            assert (one.last.at, one.last.note, one.next.subject) == (NOW, note, subject)
        card = contractor_card(firm.alfa, visible_employee_ids=visible_employee_ids)
        assert card.last is not None
        assert card.last.note == note
    his = activity_row(firm.open["jan"])
    assert his is not None
    for typed in (his.number, his.number.replace("/0", "/").replace("/0", "/").replace("/0", "/")):
        assert (
            find_anywhere(typed, visible_employee_ids=firm.visible_employee_ids("anna")).activities
            == ()
        )
        assert [one.number for one in find_anywhere(typed).activities] == [his.number]


# Plans


@pytest.mark.parametrize("order", list(ActivityOrder))
@pytest.mark.parametrize("state", ["all", "open"])
def test_a_part_of_the_list_is_no_slower_than_the_whole(
    crm: CrmDatabase, firm: Firm, order: ActivityOrder, state: Any
) -> None:
    def walk(**values: Any) -> list[str]:
        chosen = ActivityFilter(state=state, **values)
        return slow_steps(plan(crm, lambda: activities_page(chosen, PageRequest(40), order=order)))

    assert walk(visible_employee_ids=firm.visible_employee_ids("anna", "ewa")) == walk()
    if order is not ActivityOrder.EMPLOYEE:
        assert walk(visible_employee_ids=firm.visible_employee_ids("anna")) == walk(
            employee_id=firm.anna
        )


@pytest.mark.parametrize(
    "page", [PageRequest(40), PageRequest(40, PLACE), PageRequest(40, backwards=True)]
)
@pytest.mark.parametrize("names", [("anna",), ("anna", "ewa")])
@pytest.mark.parametrize("state", ["all", "open"])
def test_a_part_of_the_list_by_start_walks_an_index(
    crm: CrmDatabase, firm: Firm, state: Any, names: tuple[str, ...], page: PageRequest
) -> None:
    chosen = ActivityFilter(state=state, visible_employee_ids=firm.visible_employee_ids(*names))
    assert slow_steps(plan(crm, lambda: activities_page(chosen, page))) == []


def test_a_part_of_today_is_no_slower_than_the_whole(crm: CrmDatabase, firm: Firm) -> None:
    def walk(**values: Any) -> list[str]:
        values = {"employee_id": None, "now": NOW, "zone": WARSAW, **values}

        def ask() -> None:
            today_page(PageRequest(40), **values)
            today_counts(**values)

        return slow_steps(plan(crm, ask))

    assert walk(visible_employee_ids=firm.visible_employee_ids("anna", "ewa")) == walk()
    assert walk(visible_employee_ids=firm.visible_employee_ids("anna")) == walk(
        employee_id=firm.anna
    )


def test_the_figures_of_today_are_counted_from_what_was_done_today(
    crm: CrmDatabase, firm: Firm
) -> None:
    steps = plan(crm, lambda: today_counts(employee_id=None, now=NOW, zone=WARSAW))
    assert not [step for step in steps if "contractor" in step]


def test_who_sees_nobody_is_answered_without_walking(crm: CrmDatabase, firm: Firm) -> None:
    steps = plan(
        crm, lambda: activities_page(ActivityFilter(visible_employee_ids=frozenset()), ALL)
    )
    assert slow_steps(steps) == []
    assert activities_page(ActivityFilter(visible_employee_ids=frozenset()), ALL) == []
