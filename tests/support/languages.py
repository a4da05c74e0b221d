"""The program in another language for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tui_crm.i18n import language, use_language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Messages are in this language within, and afterwards in the one of before."""
    before = language()
    use_language(code)
    try:
        yield
    finally:
        use_language(before)
