"""Queries of the full-text indexes of names, subjects and notes, in plain SQL.

Typed text becomes quoted terms, so that none of it is read as FTS query syntax.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from tui_crm.domain.text import squeezed
from tui_crm.queries.common.text_match import match_expression, search_words, tokens_of
from tui_crm.store.models.base import database

_LEAST: Final = 2
"""From so many letters on there is a prefix index."""
_RANKED: Final = 2_000
_LOOKED_THROUGH: Final = 20_000

_BEGIN: Final = "SELECT rowid FROM {table}_words WHERE {table}_words MATCH ? LIMIT ?"
_BEST: Final = (
    "SELECT rowid, weight FROM ("
    "SELECT rowid, bm25({table}_words) AS weight FROM {table}_words"
    " WHERE {table}_words MATCH ? LIMIT ?) ORDER BY weight LIMIT ?"
)
_NEWEST: Final = (
    "SELECT rowid AS id FROM activity_words WHERE activity_words MATCH ?"
    " ORDER BY rowid DESC LIMIT ?"
)
_NEWEST_OF_THESE: Final = (
    "SELECT a.id FROM ({newest}) w CROSS JOIN activity a ON a.id = w.id WHERE {condition} LIMIT ?"
)


class Terms(NamedTuple):
    """The search words; *single* letters occur in too many notes to look them up in the index."""

    words: tuple[str, ...]
    single: tuple[str, ...]
    ordered: tuple[str, ...]


def terms_of(text: str) -> Terms | None:
    """The terms of a typed text; None while it has no word of at least two letters.

    Three single letters are one word: `f. h. u.`
    """
    words: dict[bool, list[str]] = {True: [], False: []}
    ordered = [word for word in search_words(text) if squeezed(word)]
    for word in ordered:
        words[len(squeezed(word)) >= _LEAST].append(word)
    if not words[True] and len(ordered) > _LEAST:
        return Terms(("".join(map(squeezed, ordered)),), (), tuple(ordered))
    return Terms(tuple(words[True]), tuple(words[False]), tuple(ordered)) if words[True] else None


def begun(table: Literal["contractor", "person"], terms: Terms, *, limit: int) -> list[int]:
    """Ids of records that have all the terms, the first one as a prefix of their first word."""
    tokens = tokens_of(terms.ordered[0])
    apart, whole = " ".join(tokens), "".join(tokens)
    first = f'(^"{apart}"* OR ^"{whole}"*)'
    expression = f"{first} AND {match_expression(terms.ordered)}"
    found = database.execute_sql(_BEGIN.format(table=table), (expression, limit))
    return [row_id for (row_id,) in found.fetchall()]


def best(table: Literal["contractor", "person"], terms: Terms, *, limit: int) -> dict[int, float]:
    """The weight (lower is better) of records that have all the terms, by id.

    At most `_RANKED` of them are weighed.
    """
    expression = match_expression(terms.ordered)
    found = database.execute_sql(_BEST.format(table=table), (expression, _RANKED, limit))
    return dict(found.fetchall())


def newest_activities(
    terms: Terms, *, limit: int, visible_employee_ids: frozenset[int] | None = None
) -> list[int]:
    """Ids of activities that have all the terms, the newest first.

    With a visibility limit or single letters only the newest `_LOOKED_THROUGH` are searched.
    """
    expression = match_expression(terms.words)
    if visible_employee_ids is None and not terms.single:
        found = database.execute_sql(_NEWEST, (expression, limit))
        return [row_id for (row_id,) in found.fetchall()]
    conditions, values = _narrowed(terms, visible_employee_ids)
    statement = _NEWEST_OF_THESE.format(newest=_NEWEST, condition=" AND ".join(conditions))
    found = database.execute_sql(statement, (expression, _LOOKED_THROUGH, *values, limit))
    return [row_id for (row_id,) in found.fetchall()]


def _narrowed(
    terms: Terms, visible_employee_ids: frozenset[int] | None
) -> tuple[list[str], list[object]]:
    conditions = ["instr(' ' || a.fold, ?) > 0"] * len(terms.single)
    values: list[object] = [f" {letter}" for letter in terms.single]
    if visible_employee_ids is not None:
        marks = ", ".join("?" * len(visible_employee_ids))
        conditions.append(f"a.employee_id IN ({marks})")
        values += sorted(visible_employee_ids)
    return conditions, values
