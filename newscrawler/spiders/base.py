"""The walk over one or more sites: ask, classify, read, follow. Every request ends in one outcome.

    response → redirect?  its target is asked for (or was already)
             → error?     asked again if it may pass, else its outcome
             → page       classified: an article is read and yielded, its links and an index page's are followed
                          (`pages.py`)

Redirects and retries are the walk's own business (Scrapy's middlewares for them are off), because only so has each
request handed out exactly one end, and a redirect to a page that was read already costs no request.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response

from newscrawler.errors import ArchiveError
from newscrawler.extraction.document import Document
from newscrawler.outcomes import Outcome, outcome_of_status
from newscrawler.reading_time import ReadingTooLong
from newscrawler.redirects import REDIRECTS
from newscrawler.revalidated import was_unmodified
from newscrawler.run import run_of
from newscrawler.site import Site, add_sites
from newscrawler.spiders.arguments import COMMON, Arguments, read_arguments
from newscrawler.spiders.asking import AskingSpider, named_by
from newscrawler.spiders.channels import Asked, Channels
from newscrawler.spiders.endings import PASSING, outcome_of_error
from newscrawler.spiders.following import Following
from newscrawler.spiders.lists import Listed
from newscrawler.spiders.opening import Opening
from newscrawler.spiders.order import SEED
from newscrawler.spiders.pages import Pages, is_page
from newscrawler.spiders.parts import Parts
from newscrawler.spiders.permissions import Permissions
from newscrawler.spiders.refused import is_challenge
from newscrawler.spiders.revisits import Revisits
from newscrawler.spiders.successors import Successors
from newscrawler.spiders.walk_settings import put_walk_settings

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)


class NewsSpider(AskingSpider):
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
        self._opening = Opening(self, self._channels)
        self._following = Following(self, self._channels)
        self._successors = Successors(self, self._channels)
        self._parts = Parts(self, self._successors)
        self._pages = Pages(self, self._opening, self._successors, self._parts)
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
        add_sites(spider.run.sites, spider.wanted, spider.archive_name)
        crawler.signals.connect(spider._when_idle, signals.spider_idle)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The walk's own parts, then what a site's spider says in `custom_settings`, then who we are."""
        put_walk_settings(settings)
        super().update_settings(settings)
        contact = settings.get("NEWSCRAWLER_CONTACT")
        if contact:
            settings.set("USER_AGENT", f"{settings.get('USER_AGENT')} (+{contact})", priority="spider")

    # --- where to begin

    def archive_name(self, host: str) -> str:
        """What the archive of the site at `host` is called, unless `-a archive=` says otherwise."""
        return self.name

    async def start(self) -> AsyncIterator[Any]:
        """The seeds; a crawl that goes on has asked for them already."""
        hosts = {host for site in self.run.sites.values() for host in site.hosts}
        if not self.settings.get("NEWSCRAWLER_CONTACT") and not all(map(self.run.pace.is_local, hosts)):
            logger.warning("NEWSCRAWLER_CONTACT is not set: tell site owners where to reach you")
        for site in self.run.sites.values():
            for url in filter(site.seeds.__contains__, site.wanted.assumed):
                logger.info("%s is taken for %s", site.wanted.assumed[url], url)
            for url in site.seeds:
                yield self.request_for(url, site.name, SEED)
        for site in self.run.sites.values():
            try:
                for request in self._revisits.requests(site):
                    yield request
            except ArchiveError as error:
                self.run.stop_for(error, self.crawler)

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
        if account.trouble is not None:
            return self._end(account, Outcome.STOPPED, origin or response.url)
        try:
            return list(self._answer(response, account, hops, origin, told or {}, listed))
        except ArchiveError as error:
            self.run.stop_for(error, self.crawler)
            return []

    def _answer(
        self,
        response: Response,
        account: Site,
        hops: int,
        origin: str | None,
        told: dict[str, Any],
        listed: Listed | None,
    ) -> Iterable[Any]:
        if response.status in REDIRECTS:
            return self._successors.redirect(response, account, hops, origin)
        if response.status == 304 and was_unmodified(response):
            return self._pages.confirm(response, account, origin or response.url)
        outcome = outcome_of_status(response.status)
        if outcome is not None and is_challenge(response):
            return self._end(account, Outcome.CHALLENGE, origin or response.url)
        if outcome is not None:
            return self._successors.ask_again(response.request, response.status in PASSING, account, outcome)
        if not is_page(response):
            return self._no_page(response, account, origin or response.url)
        return self._pages.read(response, account, hops, origin or response.url, told, listed)

    def _no_page(self, response: Response, account: Site, origin: str) -> Iterator[Any]:
        """An answer that is no page of HTML: where the crawl began, it may be a feed or a sitemap."""
        outcome, requests = Outcome.NOT_HTML, iter(list[Request]())
        try:
            if origin in account.seeds and (found := self._opening.read_seed(response, account)) is not None:
                outcome, requests = found
        except ReadingTooLong:
            outcome = Outcome.TOO_SLOW
        yield from named_by(response, requests)
        account.end(outcome, origin)

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
        if account.trouble is not None:
            account.end(Outcome.STOPPED, origin or response.url)
        elif response.status in REDIRECTS:
            yield from self._successors.redirect(response, account, hops, origin)
        elif failure is not None:
            yield from self._successors.ask_again(response.request, response.status in PASSING, account, failure)
        elif self.run.has_enough(account):
            account.end(Outcome.OVER_LIMIT, origin or response.url)
        else:
            try:
                outcome, requests = self._channels.read(response, account, asked)
                yield from named_by(response, requests)
                self._channels.of(account).keep(account)
            except ArchiveError as error:
                self.run.stop_for(error, self.crawler)
                return
            except ReadingTooLong as error:
                logger.warning("%s: reading it was ended: %s", response.url, error)
                outcome = Outcome.TOO_SLOW
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
