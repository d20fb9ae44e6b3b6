"""The pace of each host: what was promised, and when its next request may be sent.

One request at a time a host, and never sooner after the last one than the host's promise: the greater of our own
floor and its robots.txt's Crawl-delay. Loopback hosts have no floor, but their own promise holds as anybody's.
"""

from __future__ import annotations

import ipaddress
import logging
import random
import time
from collections.abc import Callable, Sequence

from newscrawler.clock import Clock, machine_clock, stamp
from newscrawler.discovery.addresses import bare_host
from newscrawler.politeness.host_pace import HostPace
from newscrawler.politeness.quiet_hours import QuietHours
from newscrawler.politeness.shared_pace import PaceFileError, SharedPace, Turn

logger = logging.getLogger(__name__)

TURN = "newscrawler_turn"
"""Key in `request.meta`: the host whose turn this request has taken."""
SENT = "newscrawler_sent"
"""Key in `request.meta`: the turn was counted, and the request has gone to the downloader."""


class Pace:
    """All hosts' paces in one crawl.

    A *host* is `host:port` as in the address, whatever proxy it is sent through; `example.org` and `www.example.org`
    are asked in turn, as the one server that they are. `floor` is in seconds, and so is
    `longest`, the longest pause that is waited for; `loopback` names hosts that are answered on this machine, besides
    those that look like it. `jitter` is the share of a promise by which a gap is lengthened at random, at most;
    `budget` the number of requests a host gets a day (UTC; 0: as many as it takes), counted in `shared`, which opens
    the table that crawls share; it may give None where it need not and there is none yet.
    """

    def __init__(
        self,
        floor: float,
        *,
        longest: float = float("inf"),
        loopback: frozenset[str] = frozenset(),
        now: Callable[[], float] = time.monotonic,
        clock: Clock = machine_clock,
        is_adaptive: bool = False,
        jitter: float = 0.0,
        quiet_hours: Sequence[QuietHours] = (),
        budget: int = 0,
        shared: Callable[[bool], SharedPace | None] | None = None,
    ) -> None:
        self.floor = floor
        self.longest = longest
        self.now = now
        self.hosts: dict[str, HostPace] = {}
        self._twins: dict[str, list[HostPace]] = {}
        self._loopback = loopback
        self._clock = clock
        self._is_adaptive = is_adaptive
        self._jitter = jitter
        self._quiet_hours = quiet_hours
        self.budget = budget
        self._open_shared = shared
        self._shared: SharedPace | None = None
        self._was_looked_for = False

    def of(self, host: str) -> HostPace:
        """The pace of `host`."""
        pace = self.hosts.get(host)
        if pace is None:
            twins = self._twins.setdefault(bare_host(host), [])
            pace = self.hosts[host] = HostPace(promise=0.0 if self.is_local(host) else self.floor, twins=twins)
            twins.append(pace)
        return pace

    def is_asked(self, host: str) -> bool:
        """Whether a request to `host`, or to it in another dress, is under way."""
        return any(twin.in_flight for twin in self.of(host).twins)

    def is_local(self, host: str) -> bool:
        """Whether `host` is answered on this machine."""
        return host_name(host) in self._loopback or is_loopback(host)

    def promise(self, host: str, seconds: float) -> None:
        """`host` asks for `seconds` between requests; only ever lengthens."""
        pace = self.of(host)
        pace.promise = max(pace.promise, seconds)

    # --- when

    def ready_in(self, host: str) -> float | None:
        """Seconds until `host` may be asked (0: now); None while it is being asked.

        0 too where it asks for a pause that is longer than `longest`: what is handed out then is refused at once.
        """
        if self.is_asked(host):
            return None
        return 0.0 if self.asks_too_much(host) else self.wait(host)

    def asks_too_much(self, host: str) -> bool:
        """Whether `host` asks for a pause that is longer than anybody waits for."""
        return max(twin.not_before for twin in self.of(host).twins) - self.now() > self.longest

    def wait(self, host: str) -> float:
        """Seconds until `host` may be asked, as far as is known: its own pace, quiet hours, what other crawls do."""
        now = self.now()
        pace = self.of(host)
        wait = max(pace.wait(now), self.quiet_for(host))
        if wait or (shared := self._table(host)) is None:
            return wait
        try:
            wait = shared.wait(bare_host(host), pace.promise, now)
        except PaceFileError as error:
            return self._do_without_table(error)
        if wait > self.longest:  # it told another crawl, or an earlier one
            pace.not_before = max(pace.not_before, now + wait)
        return wait

    def quiet_for(self, host: str) -> float:
        """Seconds until the quiet hours of `host` are over; 0 outside of them."""
        if not self._quiet_hours:
            return 0.0
        moment, name = self._clock(), host_name(host)
        return max((hours.left(moment) for hours in self._quiet_hours if hours.are_for(host, name)), default=0.0)

    def is_spent(self, host: str) -> bool:
        """Whether `host` has had all requests of this day."""
        shared = self._table(host) if self.budget else None
        if shared is None:
            return False
        return shared.spent(bare_host(host), self._clock().date().isoformat(), self.now()) >= self.budget

    # --- a request

    def take(self, host: str) -> Turn:
        """Start a request to `host`, which must not wait any more; others may have been quicker: see what it gives."""
        pace = self.of(host)
        turn, moment = Turn(at=self.now()), self._clock()
        shared = self._table(host)
        if shared is not None:
            try:
                day = moment.date().isoformat()
                turn = shared.take(bare_host(host), pace.promise, self.now, day, self.budget)
            except PaceFileError as error:
                self._do_without_table(error)
        if turn.wait or turn.is_spent:
            return turn
        pace.start(turn.at, stamp(moment), turn.gap)
        if self._jitter:
            pace.rests_until = turn.at + pace.promise * (1 + self._jitter * random.random())  # noqa: S311 - no secret
        return turn

    def answered(
        self,
        host: str,
        *,
        url: str | None = None,
        head: float | None = None,
        overrun: bool = False,
        retry_after: float | None = None,
    ) -> None:
        """The request to `host` is over; its answer for `url` (None: none came) began `head` seconds after the turn.

        `overrun`: the host said that it is; `retry_after`: for how many seconds it is to be left alone, if it said so.
        """
        now = self.now()
        pace = self.of(host)
        if url is None:
            pace.answers.none += 1
        else:
            pace.answers.note(now - pace.taken_at, url)
        if overrun:
            pace.pause(now, retry_after)
        else:
            pace.pauses = 0
            if retry_after:
                pace.hold(now + retry_after)
        if self._is_adaptive and pace.promise and pace.last_start is not None:
            rest = pace.latency.note(now - pace.last_start)
            pace.rests_until = max(pace.rests_until, now + rest)
        pace.note_answer(now if head is None else min(now, pace.taken_at + head))
        shared = self._table(host)
        if shared is not None:
            shared.give_back(bare_host(host), pace.last_start or now)
            if overrun or retry_after:
                shared.pause(bare_host(host), pace.not_before, now)

    # --- the table that crawls share

    def close(self) -> None:
        """Let go of the table that crawls share."""
        if self._shared is not None:
            self._shared.close()
        self._shared = self._open_shared = None

    def _table(self, host: str) -> SharedPace | None:
        """The table, where `host` has anything to share; opened when the first such host is asked.

        A host on loopback that has not said what it wants may have told another crawl: then there is a table already.
        """
        if self._open_shared is None or host_name(host) in self._loopback:
            return None
        must = bool(self.of(host).promise or self.budget)
        if self._shared is None and (must or not self._was_looked_for):
            self._was_looked_for = True
            try:
                self._shared = self._open_shared(must)
            except PaceFileError as error:
                self._do_without_table(error)
        return self._shared

    def _do_without_table(self, error: PaceFileError) -> float:
        """Each crawl keeps its promises by itself then; a budget cannot be kept so, and ends the crawl."""
        self.close()
        if self.budget:
            raise error
        logger.warning("%s. This crawl goes on by itself", error)
        return 0.0


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
