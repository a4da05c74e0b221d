"""Two texts that were typed over the same one, put together so that nothing of either is lost."""

from __future__ import annotations

from difflib import SequenceMatcher


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
