"""Phone numbers and e-mail addresses of contractors and persons, in their order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, NamedTuple

from tui_crm.domain.directory.phone import grouped, shown
from tui_crm.store.connection import fetch_tuples
from tui_crm.store.models import Email, Phone

LIMIT: Final = 1000


class NumberLine(NamedTuple):
    """A number of a contractor or a person.

    *raw* is as it was typed, for the form; *shown* is for reading, *dialled* without the extension;
    *remark* is what was typed beside it; *bad*: it is known to be wrong. *owner* is a name, and
    *do_not_call* the reason why the owner must not be called.
    """

    id: int
    raw: str
    shown: str
    dialled: str
    remark: str = ""
    bad: bool = False
    owner: str = ""
    person_id: int | None = None
    do_not_call: str = ""

    @property
    def of_contractor(self) -> bool:
        """Whether it belongs to a contractor."""
        return self.person_id is None


_COLUMNS: Final = (
    Phone.id, Phone.raw, Phone.normalised, Phone.extension, Phone.remark, Phone.bad_since,
)  # fmt: skip


def _line(values: tuple[Any, ...], *, person_id: int | None) -> NumberLine:
    phone_id, raw, normalised, extension, remark, bad_since = values
    number = normalised or raw
    dialled = grouped(number)
    return NumberLine(
        phone_id,
        raw,
        shown(number, extension) if extension else dialled,
        dialled,
        remark,
        bad_since is not None,
        person_id=person_id,
    )


def phones_of(
    *, contractor_id: int | None = None, person_id: int | None = None
) -> tuple[NumberLine, ...]:
    """The numbers in their order, the primary one first, also those known to be wrong."""
    owned = _owned(Phone, contractor_id, person_id)
    found = fetch_tuples(
        Phone.select(*_COLUMNS)
        .where(owned)
        .order_by(Phone.is_primary.desc(), Phone.id)
        .limit(LIMIT)
    )
    return tuple(_line(values, person_id=person_id) for values in found)


def phones_by_owner(
    *, contractor_ids: Collection[int] = (), person_ids: Collection[int] = ()
) -> dict[tuple[str, int], list[NumberLine]]:
    """As `phones_of`, of several owners at once, by `("contractor", id)` and `("person", id)`."""
    columns: tuple[tuple[Any, Collection[int]], ...] = (
        (Phone.contractor_id, contractor_ids),
        (Phone.person_id, person_ids),
    )
    owned = [
        Phone.select(Phone.contractor_id, Phone.person_id, Phone.is_primary, *_COLUMNS).where(
            column.in_(list(ids))
        )
        for column, ids in columns
        if ids
    ]
    rows = [row for query in owned for row in fetch_tuples(query.limit(LIMIT))]
    rows.sort(key=lambda row: (not row[2], row[3]))
    numbers: dict[tuple[str, int], list[NumberLine]] = {}
    for contractor_id, person_id, _primary, *values in rows:
        at = contractor_id is not None
        owner = ("contractor", contractor_id) if at else ("person", person_id)
        numbers.setdefault(owner, []).append(_line(tuple(values), person_id=person_id))
    return numbers


def first_shown(numbers: Collection[NumberLine]) -> str:
    """The number to propose: the first that is not known to be wrong; empty when there is none."""
    return next((number.shown for number in numbers if not number.bad), "")


def emails_of(*, contractor_id: int | None = None, person_id: int | None = None) -> tuple[str, ...]:
    """The addresses as typed, in their order, the primary one first."""
    owned = _owned(Email, contractor_id, person_id)
    query = Email.select(Email.raw)
    found = fetch_tuples(
        query.where(owned).order_by(Email.is_primary.desc(), Email.id).limit(LIMIT)
    )
    return tuple(raw for (raw,) in found)


def _owned(table: Any, contractor_id: int | None, person_id: int | None) -> Any:
    if contractor_id is not None:
        return table.contractor_id == contractor_id
    return table.person_id == person_id
