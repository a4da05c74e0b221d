"""Stand-ins for stored values that cannot be read: a date that is none, a missing text.

A stand-in has the type that the reader expects and a value that sorts first or counts nothing, so
that one bad value stops nothing; wherever it is written out, it says that it is damaged. It keeps
what is stored, so that a list can be continued behind its row and nothing is overwritten by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from tui_crm.domain.errors import Refused
from tui_crm.i18n import N_, _

SIGN: Final = "‼"
_NAME: Final = "DAMAGED"
_WORD: Final = N_("damaged")
_READABLE: Final = 200
"""So many letters of a text are shown that has some invalid bytes."""


def word() -> str:
    """`‼ damaged`, in the place of a value."""
    return f"{SIGN} {_(_WORD)}"


class Damaged:
    """A stand-in; *stored* is the value of the column as the database gives it."""

    stored: Any

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.stored!r})"

    def __str__(self) -> str:
        return word()

    def __format__(self, _spec: str) -> str:
        return word()

    def __copy__(self) -> Damaged:
        return self

    def __deepcopy__(self, _memo: Any) -> Damaged:
        return self


class DamagedText(Damaged, str):
    """A text; of one with some invalid bytes, what can be read is shown behind the word."""

    __slots__ = ("stored",)

    def __new__(cls, stored: Any) -> DamagedText:
        text = super().__new__(cls, _text_of(stored))
        text.stored = stored
        return text

    def __str__(self) -> str:
        return str.__str__(self)[:]

    def __format__(self, spec: str) -> str:
        return format(str.__str__(self)[:], spec)

    # The database compares bytes, and a list is put together in its order.
    def __lt__(self, other: str) -> bool:
        return _bytes_of(self) < _bytes_of(other)

    def __gt__(self, other: str) -> bool:
        return _bytes_of(self) > _bytes_of(other)


def _text_of(stored: Any) -> str:
    if not isinstance(stored, bytes):
        return word()
    readable = stored[:_READABLE].decode("utf-8", "replace")
    return f"{word()}: {readable}" if readable.strip("\ufffd \0") else word()


def _bytes_of(text: str) -> bytes:
    stored = text.stored if isinstance(text, DamagedText) else None
    return stored if isinstance(stored, bytes) else str(text).encode("utf-8", "surrogatepass")


class DamagedNumber(Damaged, int):
    """A whole number, also one that is a key or says yes or no: 0."""

    def __new__(cls, stored: Any) -> DamagedNumber:
        number = super().__new__(cls, 0)
        number.stored = stored
        return number


class DamagedFraction(Damaged, float):
    """A number of seconds: 0.0."""

    def __new__(cls, stored: Any) -> DamagedFraction:
        number = super().__new__(cls, 0.0)
        number.stored = stored
        return number


class DamagedAmount(Damaged, Decimal):  # type: ignore[misc]  # copies and formats as Damaged
    """An amount of money: 0."""

    def __new__(cls, stored: Any) -> DamagedAmount:
        amount = super().__new__(cls, "0.00")
        amount.stored = stored
        return amount


class DamagedDay(Damaged, date):
    """A date: the first day of 1970, whatever is added to it."""

    def __new__(cls, stored: Any) -> DamagedDay:
        day = super().__new__(cls, 1970, 1, 1)
        day.stored = stored
        return day

    def __add__(self, other: Any) -> DamagedDay:
        return self

    def __sub__(self, other: Any) -> Any:
        return date(1970, 1, 1) - other if isinstance(other, date) else self

    def replace(self, *_args: Any, **_kwargs: Any) -> DamagedDay:
        return self

    def isoformat(self) -> str:
        return word()

    def strftime(self, _spec: str) -> str:
        return word()


_FIRST_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)


class DamagedMoment(Damaged, datetime):
    """A time in UTC: the beginning of 1970, in every zone and whatever is added to it."""

    def __new__(cls, stored: Any) -> DamagedMoment:
        moment = super().__new__(cls, 1970, 1, 1, tzinfo=UTC)
        moment.stored = stored
        return moment

    def __add__(self, other: Any) -> DamagedMoment:
        return self

    def __sub__(self, other: Any) -> Any:
        return _FIRST_MOMENT - other if isinstance(other, datetime) else self

    def astimezone(self, _tz: Any = None) -> DamagedMoment:
        return self

    def replace(self, *_args: Any, **_kwargs: Any) -> DamagedMoment:
        return self

    def date(self) -> DamagedDay:
        return DamagedDay(self.stored)

    def isoformat(self, *_args: Any, **_kwargs: Any) -> str:
        return word()

    def strftime(self, _spec: str) -> str:
        return word()


Word = TypeVar("Word", bound=StrEnum)


def damaged_word(words: type[Word], stored: Any) -> Word:
    """A stand-in for a value of an enum that is none of its words: equal to none of them."""
    one = str.__new__(words, word())
    one._name_ = _NAME
    one._value_ = word()
    one.__dict__["stored"] = stored
    return one


class Named(dict[Word, str]):
    """The words, or signs, of an enum; a stand-in has those of what is damaged."""

    def __init__(self, named: Mapping[Word, str], *, damaged: str = "") -> None:
        """*damaged* is the sign where there is room for one; else it is said in words."""
        super().__init__(named)
        self._damaged = damaged

    def __missing__(self, one: Word) -> str:
        if is_damaged(one):
            return self._damaged or word()
        raise KeyError(one)


def is_damaged(value: Any) -> bool:
    """Whether the value is a stand-in."""
    if isinstance(value, StrEnum):
        return value.name == _NAME
    return isinstance(value, Damaged)


def stored_of(value: Any) -> Any:
    """What the database has in the place of a stand-in."""
    return value.stored


def damaged_fields(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the columns of a row that cannot be read."""
    return tuple(name for name, value in row.items() if is_damaged(value))


def any_damaged(values: Iterable[Any]) -> bool:
    """Whether one of the values is a stand-in."""
    return any(is_damaged(value) for value in values)


class DamagedRecord(Refused):
    """A record cannot be changed, since one of its values cannot be read."""

    def __init__(self, *, field: str) -> None:
        super().__init__(
            _(
                "This cannot be changed: in the database the value of “{field}” is damaged. "
                "`tui-crm check` tells more."
            ).format(field=field)
        )
        self.field = field
