"""What is seen while crawling: a live line in a terminal, plain log lines elsewhere.

All of it goes to stderr: stdout belongs to `-O -`.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawler.run import Run, run_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

LIVE_SECONDS = 0.25


class Progress:
    """Shows the run's account as it grows."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        if not crawler.settings.getbool("LOG_ENABLED"):
            raise NotConfigured("--nolog")
        self._run = run
        self._console = Console(stderr=True, highlight=False)
        self._is_live = sys.stderr.isatty() and not crawler.settings.get("LOG_FILE")
        self._live: Live | None = None
        self._began = time.monotonic()
        every = LIVE_SECONDS if self._is_live else crawler.settings.getfloat("NEWSCRAWLER_PROGRESS_SECONDS")
        self._every = every
        self._loop = create_looping_call(self._show)
        crawler.signals.connect(self._start, signals.engine_started)
        crawler.signals.connect(self._stop, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler, run_of(crawler))

    def _start(self) -> None:
        if not self._run.sites:  # another spider's crawl keeps no account
            return
        self._began = time.monotonic()
        if self._is_live:
            self._live = Live(self._line(), console=self._console, refresh_per_second=4, transient=True)
            self._live.start()
        self._loop.start(self._every, now=False)

    def _show(self) -> None:
        if self._live is not None:
            self._live.update(self._line())
        else:
            logger.info("%s", self._line())

    def _stop(self) -> None:
        if self._loop.running:
            self._loop.stop()
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _line(self) -> Text:
        outcomes = self._run.outcomes
        seconds = max(time.monotonic() - self._began, 0.001)
        pages = sum(site.responses for site in self._run.sites.values())
        articles = sum(site.articles_read for site in self._run.sites.values())
        rest = ", ".join(f"{outcome} {count}" for outcome, count in outcomes.most_common(6))
        return Text(f"{pages} pages, {articles} articles, {pages / seconds:.1f} pages/s | {rest or 'starting'}")
