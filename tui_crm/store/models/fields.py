"""Column types for UTC times, enums and money, portable between SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from peewee import CharField, DateTimeField, DecimalField


class UTCDateTimeField(DateTimeField):
    """Accepts aware datetimes only, stores naive UTC, returns aware UTC.

    Stored without fractions of a second, so that comparing the texts compares the times.
    """

    def db_value(self, value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError(f"{self.name}: an aware datetime is needed, not {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def python_value(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return value.replace(tzinfo=UTC)


class EnumField(CharField):
    """A `StrEnum` in Python, its value in the column."""

    def __init__(self, enum: type[StrEnum], **kwargs: Any) -> None:
        self.enum = enum
        super().__init__(max_length=20, **kwargs)

    def db_value(self, value: Any) -> Any:
        return None if value is None else self.enum(value).value

    def python_value(self, value: Any) -> Any:
        return None if value is None else self.enum(value)


class MoneyField(DecimalField):
    """An amount with two decimals, in the same notation whatever the database stores.

    SQLite keeps `1200.50` as the number 1200.5; the history compares texts.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)

    def db_value(self, value: Any) -> Any:
        return None if value is None else f"{_to_the_cent(value):f}"

    def python_value(self, value: Any) -> Any:
        return None if value is None else _to_the_cent(value)


def _to_the_cent(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))
