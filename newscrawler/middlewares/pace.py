"""Sends nothing to a host before its promise allows, whoever asks: the scheduler, robots.txt's own request, a retry.

The scheduler hands a host's requests out one at a time and in time, so that nothing waits here but what did not come
through it. Scrapy's own per-host delay is turned off: it would wait a second time, and it knows no promise.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.utils.httpobj import urlparse_cached

from newscrawler.download import SENT_AT
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.politeness.pace import SENT, TURN
from newscrawler.politeness.shared_pace import PaceFileError
from newscrawler.refusals import Refusal
from newscrawler.run import host_of_request, is_closing

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

SLICE = 0.25
"""Seconds: as long as a stop may wait for a request that waits here."""
OVERRUN = frozenset({429, 503})
"""Statuses that ask for a pause without a word of how long."""

_SECONDS = re.compile(r"([0-9]{1,9})[0-9]*(\.[0-9]{1,6})?[0-9]*")
"""Of a Retry-After; whole ones by the standard, and some servers send fractions."""


class PaceMiddleware(PartOfRun):
    """Waits for the host's turn; stands last before the downloader."""

    async def process_request(self, request: Request) -> None:
        """Hold `request` until its host may be asked; Refusal where that would be too long, or the crawl stops."""
        self._no_second_delay(request)
        host = host_of_request(request)
        pace = self._run.pace.of(host)
        while self._run.pace.is_asked(host) and TURN not in request.meta:
            await self._wait(SLICE)
        if TURN not in request.meta:
            request.meta[TURN] = host
            pace.in_flight += 1
        try:
            await self._take(host)
        except PaceFileError as error:
            self._run.stop_for(error, self._crawler)
            raise Refusal(Outcome.STOPPED, str(error)) from None
        request.meta[SENT] = True

    async def _take(self, host: str) -> None:
        """Wait until the host's turn is ours."""
        pace = self._run.pace
        while True:
            if pace.asks_too_much(host):
                seconds = pace.of(host).wait(pace.now())
                raise Refusal(Outcome.REFUSED, f"the host asks to be left alone for {seconds:.0f} s")
            wait = pace.wait(host)
            if not wait:
                turn = pace.take(host)
                if turn.is_spent:
                    raise Refusal(Outcome.OVER_BUDGET, "the host's requests of this day are spent")
                wait = turn.wait
            if not wait:
                return
            await self._wait(wait)

    async def _wait(self, seconds: float) -> None:
        if is_closing(self._crawler):
            raise Refusal(Outcome.STOPPED, "the crawl is being stopped")
        await asyncio.sleep(min(seconds, SLICE))

    def process_response(self, request: Request, response: Response) -> Response:
        """Give the turn back; hold the host if it says that it is overrun, or when to ask again (redirects too)."""
        retry_after = _retry_after(response) if response.status >= 300 else None
        host = host_of_request(request)
        self._run.pace.answered(
            host,
            url=response.url,
            head=_head(request, self._run.pace.of(host).taken_at),
            overrun=response.status in OVERRUN,
            retry_after=retry_after,
        )
        self._give_back(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Give the turn back; called too for requests that were refused before they were sent.

        One that the download handler refuses (no first byte in time, an answer too large) has reached its host as well.
        """
        if request.meta.get(SENT):
            self._run.pace.answered(host_of_request(request))
        self._give_back(request)

    def _give_back(self, request: Request) -> None:
        request.meta.pop(SENT, None)
        host = request.meta.pop(TURN, None)
        if host is not None:
            self._run.pace.of(host).in_flight -= 1

    def _no_second_delay(self, request: Request) -> None:
        slots = self._crawler.engine.downloader.per_slot_settings
        slots.setdefault(urlparse_cached(request).hostname or "", {"concurrency": 8, "delay": 0.0, "jitter": 0.0})


def _head(request: Request, taken_at: float) -> float | None:
    """Seconds from the turn, taken at `taken_at`, to the beginning of the answer; None where nobody has noted it.

    Between the turn and the sending the process may have been busy with another host's page: what the host saw of the
    request came as much later.
    """
    latency: float | None = request.meta.get("download_latency")
    return None if latency is None else latency + max(0.0, request.meta.get(SENT_AT, taken_at) - taken_at)


def _retry_after(response: Response) -> float | None:
    """Seconds of a Retry-After header in either form (RFC 9110, 10.2.3); None where there is none to read.

    A date is counted from the server's own clock and from ours, whichever gives more.
    """
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if found := _SECONDS.fullmatch(value):
        return float(found[1] + (found[2] or ""))
    until = _instant(value)
    if until is None:
        return None
    theirs = _instant((response.headers.get(b"Date") or b"").decode("latin-1"))
    instants = [datetime.now(UTC), *([theirs] if theirs is not None else [])]
    return max(0.0, *((until - now).total_seconds() for now in instants))


def _instant(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
