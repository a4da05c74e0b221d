"""What an outcome does to activities: it completes them, or counts a try and leaves them open."""

from __future__ import annotations

from collections.abc import Sequence

from tui_crm.domain.activities.timer import Instant
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import ActivityId
from tui_crm.services.activities.attempts import not_reached
from tui_crm.services.activities.complete import Completed, Completion, complete
from tui_crm.services.activities.no_answer import Unanswered, no_answer
from tui_crm.services.activities.writes import Seen


def apply_outcome(
    ids: Sequence[ActivityId],
    completion: Completion,
    *,
    seen: Seen | None = None,
    actor: Actor,
    instant: Instant,
) -> Completed | Unanswered:
    """Complete all of them, or count a try on each when the outcome says that nobody was reached.

    Past the ladder of tries `RuleViolation` on “next” asks when to try again. Raises what
    `complete` and `no_answer` raise.
    """
    if not not_reached(completion.outcome_id):
        return complete(ids, completion, seen=seen, actor=actor, instant=instant)
    try:
        return no_answer(
            ids,
            next_at=completion.next,
            outcome_id=completion.outcome_id,
            note=completion.note,
            seen=seen,
            actor=actor,
            instant=instant,
        )
    except RuleViolation as violation:
        field = "next" if violation.field == "to" else violation.field
        raise RuleViolation(field, violation.message) from violation
