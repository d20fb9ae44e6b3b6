"""The walk over one or more sites: ask, classify, read, follow. Every request ends in one outcome.

    response → redirect?  its target is asked for (or was already)
             → error?     asked again if it may pass, else its outcome
             → page       classified: an article is read and yielded, its links and an index page's are followed

Redirects and retries are the walk's own business (Scrapy's middlewares for them are off), because only so has each
request handed out exactly one end, and a redirect to a page that was read already costs no request.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import HtmlResponse, Response

from newscrawler.archive.looks import Known
from newscrawler.archive.walk_notes import Learned
from newscrawler.captured import capture_of
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import address_key, bare_host, host_of, normalise
from newscrawler.discovery.learned import shapes_in
from newscrawler.discovery.parts import first_of
from newscrawler.discovery.refresh import refresh_target
from newscrawler.discovery.witness import fill_in
from newscrawler.errors import ArchiveError
from newscrawler.extraction.document import Document
from newscrawler.items import Article
from newscrawler.outcomes import Outcome, outcome_of_status
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.pages.reading import read_document
from newscrawler.pages.twins import twins_of
from newscrawler.redirects import REDIRECTS
from newscrawler.revalidated import was_unmodified
from newscrawler.run import Run, run_of
from newscrawler.site import Site
from newscrawler.spiders.arguments import COMMON, Arguments, read_arguments
from newscrawler.spiders.channels import Asked, Channels
from newscrawler.spiders.choice import why_unwanted
from newscrawler.spiders.endings import PASSING, outcome_of_error
from newscrawler.spiders.following import Following
from newscrawler.spiders.lists import Listed
from newscrawler.spiders.order import ARTICLE, LIST, PART, SEED, TWIN
from newscrawler.spiders.parts import Parts
from newscrawler.spiders.permissions import Permissions
from newscrawler.spiders.refused import OUTCOMES, headers_of, is_challenge
from newscrawler.spiders.revisits import Revisits, Standing, told_in
from newscrawler.spiders.successors import Successors
from newscrawler.stored_requests import DEPTH, TOLD

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

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

_LEARNED: dict[PageKind, Learned] = {PageKind.ARTICLE: "article", PageKind.INDEX: "list", PageKind.OTHER: "other"}
_MAY_SEND_ON = frozenset({PageKind.INDEX, PageKind.OTHER})
"""Kinds of pages whose `<meta http-equiv="refresh">` is followed: stories reload themselves, walls are left alone."""


class NewsSpider(Spider):
    """Walks news sites. Subclasses give `name` and `home`."""

    name = ""
    home: ClassVar[str | None] = None
    """The site's home page, or another page to start from."""
    known_arguments: ClassVar[tuple[str, ...]] = ("url", *COMMON)
    turns_pages: ClassVar[bool] = True
    """Whether REST and feeds are read beyond their first page."""

    def __init__(self, name: str | None = None, *, arguments: Arguments | None = None, **given: str) -> None:
        super().__init__(name)
        self.wanted = arguments or self.read_arguments(given)
        self._channels = Channels(self)
        self._following = Following(self, self._channels)
        self._successors = Successors(self, self._channels)
        self._parts = Parts(self, self._successors)
        self._revisits = Revisits(self)

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
        spider.permissions = Permissions(crawler.settings, spider.run)
        spider._add_sites(spider.run)
        crawler.signals.connect(spider._when_idle, signals.spider_idle)
        return spider

    run: Run
    permissions: Permissions

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
        asked = [(self.wanted, self.wanted.archive), *((each, name) for name, each in self.wanted.sites.items())]
        for wanted, archive in asked:
            for url in wanted.urls + wanted.articles:
                host = host_of(url) or ""
                name = archive or self.archive_name(host)
                site = run.sites.setdefault(name, Site(name=name, seeds={}, hosts=set(), wanted=wanted))
                site.seeds[url] = None
                site.hosts.add(bare_host(host))

    async def start(self) -> AsyncIterator[Any]:
        """The seeds; a crawl that goes on has asked for them already."""
        hosts = {host for site in self.run.sites.values() for host in site.hosts}
        if not self.settings.get("NEWSCRAWLER_CONTACT") and not all(map(self.run.pace.is_local, hosts)):
            logger.warning("NEWSCRAWLER_CONTACT is not set: tell site owners where to reach you")
        for site in self.run.sites.values():
            for url in site.seeds:
                yield self.request_for(url, site.name, SEED)
        for site in self.run.sites.values():
            for request in self._revisits.requests(site):
                yield request

    # --- what became of a request

    def parse(
        self,
        response: Response,
        site: str = "",
        tries: int = 0,
        hops: int = 0,
        origin: str | None = None,
        told: dict[str, Any] | None = None,
        listed: Listed | None = None,
    ) -> list[Any]:
        """One response: its outcome, and what follows from it. `site` is missing where `scrapy parse` calls.

        `told` is what a channel said of the address, `listed` of which family of lists it is.
        """
        account = self.run.sites[site] if site else next(iter(self.run.sites.values()))
        account.responses += 1
        if response.status in REDIRECTS:
            return self._successors.redirect(response, account, hops, origin)
        if response.status == 304 and was_unmodified(response):
            return self._confirm(response, account, origin or response.url)
        outcome = outcome_of_status(response.status)
        if outcome is not None and is_challenge(response):
            return self._end(account, Outcome.CHALLENGE, origin or response.url)
        if outcome is not None:
            return self._successors.ask_again(response.request, response.status in PASSING, account, outcome)
        if not isinstance(response, HtmlResponse) and not _is_html(response):
            return self._end(account, Outcome.NOT_HTML, response.url)
        try:
            return list(self._read(response, account, hops, origin or response.url, told or {}, listed))
        except ArchiveError as error:
            self.run.stop_for(error, self.crawler)
            return []

    def parse_channel(
        self,
        response: Response,
        site: str,
        asked: Asked,
        tries: int = 0,
        hops: int = 0,
        origin: str | None = None,
    ) -> Iterator[Any]:
        """The answer of a sitemap, a feed or REST: what it names is asked for."""
        account = self.run.sites[site]
        account.responses += 1
        failure = outcome_of_status(response.status)
        if response.status in REDIRECTS:
            yield from self._successors.redirect(response, account, hops, origin)
        elif failure is not None:
            yield from self._successors.ask_again(response.request, response.status in PASSING, account, failure)
        elif self.run.has_enough(account):
            account.end(Outcome.OVER_LIMIT, origin or response.url)
        else:
            try:
                outcome, requests = self._channels.read(response, account, asked)
                yield from self._told_by(response, requests)
                self._channels.keep(account)
            except ArchiveError as error:
                self.run.stop_for(error, self.crawler)
                return
            outcome = Outcome.NOT_MODIFIED if was_unmodified(response) and outcome is Outcome.CHANNEL else outcome
            account.end(outcome, origin or response.url)  # after all it named: an error on the way is its end instead

    def parse_part(
        self, response: Response, site: str, part: str, tries: int = 0, hops: int = 0, origin: str | None = None
    ) -> list[Any]:
        """A further page of an article: `part` is the address it was first asked for by."""
        return self._parts.read(response, self.run.sites[site], part, hops, origin)

    def note_failure(self, failure: Failure) -> Any:
        """No response: refused by us, or failed on the way."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        outcome, may_pass = outcome_of_error(failure.value)
        if outcome is Outcome.FAILED:
            logger.error("%s failed: %r", request.url, failure.value)
        return self._successors.ask_again(request, may_pass, self.run.sites[request.cb_kwargs["site"]], outcome)

    def _end(self, account: Site, outcome: Outcome, url: str) -> list[Any]:
        account.end(outcome, url)
        return []

    def _confirm(self, response: Response, account: Site, origin: str) -> list[Any]:
        """An article that has not changed, as the site says."""
        known = account.frontier.known(address_key(response.url))
        assert account.archive is not None
        assert known is not None
        assert known.article is not None  # else it was not asked for so
        try:
            account.archive.confirm(known.article)
            account.looks[origin] = account.archive.look_at(known.article)
        except ArchiveError as error:
            self.run.stop_for(error, self.crawler)
        return self._end(account, Outcome.UNCHANGED, origin)

    # --- a page

    def _read(
        self, response: Response, account: Site, hops: int, origin: str, told: dict[str, Any], listed: Listed | None
    ) -> Iterator[Any]:
        if self.run.has_enough(account):
            account.end(Outcome.OVER_LIMIT, origin)
            if self.run.limit_reached:  # a crawl that goes on may have reached it before
                self.run.close("limit", self.crawler)
            return
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
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
        if is_article and (first := first_of(document)) and address_key(first) != address_key(origin):
            account.end(Outcome.PART, origin)
            if self.is_new(first, account):
                yield from self._told_by(response, self.ask_for_article(first, account, told=told))
            return
        self._learn(response.url, kind, account)
        article = self._article(document, response, origin) if is_article else None
        parts = frozenset(address_key(part.url) for part in article.parts) if article is not None else frozenset()
        permission = self.permissions.of(document, response)
        if not exactly and kind not in OUTCOMES and permission.may_follow:
            links += self._told_by(response, self.follow(document, account, listed, parts, is_list=is_list))
            if origin in account.seeds:
                links += self._told_by(response, self._channels.open(document, response, account))
        if article is not None:
            account.visits.learn(normalise(response.url) or response.url, article)
            fill_in(article, told)
            self._pass_over_twins(document, account)
            unwanted = permission.ending or why_unwanted(article, account.wanted)
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

    def _pass_over_twins(self, document: Document, account: Site) -> None:
        for url in twins_of(document):
            account.frontier.pass_over(url, address_key(url), host_of(url) or "")

    def _learn(self, url: str, kind: PageKind, account: Site) -> None:
        """Note what lay behind an address of this shape."""
        if (learned := _LEARNED.get(kind)) is not None:
            for shape in shapes_in(url):
                account.notes.learn(shape, learned)

    def _article(self, document: Document, response: Response, origin: str) -> Article:
        article = read_document(document)
        article.fetched_at = stamp(self.run.clock())
        article.status = response.status
        article.requested_url = origin
        article.final_url = response.url
        article.warc = capture_of(response)
        self._parts.may_wait(article, response)
        return article

    def _when_idle(self) -> None:
        if self.run.limit_reached:
            return
        going = [account for account in self.run.sites.values() if not self.run.has_enough(account)]
        requests = [request for account in going for request in self._following.when_idle(account)]
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider
        reason = self.run.why_unfinished()
        if reason is not None:
            raise CloseSpider(reason)

    def follow(
        self, document: Document, account: Site, listed: Listed | None, parts: frozenset[str], *, is_list: bool
    ) -> Iterator[Request]:
        """The requests that follow from a page's links; `parts` are keys of the article's own further pages."""
        return self._following.links(document, account, listed, parts, is_list=is_list)

    def _told_by(self, response: Response, requests: Iterable[Request]) -> Iterator[Request]:
        """`requests`, each with who told of its address, for the ledger."""
        depth = response.meta.get(DEPTH, 0) + 1
        for request in requests:
            request.meta[DEPTH] = depth
            request.meta[TOLD] = {"by": response.url, **request.meta.get(TOLD, {})}
            yield request

    # --- asking

    def is_new(self, url: str, account: Site) -> bool:
        """Whether this crawl has not heard of the page; asked before a request is made, which is most of the cost."""
        try:
            return not account.frontier.knows(address_key(url))
        except ArchiveError as error:
            self.run.stop_for(error, self.crawler)
            return False

    def standing(self, url: str, account: Site, told: dict[str, Any] | None = None) -> Standing:
        """How the archive stands to an article's address, `told` being what a channel says of it now."""
        try:
            return self._revisits.standing(url, account, told)
        except ArchiveError as error:
            self.run.stop_for(error, self.crawler)
            return Standing.ASKED

    def is_news(self, standing: Standing | None, account: Site) -> bool:
        """Whether an article on a list says that the list is worth turning the page: nobody has told of it before.

        Where no crawl of this site has come to its end, what is known may be all there was time for.
        """
        if standing is None or standing is Standing.ASKED:
            return False
        return standing is Standing.UNHEARD or not account.is_caught_up

    def ask_for_article(
        self, url: str, account: Site, *, told: dict[str, Any] | None = None, shown: dict[str, Any] | None = None
    ) -> Iterator[Request]:
        """The request for an article that is new, or told to have changed; `told`: what a channel said of it, `shown`:
        how a page shows it.
        """
        self._channels.note_article(account)
        known = account.frontier.known(address_key(url)) if told else None
        if told and known is not None:
            account.revisits["told"] += 1
            told = told_in(known) | told  # what another channel said stands, where this one says nothing
        request = self.request_for(url, account.name, ARTICLE, told=told)
        request.meta[TOLD] = told or shown or {}
        yield request

    def ask_for_part(self, url: str, account: Site) -> Request:
        """The request for a further page of an article, whoever asked for that address before."""
        request = self.request_for(url, account.name, PART, part=url)
        return request.replace(callback=self.parse_part, dont_filter=True)

    def ask_for_twin(self, known: Known, account: Site) -> Request:
        """The request for an address that may have moved, before any other."""
        return self._revisits.request(known, account, TWIN).replace(dont_filter=True)

    def ask_for_list(self, url: str, account: Site, listed: Listed) -> Request:
        """The request for a list, or for a further page of one."""
        return self.request_for(url, account.name, LIST, listed=listed)

    def ask_for_channel(self, url: str, account: Site, priority: int, asked: Asked) -> Iterator[Request]:
        """The request for a channel, unless it was asked for already."""
        if self.is_new(url, account):
            yield self.request_for(url, account.name, priority, asked=asked).replace(callback=self.parse_channel)

    def request_for(self, url: str, site: str, priority: int, **carried: Any) -> Request:
        """A request of the walk; `carried` goes to its callback where it is not None."""
        call: dict[str, Any] = {"site": site} | {name: value for name, value in carried.items() if value is not None}
        return Request(url, self.parse, errback=self.note_failure, priority=priority, cb_kwargs=call)


def _is_html(response: Response) -> bool:
    """Whether a response that Scrapy takes for something else is a page: many servers send no type or a wrong one."""
    head = response.body[:1024].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head
