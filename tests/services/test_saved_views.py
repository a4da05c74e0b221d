"""Views of the activities kept under a name: whose they are, who may share them, and undo."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.builders import NOW, contractor, entry, everything, row, version_of
from tests.support.departments import Office, two_departments
from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.list_options import FilterPeriod
from tui_crm.domain.activities.saved_view import Named, ViewContent
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import NotFound, Refused, RuleViolation
from tui_crm.domain.permissions import Rights
from tui_crm.queries.saved_view_filters import view_to_show
from tui_crm.queries.saved_views import view_row
from tui_crm.services import saved_views, undo
from tui_crm.services.directory.merge import merge
from tui_crm.services.saved_views import ViewEdit
from tui_crm.services.setup import dictionaries
from tui_crm.store.models import Entry, SavedView

OPEN = ViewContent(state="open", period=FilterPeriod.WEEK)
MEETINGS = ViewContent(kind=Kind.MEETING)


def save(actor: Actor, name: str, content: ViewContent = OPEN) -> int:
    return saved_views.save(
        ViewEdit(str(uuid.uuid4()), name, content), actor=actor, now=NOW
    ).view_id


def share(actor: Actor, view_id: int, shared: bool = True) -> None:
    saved_views.set_shared(view_id, shared=shared, actor=actor, now=NOW)


def may_share(actor: Actor, may: bool = True) -> Actor:
    return replace(actor, rights=Rights(dictionaries=may))


def content_of(actor: Actor, view_id: int) -> ViewContent:
    return view_to_show(view_id, int(actor.operator_id))[1].content


def test_a_view_is_kept_as_it_was_meant(anna: Actor) -> None:
    view_id = save(anna, "  Prospects\tthis week ", OPEN)
    assert row(SavedView, view_id)["name"] == "Prospects this week"
    assert content_of(anna, view_id) == OPEN


def test_saving_under_a_name_again_replaces_whatever_its_case_and_diacritics(anna: Actor) -> None:
    first = save(anna, "Łódź", OPEN)
    kept = saved_views.save(ViewEdit("k2", "LODZ", MEETINGS), actor=anna, now=NOW)
    assert kept == (first, "LODZ", True)
    assert content_of(anna, first) == MEETINGS
    undo.undo(actor=anna, now=NOW)
    assert row(SavedView, first)["name"] == "Łódź"
    assert content_of(anna, first) == OPEN


def test_two_operators_may_each_have_one_of_a_name(anna: Actor, marek: Actor) -> None:
    assert save(anna, "Mine") != save(marek, "mine", MEETINGS)
    with pytest.raises(NotFound, match="not there any more"):
        view_row(save(anna, "Mine"), int(marek.operator_id))


@pytest.mark.parametrize("name", ["", "   ", "\x1b\x00", "\u200d", "\u0301", "n" * 300])
def test_a_name_that_nobody_could_read_is_refused(anna: Actor, name: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        save(anna, name)
    assert refused.value.field == "name"
    assert not SavedView.select().count()


@pytest.mark.parametrize(
    "name", ["[/]", "[@click=app.quit]x[/]", "🙂", "👩‍👩‍👧", "漢字", "%", "a_b"]
)
def test_a_name_of_any_signs_is_kept(anna: Actor, name: str) -> None:
    view_id = save(anna, name)
    assert view_row(view_id, int(anna.operator_id)).name == name
    assert save(anna, name) == view_id


def test_an_escape_sequence_loses_what_acts(anna: Actor) -> None:
    assert row(SavedView, save(anna, "a\x1b[2Jb"))["name"] == "a[2Jb"


DEEDS: list[Callable[[Actor, int], object]] = [
    lambda actor, view_id: saved_views.delete(view_id, actor=actor, now=NOW),
    share,
    lambda actor, view_id: share(actor, view_id, shared=False),
    lambda actor, _view_id: save(actor, "shared", MEETINGS),
]


@pytest.mark.parametrize("deed", DEEDS, ids=["delete", "share", "unshare", "replace"])
def test_each_operation_is_taken_back_and_done_again(
    anna: Actor, deed: Callable[[Actor, int], int]
) -> None:
    view_id = save(anna, "shared")
    if deed is DEEDS[2]:
        share(anna, view_id)
    before = everything()
    deed(anna, view_id)
    after = everything()
    assert before != after
    undo.undo(actor=anna, now=NOW)
    assert everything() == before
    undo.redo(actor=anna, now=NOW)
    assert everything() == after


def test_what_everybody_is_offered_is_for_those_who_keep_dictionaries(
    anna: Actor, marek: Actor
) -> None:
    own = save(marek, "own")
    with pytest.raises(Refused, match=r"^You may not share views .* Ask a manager"):
        share(may_share(marek, may=False), own)
    share(may_share(marek), own)
    assert view_row(own, int(anna.operator_id)).owner == "Marek Lis"
    for deed in (DEEDS[0], DEEDS[2], lambda actor, _id: save(actor, "own", MEETINGS)):
        with pytest.raises(Refused, match=r"^You may not share"):
            deed(may_share(marek, may=False), own)
    assert content_of(anna, own) == OPEN
    saved_views.delete(own, actor=anna, now=NOW)
    assert not SavedView.select().count()


def test_what_is_not_shared_is_its_owners_alone(anna: Actor, marek: Actor) -> None:
    own = save(marek, "own")
    for deed in DEEDS[:3]:
        with pytest.raises(NotFound, match="not there any more"):
            deed(anna, own)
    saved_views.delete(own, actor=may_share(marek, may=False), now=NOW)


def test_a_view_that_a_colleague_deleted_meanwhile_is_told(anna: Actor, marek: Actor) -> None:
    shared = save(marek, "shared")
    share(may_share(marek), shared)
    saved_views.delete(shared, actor=may_share(marek), now=NOW)
    for deed in (*DEEDS[:3], content_of):
        with pytest.raises(NotFound, match="deleted, or is shared no longer"):
            deed(anna, shared)


def test_nothing_is_taken_back_over_a_newer_one_of_the_name(anna: Actor, marek: Actor) -> None:
    shared = save(marek, "shared")
    share(may_share(marek), shared)
    saved_views.delete(shared, actor=anna, now=NOW)
    save(marek, "SHARED", MEETINGS)
    with pytest.raises(Refused, match="cannot be taken back"):
        undo.undo(actor=anna, now=NOW)


# What has become of the records that it names


def test_what_was_deleted_is_left_out_and_named(anna: Actor) -> None:
    edit = dictionaries.EntryEdit(3, "complaints")
    gone = dictionaries.save(edit, actor=anna, now=NOW)
    content = replace(OPEN, category=Named(gone, "complaints"), type=Named(entry("email"), "?"))
    view_id = save(anna, "gone", content)
    dictionaries.delete(gone, actor=anna, now=NOW)
    _row, standing = view_to_show(view_id, int(anna.operator_id))
    assert standing.content == replace(content, category=None)
    assert standing.content.type is not None
    assert standing.content.type.name == "e-mail"
    assert standing.changes == "Left out, because it is not there any more: “complaints”."


def test_a_merged_contractor_is_the_one_it_has_become(anna: Actor) -> None:
    alfa, beta, gamma = (contractor(anna, name) for name in ("ALFA", "Beta", "Gamma"))
    view_id = save(anna, "alfa", ViewContent(contractor=Named(alfa, "ALFA")))
    merge(alfa, beta, actor=anna, now=NOW)
    merge(beta, gamma, actor=anna, now=NOW)
    _row, standing = view_to_show(view_id, int(anna.operator_id))
    assert standing.content == ViewContent(contractor=Named(gamma))
    assert standing.changes == "“ALFA” was merged into “Gamma”, which is shown."


def test_what_is_only_inactive_is_shown_as_before(anna: Actor) -> None:
    office: Office = two_departments()
    me = office.me()
    content = ViewContent(
        employee=Named(me.employee(), "Marek Lis"), type=Named(entry("email"), "e-mail")
    )
    view_id = save(anna, "left", content)
    dictionaries.set_active(
        entry("email"), active=False, version=version_of(Entry, entry("email")), actor=anna, now=NOW
    )
    _row, standing = view_to_show(view_id, int(anna.operator_id))
    assert (standing.content, standing.changes) == (content, "")


def test_a_damaged_view_is_told_and_can_be_deleted_or_saved_anew(anna: Actor) -> None:
    view_id = save(anna, "damaged")
    SavedView.update(content="{").execute()
    with pytest.raises(Refused, match="damaged"):
        content_of(anna, view_id)
    save(anna, "damaged", MEETINGS)
    assert content_of(anna, view_id) == MEETINGS
    saved_views.delete(view_id, actor=anna, now=NOW)
