"""The download handler: Scrapy's, behind the egress guard and with bounds on the answer's head and its first byte;
where a host that the demo answers for may be asked for by https, and where a crawl that is being stopped does not
wait for an answer that takes long. Of an answer whose beginning is enough, no more is taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadFailedError, StopDownload

from newscrawler.egress import Egress, GuardedPool
from newscrawler.heads import BoundedFactory, HeadTooLarge
from newscrawler.middlewares.bounds import SITEMAPS
from newscrawler.outcomes import Outcome
from newscrawler.proxies import Proxies
from newscrawler.refusals import Refusal
from newscrawler.run import run_of
from newscrawler.unpacking import CODINGS, MOST_CODINGS, Torn, beginning_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

PLAIN = "newscrawler_plain"
"""Key in `request.meta`: the proxy on loopback takes this request without TLS."""
FIRST_BYTES = "newscrawler_first_bytes"
"""Key in `request.meta`: how many bytes of the body are enough; there the answer ends, whatever length it names.

Unpacked, no more of it are read either.
"""
SENT_AT = "newscrawler_sent_at"
"""Key in `request.meta`: the instant, by the pace's clock, at which the request was handed to the network."""
_HEAD_READ = "download_latency"
"""Key that Scrapy's agent sets in `request.meta` once the answer's head is there."""


class DownloadHandler(HTTP11DownloadHandler):
    """HTTP and HTTPS, as Scrapy does them."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        settings = crawler.settings
        self._run = run_of(crawler)
        self._signals = crawler.signals
        self._wanted: dict[Request, int] = {}
        self._egress = Egress(crawler)
        self._proxies = Proxies(settings.get("NEWSCRAWLER_PROXY"))
        self._largest = SITEMAPS * settings.getint("DOWNLOAD_MAXSIZE")
        self._first_byte = settings.getfloat("NEWSCRAWLER_FIRST_BYTE_TIMEOUT")
        kept = self._pool.maxPersistentPerHost
        self._pool: GuardedPool = GuardedPool(reactor, self._egress, self._contextFactory)
        self._pool.maxPersistentPerHost = kept
        self._pool._factory = BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """Fetch `request`; Refusal where it leads nowhere public, where a bound is reached, or where the crawl is
        stopped before the answer is there.
        """
        self._egress.check(request)
        task = asyncio.current_task()
        assert task is not None
        self._run.downloads.add(task)
        try:
            return await self._download(request)
        except asyncio.CancelledError:
            if not self._run.is_cut_short:
                raise
            raise Refusal(Outcome.STOPPED, "the crawl was stopped before the answer was there") from None
        except DownloadFailedError as error:
            bound = _reached_bound(error)
            if bound is None:
                if _HEAD_READ not in request.meta:
                    self._pool.keep_none_of(request.url)
                raise
            raise Refusal(Outcome.TOO_LARGE, str(bound)) from error
        finally:
            self._run.downloads.discard(task)

    async def _download(self, request: Request) -> Response:
        """Straight, by the proxy, or to the demo: there in the clear, and the answer keeps its https address."""
        if request.meta.get(PLAIN) and request.url.startswith("https://"):
            response = await self._in_time(request.replace(url="http" + request.url[5:]))
            return response.replace(url=request.url)
        routed = self._proxies.routed(request)
        if routed is not None:
            response = await self._in_time(routed)
            return response.replace(ip_address=None)  # the proxy's tells nothing of the site
        response = await self._in_time(request)
        if not request.meta.get("proxy"):
            self._egress.check_answer(request, response)
        return response

    @contextmanager
    def _showing(self, request: Request) -> Iterator[None]:
        """Let `request` carry what a subscriber handed over for its host, while it is under way and no longer.

        The answer is wanted plain then, so that it can be looked through for what must not be kept.
        """
        shown = () if request.meta.get(PLAIN) else self._run.access.headers_for(request.url)
        if not shown:
            yield
            return
        own = request.headers
        request.headers = own.copy()
        request.headers[b"Accept-Encoding"] = b"identity"
        for name, value in shown:
            request.headers[name] = value
        try:
            yield
        finally:
            request.headers = own

    @contextmanager
    def _cutting(self, request: Request) -> Iterator[None]:
        """Have the answer end where `FIRST_BYTES` says, instead of none where it is longer than `DOWNLOAD_MAXSIZE`."""
        most = request.meta.get(FIRST_BYTES)
        if most is None:
            yield
            return
        if not self._wanted:
            self._signals.connect(self._cut, signals.bytes_received)
        self._wanted[request] = most
        request.meta["download_maxsize"] = 0
        try:
            yield
        finally:
            del request.meta["download_maxsize"]
            del self._wanted[request]
            if not self._wanted:
                self._signals.disconnect(self._cut, signals.bytes_received)

    def _cut(self, data: bytes, request: Request) -> None:
        if request in self._wanted:
            self._wanted[request] -= len(data)
            if self._wanted[request] < 0:
                raise StopDownload(fail=False)

    def _checked(self, response: Response) -> Response:
        """`response`, unless it repeats what was handed over: it would be kept with every copy of it."""
        telltale = self._run.access.telltale_of(response.url)
        if telltale is not None:
            values = [
                value for name in response.headers if name != b"Set-Cookie" for value in response.headers.getlist(name)
            ]
            told = b"\n".join([*values, response.body, *self._unpacked(response)])
            if telltale.search(told) or (b"\0" in told and telltale.search(told.replace(b"\0", b""))):  # UTF-16
                raise Refusal(Outcome.TELLS_SECRETS, "the answer repeats what was handed over for its host")
        return response

    def _unpacked(self, response: Response) -> list[bytes]:
        """The body as it will be read, where it came packed though it was wanted plain; Refusal where it cannot be."""
        named = b",".join(response.headers.getlist(b"Content-Encoding")).decode("latin-1").lower()
        codings = [coding.strip() for coding in named.split(",") if coding.strip() not in ("", "identity")]
        if not codings and response.body.startswith(b"\x1f\x8b"):  # a sitemap's file
            with suppress(Torn):
                return [beginning_of(response.body, ["gzip"], self._largest, is_cut=True)]
        if not codings:
            return []
        try:
            if len(codings) > MOST_CODINGS or not set(codings) <= CODINGS:
                raise Torn("its codings cannot be unpacked here")
            return [beginning_of(response.body, codings, self._largest, is_cut=True)]
        except Torn as error:
            reason = f"packed though it was wanted plain, and not to be looked through: {error}"
            raise Refusal(Outcome.BAD_RESPONSE, reason) from error

    async def _in_time(self, request: Request) -> Response:
        """As Scrapy does, which bounds the whole; here the time to the first byte (the answer's head) besides."""
        request.meta.pop(_HEAD_READ, None)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as limit:

                def look() -> None:
                    if _HEAD_READ not in request.meta:
                        limit.reschedule(loop.time())

                watch = loop.call_later(self._first_byte, look)
                try:
                    with self._showing(request), self._cutting(request):
                        request.meta[SENT_AT] = self._run.pace.now()
                        response = await super().download_request(request)
                    return self._checked(response)
                finally:
                    watch.cancel()
        except TimeoutError:
            if not limit.expired():
                raise
            reason = f"no answer began in {self._first_byte:g} s"
            raise Refusal(Outcome.TIMED_OUT, reason, may_pass=True) from None


def _reached_bound(error: DownloadFailedError) -> HeadTooLarge | None:
    """The bound behind Twisted's "response failed", if it was one."""
    reasons = getattr(error.__cause__, "reasons", ())
    return next((reason.value for reason in reasons if isinstance(reason.value, HeadTooLarge)), None)
