"""Sitemaps and feeds that are small on the wire and would be large in memory: what is held of them has a bound."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable

import pytest

from newscrawler.discovery import lenient_xml
from newscrawler.discovery.bounded_json import MOST_BRACKETS, read_json
from newscrawler.discovery.entries import Listing
from newscrawler.discovery.feeds import read_feed
from newscrawler.discovery.lenient_xml import _pieces, closed_elements
from newscrawler.discovery.sitemaps import read_sitemap

HELD, ROWS = 1000, 2000
URL = "https://example.org/s.xml"
ROW = "<url><loc>/2026/02/01/a-story-of-the-pier</loc></url>"
STORY = "https://example.org/2026/02/01/a-story-of-the-pier"


@pytest.mark.parametrize(
    ("read", "text", "note"),
    [
        (read_sitemap, f"<urlset>{ROW}<url>{'<a/>' * (HELD + 500)}</url></urlset>", "elements in one row"),
        (read_sitemap, f"<urlset>{ROW}{'<a/>' * (HELD + 500)}</urlset>", "elements in one row"),
        (read_sitemap, f"<urlset>{ROW}<url>{'<a/><x:url/>' * HELD}</url></urlset>", "elements in one row"),
        (read_sitemap, f"<urlset>{ROW}{'<url/>' * (ROWS + 1)}</urlset>", "rows"),
        (read_feed, f"<rss><item><link>{STORY}</link></item>{'<a/>' * (HELD + 500)}</rss>", "elements"),
    ],
    ids=["a row", "between rows", "rows in a row", "rows", "a feed"],
)
def test_more_than_any_honest_file_holds_is_not_read(
    read: Callable[[bytes, str], Listing], text: str, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lenient_xml, "MOST_HELD", HELD)
    monkeypatch.setattr(lenient_xml, "MOST_ROWS", ROWS)
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
    lines, brackets = b"\n" * 2_000_000, b'{"items":[' + b"{}," * 600_000 + b"{}]}"
    tracemalloc.start()
    assert read_sitemap(lines, URL).entries == []
    assert read_feed(gzip.compress(brackets, 1), URL).entries == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 2**20  # a list of such lines took 16 MB, of such brackets 45


def test_what_must_be_mended_grows_a_piece_at_a_time() -> None:
    """64 MB of ampersands, which come packed in 290 KB, took 2 GB."""
    pieces = [len(piece) for piece in _pieces("&" * 1_000_000)]
    assert sum(pieces) == 5_000_000
    assert max(pieces) < 700_000


@pytest.mark.parametrize("before", range(131_060, 131_085))
def test_a_reference_is_whole_wherever_a_piece_ends(before: int) -> None:
    start = "<urlset>" + " " * (before - 50)
    row = "<url><loc>/2026/02/01/boats&eacute;&amp;crews&nosuch;&#x41;</loc></url>"
    (entry,) = read_sitemap(f"{start}{row}</urlset>".encode(), URL).entries
    assert entry.url == "https://example.org/2026/02/01/boats%C3%A9&crews&nosuch;A"


def test_json_is_read_up_to_a_bound() -> None:
    assert read_json(b'[{"id": 1}]') == [{"id": 1}]
    assert read_json(b"[" + b"[]," * MOST_BRACKETS + b"[]]") is None
    assert read_json(b"it rained") is None


def test_a_text_is_not_copied_for_the_space_before_it() -> None:
    text = " <urlset>" + "a" * 8_000_000
    tracemalloc.start()
    assert list(closed_elements(text, frozenset({"url"}))) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000
