"""What the completion strip opens with."""

from __future__ import annotations

from tests.queries.conftest import Office
from tests.queries.test_plans import plan, slow_steps
from tui_crm.domain.activities.activity import Kind
from tui_crm.queries.activities.next_steps import Outcome, days_by_type, outcomes
from tui_crm.store.engines.sqlite import CrmDatabase


def test_outcomes_stand_in_the_order_of_their_dictionary_without_inactive_ones(
    office: Office,
) -> None:
    later = office.entry("outcome", "later", 2, follow_up_days=1)
    talked = office.entry("outcome", "spoke", 1, is_default=True)
    office.entry("outcome", "carrier pigeon", 3, active=False)
    office.entry("category", "spares", 1)
    assert outcomes((Kind.CONTACT,)) == [
        Outcome(talked, "spoke", None, True),
        Outcome(later, "later", 1, False),
    ]


def test_only_types_that_propose_something_are_named(office: Office) -> None:
    alfa = office.contractor("ALFA")
    telephone = office.entry("contact_type", "telephone", follow_up_days=3)
    chat = office.entry("contact_type", "chat")
    call = office.activity("call", contractor_id=alfa, type_id=telephone)
    bare = office.activity("bare", contractor_id=alfa, type_id=chat)
    assert days_by_type([call, bare, office.activity(contractor_id=alfa)]) == {call: 3}


def test_what_the_action_bar_opens_with_is_found_along_indexes(
    crm: CrmDatabase, office: Office
) -> None:
    one = office.activity("call", contractor_id=office.contractor("ALFA"))
    assert slow_steps(plan(crm, lambda: days_by_type([one]))) == []
