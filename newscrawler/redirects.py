"""Where a redirect leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.http import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def location_of(response: Response) -> str:
    """The Location header as text, "" where there is none: UTF-8 where it is that, else what old servers send."""
    value: bytes = response.headers.get(b"Location") or b""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
