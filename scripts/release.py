"""Make a release: check, build, try and tag it. `python -m scripts.release [--dry-run]`.

The version is the one in `tui_crm/__init__.py`. Refused when files are changed, when the tag is
there already, or when the CHANGELOG has no dated section for it. Pushing the tag is left to people.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class NotReady(Exception):
    """What is missing, and what to do."""


def version_of(source: str) -> str:
    """The version that the package names; raises `NotReady` when it names none."""
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', source, re.MULTILINE)
    if found is None:
        raise NotReady("tui_crm/__init__.py names no version such as 1.2.3.")
    return found[1]


def notes_of(changelog: str, version: str) -> str:
    """The text of the version's section; raises `NotReady` where none is dated and filled."""
    found = re.search(
        rf"^## {re.escape(version)} – (\d{{4}}-\d{{2}}-\d{{2}})\n(.*?)(?=^## |\Z)",
        changelog,
        re.MULTILINE | re.DOTALL,
    )
    if found is None or not found[2].strip():
        raise NotReady(f"CHANGELOG.md has no section “## {version} – YYYY-MM-DD”. Write it first.")
    return found[2].strip()


def unreleased(changelog: str) -> str:
    """What stands under *Unreleased*: it would be in no version's section."""
    found = re.search(r"^## Unreleased\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def check(version: str) -> str:
    """Everything that makes a release impossible; returns its notes."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    notes = notes_of(changelog, version)
    if unreleased(changelog):
        raise NotReady(f"Move what stands under Unreleased in CHANGELOG.md to {version}.")
    if _git("status", "--porcelain"):
        raise NotReady("Files are changed. Commit them, or put them away.")
    if _git("tag", "--list", f"v{version}"):
        raise NotReady(f"v{version} is tagged already. Raise the version in tui_crm/__init__.py.")
    return notes


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def main(words: list[str]) -> int:
    """Check, build and try, and tag unless this is a dry run; the exit status."""
    try:
        version = version_of((ROOT / "tui_crm" / "__init__.py").read_text(encoding="utf-8"))
        notes = check(version)
    except NotReady as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    subprocess.run([str(ROOT / ".ci" / "run")], check=True)
    subprocess.run([sys.executable, "-m", "build", str(ROOT)], check=True)
    if "--dry-run" not in words:
        _git(
            "tag",
            "--annotate",
            f"v{version}",
            "--cleanup=verbatim",
            "--message",
            f"{version}\n\n{notes}",
        )
        sys.stdout.write(f"v{version} is tagged. Publish it with: git push origin v{version}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
