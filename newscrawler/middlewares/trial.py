"""An answer that several runs died over is read by a process of its own before the crawl reads it (`trial.py`)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from newscrawler.archive.archive import Archive
from newscrawler.errors import ArchiveError
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.refusals import Refusal
from newscrawler.trial import survives

if TYPE_CHECKING:
    from scrapy.http import Response

logger = logging.getLogger(__name__)

IS_SUSPECT = "newscrawler_is_suspect"
"""True in the meta of a request whose answer several runs died over; its lease says so (`leases.py`)."""


class TrialMiddleware(PartOfRun):
    """Sets aside what ends its reader; the crawl stands still for the second or two that it takes to know."""

    def process_spider_input(self, response: Response) -> None:
        """Let `response` be read, or raise Refusal."""
        if response.request is None or not response.request.meta.get(IS_SUSPECT):
            return
        asked: dict[str, Any] = response.cb_kwargs.get("asked") or {}
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        with self._reading_nothing():
            lives = survives(response.body, response.url, content_type, asked.get("channel"))
        if not lives:
            logger.warning("%s has ended several runs while its answer was read: set aside", response.url)
            raise Refusal(Outcome.SET_ASIDE, "a process that read its answer died")

    @contextmanager
    def _reading_nothing(self) -> Iterator[None]:
        """Should this process be killed within, no answer is to blame: all of them wait for the other process."""
        self._with_each(Archive.pause_readings)
        yield
        self._with_each(Archive.resume_readings)

    def _with_each(self, tell: Callable[[Archive], None]) -> None:
        """One whose disk fails is no matter of the others'."""
        for site in self._run.sites.values():
            if site.archive is not None and site.trouble is None and not site.archive.is_broken:
                try:
                    tell(site.archive)
                except ArchiveError as error:
                    self._run.stop_for(error, self._crawler)
