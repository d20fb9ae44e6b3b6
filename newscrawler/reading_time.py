"""A clock for the reading of one page, so that a page which takes too long ends, and the crawl goes on.

Every pass over a page is bounded and linear (docs/bounds.md), as far as anybody knows; this is for what nobody does.
It counts the process's CPU time, so that a busy machine makes no page slow, and interrupts Python's own code: a single
call of C code (libxml2's parser) is waited for. It rings in the main thread alone, where Scrapy's reactor runs, and
only where the system has such a timer (not on Windows); elsewhere nothing is bounded by it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LONGEST = 1e6
"""Seconds; systems' timers take no number whatever."""
AGAIN = 0.1
"""Seconds after which it rings again: a destructor or a callback of C code may have swallowed the error."""


class ReadingTooLong(Exception):
    """A page has taken more CPU time than it may."""


_since: list[float] = []
"""The bound that holds now, if one does: the signal's handler is one for the process, and stays installed."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """ReadingTooLong where what is done within takes more than `seconds` of CPU time (0: as many as it takes).

    Only for code that leaves nothing half done when it ends anywhere: no writing to ledgers or files. Within another
    one, the outer bound holds.
    """
    if not seconds or _since or not _can_ring():
        yield
        return
    signal.signal(signal.SIGPROF, _ring)  # before the timer: without a handler the signal ends the process
    _since.append(seconds)
    try:
        signal.setitimer(signal.ITIMER_PROF, min(seconds, LONGEST), AGAIN)
        yield
    finally:
        _since.clear()
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def _can_ring() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _ring(number: int, frame: FrameType | None) -> None:
    """Interrupt what is read, but not this module or `contextlib` as they wind the clock up or stop it."""
    if _since and frame is not None and frame.f_globals.get("__name__") not in (__name__, "contextlib"):
        raise ReadingTooLong(f"it took more than {_since[0]:g} s of CPU time")
