"""What a list below a lookup shows of a match, and what a draft keeps of it."""

from __future__ import annotations

from tui_crm.domain.choice import Choice, PersonChoice
from tui_crm.presentation import formats
from tui_crm.queries.common import lookups
from tui_crm.terminal.text import plain
from tui_crm.ui.kit.lookup_list import Candidate


def candidate(match: lookups.Match) -> Candidate:
    """A match as the list below a field shows it."""
    return Candidate(match.id, match.label, match.detail, match.is_default, place=match.place)


def person_candidate(match: lookups.PersonMatch) -> Candidate:
    """A person in the list: what they do, and what to dial or that one must not."""
    dialled = formats.dialled(match.phone, match.do_not_call)
    person = PersonChoice(
        match.id, plain(match.name), match.position, match.phone, match.email, match.do_not_call
    )
    detail = " · ".join(part for part in (match.position, dialled) if part)
    return Candidate(match.id, match.name, detail, place=match.place, data=person)


def choice_of(candidate: Candidate | None) -> Choice | None:
    """What a draft keeps of a candidate."""
    return None if candidate is None else Choice(candidate.id, candidate.label, candidate.detail)
