"""Typed identifiers: a person's id never stands where a contractor's is meant."""

from typing import NewType

ActivityId = NewType("ActivityId", int)
ContractorId = NewType("ContractorId", int)
PersonId = NewType("PersonId", int)
EmployeeId = NewType("EmployeeId", int)
OperatorId = NewType("OperatorId", int)
EntryId = NewType("EntryId", int)
