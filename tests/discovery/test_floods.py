"""Sitemaps and feeds that are small on the wire and would be large in memory: what is held of them has a bound."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable

import pytest

from newscrawler.discovery.bounded_json import MOST_BRACKETS, read_json
from newscrawler.discovery.entries import Listing
from newscrawler.discovery.feeds import read_feed
from newscrawler.discovery.lenient_xml import MOST_HELD, MOST_ROWS, closed_elements
from newscrawler.discovery.sitemaps import read_sitemap

URL = "https://example.org/s.xml"
ROW = "<url><loc>/2026/02/01/a-story-of-the-pier</loc></url>"
STORY = "https://example.org/2026/02/01/a-story-of-the-pier"


@pytest.mark.parametrize(
    ("read", "text", "note"),
    [
        (read_sitemap, f"<urlset>{ROW}<url>{'<a/>' * (MOST_HELD + 50_000)}</url></urlset>", "elements in one row"),
        (read_sitemap, f"<urlset>{ROW}{'<a/>' * (MOST_HELD + 50_000)}</urlset>", "elements in one row"),
        (read_sitemap, f"<urlset>{ROW}<url>{'<a/><x:url/>' * MOST_HELD}</url></urlset>", "elements in one row"),
        (read_sitemap, f"<urlset>{ROW}{'<url/>' * (MOST_ROWS + 1)}</urlset>", "rows"),
        (read_feed, f"<rss><item><link>{STORY}</link></item>{'<a/>' * (MOST_HELD + 50_000)}</rss>", "elements"),
    ],
    ids=["a row", "between rows", "rows in a row", "rows", "a feed"],
)
def test_more_than_any_honest_file_holds_is_not_read(
    read: Callable[[bytes, str], Listing], text: str, note: str
) -> None:
    listing = read(text.encode(), URL)
    assert [entry.url for entry in listing.entries] == [STORY]
    assert any(note in said for said in listing.notes)


def test_wrapped_rows_are_let_go_of_with_their_wrappers() -> None:
    """What libxml2 holds nobody counts: so it is seen by what stands in the tree at each row."""
    text = f"<urlset>{'<x><y/><y/><url/></x>' * 5000}</urlset>"
    held = [len(row.getroottree().getroot()) for row in closed_elements(text, frozenset({"url"}))]
    assert len(held) == 5000
    assert held[-1] < 1000  # of one piece of the text


def test_a_row_in_a_row_takes_nothing_from_it() -> None:
    inner = "<image:image><image:url>https://example.org/pier.jpg</image:url></image:image>"
    listing = read_sitemap(f"<urlset>{ROW.replace('</url>', inner + '</url>')}</urlset>".encode(), URL)
    assert [entry.url for entry in listing.entries] == [STORY]


def test_lines_and_brackets_without_end_take_no_more_memory_than_their_text() -> None:
    lines, brackets = b"\n" * 8_000_000, b'{"items":[' + b"{}," * 2_000_000 + b"{}]}"
    tracemalloc.start()
    assert read_sitemap(lines, URL).entries == []
    assert read_feed(gzip.compress(brackets, 1), URL).entries == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 2**20  # a list of such lines took 64 MB, of such brackets 150


def test_json_is_read_up_to_a_bound() -> None:
    assert read_json(b'[{"id": 1}]') == [{"id": 1}]
    assert read_json(b"[" + b"[]," * MOST_BRACKETS + b"[]]") is None
    assert read_json(b"it rained") is None
