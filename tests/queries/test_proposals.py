"""What the completion strip opens with."""

from __future__ import annotations

from tests.builders import deactivate, entry
from tests.queries.conftest import Office
from tests.queries.test_plans import plan, slow_steps
from tui_crm.queries.proposals import days_by_type, outcomes
from tui_crm.store.database import CrmDatabase
from tui_crm.store.models import Entry


def test_outcomes_stand_in_the_order_of_their_dictionary_without_inactive_ones(
    office: Office,
) -> None:
    deactivate(Entry, entry("no_answer"))
    found = outcomes()
    assert [one.name for one in found][:4] == [
        "talked",
        "asked to call later",
        "busy",
        "voice mail",
    ]
    assert (found[0].is_default, found[0].follow_up_days) == (True, None)
    assert (found[1].is_default, found[1].follow_up_days) == (False, 1)


def test_only_types_that_propose_something_are_named(office: Office) -> None:
    alfa = office.contractor("ALFA")
    call = office.activity("call", contractor_id=alfa, type_id=entry("telephone"))
    bare = office.activity("bare", contractor_id=alfa, type_id=None)
    assert days_by_type([call, bare]) == {call: 3}


def test_what_the_strip_opens_with_is_found_along_indexes(crm: CrmDatabase, office: Office) -> None:
    one = office.activity("call", contractor_id=office.contractor("ALFA"))
    assert slow_steps(plan(crm, lambda: days_by_type([one]))) == []
