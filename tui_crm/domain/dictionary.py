"""Dictionary entries: shipped ones speak the operator's language, people's own stay as typed."""

from __future__ import annotations

from tui_crm.i18n import _


def entry_name(name: str, code: str | None) -> str:
    """How an entry is shown: a shipped one (it has a *code*) translated."""
    return _(name) if code else name
