"""Scrapy's scheduler for our spiders: the ledger's frontier, handed out host by host when each may be asked.

So the downloader's own queues stay empty, a stop takes moments, and a slow host takes one of `CONCURRENT_REQUESTS`
and no more. What was heard of before the ledger knows. Each request that is handed out is a lease (`leases.py`).

A host's robots.txt is waited for before anything of it is handed out; it never passes here itself.
"""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

import orjson
from scrapy.core.scheduler import BaseScheduler
from scrapy.utils.asyncio import call_later, create_looping_call

from newscrawler.discovery.addresses import address_key
from newscrawler.errors import ArchiveError
from newscrawler.leases import Leases
from newscrawler.part_of_run import PartOfRun
from newscrawler.politeness.pace import TURN
from newscrawler.politeness.shared_pace import PaceFileError
from newscrawler.run import Run, host_of_request, is_closing
from newscrawler.shelves import open_shelves
from newscrawler.site import Site
from newscrawler.stored_requests import DEPTH, LEASE, TOLD, NotStorable, call_of, request_of

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import CallLaterResult
    from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)

TICK = 0.25
"""Seconds between two looks at whether a commit is due, or the engine is closing."""
GRACE = 2.0
"""Seconds that an answer is waited for when the crawl is being stopped."""


class HostScheduler(PartOfRun, BaseScheduler):
    """One queue a host, served in turn as their paces allow."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        super().__init__(crawler, run)
        self._turns: deque[tuple[Site, str]] = deque()
        self._in_turns: set[tuple[str, str]] = set()
        self._leases = Leases(crawler, run)
        self._alarm: CallLaterResult | None = None
        self._ticks = create_looping_call(self._tick)
        self._closing_since: float | None = None

    def open(self, spider: Spider) -> Deferred[None] | None:
        """Open the archives; what a crawl that was cut short had still to ask for is there again."""
        self._spider = spider
        self._run.wake = self._wake
        open_shelves(self._crawler, self._run, spider)
        for site in self._run.sites.values():
            for host in site.frontier.hosts:
                self._give_turn(site, host)
        self._ticks.start(TICK, now=False)
        return None

    def close(self, reason: str) -> Deferred[None] | None:
        """End the leases; what waits stays in the ledger."""
        if self._ticks.running:
            self._ticks.stop()
        self._cancel_alarm()
        self._turns.clear()
        self._run.pace.close()
        self._leases.end_all()
        return None

    def has_pending_requests(self) -> bool:
        """Whether any request waits that this run will hand out."""
        left, going = self._run.left_alone, (site for site in self._run.sites.values() if not self._run.rests(site))
        return any(host not in left for site in going for host in site.frontier.hosts)

    def enqueue_request(self, request: Request) -> bool:
        """Put `request` into its site's frontier; False where this crawl has heard of it already."""
        host = host_of_request(request)
        site = self._run.sites.get(request.cb_kwargs.get("site", "")) or self._run.site_of(host)
        if site is None:
            logger.error("%s belongs to none of this crawl's sites: not asked for", request.url)
            return False
        try:
            is_new = self._queue(site, host, request)
        except NotStorable as error:
            logger.error("%s: not asked for", error)
            return False
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
            return False
        if is_new:
            self._give_turn(site, host)
        return is_new

    def next_request(self) -> Request | None:
        """The next request of the next host that may be asked now, or None (then the engine is woken in time)."""
        try:
            self._leases.end_what_ended()
            return self._next()
        except (ArchiveError, PaceFileError) as error:
            self._run.stop_for(error, self._crawler)
            return None

    # --- in and out

    def _queue(self, site: Site, host: str, request: Request) -> bool:
        told = request.meta.get(TOLD)
        return site.frontier.add(
            request.url,
            address_key(request.url),
            host,
            request.priority,
            call_of(request, self._spider),
            depth=request.meta.get(DEPTH, 0),
            told=orjson.dumps(told).decode() if told else None,
            again=request.dont_filter or request.meta.get(LEASE) == request.url,
        )

    def _give_turn(self, site: Site, host: str) -> None:
        if (site.name, host) not in self._in_turns:
            self._in_turns.add((site.name, host))
            self._turns.append((site, host))

    def _next(self) -> Request | None:
        soonest: float | None = None
        shut: list[tuple[Site, str, str]] = []
        for _ in range(len(self._turns)):
            site, host = self._turns[0]
            self._turns.rotate(-1)
            wait = self._run.pace.ready_in(host)
            if self._run.rests(site) or self._is_left(host) or not site.frontier.has_queued(host):
                self._turns.pop()
                self._in_turns.discard((site.name, host))
            elif wait == 0:
                origin = self._origin_of_next(site, host)
                wait = self._run.robots.gate(origin) if self._run.robots is not None else 0.0
                if wait == 0:
                    return self._hand_out(site, host)
                if wait is not None:
                    shut.append((site, host, origin))
            if wait is not None and (soonest is None or wait < soonest):
                soonest = wait
        waiting = len(self._run.awaited) + self._run.waiting_for_twins  # articles that others of these are asked for
        if shut and len(shut) == len(self._turns) and len(self._leases) <= waiting:
            return self._give_up(shut, soonest)
        if soonest is not None:
            self._wake_in(soonest)
        return None

    def _origin_of_next(self, site: Site, host: str) -> str:
        url = site.frontier.peek(host) or ""
        return f"{url.partition(':')[0]}://{host}"

    def _give_up(self, shut: list[tuple[Site, str, str]], soonest: float | None) -> Request | None:
        """Nothing is left to do but for hosts whose robots.txt cannot be had: wait for those that gave it before.

        Of another host one request is handed out, which is refused and so says how it ended; the rest stays queued.
        """
        robots = self._run.robots
        assert robots is not None
        for site, host, origin in shut:
            if not robots.is_worth_waiting(origin):
                why = robots.give_up(origin)
                request = self._hand_out(site, host)
                self._run.leave(host, "robots_unreachable", f"its robots.txt could not be had ({why})")
                return request
        if soonest is not None:
            self._wake_in(soonest)
        return None

    def _is_left(self, host: str) -> bool:
        """Whether the host is left alone: what is queued of it stays queued."""
        if host not in self._run.left_alone and self._run.pace.asks_too_much(host):
            seconds = self._run.pace.of(host).wait(self._run.pace.now())
            self._run.leave(host, "left_alone", f"it asks for a pause of {seconds:.0f} s")
        elif self._run.pace.is_spent(host):
            self._run.leave(host, "budget", f"it has had its {self._run.pace.budget} requests of this day")
        return host in self._run.left_alone

    def _hand_out(self, site: Site, host: str) -> Request:
        lease = site.frontier.next(host)
        assert lease is not None
        request = request_of(lease.url, lease.call, lease.priority, lease.depth, self._spider)
        self._leases.begin(request, site, lease)
        self._run.pace.of(host).in_flight += 1
        request.meta[TURN] = host  # PaceMiddleware gives the turn back
        return request

    # --- time

    def _tick(self) -> None:
        try:
            self._leases.end_what_ended()
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
        for site in self._run.sites.values():
            self._commit(site)
        if is_closing(self._crawler):
            self._cut_short(self._run.pace.now())

    def _commit(self, site: Site) -> None:
        try:
            if site.archive is not None and site.trouble is None:
                site.archive.commit_if_due()
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)

    def _cut_short(self, now: float) -> None:
        if self._closing_since is None:
            self._closing_since = now
        elif now - self._closing_since > GRACE:
            self._run.cut_downloads_short()

    def _wake_in(self, seconds: float) -> None:
        self._cancel_alarm()
        self._alarm = call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        self._wake()

    def _wake(self) -> None:
        self._cancel_alarm()
        slot = self._crawler.engine._slot  # the engine has no public way to be woken (2.19)
        if slot is not None:
            slot.nextcall.schedule()

    def _cancel_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
