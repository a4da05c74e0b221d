"""Saving, sharing and deleting named views of the list of activities."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tui_crm.domain.activities.saved_view import ViewContent, content_text, gone
from tui_crm.domain.actor import Actor
from tui_crm.domain.errors import NotFound, RuleViolation
from tui_crm.domain.text import fold
from tui_crm.i18n import _
from tui_crm.services.common.permissions import must_share
from tui_crm.services.common.validation import checked_name
from tui_crm.store.connection import fetch_one
from tui_crm.store.models import SavedView, StoredView
from tui_crm.store.unit_of_work import UnitOfWork, write


class ViewEdit(NamedTuple):
    """A view to save; *key* is a UUID made by the window."""

    key: str
    name: str
    content: ViewContent


class Kept(NamedTuple):
    """The saved view, and whether it replaced one of the same name."""

    view_id: int
    name: str
    replaced: bool


def save(edit: ViewEdit, *, actor: Actor, now: datetime) -> Kept:
    """Save a view, replacing an own one of that name; raises `RuleViolation` on “name”.

    A replaced shared view stays shared; that needs the right to share (`Refused`).
    """
    name = _checked(edit.name)
    content = content_text(edit.content)
    with write("view.save", actor=actor, now=now, subject=name) as unit:
        own = (SavedView.operator == actor.operator_id) & (SavedView.fold == fold(name))
        found = fetch_one(SavedView.select(SavedView.id, SavedView.shared).where(own))
        if found is None:
            view_id = unit.insert(
                SavedView,
                key=edit.key,
                operator_id=actor.operator_id,
                name=name,
                content=content,
            )
            return Kept(view_id, name, replaced=False)
        view_id, shared = found
        if shared:
            must_share(actor)
        unit.action = "view.replace"
        unit.update(SavedView, view_id, name=name, content=content)
        return Kept(view_id, name, replaced=True)


def delete(view_id: int, *, actor: Actor, now: datetime) -> None:
    """Delete an own view, or, with the right to share, a shared one; `NotFound`, `Refused`."""
    with write("view.delete", actor=actor, now=now) as unit:
        row = _row(unit, view_id, actor)
        if row["shared"]:
            must_share(actor)
        unit.delete(SavedView, view_id)


def set_shared(view_id: int, *, shared: bool, actor: Actor, now: datetime) -> None:
    """Share a view with all operators, or stop sharing it; both need the right to share."""
    must_share(actor)
    with write("view.share" if shared else "view.unshare", actor=actor, now=now) as unit:
        _row(unit, view_id, actor)
        unit.update(SavedView, view_id, shared=shared)


def _row(unit: UnitOfWork, view_id: int, actor: Actor) -> StoredView:
    try:
        row = unit.row(SavedView, view_id)
    except NotFound as missing:
        raise gone() from missing
    if row["operator_id"] != actor.operator_id and not row["shared"]:
        raise gone()
    unit.subject = row["name"]
    return row


def _checked(typed: str) -> str:
    missing = _("Type a name for the view.")
    name = checked_name("name", typed, missing)
    if not fold(name):
        # Only invisible characters: two such names could not be told apart.
        raise RuleViolation("name", missing)
    return name
