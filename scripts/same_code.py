"""Checks that files were only moved: `python -m scripts.same_code BEFORE [AFTER]`.

Compares the syntax trees of two commits (without AFTER: of a commit and the working tree), ignoring
imports and module names, and compares the translatable messages. Prints the differences.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tui_crm", "tests", "scripts", "benchmarks")
MODULE = re.compile(r"\b(?:tui_crm|tests)(?:\.\w+)+")
IMPORT = re.compile(r"^\s*from (?:tui_crm|tests)\S* import .*$", re.MULTILINE)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


class WithoutImports(ast.NodeTransformer):
    """Removes imports, and module names within strings."""

    def visit_Import(self, _node: ast.Import) -> ast.AST | None:
        return None

    def visit_ImportFrom(self, _node: ast.ImportFrom) -> ast.AST | None:
        return None

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):
            bare = MODULE.sub("MODULE", IMPORT.sub("", node.value))
            return ast.Constant(re.sub(r"\n+", "\n", bare))
        return node


def bare_tree(source: str) -> str:
    """The syntax tree of a file as text, without imports and module names."""
    return ast.dump(WithoutImports().visit(ast.parse(source)))


def sources(commit: str | None) -> Iterator[tuple[str, str]]:
    """Path and text of every Python file of a commit, or (None) of the working tree."""
    if commit is None:
        for folder in FOLDERS:
            for path in sorted((ROOT / folder).rglob("*.py")):
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        return
    listed = git("ls-tree", "-r", "--name-only", commit, "--", *FOLDERS).splitlines()
    for name in listed:
        if name.endswith(".py"):
            yield name, git("show", f"{commit}:{name}")


def git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def messages(files: dict[str, str]) -> Counter[tuple[str, str]]:
    """Every translatable message with its context, and how often it occurs."""
    found: Counter[tuple[str, str]] = Counter()
    for name, text in files.items():
        if name.startswith("tui_crm/"):
            parts = extract("python", BytesIO(text.encode()), KEYWORDS)
            found.update((str(part[1]), str(part[3])) for part in parts)
    return found


def main(before: str, after: str | None = None) -> int:
    old, new = dict(sources(before)), dict(sources(after))
    missing = Counter(bare_tree(text) for text in old.values())
    missing.subtract(bare_tree(text) for text in new.values())
    empty = bare_tree("")
    changed = [
        f"{side} {name}"
        for side, files, sign in (("only before:", old, 1), ("only after: ", new, -1))
        for name, text in files.items()
        if missing[bare_tree(text)] * sign > 0 and bare_tree(text) != empty
    ]
    differing = messages(old) - messages(new), messages(new) - messages(old)
    changed += [f"message only before: {one}" for one in differing[0]]
    changed += [f"message only after: {one}" for one in differing[1]]
    same = f"the same code in {len(new)} files, {len(messages(new))} messages"
    sys.stdout.write("\n".join(changed or [same]) + "\n")
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
