"""Two departments, and the operators of a test about rights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.support.builders import NOW, contact, contractor, edit_of, instant, operator, person
from tui_crm.domain.actor import Actor
from tui_crm.domain.ids import ActivityId
from tui_crm.domain.permissions import Role
from tui_crm.services.activities.save import save
from tui_crm.store.models import Employee, Operator, Setting
from tui_crm.store.unit_of_work import write

NAMES = {
    "boss": "Anna Nowak", "me": "Marek Lis", "mate": "Ewa Lis", "stranger": "Jan Zając",
}  # fmt: skip
DEPARTMENTS = {"boss": "", "me": "sales", "mate": "sales", "stranger": "service"}


@dataclass(frozen=True)
class Office:
    """The operators by what they are to “me”, who sits in sales with a mate."""

    boss: Actor

    def change(self, login: str, **values: Any) -> None:
        """As an administrator does it in Setup."""
        actor = operator(login, NAMES[login], session="setup")
        with write("staff.edit", actor=self.boss, now=NOW) as unit:
            unit.update(Operator, actor.operator_id, **values)

    def matrix(self, **by_role: Any) -> None:
        """What the company set for the roles."""
        with write("company.settings", actor=self.boss, now=NOW) as unit:
            unit.insert(Setting, name="rights", value=json.dumps(by_role))

    def me(self, kind: str = "operator") -> Actor:
        """Me as a role; “unlinked” is an operator who works as nobody."""
        if kind == "unlinked":
            self.change("me", employee_id=None)
        else:
            self.change("me", role=Role(kind))
        return self.actor("me")

    def activity_of(self, login: str, **values: Any) -> ActivityId:
        """A contact with the contractor “me”, “mate” or “stranger”, and two persons."""
        actor = self.actor(login)
        contractor_id = contractor(actor, login)
        persons = [person(actor, contractor_id, name) for name in ("Jan Kowalski", "Ewa Nowa")]
        edit = contact(actor, contractor_id, *persons, **values)
        return save(edit, actor=actor, instant=instant()).activity_id

    def give(self, activity_id: ActivityId, login: str) -> None:
        """To another employee, as the administrator does it."""
        employee_id = self.actor(login).employee()
        save(edit_of(activity_id, employee_id=employee_id), actor=self.boss, instant=instant())

    def actor(self, login: str) -> Actor:
        """An operator who logs in anew."""
        return operator(login, NAMES[login], session=login)


def two_departments() -> Office:
    """Boss, the administrator; me and a mate in sales; a stranger in service."""
    boss = operator("boss", NAMES["boss"])
    with write("staff.edit", actor=boss, now=NOW) as unit:
        for login in ("me", "mate", "stranger"):
            actor = operator(login, NAMES[login])
            unit.update(Employee, actor.employee(), department=DEPARTMENTS[login])
    return Office(boss)
