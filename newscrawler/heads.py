"""Bounds on an answer's head: Twisted itself reads headers for as long as a server sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request as TxRequest
    from twisted.web.iweb import IResponse

MAX_BYTES = 256 * 1024
"""Of status line and headers together, those of interim answers (1xx) included; browsers read as much."""
MAX_HEADERS = 1000
MAX_INTERIM = 20
"""Answers 1xx before the real one."""


class HeadTooLarge(Exception):
    """The answer's head goes beyond a bound."""


class BoundedParser(_LenientHTTPClientParser):
    """Scrapy's parser of one answer, which gives up on an endless head. A line has 16 kB at most (Twisted's bound)."""

    _head = 0
    _interim = 0
    _count = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's
        """HeadTooLarge where the head goes beyond MAX_BYTES by more than one piece of what was received."""
        in_head = self.state in (STATUS, HEADER)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if in_head and self.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > MAX_BYTES:
                raise HeadTooLarge(f"more than {MAX_BYTES} bytes of headers")

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's
        """One more header."""
        self._count += 1
        if self._count > MAX_HEADERS:
            raise HeadTooLarge(f"more than {MAX_HEADERS} headers")
        super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def allHeadersReceived(self) -> None:  # noqa: N802 - Twisted's
        """The head of an answer, or of an interim one, is there."""
        self._interim += 100 <= self.response.code < 200
        if self._interim > MAX_INTERIM:
            raise HeadTooLarge(f"more than {MAX_INTERIM} interim answers")
        super().allHeadersReceived()  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's
        """Twisted hangs up here without a word."""
        raise HeadTooLarge("a header line of more than 16 kB")


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """A connection whose answers are read by BoundedParser."""

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        """As Scrapy's, which sets its own parser's class in the same way."""
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = BoundedParser
        return answer


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes them."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802 - Twisted's
        """One connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
