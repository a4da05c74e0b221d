"""What a role may: the program's own rights, the company's matrix, and whom a scope reaches."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from typing import Any

import pytest

from tests.support.builders import NOW, contractor, row
from tests.support.departments import NAMES, Office
from tui_crm import services
from tui_crm.domain.errors import Refused
from tui_crm.domain.permissions import Role, Scope, check_seen
from tui_crm.services import undo
from tui_crm.services.common import permissions
from tui_crm.services.directory.merge import merge
from tui_crm.services.setup import operators
from tui_crm.services.setup.operators import OperatorEdit
from tui_crm.store.models import Employee, Operator, Setting
from tui_crm.store.unit_of_work import write

RIGHTS = {
    "operator": {"directory"},
    "manager": {"directory", "merge", "dictionaries", "export"},
    "administrator": {"directory", "merge", "dictionaries", "staff", "export"},
    "unlinked": set(),
}


@pytest.mark.parametrize("role", list(RIGHTS))
@pytest.mark.parametrize("right", ["directory", "merge", "dictionaries", "staff", "export"])
def test_a_right_is_the_roles(office: Office, role: str, right: Any) -> None:
    me = office.me(role)
    if right in RIGHTS[role]:
        permissions.must(me, right)
        return
    with pytest.raises(Refused) as refused:
        permissions.must(me, right)
    assert "dministrator" in refused.value.message


def test_who_has_a_right_is_said_as_the_company_set_it(office: Office) -> None:
    me = office.me()
    with pytest.raises(Refused, match=r"^You may not merge contractors. Ask a manager or an admin"):
        permissions.must(me, "merge")
    office.matrix(manager={"merge": False})
    with pytest.raises(Refused, match=r"^You may not merge contractors. Ask an administrator.$"):
        permissions.must(me, "merge")


def test_an_unlinked_administrator_can_still_mend_the_company(office: Office) -> None:
    office.change("me", role=Role.ADMINISTRATOR)
    me = office.me("unlinked")
    permissions.must(me, "staff")
    permissions.must(me, "dictionaries")
    with pytest.raises(Refused, match="not linked"):
        permissions.must(me, "directory")


@pytest.mark.parametrize(
    ("set_rights", "meant"),
    [
        ({"operator": {"merge": True, "see": "own"}}, (True, Scope.OWN)),
        ({"operator": {"merge": "yes", "see": "nobody"}}, (False, Scope.ALL)),
        ({"operator": {"merge": 1, "see": ["own"], "fly": True}}, (False, Scope.ALL)),
        ({"operator": None, "pilot": {"merge": True}}, (False, Scope.ALL)),
        ({}, (False, Scope.ALL)),
    ],
)
def test_the_companys_own_rights_count_where_they_are_some(
    office: Office, set_rights: dict[str, Any], meant: tuple[bool, Scope]
) -> None:
    office.matrix(**set_rights)
    me = office.me()
    assert (me.rights.merge, me.rights.see) == meant


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "null"])
def test_rights_that_cannot_be_read_leave_the_programs_own(office: Office, text: str) -> None:
    with write("company.settings", actor=office.boss, now=NOW) as unit:
        unit.insert(Setting, name="rights", value=text)
    assert office.me().rights == permissions.rights_of(Role.OPERATOR)
    assert office.me().rights.change is Scope.COWORKERS


def test_an_administrator_cannot_be_locked_out(office: Office) -> None:
    office.matrix(administrator={"staff": False, "see": "own"})
    boss = office.actor("boss")
    assert (boss.rights.staff, boss.visible_employee_ids, boss.changes) == (True, None, None)


@pytest.mark.parametrize(
    ("login", "scope", "seen"),
    [
        ("me", "own", {"me"}),
        ("me", "coworkers", {"me", "mate"}),
        ("stranger", "coworkers", {"stranger"}),
        ("me", "all", None),
    ],
)
def test_a_scope_reaches_the_employees_of_the_same_department(
    office: Office, login: str, scope: str, seen: set[str] | None
) -> None:
    office.matrix(operator={"see": scope, "change": scope})
    actor = office.actor(login)
    named = None if actor.visible_employee_ids is None else {
        f"{row(Employee, row_id)['first_name']} {row(Employee, row_id)['last_name']}"
        for row_id in actor.visible_employee_ids
    }  # fmt: skip
    assert named == (None if seen is None else {NAMES[name] for name in seen})
    assert actor.changes == actor.visible_employee_ids


def test_without_a_department_one_has_no_coworkers(office: Office) -> None:
    with write("staff.edit", actor=office.boss, now=NOW) as unit:
        for login in ("me", "mate"):
            unit.update(Employee, office.actor(login).employee(), department="")
    office.matrix(operator={"see": "coworkers", "reopen": "coworkers"})
    me = office.me()
    own = frozenset({me.employee()})
    assert (me.visible_employee_ids, me.changes, me.gives) == (own, own, own)
    with pytest.raises(Refused, match="only your own activities, as you have no department"):
        permissions.must_change(me, office.actor("mate").employee(), "call")


@pytest.mark.parametrize(
    ("scope", "visible_employee_ids"),
    [("own", frozenset()), ("coworkers", frozenset()), ("all", None)],
)
def test_who_works_as_nobody_sees_as_their_scope_says(
    office: Office, scope: str, visible_employee_ids: frozenset[int] | None
) -> None:
    office.matrix(operator={"see": scope, "change": scope})
    me = office.me("unlinked")
    assert (me.visible_employee_ids, me.changes) == (visible_employee_ids, frozenset())


def test_what_may_not_be_seen_is_refused_with_whom_to_ask(office: Office) -> None:
    office.matrix(operator={"see": "coworkers"})
    me = office.me()
    check_seen(me.visible_employee_ids, office.actor("mate").employee())
    with pytest.raises(Refused, match="you may not see"):
        check_seen(me.visible_employee_ids, office.actor("stranger").employee())


# Every service asks

BY_OWNER = {
    "tui_crm.services.activities.assign",
    "tui_crm.services.activities.save",
    "tui_crm.services.activities.writes",
    "tui_crm.services.activities.no_answer",
    "tui_crm.services.activities.cancel",
    "tui_crm.services.activities.complete",
    "tui_crm.services.undo",
    "tui_crm.services.activities.reschedule",
    "tui_crm.services.activities.next_steps",
    "tui_crm.services.activities.snooze",
    "tui_crm.services.common.permissions",
    "tui_crm.services.saved_views",
    "tui_crm.services.activities.series",
    "tui_crm.services.activities.series_template",
    "tui_crm.services.activities.timers",
    "tui_crm.services.activities.waiting",
    "tui_crm.services.setup.login",
}
"""Their rights depend on whose it is: `test_rights.py`, of views `test_saved_views.py`, of
one's own name `setup/test_login.py`."""


def _services() -> list[Any]:
    """Every public function of the services that writes for somebody, whosever it is."""
    found = []
    for info in pkgutil.walk_packages(services.__path__, "tui_crm.services."):
        if info.name in BY_OWNER:
            continue
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = inspect.signature(function).parameters
            writes = "actor" in parameters and "now" in parameters
            if writes and function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(function)
    return found


@pytest.mark.parametrize(
    "service", _services(), ids=lambda service: f"{service.__module__}.{service.__name__}"
)
def test_a_service_asks_for_the_right_before_it_looks_at_anything(
    office: Office, service: Any
) -> None:
    office.matrix(operator=dict.fromkeys(("directory", "merge", "dictionaries", "staff"), False))
    given = {
        name: None
        for name, parameter in inspect.signature(service).parameters.items()
        if parameter.default is inspect.Parameter.empty
    }
    with pytest.raises(Refused, match=r"^You may not "):
        service(**{**given, "actor": office.me(), "now": NOW})


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OPERATOR])
def test_a_right_that_was_taken_away_is_none_to_undo_and_redo_with(
    office: Office, role: Role
) -> None:
    me = office.me("administrator")
    eve = operators.save(OperatorEdit("eve", role=Role.ADMINISTRATOR), actor=me, now=NOW)
    source, target = contractor(me, "ALFA"), contractor(me, "BETA")
    merge(source, target, actor=me, now=NOW)
    deeds = [undo.undo(actor=me, now=NOW).action for _ in range(4)]
    assert deeds[0] == "contractor.merge"
    now = dataclasses.replace(me, role=role, rights=permissions.rights_of(role))
    with pytest.raises(Refused, match="You may not change employees"):
        undo.redo(actor=now, now=NOW)
    assert undo.redo(actor=me, now=NOW).action == "operator.create"
    with pytest.raises(Refused, match="You may not change employees"):
        undo.undo(actor=now, now=NOW)
    assert row(Operator, eve)["role"] is Role.ADMINISTRATOR
    for _ in range(2):
        undo.redo(actor=now, now=NOW)
    if role is Role.MANAGER:
        assert undo.redo(actor=now, now=NOW).action == "contractor.merge"
    else:
        with pytest.raises(Refused, match="You may not merge contractors"):
            undo.redo(actor=now, now=NOW)


def test_there_are_services_to_ask() -> None:
    assert len(_services()) >= 15
