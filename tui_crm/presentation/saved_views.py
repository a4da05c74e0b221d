"""Describing a saved view in words: scope, filters, order, and who shares it."""

from __future__ import annotations

from tui_crm.domain.activities.list_options import ActivityOrder, ListScope
from tui_crm.domain.activities.saved_view import ViewContent
from tui_crm.domain.actor import Actor
from tui_crm.i18n import N_, _
from tui_crm.presentation import formats
from tui_crm.presentation.filters import whose_title, words_beside
from tui_crm.queries.saved_views import ViewRow
from tui_crm.terminal.text import plain

ORDER_NAMES = {
    ActivityOrder.STARTS: N_("start"),
    ActivityOrder.CONTRACTOR: N_("contractor"),
    ActivityOrder.PERSON: N_("person"),
    ActivityOrder.TYPE: N_("type"),
    ActivityOrder.PRIORITY: N_("priority"),
    ActivityOrder.EMPLOYEE: N_("employee"),
    ActivityOrder.NUMBER: N_("number"),
}


def order_text(order: ActivityOrder, *, descending: bool) -> str:
    """`sorted by start ↓`."""
    column = _("sorted by {column}").format(column=_(ORDER_NAMES[order]))
    return f"{column} {'↓' if descending else '↑'}"


def shows(content: ViewContent, actor: Actor) -> str:
    """`My activities · not completed · this week · “offer”`, with an order other than usual."""
    words = [whose_title(content, actor), *words_beside(content)]
    if content.text:
        words.append(formats.quoted(plain(content.text)))
    usual = content.order is ActivityOrder.STARTS and content.descending
    if not usual and content.scope is not ListScope.DELEGATED:
        words.append(order_text(content.order, descending=content.descending))
    return " · ".join(words)


def offered_by(row: ViewRow) -> str:
    """`shared` or `shared by …`; empty for a view that is not shared."""
    if not row.shared:
        return ""
    return _("shared") if row.own else _("shared by {name}").format(name=plain(row.owner))
