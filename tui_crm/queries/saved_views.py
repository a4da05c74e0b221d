"""The saved views that an operator may use: own ones and shared ones."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from peewee import JOIN, Case

from tui_crm.domain.activities.saved_view import gone
from tui_crm.domain.page import PageRequest, Place
from tui_crm.domain.text import SEARCH_LIMIT, fold, full_name
from tui_crm.queries.common.keyset import KeysetPart, in_order, page_of
from tui_crm.queries.common.text_match import all_words_in, escaped, exactly, like, search_words
from tui_crm.store.connection import fetch_one, fetch_tuples
from tui_crm.store.models import Employee, Operator, SavedView


class ViewRow(NamedTuple):
    """A view in the list; *stored* is its content as text from the database."""

    id: int
    name: str
    own: bool
    shared: bool
    owner: str
    stored: str
    place: Place = ()


def views_page(operator_id: int, text: str, request: PageRequest) -> list[ViewRow]:
    """One page of the views: names that begin with the text first, own ones before shared ones.

    They are few, so all of them are sorted.
    """
    words, folded = search_words(text), fold(text[:SEARCH_LIMIT])
    query = SavedView.select().where(*_offered(operator_id))
    if words:
        query = query.where(all_words_in(SavedView.fold, words))
    exact = Case(None, ((SavedView.fold == folded, 0), (_begins(folded), 1)), 2)
    part = KeysetPart(query, SavedView.id, (exact, _of_others(operator_id), SavedView.sort_key))
    page = page_of([part], request).alias("page")
    places = tuple(getattr(page.c, f"place_{n}") for n in range(5))
    rows = SavedView.select(*_COLUMNS, *places).from_(page)
    rows = rows.join(SavedView, JOIN.LEFT_OUTER, on=(SavedView.id == places[-1]))
    found = fetch_tuples(_with_owner(rows))
    return in_order([_row(values, operator_id) for values in found], [part])


def view_row(view_id: int, operator_id: int) -> ViewRow:
    """One view; raises `NotFound` when it is deleted or no longer shared."""
    found = fetch_one(
        _with_owner(SavedView.select(*_COLUMNS)).where(
            SavedView.id == view_id, *_offered(operator_id)
        )
    )
    if found is None:
        raise gone()
    return _row(found, operator_id)


def view_named(name: str, operator_id: int) -> ViewRow | None:
    """The view with this name, regardless of case and diacritics; an own one is preferred."""
    found = fetch_one(
        _with_owner(SavedView.select(*_COLUMNS))
        .where(SavedView.fold == fold(name), *_offered(operator_id))
        .order_by(_of_others(operator_id), SavedView.id)
    )
    return None if found is None else _row(found, operator_id)


def stored_view(view_id: int, operator_id: int) -> tuple[str, str] | None:
    """Name and stored content of a view; None when it is deleted or no longer shared."""
    query = SavedView.select(SavedView.name, SavedView.content)
    found = fetch_one(query.where(SavedView.id == view_id, *_offered(operator_id)))
    return None if found is None else (found[0], found[1])


def _offered(operator_id: int) -> tuple[Any, ...]:
    # As a comparison, so that both halves of the OR can use an index.
    shared = SavedView.shared == exactly(True)
    return ((SavedView.operator_id == operator_id) | shared,)


def _of_others(operator_id: int) -> Any:
    return Case(None, ((SavedView.operator_id == operator_id, 0),), 1)


def _begins(folded: str) -> Any:
    return like(SavedView.fold, f"{escaped(folded)}%")


_COLUMNS: Final = (
    SavedView.id, SavedView.name, SavedView.operator_id, SavedView.shared, SavedView.content,
    Operator.login, Employee.first_name, Employee.last_name,
)  # fmt: skip


def _with_owner(query: Any) -> Any:
    query = query.join(Operator, JOIN.LEFT_OUTER, on=(Operator.id == SavedView.operator_id))
    return query.join(Employee, JOIN.LEFT_OUTER, on=(Employee.id == Operator.employee_id))


def _row(values: tuple[Any, ...], operator_id: int) -> ViewRow:
    view_id, name, owner_id, shared, stored, login, first_name, last_name, *place = values
    owner = full_name(first_name, last_name) or login or ""
    return ViewRow(
        view_id, name, owner_id == operator_id, bool(shared), owner, stored, tuple(place)
    )
