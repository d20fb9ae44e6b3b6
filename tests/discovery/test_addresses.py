"""Addresses: what is folded together, what must stay apart, and that nothing ever raises."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawler.discovery.addresses import (
    article_id,
    date_in,
    host_of,
    normalise,
    same_site,
    variant_of,
)
from newscrawler.discovery.normal_form import _normalise
from newscrawler.discovery.traps import trap_of

FOLDED = [
    ("HTTP://Echo.Example/", "http://echo.example/"),
    ("http://echo.example", "http://echo.example/"),
    ("http://echo.example.:80/x", "http://echo.example/x"),
    ("https://echo.example:443/x", "https://echo.example/x"),
    ("https://echo.example:8443/x", "https://echo.example:8443/x"),
    ("http://echo.example:/x", "http://echo.example/x"),
    ("https://echo.example/a/./b/../c/", "https://echo.example/a/c/"),
    ("https://echo.example/a/..", "https://echo.example/"),
    ("https://echo.example/%7Eanna/%e4", "https://echo.example/~anna/%E4"),
    ("https://echo.example/a b", "https://echo.example/a%20b"),
    ("https://echo.example/straße", "https://echo.example/stra%C3%9Fe"),
    ("https://echo.example/a%2Fb", "https://echo.example/a%2Fb"),
    ("https://echo.example/100%", "https://echo.example/100%25"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://anna:secret@echo.example/", "https://echo.example/"),
    ("https://echo.example\\a\\b", "https://echo.example/a/b"),
    (" \n https://echo.example/a\tb ", "https://echo.example/ab"),
    ("https://echo.example/x#part", "https://echo.example/x"),
    ("https://echo.example/x?", "https://echo.example/x"),
    ("https://echo.example/x?utm_source=a&id=3&fbclid=b", "https://echo.example/x?id=3"),
    ("https://echo.example/x?UTM_Campaign=a", "https://echo.example/x"),
    ("https://echo.example/x?%75tm_source=a", "https://echo.example/x"),
    ("http://[2001:DB8::1]:8000/x", "http://[2001:db8::1]:8000/x"),
    ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
]
LEFT_ALONE = [
    "https://echo.example/x?b=2&a=1&b=1",  # order and repetition may choose the page
    "https://echo.example/x?ref=rss",
    "https://echo.example/x?id",
    "https://echo.example/x/",
    "https://echo.example/x",
    "https://echo.example/a//b",
    "https://echo.example/A",
    "https://echo.example/.well-known/x",
    "https://www.echo.example/",
]
UNUSABLE = [
    "",
    "x",
    "/x",
    "mailto:anna@echo.example",
    "javascript:void(0)",
    "data:text/html,x",
    "ftp://echo.example/",
    "http://",
    "http:///x",
    "http://echo example/",
    "http://echo..example/",
    "http://echo.example:99999/",
    "http://echo.example:port/",
    "http://[::1/",
    "http://-/",
    "https://echo.example/" + "x" * 5000,
]


@pytest.mark.parametrize(("spelling", "normal"), FOLDED)
def test_folds_spellings_of_one_page(spelling: str, normal: str) -> None:
    assert normalise(spelling) == normal


@pytest.mark.parametrize("url", LEFT_ALONE)
def test_leaves_alone_what_may_choose_the_page(url: str) -> None:
    assert normalise(url) == url


@pytest.mark.parametrize("url", UNUSABLE)
def test_refuses_what_is_no_web_address(url: str) -> None:
    assert normalise(url) is None


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/sport", "https://echo.example/sport"),
        ("/", "https://echo.example/"),
        ("b", "https://echo.example/news/b"),
        ("../b", "https://echo.example/b"),
        ("?page=2", "https://echo.example/news/a?page=2"),
        ("#top", "https://echo.example/news/a?x=1"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x", "http://other.example/x"),
        ("mailto:anna@echo.example", None),
    ],
)
def test_joins_links_to_the_page_they_stand_on(link: str, absolute: str | None) -> None:
    assert normalise(link, "https://Echo.example:443/news/a?x=1#y") == absolute


ODD = st.text(alphabet=st.sampled_from("abAB012./\\?&=#%:@[]~-_ \t\u00e4\u4e2d\ud800xn"), max_size=40)
ADDRESSES = st.one_of(ODD, st.text(max_size=60), st.builds("http{}://{}".format, st.sampled_from(["", "s"]), ODD))


@given(ADDRESSES, st.one_of(st.none(), ADDRESSES))
@example("http://a/%%34%31", None)
@example("http://a/.%2e/b", None)
@example("http://a//..//b", None)
def test_a_normal_form_is_its_own(url: str, base: str | None) -> None:
    normal = normalise(url, base)
    if normal is not None:
        assert normalise(normal) == normal
        assert normal.isascii()


@given(st.from_regex(r"https?://[a-z.-]{1,9}/[A-Za-z0-9_~./-]{0,20}", fullmatch=True))
def test_the_short_way_leads_where_the_long_way_does(url: str) -> None:
    assert normalise(url) == _normalise(url, None)
    path = "/" + url.split("/", 3)[3]
    assert normalise(path, "http://a.example/b/c") == _normalise(path, "http://a.example/b/c")


@given(ADDRESSES)
def test_no_address_raises(url: str) -> None:
    assert len(article_id(url)) == 20
    assert host_of(url) is None or host_of(url)
    date_in(url), trap_of(url), variant_of(url), same_site(url, url)


def test_one_article_has_one_id() -> None:
    spellings = [
        "http://echo.example/a",
        "https://www.echo.example/a/",
        "https://ECHO.example/a?utm_medium=feed#top",
    ]
    assert len({article_id(url) for url in spellings}) == 1
    assert article_id("https://echo.example/a") != article_id("https://echo.example/b")
    assert article_id("https://echo.example/?p=1") != article_id("https://echo.example/?p=2")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/china/2026/01/12/a-slug", "2026-01-12"),
        ("/2026/1/2/a-slug/", "2026-01-02"),
        ("/2026-01-12-a-slug.html", "2026-01-12"),
        ("/20260112/a-slug", "2026-01-12"),
        ("/n1/2026/0112/c1001-31.html", "2026-01-12"),
        ("/2026-01/12/content_9.htm", "2026-01-12"),
        ("/202601/t20260112_48.html", "2026-01-12"),
        ("/world/2026/jan/12/a-slug", "2026-01-12"),
        ("/world/2026/January/12/a-slug", "2026-01-12"),
        ("/2026/02/31/a-slug", None),
        ("/2082/09/28/a-slug", None),  # of Nepal's calendar
        ("/2026/01/a-slug", None),
        ("/12026011234/", None),
        ("/2026/01/123-things", None),
        ("/a?day=2026-01-12", None),
        ("/", None),
    ],
)
def test_reads_the_day_an_address_names(path: str, day: str | None) -> None:
    assert date_in("https://echo.example" + path) == day


def test_a_host_that_looks_like_a_date_names_no_day() -> None:
    assert date_in("https://2026-01-12.example/a") is None


@pytest.mark.parametrize(
    ("variant", "plain"),
    [
        ("/a-long-slug/amp/", "/a-long-slug/"),
        ("/a-long-slug/amp", "/a-long-slug"),
        ("/a-long-slug/print/", "/a-long-slug/"),
        ("/2026/01/12/2026-report/amp/", "/2026/01/12/2026-report/"),
        ("/2026/01/12/rain/amp/", "/2026/01/12/rain/"),
        ("/a-slug.amp.html", "/a-slug.html"),
        ("/news/world-123.amp", "/news/world-123"),
        ("/a?amp=1", "/a"),
        ("/a?id=3&outputType=amp", "/a?id=3"),
        ("/?p=7&print=1", "/?p=7"),
        ("/tag/amp/", None),
        ("/amp/", None),
        ("/sport/print/", None),
        ("/a?amplifier=1", None),
        ("/a-long-slug/", None),
    ],
)
def test_finds_the_plain_address_of_variants(variant: str, plain: str | None) -> None:
    assert variant_of("https://echo.example" + variant) == (plain and "https://echo.example" + plain)


def test_a_site_is_its_host_with_and_without_www() -> None:
    assert same_site("www.echo.example", "Echo.example")
    assert same_site("127.0.0.1:8000", "127.0.0.1:8000")
    assert not same_site("127.0.0.1:8000", "127.0.0.1:9000")
    assert same_site("m.echo.example", "www.echo.example")
    assert not same_site("en.echo.example", "echo.example")
    assert not same_site(None, None)
