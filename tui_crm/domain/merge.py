"""Two texts of one record that were typed over the same one: put together, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any


def merged(
    before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """Theirs, with my value in every field that I have changed since it was as *before*.

    The version is always theirs: it says which text is changed next.
    """
    changed = {name: value for name, value in mine.items() if value != before[name]}
    return {**theirs, **changed, "version": theirs["version"]}


def merge_notes(before: str, mine: str, theirs: str) -> str:
    """Theirs, and below it the lines that I added to *before* or changed in it."""
    lines = mine.splitlines()
    steps = SequenceMatcher(None, before.splitlines(), lines, autojunk=False).get_opcodes()
    added = [
        line
        for step, _from, _to, start, end in steps
        if step in {"insert", "replace"}
        for line in lines[start:end]
    ]
    return "\n".join(part for part in (theirs, "\n".join(added)) if part)
