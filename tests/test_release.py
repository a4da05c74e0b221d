"""A release is refused before anything is built when something is missing."""

from __future__ import annotations

import pytest

from scripts.release import NotReady, notes_of, unreleased, version_of

CHANGELOG = """# Changelog

## Unreleased

## 0.2.0 – 2026-11-30

### Added

- Much.

## 0.1.0 – 2026-11-23

- First.
"""


def test_the_version_is_the_packages_own() -> None:
    assert version_of('"""Doc."""\n\n__version__ = "0.2.0"\n') == "0.2.0"
    for source in ("", '__version__ = "0.2"\n', '__version__ = "0.2.0.dev1"\n'):
        with pytest.raises(NotReady, match="names no version"):
            version_of(source)


def test_the_notes_are_those_of_the_version_alone() -> None:
    assert notes_of(CHANGELOG, "0.2.0") == "### Added\n\n- Much."
    assert notes_of(CHANGELOG, "0.1.0") == "- First."


@pytest.mark.parametrize("version", ["0.3.0", "0.2", "0x2.0"])
def test_without_a_dated_section_there_is_no_release(version: str) -> None:
    with pytest.raises(NotReady, match="no section"):
        notes_of(CHANGELOG, version)


def test_an_empty_or_undated_section_is_none() -> None:
    for section in ("## 1.0.0 – 2027-01-01\n\n## 0.9.0 – 2026-12-01\n\n- x\n", "## 1.0.0\n\n- x\n"):
        with pytest.raises(NotReady, match="no section"):
            notes_of(section, "1.0.0")


def test_what_is_left_under_unreleased_is_seen() -> None:
    assert unreleased(CHANGELOG) == ""
    assert unreleased(CHANGELOG.replace("Unreleased\n", "Unreleased\n\n- New.\n")) == "- New."
