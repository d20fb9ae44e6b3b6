"""Which capture a response was kept as: the one way to ask, for those that read the response later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawler.items import WarcPointer

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

_KEY = "newscrawler_capture"


def note_capture(request: Request, url: str, pointer: WarcPointer) -> None:
    """The response to `request`, from `url`, lies at `pointer`."""
    request.meta[_KEY] = (url, pointer)


def capture_of(response: Response) -> WarcPointer | None:
    """Where `response` was captured.

    Scrapy copies `meta` into what follows from a request, so that the address is compared.
    """
    kept = response.request.meta.get(_KEY) if response.request is not None else None
    if kept is None:
        return None
    url, pointer = kept
    return pointer if url == response.url and isinstance(pointer, WarcPointer) else None
