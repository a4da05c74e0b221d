"""`tui-crm completion`: what the shells offer, tried in the shells themselves."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.shipped_files import FOLDER, shipped_files
from tests.cli.test_main import crm
from tests.support.hostile import CHOICES, TOLD, hostile_parser
from tests.support.languages import speaking
from tests.support.shells import DESK, FILES, Found, Shell, program, shell_with
from tests.support.terminal.pty import Terminal
from tests.test_docs import commands_of
from tui_crm.cli.completion.grammar import grammar_of
from tui_crm.cli.completion.scripts import SCRIPTS
from tui_crm.cli.parser import SHELLS, parser_for

COMMANDS = commands_of(parser_for(None))
DATABASES = {"data one.db", "b.db"}
each_shell = pytest.mark.parametrize("name", SHELLS)


def script_of(name: str, parser: ArgumentParser | None = None) -> str:
    return SCRIPTS[name](grammar_of(parser or parser_for(None)), "tui-crm")


@pytest.fixture(scope="module", params=SHELLS)
def name(request: pytest.FixtureRequest) -> str:
    shell: str = request.param
    return shell


@pytest.fixture(scope="module")
def shell(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    home = tmp_path_factory.mktemp(name)
    with shell_with(name, script_of(name), home) as running:
        for database in DATABASES:
            (home / DESK / database).touch()
        yield running


def options_of(parser: ArgumentParser) -> dict[str, str]:
    """The long options with their help."""
    return {
        option: action.help or ""
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--")
    }


def below(parser: ArgumentParser) -> set[str]:
    """The commands right below this one."""
    known = [action.choices for action in parser._actions]
    return {name for choices in known if isinstance(choices, dict) for name in choices}


def plain(found: Found) -> set[str]:
    """The words themselves: zsh offers some as they are typed, with a backslash before a blank."""
    return {word.replace("\\", "") for word in found}


ZSH_READS = "zle-line-init() { print -n '\\e]2;reads\\a' }; zle -N zle-line-init\n"
"""Says when the line editor takes keys: the prompt stands there before."""


# What is offered


ALL = below(COMMANDS[""])
LINES: dict[str, set[str]] = {
    "tui-crm ": ALL,
    "tui-crm a": {"activities"},
    "tui-crm op": {"operator", "operators"},
    "tui-crm nonsense ": set(),
    "tui-crm --l": {"--lang"},
    "tui-crm --lang ": {"en", "pl"},
    "tui-crm --lang=": {"en", "pl"},
    "tui-crm --lang=p": {"pl"},
    "tui-crm --lang pl ": ALL,
    "tui-crm --lang=pl act": {"activities"},
    "tui-crm --as ": set(),
    "tui-crm --as today ": ALL,
    "tui-crm --db ": DATABASES,
    "tui-crm --db=": DATABASES,
    "tui-crm --db da": {"data one.db"},
    "tui-crm today --db ": DATABASES,
    "tui-crm --db a:b ": ALL,
    "tui-crm --db today:find act": {"activities"},
    "tui-crm --db b.db --as anna activities --k": {"--kind"},
    "tui-crm activities --kind ": {"contact", "meeting", "task"},
    "tui-crm activities --kind=m": {"meeting"},
    "tui-crm activities --kind task --op": {"--open"},
    "tui-crm activities --view ": set(),
    "tui-crm activities --contractor ": set(),
    "tui-crm activities --view today --ki": {"--kind"},
    "tui-crm find ": set(),
    "tui-crm find today ": set(),
    "tui-crm find some words --li": {"--limit"},
    "tui-crm show ": set(),
    "tui-crm completion ": {"bash", "zsh", "fish"},
    "tui-crm completion f": {"fish"},
    "tui-crm employee ": {"add"},
    "tui-crm employee add ": set(),
    "tui-crm employee add JK Jan --po": {"--position"},
    "tui-crm employee add --position ": set(),
    "tui-crm operator add jan --role ": {"operator", "manager", "administrator"},
    "tui-crm operator --lang pl add jan --role m": {"manager"},
    "tui-crm employee JK add --po": set(),
    "tui-crm today -- --": set(),
    "tui-crm completion -- --db ": set(),
}


def test_each_line_is_completed_with_what_fits_there(name: str, shell: Shell) -> None:
    for (line, wanted), found in zip(LINES.items(), shell.complete(*LINES), strict=True):
        by_readline = name == "bash" and wanted <= DATABASES and wanted
        assert plain(found) == ({FILES} if by_readline else wanted), line


def test_every_command_offers_its_own_options_and_no_other(shell: Shell) -> None:
    lines = [f"tui-crm {command} --".replace("  ", " ") for command in COMMANDS]
    found = shell.complete(*lines)
    wanted = [set(options_of(parser)) for parser in COMMANDS.values()]
    assert dict(zip(lines, map(set, found), strict=True)) == dict(zip(lines, wanted, strict=True))


def test_every_choice_of_every_option_is_offered(shell: Shell) -> None:
    wanted = {
        f"tui-crm {command} {action.option_strings[-1]} ".replace("  ", " "): set(action.choices)
        for command, parser in COMMANDS.items()
        for action in parser._actions
        if action.option_strings and action.choices is not None
    }
    assert len(wanted) > len(COMMANDS)
    assert dict(zip(wanted, map(set, shell.complete(*wanted)), strict=True)) == wanted


def test_every_command_below_another_is_offered(shell: Shell) -> None:
    groups = {
        f"tui-crm {command} ".replace("  ", " "): below(parser)
        for command, parser in COMMANDS.items()
        if below(parser)
    }
    assert len(groups) == 3
    assert dict(zip(groups, map(set, shell.complete(*groups)), strict=True)) == groups


# Bash has no place for descriptions.
@pytest.mark.parametrize("name", ["zsh", "fish"], indirect=True)
def test_words_that_are_offered_say_what_they_are_for(shell: Shell) -> None:
    commands, options = shell.complete("tui-crm ", "tui-crm activities --")
    assert commands == {command: COMMANDS[command].description for command in ALL}
    assert options == options_of(COMMANDS["activities"])


@pytest.mark.parametrize("name", ["zsh", "fish"], scope="function")
def test_descriptions_are_polish_in_polish(name: str, tmp_path: Path) -> None:
    with speaking("pl"):
        script = script_of(name)
    with shell_with(name, script, tmp_path) as shell:
        (found,) = shell.complete("tui-crm activities --")
    assert found["--json"] == "wypisz JSON"
    assert found["--kind"] == "tylko te tego rodzaju"


def test_readline_completes_commands_and_files_with_blanks(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(script_of("bash"), encoding="utf-8")
    (tmp_path / "data one.db").touch()
    with Terminal([program("bash"), "--norc", "--noprofile", "-i"], home=tmp_path) as terminal:
        terminal.type(f"cd {tmp_path} && PS1='> ' && bind 'set bell-style none' && . ./script\r")
        terminal.type("clear\r")
        terminal.type("tui-crm act\t--kind=me\t--db da\t")
        terminal.wait_for(r"tui-crm activities --kind=meeting --db data\ one.db")


def test_zsh_finds_the_script_among_its_functions(tmp_path: Path) -> None:
    (tmp_path / "functions").mkdir()
    (tmp_path / "functions" / "_tui-crm").write_text(script_of("zsh"), encoding="utf-8")
    (tmp_path / ".zshrc").write_text(
        "PS1='ready> '; fpath=(~/functions $fpath); autoload -Uz compinit; compinit -u -D\n"
        + ZSH_READS,
        encoding="utf-8",
    )
    command = [program("zsh"), "-d", "-i"]
    with Terminal(command, home=tmp_path, env={"ZDOTDIR": str(tmp_path)}) as terminal:
        terminal.wait_for_output("\x1b]2;reads\x07")
        terminal.type("tui-crm act\t--kind me\t")
        terminal.wait_for("tui-crm activities --kind meeting")
        terminal.type("--lang\tp\t")
        terminal.wait_for("tui-crm activities --kind meeting --lang=pl")


# What must not happen


@each_shell
def test_texts_are_shown_as_they_are_and_never_executed(name: str, tmp_path: Path) -> None:
    script = script_of(name, hostile_parser())
    lines = (
        "tui-crm --", "tui-crm to", "tui-crm told --", "tui-crm --pick ", "tui-crm told ",
        "tui-crm told --text ", "tui-crm silent ", "tui-crm --file ",
    )  # fmt: skip
    with shell_with(name, script, tmp_path) as shell:
        options, commands, below, picked, which, text, *_files = shell.complete(*lines)
    assert list(tmp_path.rglob("*pwned*")) == []
    assert set(options) == {"--help", "--file", "--pick"}
    assert set(commands) == {"told"}
    assert set(below) == {"--help", "--text"}
    assert plain(picked) == plain(which) == set(CHOICES)
    assert set(text) == set()
    if name != "bash":
        assert options["--pick"] == commands["told"] == TOLD
        assert options["--file"] == f".{TOLD}"


def test_zsh_says_what_is_to_be_typed_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(script_of("zsh", hostile_parser()), encoding="utf-8")
    (tmp_path / ".zshrc").write_text(
        "PS1='ready> '; autoload -Uz compinit; compinit -u -D\n"
        "zstyle ':completion:*' format '(%d)'; source ~/script\n" + ZSH_READS,
        encoding="utf-8",
    )
    command = [program("zsh"), "-d", "-i"]
    with Terminal(command, home=tmp_path, cols=250, env={"ZDOTDIR": str(tmp_path)}) as terminal:
        terminal.wait_for_output("\x1b]2;reads\x07")
        terminal.type("tui-crm told --text \t")
        # A backslash cannot be said once.
        terminal.wait_for("({})".format(TOLD.replace("\\", "\\\\")))
    assert not list(tmp_path.rglob("*pwned*"))


@each_shell
@pytest.mark.parametrize("hostile", [False, True])
def test_a_script_is_well_formed(name: str, hostile: bool) -> None:
    script = script_of(name, hostile_parser() if hostile else None)
    done = subprocess.run(
        [program(name), "-n"], input=script, text=True, capture_output=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@each_shell
def test_a_script_starts_no_program_and_evaluates_nothing(name: str) -> None:
    script = script_of(name)
    for word in ("eval", "python", "$(", "`"):
        assert word not in script.replace("$((", ""), word


# The command


@each_shell
def test_the_script_is_printed_without_a_database(name: str, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "crm.db")
    done = crm(tmp_path, "completion", name, TUI_CRM_DB=nowhere)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", script_of(name))
    assert list(tmp_path.iterdir()) == []


def test_the_script_speaks_the_language_of_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "tui-crm" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text('language = "pl"\n', encoding="utf-8")
    config = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert "wypisz JSON" in crm(tmp_path, "completion", "fish", **config).stdout
    assert "print JSON" in crm(tmp_path, "--lang", "en", "completion", "fish", **config).stdout


def test_how_to_install_it_stands_in_its_help(tmp_path: Path) -> None:
    for words in (("--lang", "en"), ("--lang", "pl")):
        told = crm(tmp_path, *words, "completion", "--help").stdout
        for shell in SHELLS:
            assert f"\n  tui-crm completion {shell} > ~/." in told


def test_a_shell_that_is_not_known_is_a_usage_error(tmp_path: Path) -> None:
    done = crm(tmp_path, "completion", "tcsh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "tcsh" in done.stderr


def test_other_commands_import_none_of_it(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from tui_crm.cli.main import main\n"
        "main(['today'])\n"
        "made = {'completion', 'man_page', 'roff'}\n"
        "sys.exit(any(f'tui_crm.cli.{name}' in sys.modules for name in made))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, timeout=60, check=False, capture_output=True,
        env={"HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0
    assert b"tui-crm: " in done.stderr


# The wheel


@pytest.mark.parametrize("file", sorted(shipped_files()))
def test_what_the_wheel_installs_is_up_to_date(file: str) -> None:
    shipped = (FOLDER / file).read_text(encoding="utf-8")
    assert shipped == shipped_files()[file], "run make docs"


def test_the_wheel_installs_every_file_where_it_is_looked_for() -> None:
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {
        "packaging/tui-crm.1": "share/man/man1/tui-crm.1",
        "packaging/tui-crm.bash": "share/bash-completion/completions/tui-crm",
        "packaging/_tui-crm": "share/zsh/site-functions/_tui-crm",
        "packaging/tui-crm.fish": "share/fish/vendor_completions.d/tui-crm.fish",
    }
    assert {f"packaging/{file.name}" for file in FOLDER.iterdir()} == set(wheel["shared-data"])
