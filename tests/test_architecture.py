"""What holds for the whole program: who may import whom, which keys may be bound, how it is cut."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

import tui_crm
from tui_crm.ui.app import CrmApp
from tui_crm.ui.commands import keys, registry
from tui_crm.ui.commands.command import Command, KeyContext
from tui_crm.ui.commands.user_keymap import ALLOWED, FUNCTION, TYPING

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(tui_crm.__file__).parent
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
LONGEST_FILE = 600
SHORTEST_FILE = 15

GROUPS = {name: value for name, value in vars(keys).items() if isinstance(value, KeyContext)}
COMMANDS = {command.id: command for group in GROUPS.values() for command in group}


def widgets() -> Iterator[type[DOMNode]]:
    """Every screen and widget of the program."""
    for module in pkgutil.walk_packages([str(PACKAGE / "ui")], "tui_crm.ui."):
        for value in vars(importlib.import_module(module.name)).values():
            is_own = isinstance(value, type) and value.__module__ == module.name
            if is_own and issubclass(value, DOMNode):
                yield value


def bound_classes() -> Iterator[tuple[type[DOMNode], list[Binding]]]:
    """Those that bind keys, with their own bindings."""
    for value in widgets():
        if "BINDINGS" in vars(value):
            yield value, [one for one in value.BINDINGS if isinstance(one, Binding)]


CLASSES = list(bound_classes())


every_class = pytest.mark.parametrize(
    ("node", "bindings"), CLASSES, ids=lambda value: getattr(value, "__name__", "")
)


def keys_of(binding: Binding) -> list[str]:
    return [key.strip() for key in binding.key.split(",")]


# Imports


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# The terminal, and what is private in Textual


def test_private_modules_of_textual_are_known_to_the_terminal_only() -> None:
    private = re.compile(r"^\s*(?:from|import) textual(?:\.\w+)*\._", re.MULTILINE)
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in SOURCES
        if private.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"terminal"}


MADE_BY_TEXTUAL = {
    "_computes", "_css_bases", "_css_type_name", "_css_type_names", "_decorated_handlers",
    "_has_focus_within", "_has_hover_style", "_has_odd_or_even", "_has_order_style",
    "_inherit_bindings", "_inherit_component_classes", "_inherit_css", "_merged_bindings",
    "_reactives", "_selector_names",
}  # fmt: skip
"""What its metaclass puts into every class."""


def test_a_screen_or_a_widget_overrides_nothing_private_of_textual() -> None:
    for node in widgets():
        bases = [base for base in node.__mro__ if base.__module__.startswith("textual")]
        own = {name for name in vars(node) if re.match("_(?!_|default_)", name)} - MADE_BY_TEXTUAL
        assert {name for name in own for base in bases if name in vars(base)} == set(), node


def modules_after(code: str, *arguments: str, home: Path) -> set[str]:
    """What is imported in a process of its own once the code has run."""
    report = "\nimport json, sys\nsys.stderr.write('MODULES' + json.dumps(sorted(sys.modules)))\n"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "TZ": "Europe/Warsaw",
    }
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code) + report, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "MODULES" in done.stderr, done.stderr
    return set(json.loads(done.stderr.rpartition("MODULES")[2]))


FIRST_SCREEN = """
    import asyncio, sys
    from pathlib import Path
    from zoneinfo import ZoneInfo
    import tui_crm.ui.app
    from tui_crm.ui.app import CrmApp
    from tui_crm.clock import system_instant
    from tui_crm.services.setup import login as staff
    from tui_crm.drafts.store import Drafts
    from tui_crm.settings import Settings, _folder
    from tui_crm.store.connection import open_database
    from tui_crm.store.worker import DatabaseWorker
    from tui_crm.ui.kit.context import Context

    # What comes later by itself is not for the first screen, however slow the machine is.
    tui_crm.ui.app.WARM_UP_AFTER = tui_crm.ui.colleagues.EVERY = 60.0
    tui_crm.ui.activities.list.screen.DETAILS_AFTER = 60.0
    path = Path(sys.argv[1])
    now = system_instant().now
    db = DatabaseWorker(lambda: open_database(path, quick=True))
    who = db.run(staff.log_in, "anna", session="s", zone=ZoneInfo("Europe/Warsaw"), language=None,
                 full_name="Anna Nowak", now=now)
    settings = Settings(
        path, path.parent, "en", False, False, _folder("styles"), _folder("sample_data")
    )
    app = CrmApp(Context(db, who, system_instant, Drafts(path.parent / "drafts"), settings))
    seen = set()

    async def look():
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.screen.table.loaded:
                await pilot.pause()
            seen.update(sys.modules)

    asyncio.run(look())
    for name in set(sys.modules) - seen:
        del sys.modules[name]
"""


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A database that somebody has worked in, made elsewhere."""
    path = tmp_path / "crm.db"
    code = """
        import sys
        from pathlib import Path
        from tests.support import builders
        from tui_crm.settings import login_of_process
        opened = builders.fresh_database(Path(sys.argv[1]))
        builders.saved_contact(builders.operator())
        builders.operator(login_of_process()[0])
        opened.close()
    """
    modules_after(code, str(path), home=tmp_path)
    return path


def test_the_first_screen_imports_nothing_it_does_not_show(filled: Path) -> None:
    loaded = modules_after(FIRST_SCREEN, str(filled), home=filled.parent)
    assert "tui_crm.ui.activities.list.screen" in loaded
    heavy = {
        "markdown_it", "tree_sitter", "playhouse", "pygments.lexers", "phonenumbers", "babel",
        "dateutil.parser", "textual.widgets._markdown", "textual.widgets._data_table",
        "textual.widgets._text_area", "tui_crm.ui.activities.form.screen",
        "tui_crm.ui.kit.calendar", "tui_crm.store.migrate", "tui_crm.domain.activities.draft",
        "tui_crm.domain.activities.saved_view", "tui_crm.domain.recurrence.rule",
    }  # fmt: skip
    assert heavy & loaded == set()


@pytest.mark.parametrize("command", ["activities", "today", "contractors"])
def test_a_listing_does_not_import_textual(filled: Path, command: str) -> None:
    code = """
        import sys
        from tui_crm.cli.main import main
        assert main([sys.argv[1], "--db", sys.argv[2], "--json"]) == 0
    """
    loaded = modules_after(code, command, str(filled), home=filled.parent)
    assert "tui_crm.cli.request" in loaded
    assert not {name for name in loaded if name.partition(".")[0] == "textual"}


# Keys


def test_there_are_classes_and_commands_to_look_at() -> None:
    assert len(CLASSES) > 10
    assert len(COMMANDS) > 40


def test_a_command_is_bound_to_keys_that_every_terminal_sends() -> None:
    others = {
        name: set(keys_of(command.binding())) - ALLOWED
        for name, command in COMMANDS.items()
        if command.keys
    }
    assert {name: keys for name, keys in others.items() if keys} == {}


@every_class
def test_a_widget_binds_keys_that_every_terminal_sends(
    node: type[DOMNode], bindings: list[Binding]
) -> None:
    for binding in bindings:
        assert set(keys_of(binding)) <= ALLOWED, binding


def test_the_allowed_keys_hold_none_that_is_not_to_be_bound() -> None:
    never = {
        *(f"ctrl+{letter}" for letter in "adekuwcxvbimh"), "ctrl+left_square_bracket",
        "ctrl+circumflex_accent", "tilde", "ctrl+@", "ctrl+underscore", "alt+n", "shift+enter",
        "ctrl+enter",
    }  # fmt: skip
    assert never & ALLOWED == set()


def test_a_function_key_is_only_ever_a_second_way() -> None:
    # Their first way is a field, ◂ previous, ≡ chain or Next ▸: Tab reaches and Enter opens it.
    reached = {"form.next", "form.previous", "form.chain"}
    only = {
        name for name, command in COMMANDS.items() if not set(keys_of(command.binding())) - FUNCTION
    }
    assert only <= reached


def test_letters_are_bound_on_lists_only() -> None:
    letters = {
        name: [key for key in keys_of(COMMANDS[name].binding()) if len(key) == 1] for name in TYPING
    }
    assert {name: keys for name, keys in letters.items() if keys} == {}


@pytest.mark.parametrize("name", GROUPS)
def test_no_key_means_two_things_in_one_group(name: str) -> None:
    bound = [key for command in GROUPS[name] for key in keys_of(command.binding())]
    assert sorted(bound) == sorted(set(bound))


@every_class
def test_no_key_means_two_things_in_one_place(node: type[DOMNode], bindings: list[Binding]) -> None:
    bound = [key for binding in bindings for key in keys_of(binding)]
    assert sorted(bound) == sorted(set(bound))


@every_class
def test_every_bound_action_is_there(node: type[DOMNode], bindings: list[Binding]) -> None:
    for binding in bindings:
        name = binding.action.partition("(")[0]
        owner: type[DOMNode] = node
        if name.startswith("app."):
            owner, name = CrmApp, name.removeprefix("app.")
        assert callable(getattr(owner, f"action_{name}", None)), f"{owner.__name__}: {name}"


def test_a_key_that_a_text_field_takes_for_itself_is_no_form_key() -> None:
    from textual.widgets import Input, TextArea

    from tui_crm.ui.kit.fields import NoteArea

    taken = {
        key
        for field in (Input, TextArea)
        for binding in field.BINDINGS
        if isinstance(binding, Binding) and binding.action not in NoteArea.GIVEN_UP
        for key in keys_of(binding)
    }
    only_ways = {
        command.id
        for command in (*keys.FORM, *keys.NOTE)
        if set(keys_of(command.binding())) <= taken
    }
    assert only_ways == set()


def test_nothing_is_bound_for_the_whole_program_over_every_window() -> None:
    own = [one for one in CrmApp.BINDINGS if isinstance(one, Binding)]
    inherited = [one for one in App.BINDINGS if isinstance(one, Binding) and one.priority]
    assert [one.key for one in own] == []
    assert {one.key for one in inherited} <= {"ctrl+q"}


# Commands


def test_every_command_has_an_id_of_its_own() -> None:
    seen: dict[str, Command] = {}
    for group in GROUPS.values():
        for command in group:
            assert seen.setdefault(command.id, command) is command, command.id
            assert re.fullmatch(r"[a-z]+\.[a-z_]+", command.id)


def test_every_command_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        assert command.label, name
        assert len(command.label) <= 16, name
        assert command.help, name
        assert command.help[0].isupper(), name
        assert not command.help.endswith((".", "!")), name


def test_palette_and_help_know_every_command() -> None:
    assert set(registry.BY_ID) == set(COMMANDS)


# Files


def test_no_file_is_too_long_to_be_read() -> None:
    paths = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "styles").rglob("*.tcss")]
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert len(lines) > 400
    assert {str(path): count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_a_file_is_a_subject() -> None:
    may_be_short = {"__init__.py", "__main__.py", "ids.py"}
    short = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name not in may_be_short
        and len(path.read_text(encoding="utf-8").splitlines()) < SHORTEST_FILE
    ]
    assert short == []


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_too_long_to_be_seen_whole() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in SOURCES
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > 50
    ]
    assert long == []


def handlers(path: Path) -> Iterator[tuple[ast.ExceptHandler, set[str]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            named = [] if node.type is None else list(ast.walk(node.type))
            names = {part.id for part in named if isinstance(part, ast.Name)}
            yield node, names or ({"bare"} if node.type is None else set())


def test_bugs_are_not_swallowed_outside_the_composition_root() -> None:
    hiding = [
        f"{path.relative_to(PACKAGE)}:{handler.lineno}"
        for path in SOURCES
        if path not in {PACKAGE / "ui" / "app.py", PACKAGE / "cli" / "main.py"}
        for handler, names in handlers(path)
        if names & {"bare", "Exception"}
    ]
    assert hiding == []


def test_what_catches_everything_hands_it_on() -> None:
    keeping = [
        f"{path.relative_to(PACKAGE)}:{handler.lineno}"
        for path in SOURCES
        for handler, names in handlers(path)
        if "BaseException" in names
        and not isinstance(handler.body[-1], ast.Raise)
        and "set_exception" not in ast.unparse(handler)
    ]
    assert keeping == []


CLOCKS = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time|monotonic)\(")


@pytest.mark.parametrize("layer", ["domain", "store", "services", "queries", "ui"])
def test_time_is_an_argument(layer: str) -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        if CLOCKS.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_is_read_as_markup() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in SOURCES
        if re.search(r"markup\s*=\s*True|from_markup", path.read_text(encoding="utf-8"))
    ]
    assert found == []
