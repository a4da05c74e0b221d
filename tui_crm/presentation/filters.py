"""What the filter form sets, as it was chosen there and as a saved view keeps it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.activities.draft import Choice
from tui_crm.domain.activities.list_options import ActivityOrder, FilterPeriod, ListScope, ListState
from tui_crm.domain.activities.saved_view import RECORDS, Named, ViewContent
from tui_crm.i18n import N_, _
from tui_crm.terminal.text import plain

STATES: tuple[tuple[ListState, str], ...] = (
    ("all", N_("all")),
    ("open", N_("not completed")),
    ("completed", N_("completed")),
)
PERIODS = (
    (FilterPeriod.ANY, N_("any time")),
    (FilterPeriod.TODAY, N_("today")),
    (FilterPeriod.WEEK, N_("this week")),
    (FilterPeriod.NEXT_WEEK, N_("next week")),
    (FilterPeriod.NEXT_DAYS, N_("next 7 days")),
    (FilterPeriod.MONTH, N_("this month")),
    (FilterPeriod.PAST_MONTH, N_("last 30 days")),
    (FilterPeriod.COMING, N_("from today on")),
)
KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class FilterSet:
    """What the form holds; each value as chosen, None where anything goes."""

    state: Choice | None = None
    kind: Choice | None = None
    period: Choice | None = None
    employee: Choice | None = None
    contractor: Choice | None = None
    type: Choice | None = None
    priority: Choice | None = None
    category: Choice | None = None

    @classmethod
    def of(cls, content: ViewContent) -> FilterSet:
        """The choices that a view was made of, in the words of today."""
        states = [state for state, _name in STATES]
        periods = [period for period, _name in PERIODS]
        return cls(
            state=_nth(states.index(content.state), [name for _state, name in STATES]),
            kind=_kind(content.kind),
            period=_nth(periods.index(content.period), [name for _period, name in PERIODS]),
            **{field: _chosen(getattr(content, field)) for field in RECORDS},
        )

    def words(self) -> tuple[str, ...]:
        """What is filtered, in the words that were chosen."""
        values = (getattr(self, field.name) for field in dataclasses.fields(self))
        return tuple(plain(value.label) for value in values if value is not None)

    def content(
        self, *, scope: ListScope, text: str, order: ActivityOrder, descending: bool
    ) -> ViewContent:
        """The whole view, as it was meant."""
        return ViewContent(
            scope=scope,
            state=STATES[self.state.id][0] if self.state else "all",
            kind=None if self.kind is None else KINDS[self.kind.id],
            period=PERIODS[self.period.id][0] if self.period else FilterPeriod.ANY,
            **{field: _named(getattr(self, field)) for field in RECORDS},
            text=text,
            order=order,
            descending=descending,
        )


def _nth(index: int, names: list[str]) -> Choice | None:
    """The first one of a list means that anything goes."""
    return Choice(index, _(names[index])) if index else None


def _kind(kind: Kind | None) -> Choice | None:
    return None if kind is None else Choice(KINDS.index(kind), _(KIND_NAMES[kind]))


def _chosen(named: Named | None) -> Choice | None:
    return None if named is None else Choice(named.id, named.name)


def _named(choice: Choice | None) -> Named | None:
    return None if choice is None else Named(choice.id, choice.label)
