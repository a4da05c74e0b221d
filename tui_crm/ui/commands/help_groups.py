"""The groups of the help (`?`): the screen's own keys first, then the signs, then what is the same
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from tui_crm.i18n import N_, _
from tui_crm.ui.commands.available import Available
from tui_crm.ui.commands.key_names import key_name
from tui_crm.ui.commands.registry import CONTEXTS

TOPICS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (N_("New"), ("contact", "log", "log_other", "meeting", "task")),
    (
        N_("With an activity"),
        (
            "complete", "no_answer", "reschedule", "open", "note", "toggle", "assign", "waiting",
            "call_off", "reopen", "history", "repeat",
        ),
    ),
    (N_("Telephone and e-mail"), ("copy_number", "copy_email", "wrong_number")),
    (
        N_("Finding and sorting"),
        (
            "filter", "filter_form", "views", "scope", "sort", "sort_back", "previous", "next",
            "whole",
        ),
    ),
    (N_("Several at once"), ("mark", "mark_group", "queue")),
    (N_("Undo and drafts"), ("undo", "redo", "continue", "all", "digest")),
    (N_("Leaving"), ("back", "leave")),
)  # fmt: skip
"""The keys on lists of activities by what they are for; the last parts of their ids."""
_OF_LISTS: Final = (
    "activity.",
    "timer.",
    "list.",
    "chain.",
    "history.",
    "draft.",
    "day.",
    "screen.",
)

SIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("☎ ✉", N_("contact; by e-mail")),
    ("⚑ ☐", N_("meeting; task")),
    ("!", N_("overdue; before a note: high priority")),
    ("‼ ↓", N_("urgent; low priority")),
    ("✓ ✗", N_("done; called off or not held, inactive")),
    ("◷", N_("a task that waits for a colleague or a customer")),
    ("● ‖", N_("the timer runs; is paused")),
    ("×2", N_("called twice without an answer")),
    ("+1", N_("one more person")),
    ("↻", N_("comes again")),
    ("⊘", N_("must not be called")),
    ("★ •", N_("the main one of several; a marked row")),
    ("▌ ▚", N_("an entry of the schedule; one that overlaps another")),
)


class HelpLine(NamedTuple):
    """A line of the help, under the title of its group."""

    group: str
    keys: str
    words: str
    available: Available | None = None
    """The command; None for a sign."""


def help_lines(commands: Iterable[Available]) -> list[HelpLine]:
    """What the help of a screen shows, whose commands these are."""
    own: dict[str, list[HelpLine]] = {}
    general: dict[str, list[HelpLine]] = {}
    topics: dict[str, list[HelpLine]] = {title: [] for title, _names in TOPICS}
    for one in commands:
        title, is_general = _context(one)
        into = topics if title in topics else general if is_general else own
        line = HelpLine(_(title), _key_names(one), _(one.command.help), one)
        into.setdefault(title, []).append(line)
    signs = [HelpLine(_("Signs"), sign, _(words)) for sign, words in SIGNS]
    groups = [*reversed(own.values()), *map(_in_order, topics.items()), signs, *general.values()]
    return [line for group in groups for line in group]


def _key_names(one: Available) -> str:
    return " ".join(key_name(key) for key in one.keys[:3])


def _context(one: Available) -> tuple[str, bool]:
    """The title of its group, and whether it is the same everywhere."""
    name = one.command.id
    if name.startswith(_OF_LISTS):
        last = name.rpartition(".")[2]
        for title, names in TOPICS:
            if last in names:
                return title, False
    found = next(context for context in CONTEXTS if one.command in context.commands)
    return found.title, found.general


def _in_order(topic: tuple[str, list[HelpLine]]) -> list[HelpLine]:
    title, lines = topic
    names = dict(TOPICS)[title]

    def place(line: HelpLine) -> int:
        assert line.available is not None
        return names.index(line.available.command.id.rpartition(".")[2])

    return sorted(lines, key=place)
