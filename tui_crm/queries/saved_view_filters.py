"""Turning a saved view into a present filter, although records it names were deleted or merged."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from tui_crm.domain.activities.list_options import ListScope
from tui_crm.domain.activities.saved_view import RECORDS, Named, ViewContent, read_content, span_of
from tui_crm.domain.actor import Actor
from tui_crm.domain.dates.dates import localise
from tui_crm.domain.dictionary import entry_name
from tui_crm.domain.errors import Refused
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.text import full_name
from tui_crm.i18n import _
from tui_crm.queries.activities.activities import ActivityFilter
from tui_crm.queries.saved_views import ViewRow, view_row, views_page
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Contractor, Employee, Entry

ENTRIES: Final = ("type", "priority", "category", "outcome")
_MERGES_FOLLOWED: Final = 20


class ResolvedView(NamedTuple):
    """A view with the present state of the records that it names."""

    content: ViewContent
    """With present names; deleted records are left out."""
    missing: tuple[str, ...] = ()
    """The names of the records that were left out."""
    merged: tuple[tuple[str, str], ...] = ()
    """Contractors merged since: the old name and the name of the target."""

    @property
    def changes(self) -> str:
        """Sentences about deleted and merged records; empty when there are none."""
        sentences = []
        if self.missing:
            names = ", ".join(_("“{text}”").format(text=name) for name in self.missing)
            sentences.append(
                _("Left out, because it is not there any more: {names}.").format(names=names)
            )
        merged = _("“{name}” was merged into “{other}”, which is shown.")
        sentences += [merged.format(name=name, other=other) for name, other in self.merged]
        return " ".join(sentences)


class ViewLine(NamedTuple):
    """A view in the list; *content* is None when it cannot be read."""

    row: ViewRow
    content: ViewContent | None

    @property
    def id(self) -> int:
        """The id of the view."""
        return self.row.id

    @property
    def place(self) -> Place:
        """The place in the list."""
        return self.row.place


def lines(operator_id: int, text: str, request: PageRequest) -> list[ViewLine]:
    """One page of the views with their contents, in present names."""
    rows = views_page(operator_id, text, request)
    contents = [_readable(row) for row in rows]
    resolved = iter(resolve_views([one for one in contents if one is not None]))
    return [
        ViewLine(row, None if content is None else next(resolved).content)
        for row, content in zip(rows, contents, strict=True)
    ]


def _readable(row: ViewRow) -> ViewContent | None:
    try:
        return read_content(row.stored)
    except Refused:
        return None


def view_to_show(view_id: int, operator_id: int) -> tuple[ViewRow, ResolvedView]:
    """A view with its present content; raises `NotFound`, `Refused` when it cannot be read."""
    row = view_row(view_id, operator_id)
    return row, resolve_views([read_content(row.stored)])[0]


def resolve_views(contents: Sequence[ViewContent]) -> list[ResolvedView]:
    """The views with the present state of the records that they name.

    A merged contractor is replaced by its target; deleted records are left out.
    """
    contractors, merged_into = _contractors(_ids(contents, "contractor"))
    entries = _entries(_ids(contents, *ENTRIES))
    known = {
        "employee": _employees(_ids(contents, "employee")),
        "contractor": contractors,
        **dict.fromkeys(ENTRIES, entries),
    }
    return [_resolved(content, known, merged_into) for content in contents]


def _resolved(
    content: ViewContent,
    known: Mapping[str, Mapping[int, Named]],
    merged_into: Mapping[int, int],
) -> ResolvedView:
    changed: dict[str, Named | None] = {}
    missing: list[str] = []
    merged: list[tuple[str, str]] = []
    for field in RECORDS:
        kept: Named | None = getattr(content, field)
        if kept is None:
            continue
        now = known[field].get(kept.id)
        if field == "contractor" and now is not None and kept.id in merged_into:
            target = known[field].get(_last(kept.id, merged_into))
            merged += [(now.name, target.name)] if target is not None else []
            now = target
        if now is None:
            missing.append(kept.name or f"#{kept.id}")
        changed[field] = now
    return ResolvedView(dataclasses.replace(content, **changed), tuple(missing), tuple(merged))  # type: ignore[arg-type]  # by field


def _last(contractor_id: int, merged_into: Mapping[int, int]) -> int:
    for _step in range(_MERGES_FOLLOWED):
        contractor_id = merged_into.get(contractor_id, contractor_id)
    return contractor_id


def _ids(contents: Iterable[ViewContent], *fields: str) -> set[int]:
    named = (getattr(content, field) for content in contents for field in fields)
    return {one.id for one in named if one is not None}


def _contractors(ids: set[int]) -> tuple[dict[int, Named], dict[int, int]]:
    """The contractors of these ids and their merge targets, by id; and source ids to target ids."""
    known: dict[int, Named] = {}
    merged_into: dict[int, int] = {}
    wanted = ids
    for _step in range(_MERGES_FOLLOWED):
        if not wanted:
            break
        for contractor_id, name, target in _contractors_named(wanted):
            known[contractor_id] = Named(contractor_id, name)
            if target is not None:
                merged_into[contractor_id] = target
        wanted = set(merged_into.values()) - known.keys()
    return known, merged_into


def _contractors_named(ids: set[int]) -> list[tuple[Any, ...]]:
    columns = (Contractor.id, Contractor.name, Contractor.merged_into_id)
    return fetch_tuples(Contractor.select(*columns).where(Contractor.id.in_(ids)).limit(len(ids)))


def _employees(ids: set[int]) -> dict[int, Named]:
    if not ids:
        return {}
    columns = (Employee.id, Employee.first_name, Employee.last_name)
    found = fetch_tuples(Employee.select(*columns).where(Employee.id.in_(ids)).limit(len(ids)))
    return {row_id: Named(row_id, full_name(first, last)) for row_id, first, last in found}


def _entries(ids: set[int]) -> dict[int, Named]:
    if not ids:
        return {}
    columns = (Entry.id, Entry.name, Entry.code)
    found = fetch_tuples(Entry.select(*columns).where(Entry.id.in_(ids)).limit(len(ids)))
    return {row_id: Named(row_id, entry_name(name, code)) for row_id, name, code in found}


def filter_of(content: ViewContent, *, actor: Actor, now: datetime) -> ActivityFilter:
    """The filter that a view means for one operator on this day.

    A named employee counts whatever the scope. DELEGATED is no part of the filter: such a view
    is listed by `queries.activities.delegated`.
    """
    own = actor.employee_id if content.scope is ListScope.MINE else None
    local_now = now.astimezone(actor.zone)
    since, until = span_of(content, local_now.date())
    return ActivityFilter(
        employee_id=own if content.employee is None else content.employee.id,
        kind=content.kind,
        state=content.state,
        contractor_id=_id(content.contractor),
        type_id=_id(content.type),
        priority_id=_id(content.priority),
        category_id=_id(content.category),
        outcome_id=_id(content.outcome),
        without=content.without,
        since=_midnight(since, actor.zone),
        until=_midnight(until, actor.zone),
        now=local_now,
        text=content.text,
        visible_employee_ids=actor.visible_employee_ids,
    )


def _id(named: Named | None) -> int | None:
    return None if named is None else named.id


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else localise(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001
