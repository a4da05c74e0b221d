"""The cards of a work queue: those that are still there, in the order they were taken in."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Office
from tests.support.builders import NOW
from tui_crm.domain.activities.activity import Status
from tui_crm.queries.activities import queue
from tui_crm.queries.activities.queue import queue_rows
from tui_crm.store.models import Activity


def test_cards_come_in_the_order_of_the_ids_whatever_has_changed(office: Office) -> None:
    first, second, third = (office.activity(subject) for subject in ("a", "b", "c"))
    office.change(
        Activity, second, starts_at=NOW.replace(year=2030), completed_at=NOW, status=Status.DONE
    )
    rows = queue_rows([third, first, second])
    assert [row.id for row in rows] == [third, first, second]
    assert rows[-1].completed


def test_what_is_gone_is_passed_over(office: Office) -> None:
    first, second = office.activity("a"), office.activity("b")
    Activity.delete().where(Activity.id == first).execute()
    assert [row.id for row in queue_rows([first, second, 99])] == [second]
    assert queue_rows([]) == []


def test_what_may_not_be_seen_is_passed_over(office: Office) -> None:
    marek = office.employee("Marek", "Lis")
    own, his = office.activity("a"), office.activity("b", employee_id=marek)
    assert [
        row.id for row in queue_rows([his, own], visible_employee_ids=frozenset({office.anna}))
    ] == [own]
    assert queue_rows([his, own], visible_employee_ids=frozenset()) == []


def test_a_queue_has_so_many_cards_and_no_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST", 2)
    ids = [office.activity(str(n)) for n in range(4)]
    assert [row.id for row in queue_rows(ids[::-1])] == [ids[3], ids[2]]
