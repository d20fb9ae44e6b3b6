"""Which publishing system made a page, and where such systems keep their feeds and sitemaps by convention.

Only what the page itself shows counts: a site is not asked for a dozen addresses that it may not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from newscrawler.discovery.addresses import normalise
from newscrawler.extraction.document import Document


class System(StrEnum):
    """Publishing systems that news sites run on."""

    WORDPRESS = "wordpress"
    ARC = "arc"
    """Arc XP."""
    BLOX = "blox"
    """BLOX CMS, once TownNews."""
    DRUPAL = "drupal"
    JOOMLA = "joomla"
    GHOST = "ghost"
    BLOGGER = "blogger"
    SUBSTACK = "substack"


@dataclass(frozen=True, slots=True)
class Conventions:
    """Addresses from the site's root, the likeliest first: each list is tried until one answers."""

    sitemaps: tuple[str, ...]
    feeds: tuple[str, ...]
    news_sitemaps: tuple[str, ...] = ()
    rest: str | None = None


CONVENTIONS: dict[System, Conventions] = {
    System.WORDPRESS: Conventions(
        ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml"), ("/feed/",), rest="/wp-json/"
    ),
    System.ARC: Conventions(
        ("/arc/outboundfeeds/sitemap-index/?outputType=xml", "/arc/outboundfeeds/sitemap/?outputType=xml"),
        ("/arc/outboundfeeds/rss/?outputType=xml",),
        ("/arc/outboundfeeds/news-sitemap/?outputType=xml",),
    ),
    System.BLOX: Conventions(
        ("/tncms/sitemap/editorial.xml", "/sitemap.xml"),
        ("/search/?f=rss&t=article&l=50&s=start_time&sd=desc",),
        ("/tncms/sitemap/news.xml",),
    ),
    System.DRUPAL: Conventions(("/sitemap.xml",), ("/rss.xml",)),
    System.JOOMLA: Conventions(
        ("/sitemap.xml", "/index.php?option=com_jmap&view=sitemap&format=xml"), ("/?format=feed&type=rss",)
    ),
    System.GHOST: Conventions(("/sitemap.xml",), ("/rss/",)),
    System.BLOGGER: Conventions(("/sitemap.xml",), ("/feeds/posts/default?max-results=150",)),
    System.SUBSTACK: Conventions(("/sitemap.xml",), ("/feed",)),
}
"""Where the systems keep them unless a site's owner moved them."""

_GENERATORS = (
    ("wordpress", System.WORDPRESS),
    ("arc xp", System.ARC),
    ("blox", System.BLOX),
    ("drupal", System.DRUPAL),
    ("joomla", System.JOOMLA),
    ("ghost", System.GHOST),
    ("blogger", System.BLOGGER),
    ("substack", System.SUBSTACK),
)
_MARKS = (
    ("/wp-content/", System.WORDPRESS),
    ("/wp-includes/", System.WORDPRESS),
    ("api.w.org", System.WORDPRESS),
    ("/pf/resources/", System.ARC),
    ("/pf/dist/", System.ARC),
    ("bloximages", System.BLOX),
    ("/tncms/", System.BLOX),
    ("/sites/default/files/", System.DRUPAL),
    ("/core/misc/drupal", System.DRUPAL),
    ("/media/jui/", System.JOOMLA),
    ("/media/system/js/", System.JOOMLA),
    ("/public/cards.min.", System.GHOST),
    ("/ghost/api/", System.GHOST),
    ("www.blogger.com/static/", System.BLOGGER),
    ("substackcdn.com/bundle", System.SUBSTACK),
)
"""What addresses of scripts and styles hold, of the system that serves them."""


def system_of(document: Document) -> System | None:
    """The system that made a page: by its `generator`, else by the addresses of its scripts and styles."""
    if document.root is None:
        return None
    for meta in document.elements["meta"]:
        if (meta.get("name") or "").lower() == "generator":
            stated = (meta.get("content") or "").lower()[:200]
            for word, system in _GENERATORS:
                if stated.startswith(word):
                    return system
    for address in _addresses(document):
        for mark, system in _MARKS:
            if mark in address:
                return system
    return None


def _addresses(document: Document) -> Iterator[str]:
    assert document.root is not None
    for element in islice(document.root.iter("link", "script"), 400):
        address = element.get("href") if element.tag == "link" else element.get("src")
        if address:
            yield address[:500]
        if element.tag == "link" and element.get("rel") == "https://api.w.org/":
            yield "api.w.org"


def conventional(system: System, url: str) -> Conventions:
    """The conventional addresses of the site that `url` belongs to, absolute, in normal form."""
    known = CONVENTIONS[system]

    def absolute(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, (normalise(path, url) for path in paths)))

    rest = normalise(known.rest, url) if known.rest else None
    return Conventions(absolute(known.sitemaps), absolute(known.feeds), absolute(known.news_sitemaps), rest)
