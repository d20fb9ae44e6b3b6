"""robots.txt as RFC 9309 reads it, its own examples among the cases."""

import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.politeness.robots import MAX_BYTES, RobotsTxt

SITE = "https://example.org"

CASES = [
    # (robots.txt, path, allowed)
    ("", "/a", True),
    ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /a", "/abc", False),
    ("User-agent: *\nDisallow: /a", "/b/a", True),
    # the most specific match wins, not the first (2.2.2)
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /p\nAllow: /p", "/p", True),
    # special characters (2.2.3)
    ("User-agent: *\nDisallow: /*.gif$", "/x/y.gif", False),
    ("User-agent: *\nDisallow: /*.gif$", "/x/y.gif?z", True),
    ("User-agent: *\nDisallow: /*?filter_by=", "/c/?filter_by=x", False),
    ("User-agent: *\nDisallow: /a%2Ab", "/a*b", False),
    ("User-agent: *\nDisallow: /a%2Ab", "/axb", True),
    ("User-agent: *\nDisallow: /a*b", "/a*b", False),
    ("User-agent: *\nDisallow: /price%24$", "/price$", False),
    ("User-agent: *\nDisallow: /a*b*c$", "/axxbxxcc", False),
    ("User-agent: *\nDisallow: /a*b*c$", "/axxcb", True),
    ("User-agent: *\nDisallow: /a/$", "/a/", False),
    ("User-agent: *\nDisallow: /a/$", "/a/b", True),
    ("User-agent: *\nDisallow: /pay$now", "/pay$now/then", False),
    ("User-agent: *\nDisallow: /*$now$", "/pay$now/then", True),
    # without the slash that all paths begin with: meant, where it forbids
    ("User-agent: *\nDisallow: private/", "/private/a", False),
    ("User-agent: *\nDisallow: *.gif", "/a.gif", False),
    ("User-agent: *\nDisallow: https://example.org/private/", "/private/a", False),
    ("User-agent: *\nDisallow: https://example.org", "/a", False),
    # what addresses never hold as it is
    ("User-agent: *\nDisallow: /my files/", "/my%20files/a", False),
    ("User-agent: *\nDisallow: /my files/ä b", "/my%20files/%C3%A4%20b", False),
    ("User-agent: *\nDisallow: /*?a[]=", "/x?a[]=1", False),
    ("User-agent: *\nDisallow: /100%/{x}", "/100%25/%7Bx%7D", False),
    ("User-agent: *\nDisallow: /a\nAllow: a/b", "/a/b", False),
    # percent forms (2.2.2's table)
    ("User-agent: *\nDisallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", False),
    ("User-agent: *\nDisallow: /foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", False),
    ("User-agent: *\nDisallow: /foo/%62ar", "/foo/bar", False),
    ("User-agent: *\nDisallow: /foo%2Fbar", "/foo/bar", True),
    # who is spoken to (2.2.1)
    ("User-agent: newscrawler\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
    ("User-agent: NewsCrawler/1.0\nDisallow: /a\n\nUser-agent: newscrawler\nDisallow: /b", "/a", False),
    ("User-agent: news\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", False),
    ("User-agent: news\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", True),
    ("User-agent: newscrawlerplus\nDisallow: /a", "/a", True),
    ("User-agent: other\nUser-agent: newscrawler\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", True),
    ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
    # form
    ("\ufeffuser-agent:*\r\ndisallow : /a # why\r\n", "/a", False),
    ("User-agent: *\0\nDisallow: /a\0", "/a", False),
    ("Disallow: /a", "/a", True),
    ("User-agent: *\n\n\nSitemap: https://example.org/s.xml\nDisallow: /a", "/a", False),
]


@pytest.mark.parametrize(("text", "path", "allowed"), CASES)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert RobotsTxt.parse(text.encode(), "newscrawler").allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 2", 2.0),
        ("Crawl-delay: 0.02", 0.02),
        ("crawl-delay: -3", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: 10s", 10.0),
        ("Crawl-delay: 1,5", 1.5),
        ("Crawl-delay: 0", None),
        ("Crawl-delay: .5", 0.5),
        ("Crawl-delay: 1e3", 1000.0),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: 000000000000000000001", None),
        ("Crawl-delay: 99999999999999", 999999999.0),
        ("Request-rate: 1/5", 5.0),
        ("Request-rate: 10/1m 0800-1200", 6.0),
        ("Crawl-delay: 1\nRequest-rate: 1/5", 5.0),
    ],
)
def test_what_pace_is_asked_for(line: str, seconds: float | None) -> None:
    assert RobotsTxt.parse(f"User-agent: *\n{line}".encode(), "newscrawler").crawl_delay == seconds


def test_a_delay_for_others_is_not_ours() -> None:
    text = b"User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /x"
    assert RobotsTxt.parse(text, "newscrawler").crawl_delay is None


def test_sitemaps_stand_outside_the_groups() -> None:
    text = b"Sitemap: https://example.org/a.xml\nUser-agent: other\nSitemap: https://example.org/b.xml\n"
    assert RobotsTxt.parse(text, "newscrawler").sitemaps == (
        "https://example.org/a.xml",
        "https://example.org/b.xml",
    )


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_what_windows_calls_unicode_is_read(coding: str) -> None:
    text = "User-agent: *\nDisallow: /a\n"
    marks = ["", "\ufeff"] if coding.endswith("e") else [""]
    for mark in marks:
        assert not RobotsTxt.parse((mark + text).encode(coding), "newscrawler").allows(SITE + "/a")


def test_a_line_that_the_bound_cuts_in_two_is_not_read() -> None:
    begin, end = b"User-agent: *\nDisallow: /a/\n#", b"\nAllow: /a/"
    body = begin + b"." * (MAX_BYTES - len(begin) - len(end)) + end
    assert RobotsTxt.parse(body, "newscrawler").allows(SITE + "/a/b")
    assert not RobotsTxt.parse(body + b"one-page", "newscrawler").allows(SITE + "/a/b")


@given(st.binary(max_size=2000), st.text(max_size=200))
def test_never_raises(body: bytes, path: str) -> None:
    RobotsTxt.parse(body, "newscrawler").allows(SITE + "/" + path)


@given(st.text("ab*$/%?", max_size=60), st.text("ab/%?", max_size=120))
def test_any_pattern_ends(pattern: str, path: str) -> None:
    RobotsTxt.parse(f"User-agent: *\nDisallow: /{pattern}".encode(), "newscrawler").allows(SITE + "/" + path)


@pytest.mark.parametrize("names", [(f"a{'b' * (n % 60)}{'_' * (n // 60)}" for n in range(4000)), ["*"] * 4000])
def test_rules_that_thousands_of_names_share_are_kept_once(names: Iterable[str]) -> None:
    """300 KB of them took 690 MB, and 4 s."""
    body = "\n".join([*(f"user-agent:{name}" for name in names), *(f"disallow:/{n}" for n in range(20_000))]).encode()
    tracemalloc.start()
    RobotsTxt.parse(body[:MAX_BYTES], "newscrawler")
    RobotsTxt.named(body[:MAX_BYTES], {"a", "ab"})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 2**20


def test_the_rules_for_others_take_no_room_from_ours() -> None:
    others = "User-agent: other\n" + "".join(f"Disallow: /{number}\n" for number in range(25_000))
    robots = RobotsTxt.parse(f"{others}User-agent: *\nDisallow: /private\n".encode(), "newscrawler")
    assert not robots.allows(f"{SITE}/private")
    ours = "User-agent: *\n" + "".join(f"Disallow: /{number}\n" for number in range(25_000))
    assert not RobotsTxt.parse(f"{ours}Disallow: /private\n".encode(), "newscrawler").allows(f"{SITE}/private")
