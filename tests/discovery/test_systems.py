"""The usual publishing systems: a page, a sitemap and a feed of each, of our own making, in `tests/frozen/systems`."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawler.discovery.advertised import MAX_FEEDS, read_advertised
from newscrawler.discovery.feeds import read_feed
from newscrawler.discovery.sitemaps import newest_first, read_sitemap
from newscrawler.discovery.systems import CONVENTIONS, System, conventional, system_of
from newscrawler.extraction.document import Document

FROZEN = Path(__file__).parents[1] / "frozen" / "systems"
TITLE = "The harbour counts its boats once more"
# system → what its feed and its sitemap name first, from the root
NAMED = {
    System.WORDPRESS: ("/2026/02/01/boats-counted", "/post-sitemap.xml"),
    System.ARC: ("/harbour/2026/02/01/boats-counted/", "/arc/outboundfeeds/sitemap/2026-02-01/?outputType=xml"),
    System.BLOX: ("/news/local/boats-counted/article_0a1b2c3d-0000-11f0-8000-0123456789ab.html",) * 2,
    System.DRUPAL: ("/news/boats-counted-once-more", "/"),
    System.JOOMLA: ("/index.php/news/12-boats-counted-once-more",) * 2,
    System.GHOST: ("/boats-counted-once-more/", "/sitemap-posts.xml"),
    System.BLOGGER: ("/2026/02/boats-counted-once-more.html", "/sitemap.xml?page=1"),
    System.SUBSTACK: ("/p/boats-counted-once-more", "/about"),
}


def root(system: System) -> str:
    return f"https://{system}.pier.example"


def home(system: System) -> Document:
    return Document.parse((FROZEN / system / "home.html").read_bytes(), root(system) + "/")


@pytest.mark.parametrize("system", System)
def test_recognised_and_read(system: System) -> None:
    found = read_advertised(home(system))
    assert found.system is system
    article, first = NAMED[system]
    feed = read_feed((FROZEN / system / "feed.xml").read_bytes(), root(system) + "/feed")
    assert [(entry.url, entry.title) for entry in feed.entries] == [(root(system) + article, TITLE)]
    assert (feed.entries[0].published or "").startswith("2026-02-01T22:30:00")
    listing = read_sitemap((FROZEN / system / "sitemap.xml").read_bytes(), root(system) + "/sitemap.xml")
    named = [entry.url for entry in listing.entries] or [further.url for further in newest_first(listing.further)]
    assert named[0] == root(system) + first
    assert listing.notes == feed.notes == []


@pytest.mark.parametrize("system", System)
def test_conventional_addresses_are_absolute(system: System) -> None:
    known = conventional(system, f"{root(system)}/some/page?x=1")
    for url in (*known.sitemaps, *known.feeds, *known.news_sitemaps):
        assert url.startswith(f"{root(system)}/")
    assert len(known.sitemaps) == len(CONVENTIONS[system].sitemaps)


def test_what_a_wordpress_page_advertises() -> None:
    found = read_advertised(home(System.WORDPRESS))
    assert found.rest == f"{root(System.WORDPRESS)}/wp-json/"
    assert found.feeds == [f"{root(System.WORDPRESS)}/feed/"]  # and not the comments'


def page(head: str = "", body: str = "") -> Document:
    return Document.parse(f"<html><head>{head}</head><body>{body}</body></html>", "https://pier.example/")


def test_a_page_that_shows_no_system_has_no_conventional_addresses() -> None:
    found = read_advertised(page("<meta name=generator content='Own work'>", "<p>Powered by WordPress</p>"))
    assert system_of(page()) is None
    assert (found.system, found.feeds, found.sitemaps, found.rest) == (None, [], [], None)
    assert (found.conventional_sitemaps, found.conventional_feeds) == ((), ())


def test_the_whole_sites_feed_comes_first() -> None:
    links = "".join(
        f"<link rel=alternate type=application/rss+xml href={path}>" for path in
        ("/sport/feed/", "/comments/feed/", "/feed/", "/arts/feed/", "/a/b/feed/", "/c/d/feed/", "/podcast/feed/")
    )  # fmt: skip
    feeds = read_advertised(page(links)).feeds
    assert feeds[0] == "https://pier.example/feed/"
    assert len(feeds) == MAX_FEEDS
    assert not any("comments" in url or "podcast" in url for url in feeds)


def test_links_to_feeds_for_readers() -> None:
    links = "<a href=/rss.xml>RSS</a><a href=/feeding-the-gulls>Gulls</a><a href=https://other.example/feed>x</a>"
    assert read_advertised(page(body=links)).feeds == ["https://pier.example/rss.xml"]


def test_rest_in_the_link_header_and_a_sitemap_in_the_head() -> None:
    header = '<https://pier.example/wp-json/>; rel="https://api.w.org/", <https://pier.example/?p=1>; rel=shortlink'
    assert read_advertised(page(), header).rest == "https://pier.example/wp-json/"
    assert read_advertised(page("<link rel=sitemap href=/map.xml>")).sitemaps == ["https://pier.example/map.xml"]
