"""Requests go through the ledger as JSON, and what cannot be kept there is said."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import FormRequest, Request, Spider
from scrapy.http import JsonRequest

from newscrawler.captured import capture_of, note_capture
from newscrawler.items import WarcPointer
from newscrawler.stored_requests import DEPTH, LEASE, NotStorable, call_of, request_of, with_told

URL = "https://example.org/a"


class Walker(Spider):
    name = "walker"

    def parse_other(self, response: Any) -> None:
        """A callback."""

    def parse(self, response: Any) -> None:
        """The usual callback."""

    def note_failure(self, failure: Any) -> None:
        """An errback."""


WALKER = Walker()


def through(request: Request) -> Request:
    return request_of(URL, call_of(request, WALKER), request.priority, 3, WALKER)


def test_all_that_a_request_of_ours_says_comes_back() -> None:
    asked = Request(
        URL, WALKER.parse_other, errback=WALKER.note_failure, priority=7, cb_kwargs={"site": "a", "hops": 2},
        meta={"mine": [1, None], "proxy": "http://127.0.0.1:1", "download_latency": 0.1, "newscrawler_turn": "x"},
    )  # fmt: skip
    again = through(asked)
    assert (again.url, again.callback, again.errback) == (URL, WALKER.parse_other, WALKER.note_failure)
    assert (again.priority, again.cb_kwargs) == (7, {"site": "a", "hops": 2})
    assert again.meta == {"mine": [1, None], LEASE: URL, DEPTH: 3}


def test_no_callback_is_parse() -> None:
    assert through(Request(URL)).callback == WALKER.parse


def test_a_request_that_was_sent_is_stored_without_what_was_added_on_the_way() -> None:
    sent = through(Request(URL))
    sent.headers["User-Agent"] = "newscrawler"
    assert not through(sent).headers


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(URL, method="POST", body=b"x"), "only GET without a body"),
        (Request(URL, body=b"x"), "only GET without a body"),
        (Request(URL, method="HEAD"), "only GET without a body"),
        (FormRequest(URL, formdata={"q": "rain"}), "only GET without a body"),
        (JsonRequest(URL, data={"q": "rain"}), "only GET without a body"),
        (Request(URL, headers={"X": "y"}), "headers of a request's own"),
        (Request(URL, callback=lambda response: None), "is no method of the spider"),
        (Request(URL, callback=Walker().parse_other), "is no method of the spider"),  # another spider's
        (Request(URL, cb_kwargs={"page": object()}), "must be JSON"),
        (Request(URL, meta={"page": object()}), "must be JSON"),
    ],
)
def test_what_cannot_be_kept_is_said(request_: Request, said: str) -> None:
    with pytest.raises(NotStorable, match=said):
        call_of(request_, WALKER)


def test_a_capture_is_that_of_its_own_address() -> None:
    from scrapy.http import Response

    pointer = WarcPointer(file="f", offset=0, length=1, record_id="r", payload_digest="d")
    request = Request(URL)
    assert capture_of(Response(URL, request=request)) is None
    note_capture(request, URL, pointer)
    assert capture_of(Response(URL, request=request)) is pointer
    redirected = request.replace(url="https://example.org/b")  # Scrapy copies meta
    assert capture_of(Response(redirected.url, request=redirected)) is None


def test_what_several_channels_told_is_kept_of_each() -> None:
    call = call_of(Request(URL, WALKER.parse, cb_kwargs={"site": "a"}), WALKER)
    sitemap = {"source": "sitemap", "by": "/news.xml", "title": "Rain"}
    feed = {"source": "feed", "by": "/feed", "title": "Rain!", "authors": ["Ines Falk"]}
    first = with_told(call, sitemap)
    assert first is not None
    second = with_told(first, feed)
    assert second is not None
    assert request_of(URL, second, 0, 0, WALKER).cb_kwargs == {"site": "a", "told": {**sitemap, "also": [feed]}}
    assert with_told(second, feed) is None
    assert with_told(second, {"source": "sitemap", "by": "/other.xml", "title": "Rain"}) is None  # nothing new
    other = call_of(Request(URL, WALKER.parse_other, cb_kwargs={"site": "a"}), WALKER)
    assert with_told(other, feed) is None
