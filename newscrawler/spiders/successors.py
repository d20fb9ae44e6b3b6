"""What follows a request that gave no page: it is asked again, or the address it was sent on to is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from newscrawler.archive.looks import Look
from newscrawler.discovery.addresses import address_key, bare_host, host_of, normalise
from newscrawler.extraction.document import join_url
from newscrawler.outcomes import Outcome
from newscrawler.redirects import location_of
from newscrawler.shelves import HOSTS
from newscrawler.site import Site
from newscrawler.spiders.channels import Channels
from newscrawler.spiders.parts import note_missing
from newscrawler.spiders.refused import outcome_of_redirect
from newscrawler.spiders.revisits import CARRIED

if TYPE_CHECKING:
    from newscrawler.spiders.base import NewsSpider

_NO_CONTROLS = dict.fromkeys((*range(32), 127))


class Successors:
    """Retries and redirects: the walk's own, so that each request has exactly one end."""

    def __init__(self, spider: NewsSpider, channels: Channels) -> None:
        self._spider = spider
        self._channels = channels

    def ask_again(self, request: Request | None, may_pass: bool, account: Site, outcome: Outcome) -> list[Any]:
        """The same request once more where that may help and tries are left; else it ends in `outcome`."""
        assert request is not None
        tries = request.cb_kwargs.get("tries", 0)
        if not may_pass or tries >= self._spider.settings.getint("RETRY_TIMES"):
            account.end(outcome, request.cb_kwargs.get("origin") or request.url)
            note_missing(self._spider.run, request.cb_kwargs.get("part"), outcome)
            return list(self._channels.after_failure(request.url, account, request.cb_kwargs.get("asked"), outcome))
        account.end(Outcome.RETRIED, request.url)
        return [request.replace(cb_kwargs=request.cb_kwargs | {"tries": tries + 1}, priority=request.priority - 1)]

    def redirect(
        self, response: Response, account: Site, hops: int, origin: str | None, location: str = ""
    ) -> list[Any]:
        """Follow a redirect, if it leads to a page of the site that was not asked for yet.

        `location` is where the page's own markup sends its readers, where the status does not.
        """
        origin = origin or response.url
        location = location or location_of(response)
        target = normalise(location, response.url) if location else None
        if target is None or hops >= self._spider.settings.getint("NEWSCRAWLER_MAX_REDIRECTS"):
            return _end(account, Outcome.BAD_REDIRECT, origin)
        wall = outcome_of_redirect(response.url, target)
        if wall is not None:
            return _end(account, wall, origin)
        host = bare_host(host_of(target) or "")
        if host not in account.hosts and not self._is_channels_own(response, host):
            if origin not in account.seeds or self._spider.run.site_of(host):
                return _end(account, Outcome.OFFSITE, origin)
            account.hosts.add(host)  # the site itself has moved: example.org → example.com
            account.notes.keep(HOSTS, sorted(account.hosts))
        same_page = address_key(target) == address_key(response.url)
        if same_page and target == response.url:
            # to itself; or to itself and a tracker, which such a server wants to see
            target = join_url(response.url, location.translate(_NO_CONTROLS)) or target
            target = target.partition("#")[0]
            if target == response.url:
                return _end(account, Outcome.BAD_REDIRECT, origin)
        account.looks[origin if origin in account.seeds else response.url] = Look(leads_to=address_key(target))
        account.end(Outcome.REDIRECTED, origin if origin in account.seeds else response.url)
        if not same_page and not self._spider.is_new(target, account):
            return []
        request = response.request
        assert request is not None
        call = {name: request.cb_kwargs[name] for name in CARRIED if name in request.cb_kwargs}
        successor = self._spider.request_for(
            target, account.name, request.priority, hops=hops + 1, origin=origin, **call
        )
        return [successor.replace(callback=request.callback, dont_filter=same_page)]

    def _is_channels_own(self, response: Response, host: str) -> bool:
        """Whether a sitemap or feed that lies on another host stays there."""
        request = response.request
        is_channel = request is not None and "asked" in request.cb_kwargs
        return is_channel and bare_host(host_of(response.url) or "") == host


def _end(account: Site, outcome: Outcome, url: str) -> list[Any]:
    account.end(outcome, url)
    return []
