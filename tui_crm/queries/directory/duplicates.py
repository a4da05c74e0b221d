"""Finding probable duplicates of a contractor or person while it is being entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from peewee import JOIN, SQL, NodeList

from tui_crm.domain.directory.duplicates import name_words, nearly_same, slips
from tui_crm.domain.directory.email import bare_email
from tui_crm.domain.directory.phone import tail
from tui_crm.domain.directory.tax_id import read_tax_id
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import NAME_LIMIT, full_name
from tui_crm.i18n import _
from tui_crm.queries.common.columns import place_name
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Affiliation, Contractor, Email, Person, Phone

DUPLICATES_SHOWN: Final = 5
_FEWEST_DIGITS: Final = 7
_CANDIDATES: Final = 200
_MOST_WORDS: Final = 8
_LONGEST_SLIPPED: Final = 24
_MOST_LOOKED_UP: Final = 1_500


class Duplicate(NamedTuple):
    """A record that may be the one being entered; *reason* is a sentence for the operator."""

    kind: Literal["contractor", "person"]
    id: int
    name: str
    detail: str
    reason: str
    active: bool = True


def contractor_duplicates(
    *,
    name: str = "",
    tax_id: str = "",
    phones: Sequence[str] = (),
    country: str = "PL",
    but: int | None = None,
) -> list[Duplicate]:
    """At most `DUPLICATES_SHOWN`, the likeliest first; the texts are as typed, valid or not.

    *but* is the contractor being edited. Persons with one of the numbers are included, unless they
    work at it.
    """
    duplicates: list[Duplicate] = []
    known = _readable_tax_id(tax_id, country)
    if known:
        bare = known.removeprefix(country.upper()) or known
        same = Contractor.tax_id.in_(
            (known, known.removeprefix("PL"), f"PL{known}", bare, f"{country.upper()}{bare}")
        )
        duplicates += _contractors([same], _("It has the same tax id."), but)
    tails = _tails(phones)
    if tails:
        owners = _owners(Phone.contractor, Phone.tail, tails)
        duplicates += _contractors([Contractor.id.in_(owners)], _("It has the same number."), but)
        duplicates += _persons_with(tails, but)
    duplicates += _contractors_called(name, but)
    return _each_once(duplicates)


def person_duplicates(
    *,
    name: str = "",
    phones: Sequence[str] = (),
    emails: Sequence[str] = (),
    but: int | None = None,
) -> list[Duplicate]:
    """At most `DUPLICATES_SHOWN`, the likeliest first; *but* is the person being edited."""
    duplicates: list[Duplicate] = []
    tails = _tails(phones)
    if tails:
        owners = _owners(Phone.person, Phone.tail, tails)
        duplicates += _persons([Person.id.in_(owners)], _("They have the same number."), but)
    addresses = [bare_email(email[:NAME_LIMIT]).lower() for email in emails if "@" in email]
    if addresses:
        owners = _owners(Email.person, Email.normalised, addresses)
        duplicates += _persons(
            [Person.id.in_(owners)], _("They have the same e-mail address."), but
        )
    duplicates += _persons_called(name, but)
    return _each_once(duplicates)


def _each_once(duplicates: Iterable[Duplicate]) -> list[Duplicate]:
    first: dict[tuple[str, int], Duplicate] = {}
    for duplicate in duplicates:
        first.setdefault((duplicate.kind, duplicate.id), duplicate)
    return list(first.values())[:DUPLICATES_SHOWN]


def _readable_tax_id(typed: str, country: str) -> str:
    try:
        return read_tax_id(typed, country)
    except CrmError:
        return ""


def _tails(phones: Sequence[str]) -> list[str]:
    tails = dict.fromkeys(tail(phone) for phone in phones)
    return [digits for digits in tails if len(digits) >= _FEWEST_DIGITS]


def _owners(column: Any, key: Any, values: Sequence[str]) -> Any:
    """A subquery: the ids of the owners of these numbers or addresses."""
    return column.model.select(column).where(key.in_(values), column.is_null(False))


# Contractors


def _contractors(
    where: list[Any], reason: str, but: int | None, *, limit: int = DUPLICATES_SHOWN
) -> list[Duplicate]:
    where = [*where, Contractor.merged_into_id.is_null()]
    if but is not None:
        where.append(Contractor.id != but)
    found = fetch_tuples(
        Contractor.select(
            Contractor.id, Contractor.name, Contractor.city, Contractor.code, Contractor.active
        )
        .where(*where)
        .limit(limit)
    )
    return [
        Duplicate(
            "contractor", row_id, name, _detail(place_name(city, code), active), reason, active
        )
        for row_id, name, city, code, active in found
    ]


def _contractors_called(name: str, but: int | None) -> list[Duplicate]:
    words = name_words(name)
    where = _with_words(Contractor.id, "contractor_words", words)
    duplicates = _contractors(where, _("Its name is nearly the same."), but, limit=_CANDIDATES)
    return [duplicate for duplicate in duplicates if nearly_same(words, name_words(duplicate.name))]


# Persons


def _persons(
    where: list[Any], reason: str, but: int | None, *, limit: int = DUPLICATES_SHOWN
) -> list[Duplicate]:
    if but is not None:
        where = [*where, Person.id != but]
    first = Affiliation.alias("first")
    place = (
        first.select(first.id)
        .where(first.person_id == Person.id)
        .order_by(first.active.desc(), first.id)
        .limit(1)
    )
    found = fetch_tuples(
        Person.select(
            Person.id, Person.first_name, Person.last_name, Person.active,
            Affiliation.position, Contractor.name,
        )
        .join(Affiliation, JOIN.LEFT_OUTER, on=(Affiliation.id == place))
        .join(Contractor, JOIN.LEFT_OUTER, on=(Contractor.id == Affiliation.contractor_id))
        .where(*where)
        .limit(limit)
    )  # fmt: skip
    return [
        Duplicate(
            "person", row_id, full_name(first_name, last_name),
            _detail(place_name(position or "", contractor or ""), active), reason, active,
        )
        for row_id, first_name, last_name, active, position, contractor in found
    ]  # fmt: skip


def _persons_with(tails: list[str], contractor_id: int | None) -> list[Duplicate]:
    where = [Person.id.in_(_owners(Phone.person, Phone.tail, tails))]
    if contractor_id is not None:
        own = Affiliation.select(Affiliation.person_id)
        where.append(Person.id.not_in(own.where(Affiliation.contractor_id == contractor_id)))
    return _persons(where, _("This person has the same number."), None)


def _persons_called(name: str, but: int | None) -> list[Duplicate]:
    words = name_words(name)
    where = _with_words(Person.id, "person_words", words)
    duplicates = _persons(where, _("Their name is nearly the same."), but, limit=_CANDIDATES)
    return [duplicate for duplicate in duplicates if nearly_same(words, name_words(duplicate.name))]


def _detail(text: str, active: bool) -> str:
    return text if active else " · ".join(part for part in (text, _("inactive")) if part)


# Candidates by name


def _with_words(column: Any, table: str, words: Sequence[str]) -> list[Any]:
    """The condition for names with these words but for one slip, or split otherwise."""
    if not words:
        return [SQL("0")]
    match = f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT {_CANDIDATES}"
    return [NodeList((column, SQL(f"IN ({match})", [_expression(words[:_MOST_WORDS])])))]


def _expression(words: Sequence[str]) -> str:
    """The FTS expression: all the words, or all but one and a slip of that one.

    Slips of the longest words come first, until `_MOST_LOOKED_UP` variants are reached.
    """
    room = _MOST_LOOKED_UP
    slipped = {}
    for word in sorted(set(words), key=len, reverse=True):
        variants = dict.fromkeys(slips(word) if len(word) <= _LONGEST_SLIPPED else (word,))
        slipped[word] = list(variants) if len(variants) <= room else [word]
        room -= len(slipped[word])
    ways = [
        " AND ".join((*map(_quoted, (*words[:n], *words[n + 1 :])), _either(slipped[word])))
        for n, word in enumerate(words)
    ]
    joined = "".join(words)
    if len(words) > 1:
        ways.append(_quoted(joined))
    else:
        ways += [_quoted(f"{joined[:n]} {joined[n:]}") for n in range(2, len(joined) - 1)]
    return " OR ".join(f"({way})" for way in ways)


def _either(words: Sequence[str]) -> str:
    return f"({' OR '.join(map(_quoted, words))})"


def _quoted(words: str) -> str:
    return f'"{words}"'
