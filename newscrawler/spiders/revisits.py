"""What a run asks for again: what earlier runs left owing, and articles that are due or were told to have changed.

Everything that a site ever told of is in the ledger, so that a run need not ask for it to know it. Articles fall due by
their age and by what the site's own edits have shown (`archive/curve.py`); of those that are due, the ones in which an
edit is likeliest go first, as many as `NEWSCRAWLER_REVISITS` says. What somebody says has changed since the last look
(a sitemap's `lastmod`, REST's `modified`, a feed's date) is asked for at once, as many again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from enum import Enum, auto
from heapq import nlargest
from typing import TYPE_CHECKING, Any

import orjson

from newscrawler.archive.looks import Known
from newscrawler.clock import moment_of, stamp
from newscrawler.discovery.addresses import address_key
from newscrawler.site import Site
from newscrawler.spiders.choice import may_be_wanted
from newscrawler.spiders.order import REVISIT
from newscrawler.stored_requests import DEPTH

if TYPE_CHECKING:
    from scrapy import Request

    from newscrawler.spiders.base import NewsSpider

CARRIED = ("told", "listed", "asked", "part")
"""What of a request's `cb_kwargs` belongs to its address, and goes on to where it is redirected to."""
ELSEWHERE = timedelta(hours=14)
"""How far a site's clock may be from UTC where it names no offset."""


class Standing(Enum):
    """Of the address of an article that somebody tells of."""

    UNHEARD = auto()
    """Nobody has told of it before."""
    ASKED = auto()
    """This crawl has heard of it already, or must never ask for it."""
    CHANGED = auto()
    """Known, and told to have changed since it was last looked at."""
    SETTLED = auto()
    """Known, and asked for again when it is due."""


class Revisits:
    """Decides, site by site, which known addresses are asked for again."""

    def __init__(self, spider: NewsSpider) -> None:
        self._spider = spider

    @property
    def budget(self) -> int:
        """How many articles a run looks at again, of those that are due, and of those told to have changed."""
        return self._spider.settings.getint("NEWSCRAWLER_REVISITS")

    def standing(self, url: str, account: Site, told: dict[str, Any] | None = None) -> Standing:
        """How the archive stands to an article's address, `told` being what a channel says of it now."""
        key = address_key(url)
        known = account.frontier.known(key)
        if known is None:
            return Standing.ASKED if account.frontier.is_forgotten(key) else Standing.UNHEARD
        if known.is_asked or account.frontier.is_forgotten(key):
            return Standing.ASKED
        if told and known.visited_at and _has_changed(known, told):
            if account.revisits["told"] < self.budget:
                return Standing.CHANGED
            account.frontier.bring_forward(known)  # who told of it may say it only once
        return Standing.SETTLED

    def requests(self, account: Site) -> Iterator[Request]:
        """What is due when a run begins: first what is owed, then articles to be looked at again."""
        if account.archive is None or account.wanted.articles:
            return
        at = stamp(self._spider.run.clock())
        for known in account.frontier.due(at, gave_articles=False):
            if self._is_wanted(known, account):
                account.revisits["owed"] += 1
                yield self.request(known, account, known.priority)
        for known in self._likeliest(account, at):
            account.revisits["asked"] += 1
            yield self.request(known, account, REVISIT)

    def _likeliest(self, account: Site, at: str) -> list[Known]:
        """As many of the due articles as the budget allows, the likeliest to have changed first."""
        assert account.archive is not None
        likelihood = account.archive.likelihood
        due = self._counted(account.frontier.due(at, gave_articles=True), account)
        return nlargest(self.budget, due, key=lambda known: (likelihood(known.article or ""), -known.number))

    def _counted(self, due: Iterator[Known], account: Site) -> Iterator[Known]:
        for known in due:
            if self._is_wanted(known, account):
                account.revisits["due"] += 1
                yield known

    def _is_wanted(self, known: Known, account: Site) -> bool:
        if not account.owns(known.url) or known.url in account.seeds:
            return False
        if "part" in _arguments(known):  # its first page asks for it
            return False
        return may_be_wanted(known.url, told_in(known).get("published"), account.wanted)

    def request(self, known: Known, account: Site, priority: int) -> Request:
        """The request for a known address, as it was made before."""
        arguments = _arguments(known)
        carried = {name: arguments[name] for name in CARRIED if name in arguments}
        request = self._spider.request_for(known.url, account.name, priority, **carried)
        request.meta[DEPTH] = known.depth
        return request.replace(callback=self._spider.parse_channel) if "asked" in carried else request


def told_in(known: Known) -> dict[str, Any]:
    """What a channel said of an address when it was last asked for."""
    told = _arguments(known).get("told")
    return told if isinstance(told, dict) else {}


def _arguments(known: Known) -> dict[str, Any]:
    arguments: dict[str, Any] = orjson.loads(known.call).get("arguments", {})
    return arguments


def _has_changed(known: Known, told: dict[str, Any]) -> bool:
    """Whether `told` names a change that the last look cannot have seen."""
    modified, visited = moment_of(told.get("modified")), moment_of(known.visited_at)
    if modified is None or visited is None:
        return False
    if len(str(told.get("modified"))) == 10:  # a day alone: its changes last to its end
        modified += timedelta(days=1)
    before = moment_of(told_in(known).get("modified"))
    if before is None:
        return modified > visited
    return modified > before and modified > visited - ELSEWHERE
