"""Keeps every response of a crawl as it came, robots.txt and redirects too: at `response_downloaded`, where the body
is still as received. In the callback it is unpacked already, and headers are changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from newscrawler.archive.answers import words_of
from newscrawler.archive.warc import Exchange
from newscrawler.captured import note_capture
from newscrawler.clock import stamp
from newscrawler.errors import ArchiveError
from newscrawler.part_of_run import PartOfRun
from newscrawler.run import Run, host_of_request

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response


class WarcCapture(PartOfRun):
    """Hands each exchange to its site's archive."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        settings = crawler.settings
        if not settings.getbool("NEWSCRAWLER_CAPTURE") or not settings.getbool("NEWSCRAWLER_ARCHIVE"):
            raise NotConfigured
        super().__init__(crawler, run)
        crawler.signals.connect(self._capture, signals.response_downloaded)

    def _capture(self, response: Response, request: Request) -> None:
        site = self._run.sites.get(request.cb_kwargs.get("site", "")) or self._run.site_of(host_of_request(request))
        if site is None or site.archive is None:
            return
        exchange = Exchange(
            url=response.url,
            at=stamp(self._run.clock()),
            method=request.method,
            request_headers=_pairs(request.headers),
            status=response.status,
            protocol=response.protocol or "HTTP/1.1",
            headers=self._kept(response),
            body=response.body,
            ip_address=str(response.ip_address) if response.ip_address else None,
        )
        told = request.cb_kwargs.get("told") if 200 <= response.status < 300 else None
        try:
            note_capture(request, response.url, site.archive.capture(exchange, words_of(told)))
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)

    def _kept(self, response: Response) -> list[tuple[bytes, bytes]]:
        """The answer's headers; where a subscriber asked, without the cookies that it sets: they let others in."""
        pairs = _pairs(response.headers)
        if not self._run.access.headers_for(response.url):
            return pairs
        return [(name, value) for name, value in pairs if name.lower() not in (b"set-cookie", b"set-cookie2")]


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Names and values as they came; a Headers object itself gives the last value of a repeated name alone."""
    return [(name, value) for name in headers for value in headers.getlist(name)]
