"""A page is read by a process of its own first, to see whether it ends that: asked where two runs died over it.

What a crawl was reading when it died need not be what killed it: somebody's `kill -9` comes at any moment, and may come
twice at the same page. A process that only reads the page, and of which nobody knows, tells the one from the other. It
is bounded in memory and time (where the system can do that), so that what would take all of the machine ends it, and
not the crawl.

    python -m newscrawler.trial < answer      ends as the reading does; 0 where it ended well or with an error of ours
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
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
TRIES = 2
"""Of a reading that was killed by SIGKILL: the page's own bounds end it otherwise, and who ran out of memory, or whom
somebody took for another process, need not be it."""

_ASKED_TO_END = frozenset({signal.SIGINT, signal.SIGTERM} | {getattr(signal, "SIGHUP", signal.SIGTERM)})
"""Signals that are sent to all processes of a terminal or a service: no fault of the page's."""
_CRASHED = 0x80000000
"""Exit codes from here on are exceptions of Windows' own, as an access violation."""


def survives(body: bytes, url: str, content_type: str = "", channel: str | None = None) -> bool:
    """Whether a process that reads this answer (unpacked) lives on; one that cannot be started tells nothing: True.

    `channel`: as what it is read where it is no page's (`sitemap` …).
    """
    code: int | None = None
    for _ in range(TRIES):
        code = _code_of(body, url, content_type, channel)
        if code != -getattr(signal, "SIGKILL", 0):
            break
    if code is None:
        return False
    was_ended = code < 0 and -code not in _ASKED_TO_END
    return not (was_ended or code >= _CRASHED or code == OUT_OF_MEMORY)


def _code_of(body: bytes, url: str, content_type: str, channel: str | None) -> int | None:
    """How the process ended that read the answer; None: not in time. 0 where none could be started."""
    told = json.dumps({"url": url, "content_type": content_type, "channel": channel}).encode()
    package = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "newscrawler.trial"], input=told + b"\n" + body, timeout=SECONDS, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    except OSError:
        return 0
    return done.returncode


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


def main() -> int:
    """Read the answer on standard input: a line of JSON, then its bytes."""
    if sys.platform != "win32":
        _bound()
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    try:
        read_through(sys.stdin.buffer.read(), **told)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:
        return 0  # the crawl meets it too, and has an outcome for it
    return 0


if __name__ == "__main__":
    sys.exit(main())
