"""The download handler: Scrapy's, where a host that the demo answers for may be asked for by https, and where a crawl
that is being stopped does not wait for an answer that takes long.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from newscrawler.outcomes import Outcome
from newscrawler.refusals import Refusal
from newscrawler.run import run_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

PLAIN = "newscrawler_plain"
"""Key in `request.meta`: the proxy on loopback takes this request without TLS."""


class DownloadHandler(HTTP11DownloadHandler):
    """HTTP and HTTPS, as Scrapy does them."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._run = run_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Fetch `request`; Refusal where the crawl is stopped before the answer is there."""
        task = asyncio.current_task()
        assert task is not None
        self._run.downloads.add(task)
        try:
            return await self._download(request)
        except asyncio.CancelledError:
            if not self._run.is_cut_short:
                raise
            raise Refusal(Outcome.STOPPED, "the crawl was stopped before the answer was there") from None
        finally:
            self._run.downloads.discard(task)

    async def _download(self, request: Request) -> Response:
        """As Scrapy does; a request for the demo goes there in the clear, and its answer keeps the https address."""
        if request.meta.get(PLAIN) and request.url.startswith("https://"):
            response = await super().download_request(request.replace(url="http" + request.url[5:]))
            return response.replace(url=request.url)
        return await super().download_request(request)
