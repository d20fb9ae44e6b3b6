"""The addresses under which the site tells machines what it has, each of which can be switched off."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newscrawler.demo_site import feeds, rest
from newscrawler.demo_site.answers import RSS, TEXT, XML, Answer, redirect, weak_tag
from newscrawler.demo_site.indexes import indexes
from newscrawler.demo_site.plan import Edition
from newscrawler.demo_site.vocabulary import SITE_NAME

CHANNELS = frozenset({"robots", "sitemaps", "news_sitemap", "rest", "feed"})
"""`sitemaps` switches the news sitemap off as well."""

_POST_SITEMAP = re.compile(r"/post-sitemap([2-9]|[1-9]\d)?\.xml")
_FEED = re.compile(r"(/(?:(?:category|tag|author)/[\w/-]+/)?)feed/?")


def answer(path: str, query: Mapping[str, str], edition: Edition, home: str, without: frozenset[str]) -> Answer | None:
    """The answer of one of the channels, None where `path` belongs to none that is on."""
    if path == "/robots.txt" and "robots" not in without:
        return _text(feeds.robots(home, without), TEXT)
    if path.endswith(".xml") and "sitemaps" not in without:
        return _sitemap(path, edition, home, without)
    if path.startswith(rest.ROOT) and "rest" not in without:
        return rest.answer(path, query, edition, home)
    feed = _FEED.fullmatch(path)
    if feed and "feed" not in without:
        return _feed(feed[1], query, edition, home)
    return None


def _sitemap(path: str, edition: Edition, home: str, without: frozenset[str]) -> Answer | None:
    if path in ("/sitemap.xml", "/wp-sitemap.xml"):
        return redirect(f"{home}/sitemap_index.xml")
    if path == "/sitemap_index.xml":
        return _text(feeds.sitemap_index(edition, home), XML)
    if path == "/category-sitemap.xml":
        return _text(feeds.category_sitemap(home), XML)
    if path == "/news-sitemap.xml" and "news_sitemap" not in without:
        return _text(feeds.news_sitemap(edition, home), XML)
    found = _POST_SITEMAP.fullmatch(path)
    pages = feeds.sitemap_pages(edition)
    number = int(found[1] or 1) if found else 0
    return _text(feeds.post_sitemap(pages[number - 1], home), XML) if 1 <= number <= len(pages) else None


def _feed(base: str, query: Mapping[str, str], edition: Edition, home: str) -> Answer | None:
    """The feed of the site, a section, a tag or an author; `?paged=N` goes back in time."""
    index = indexes(edition).get(base)
    page = query.get("paged", "1")
    if index is None or not page.isdecimal() or not 1 <= int(page) <= index.pages:
        return None
    stories = index.stories[(int(page) - 1) * feeds.FEED_SIZE : int(page) * feeds.FEED_SIZE]
    title = SITE_NAME if base == "/" else f"{index.title} - {SITE_NAME}"
    modified = index.modified(edition)
    xml = feeds.rss(title, home + base, f"{home}{base}feed/", stories, home, modified)
    return Answer(body=xml.encode(), content_type=RSS, etag=weak_tag(xml), modified=modified)


def _text(text: str, content_type: str) -> Answer:
    return Answer(body=text.encode(), content_type=content_type, etag=weak_tag(text))
