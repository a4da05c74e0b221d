"""Starts the program without a new interpreter: one that has imported all of it forks.

Finding and importing everything is a third of what a short journey in a terminal costs. What
starting itself does is tested with the installed program: `Program(home, database)` starts that.
"""

from __future__ import annotations

import fcntl
import functools
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import tui_crm
from tui_crm.cli import main as cli

LONGEST = 65536
SAME = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
"""What must be so when the program is imported; any other environment needs a start of its own."""


class Forked:
    """A program that another process has started and waits for, as `Popen` tells of its own."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.pid = int(self._answer())
        self.returncode: int | None = None

    def _answer(self) -> str:
        said = self._line.recv(LONGEST).decode()
        assert said, "the starter has ended"
        return said

    def poll(self) -> int | None:
        """How it ended, `None` while it runs."""
        return self._after(0)

    def wait(self, timeout: float | None = None) -> int:
        """How it ended; raises `TimeoutExpired`."""
        status = self._after(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return status

    def _after(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._line], [], [], seconds)[0]:
            self.returncode = int(self._answer())
            self._line.close()
        return self.returncode


def fork(argv: Sequence[str], terminal: int, environment: Mapping[str, str]) -> Forked:
    """The program in a session of its own on this terminal, with this environment alone."""
    assert SAME.items() <= environment.items()
    mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asked = json.dumps([[*argv], dict(environment), os.getcwd()])  # noqa: PTH109  as for exec
    with theirs:
        socket.send_fds(_server()[1], [asked.encode()], [terminal, theirs.fileno()])
    return Forked(mine)


@functools.cache
def _server() -> tuple[subprocess.Popen[bytes], socket.socket]:
    mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        served = theirs.fileno()
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(served)],
            pass_fds=[served], cwd=Path(__file__).parents[3], env={**os.environ, **SAME},
        )  # fmt: skip
    return process, mine


def end() -> None:
    """End the server, if there is one, once all programs have ended."""
    if _server.cache_info().currsize:
        process, line = _server()
        line.close()
        process.wait(30)
        _server.cache_clear()


def _serve(line: socket.socket) -> None:
    """Returns in each forked program; ends with the other end of *line*."""
    cli._clean_environment()
    for module in pkgutil.walk_packages(tui_crm.__path__, "tui_crm."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    importlib.import_module("textual.drivers.linux_driver")
    keepers: set[int] = set()
    while True:
        said, passed, _flags, _address = socket.recv_fds(line, LONGEST, 2)
        if not said:
            for keeper in keepers:
                os.waitpid(keeper, 0)
            os._exit(0)
        terminal, answers = passed
        keepers = {keeper for keeper in keepers if os.waitpid(keeper, os.WNOHANG) == (0, 0)}
        keeper = os.fork()
        if keeper == 0:
            line.close()
            return _keep(terminal, answers, *json.loads(said))
        keepers.add(keeper)
        os.close(terminal)
        os.close(answers)


def _keep(
    terminal: int, answers: int, argv: list[str], environment: dict[str, str], cwd: str
) -> None:
    """Fork once more, tell of the program's start and its end; returns in the program."""
    program = os.fork()
    if program == 0:
        os.close(answers)
        return _become(terminal, argv, environment, cwd)
    os.close(terminal)
    os.write(answers, str(program).encode())
    _program, status = os.waitpid(program, 0)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    os.write(answers, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(terminal: int, argv: list[str], environment: dict[str, str], cwd: str) -> None:
    os.setsid()
    for number in (0, 1, 2):
        os.dup2(terminal, number)
    os.close(terminal)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        was = getattr(sys, name)
        made = open(number, was.mode, encoding=was.encoding, errors=was.errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, made)
        setattr(sys, f"__{name}__", made)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(cwd)
    sys.argv[:] = argv


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
    cli.run()
