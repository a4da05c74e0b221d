"""Three-way merge of a record (and of notes) that two operators have edited at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any


def merged(
    before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """Their version, with my value in every field that I have changed from *before*.

    “version” is always theirs, so that the result can be saved over their record.
    """
    changed = {name: value for name, value in mine.items() if value != before[name]}
    return {**theirs, **changed, "version": theirs["version"]}


def merge_notes(before: str, mine: str, theirs: str) -> str:
    """Their note, and below it the lines that I added to *before* or changed in it."""
    lines = mine.splitlines()
    steps = SequenceMatcher(None, before.splitlines(), lines, autojunk=False).get_opcodes()
    added = [
        line
        for step, _from, _to, start, end in steps
        if step in {"insert", "replace"}
        for line in lines[start:end]
    ]
    return "\n".join(part for part in (theirs, "\n".join(added)) if part)
