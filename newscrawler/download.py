"""The download handler: Scrapy's, where a host that the demo answers for may be asked for by https."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

PLAIN = "newscrawler_plain"
"""Key in `request.meta`: the proxy on loopback takes this request without TLS."""


class DownloadHandler(HTTP11DownloadHandler):
    """HTTP and HTTPS, as Scrapy does them."""

    async def download_request(self, request: Request) -> Response:
        """Fetch `request`; one for the demo goes there in the clear and its answer keeps the https address."""
        if request.meta.get(PLAIN) and request.url.startswith("https://"):
            response = await super().download_request(request.replace(url="http" + request.url[5:]))
            return response.replace(url=request.url)
        return await super().download_request(request)
