"""Asks for nothing that robots.txt forbids, as RFC 9309 says.

Scrapy 2.19's own middleware judges only the first two of several requests that wait for the same robots.txt, and
takes every error as permission. Here each request waits for the one answer of its origin and is judged by it:
2xx counts as written, 4xx (but 429) means all is allowed, anything else means nothing is.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from w3lib.url import safe_url_string

from newscrawler.extraction.document import join_url
from newscrawler.outcomes import Outcome
from newscrawler.politeness.robots import RobotsTxt
from newscrawler.redirects import location_of
from newscrawler.refusals import Refusal
from newscrawler.run import Run, host_of_request, is_closing, run_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

PRODUCT_TOKEN = "newscrawler"  # noqa: S105 - RFC 9309's word for a crawler's name
MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
LONGEST_ANSWER = 15.0  # seconds; all of a site waits for this one small file
SLICE = 0.25  # seconds: as long as a stop may wait for a request that waits here
MAX_AGE = 24 * 3600.0  # seconds; RFC 9309, 2.4
_ALLOWS_ALL = RobotsTxt((), None, ())


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an origin's robots.txt said, or why it could not be had."""

    robots: RobotsTxt | None
    trouble: str
    at: float


class RobotsMiddleware:
    """Judges every request by its origin's robots.txt; makes the host keep its Crawl-delay."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._run = run
        self._tries = 1 + crawler.settings.getint("RETRY_TIMES")
        self._timeout = min(LONGEST_ANSWER, crawler.settings.getfloat("DOWNLOAD_TIMEOUT"))
        self._longest_delay = run.pace.longest
        self._answers: dict[str, asyncio.Future[_Answer]] = {}
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler, run_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Let `request` pass, or raise Refusal."""
        if request.meta.get("dont_obey_robotstxt") or not request.url.startswith("http"):
            return
        scheme = urlparse_cached(request).scheme
        answer = await self._answer_of(f"{scheme}://{host_of_request(request)}")
        if answer.robots is None:
            raise Refusal(Outcome.ROBOTS_UNREACHABLE, f"robots.txt could not be had: {answer.trouble}")
        if not answer.robots.allows(safe_url_string(request.url)):
            raise Refusal(Outcome.FORBIDDEN_BY_ROBOTS, "robots.txt forbids it")

    async def _answer_of(self, origin: str) -> _Answer:
        task = self._answers.get(origin)
        if task is not None and task.done() and not task.cancelled() and time.monotonic() - task.result().at > MAX_AGE:
            task = None
        if task is None:
            task = self._answers[origin] = asyncio.ensure_future(self._ask(origin))
        while not task.done():
            await asyncio.wait({task}, timeout=SLICE)
            if is_closing(self._crawler) and not task.done():
                task.cancel()
                raise Refusal(Outcome.STOPPED, "the crawl is being stopped")
        return task.result()

    async def _ask(self, origin: str) -> _Answer:
        """The answer of `origin`, after as many tries as any page gets; never raises."""
        for count in range(self._tries):
            if count:
                await asyncio.sleep(0.5 * 2**count)
            try:
                robots, trouble = await self._fetch(f"{origin}/robots.txt")
            except Exception as error:  # whatever the downloader raises means: not had
                robots, trouble = None, f"{type(error).__name__}: {error}"
            if robots is not None:
                self._run.sitemaps[origin] = robots.sitemaps
                self._keep_promise(origin, robots)
                return self._judge_delay(origin, robots)
        logger.warning("%s/robots.txt could not be had (%s): nothing is asked for there (RFC 9309)", origin, trouble)
        return _Answer(None, trouble, time.monotonic())

    async def _fetch(self, url: str) -> tuple[RobotsTxt | None, str]:
        for _ in range(1 + MAX_REDIRECTS):
            meta = {"dont_obey_robotstxt": True, "download_timeout": self._timeout}
            request = Request(url, callback=NO_CALLBACK, meta=meta, dont_filter=True)
            response: Response = await self._crawler.engine.download_async(request)
            if response.status in (301, 302, 303, 307, 308):
                target = join_url(response.url, location_of(response))
                if target is None:
                    return _ALLOWS_ALL, ""
                url = target
                continue
            if 200 <= response.status < 300:
                return RobotsTxt.parse(response.body, PRODUCT_TOKEN), ""
            if 400 <= response.status < 500 and response.status != 429:
                return _ALLOWS_ALL, ""
            return None, f"status {response.status}"
        return _ALLOWS_ALL, ""  # more than five redirects: as if there were none (2.3.1.2)

    def _keep_promise(self, origin: str, robots: RobotsTxt) -> None:
        if robots.crawl_delay:
            self._run.pace.promise(origin.partition("://")[2], min(robots.crawl_delay, self._longest_delay))

    def _judge_delay(self, origin: str, robots: RobotsTxt) -> _Answer:
        if robots.crawl_delay and robots.crawl_delay > self._longest_delay:
            trouble = (
                f"it asks for {robots.crawl_delay:g} s between requests, more than "
                f"NEWSCRAWLER_MAX_CRAWL_DELAY={self._longest_delay:g}"
            )
            logger.warning("%s is left alone: %s", origin, trouble)
            return _Answer(None, trouble, time.monotonic())
        return _Answer(robots, "", time.monotonic())

    def _close(self) -> None:
        for task in self._answers.values():
            task.cancel()
