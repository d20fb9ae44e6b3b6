"""Asks for nothing that robots.txt forbids, as RFC 9309 says.

Scrapy 2.19's own middleware judges only the first two of several requests that wait for the same robots.txt, and
takes every error as permission. Here each request waits for the one answer of its origin and is judged by it
(`robots_answers.py`); what comes through our scheduler has waited there already.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured
from w3lib.url import safe_url_string

from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.politeness.pace import TURN
from newscrawler.refusals import Refusal
from newscrawler.robots_answers import Answer, RobotsAnswers
from newscrawler.run import Run, is_closing, origin_of_request

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

SLICE = 0.25  # seconds: as long as a stop may wait for a request that waits here


class RobotsMiddleware(PartOfRun):
    """Judges every request by its origin's robots.txt."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        super().__init__(crawler, run)
        self._answers = run.robots = RobotsAnswers(crawler, run)
        crawler.signals.connect(self._answers.close, signals.spider_closed)

    async def process_request(self, request: Request) -> None:
        """Let `request` pass, or raise Refusal."""
        if request.meta.get("dont_obey_robotstxt") or not request.url.startswith("http"):
            return
        answer = await self._answer(request)
        if answer.robots is None:
            raise Refusal(Outcome.ROBOTS_UNREACHABLE, f"robots.txt could not be had: {answer.trouble}")
        url = safe_url_string(request.url)
        if not answer.robots.allows(url):
            raise Refusal(Outcome.FORBIDDEN_BY_ROBOTS, "robots.txt forbids it")
        if not all(rules.allows(url) for rules in answer.reserved):
            raise Refusal(Outcome.AI_OPT_OUT, "reserved from those who gather text for models")

    async def _answer(self, request: Request) -> Answer:
        """What is known, for a request that holds its host's turn; else the answer is waited for."""
        origin = origin_of_request(request)
        known = self._answers.known(origin)
        if known is not None and TURN in request.meta:
            return known
        task = self._answers.task_of(origin)
        while task is not None and not task.done():
            await asyncio.wait({task}, timeout=SLICE)
            if is_closing(self._crawler) and not task.done():
                task.cancel()
                raise Refusal(Outcome.STOPPED, "the crawl is being stopped")
        return self._answers.known(origin) or Answer(None, "the crawl is being stopped")
