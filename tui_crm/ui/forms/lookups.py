"""Converts query matches into the candidates of a lookup, and candidates into draft choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common import lookups
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.lookup_list import Candidate

if TYPE_CHECKING:
    from tui_crm.domain.page import PageRequest
    from tui_crm.ui.kit.context import Context
    from tui_crm.ui.kit.lookup_field import Finder


def candidate(match: lookups.Match) -> Candidate:
    """A match of a lookup query as a row of the list below the field; an inactive one is marked."""
    detail = match.detail
    if not match.active:
        detail = " · ".join(part for part in (_("inactive"), detail) if part)
    return Candidate(match.id, match.label, detail, match.is_default, place=match.place)


def finder(crm: Context, query: Callable[[str, PageRequest], list[lookups.Match]]) -> Finder:
    """The search of a lookup field by a query of matches."""

    async def find(text: str, request: PageRequest) -> list[Candidate]:
        return [candidate(match) for match in await crm.db(query, text, request)]

    return find


def person_candidate(match: lookups.PersonMatch) -> Candidate:
    """A person as a row: position, and the number to dial or that they must not be called."""
    dialled = formats.dialled(match.phone, match.do_not_call)
    person = PersonChoice(
        match.id, plain(match.name), match.position, match.phone, match.email, match.do_not_call
    )
    detail = " · ".join(part for part in (match.position, dialled) if part)
    return Candidate(match.id, match.name, detail, place=match.place, data=person)


def choice_of(candidate: Candidate | None) -> Choice | None:
    """The part of a candidate that a draft keeps."""
    return None if candidate is None else Choice(candidate.id, candidate.label, candidate.detail)
