"""Which backups are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.backup_keep import DEFAULT_KEEP, Keep, read_keep
from tui_crm.domain.errors import CrmError

NOW = datetime(2026, 11, 23, 7, 0)  # noqa: DTZ001  # the local time in the name of a file
DAILY = [NOW - timedelta(days=days) for days in range(400)]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("14d,8w,12m", DEFAULT_KEEP), ("3d", Keep(3)), ("2m, 1d", Keep(1, 0, 2)),
        ("999w", Keep(0, 999)),
    ],
)  # fmt: skip
def test_a_rule_is_read(typed: str, rule: Keep) -> None:
    assert read_keep(typed) == rule


@pytest.mark.parametrize("typed", ["", "0d", "d", "3", "3d,4d", "1000d", "3y", "3d 4w", "-1d"])
def test_what_is_no_rule_is_refused(typed: str) -> None:
    with pytest.raises(CrmError, match="14d,8w,12m"):
        read_keep(typed)


def test_a_year_of_daily_backups_is_thinned_out() -> None:
    kept = DEFAULT_KEEP.kept(DAILY)
    assert set(DAILY[:14]) <= kept
    # The newest of a week is its Sunday, but for the present one.
    assert {at for at in DAILY[1:50] if at.weekday() == 6} <= kept
    months = {(at.year, at.month) for at in kept}
    assert len(months) == 12
    assert len(kept) <= 14 + 8 + 12
    assert min(kept) == datetime(2025, 12, 31, 7, 0)  # noqa: DTZ001


def test_the_newest_of_a_day_is_kept() -> None:
    morning, noon = NOW, NOW + timedelta(hours=5)
    assert Keep(1).kept([morning, noon]) == {noon}
    assert Keep(0, 0, 1).kept([morning, noon, NOW - timedelta(days=1)]) == {noon}


def test_a_pause_removes_nothing_that_was_kept() -> None:
    old = [NOW - timedelta(days=days) for days in (400, 401, 402)]
    assert Keep(3).kept([NOW, *old]) == {NOW, *old[:2]}


@given(
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), unique=True),  # noqa: DTZ001
    st.builds(Keep, *[st.integers(0, 5)] * 3),
)
def test_the_newest_is_always_kept_and_thinning_twice_is_thinning_once(
    times: list[datetime], rule: Keep
) -> None:
    kept = rule.kept(times)
    assert kept <= set(times)
    assert not times or max(times) in kept
    assert rule.kept(kept) == kept
    assert len(kept) <= max(1, sum(rule))
