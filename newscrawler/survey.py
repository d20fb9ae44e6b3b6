"""A look at what a site's channels offer, without fetching an article: what `scrapy discover` runs.

It asks for the seed's page and for channels only. Sitemaps are all opened, as far as the number of requests allows;
of REST and feeds the first page tells enough (REST says how many posts there are).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from newscrawler.discovery.addresses import address_key
from newscrawler.discovery.entries import Channel, Entry
from newscrawler.discovery.learned import Counts, kind_with
from newscrawler.discovery.links import LinkKind, find_links
from newscrawler.discovery.listings import Tally
from newscrawler.discovery.traps import trap_of
from newscrawler.settings import EXTENSIONS
from newscrawler.spiders.base import NewsSpider
from newscrawler.spiders.revisits import Standing

if TYPE_CHECKING:
    from scrapy import Request

    from newscrawler.extraction.document import Document
    from newscrawler.site import Site
    from newscrawler.spiders.channels import Asked
    from newscrawler.spiders.lists import Listed

MOST_KNOWN = 2_000_000
"""Addresses that are kept in mind to tell what is named for the first time: 8 bytes and a place in a set each."""


class SurveySpider(NewsSpider):
    """Counts what the channels of one site name."""

    name = "discover"
    turns_pages = False
    custom_settings = {  # noqa: RUF012 - Scrapy's own declaration
        "NEWSCRAWLER_ARCHIVE": False,
        "EXTENSIONS": {
            **EXTENSIONS,
            "newscrawler.extensions.warc_capture.WarcCapture": None,
        },
    }

    def __init__(
        self, *arguments: Any, most_requests: int = 200, shapes: Mapping[str, Counts] | None = None, **given: Any
    ) -> None:
        super().__init__(*arguments, **given)
        self.shapes = shapes or {}
        """What an archive's ledger has learned of this site's addresses."""
        self.most_requests = most_requests
        self.asked = 0
        self.left_out = 0
        """Channels that were not asked for, since `most_requests` were."""
        self._known: set[int] = set()

    def is_new(self, url: str, account: Site) -> bool:
        """As the walk's, in less memory."""
        key = hash(address_key(url))
        if key in self._known:
            return False
        if len(self._known) < MOST_KNOWN:
            self._known.add(key)
        return True

    def standing(self, url: str, account: Site, told: dict[str, Any] | None = None) -> Standing:
        """As the walk's, in less memory."""
        return Standing.UNHEARD if self.is_new(url, account) else Standing.ASKED

    def ask_for_article(
        self, url: str, account: Site, *, told: dict[str, Any] | None = None, shown: dict[str, Any] | None = None
    ) -> Iterator[Request]:
        """No article is asked for."""
        return iter(())

    def ask_for_channel(self, url: str, account: Site, priority: int, asked: Asked) -> Iterator[Request]:
        """As the walk's, while requests are left."""
        for request in super().ask_for_channel(url, account, priority, asked):
            if self.asked < self.most_requests:
                self.asked += 1
                yield request
            else:
                self.left_out += 1

    def follow(
        self, document: Document, account: Site, listed: Listed | None, parts: frozenset[str], *, is_list: bool
    ) -> Iterator[Request]:
        """The links of the seed's page are counted like any channel's entries."""
        url = document.url or ""
        tally = account.channels.setdefault(url, Tally(channel=Channel.LINKS, url=url))
        tally.requests += 1
        for candidate in find_links(document):
            kind = kind_with(self.shapes, candidate.url, candidate.kind)
            trap = trap_of(candidate.url)
            if trap is not None:
                account.traps.note(trap, candidate.url)
            elif kind is LinkKind.ARTICLE:
                entry = Entry(url=candidate.url, published=candidate.published)
                tally.count(entry, is_unseen=self.is_new(candidate.url, account))
        return iter(())
