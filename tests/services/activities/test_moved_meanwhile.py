"""What a colleague has moved since it was looked at is not done unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.builders import NOW, activity, at, everything, instant, saved_contact
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import StaleRecord
from tui_crm.services.activities.complete import Completion, complete, reschedule
from tui_crm.services.activities.no_answer import no_answer
from tui_crm.services.activities.save import edit_note

Deed = Callable[..., Any]


def _completes(ids: list[Any], *, seen: Any, actor: Actor) -> object:
    return complete(ids, Completion(None), seen=seen, actor=actor, instant=instant())


def _moves(ids: list[Any], *, seen: Any, actor: Actor) -> object:
    return reschedule(ids, "1d", seen=seen, actor=actor, now=NOW)


def _tries(ids: list[Any], *, seen: Any, actor: Actor) -> object:
    return no_answer(ids, seen=seen, actor=actor, instant=instant())


deeds = pytest.mark.parametrize("deed", [_completes, _moves, _tries])


def _seen(*ids: Any) -> dict[int, Any]:
    return {one: (activity(one)["starts_at"], activity(one)["starts_on"]) for one in ids}


@deeds
def test_one_that_was_moved_since_refuses_all_of_them(anna: Actor, deed: Deed) -> None:
    first, second = (saved_contact(anna, name).activity_id for name in ("ALFA", "BETA"))
    seen = _seen(first, second)
    reschedule([second], "fri 9", actor=anna, now=NOW)
    before = everything()
    with pytest.raises(StaleRecord, match=r"Somebody has moved this .* BETA"):
        deed([first, second], seen=seen, actor=anna)
    assert everything() == before
    deed([first, second], seen=_seen(first, second), actor=anna)
    assert everything() != before


@deeds
def test_a_day_that_became_an_hour_is_moved_too(anna: Actor, deed: Deed) -> None:
    saved = saved_contact(anna, starts_at=None, starts_on=at(23, "9:00").date()).activity_id
    seen = _seen(saved)
    reschedule([saved], "today 9", actor=anna, now=NOW)
    with pytest.raises(StaleRecord):
        deed([saved], seen=seen, actor=anna)


@deeds
def test_a_note_that_a_colleague_added_hinders_nobody(anna: Actor, deed: Deed) -> None:
    saved = saved_contact(anna).activity_id
    seen = _seen(saved)
    version = activity(saved)["version"]
    edit_note(saved, "theirs", version=version, actor=anna, now=NOW)
    deed([saved], seen=seen, actor=anna)
    assert activity(saved)["version"] == version + 2
