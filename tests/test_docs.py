"""The README and the pages in docs/ say what is true, in both languages."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import key_table
from tests.cli.test_main import crm, environment
from tests.support.languages import speaking
from tui_crm import settings
from tui_crm.cli import main
from tui_crm.cli.help import TOPICS
from tui_crm.cli.parser import parser_for
from tui_crm.domain.permissions import DEFAULT_RIGHTS, ROLE_NAMES, Role
from tui_crm.i18n import LOCALE_DIR, _
from tui_crm.ui.commands.user_keymap import own_keys
from tui_crm.ui.setup.settings import RIGHT_NAMES, right_text

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
LANGUAGES = {"en": DOCS, "pl": DOCS / "pl"}
NAMES = ["README", *(topic.name for topic in TOPICS)]
USERS = [folder / f"{name}.md" for folder in LANGUAGES.values() for name in NAMES]
LINKING = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
WITH_COMMANDS = [ROOT / "README.md", *USERS]

each_language = pytest.mark.parametrize("language", LANGUAGES)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(language: str, name: str) -> str:
    return (LANGUAGES[language] / f"{name}.md").read_text(encoding="utf-8")


def code_blocks(text: str) -> list[str]:
    """The indented blocks of a page and of its lists, one by one."""
    found = re.findall(r"(?:^(?: {4,}\S.*)?\n)+", text, re.MULTILINE)
    return [textwrap.dedent(block).strip("\n") for block in found if block.strip()]


def without_blocks(text: str) -> str:
    return re.sub(r"^ {4,}.*$", "", text, flags=re.MULTILINE)


def without_code(text: str) -> str:
    """For links: lines that are set in may be a list's, so they stay."""
    return re.sub(
        r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    )


def headings(text: str) -> list[tuple[int, str]]:
    found = re.findall(r"^(#+) (.+)$", without_blocks(text), re.MULTILINE)
    return [(len(marks), title) for marks, title in found]


def rows_of(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table whose head begins with this."""
    table = text.partition(f"\n| {heading} |")[2].partition("\n\n")[0]
    assert table, heading
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in table.splitlines()[2:]
    ]


def codes_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


# The README


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 200


VENV = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e "


@pytest.mark.parametrize(
    "command", [VENV + ". && .venv/bin/tui-crm demo", VENV + "'.[dev]' && .venv/bin/pytest"]
)
def test_two_commands_do_everything(command: str) -> None:
    assert command in README


def test_its_pictures_stand_in_it_and_fetch_nothing() -> None:
    pictures = re.findall(r"!\[[^]]*\]\((docs/[^)]+\.svg)\)", README)
    assert len(pictures) >= 4
    for picture in pictures:
        svg = (ROOT / picture).read_text(encoding="utf-8")
        assert "tui-crm" in svg
        assert "url(http" not in svg


def test_every_key_on_the_card_does_what_it_says() -> None:
    from tui_crm.ui.commands.registry import ALL

    declared = {name for one in ALL for name in codes_in(key_table._names(one))}
    card = rows_of(README, "Key")
    named = [code for row in card for cell in row[::2] for code in codes_in(cell)]
    assert len(named) >= 20
    assert [code for code in named if code not in declared] == []


def test_every_sign_it_explains_is_one_the_program_shows() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tui_crm").rglob("*.py"))
    signs = [code for row in rows_of(README, "Sign") for code in codes_in(row[0])]
    assert len(signs) >= 15
    assert [sign for sign in signs if sign[0] not in sources] == []


# Links and structure


def slugs(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings, numbered where they come again."""
    found: set[str] = set()
    for _level, title in headings(text):
        anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        numbered = (anchor, *(f"{anchor}-{n}" for n in range(1, 100)))
        found.add(next(one for one in numbered if one not in found))
    return found


@pytest.mark.parametrize("path", LINKING, ids=shown)
def test_every_link_and_anchor_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(text)):
        if "://" in target:
            continue
        name, _sign, anchor = target.partition("#")
        aim = (path.parent / name).resolve() if name else path
        assert aim.exists(), target
        if anchor:
            assert anchor in slugs(aim.read_text(encoding="utf-8")), target


def test_every_page_is_there_in_both_languages_and_packed() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = packed["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for folder in LANGUAGES.values():
        assert sorted(path.stem for path in folder.glob("*.md")) == sorted(NAMES)
        for name in NAMES:
            inside = shown(folder / f"{name}.md")
            assert {inside, shown(folder)} & set(included), inside


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_cut_alike_in_both_languages(name: str) -> None:
    english, polish = (text_of(language, name) for language in LANGUAGES)
    assert [level for level, _title in headings(english)] == [
        level for level, _title in headings(polish)
    ]
    assert len(code_blocks(english)) == len(code_blocks(polish))
    assert english.count("\n|---|") == polish.count("\n|---|")
    titles = [title for _level, title in headings(english)]
    assert len(titles) == len(set(titles))


@each_language
def test_the_words_of_the_forms_are_those_on_the_screen(language: str) -> None:
    catalogue = read_po((LOCALE_DIR / "pl/LC_MESSAGES/tui_crm.po").open("rb"), locale="pl")
    on_screen = {str(one.string if language == "pl" else one.id) for one in catalogue}
    head = {"en": "Word", "pl": "Słowo"}[language]
    tables = text_of(language, "forms").split(f"| {head} |")[1:]
    rows = [row for table in tables for row in rows_of(f"\n| {head} |{table}", head)]
    words = [word for row in rows for word in row[0].split(", ")]
    assert len(words) >= 25
    assert [word for word in words if word not in on_screen] == []


@each_language
def test_the_index_leads_to_every_page(language: str) -> None:
    index = text_of(language, "README")
    for topic in TOPICS:
        assert f"]({topic.name}.md)" in index
    start = {"en": "docs/README.md", "pl": "docs/pl/README.md"}[language]
    assert f"({start})" in README


@pytest.mark.parametrize("page", key_table.PAGES, ids=lambda page: page.language)
def test_the_keys_are_the_programs_own(page: key_table.Page) -> None:
    assert page.path.read_text(encoding="utf-8") == key_table.page_of(page), "run make docs"


# Commands


def commands_of(parser: ArgumentParser, named: str = "") -> dict[str, ArgumentParser]:
    """Every parser below this one by the words that lead to it, itself by none."""
    found = {named: parser}
    for action in parser._actions:
        for name, below in action.choices.items() if isinstance(action.choices, dict) else ():
            found |= commands_of(below, f"{named} {name}".strip())
    return found


COMMANDS = commands_of(parser_for(None))


COMMAND = re.compile(r"(?:^|[$&] |\.venv/bin/|ssh -t \S+ |=stock )tui-crm(?= |$)(?P<arguments>.*)")
"""Where a line of the shell runs the program: not where it only names a folder."""


def typed_commands(text: str) -> Iterator[list[str]]:
    """The arguments of each `tui-crm …` that can be typed as it stands."""
    lines = [line for block in code_blocks(text) for line in block.splitlines()]
    for line in (*lines, *codes_in(without_blocks(text))):
        found = COMMAND.search(line)
        if found and not re.search(r"[\[\]|…]", re.split(r" \| ", line)[0]):
            yield shlex.split(re.split(r" (?:\||&&|>|#) | {3}", found["arguments"])[0])


def refusal(arguments: list[str]) -> str:
    """What the parser of the program has against it; a command that is only named is well."""
    said = io.StringIO()
    with (
        contextlib.redirect_stderr(said),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        parser_for(arguments).parse_args(arguments)
    return "" if " ".join(arguments) in COMMANDS else said.getvalue()


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=shown)
def test_every_command_line_is_understood(path: Path) -> None:
    found = list(typed_commands(path.read_text(encoding="utf-8")))
    assert {shlex.join(one): why for one in found if (why := refusal(one))} == {}


def test_command_lines_are_found_in_the_pages() -> None:
    found = [arguments for path in WITH_COMMANDS for arguments in typed_commands(path.read_text())]
    assert len(found) >= 60
    assert ["--as", "anna"] in found
    assert ["help", "daty"] in found


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=shown)
def test_every_option_that_is_named_exists(path: Path) -> None:
    known = " ".join(parser.format_help() for parser in COMMANDS.values())
    named = set(re.findall(r"(?<!\w)--[a-z][a-z-]+", path.read_text(encoding="utf-8")))
    assert [option for option in named if not re.search(rf"{option}\b", known)] == []


def leaf(parser: ArgumentParser) -> bool:
    """Whether nothing more has to be said for something to be done."""
    return not any(isinstance(action.choices, dict) for action in parser._actions)


@each_language
def test_every_command_stands_on_its_page_with_its_options(language: str) -> None:
    page = text_of(language, "command-line")
    lines = {
        " ".join(re.findall(r"^[a-z]+|(?<= )add\b", line)): line
        for line in re.findall(r"(?<=^    tui-crm )[a-z].*", page, re.MULTILINE)[: len(COMMANDS)]
    }
    assert set(lines) >= {name for name, parser in COMMANDS.items() if leaf(parser)}
    table = rows_of(page, {"en": "Option", "pl": "Opcja"}[language])
    documented = {option: row[1] for row in table for option in codes_in(row[0])}
    options = {
        (option, name)
        for name, parser in COMMANDS.items()
        for option in re.findall(r"--[a-z-]+", parser.format_help())
    }
    assert set(documented) == {option for option, _name in options}
    for option, where in documented.items():
        if named := codes_in(where):
            assert {name for one, name in options if one == option} - {""} == set(named), option


def test_the_help_says_what_every_option_does() -> None:
    actions = [action for parser in COMMANDS.values() for action in parser._actions]
    options = {option: action.help for action in actions for option in action.option_strings}
    assert [option for option, words in options.items() if not words] == []


@each_language
def test_every_exit_code_is_explained(language: str) -> None:
    rows = rows_of(text_of(language, "command-line"), {"en": "Code", "pl": "Kod"}[language])
    own = {main.OK, main.ERROR, main.USAGE, main.INTERRUPTED, main.PIPE_CLOSED, settings.BUG}
    assert {int(row[0]) for row in rows} == own | {129, 143}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample company, which the login of the system administers."""
    folder = tmp_path_factory.mktemp("company")
    made = crm(folder, "demo", "--no-ui", "--db", str(folder / "crm.db"))
    assert made.returncode == 0, made.stderr
    return folder / "crm.db"


def names_in(company: Path, command: str) -> set[str]:
    typed = {
        "show": f"show {json.loads(asked(company, 'activities --limit 1'))[0]['number']}",
        "who": f"who {phone_in(company)}",
        "find": "find alfa",
        "dictionaries CODE": "dictionaries outcome",
    }
    found = json.loads(asked(company, typed.get(command, command)))
    return set(found[0] if isinstance(found, list) else found)


def phone_in(company: Path) -> str:
    return next(
        re.sub(r"\D", "", one["phone"])[-6:]
        for one in json.loads(asked(company, "persons"))
        if one["phone"]
    )


def asked(company: Path, command: str) -> str:
    done = crm(company.parent, *command.split(), "--json", "--db", str(company))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_names_in_the_json_are_those_on_the_page(company: Path) -> None:
    table = rows_of(text_of("en", "command-line"), "Command")
    polish = rows_of(text_of("pl", "command-line"), "Polecenie")
    assert [set(codes_in(row[1])) for row in table] == [set(codes_in(row[1])) for row in polish]
    activity = set(codes_in(table[0][1])) - {"activities"}
    listing = {name for name in COMMANDS if "--json" in COMMANDS[name].format_help()}
    assert {row[0].strip("`").removesuffix(" CODE") for row in table} == {
        name for name in listing if not name.endswith("add")
    }
    for command, names in table:
        wanted = set(codes_in(names))
        if "activities" in wanted and command != "`find`":
            wanted = (wanted - {"activities"}) | activity
        assert names_in(company, command.strip("`")) == wanted, command


# Settings and environment


@each_language
def test_every_setting_is_explained_and_is_one(language: str) -> None:
    page = text_of(language, "settings")
    rows = rows_of(page, {"en": "Setting", "pl": "Ustawienie"}[language])
    assert [codes_in(row[0])[0] for row in rows] == list(settings._KINDS)
    sample = tomllib.loads(next(block for block in code_blocks(page) if "[keys]" in block))
    assert set(sample) == set(settings._KINDS)
    settings._checked(sample, Path("settings.toml"))
    assert len(own_keys(sample["keys"])) == len(sample["keys"])


@each_language
def test_the_ways_to_write_a_key_are_understood(language: str) -> None:
    line = re.search(r"`z`, [^.]+\.", text_of(language, "settings"))
    assert line is not None
    named = codes_in(line[0])
    assert len(named) == 6
    for key in named:
        assert own_keys({"digest.copy": key})


@each_language
def test_every_variable_of_the_program_is_explained(language: str) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tui_crm").rglob("*.py"))
    rows = rows_of(text_of(language, "settings"), {"en": "Variable", "pl": "Zmienna"}[language])
    documented = {code for row in rows for code in codes_in(row[0])}
    read = set(re.findall(r"\bTUI_CRM_[A-Z]+\b", sources))
    read |= set(re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"", sources))
    not_the_users = {name for name in read if name.startswith("TEXTUAL")}
    assert read - not_the_users - documented == set()


# Roles and messages


@each_language
def test_the_rights_of_the_roles_are_the_programs_own(language: str) -> None:
    with speaking(language):
        page = text_of(language, "team")
        head = [_("Right"), *(_(ROLE_NAMES[role]) for role in Role)]
        table = rows_of(page, head[0])
        assert f"| {' | '.join(head)} |" in page
        assert table == [
            [_(name), *(right_text(getattr(DEFAULT_RIGHTS[role], right)) for role in Role)]
            for right, name in RIGHT_NAMES.items()
        ]


@each_language
def test_the_messages_are_the_programs_own(language: str) -> None:
    with (LOCALE_DIR / "pl" / "LC_MESSAGES" / "tui_crm.po").open("rb") as file:
        catalogue = [one for one in read_po(file, locale="pl") if one.id]
    known = [str(one.id if language == "en" else one.string) for one in catalogue]
    rows = rows_of(text_of(language, "trouble"), {"en": "Message", "pl": "Komunikat"}[language])
    assert len(rows) == 25
    for row in rows:
        assert any(message.startswith(row[0]) for message in known), row[0]
    quoted = re.findall(r"^> (.+)$", text_of(language, "upgrading"), re.MULTILINE)
    assert [one.replace("/srv/crm/crm.db", "{path}") in known for one in quoted] == [True]


# Backup and restoring


def run(commands: str, folder: Path) -> str:
    """The commands of a page in a shell, the folders of the page in *folder*."""
    moved = commands.replace("/srv/crm", f"{folder}/srv/crm").replace("/backup", f"{folder}/backup")
    done = subprocess.run(
        ["bash", "-euc", moved],
        env=environment(folder, PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}"),
        capture_output=True, text=True, timeout=60, check=False, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@each_language
def test_backing_up_and_restoring_work_as_they_are_written(
    language: str, company: Path, tmp_path: Path
) -> None:
    blocks = code_blocks(text_of(language, "restoring"))
    assert len(blocks) == 7
    (tmp_path / "srv/crm").mkdir(parents=True)
    (tmp_path / "srv/crm").chmod(0o2770)
    (tmp_path / "backup").mkdir()
    database = tmp_path / "srv/crm/crm.db"
    database.write_bytes(company.read_bytes())
    database.chmod(0o660)
    assert len(run(blocks[0], tmp_path).splitlines()) == 2
    # What stands in a crontab, as cron runs it.
    run(blocks[1].partition("  ")[2], tmp_path)
    backups = sorted((tmp_path / "backup").glob("*.db"))
    assert len(backups) == 2
    assert {path.stat().st_mode & 0o777 for path in backups} == {0o600}
    listed = run("tui-crm --db /srv/crm/crm.db activities --all --limit 5", tmp_path)
    database.write_bytes(b"damaged")
    steps = run(blocks[2], tmp_path)
    assert f"mv {tmp_path}/srv/crm/new.db {database}" in steps
    for block in blocks[3:5]:
        read = run(block, tmp_path)
    assert read.strip()
    assert run("tui-crm --db /srv/crm/crm.db activities --all --limit 5", tmp_path) == listed
    assert (tmp_path / "srv/crm/before/crm.db").read_bytes() == b"damaged"
    number = re.search(r"[A-Z]/\d{4}/\d+", listed)
    assert number is not None
    assert run(blocks[5].replace("C/2026/0042", number[0]), tmp_path)
    assert run(blocks[6], tmp_path).count("\n") == 1
