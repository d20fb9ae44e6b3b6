"""The channels that a page tells of: feeds and sitemaps by `<link>`, WordPress' REST interface, links to feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newscrawler.discovery.addresses import host_of, normalise, same_site
from newscrawler.discovery.shapes import shape_of
from newscrawler.discovery.systems import System, conventional, system_of
from newscrawler.extraction.document import Document

MAX_FEEDS = 4
"""Feeds of one page that are worth a request: the whole site's first, then those of its parts."""
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_FEED_LINK = re.compile(
    r"/(?:feed|rss|atom)(?:/|\.xml|\.rdf)?$|\.(?:rss|atom)$|/feed\.(?:xml|json)$|[?&]format=(?:feed|rss)"
)
_NOT_ARTICLES = re.compile(r"comments?|kommentare|comentarios|oembed|podcast", re.IGNORECASE)
_REST = "https://api.w.org/"
_LINK_HEADER = re.compile(r"<([^<>]{1,500})>\s*;[^,]{0,200}?rel=\"?https://api\.w\.org/")


@dataclass(slots=True)
class Advertised:
    """What a page tells of its site's channels. Addresses in normal form, on any host."""

    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    rest: str | None = None
    """The root of the REST interface."""
    system: System | None = None
    conventional_sitemaps: tuple[str, ...] = ()
    """To be tried one after the other where nobody names a sitemap."""
    conventional_news: tuple[str, ...] = ()
    conventional_feeds: tuple[str, ...] = ()
    """To be tried where the page names no feed."""


def read_advertised(document: Document, link_header: str = "") -> Advertised:
    """The channels that a page and its `Link` header tell of, and those its system has by convention."""
    found = Advertised()
    if document.root is None:
        return found
    _read_head(document, found)
    found.rest = found.rest or _in_header(document, link_header)
    if not found.feeds:
        _read_anchors(document, found)
    found.feeds = sorted(dict.fromkeys(found.feeds), key=_breadth)[:MAX_FEEDS]
    found.system = system_of(document)
    if found.system is not None and document.url:
        known = conventional(found.system, document.url)
        found.conventional_sitemaps, found.conventional_news = known.sitemaps, known.news_sitemaps
        found.conventional_feeds = known.feeds
    return found


def _read_head(document: Document, found: Advertised) -> None:
    for link in document.elements["link"][:1000]:
        rel, href = (link.get("rel") or "").lower().split(), link.get("href")
        if not href:
            continue
        if _REST in rel:
            found.rest = found.rest or normalise(href, document.base_url)
        elif "sitemap" in rel and (address := normalise(href, document.base_url)):
            found.sitemaps.append(address)
        elif "alternate" in rel and (link.get("type") or "").lower() in _FEED_TYPES:
            stated = f"{href} {link.get('title') or ''}"
            if not _NOT_ARTICLES.search(stated) and (address := normalise(href, document.base_url)):
                found.feeds.append(address)


def _in_header(document: Document, link_header: str) -> str | None:
    stated = _LINK_HEADER.search(link_header[:4000])
    return normalise(stated[1], document.base_url) if stated else None


def _read_anchors(document: Document, found: Advertised) -> None:
    """Feeds that the page links to for its readers."""
    host = host_of(document.url or "")
    for link in document.elements["a"][:3000]:
        href = (link.get("href") or "")[:500]
        if not _FEED_LINK.search(href) or _NOT_ARTICLES.search(href):
            continue
        address = normalise(href, document.base_url)
        if address and same_site(host_of(address), host):
            found.feeds.append(address)


def _breadth(url: str) -> tuple[int, int]:
    """The whole site's feed has the shortest address; one behind an article's slug is that article's."""
    shape = shape_of(url)
    return shape.depth, len(url)
