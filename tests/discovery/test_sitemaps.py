"""Sitemaps as sites really serve them: packed, cut off, wrongly named, hostile."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.discovery.addresses import normalise
from newscrawler.discovery.entries import MAX_ENTRIES, Further
from newscrawler.discovery.sitemaps import (
    holds_articles,
    holds_lists,
    newest_first,
    read_sitemap,
    span_in,
    worth_asking,
)

HOME = "https://pier.example"
AT = f"{HOME}/sitemap.xml"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="{SPACE}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{HOME}/2026/02/01/boats-counted</loc><lastmod>2026-02-02T08:00:00+08:00</lastmod>
<image:image><image:loc>{HOME}/boats.jpg</image:loc><image:title>Not the title</image:title></image:image>
<news:news><news:publication><news:name>The Pier</news:name><news:language>zh-cn</news:language></news:publication>
<news:publication_date>2026-02-01T22:30:00+08:00</news:publication_date>
<news:title>Boats &amp;amp; crews, counted</news:title><news:keywords>harbour, boats</news:keywords></news:news></url>
<url><loc>{HOME}/2026/02/02/crane-painted</loc></url>
</urlset>"""


def urlset(rows: str, head: str = f'<urlset xmlns="{SPACE}">') -> str:
    return f'<?xml version="1.0"?>{head}{rows}</urlset>'


def locs(*paths: str) -> str:
    return "".join(f"<url><loc>{HOME}{path}</loc></url>" for path in paths)


# what the server sends → the addresses in it
TAKEN: dict[str, tuple[bytes, list[str]]] = {
    "plain": (urlset(locs("/a", "/b")).encode(), ["/a", "/b"]),
    "gzip": (gzip.compress(urlset(locs("/a")).encode()), ["/a"]),
    "gzip in gzip": (gzip.compress(gzip.compress(urlset(locs("/a")).encode())), ["/a"]),
    "no namespace": (urlset(locs("/a"), "<urlset>").encode(), ["/a"]),
    "another namespace": (urlset(locs("/a"), '<urlset xmlns="https://pier.example/wrong">').encode(), ["/a"]),
    "prefixed": (
        f'<s:urlset xmlns:s="{SPACE}"><s:url><s:loc>{HOME}/a</s:loc></s:url></s:urlset>'.encode(), ["/a"]),
    "undeclared prefix": (
        urlset(f"<url><loc>{HOME}/a</loc><news:news><news:title>A</news:title></news:news></url>").encode(), ["/a"]),
    "white space and CDATA": (urlset(f"<url><loc>\n <![CDATA[ {HOME}/a ]]>\n</loc></url>").encode(), ["/a"]),
    "bare ampersand": (urlset(f"<url><loc>{HOME}/?id=1&cat=2</loc></url>").encode(), ["/?id=1&cat=2"]),
    "HTML's entities": (urlset(f"<url><loc>{HOME}/caf&eacute;</loc></url>").encode(), ["/caf%C3%A9"]),
    "lines before the declaration": (b"\n\n  " + urlset(locs("/a")).encode(), ["/a"]),
    "byte order mark": ("\ufeff".encode() + urlset(locs("/a")).encode(), ["/a"]),
    "UTF-16": (urlset(locs("/a")).encode("utf-16"), ["/a"]),
    "says UTF-8, is Latin-1": (
        f'<?xml version="1.0" encoding="UTF-8"?><urlset><url><loc>{HOME}/café</loc></url></urlset>'.encode("latin-1"),
        ["/caf%C3%A9"]),
    "control characters": (urlset(locs("/a") + "\x00\x0b" + locs("/b")).encode(), ["/a", "/b"]),
    "the same twice": (urlset(locs("/a", "/a", "/b")).encode(), ["/a", "/b"]),
    "relative": (urlset("<url><loc>/a</loc></url>").encode(), ["/a"]),
    "empty and unusable": (urlset("<url><loc></loc></url><url/><url><loc>ftp://x/</loc></url>").encode(), []),
    "cut off in an address": (urlset(locs("/a", "/b")).encode()[:-28], ["/a"]),
    "gzip cut off": (gzip.compress(urlset(locs("/a", *(f"/{n}" for n in range(900)))).encode())[:-40], ["/a"]),
    "plain text": (f"{HOME}/a\r\n\r\n  {HOME}/b\nnothing\n".encode(), ["/a", "/b"]),
    "comment before the root": (f"<!-- made -->\n<urlset>{locs('/a')}</urlset>".encode(), ["/a"]),
    "a page of HTML": (b"<!doctype html><html><body><a href='/a'>A</a></body></html>", []),
    "nothing": (b"", []),
    "noise": (b"\x00\xff\xfe<<<>>&&&", []),
    "entities that grow": (
        f'<!DOCTYPE u [<!ENTITY a "{HOME}/x"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>{HOME}/&b;</loc></url>'
        f"{locs('/a')}</urlset>".encode(), ["/&b;", "/a"]),
    "an entity from a file": (
        f'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>{HOME}/&f;</loc></url></urlset>'
        .encode(), ["/&f;"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_the_addresses_in(name: str) -> None:
    body, paths = TAKEN[name]
    found = [entry.url for entry in read_sitemap(body, AT).entries]
    assert found[: len(paths)] == [HOME + path for path in paths]
    assert len(found) == len(paths) or name == "gzip cut off"


def test_what_a_news_sitemap_says() -> None:
    first, second = read_sitemap(NEWS.encode(), AT).entries
    assert first.title == "Boats & crews, counted"
    assert first.published == "2026-02-01T22:30:00+08:00"
    assert first.modified == "2026-02-02T08:00:00+08:00"
    assert first.language == "zh-cn"
    assert first.tags == ("harbour", "boats")
    assert first.is_article
    assert (second.title, second.published, second.is_article) == (None, None, False)


def test_an_index_of_sitemaps() -> None:
    rows = (
        f"<sitemap><loc>{HOME}/1.xml</loc><lastmod>2026-02-01</lastmod></sitemap><sitemap><loc>/2.xml</loc></sitemap>"
    )
    listing = read_sitemap(f"<sitemapindex>{rows}</sitemapindex>".encode(), AT)
    assert listing.further == [Further(url=f"{HOME}/1.xml", modified="2026-02-01"), Further(url=f"{HOME}/2.xml")]
    assert listing.entries == []
    assert listing.notes == []


@pytest.mark.parametrize(
    ("body", "note"),
    [(TAKEN["cut off in an address"][0], "cut off"), (TAKEN["gzip cut off"][0], "cut off"),
     (TAKEN["a page of HTML"][0], "a page of HTML, no sitemap")],
)  # fmt: skip
def test_what_is_wrong_is_said(body: bytes, note: str) -> None:
    assert read_sitemap(body, AT).notes == [note]


def test_more_addresses_than_a_sitemap_may_hold() -> None:
    listing = read_sitemap(urlset(locs(*(f"/{n}" for n in range(MAX_ENTRIES + 10)))).encode(), AT)
    assert len(listing.entries) == MAX_ENTRIES
    assert any("the rest was not read" in note for note in listing.notes)


def test_a_gzip_bomb_is_read_in_bounds() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 200_000_000)
    tracemalloc.start()
    assert read_sitemap(bomb, AT).says_nothing
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300_000_000


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=400), cut=st.integers(0, 1200))
def test_any_bytes_and_any_cut_are_survived(body: bytes, cut: int) -> None:
    read_sitemap(body, AT)
    whole = [entry.url for entry in read_sitemap(NEWS.encode(), AT).entries]
    part = [entry.url for entry in read_sitemap(NEWS.encode()[:cut] + body[:3], AT).entries]
    assert part == whole[: len(part)]  # an address that is cut off is never taken for one


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), max_size=20))
def test_every_address_comes_through_in_order(names: list[str]) -> None:
    urls = list(dict.fromkeys(filter(None, (normalise(f"{HOME}/{name}") for name in names))))
    rows = "".join(f"<url><loc>{url.replace('&', '&amp;')}</loc></url>" for url in urls)
    assert [entry.url for entry in read_sitemap(urlset(rows).encode(), AT).entries] == urls


LISTS = (
    "/category-sitemap.xml /wp-sitemap-taxonomies-category-1.xml /wp-sitemap-users-1.xml /author-sitemap.xml "
    "/image-sitemap-3.xml /sitemap_tags.xml /wp-sitemap-posts-page-1.xml /page-sitemap.xml"
).split()
STORIES = (
    "/post-sitemap.xml /wp-sitemap-posts-post-2.xml /news-sitemap.xml /sitemap-articles-2026-01.xml /stories.xml"
).split()
EITHER = "/sitemap.xml /sitemap-3.xml /map/2026.xml /static/sitemap.xml /images/sitemap-index.xml".split()


@pytest.mark.parametrize("path", [*LISTS, *STORIES, *EITHER])
def test_what_a_sitemaps_name_says(path: str) -> None:
    assert holds_lists(HOME + path) == (path in LISTS)
    assert holds_articles(HOME + path) == (path in STORIES)


@pytest.mark.parametrize(
    ("path", "span"),
    [
        ("/sitemap-2026-02.xml", ("2026-02-01", "2026-02-31")),
        ("/sitemaps/2026/02/03/index.xml", ("2026-02-03", "2026-02-03")),
        ("/sitemap.xml?yyyy=2025&mm=11", ("2025-11-01", "2025-11-31")),
        ("/sitemap.xml?yyyy=2025&mm=11&dd=30", ("2025-11-01", "2025-11-31")),
        ("/archive-2019.xml", ("2019-01-01", "2019-12-31")),
        ("/sitemap-202513.xml", None),
        ("/sitemap.xml?offset=2000", None),
        ("/sitemap-12.xml", None),
        ("/post-sitemap2026123.xml", None),
    ],
)
def test_the_time_in_a_sitemaps_name(path: str, span: tuple[str, str] | None) -> None:
    assert span_in(HOME + path) == span


def order(*rows: tuple[str, str | None]) -> list[str]:
    return [further.url for further in newest_first([Further(url=url, modified=day) for url, day in rows])]


def test_the_newest_sitemap_first_and_lists_last() -> None:
    assert order(("/x/y/z/category-sitemap.xml", "2026-03"), ("a1", "2026-01"), ("a2", "2026-02")) == [
        "a2", "a1", "/x/y/z/category-sitemap.xml"]  # fmt: skip
    assert order((f"{HOME}/wp-sitemap-posts-post-1.xml", None), (f"{HOME}/wp-sitemap-posts-post-2.xml", None)) == [
        f"{HOME}/wp-sitemap-posts-post-2.xml", f"{HOME}/wp-sitemap-posts-post-1.xml"]  # fmt: skip
    assert order((f"{HOME}/s-2024-01.xml", None), (f"{HOME}/s-2026-01.xml", None)) == [
        f"{HOME}/s-2026-01.xml", f"{HOME}/s-2024-01.xml"]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "chosen"),
    [
        ("/post-1.xml /pages.xml /category.xml", "/post-1.xml"),
        ("/news.xml /pages.xml /category.xml", "/news.xml /pages.xml"),  # the news alone are of two days
        ("/news.xml /category.xml", "/news.xml"),
        ("/pages.xml /category.xml", "/pages.xml"),
        ("/category.xml /tags.xml", "/category.xml /tags.xml"),
    ],
)
def test_which_sitemaps_are_worth_asking(named: str, chosen: str) -> None:
    urls = [Further(url=HOME + path) for path in named.split()]
    assert [one.url.removeprefix(HOME) for one in worth_asking(urls)] == chosen.split()
