"""Which links of a page are followed: articles at once, lists one at a time, and of a list page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from newscrawler.discovery.addresses import address_key
from newscrawler.discovery.learned import kind_with
from newscrawler.discovery.links import Candidate, LinkKind, find_links, hosts_near
from newscrawler.discovery.pagination import load_more_twin, next_page, page_number, stated_next
from newscrawler.discovery.traps import Trap, trap_of
from newscrawler.extraction.document import Document
from newscrawler.site import Site
from newscrawler.spiders.channels import Channels
from newscrawler.spiders.choice import is_too_late, may_be_wanted
from newscrawler.spiders.lists import Family, Listed
from newscrawler.spiders.revisits import Standing

if TYPE_CHECKING:
    from scrapy import Request

    from newscrawler.spiders.base import NewsSpider


_TELLING = frozenset({"pagination", "comments"})
"""Places that say more of a link than what other addresses of its shape led to."""


class Following:
    """Follows the links of a crawl's pages."""

    def __init__(self, spider: NewsSpider, channels: Channels) -> None:
        self._spider = spider
        self._channels = channels

    def links(
        self, document: Document, account: Site, listed: Listed | None, parts: frozenset[str], *, is_list: bool
    ) -> Iterator[Request]:
        """The page's articles that nobody has told of yet; its lists wait until they are worth a request.

        `listed` is what travelled with the page's request if it was asked for as a list; `is_list` is true of such
        pages and of where the crawl began. `parts` are keys of further pages of the article that this page is: they
        are asked for elsewhere.
        """
        lists = self._channels.lists_of(account)
        with self._spider.run.reading():
            found_links = find_links(document)
            if is_list and listed is None:
                account.hosts_near.update(hosts_near(document))
        candidates = [
            found for found in _plain(found_links, account)
            if not _is_passed_over(found.url, account) and address_key(found.url) not in parts
        ]  # fmt: skip
        named = unseen = 0
        for candidate in candidates:
            kind = candidate.kind
            if candidate.position not in _TELLING:
                kind = kind_with(account.notes.shapes, candidate.url, kind)
            if kind is LinkKind.ARTICLE:
                wanted = may_be_wanted(candidate.url, candidate.published, account.wanted)
                account.left_out += not wanted
                named += 1
                standing = self._spider.standing(candidate.url, account) if wanted else None
                unseen += self._spider.is_news(standing, candidate.url, account)
                if standing is Standing.UNHEARD:
                    yield from self._spider.ask_for_article(candidate.url, account, shown=_shown(candidate))
            elif kind is LinkKind.INDEX and page_number(candidate.url) == 1:
                lists.offer(candidate.url)
        if is_list:
            how = listed or {"family": Family.PAGES}
            yield from self._turn_the_page(document, candidates, account, how, named, unseen)
        yield from self.next_list(account)
        if is_list:
            self._channels.of(account).keep(account)

    def _turn_the_page(
        self, document: Document, candidates: list[Candidate], account: Site, listed: Listed, named: int, unseen: int
    ) -> Iterator[Request]:
        """A list's next page, unless this one brought nothing new: one such page is passed over, not two in a row.

        Where no channel told of the site's articles, a page with articles later than `until` counts as one with news:
        earlier ones lie behind it.
        """
        lists, family = self._channels.lists_of(account), Family(listed["family"])
        leads_on = bool(unseen) or (not lists.has_channel and _is_too_late(candidates, account))
        stale = 0 if leads_on else listed.get("stale", 0) + 1
        following = next_page(document.url or "", candidates) or stated_next(document)
        if following is None and leads_on:
            following = load_more_twin(document)
        if "stale" not in listed:  # where the crawl began
            if following:
                lists.offer(following, Family.PAGES)
            return
        if following and stale <= (0 if lists.has_channel else 1) and self._spider.is_new(following, account):
            yield self._spider.ask_for_list(following, account, {"family": str(family), "stale": stale})
        else:
            lists.is_out = False
        lists.note(family, named=named, unseen=unseen)

    def next_list(self, account: Site) -> Iterator[Request]:
        """One list of those that wait, if none is under way."""
        lists = self._channels.lists_of(account)
        while not lists.is_out and (found := lists.next()) is not None:
            url, family = found
            if self._spider.is_new(url, account):
                lists.is_out = True
                yield self._spider.ask_for_list(url, account, {"family": str(family), "stale": 0})

    def when_idle(self, account: Site) -> Iterator[Request]:
        """Nothing is left to be asked for: a list whose request failed holds up the others no longer."""
        self._channels.lists_of(account).is_out = False
        return self.next_list(account)


def _plain(candidates: list[Candidate], account: Site) -> Iterator[Candidate]:
    """The candidates, without the numbers that this site gives to each visit."""
    for found in candidates:
        url = account.visits.plain(found.url)
        if url != found.url:
            account.traps.note(Trap.SESSION, found.url)
            found = replace(found, url=url)
        yield found


def _is_passed_over(url: str, account: Site) -> bool:
    trap = trap_of(url)
    if trap is not None:
        account.traps.note(trap, url)
    return trap is not None


def _is_too_late(candidates: list[Candidate], account: Site) -> bool:
    wanted = account.wanted
    return any(found.kind is LinkKind.ARTICLE and is_too_late(found.published, wanted) for found in candidates)


def _shown(candidate: Candidate) -> dict[str, str]:
    """How a page links to an address, as the ledger keeps it."""
    shown = {"position": candidate.position, "text": candidate.text[:300], "published": candidate.published}
    return {name: value for name, value in shown.items() if value}
