"""An answer that several runs died over is read by a process of its own before the crawl reads it (`trial.py`)."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from newscrawler.errors import ArchiveError
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.refusals import Refusal
from newscrawler.run import Run, is_closing
from newscrawler.trial import survives

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

SUSPECT = "newscrawler_suspect"
"""Key in the meta of a request whose answer several runs died over (`leases.py`): the name of its site, and the key of
its address. That it is being read, the ledger is told once it was tried: a kill that comes before is laid to nothing.
"""


class TrialMiddleware(PartOfRun):
    """Sets aside what ends its reader. The crawl goes on meanwhile; a crawl that is stopped waits for none."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        super().__init__(crawler, run)
        self._one_at_a_time = asyncio.Lock()  # each may take as much memory as a crawl, and a core

    async def process_response(self, request: Request, response: Response) -> Response:
        """The response; Refusal where a process that reads it dies, or where the crawl is stopped before that is
        known.
        """
        suspect = request.meta.get(SUSPECT)
        if suspect is None:
            return response
        async with self._one_at_a_time:
            lives = is_closing(self._crawler) or await self._survives(request, response)
        if is_closing(self._crawler):
            raise Refusal(Outcome.STOPPED, "the crawl was stopped before it was known whether its answer can be read")
        if not lives:
            logger.warning("%s has ended several runs while its answer was read: set aside", response.url)
            raise Refusal(Outcome.SET_ASIDE, "a process that read its answer died")
        self._begin_reading(*suspect)
        return response

    async def _survives(self, request: Request, response: Response) -> bool:
        logger.info("%s: runs died while its answer was read, so a process of its own tries that first", response.url)
        asked: dict[str, Any] = request.cb_kwargs.get("asked") or {}
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        return await survives(
            response.body, response.url, content_type, asked.get("channel"), lambda: not is_closing(self._crawler)
        )

    def _begin_reading(self, name: str, key: str) -> None:
        site = self._run.sites[name]
        if site.archive is not None and site.trouble is None and not site.archive.is_broken:
            try:
                site.archive.begin_reading(key)
            except ArchiveError as error:
                self._run.stop_for(error, self._crawler)
