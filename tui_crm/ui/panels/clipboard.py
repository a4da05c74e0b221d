"""What a key copies: numbers to dial, addresses, or why there are none; one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_crm.i18n import _
from tui_crm.queries.activities.details import Details
from tui_crm.queries.common.contact_data import NumberLine
from tui_crm.queries.directory.contractor_card import ContractorCard
from tui_crm.queries.directory.person_card import PersonCard
from tui_crm.terminal.text import plain
from tui_crm.ui.panels.contractor import all_numbers, at_work
from tui_crm.ui.panels.numbers import MARK_WRONG, all_barred, to_call, whose


class Copied(NamedTuple):
    """The text to copy; empty where *reason* says why nothing can be copied."""

    value: str = ""
    reason: str = ""
    beside: str = ""
    """Whose it is, its extension, the remark."""

    @property
    def told(self) -> str:
        """`22 555 01 23 (company, ext. 12)`."""
        return f"{plain(self.value)} ({self.beside})" if self.beside else plain(self.value)


def of_contractor(card: ContractorCard, what: str) -> list[Copied]:
    """Its own numbers or addresses, then those of its persons, the main one first."""
    persons = at_work(card)
    if what == "email":
        return _addresses(*card.emails, *(person.email for person in persons))
    numbers = all_numbers(card)
    offered = _numbers(numbers, named=card.name)
    first = next((person for person in persons if person.phone or person.do_not_call), None)
    if first is not None and first.do_not_call and not to_call(card.numbers):
        return [_barred(first.name, first.do_not_call), *offered]
    return offered or [_nothing(numbers)]


def of_person(card: PersonCard, what: str) -> list[Copied]:
    """Their numbers, then those of the contractor, unless they must not be called; addresses."""
    if what == "email":
        return _addresses(*card.emails)
    if card.do_not_call:
        return [_barred(card.name, card.reason)]
    numbers = [*card.numbers, *card.contractor_numbers]
    return _numbers(numbers, named=card.name) or [_nothing(numbers)]


def of_activity(details: Details, what: str) -> list[Copied]:
    """Of its persons in their order, then of the contractor.

    Where the first person must not be called, that is said first. The contractor is not proposed
    where that holds of all of them.
    """
    persons = details.persons
    if what == "email":
        return _addresses(*(person.email for person in persons))
    barred = all_barred(persons)
    offered = _numbers(details.numbers, named=persons[0].name if persons else "", barred=barred)
    if persons and persons[0].do_not_call:
        return [_barred(persons[0].name, persons[0].do_not_call), *offered]
    return offered or [_nothing(details.numbers)]


def _numbers(numbers: Sequence[NumberLine], *, named: str, barred: bool = False) -> list[Copied]:
    offered: dict[str, Copied] = {}
    for one in to_call(numbers, barred=barred):
        extension = one.shown.removeprefix(one.dialled).strip()
        beside = (whose(one, named=named), plain(extension), plain(one.remark))
        offered.setdefault(
            one.shown, Copied(one.dialled, beside=", ".join(part for part in beside if part))
        )
    return list(offered.values())


def _barred(name: str, reason: str) -> Copied:
    said = _("Do not call {name}: {reason}")
    return Copied(reason=said.format(name=plain(name), reason=plain(reason)))


def _nothing(numbers: Sequence[NumberLine]) -> Copied:
    wrong = next((one for one in numbers if one.bad and not one.do_not_call), None)
    if wrong is None:
        return Copied(reason=_("There is no number here."))
    said = _("The only number here is wrong: {number}")
    return Copied(reason=said.format(number=f"{MARK_WRONG} {plain(wrong.shown)}"))


def _addresses(*emails: str) -> list[Copied]:
    found = [Copied(email) for email in dict.fromkeys(filter(None, emails))]
    return found or [Copied(reason=_("There is no e-mail here."))]
