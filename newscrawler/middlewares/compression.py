"""Unpacks bodies as Scrapy does, and lets none pass that is torn, rotten or a bomb; of those whose beginning is enough
(robots.txt), the beginning.

Scrapy 2.19 hands on what it could unpack of a stream that was cut off (half an article, with no word of it), and
unpacks as many codings in a row, and as many gzip members, as a server cares to name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

from newscrawler.download import FIRST_BYTES
from newscrawler.outcomes import Outcome
from newscrawler.refusals import Refusal
from newscrawler.unpacking import MOST_CODINGS, TooLarge, Torn, beginning_of, unpacked

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with our own unpacking: an outcome for each way in which it fails."""

    def process_response(  # type: ignore[override] # Scrapy's own has a `spider` that is going away
        self, request: Request, response: Response
    ) -> Request | Response:
        """The response with its body unpacked; Refusal TOO_LARGE or BAD_RESPONSE where that cannot be done."""
        codings = sum(value.count(b",") + 1 for value in response.headers.getlist(b"Content-Encoding"))
        if codings > MOST_CODINGS:
            raise Refusal(Outcome.BAD_RESPONSE, f"the body is packed {codings} times over")
        enough = request.meta.get(FIRST_BYTES)
        if enough is not None:
            response = self._begun(response, enough)
        return super().process_response(request, response)

    def _begun(self, response: Response, enough: int) -> Response:
        """Of an answer whose beginning is enough: that, unpacked, whether or not it was received to its end."""
        packed_by, unknown = self._split_encodings(response.headers.getlist(b"Content-Encoding"))
        if not packed_by or unknown:
            return response
        codings = [coding.decode("latin-1") for coding in reversed(packed_by)]
        is_cut = "download_stopped" in response.flags
        try:
            response = response.replace(body=beginning_of(response.body, codings, enough, is_cut=is_cut))
        except Torn as error:
            raise Refusal(Outcome.BAD_RESPONSE, str(error), may_pass=True) from error
        del response.headers["Content-Encoding"]
        return response

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            return unpacked(body, encoding.decode("latin-1"), max_size)
        except TooLarge as error:
            raise Refusal(Outcome.TOO_LARGE, str(error)) from error
        except Torn as error:
            raise Refusal(Outcome.BAD_RESPONSE, str(error), may_pass=True) from error
