"""By which channel a request came about, so that a run can say what each channel cost and what it was good for.

Every request belongs to exactly one: a sitemap, a feed or REST, which were asked themselves or told of the address;
links, that is section fronts and other lists, and what pages linked to; or where the crawl began.
"""

from __future__ import annotations

from typing import Literal

from scrapy import Request

from newscrawler.discovery.entries import Channel
from newscrawler.stored_requests import DEPTH

START = "start"
"""Where the crawl began: seeds, or the articles that were named one by one."""

Part = Literal["itself", "told"]
"""The channel's own address (of links: a list), or an address that it told of."""


def channel_of(request: Request) -> tuple[str, Part]:
    """The channel of `request`, and whether that is what is asked."""
    asked, told = request.cb_kwargs.get("asked"), request.cb_kwargs.get("told")
    if isinstance(asked, dict):
        return str(asked.get("channel", Channel.LINKS)), "itself"
    if not request.meta.get(DEPTH):
        return START, "itself"
    if "listed" in request.cb_kwargs:
        return Channel.LINKS.value, "itself"
    return str(told.get("source", Channel.LINKS)) if isinstance(told, dict) else Channel.LINKS.value, "told"
