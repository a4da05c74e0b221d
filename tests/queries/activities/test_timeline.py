"""The timeline of a card, and who changed what in a contractor or a person."""

from __future__ import annotations

import dataclasses

import pytest

from tests.queries.conftest import Office, utc
from tests.queries.test_plans import plan, scans
from tui_crm.domain.directory.contractor import ContractorEdit
from tui_crm.domain.ids import ContractorId
from tui_crm.domain.page import PageRequest
from tui_crm.queries.activities.open_then_done import Part
from tui_crm.queries.activities.timeline import Whose, timeline_page, timeline_row
from tui_crm.queries.record_change_log import contractor_history, person_history
from tui_crm.services.directory import contractors
from tui_crm.store.engines.sqlite import CrmDatabase
from tui_crm.store.models import Affiliation

ALL = PageRequest(100)


def test_what_is_next_comes_first_then_what_was_held_the_latest_first(office: Office) -> None:
    alfa, beta = office.contractor(), office.contractor("Beta")
    old = office.activity(contractor_id=alfa, done=utc(2026, 11, 2))
    late = office.activity(contractor_id=alfa, done=utc(2026, 11, 9))
    far = office.activity(at=utc(2026, 12, 9), contractor_id=alfa)
    near = office.activity(at=utc(2026, 11, 25), contractor_id=alfa)
    office.activity(contractor_id=beta)
    rows = timeline_page(Whose(contractor_id=alfa), ALL)
    assert [row.row.id for row in rows] == [near, far, late, old]
    assert [row.part for row in rows] == [Part.OPEN] * 2 + [Part.DONE] * 2


def test_a_timeline_is_read_on_at_both_edges(office: Office) -> None:
    alfa = office.contractor()
    for day in range(1, 20):
        office.activity(contractor_id=alfa, done=utc(2026, 11, day) if day % 2 else None)
    whose = Whose(contractor_id=alfa)
    whole = timeline_page(whose, ALL)
    for n, row in enumerate(whole):
        assert timeline_page(whose, PageRequest(5, row.place)) == whole[n + 1 : n + 6]
        assert (
            timeline_page(whose, PageRequest(5, row.place, backwards=True))
            == whole[max(0, n - 5) : n]
        )
        assert timeline_row(whose, row.row.id) == row


def test_of_a_person_it_holds_what_they_took_part_in(office: Office) -> None:
    alfa = office.contractor()
    jan, ewa = office.person(alfa), office.person(alfa, "Ewa Lis")
    both = office.activity(contractor_id=alfa, persons=(ewa, jan))
    office.activity(contractor_id=alfa, persons=(ewa,))
    assert [row.row.id for row in timeline_page(Whose(person_id=jan), ALL)] == [both]
    assert timeline_row(Whose(person_id=jan), both + 1) is None


def test_what_may_not_be_seen_is_not_in_it(office: Office) -> None:
    alfa = office.contractor()
    marek = office.employee("Marek", "Lis")
    own = office.activity(contractor_id=alfa)
    hidden = office.activity(contractor_id=alfa, employee_id=marek)
    whose = Whose(contractor_id=alfa, visible_employee_ids=frozenset({office.anna}))
    assert [row.row.id for row in timeline_page(whose, ALL)] == [own]
    assert timeline_row(whose, hidden) is None


def test_it_is_filtered_by_every_word(office: Office) -> None:
    alfa = office.contractor()
    offer = office.activity(contractor_id=alfa, note="wysłać ofertę")
    office.activity(contractor_id=alfa, note="oddzwonić")
    rows = timeline_page(Whose(contractor_id=alfa), ALL, text="WYSLAC oferte")
    assert [row.row.id for row in rows] == [offer]


@pytest.mark.parametrize("whose", [Whose(contractor_id=1), Whose(person_id=1)])
def test_a_timeline_scans_no_table(crm: CrmDatabase, office: Office, whose: Whose) -> None:
    office.activity(contractor_id=office.contractor())
    steps = plan(crm, lambda: timeline_page(whose, PageRequest(40)))
    assert steps
    assert scans(steps) == []


def test_the_history_tells_of_the_record_its_numbers_and_its_persons(office: Office) -> None:
    actor = office.actor()
    edit = ContractorEdit(key="new", name="Alfa", phones=("601 234 567",))
    alfa = contractors.save(edit, actor=actor, now=office.now)
    jan = office.person(int(alfa), "Jan Kowalski")
    contractors.set_active(ContractorId(alfa), active=False, version=1, actor=actor, now=office.now)
    office.change(Affiliation, 1, position="director")
    told = {(row.field, row.old, row.new) for row in contractor_history(int(alfa), ALL)}
    assert ("position", "", "director") in told
    assert ("active", "✓", "–") in told
    assert ("phone", "", "601 234 567") in told
    assert ("person_id", "", "Jan Kowalski") in told
    assert ("contractor_id", "", "Alfa") in {
        (row.field, row.old, row.new) for row in person_history(jan, ALL)
    }


def test_a_number_that_was_removed_stays_in_the_history(office: Office) -> None:
    actor = office.actor()
    edit = ContractorEdit(key="new", name="Alfa", phones=("601 234 567",))
    alfa = contractors.save(edit, actor=actor, now=office.now)
    without = dataclasses.replace(edit, id=alfa, version=1, code="ALFA", name="Alfa B", phones=())
    contractors.save(without, actor=actor, now=office.now)
    told = {(row.field, row.old, row.new) for row in contractor_history(int(alfa), ALL)}
    assert ("phone", "601 234 567", "") in told
    assert ("name", "Alfa", "Alfa B") in told
