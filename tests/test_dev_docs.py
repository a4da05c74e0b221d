"""The pages for those who change the program say what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.dev_docs import WRITTEN

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "docs" / "dev"
DECISIONS = sorted(DEV.glob("decisions/[0-9]*.md"))
PAGES = sorted(DEV.rglob("*.md"))


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_from_the_source_is_up_to_date(name: str) -> None:
    written = (DEV / name).read_text(encoding="utf-8")
    assert written == WRITTEN[name](), "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DEV)))
def test_every_file_it_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:\w+/)+(?:\w+\.(?:py|tcss|md|svg))?)`", text))
    there = [
        name for name in named if not any((at / name).exists() for at in (ROOT, ROOT / "tui_crm"))
    ]
    assert there == []
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_the_tests_that_guard_a_decision_are_there(page: Path) -> None:
    guards = re.findall(r"- \[`(tests/[\w/]+\.py)(?:::(\w+))?`\]", page.read_text(encoding="utf-8"))
    assert guards
    for path, name in guards:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in source if name else "def test_" in source, f"{path}::{name}"


def test_every_decision_stands_in_the_list_once() -> None:
    index = (DEV / "decisions" / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\((\d{3}-[\w-]+\.md)\)", index)) == [page.name for page in DECISIONS]


def test_the_picture_shows_every_room() -> None:
    drawn = set(re.findall(r">(\w+)</text>", (DEV / "house.svg").read_text(encoding="utf-8")))
    rooms = {path.stem for path in (ROOT / "tui_crm").iterdir() if (path / "__init__.py").exists()}
    assert rooms <= drawn
