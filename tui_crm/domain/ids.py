"""Integer ids as types of their own, so that mypy finds a person's id used as a contractor's."""

from typing import NewType

ActivityId = NewType("ActivityId", int)
ContractorId = NewType("ContractorId", int)
PersonId = NewType("PersonId", int)
EmployeeId = NewType("EmployeeId", int)
OperatorId = NewType("OperatorId", int)
EntryId = NewType("EntryId", int)
