"""What is seen while crawling: a live line in a terminal, plain log lines elsewhere; at the end the outcomes.

All of it goes to stderr: stdout belongs to `-O -`.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawler.exit_codes import MEANING
from newscrawler.outcomes import Outcome
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
        crawler.signals.connect(self._stop, signals.engine_stopped)

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
        if not self._run.sites:
            return
        if self._loop.running:
            self._loop.stop()
        if self._live is not None:
            self._live.stop()
            self._live = None
        self._console.print(self._table())
        self._console.print(self._last_words(), soft_wrap=True)

    def _line(self) -> Text:
        outcomes = self._outcomes()
        seconds = max(time.monotonic() - self._began, 0.001)
        pages = sum(site.responses for site in self._run.sites.values())
        articles = sum(site.articles_read for site in self._run.sites.values())
        rest = ", ".join(f"{outcome} {count}" for outcome, count in outcomes.most_common(6))
        return Text(f"{pages} pages, {articles} articles, {pages / seconds:.1f} pages/s | {rest or 'starting'}")

    def _outcomes(self) -> Counter[Outcome]:
        total: Counter[Outcome] = Counter()
        for site in self._run.sites.values():
            total.update(site.outcomes)
        return total

    def _table(self) -> Table:
        outcomes = self._outcomes()
        requests = sum(site.requests for site in self._run.sites.values())
        table = Table(title=f"Requests by outcome, {time.monotonic() - self._began:.1f} s", title_justify="left")
        table.add_column("outcome")
        table.add_column("requests", justify="right")
        for outcome, count in outcomes.most_common():
            table.add_row(outcome.value, str(count))
        if unfinished := requests - sum(outcomes.values()):
            table.add_row("no outcome (please report this)", str(unfinished))
        table.add_section()
        table.add_row("requests handed out", str(requests))
        return table

    def _last_words(self) -> str:
        folders = [str(site.archive.folder) for site in self._run.sites.values() if site.archive is not None]
        shown = ", ".join(folders[:3]) + (f" and {len(folders) - 3} more" if len(folders) > 3 else "")
        code = self._run.exit_code
        return f"{shown or 'no archive kept'}\nexit code {int(code)}: {MEANING[code]}"
