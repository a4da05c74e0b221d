"""Column types: texts, numbers, days, UTC times, enums and money, portable between databases.

What is stored is read as it is, or as a stand-in that says that it is damaged (`domain.damaged`):
no reader meets an error for one bad value. A stand-in is never stored: what it stands for is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from math import isfinite
from typing import Any, Final

import peewee

from tui_crm.domain.damaged import (
    DamagedAmount,
    DamagedDay,
    DamagedFraction,
    DamagedMoment,
    DamagedNumber,
    DamagedText,
    damaged_word,
    is_damaged,
    stored_of,
)

GREATEST: Final = 2**31 - 1
"""The greatest whole number; greater ones were never stored, and overflow when days are added."""
_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 9000


class _Tolerant(peewee.Field):
    """What all column types share; `damaged` makes the stand-in."""

    damaged: Any

    def db_value(self, value: Any) -> Any:
        return stored_of(value) if is_damaged(value) else super().db_value(value)  # type: ignore[no-untyped-call]  # not in the stubs


class CharField(_Tolerant, peewee.CharField):
    """A short text."""

    damaged = DamagedText

    def python_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return DamagedText(value)


class TextField(_Tolerant, peewee.TextField):
    """A text of any length."""

    damaged = DamagedText

    def python_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return DamagedText(value)


class IntegerField(_Tolerant, peewee.IntegerField):
    """A whole number."""

    damaged = DamagedNumber

    def python_value(self, value: Any) -> Any:
        if value is None or (isinstance(value, int) and -GREATEST <= value <= GREATEST):
            return value
        return DamagedNumber(value)


class BooleanField(_Tolerant, peewee.BooleanField):
    """Yes or no."""

    damaged = DamagedNumber

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, int) and value in {0, 1}:
            return bool(value)
        return DamagedNumber(value)


class FloatField(_Tolerant, peewee.FloatField):
    """A finite number."""

    damaged = DamagedFraction

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, int | float) and isfinite(value):
            return float(value)
        return DamagedFraction(value)


class ForeignKeyField(_Tolerant, peewee.ForeignKeyField):
    """The key of a row, mostly of another table."""

    damaged = DamagedNumber

    def python_value(self, value: Any) -> Any:
        if value is None or (isinstance(value, int) and -GREATEST <= value <= GREATEST):
            return value
        return DamagedNumber(value)


class DateField(_Tolerant, peewee.DateField):
    """A local date."""

    damaged = DamagedDay

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            day = date.fromisoformat(value)
        except (ValueError, TypeError):
            return DamagedDay(value)
        # Python reads more notations; the database compares texts, so only one of them is right.
        right = len(value) == len("2026-11-23") and _FIRST_YEAR <= day.year <= _LAST_YEAR
        return day if right else DamagedDay(value)


class UTCDateTimeField(_Tolerant, peewee.DateTimeField):
    """Accepts aware datetimes only, stores naive UTC, returns aware UTC.

    Stored without fractions of a second, so that comparing the texts compares the times.
    """

    damaged = DamagedMoment

    def db_value(self, value: Any) -> Any:
        if value is None:
            return None
        if is_damaged(value):
            return stored_of(value)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError(f"{self.name}: an aware datetime is needed, not {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            at = datetime.fromisoformat(value).replace(tzinfo=UTC)
        except (ValueError, TypeError):
            return DamagedMoment(value)
        right = len(value) == len("2026-11-23 14:52:00") and _FIRST_YEAR <= at.year <= _LAST_YEAR
        return at if right else DamagedMoment(value)


class EnumField(_Tolerant, peewee.CharField):
    """A `StrEnum` in Python, its value in the column."""

    def __init__(self, enum: type[StrEnum], **kwargs: Any) -> None:
        self.enum = enum
        super().__init__(max_length=20, **kwargs)

    def db_value(self, value: Any) -> Any:
        if is_damaged(value):
            return stored_of(value)
        return None if value is None else self.enum(value).value

    def damaged(self, stored: Any) -> Any:
        return damaged_word(self.enum, stored)

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            return self.enum(value)
        except ValueError:
            return damaged_word(self.enum, value)


class MoneyField(_Tolerant, peewee.DecimalField):
    """An amount with two decimals, in the same notation whatever the database stores.

    SQLite keeps `1200.50` as the number 1200.5; the history compares texts.
    """

    damaged = DamagedAmount

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)

    def db_value(self, value: Any) -> Any:
        if is_damaged(value):
            return stored_of(value)
        return None if value is None else f"{_to_the_cent(value):f}"

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            return _to_the_cent(value)
        except (InvalidOperation, ValueError):
            return DamagedAmount(value)


def _to_the_cent(value: Any) -> Decimal:
    amount = Decimal(str(value))
    if not amount.is_finite():
        raise ValueError(value)
    return amount.quantize(Decimal("0.01"))
