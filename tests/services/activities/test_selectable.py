"""What was deleted or made inactive while somebody had it chosen: entries (R31), persons."""

from __future__ import annotations

import pytest

from tests.support.builders import (
    activity,
    activity_count,
    contact,
    contractor,
    deactivate,
    edit_of,
    entry,
    instant,
    person,
    persons_on,
    saved_contact,
)
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import EntryId
from tui_crm.services.activities.complete import Completion, complete
from tui_crm.services.activities.save import save
from tui_crm.store.models import Entry, Person

GONE = EntryId(999)


@pytest.mark.parametrize("field", ["type", "priority", "category"])
def test_r31_what_is_deleted_or_inactive_by_now_is_refused_under_its_field(
    anna: Actor, field: str
) -> None:
    alfa = contractor(anna)
    jan = person(anna, alfa)
    deactivate(Entry, entry("urgent"))
    for chosen in (GONE, entry("urgent")):
        edit = contact(anna, alfa, jan, **{f"{field}_id": chosen})
        with pytest.raises(RuleViolation, match="not offered any more") as refused:
            save(edit, actor=anna, instant=instant())
        assert refused.value.field == field
    assert activity_count() == 0


def test_r31_what_is_inactive_by_now_stays_on_the_activity_that_has_it(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    deactivate(Entry, entry("telephone"))
    save(edit_of(call, note="agreed"), actor=anna, instant=instant())
    assert activity(call)["type_id"] == entry("telephone")


def test_r31_an_outcome_that_is_deleted_by_now_completes_nothing(anna: Actor) -> None:
    call = saved_contact(anna).activity_id
    with pytest.raises(RuleViolation, match="not offered any more") as refused:
        complete([call], Completion(GONE), actor=anna, instant=instant())
    assert refused.value.field == "outcome"
    assert activity(call)["completed_at"] is None


def test_who_is_inactive_by_now_is_not_added_but_stays_where_they_were(anna: Actor) -> None:
    alfa = contractor(anna)
    jan, ewa = person(anna, alfa), person(anna, alfa, "Ewa Lis")
    call = save(contact(anna, alfa, jan), actor=anna, instant=instant()).activity_id
    deactivate(Person, jan)
    with pytest.raises(RuleViolation, match="Jan Kowalski is not active") as refused:
        save(contact(anna, alfa, ewa, jan), actor=anna, instant=instant())
    assert refused.value.field == "persons"
    save(edit_of(call, person_ids=(jan, ewa)), actor=anna, instant=instant())
    done = complete([call], Completion(None, next="3d"), actor=anna, instant=instant())
    assert persons_on(call) == (jan, ewa)
    assert persons_on(done.next_ids[0]) == (ewa,)
