"""The Polish language of the program: complete, well-formed, and compiled from what is here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import IO, Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len

from tests.support.languages import speaking
from tui_crm import i18n
from tui_crm.domain.activities.activity import KIND_NAMES, STATUS_NAMES
from tui_crm.domain.dates.dates import FULL_MONTHS, MONTHS, WEEKDAYS
from tui_crm.i18n import KEY, _, ngettext, use_language
from tui_crm.presentation.activity_form import NEXT_NAMES, TITLES, TITLES_NEW
from tui_crm.presentation.changes import FIELD_NAMES
from tui_crm.presentation.filters import PERIODS, STATES
from tui_crm.presentation.formats import ACTIONS
from tui_crm.presentation.saved_views import ORDER_NAMES
from tui_crm.store import seed
from tui_crm.ui.activities.today import SECTION_NAMES
from tui_crm.ui.commands import keys
from tui_crm.ui.commands.registry import BY_ID
from tui_crm.ui.kit.cells import Cell
from tui_crm.ui.panels.activity_columns import activity_columns

PACKAGE = Path(i18n.__file__).parent
PO = i18n.LOCALE_DIR / "pl" / "LC_MESSAGES" / "tui_crm.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
MARKUP = re.compile(r"\[[/@a-z$#!]", re.IGNORECASE)
"""What Rich and Textual take for a tag."""
SPELT_OUT = re.compile(
    r"\bCtrl\+[A-Z]\b|(?<![\w<{] )(?:^|[:;.] )[b-zA-Z] [a-z]+(?:s|es) ", re.MULTILINE
)
"""`u takes it back` for a key that may be another one: `<history.undo> takes it back`."""
LABEL_CELLS = 12
HINT_CELLS = 12

SearchResults = tuple[int, str, str | tuple[str | None, ...], list[str]]


def syntax(
    file: IO[bytes], keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[SearchResults]:
    """The messages of a module, for `babel.cfg`: below Python 3.12 Babel overlooks f-strings."""
    del comment_tags, options
    wanted = set(keywords)
    for node in ast.walk(ast.parse(file.read())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in wanted
        ):
            texts = tuple(
                one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None
                for one in node.args
            )
            if any(texts):
                yield node.lineno, node.func.id, texts if len(texts) > 1 else texts[0] or "", []


@pytest.fixture(scope="module")
def polish() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="pl")


@pytest.fixture
def speaking_polish() -> Iterator[None]:
    use_language("pl")
    yield
    use_language("en")


def messages(catalog: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalog if message.id]


def originals(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def key_of(message: Message) -> tuple[str | None, str]:
    return message.context, originals(message)[0]


def extracted() -> set[tuple[str | None, str]]:
    """The messages of the program, each with its context."""
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "tests.test_i18n:syntax")], keywords=KEYWORDS
    )
    return {
        (context, text if isinstance(text, str) else text[0])
        for _file, _line, text, _comments, context in found
    }


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _how in Formatter().parse(text) if name is not None)


def shown_through_a_variable() -> Iterator[str]:
    """What is translated as `_(variable)`, so that only N_ brings it into the catalogue."""
    for group in vars(keys).values():
        if isinstance(group, tuple):
            for command in group:
                yield from (command.label, command.help)
    for names in (
        SECTION_NAMES, ORDER_NAMES, ACTIONS, FIELD_NAMES, TITLES, TITLES_NEW, KIND_NAMES,
        STATUS_NAMES,
    ):  # fmt: skip
        yield from names.values()
    yield from (*WEEKDAYS, *MONTHS, *FULL_MONTHS)
    yield from (name for _code, name in (*STATES, *PERIODS))
    yield from (column.title for column in activity_columns(no_cell, when_width=9, employee=True))
    yield from (row["name"] for row in (*seed._dictionary_rows(), *seed._entry_rows()))


def no_cell(_line: object) -> Cell:
    return Cell("")


def test_every_message_of_the_program_is_in_the_catalogue(polish: Catalog) -> None:
    missing = extracted() - {key_of(message) for message in messages(polish)}
    assert not missing, "run: make locale, then translate"


def test_every_message_is_translated(polish: Catalog) -> None:
    assert messages(polish)
    blank = [message.id for message in messages(polish) if not all(translations(message))]
    assert not blank
    assert not [message.id for message in messages(polish) if message.fuzzy]


def test_placeholders_are_those_of_the_original(polish: Catalog) -> None:
    for message in messages(polish):
        said = originals(message)
        allowed = {tuple(placeholders(text)) for text in said}
        one, *several = translations(message)
        assert tuple(placeholders(one)) in allowed, message.id
        for text in several:
            assert placeholders(text) == placeholders(said[-1]), message.id


def test_a_message_names_keys_by_commands_that_exist(polish: Catalog) -> None:
    for message in messages(polish):
        for text in (*originals(message), *translations(message)):
            assert set(KEY.findall(text)) <= set(BY_ID), text
            assert "<" not in KEY.sub("", text), text


def test_a_translation_names_the_same_keys(polish: Catalog) -> None:
    for message in messages(polish):
        named = {name for text in originals(message) for name in KEY.findall(text)}
        for text in translations(message):
            assert set(KEY.findall(text)) == named, text


def test_a_key_that_the_operator_may_change_is_never_spelt_out(polish: Catalog) -> None:
    for message in messages(polish):
        for text in (*originals(message), *translations(message)):
            assert not SPELT_OUT.search(text), text


def test_no_message_is_markup_or_moves_the_cursor(polish: Catalog) -> None:
    for message in messages(polish):
        for text in (*originals(message), *translations(message)):
            assert not CONTROLS.search(text), text
            assert not MARKUP.search(text), text


def test_blanks_at_the_edges_are_kept(polish: Catalog) -> None:
    for message in messages(polish):
        said = originals(message)[0]
        for text in translations(message):
            assert text.startswith(" ") == said.startswith(" "), text
            assert text.endswith(" ") == said.endswith(" "), text


def test_polish_counts_in_three_forms(polish: Catalog) -> None:
    assert polish.num_plurals == 3
    for message in messages(polish):
        if message.pluralizable:
            assert len(translations(message)) == 3, message.id


@pytest.mark.usefixtures("speaking_polish")
@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "za 1 dzień"), (2, "za 2 dni"), (5, "za 5 dni")],
)
def test_days_are_counted_as_people_do(n: int, said: str) -> None:
    assert ngettext("in {n} day", "in {n} days", n).format(n=n) == said


@pytest.mark.usefixtures("speaking_polish")
@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 działanie"),
        (3, "3 działania"),
        (12, "12 działań"),
        (22, "22 działania"),
        (0, "0 działań"),
    ],
)
def test_activities_are_counted_as_people_do(n: int, said: str) -> None:
    assert ngettext("{n} activity", "{n} activities", n).format(n=n) == said


def test_the_compiled_catalogue_is_up_to_date(polish: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, polish)
    compiled.seek(0)
    with MO.open("rb") as file:
        assert contents(read_mo(file)) == contents(read_mo(compiled)), "run: make locale"


def contents(catalog: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {key_of(message): translations(message) for message in messages(catalog)}


@pytest.mark.usefixtures("speaking_polish")
def test_nothing_said_is_nothing_said_in_polish() -> None:
    assert _("") == ""


def test_words_in_variables_are_in_the_catalogue(polish: Catalog) -> None:
    known = {key_of(message)[1] for message in messages(polish)}
    assert not {text for text in shown_through_a_variable() if text} - known, "mark with N_"


@pytest.mark.usefixtures("speaking_polish")
def test_labels_fit_in_front_of_their_fields() -> None:
    starred = ("Contractor", "Subject")
    plain = ("Employee", "Starts", "Planned", "Type", "Priority", "Category")
    for text in (*(_(name) + "*" for name in starred), *(_(name) for name in plain)):
        assert cell_len(text) <= LABEL_CELLS, text


@pytest.mark.usefixtures("speaking_polish")
def test_titles_fit_on_their_columns() -> None:
    for column in activity_columns(no_cell, when_width=9, employee=True):
        assert cell_len(_(column.title)) <= column.width, column.title


@pytest.mark.usefixtures("speaking_polish")
def test_hints_are_short() -> None:
    for group in vars(keys).values():
        for command in group if isinstance(group, tuple) else ():
            if command.hint:
                for word in (command.label, _(command.label)):
                    assert cell_len(word) <= HINT_CELLS, word


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_what_follows_ends_with_the_name_of_its_kind(code: str) -> None:
    with speaking(code):
        for kind, name in NEXT_NAMES.items():
            assert _(name).endswith(f" {_(KIND_NAMES[kind])}")
