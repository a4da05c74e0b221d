"""What the copy keys put on the clipboard: a number or e-mail, or why there is none."""

from __future__ import annotations

from typing import NamedTuple

from tui_crm.domain.directory.phone import without_extension
from tui_crm.i18n import _
from tui_crm.queries.activities.details import Details
from tui_crm.queries.directory.contractor_card import ContractorCard
from tui_crm.queries.directory.person_card import PersonCard
from tui_crm.terminal.text import plain
from tui_crm.ui.panels.contractor import at_work


class Copied(NamedTuple):
    """The text to copy; empty where *reason* says why nothing can be copied."""

    value: str = ""
    reason: str = ""


def of_contractor(card: ContractorCard, what: str) -> Copied:
    """Its own number or address, else its main person's; *what* is “phone” or “email”.

    A person who must not be called yields the reason instead of the number.
    """
    if what == "email":
        return _address(*card.emails, *(person.email for person in at_work(card)))
    if card.numbers:
        return _number(card.numbers[0].shown)
    person = next((one for one in at_work(card) if one.phone or one.do_not_call), None)
    return (
        _number("")
        if person is None
        else _if_callable(person.name, person.phone, person.do_not_call)
    )


def of_person(card: PersonCard, what: str) -> Copied:
    """The person's number or address; the reason instead of a number not to be called."""
    if what == "email":
        return _address(*card.emails)
    phone = card.numbers[0].shown if card.numbers else ""
    return _if_callable(card.name, phone, card.reason if card.do_not_call else "")


def of_activity(details: Details, what: str) -> Copied:
    """From the first person that has one; a number else from the contractor."""
    if what == "email":
        return _address(*(person.email for person in details.persons))
    person = next((one for one in details.persons if one.phone), None)
    if person is None:
        return _number(details.contractor_phone)
    return _if_callable(person.name, person.phone, person.do_not_call)


def _if_callable(name: str, phone: str, reason: str) -> Copied:
    if reason:
        message = _("Do not call {name}: {reason}")
        return Copied(reason=message.format(name=plain(name), reason=plain(reason)))
    return _number(phone)


def _number(phone: str) -> Copied:
    number = without_extension(phone)
    return Copied(number) if number else Copied(reason=_("There is no number here."))


def _address(*emails: str) -> Copied:
    found = next(filter(None, emails), "")
    return Copied(found) if found else Copied(reason=_("There is no e-mail here."))
