"""The pace of each host: what was promised, and when its next request may be sent.

One request at a time a host, and never sooner after the last one than the host's promise: the greater of our own
floor and its robots.txt's Crawl-delay. Loopback hosts have no floor, but their own promise holds as anybody's.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

TURN = "newscrawler_turn"
"""Key in `request.meta`: the host whose turn this request has taken."""
LONGEST_PAUSE = 60
"""Seconds that a host is left alone at most when it does not say how long."""


@dataclass(slots=True)
class HostPace:
    """One host's promise and what it was given. Times are seconds of a monotonic clock."""

    promise: float
    """Least seconds from one request's start to the next one's."""
    in_flight: int = 0
    last_start: float | None = None
    not_before: float = 0.0
    """Held until then: the host asked for a pause."""
    pauses: int = 0
    """Pauses asked for in a row."""
    requests: int = 0
    smallest_gap: float | None = None

    def wait(self, now: float) -> float:
        """Seconds until the next request may start, as far as time alone tells (0: now)."""
        due = self.not_before if self.last_start is None else max(self.not_before, self.last_start + self.promise)
        return max(0.0, due - now)

    def pause(self, now: float, seconds: float | None) -> None:
        """The host is overrun (429, 503): wait as long as it says, else twice as long each time in a row."""
        wait = float(min(2**self.pauses, LONGEST_PAUSE)) if seconds is None else seconds
        self.pauses += 1
        self.not_before = max(self.not_before, now + wait)

    def start(self, now: float) -> None:
        """A request starts now."""
        if self.last_start is not None:
            gap = now - self.last_start
            self.smallest_gap = gap if self.smallest_gap is None else min(gap, self.smallest_gap)
        self.last_start = now
        self.requests += 1


class Pace:
    """All hosts' paces in one crawl.

    A *host* is `host:port` as in the address, whatever proxy it is sent through. `floor` is in seconds, and so is
    `longest`, the longest pause that is waited for; `loopback` names hosts that are answered on this machine, besides
    those that look like it.
    """

    def __init__(
        self,
        floor: float,
        *,
        longest: float = float("inf"),
        loopback: frozenset[str] = frozenset(),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.floor = floor
        self.longest = longest
        self.now = now
        self.hosts: dict[str, HostPace] = {}
        self._loopback = loopback

    def of(self, host: str) -> HostPace:
        """The pace of `host`."""
        pace = self.hosts.get(host)
        if pace is None:
            pace = self.hosts[host] = HostPace(promise=0.0 if self.is_local(host) else self.floor)
        return pace

    def is_local(self, host: str) -> bool:
        """Whether `host` is answered on this machine."""
        return host_name(host) in self._loopback or is_loopback(host)

    def promise(self, host: str, seconds: float) -> None:
        """`host` asks for `seconds` between requests; only ever lengthens."""
        pace = self.of(host)
        pace.promise = max(pace.promise, seconds)

    def ready_in(self, host: str) -> float | None:
        """Seconds until `host` may be asked (0: now); None while it is being asked.

        0 too where it asks for a pause that is longer than `longest`: what is handed out then is refused at once.
        """
        pace = self.of(host)
        wait = pace.wait(self.now())
        return None if pace.in_flight else 0.0 if wait > self.longest else wait


def host_name(host: str) -> str:
    """`host` without its port.

    >>> host_name("example.org:8080"), host_name("[::1]:80"), host_name("[::1]")
    ('example.org', '::1', '::1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def is_loopback(host: str) -> bool:
    """Whether `host` (with or without port) names this machine's loopback.

    >>> is_loopback("127.0.0.1:8000"), is_loopback("localhost"), is_loopback("[::1]:80"), is_loopback("127.example.org")
    (True, True, True, False)
    """
    name = host_name(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
