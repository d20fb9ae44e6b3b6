"""The walk over one or more sites: ask, classify, read, follow. Every request ends in one outcome.

    response → redirect?  its target is asked for (or was already)
             → error?     asked again if it may pass, else its outcome
             → page       classified: an article is read and yielded, its links and an index page's are followed

Redirects and retries are the walk's own business (Scrapy's middlewares for them are off), because only so has each
request handed out exactly one end, and a redirect to a page that was read already costs no request.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response

from newscrawler.captured import capture_of
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import address_key, host_of, is_trap, normalise
from newscrawler.discovery.links import Candidate, LinkKind, find_links
from newscrawler.errors import ArchiveError
from newscrawler.extraction.document import Document
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.pages.reading import read_document
from newscrawler.redirects import REDIRECTS, location_of
from newscrawler.run import Run, Site, run_of
from newscrawler.spiders.arguments import COMMON, Arguments, read_arguments
from newscrawler.spiders.choice import may_be_wanted, why_unwanted
from newscrawler.spiders.endings import PASSING, outcome_of_error, outcome_of_status
from newscrawler.stored_requests import DEPTH, TOLD

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

SEED, ARTICLE, INDEX = 30, 20, 10
"""Priorities: what is asked for first. Articles before further lists, so that `limit` costs few requests."""

WALK_SETTINGS = {
    "SCHEDULER": "newscrawler.scheduler.HostScheduler",  # hands out what may be sent now
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the ledger knows what was asked for
}
LEFT_OUT = {
    "DOWNLOADER_MIDDLEWARES": (
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",  # the walk stays on its sites
        "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",  # the walk follows redirects
        "scrapy.downloadermiddlewares.retry.RetryMiddleware",  # the walk asks again
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    ),
    "SPIDER_MIDDLEWARES": (
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",  # every status has its outcome
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",  # normalise bounds addresses
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    ),
}

_OUTCOMES = {
    PageKind.SOFT_404: Outcome.SOFT_404,
    PageKind.BLOCKED: Outcome.BLOCKED,
}


class NewsSpider(Spider):
    """Walks news sites. Subclasses give `name` and `home`."""

    name = ""
    home: ClassVar[str | None] = None
    """The site's home page, or another page to start from."""
    known_arguments: ClassVar[tuple[str, ...]] = ("url", *COMMON)

    def __init__(self, name: str | None = None, *, arguments: Arguments | None = None, **given: str) -> None:
        super().__init__(name)
        self.given = given
        self.wanted = arguments or self.read_arguments(given)

    @classmethod
    def read_arguments(cls, given: dict[str, str]) -> Arguments:
        """`-a` arguments, checked; UsageError where one is wrong."""
        arguments = read_arguments(cls.known_arguments, given)
        if cls.home and not arguments.urls:
            arguments.urls.append(cls.home)
        return arguments

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's way in."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.run = run_of(crawler)
        spider.run.limit = spider.wanted.limit
        spider._add_sites(spider.run)
        return spider

    run: Run

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The walk's own parts, then what a site's spider says in `custom_settings`, then who we are."""
        settings.setdict(WALK_SETTINGS, priority="spider")
        for name, paths in LEFT_OUT.items():
            settings.set(name, {**settings.getdict(name), **dict.fromkeys(paths)}, priority="spider")
        super().update_settings(settings)
        contact = settings.get("NEWSCRAWLER_CONTACT")
        if contact:
            settings.set("USER_AGENT", f"{settings.get('USER_AGENT')} (+{contact})", priority="spider")

    # --- where to begin

    def archive_name(self, host: str) -> str:
        """What the archive of the site at `host` is called, unless `-a archive=` says otherwise."""
        return self.name

    def _add_sites(self, run: Run) -> None:
        for url in self.wanted.urls + self.wanted.articles:
            host = host_of(url) or ""
            name = self.wanted.archive or self.archive_name(host)
            site = run.sites.setdefault(name, Site(name=name, seeds={}, hosts=set()))
            site.seeds[url] = None
            site.hosts.add(host.removeprefix("www."))

    async def start(self) -> AsyncIterator[Any]:
        """The seeds; a crawl that goes on has asked for them already."""
        hosts = {host for site in self.run.sites.values() for host in site.hosts}
        if not self.settings.get("NEWSCRAWLER_CONTACT") and not all(map(self.run.pace.is_local, hosts)):
            logger.warning("NEWSCRAWLER_CONTACT is not set: tell site owners where to reach you")
        for site in self.run.sites.values():
            for url in site.seeds:
                yield self._request(url, site.name, SEED)

    # --- what became of a request

    def parse(
        self, response: Response, site: str = "", tries: int = 0, hops: int = 0, origin: str | None = None
    ) -> list[Any]:
        """One response: its outcome, and what follows from it. `site` is missing where `scrapy parse` calls."""
        account = self.run.sites[site] if site else next(iter(self.run.sites.values()))
        account.responses += 1
        if response.status in REDIRECTS:
            return self._redirect(response, account, hops, origin)
        outcome = outcome_of_status(response.status)
        if outcome is not None:
            return self._ask_again(response.request, response.status in PASSING, account, outcome)
        if not isinstance(response, HtmlResponse) and not _is_html(response):
            return self._end(account, Outcome.NOT_HTML, response.url)
        return list(self._read(response, account, origin or response.url))

    def note_failure(self, failure: Failure) -> Any:
        """No response: refused by us, or failed on the way."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        outcome, may_pass = outcome_of_error(failure.value)
        if outcome is Outcome.FAILED:
            logger.error("%s failed: %r", request.url, failure.value)
        return self._ask_again(request, may_pass, self.run.sites[request.cb_kwargs["site"]], outcome)

    def _end(self, account: Site, outcome: Outcome, url: str) -> list[Any]:
        account.end(outcome, url)
        return []

    def _ask_again(self, request: Request | None, may_pass: bool, account: Site, outcome: Outcome) -> list[Any]:
        assert request is not None
        tries = request.cb_kwargs.get("tries", 0)
        if not may_pass or tries >= self.settings.getint("RETRY_TIMES"):
            return self._end(account, outcome, request.cb_kwargs.get("origin") or request.url)
        account.end(Outcome.RETRIED, request.url)
        return [request.replace(cb_kwargs=request.cb_kwargs | {"tries": tries + 1}, priority=request.priority - 1)]

    def _redirect(self, response: Response, account: Site, hops: int, origin: str | None) -> list[Any]:
        """Follow a redirect, if it leads to a page of the site that was not asked for yet."""
        origin = origin or response.url
        location = location_of(response)
        target = normalise(location, response.url) if location else None
        if target is None or hops >= self.settings.getint("NEWSCRAWLER_MAX_REDIRECTS"):
            return self._end(account, Outcome.BAD_REDIRECT, origin)
        host = (host_of(target) or "").removeprefix("www.")
        if host not in account.hosts:
            if origin not in account.seeds or self.run.site_of(host):
                return self._end(account, Outcome.OFFSITE, origin)
            account.hosts.add(host)  # the site itself has moved: example.org → example.com
        same_page = address_key(target) == address_key(response.url)
        if same_page and target == response.url:
            # to itself; or to itself and a tracker, which such a server wants to see
            target = urljoin(response.url, location).partition("#")[0]
            if target == response.url:
                return self._end(account, Outcome.BAD_REDIRECT, origin)
        account.end(Outcome.REDIRECTED, origin if origin in account.seeds else response.url)
        if not same_page and not self._is_new(target, account):
            return []
        assert response.request is not None
        successor = self._request(target, account.name, response.request.priority, hops=hops + 1, origin=origin)
        return [successor.replace(dont_filter=True) if same_page else successor]

    # --- a page

    def _read(self, response: Response, account: Site, origin: str) -> Iterator[Any]:
        if self.run.limit_reached:
            account.end(Outcome.OVER_LIMIT, origin)
            self.run.close("limit", self.crawler)  # a crawl that goes on may have reached it before
            return
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        document = Document.parse(response.body, response.url, content_type=content_type)
        kind = classify(document)
        exactly = bool(self.wanted.articles)
        links = [] if exactly or kind in _OUTCOMES else list(self._follow(document, response, account))
        if kind is PageKind.ARTICLE or (exactly and kind not in _OUTCOMES):
            article = self._article(document, response, origin)
            unwanted = why_unwanted(article, self.wanted)
            if unwanted is None:
                yield article  # its pipeline ends the request
            else:
                account.end(unwanted, origin)
        else:
            found = Outcome.INDEX if kind is PageKind.INDEX or links else Outcome.NOT_AN_ARTICLE
            account.end(_OUTCOMES.get(kind, found), origin)
        yield from links

    def _article(self, document: Document, response: Response, origin: str) -> Article:
        article = read_document(document)
        article.fetched_at = stamp(self.run.clock())
        article.status = response.status
        article.requested_url = origin
        article.final_url = response.url
        article.warc = capture_of(response)
        return article

    # --- further pages

    def _follow(self, document: Document, response: Response, account: Site) -> Iterator[Request]:
        depth = response.meta.get(DEPTH, 0)
        for candidate in find_links(document):
            if candidate.kind is LinkKind.OTHER or is_trap(candidate.url):
                continue
            if candidate.kind is LinkKind.ARTICLE and not may_be_wanted(
                candidate.url, candidate.published, self.wanted
            ):
                continue
            if not self._is_new(candidate.url, account):
                continue
            priority = ARTICLE if candidate.kind is LinkKind.ARTICLE else INDEX
            request = self._request(candidate.url, account.name, priority)
            request.meta[TOLD] = _told(candidate, response.url)
            request.meta[DEPTH] = depth + 1
            yield request

    def _is_new(self, url: str, account: Site) -> bool:
        """Whether this crawl has not heard of the page; asked before a request is made, which is most of the cost."""
        try:
            return not account.frontier.knows(address_key(url))
        except ArchiveError as error:
            self.run.stop_for(error, self.crawler)
            return False

    def _request(self, url: str, site: str, priority: int, *, hops: int = 0, origin: str | None = None) -> Request:
        told: dict[str, Any] = {"site": site}
        if hops:
            told |= {"hops": hops, "origin": origin}
        return Request(url, self.parse, errback=self.note_failure, priority=priority, cb_kwargs=told)


def _told(candidate: Candidate, by: str) -> dict[str, str]:
    """What a page said of an address, as the ledger keeps it."""
    told = {"by": by, "position": candidate.position, "text": candidate.text[:300], "published": candidate.published}
    return {name: value for name, value in told.items() if value}


def _is_html(response: Response) -> bool:
    """Whether a response that Scrapy takes for something else is a page: many servers send no type or a wrong one."""
    head = response.body[:1024].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head
