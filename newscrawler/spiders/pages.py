"""What becomes of a page: an article is read and yielded, links and channels are followed, and it has its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy.http import HtmlResponse, Response

from newscrawler.archive.walk_notes import Learned
from newscrawler.captured import capture_of
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import address_key, host_of, normalise
from newscrawler.discovery.learned import shapes_in
from newscrawler.discovery.parts import first_of
from newscrawler.discovery.refresh import refresh_target
from newscrawler.discovery.witness import fill_in
from newscrawler.errors import ArchiveError
from newscrawler.extraction.document import Document
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.pages.reading import read_document
from newscrawler.pages.twins import twins_of
from newscrawler.reading_time import ReadingTooLong
from newscrawler.revalidated import was_unmodified
from newscrawler.site import Site
from newscrawler.spiders.asking import named_by
from newscrawler.spiders.choice import why_unwanted
from newscrawler.spiders.lists import Listed
from newscrawler.spiders.refused import OUTCOMES, headers_of

if TYPE_CHECKING:
    from scrapy import Request

    from newscrawler.spiders.base import NewsSpider
    from newscrawler.spiders.opening import Opening
    from newscrawler.spiders.parts import Parts
    from newscrawler.spiders.successors import Successors

logger = logging.getLogger(__name__)

_LEARNED: dict[PageKind, Learned] = {PageKind.ARTICLE: "article", PageKind.INDEX: "list", PageKind.OTHER: "other"}
_MAY_SEND_ON = frozenset({PageKind.INDEX, PageKind.OTHER})
"""Kinds of pages whose `<meta http-equiv="refresh">` is followed: stories reload themselves, walls are left alone."""


class Pages:
    """Reads the pages of a crawl's sites."""

    def __init__(self, spider: NewsSpider, opening: Opening, successors: Successors, parts: Parts) -> None:
        self._spider = spider
        self._opening = opening
        self._successors = successors
        self._parts = parts

    def confirm(self, response: Response, account: Site, origin: str) -> list[Any]:
        """An article that has not changed, as the site says."""
        known = account.frontier.known(address_key(response.url))
        assert account.archive is not None
        assert known is not None
        assert known.article is not None  # else it was not asked for so
        try:
            account.archive.confirm(known.article)
            account.looks[origin] = account.archive.look_at(known.article)
        except ArchiveError as error:
            self._spider.run.stop_for(error, self._spider.crawler)
        account.end(Outcome.UNCHANGED, origin)
        return []

    def read(
        self, response: Response, account: Site, hops: int, origin: str, told: dict[str, Any], listed: Listed | None
    ) -> Iterator[Any]:
        """The article on a page, if it is one that is wanted, and the requests that follow; the request has its end.

        `told` is what a channel said of the address, `listed` of which family of lists it is.
        """
        if self._spider.run.has_enough(account):
            account.end(Outcome.OVER_LIMIT, origin)
            if self._spider.run.limit_reached:  # a crawl that goes on may have reached it before
                self._spider.run.close("limit", self._spider.crawler)
            return
        try:
            yield from self._read(response, account, hops, origin, told, listed)
        except ReadingTooLong as error:
            logger.warning("%s: reading it was ended: %s", response.url, error)
            account.end(Outcome.TOO_SLOW, origin)

    def _read(
        self, response: Response, account: Site, hops: int, origin: str, told: dict[str, Any], listed: Listed | None
    ) -> Iterator[Any]:
        """As `read`; ReadingTooLong before anything is yielded that counts, or the request has its end."""
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        with self._spider.run.reading():
            document = Document.parse(response.body, response.url, content_type=content_type)
            kind = classify(document, headers_of(response))
            sent_on = refresh_target(document) if kind in _MAY_SEND_ON else None
        if sent_on is not None:
            yield from self._successors.redirect(response, account, hops, origin, sent_on)
            return
        exactly = bool(account.wanted.articles)
        is_list = listed is not None or origin in account.seeds
        links: list[Request] = []
        is_article = kind is PageKind.ARTICLE or (exactly and kind not in OUTCOMES)
        with self._spider.run.reading():
            first = first_of(document) if is_article else None
        if first and address_key(first) != address_key(origin):
            account.end(Outcome.PART, origin)
            if self._spider.is_new(first, account):
                yield from named_by(response, self._spider.ask_for_article(first, account, told=told))
            return
        self._learn(response.url, kind, account)
        article = self._article(document, response, origin) if is_article else None
        parts = frozenset(address_key(part.url) for part in article.parts) if article is not None else frozenset()
        with self._spider.run.reading():
            permission = self._spider.permissions.of(document, response)
            twins = twins_of(document) if article is not None else []
        if article is not None and not permission.may_follow:
            article.parts = [replace(part, outcome=str(Outcome.NOFOLLOW)) for part in article.parts]
        if not exactly and kind not in OUTCOMES and permission.may_follow:
            links += named_by(response, self._spider.follow(document, account, listed, parts, is_list=is_list))
            if origin in account.seeds:
                links += named_by(response, self._opening.open(document, response, account))
        if article is not None:
            account.visits.learn(normalise(response.url) or response.url, article)
            fill_in(article, told)
            for url in twins:
                account.frontier.pass_over(url, address_key(url), host_of(url) or "")
            unwanted = permission.ending or why_unwanted(article, account.wanted)
            account.note_sections(article)
            if unwanted is None:
                yield article  # its pipeline ends the request
            else:
                account.end(unwanted, origin)
        else:
            found = Outcome.INDEX if kind is PageKind.INDEX or links else Outcome.NOT_AN_ARTICLE
            if not permission.may_follow and found is Outcome.INDEX:
                found = Outcome.NOFOLLOW
            found = Outcome.NOT_MODIFIED if was_unmodified(response) and found is Outcome.INDEX else found
            account.end(OUTCOMES.get(kind, found), origin)
        yield from links

    def _learn(self, url: str, kind: PageKind, account: Site) -> None:
        """Note what lay behind an address of this shape."""
        if (learned := _LEARNED.get(kind)) is not None:
            for shape in shapes_in(url):
                account.notes.learn(shape, learned)

    def _article(self, document: Document, response: Response, origin: str) -> Article:
        with self._spider.run.reading():
            article = read_document(document)
        article.fetched_at = stamp(self._spider.run.clock())
        article.status = response.status
        article.requested_url = origin
        article.final_url = response.url
        article.warc = capture_of(response)
        self._parts.may_wait(article, response)
        return article


def is_page(response: Response) -> bool:
    """Whether a response is a page of HTML: many servers send no type or a wrong one, which Scrapy believes."""
    head = response.body[:1024].lstrip().lower()
    return isinstance(response, HtmlResponse) or head.startswith(b"<!doctype html") or b"<html" in head
