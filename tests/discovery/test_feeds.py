"""Feeds of every make, whole and broken."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.discovery.entries import Entry
from newscrawler.discovery.feeds import MAX_ITEMS, read_feed

HOME = "https://pier.example"
AT = f"{HOME}/feed/"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Pier</title><link>{HOME}</link><language>en-GB</language>
<atom:link href="{AT}" rel="self"/><atom:link rel="next" href="{AT}?paged=2"/>
<item><title>Boats &amp;#8211; counted</title><link>{HOME}/boats?utm_source=rss</link>
<dc:creator><![CDATA[Ines Falk]]></dc:creator><pubDate>Sun, 01 Feb 2026 22:30:00 +0800</pubDate>
<category><![CDATA[Harbour]]></category><category>Boats &amp; crews</category>
<guid isPermaLink="false">{HOME}/?p=7</guid><description>&lt;p&gt;Text&lt;/p&gt;</description></item>
<item><guid>{HOME}/crane</guid><author>office@pier.example (Tom Hale)</author></item>
<item><title>No address at all</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Pier</title><language>de</language>
<link rel="next" href="/feed/2"/><link rel="self" href="/feed/"/>
<entry><title type="html">Boote &lt;b&gt;gezählt&lt;/b&gt;</title><link rel="edit" href="/edit/1"/>
<link rel="alternate" type="text/html" href="/boote"/><id>tag:pier.example,2026:1</id>
<published>2026-02-01T22:30:00+01:00</published><updated>2026-02-02T08:00:00+01:00</updated>
<author><name>Ines Falk</name><email>x@pier.example</email></author><category term="hafen" label="Hafen"/>
<source><title>Elsewhere</title><updated>2020-01-01T00:00:00Z</updated></source></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{HOME}/"><title>Pier</title></channel>
<item rdf:about="{HOME}/boats"><title>Boats</title><dc:date>2026-02-01T22:30:00Z</dc:date>
<dc:subject>Harbour</dc:subject></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "language": "en", "next_url": f"{AT}2.json",
    "items": [
        {"id": "1", "url": "/boats", "title": "Boats", "date_published": "2026-02-01T22:30:00+08:00",
         "authors": [{"name": "Ines Falk"}, {"url": "x"}], "tags": ["harbour", 7]},
        {"id": f"{HOME}/crane"}, {"id": "3"}, "nonsense",
    ],
}  # fmt: skip

BOATS = Entry(
    url=f"{HOME}/boats", title="Boats – counted", published="2026-02-01T22:30:00+08:00", authors=("Ines Falk",),
    tags=("Harbour", "Boats & crews"), language="en-GB", is_article=True,
)  # fmt: skip


def test_rss() -> None:
    listing = read_feed(RSS.encode(), AT)
    assert listing.entries == [
        BOATS, Entry(url=f"{HOME}/crane", authors=("Tom Hale",), language="en-GB", is_article=True)]  # fmt: skip
    assert [further.url for further in listing.further] == [f"{AT}?paged=2"]
    assert listing.notes == []


def test_addresses_are_seen_from_the_base_that_is_stated() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{HOME}/news/"><entry><link href="boats"/></entry>
    <entry xml:base="/harbour/"><link href="crane"/></entry><entry xml:base="::"><link href="/nets"/></entry></feed>"""
    assert [entry.url for entry in read_feed(feed.encode(), AT).entries] == [
        f"{HOME}/news/boats", f"{HOME}/harbour/crane", f"{HOME}/nets"]  # fmt: skip


def test_an_address_that_is_escaped_once_more() -> None:
    told = f"<item><link><![CDATA[{HOME}/read?id=7&amp;part=2]]></link></item>"
    (entry,) = read_feed(f"<rss><channel>{told}</channel></rss>".encode(), AT).entries
    assert entry.url == f"{HOME}/read?id=7&part=2"


def test_atom() -> None:
    listing = read_feed(ATOM.encode(), AT)
    assert listing.entries == [
        Entry(
            url=f"{HOME}/boote", title="Boote gezählt", published="2026-02-01T22:30:00+01:00",
            modified="2026-02-02T08:00:00+01:00", authors=("Ines Falk",), tags=("Hafen",), language="de",
            is_article=True,
        )
    ]  # fmt: skip
    assert [further.url for further in listing.further] == [f"{HOME}/feed/2"]


def test_rdf() -> None:
    (entry,) = read_feed(RDF.encode(), AT).entries
    assert (entry.url, entry.title, entry.tags) == (f"{HOME}/boats", "Boats", ("Harbour",))
    assert entry.published == "2026-02-01T22:30:00Z"


def test_json_feed() -> None:
    listing = read_feed(json.dumps(JSON_FEED).encode(), AT)
    assert [entry.url for entry in listing.entries] == [f"{HOME}/boats", f"{HOME}/crane"]
    assert listing.entries[0].authors == ("Ines Falk",)
    assert listing.entries[0].tags == ("harbour",)
    assert [further.url for further in listing.further] == [f"{AT}2.json"]


def item(inner: str) -> str:
    return f"<rss version='2.0'><channel><item>{inner}</item></channel></rss>"


# feed → the address of its first item
ADDRESSES: list[tuple[str, str | None]] = [
    (item("<link>/a</link>"), f"{HOME}/a"),
    (item("<link><![CDATA[ https://pier.example/a ]]></link>"), f"{HOME}/a"),
    (item("<link>https://count.example/x</link><feedburner:origLink>/a</feedburner:origLink>"), f"{HOME}/a"),
    (item("<guid isPermaLink='true'>https://pier.example/a</guid>"), f"{HOME}/a"),
    (item("<guid>a number</guid>"), None),
    (item("<link>/?id=1&cat=2</link>"), f"{HOME}/?id=1&cat=2"),
    (item("<link href='/a' rel='alternate'/>"), f"{HOME}/a"),
    (item("<link>mailto:x@pier.example</link>"), None),
    ("<rss version='0.91'><channel><item><title>x&nbsp;y</title><link>/a</link></item></channel></rss>", f"{HOME}/a"),
]


@pytest.mark.parametrize(("feed", "url"), ADDRESSES)
def test_the_address_of_an_item(feed: str, url: str | None) -> None:
    found = [entry.url for entry in read_feed(feed.encode(), AT).entries]
    assert found == ([url] if url else [])


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"<html></html>", b'{"items": 3}', b"\xff\xfe\x00", b"{}"])
def test_no_feed(body: bytes) -> None:
    listing = read_feed(body, AT)
    assert listing.says_nothing
    assert listing.notes == ["no feed"]


def test_a_feed_that_is_cut_off_gives_what_came_whole() -> None:
    listing = read_feed(RSS.encode()[: RSS.index("<item><guid>") + 30], AT)
    assert listing.entries == [BOATS]
    assert read_feed(gzip.compress(RSS.encode()), AT).entries[0] == BOATS


def test_more_items_than_anybody_has() -> None:
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(MAX_ITEMS + 5))
    assert len(read_feed(f"<rss><channel>{items}</channel></rss>".encode(), AT).entries) == MAX_ITEMS


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 1500))
def test_any_bytes_are_survived(noise: bytes, cut: int) -> None:
    read_feed(noise, AT)
    for feed in (RSS, ATOM, RDF, json.dumps(JSON_FEED)):
        part = [entry.url for entry in read_feed(feed.encode()[:cut] + noise[:4] + feed.encode()[cut:], AT).entries]
        assert all(url.startswith("http") for url in part)
