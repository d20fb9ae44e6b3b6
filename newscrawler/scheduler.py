"""Scrapy's scheduler for our spiders: hands a host its next request only when that may be sent.

So the downloader's own queues stay empty, and a slow host takes one of `CONCURRENT_REQUESTS` and no more. Requests
wait in memory, a queue a host, higher priority first and else in the order they came. What was seen before is the
spider's to know: nothing is filtered here.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Self

from scrapy.core.scheduler import BaseScheduler
from scrapy.utils.asyncio import call_later

from newscrawler.politeness.pace import TURN
from newscrawler.run import Run, host_of_request, run_of

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import CallLaterResult
    from twisted.internet.defer import Deferred

_Queue = list[tuple[int, int, "Request"]]


class HostScheduler(BaseScheduler):
    """One queue a host, served in turn as their paces allow."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self._order = count()
        self._queues: dict[str, _Queue] = {}
        self._turns: deque[str] = deque()
        self._alarm: CallLaterResult | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler, run_of(crawler))

    def open(self, spider: Spider) -> Deferred[None] | None:
        """Nothing to prepare."""
        return None

    def close(self, reason: str) -> Deferred[None] | None:
        """Forget what waits; it was never handed out."""
        self._cancel_alarm()
        self._queues.clear()
        self._turns.clear()
        return None

    def has_pending_requests(self) -> bool:
        """Whether any request waits."""
        return bool(self._queues)

    def enqueue_request(self, request: Request) -> bool:
        """Put `request` into its host's queue."""
        host = host_of_request(request)
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = []
            self._turns.append(host)
        heappush(queue, (-request.priority, next(self._order), request))
        return True

    def next_request(self) -> Request | None:
        """The next request of the next host that may be asked now, or None (then the engine is woken in time)."""
        soonest: float | None = None
        for _ in range(len(self._turns)):
            host = self._turns[0]
            self._turns.rotate(-1)
            wait = self._run.pace.ready_in(host)
            if wait == 0:
                return self._hand_out(host)
            if wait is not None and (soonest is None or wait < soonest):
                soonest = wait
        if soonest is not None:
            self._wake_in(soonest)
        return None

    def _hand_out(self, host: str) -> Request:
        queue = self._queues[host]
        request = heappop(queue)[2]
        if not queue:
            del self._queues[host]
            self._turns.remove(host)
        site = self._run.sites.get(request.cb_kwargs.get("site", ""))
        if site is not None:
            site.requests += 1
        self._run.pace.of(host).in_flight += 1
        request.meta[TURN] = host  # PaceMiddleware gives the turn back
        return request

    def _wake_in(self, seconds: float) -> None:
        self._cancel_alarm()
        self._alarm = call_later(seconds, self._wake)

    def _wake(self) -> None:
        self._alarm = None
        slot = self._crawler.engine._slot  # the engine has no public way to be woken (2.19)
        if slot is not None:
            slot.nextcall.schedule()

    def _cancel_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
