"""A page is read by a process of its own first, to see whether it ends that: asked where two runs died over it.

What a crawl was reading when it died need not be what killed it: somebody's `kill -9` comes at any moment, and may come
twice at the same page. A process that only reads the page, and of which nobody knows, tells the one from the other. It
is bounded in memory and time (where the system can do that), so that what would take all of the machine ends it, and
not the crawl.

    python -m newscrawler.trial < answer      ends as the reading does; 0 where it ended well or with an error of ours

Whoever asks goes on meanwhile, and may take the question back. The process is in no terminal's group, so that Ctrl-C
there is no answer, and ends with the process that asked, however that ends.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from newscrawler.cleaning import clean_body
from newscrawler.discovery.advertised import read_advertised
from newscrawler.discovery.entries import Channel
from newscrawler.discovery.links import find_links
from newscrawler.discovery.listings import read_listing
from newscrawler.discovery.parts import first_of, parts_in
from newscrawler.discovery.refresh import refresh_target
from newscrawler.discovery.wordpress import read_terms
from newscrawler.extraction.document import Document
from newscrawler.pages.kinds import classify
from newscrawler.pages.reading import read_document
from newscrawler.pages.twins import twins_of

if sys.platform != "win32":
    import resource

MEMORY = 2 * 1024**3
"""Bytes that the reading may take beyond its code's (on Linux); whole crawls of hostile pages stay below 600 MB."""
CPU_SECONDS = 120
SECONDS = 600.0
"""Of the clock on the wall."""
OUT_OF_MEMORY = 9
LOOK = 0.05
"""Seconds between two looks at whether it has ended, or is wanted no more."""
TRIES = 2
"""Of a reading that was ended by a signal from outside: the page's own bounds end it otherwise, and who ran out of
memory, or whom somebody took for another process, need not be it."""

_ASKED_TO_END = frozenset({signal.SIGINT, signal.SIGTERM} | {getattr(signal, "SIGHUP", signal.SIGTERM)})
"""Signals that are sent to all processes of a terminal or a service: no fault of the page's."""
_FROM_OUTSIDE = _ASKED_TO_END | {getattr(signal, "SIGKILL", 0)}
_CRASHED = 0x80000000
"""Exit codes from here on are exceptions of Windows' own, as an access violation."""
_PR_SET_PDEATHSIG = 1
"""Linux: the signal that a process is sent when the one that started it dies (prctl(2))."""


async def survives(
    body: bytes,
    url: str,
    content_type: str = "",
    channel: str | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> bool:
    """Whether a process that reads this answer (unpacked) lives on; True where nothing can be told: none can be
    started, or `is_wanted` says that nobody wants to know any more (it is ended then, within `LOOK`).

    `channel`: as what it is read where it is no page's (`sitemap` …).
    """
    told = {"url": url, "content_type": content_type, "channel": channel}
    code: int | None = None
    for _ in range(TRIES):
        code = await _code_of(body, told, is_wanted)
        if code is None or -code not in _FROM_OUTSIDE:
            break
    if code is None:
        return False
    was_ended = code < 0 and -code not in _ASKED_TO_END
    return not (was_ended or code >= _CRASHED or code == OUT_OF_MEMORY)


async def _code_of(body: bytes, told: dict[str, Any], is_wanted: Callable[[], bool]) -> int | None:
    """How the process ended that read the answer; None: not in time. 0 where none could be started, or none was wanted
    to its end.
    """
    package = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    try:
        with tempfile.TemporaryFile() as answer:  # a pipe would have to be fed while the crawl goes on
            answer.write(json.dumps({**told, "asker": os.getpid()}).encode() + b"\n" + body)
            answer.seek(0)
            process = subprocess.Popen(
                [sys.executable, "-m", "newscrawler.trial"], stdin=answer, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            )  # fmt: skip
    except OSError:
        return 0
    try:
        return await _end_of(process, is_wanted)
    finally:  # also where the crawl is torn down without a word
        process.kill()
        process.wait()


async def _end_of(process: subprocess.Popen[bytes], is_wanted: Callable[[], bool]) -> int | None:
    latest = time.monotonic() + SECONDS
    while (code := process.poll()) is None:
        if not is_wanted():
            return 0
        if time.monotonic() > latest:
            return None
        await asyncio.sleep(LOOK)
    return code


def read_through(body: bytes, url: str, content_type: str, channel: str | None) -> None:
    """All that a crawl reads of an answer, with nothing kept."""
    if channel is not None:
        read_listing(Channel(channel), body, url)
        read_terms(body)
        return
    document = Document.parse(body, url, content_type=content_type)
    for look in (classify, refresh_target, first_of, parts_in, twins_of, find_links, read_advertised):
        look(document)
    clean_body(read_document(document))


def _bound() -> None:
    """Less memory and time than would harm the crawl."""
    with suppress(ValueError, OSError):  # bounded more narrowly already
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))  # SIGXCPU first, SIGKILL is others'
        has = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + MEMORY, has + MEMORY))


def _end_with(asker: int) -> None:
    """Read on for nobody: whoever asked may be killed, which no code of theirs can tell."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    elif sys.platform != "win32":
        threading.Thread(target=_watch, args=(asker,), daemon=True).start()
    if sys.platform != "win32" and os.getppid() != asker:  # gone already
        os._exit(0)


def _watch(asker: int) -> None:
    while os.getppid() == asker:
        time.sleep(LOOK)
    os._exit(0)


def main() -> int:
    """Read the answer on standard input: a line of JSON, then its bytes."""
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    _end_with(told.pop("asker"))
    if sys.platform != "win32":
        _bound()
    try:
        read_through(sys.stdin.buffer.read(), **told)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:
        return 0  # the crawl meets it too, and has an outcome for it
    return 0


if __name__ == "__main__":
    sys.exit(main())
