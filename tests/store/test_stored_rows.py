"""The types of rows that services read say what the tables hold."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import peewee
import pytest

from tui_crm.store import models
from tui_crm.store.models import Stamped, Table
from tui_crm.store.models.fields import EnumField, MoneyField, UTCDateTimeField
from tui_crm.store.unit_of_work import columns

ROWS = {
    models.Activity: models.StoredActivity,
    models.Affiliation: models.StoredAffiliation,
    models.Contractor: models.StoredContractor,
    models.Dictionary: models.StoredDictionary,
    models.Employee: models.StoredEmployee,
    models.Entry: models.StoredEntry,
    models.Operator: models.StoredOperator,
    models.Person: models.StoredPerson,
    models.SavedView: models.StoredView,
    models.Series: models.StoredSeries,
}
KINDS: tuple[tuple[type[peewee.Field], type], ...] = (
    (UTCDateTimeField, datetime),
    (MoneyField, Decimal),
    (EnumField, StrEnum),
    (peewee.IntegerField, int),
    (peewee.ForeignKeyField, int),
    (peewee.BooleanField, bool),
    (peewee.DateField, date),
    (peewee.FloatField, float),
    (peewee.CharField, str),
    (peewee.TextField, str),
)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_a_row_has_the_columns_of_its_table(model: type[Table]) -> None:
    assert get_type_hints(ROWS[model]).keys() == columns(model).keys()


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_each_column_has_the_type_and_the_emptiness_of_its_field(model: type[Table]) -> None:
    hints: dict[str, Any] = get_type_hints(ROWS[model])
    for name, field in columns(model).items():
        kind = next(kind for known, kind in KINDS if isinstance(field, known))
        told = get_args(hints[name]) or (hints[name],)
        assert (type(None) in told) == field.null, name
        assert any(issubclass(one, kind) for one in told), name


def test_every_table_that_people_edit_has_one() -> None:
    edited = {model for model in models.TABLES if issubclass(model, Stamped)}
    # A setting is read by its name, never as a row.
    assert edited - {models.Setting} <= ROWS.keys()
