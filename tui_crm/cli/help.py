"""`tui-crm help [TOPIC]`: the pages of the documentation, as text; no database is opened."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from tui_crm.domain.errors import UnknownName
from tui_crm.domain.text import clean_line, fold
from tui_crm.i18n import N_, _, language
from tui_crm.settings import documentation_folder

_WIDEST: Final = 100
"""Cells of a line on a terminal: longer ones are hard to read."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page: the name of its file in every language, its Polish name, what it is about."""

    name: str
    polish: str
    about: str

    def called(self) -> str:
        """Its name in the language in use."""
        return self.polish if language() == "pl" else self.name


TOPICS: Final = (
    Topic("keys", "klawisze", N_("every key, screen by screen")),
    Topic("forms", "formularze", N_("what the words of a form and of the completion bar mean")),
    Topic("dates", "daty", N_("how dates, lengths, repeats and free time are typed")),
    Topic("settings", "ustawienia", N_("the settings file, your own keys, where files are")),
    Topic("command-line", "polecenia", N_("lists for pipes and scripts, exit codes, JSON")),
    Topic("team", "zespół", N_("several people on one host: accounts, roles, rights")),
    Topic("upgrading", "aktualizacja", N_("to a new version, and what becomes of the database")),
    Topic("restoring", "odtwarzanie", N_("backup and restoring, drafts, what undo covers")),
    Topic("trouble", "kłopoty", N_("terminals, SSH, and what to do about a message")),
)


def print_help(typed: str | None) -> None:
    """Print the page of a topic, or without one the topics; raises `UnknownName`."""
    if typed is None:
        _print_topics()
        return
    page = _page(_topic(typed))
    if sys.stdout.isatty():
        _print_rendered(page)
    else:
        sys.stdout.write(page)


def _print_topics() -> None:
    width = max(cell_len(topic.called()) for topic in TOPICS)
    lines = [_("tui-crm help TOPIC prints one of these pages:"), ""]
    lines += [
        f"  {topic.called()}{' ' * (width - cell_len(topic.called()))}  {_(topic.about)}"
        for topic in TOPICS
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _topic(typed: str) -> Topic:
    name = fold(typed.removesuffix(".md"))
    for topic in TOPICS:
        if name in {topic.name, fold(topic.polish)}:
            return topic
    raise UnknownName(
        _("There is no topic “{name}”. There are: {names}.").format(
            name=clean_line(typed), names=", ".join(topic.called() for topic in TOPICS)
        )
    )


def _page(topic: Topic) -> str:
    folder = documentation_folder()
    if language() == "pl":
        folder /= "pl"
    return (folder / f"{topic.name}.md").read_text(encoding="utf-8")


_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def _print_rendered(page: str) -> None:
    """For reading: no wider than a page of a book, with commands in place of relative links."""
    from rich.console import Console  # noqa: PLC0415  # 30 ms that a pipe does without
    from rich.markdown import Markdown  # noqa: PLC0415
    from rich.theme import Theme  # noqa: PLC0415

    # Rich's own styles put commands on black, also where the terminal is white.
    console = Console(theme=Theme({"markdown.code": "bold cyan", "markdown.code_block": "cyan"}))
    console.width = min(console.width, _WIDEST)
    with console.capture() as captured:
        console.print(Markdown(_LINK.sub(_as_text, page), hyperlinks=False, code_theme="ansi_dark"))
    sys.stdout.write(captured.get())


def _as_text(link: re.Match[str]) -> str:
    """A link as a terminal can follow it: by a command, else by its words alone."""
    path = link[2].partition("#")[0]
    for topic in TOPICS:
        if path == f"{topic.name}.md":
            return f"{link[1]} (`tui-crm help {topic.called()}`)"
    return link[0] if "://" in path else link[1]
