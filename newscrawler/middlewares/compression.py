"""Unpacks bodies as Scrapy does, and lets none pass that is torn, rotten or a bomb.

Scrapy 2.19 hands on what it could unpack of a gzip stream that was cut off: half an article, with no word of it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest

from newscrawler.outcomes import Outcome
from newscrawler.refusals import Refusal

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with an outcome for each way in which a body cannot be unpacked."""

    def process_response(  # type: ignore[override] # Scrapy's own has a `spider` that is going away
        self, request: Request, response: Response
    ) -> Request | Response:
        """The response with its body unpacked; Refusal TOO_LARGE or BAD_RESPONSE where that cannot be done."""
        packed = response.body
        coding = (response.headers.get(b"Content-Encoding") or b"").strip().lower()
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest as error:  # beyond DOWNLOAD_MAXSIZE
            raise Refusal(Outcome.TOO_LARGE, str(error)) from error
        except Exception as error:  # each coding's library has errors of its own, some of them plain Exceptions
            reason = f"the body is no {coding.decode('latin-1')}: {error}"
            raise Refusal(Outcome.BAD_RESPONSE, reason, may_pass=True) from error
        if coding in (b"gzip", b"x-gzip") and not _is_whole(packed, len(getattr(unpacked, "body", b""))):
            raise Refusal(Outcome.BAD_RESPONSE, "the body's gzip stream is cut off", may_pass=True)
        return unpacked


def _is_whole(packed: bytes, length: int) -> bool:
    """Whether a gzip stream that gave `length` bytes reached its end.

    Its last four bytes say how many it holds (RFC 1952, 2.3.1); only where they disagree is it read to its end,
    since it may have several members, or bytes behind it.
    """
    if not packed or int.from_bytes(packed[-4:], "little") == length & 0xFFFFFFFF:
        return True
    while packed[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(wbits=31)
        member.decompress(packed)
        if not member.eof:
            return False
        packed = member.unused_data
    return True
