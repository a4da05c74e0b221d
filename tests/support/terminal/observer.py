"""Asks beside the terminal what is stored: the program is imported once and forks for each answer.

A new interpreter for every look into the database is a third of the work of the terminal tests.
What a listing itself does is tested through `Program.run`, which starts the installed program.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tui_crm import settings
from tui_crm.cli import main as cli

LISTINGS = (
    "tui_crm.cli.request", "tui_crm.cli.activities", "tui_crm.cli.directory",
    "tui_crm.cli.render.activities", "tui_crm.cli.render.directory",
)  # fmt: skip


def ask(
    argv: Sequence[str], *, env: Mapping[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    """What the command line answers in a process of its own, with this environment alone."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        asked = {
            "argv": [*argv],
            "env": dict(env),
            "cwd": str(cwd),
            "out": str(out),
            "err": str(err),
        }
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return subprocess.CompletedProcess([*argv], status, out.read_text(), err.read_text())


@functools.cache
def _server() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


def end() -> None:
    """End the server, if there is one."""
    if _server.cache_info().currsize:
        _server().communicate()
        _server.cache_clear()


def _serve() -> None:
    for name in LISTINGS:
        importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _answer(**asked)
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _answer(argv: list[str], env: dict[str, str], cwd: str, out: str, err: str) -> None:
    status = settings.BUG
    try:
        for number, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.clear()
        os.environ.update(env)
        time.tzset()
        os.chdir(cwd)
        status = cli.main(argv)
    except SystemExit as usage:
        status = int(usage.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
