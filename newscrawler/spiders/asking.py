"""How the walk asks: which addresses are new to it, and the requests for articles, lists, channels and parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from newscrawler.archive.looks import Known
from newscrawler.discovery.addresses import address_key
from newscrawler.errors import ArchiveError
from newscrawler.run import Run
from newscrawler.site import Site
from newscrawler.spiders.channels import Asked, Channels
from newscrawler.spiders.lists import Listed
from newscrawler.spiders.order import ARTICLE, LIST, PART, TWIN
from newscrawler.spiders.permissions import Permissions
from newscrawler.spiders.revisits import Revisits, Standing, told_in
from newscrawler.stored_requests import DEPTH, TOLD

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure


class AskingSpider(Spider):
    """A spider of ours, as far as it asks; what it does with answers is `NewsSpider`'s."""

    run: Run
    permissions: Permissions
    _channels: Channels
    _revisits: Revisits

    def parse_channel(self, response: Response, site: str, asked: Asked) -> Iterator[Any]:
        """The answer of a channel."""
        raise NotImplementedError

    def parse_part(self, response: Response, site: str, part: str) -> list[Any]:
        """A further page of an article."""
        raise NotImplementedError

    def note_failure(self, failure: Failure) -> Any:
        """No answer."""
        raise NotImplementedError

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

    def is_news(self, standing: Standing | None, url: str, account: Site) -> bool:
        """Whether an article on a list says that the list is worth turning the page: nobody has told of it before.

        Where no crawl of this site has come to its end, what is known may be all there was time for, and is news when
        it is first told of again. (Not each time: five known articles in a box beside every list had all of the demo's
        lists read to their ends, 368 requests instead of 167.)
        """
        if standing is None or standing is Standing.ASKED:
            return False
        if standing is Standing.UNHEARD:
            return True
        return not account.is_caught_up and self._channels.of(account).hears_again(url)

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


def named_by(response: Response, requests: Iterable[Request]) -> Iterator[Request]:
    """`requests`, each with who told of its address, for the ledger."""
    depth = response.meta.get(DEPTH, 0) + 1
    for request in requests:
        request.meta[DEPTH] = depth
        request.meta[TOLD] = {"by": response.url, **request.meta.get(TOLD, {})}
        yield request
