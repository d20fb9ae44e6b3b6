"""What is seen while crawling: a compact screen in a terminal, plain log lines elsewhere, nothing where it is quiet.

All of it goes to stderr: stdout belongs to `-O -`.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, RenderableType
from rich.live import Live
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawler.items import Article
from newscrawler.part_of_run import PartOfRun
from newscrawler.run import Run
from newscrawler.screen import headline, last_titles, screen

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

LIVE_SECONDS = 0.25


class Progress(PartOfRun):
    """Shows the run's account as it grows."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        if not crawler.settings.getbool("LOG_ENABLED"):
            raise NotConfigured  # without a word: Scrapy would log it
        if crawler.settings.get("LOG_LEVEL") in ("WARNING", "ERROR", "CRITICAL"):
            raise NotConfigured
        super().__init__(crawler, run)
        self._console = Console(stderr=True, highlight=False)
        self._is_live = sys.stderr.isatty() and not crawler.settings.get("LOG_FILE")
        self._titles = last_titles()
        self._live: Live | None = None
        self._began = time.monotonic()
        every = LIVE_SECONDS if self._is_live else crawler.settings.getfloat("NEWSCRAWLER_PROGRESS_SECONDS")
        self._every = every
        self._loop = create_looping_call(self._show)
        crawler.signals.connect(self._start, signals.engine_started)
        if self._is_live:
            crawler.signals.connect(self._note_article, signals.item_scraped)
        crawler.signals.connect(self._stop, signals.spider_closed)

    def _start(self) -> None:
        if not self._run.sites:  # another spider's crawl keeps no account
            return
        self._began = time.monotonic()
        if self._is_live:
            self._live = Live(self._screen(), console=self._console, refresh_per_second=4, transient=True)
            self._live.start()
            self._divert_log(sys.stderr)
        self._loop.start(self._every, now=False)

    def _note_article(self, item: object) -> None:
        if isinstance(item, Article) and item.title:
            self._titles.append(item.title)

    def _show(self) -> None:
        if self._live is not None:
            self._live.update(self._screen())
        else:
            logger.info("%s", headline(self._run, self._seconds))

    def _stop(self) -> None:
        if self._loop.running:
            self._loop.stop()
        if self._live is not None:
            self._live.stop()
            self._live = None
            self._divert_log(sys.stderr)

    def _divert_log(self, stream: TextIO) -> None:
        """Log lines go above the screen: rich has put a stream in stderr's place, which Scrapy's handler holds."""
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
                handler.setStream(stream)

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _screen(self) -> RenderableType:
        return screen(self._run, self._seconds, self._titles)
