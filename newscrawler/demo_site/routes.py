"""Addresses → answers: what of the site lies where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote

from newscrawler.demo_site import channels, sidelines
from newscrawler.demo_site.answers import RSS, Answer, redirect, weak_tag
from newscrawler.demo_site.calendar import MONTHS
from newscrawler.demo_site.feeds import comments_rss
from newscrawler.demo_site.indexes import indexes, paged
from newscrawler.demo_site.pages import PageMaker
from newscrawler.demo_site.plan import Edition, lineage, path_of
from newscrawler.demo_site.story import Story

_CALENDAR = re.compile(r"/calendar/(\d{4})/(\d{2})/?")
_PICTURE = re.compile(r"/wp-content/uploads/(?:\d{4}/\d{2}/)?[\w-]+\.jpg")
_ONE_PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)  # a GIF; browsers look at the bytes


@dataclass(frozen=True)
class Site:
    """One edition under one host: gives the answer to each address."""

    edition: Edition
    host: str
    without: frozenset[str] = frozenset()
    """Channels that are switched off, of `channels.CHANNELS`."""

    @property
    def home(self) -> str:
        """`http://host`."""
        return f"http://{self.host}"

    @cached_property
    def pages(self) -> PageMaker:
        """What renders the pages."""
        return PageMaker(self.edition, self.home, self.without)

    @cached_property
    def _permalinks(self) -> dict[str, Story]:
        return {path_of(story): story for story in self.edition.stories}

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {str(story.post_id): path for path, story in self._permalinks.items()}

    def answer(self, path: str, query_string: str = "") -> Answer:
        """The answer to a GET of `path` (still percent-encoded) and `query_string`."""
        query = dict(parse_qsl(query_string, keep_blank_values=True))
        path = unquote(path)
        if path == "/" and "p" in query:
            return self._by_number(query["p"])
        if path == "/" and "s" in query:
            path = "/search"
        for find in (self._article, self._index, self._channel, self._sideline):
            answer = find(path, query)
            if answer is not None:
                return answer
        return self._missing(404)

    def _by_number(self, number: str) -> Answer:
        path = self._by_id.get(number)
        return redirect(self.home + path) if path else self._missing(404)

    def _article(self, path: str, query: Mapping[str, str]) -> Answer | None:
        bare = path.rstrip("/")
        if bare in self.edition.moved:
            return redirect(self.home + self.edition.moved[bare])
        if bare in self.edition.gone:
            return self._missing(410)
        base, _, variant = bare.rpartition("/")
        if variant in ("amp", "feed") and base in self._permalinks:
            story = self._permalinks[base]
            if variant == "amp":
                return _page(story, self.pages.amp(story))
            return Answer(body=comments_rss(story, self.home).encode(), content_type=RSS)
        story_here = self._permalinks.get(bare)
        if story_here is None:
            return None
        if path != bare:
            return redirect(self.home + bare)
        if query.get("print"):
            return _page(story_here, self.pages.printable(story_here))
        return _page(story_here, self.pages.article(story_here))

    def _index(self, path: str, query: Mapping[str, str]) -> Answer | None:
        base, number = paged(path)
        index = indexes(self.edition).get(base)
        if index is None:
            return None
        if path != base and number == 1:
            return redirect(self.home + base)
        if not path.endswith("/"):
            return redirect(f"{self.home}{path}/")
        if number > index.pages:
            return self._missing(404)
        shown = index.shown(number)
        # as the theme does it: a filter is echoed into the links to the other pages
        echo = f"?filter_by={query['filter_by']}" if "filter_by" in query else ""
        html = self.pages.front(
            index.title, base, shown, number, index.pages,
            css=index.css, markup=index.markup, filters=index.filters, echo=echo,
        )  # fmt: skip
        tag = weak_tag(path, echo, index.pages, [(story.post_id, story.title) for story in shown])
        return Answer(body=html.encode(), etag=tag, modified=index.modified(self.edition))

    def _channel(self, path: str, query: Mapping[str, str]) -> Answer | None:
        return channels.answer(path, query, self.edition, self.home, self.without)

    def _sideline(self, path: str, query: Mapping[str, str]) -> Answer | None:
        name = path.strip("/")
        if path.startswith("/search") or path.rstrip("/") in sidelines.FORBIDDEN_PATHS:
            return self._forbidden(name)
        if path.rstrip("/") == sidelines.SOFT_404_PATH:
            words = ("Sorry, the page you are looking for was not found. It may have been moved or removed.",)
            return self._plain("Page not found", words, css="error404")
        if name in sidelines.STATIC_PAGES:
            return self._plain(*sidelines.STATIC_PAGES[name])
        if month := _CALENDAR.fullmatch(path):
            return self._calendar(int(month[1]), int(month[2]))
        if _PICTURE.fullmatch(path):
            return Answer(body=_ONE_PIXEL, content_type="image/gif")
        return None

    def _forbidden(self, name: str) -> Answer:
        """A page that robots.txt forbids; a crawler that takes it for news has not asked robots.txt."""
        words = (
            "This page is not meant for the public yet: it is a draft, and its figures have not been checked.",
            "Please do not quote from it. A crawler that reads this sentence has overlooked robots.txt.",
        )
        return self._plain(name.rsplit("/", 1)[-1].replace("-", " ").capitalize(), words, css="single single-post")

    def _calendar(self, year: int, month: int) -> Answer | None:
        """One month of a calendar that goes on for ever in both directions."""
        if not 1 <= month <= 12:
            return None
        months = year * 12 + month - 1
        links = [
            (word, f"{self.home}/calendar/{turned // 12:04d}/{turned % 12 + 1:02d}/")
            for word, turned in (("Previous month", months - 1), ("Next month", months + 1))
            if 0 <= turned // 12 <= 9999
        ]
        return self._plain(f"{MONTHS[month - 1]} {year}", ("No events this month.",), css="archive date", links=links)

    def _plain(self, title: str, words: tuple[str, ...], **more: Any) -> Answer:
        html = self.pages.plain(title, words, **more).encode()
        return Answer(body=html, etag=weak_tag(title, words))

    def _missing(self, status: int) -> Answer:
        words = ("There is nothing at this address. It may have been misspelt.",)
        if status == 410:
            words = ("This article has been withdrawn.",)
        return Answer(status, self.pages.plain("Page not found", words, css="error404").encode())


def _page(story: Story, html: str) -> Answer:
    """An article's page in its own encoding. Its validators tell of the article alone, not of the day's furniture."""
    tag = weak_tag(
        path_of(story), story.title, story.body, story.authors, story.tags, story.modified, lineage(story.section)
    )
    return Answer(
        body=html.encode(story.encoding, "xmlcharrefreplace"),
        content_type=f"text/html; charset={story.encoding.upper()}",
        etag=tag,
        modified=story.touched,
    )
