"""Titles and messages about whose activities a list shows: mine or all visible ones (R41)."""

from __future__ import annotations

from tui_crm.domain.actor import Actor
from tui_crm.domain.permissions import Scope
from tui_crm.i18n import _
from tui_crm.terminal.text import plain


def scope_title(actor: Actor, *, everybody: bool) -> str:
    """The title of a list."""
    if not everybody or actor.rights.see is Scope.OWN:
        return _("My activities")
    if actor.rights.see is Scope.COWORKERS:
        return _("Activities of my department")
    return _("All activities")


def delegated_title() -> str:
    """The title of the list of tasks that the operator has delegated."""
    return _("Given by me")


def scope_text(actor: Actor, *, everybody: bool) -> str:
    """The message after switching between one's own activities and those of others."""
    if not everybody:
        return _("Your activities.")
    if actor.rights.see is Scope.COWORKERS:
        return _("Activities of your department; you may not see the others.")
    return _("Everybody's activities.")


def only_own(actor: Actor) -> str:
    """Why activities of others cannot be shown; empty when they can."""
    if actor.rights.see is not Scope.OWN:
        return ""
    return _("You may see only your own activities. An administrator can change that.")


def nothing_visible(actor: Actor) -> str:
    """The text of an empty list for an operator who may see no activities; else empty."""
    if actor.visible_employee_ids != frozenset():
        return ""
    lines = (
        _("You may see only activities of your own, or of your department."),
        _("The operator {login} is not linked to an employee, so there are none.").format(
            login=plain(actor.login)
        ),
        _("An administrator can link them in Setup."),
    )
    return "\n".join(lines)
