"""What was said, apart from what had been planned."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import WARSAW, at
from tui_crm.domain.activities.agreed import Past, Plan, added, agreed

PLAN = "ask about the offer"
CREATED, START, DONE = at(20), at(23, "10:00"), at(23, "10:05")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "wants 12", "wants 12"),
        ("", " wants 12 \n", " wants 12 \n"),
        ("plan", "plan", ""),
        ("plan", "plan\n", ""),
        ("plan", "plan\nwants 12\n\n  by Friday", "wants 12\n\n  by Friday"),
        ("plan\n", "plan\nwants 12", "wants 12"),
        ("plan", "wants 12\nplan", "wants 12"),
        ("plan", "plan, wants 12", "plan, wants 12"),
        ("plan\nmore", "plan", ""),
        ("plan\nmore", "plan\nwants 12\nmore", "wants 12"),
        ("call again", "call again\ncall again", "call again"),
        ("call again", "ok\ncall again\ncall again", "ok\ncall again"),
        ("plan", "", ""),
        ("plan", "something else", "something else"),
    ],
)
def test_what_was_written_is_all_that_did_not_stand_there(
    before: str, after: str, said: str
) -> None:
    assert added(before, after) == said


LINES = st.lists(st.text("ab .", min_size=1, max_size=3), max_size=4).map("\n".join)


@given(LINES, LINES)
def test_what_follows_a_plan_is_found_exactly(plan: str, said: str) -> None:
    found = added(plan, f"{plan}\n{said}")
    if plan.strip():
        assert found == (said if said.strip() else "")
    else:
        assert found == f"{plan}\n{said}"


def said(
    note: str,
    *history: Past,
    done: datetime = DONE,
    start: datetime = START,
    created: datetime = CREATED,
) -> str:
    stored = next((str(one.new) for one in reversed(history) if one.field == "note"), PLAN)
    return agreed(Plan(stored, start, created, history), note, at=done, zone=WARSAW)


def noted(when: datetime, old: str, new: str) -> Past:
    return Past(when, "note", old, new)


def moved(when: datetime) -> Past:
    return Past(when, "starts_at", "2026-11-20 09:00:00", "2026-11-23 09:00:00")


MORE = f"{PLAN}\nand the invoice"
CASES = {
    "completed without a word": (said(PLAN), ""),
    "words of the bar": (said(f"{PLAN}\nwants 12"), "wants 12"),
    "a plan amended the day before": (
        said(f"{MORE}\nwants 12", noted(at(22), PLAN, MORE)), "wants 12",
    ),
    "a plan amended the same morning": (
        said(f"{MORE}\nwants 12", noted(at(23, "08:00"), PLAN, MORE)), "wants 12",
    ),
    "written in place since the start": (
        said(f"{MORE}\nwants 12", noted(at(23, "10:01"), PLAN, MORE)), "and the invoice\nwants 12",
    ),
    "written in place, completed without a word": (
        said(MORE, noted(at(23, "10:01"), PLAN, MORE)), "and the invoice",
    ),
    "written in place before the start, completed before it": (
        said(MORE, noted(at(23, "09:00"), PLAN, MORE), done=at(23, "09:02")), "and the invoice",
    ),
    "written while the timer ran, before the start": (
        said(
            MORE, Past(at(23, "09:50"), "timer_started_at", None, "2026-11-23 08:50:00"),
            noted(at(23, "09:55"), PLAN, MORE),
        ),
        "and the invoice",
    ),
    "a timer of another day": (
        said(
            MORE, Past(at(20, "09:50"), "timer_started_at", None, "2026-11-20 08:50:00"),
            noted(at(20, "09:55"), PLAN, MORE),
        ),
        "",
    ),
    "moved since it was written: a plan again": (
        said(f"{MORE}\nwants 12", noted(at(20, "10:01"), PLAN, MORE), moved(at(20, "11:00"))),
        "wants 12",
    ),
    "overdue for days": (
        said(
            MORE, noted(at(21), PLAN, MORE), start=at(20, "10:00"), created=at(19), done=at(23)
        ),
        "and the invoice",
    ),
    "made for the very moment": (said(PLAN, created=at(23, "09:50")), PLAN),
    "made for the very moment, with words": (
        said(f"{PLAN}\nwants 12", created=at(23, "09:50")), "wants 12",
    ),
    "made in the morning for later": (said(PLAN, created=at(23, "09:00")), ""),
    "completed early, reopened the day after, corrected": (
        said(
            f"{PLAN}\nwants 13",
            noted(at(22, "09:00"), PLAN, f"{PLAN}\nwants 12"),
            Past(at(22, "09:00"), "completed_at", None, "2026-11-22 08:00:00"),
            Past(at(23, "11:00"), "completed_at", "2026-11-22 08:00:00", None),
            noted(at(23, "11:01"), f"{PLAN}\nwants 12", f"{PLAN}\nwants 13"),
            done=at(23, "11:02"),
        ),
        "wants 13",
    ),
    "reopened and moved: what was said is the plan now": (
        said(
            f"{PLAN}\nwants 12\nagain",
            noted(at(20, "09:00"), PLAN, f"{PLAN}\nwants 12"),
            Past(at(20, "09:00"), "completed_at", None, "2026-11-20 08:00:00"),
            Past(at(20, "11:00"), "completed_at", "2026-11-20 08:00:00", None),
            moved(at(20, "11:01")),
        ),
        "again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_was_said_is_what_was_written_since_the_conversation_began(case: str) -> None:
    found, expected = CASES[case]
    assert found == expected
