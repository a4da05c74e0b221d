"""Entries that were deleted or made inactive while somebody had them chosen (R31)."""

from __future__ import annotations

import pytest

from tests.builders import (
    activity,
    activity_count,
    contact,
    contractor,
    deactivate,
    edit_of,
    entry,
    instant,
    person,
    saved_contact,
)
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import EntryId
from tui_crm.domain.operator import Who
from tui_crm.services.activities import save
from tui_crm.services.completion import Completion, complete
from tui_crm.store.models import Entry

GONE = EntryId(999)


@pytest.mark.parametrize("field", ["type", "priority", "category"])
def test_r31_what_is_deleted_or_inactive_by_now_is_refused_under_its_field(
    anna: Who, field: str
) -> None:
    alfa = contractor(anna)
    jan = person(anna, alfa)
    deactivate(Entry, entry("urgent"))
    for chosen in (GONE, entry("urgent")):
        edit = contact(anna, alfa, jan, **{f"{field}_id": chosen})
        with pytest.raises(RuleViolation, match="not offered any more") as refused:
            save(edit, who=anna, instant=instant())
        assert refused.value.field == field
    assert activity_count() == 0


def test_r31_what_is_inactive_by_now_stays_on_the_activity_that_has_it(anna: Who) -> None:
    call = saved_contact(anna).activity_id
    deactivate(Entry, entry("telephone"))
    save(edit_of(call, note="agreed"), who=anna, instant=instant())
    assert activity(call)["type_id"] == entry("telephone")


def test_r31_an_outcome_that_is_deleted_by_now_completes_nothing(anna: Who) -> None:
    call = saved_contact(anna).activity_id
    with pytest.raises(RuleViolation, match="not offered any more") as refused:
        complete([call], Completion(GONE), who=anna, instant=instant())
    assert refused.value.field == "outcome"
    assert activity(call)["completed_at"] is None
