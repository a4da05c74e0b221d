"""Drafts of record forms: recognising them and naming the kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui_crm.drafts.slot import SlotKind
from tui_crm.i18n import N_, _

WORDS: Final[dict[SlotKind, str]] = {
    SlotKind.CONTRACTOR: N_("contractor"),
    SlotKind.PERSON: N_("person"),
    SlotKind.DICTIONARY: N_("dictionary"),
    SlotKind.ENTRY: N_("entry"),
    SlotKind.EMPLOYEE: N_("employee"),
    SlotKind.OPERATOR: N_("operator"),
    SlotKind.COMPANY: N_("settings"),
}
"""The name of a kind of record, by the KIND of its form, which its drafts carry."""


def is_record(payload: Mapping[str, Any]) -> bool:
    """Whether a draft's payload was written by a record form."""
    return payload.get("form") in WORDS and isinstance(payload.get("values"), dict)


def word_of(payload: Mapping[str, Any]) -> str:
    """The kind of record in the operator's language."""
    return _(WORDS[payload["form"]])
