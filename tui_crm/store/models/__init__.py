"""All tables of the database; each module holds those of one subject."""

from tui_crm.store.models.activities import (
    Activity,
    Attempt,
    Colleague,
    Participant,
    StoredActivity,
    reached,
)
from tui_crm.store.models.base import (
    Stamped,
    StoredRecord,
    StoredRow,
    Table,
    database,
    fields_of,
    table_name,
)
from tui_crm.store.models.company import Setting
from tui_crm.store.models.dictionaries import Dictionary, Entry, StoredDictionary, StoredEntry
from tui_crm.store.models.directory import (
    Affiliation,
    Contractor,
    Email,
    Person,
    Phone,
    StoredAffiliation,
    StoredContractor,
    StoredPerson,
)
from tui_crm.store.models.history import Change, Operation
from tui_crm.store.models.saved_views import SavedView, StoredView
from tui_crm.store.models.series import Series, StoredSeries
from tui_crm.store.models.staff import Employee, Operator, StoredEmployee, StoredOperator

TABLES: tuple[type[Table], ...] = (
    Employee,
    Operator,
    Dictionary,
    Entry,
    Contractor,
    Person,
    Affiliation,
    Phone,
    Email,
    Series,
    Activity,
    Participant,
    Colleague,
    Attempt,
    Operation,
    Change,
    Setting,
    SavedView,
)

__all__ = [
    "TABLES",
    "Activity",
    "Affiliation",
    "Attempt",
    "Change",
    "Colleague",
    "Contractor",
    "Dictionary",
    "Email",
    "Employee",
    "Entry",
    "Operation",
    "Operator",
    "Participant",
    "Person",
    "Phone",
    "SavedView",
    "Series",
    "Setting",
    "Stamped",
    "StoredActivity",
    "StoredAffiliation",
    "StoredContractor",
    "StoredDictionary",
    "StoredEmployee",
    "StoredEntry",
    "StoredOperator",
    "StoredPerson",
    "StoredRecord",
    "StoredRow",
    "StoredSeries",
    "StoredView",
    "Table",
    "database",
    "fields_of",
    "reached",
    "table_name",
]
