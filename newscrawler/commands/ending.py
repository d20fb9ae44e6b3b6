"""How a command ends that is ended from outside: by Ctrl-C, or since nobody reads what it writes any more."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""


class Ends(Protocol):
    """A command: something with an exit code."""

    exitcode: int


@contextmanager
def ended_from_outside(command: Ends, doing: str) -> Iterator[None]:
    """Ctrl-C is one line on stderr, and a reader that has read enough (`head`) is no error. What the terminal's or
    the pipe's encoding has no letter for is written as its number. `doing` is what may be stopped.
    """
    if not sys.stdout:  # None where whoever started us has closed it
        sys.stdout = io.TextIOWrapper(io.BytesIO())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(f"\nStopped before it was done: {doing}", file=sys.stderr)
        command.exitcode = STOPPED
    except BrokenPipeError:  # nothing more goes there, what Python flushes at its end neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
