"""Sends nothing to a host before its promise allows, whoever asks: the scheduler, robots.txt's own request, a retry.

The scheduler hands a host's requests out one at a time and in time, so that nothing waits here but what did not come
through it. Scrapy's own per-host delay is turned off: it would wait a second time, and it knows no promise.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from scrapy.utils.httpobj import urlparse_cached

from newscrawler.politeness.pace import TURN, host_of
from newscrawler.run import Run, run_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class PaceMiddleware:
    """Waits for the host's turn; stands last before the downloader."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler, run_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Hold `request` until its host may be asked."""
        self._no_second_delay(request)
        pace = self._run.pace.of(host_of(request.url))
        while (wait := pace.wait(self._run.pace.now())) > 0:
            await asyncio.sleep(wait)
        pace.start(self._run.pace.now())

    def process_response(self, request: Request, response: Response) -> Response:
        """Give the turn back."""
        self._give_back(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Give the turn back; called too for requests that another middleware refused."""
        self._give_back(request)

    def _give_back(self, request: Request) -> None:
        host = request.meta.pop(TURN, None)
        if host is not None:
            self._run.pace.of(host).in_flight -= 1

    def _no_second_delay(self, request: Request) -> None:
        slots = self._crawler.engine.downloader.per_slot_settings
        slots.setdefault(urlparse_cached(request).hostname or "", {"concurrency": 8, "delay": 0.0, "jitter": 0.0})
