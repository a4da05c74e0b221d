"""The checks before an activity is saved, and how the next activity is derived from one."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from tui_crm.domain.activities.activity import Kind
from tui_crm.domain.activities.fields import BLANK, COLUMNS, ActivityEdit
from tui_crm.domain.errors import RuleViolation
from tui_crm.domain.ids import EntryId
from tui_crm.domain.text import NAME_LIMIT
from tui_crm.i18n import _


def check(edit: ActivityEdit) -> None:
    """Raise `RuleViolation` for the first thing that is missing (R02, R05, R06, R44).

    That the persons belong to the contractor (R38) needs the database and is checked there.
    """
    if edit.kind is Kind.TASK:
        if not edit.subject:
            raise RuleViolation("subject", _("Say in a few words what is to be done."))
    else:
        if edit.contractor_id is None:
            raise RuleViolation(
                "contractor", _("Choose the contractor: type a few letters of the name.")
            )
        if not edit.person_ids:
            raise RuleViolation(
                "persons", _("Add a contact person of this contractor: <form.person>.")
            )
    if edit.employee_id is None:
        raise RuleViolation("employee", _("Choose the employee who does this."))
    if edit.starts_at is None and edit.starts_on is None:
        raise RuleViolation("starts", _("Say when it starts, for example 14:30 or tomorrow 9."))
    _check_subject(edit.subject)
    for field in COLUMNS:
        if field.check is not None:
            field.check(getattr(edit, field.column))
    _check_next(edit)


def _check_subject(subject: str) -> None:
    if len(subject) > NAME_LIMIT:
        raise RuleViolation(
            "subject",
            _(
                "The subject is {n} characters long; {limit} is the most. Put the rest in the note."
            ).format(n=len(subject), limit=NAME_LIMIT),
        )


def _check_next(edit: ActivityEdit) -> None:
    kind = None if edit.follow_up is None else edit.follow_up.kind
    if kind in {None, edit.kind, Kind.TASK}:
        return
    if edit.contractor_id is None or not edit.person_ids:
        raise RuleViolation(
            "next_kind",
            _("A contact or a meeting needs a contractor and a person: add them, or plan a task."),
        )


def analogous(edit: ActivityEdit, *, key: str, starts_at: datetime) -> ActivityEdit:
    """The next activity (R12): a copy without what belongs to this one alone.

    Completed, duration, waiting, the follow-up setting, and the fields declared with
    `carried=False` (the note, the outcome, the actual cost) are not copied.
    """
    own = {field.column: BLANK[field.column] for field in COLUMNS if not field.carried}
    return dataclasses.replace(
        edit,
        key=key,
        id=None,
        version=0,
        starts_at=starts_at,
        starts_on=None,
        completed=False,
        outcome_chosen=False,
        duration_seconds=0,
        follow_up=None,
        waiting=None,
        repeat=None,
        and_following=False,
        **own,
    )


def as_kind(
    edit: ActivityEdit, kind: Kind, *, subject: str, type_id: EntryId | None
) -> ActivityEdit:
    """The same as an activity of another kind; fields that the new kind lacks become blank.

    *subject* is given to a task that has none; other kinds get a generated one.
    *type_id* is the default type of the new kind.
    """
    if kind is edit.kind:
        return edit
    blanked = {field.column: BLANK[field.column] for field in COLUMNS if kind not in field.kinds}
    return dataclasses.replace(
        edit,
        kind=kind,
        subject=edit.subject or subject if kind is Kind.TASK else edit.subject,
        in_schedule=edit.in_schedule or kind is Kind.TASK,
        colleague_ids=edit.colleague_ids if kind is Kind.MEETING else (),
        **blanked | {"type_id": type_id},
    )
