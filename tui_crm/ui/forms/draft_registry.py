"""Drafts of records: what they are called, and their forms again."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.ui.forms.record_form import RecordForm
    from tui_crm.ui.kit.context import Context


class FormOf(NamedTuple):
    """Where the form of a kind of record is, and what the record is called."""

    module: str
    form: str
    word: str


FORMS: Final[dict[str, FormOf]] = {
    "contractor": FormOf(
        "tui_crm.ui.directory.contractor_form", "ContractorForm", N_("contractor")
    ),
    "person": FormOf("tui_crm.ui.directory.person_form", "PersonForm", N_("person")),
    "dictionary": FormOf("tui_crm.ui.setup.dictionary_forms", "DictionaryForm", N_("dictionary")),
    "entry": FormOf("tui_crm.ui.setup.dictionary_forms", "EntryForm", N_("entry")),
    "employee": FormOf("tui_crm.ui.setup.staff_forms", "EmployeeForm", N_("employee")),
    "operator": FormOf("tui_crm.ui.setup.staff_forms", "OperatorForm", N_("operator")),
    "company": FormOf("tui_crm.ui.setup.company_form", "CompanyForm", N_("settings")),
}
"""By the KIND of the form, which its drafts carry."""


def is_record(payload: Mapping[str, Any]) -> bool:
    """Whether a draft is one of a record's form."""
    return payload.get("form") in FORMS and isinstance(payload.get("values"), dict)


def word_of(payload: Mapping[str, Any]) -> str:
    """What kind of record it is."""
    return _(FORMS[payload["form"]].word)


def form_again(crm: Context, payload: Mapping[str, Any]) -> RecordForm:
    """The form that the draft was typed in; shown, it takes the draft up by itself."""
    where = FORMS[payload["form"]]
    made = getattr(import_module(where.module), where.form)
    form = cast("RecordForm", made(crm, payload["id"], **(payload.get("given") or {})))
    form.key = str(payload["key"])
    return form
