# ruff: noqa: E501 - a case a line reads better unbroken
"""Whole sites that mean harm: slow ones, endless ones, ones that lead astray. Each has a host of its own.

A site's front names the honest story and what lies in wait; what it ends in is told by the front's outcome and by the
counts of outcomes of all its addresses.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

from hostile import bombs
from hostile.pages import HEAD, STORY, bomb, endless, page
from hostile.server import Peer, Serve, answer, either, leads_to, says
from pages_of_ours import article_page, index_page

HONEST = "/2026/02/01/the-honest-story-of-the-pier"
HONEST_PAGE = article_page("The honest story of the pier", 3)
WAITING = "/2026/02/02/what-lies-in-wait-for-you"
XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Site:
    """How a site answers, and what becomes of it."""

    serve: Callable[[str], Serve | None]
    ends: dict[str, int] = field(default_factory=dict)
    """Outcome → how many of the site's addresses end so; outcomes that are not named here may occur as well."""
    is_honest: bool = True
    """Whether it has the honest story, and it is to be archived."""
    most_visits: int = 60


def front(*paths: str) -> Serve:
    return page(index_page((HONEST, *paths)))


def site(paths: dict[str, Serve], *named: str, rest: Serve | None = None, most_visits: int = 60, **ends: int) -> Site:
    """A front that names the honest story and `named`, and the paths given."""
    honest = {"/": front(*named), HONEST: page(HONEST_PAGE)}
    return Site(either({**honest, **paths}, rest), ends, most_visits=most_visits)


def one(serve: Serve, outcome: str) -> Site:
    """One page lies in wait."""
    return site({WAITING: serve}, WAITING, **{outcome: 1})


def bad_front(serve: Serve, outcome: str) -> Site:
    return Site(either({"/": serve}), {outcome: 1}, is_honest=False)


# --- slow ones


def drip_head(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n")
    peer.for_ever(b"X-A: b\r\n", 0.2)


def drip_body(peer: Peer) -> None:
    peer.send(HEAD + b"Content-Length: 50000\r\n\r\n")
    peer.for_ever(b"x", 0.1)


def greet_and_hang(peer: Peer) -> None:
    peer.send(HEAD + b"Content-Length: 50000\r\n\r\n" + b"<html>")
    peer.hang()


SLOW: dict[str, Site] = {
    "silence": one(Peer.hang, "timed_out"),
    "a-head-that-drips": one(drip_head, "timed_out"),
    "a-body-that-drips": one(drip_body, "timed_out"),
    "a-body-that-stops": one(greet_and_hang, "timed_out"),
    "chunks-that-drip": one(endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.1), "timed_out"),
    "a-front-of-silence": bad_front(Peer.hang, "timed_out"),
}

# --- robots.txt


def robots(serve: Serve, outcome: str | None = None, **more: Serve) -> Site:
    """A site whose robots.txt is `serve`; `outcome` is the front's where it is not asked for."""
    if outcome is not None:
        return Site(either({"/robots.txt": serve, "/": front()}), {outcome: 1}, is_honest=False)
    return site({"/robots.txt": serve, **more})


def text(body: str | bytes, *headers: str) -> Serve:
    return says(answer(body, *headers, kind="text/plain"))


ALLOWS = "User-agent: *\nDisallow: /closed\n"
_FENCE, _LEAVE = b"User-agent: *\nDisallow: /2026/02/09/\n#", b"\nAllow: /2026/02/09/"
HALF_A_LEAVE = _FENCE + b"." * (512 * 1024 - len(_FENCE) - len(_LEAVE)) + _LEAVE + b"one-story-alone\n"
"""What is read of it ends in the middle of the last line, which would allow all then."""
ROBOTS: dict[str, Site] = {
    "robots-that-never-ends-slowly": robots(endless(HEAD + b"\r\n", b"# wait\n", 0.1), "robots_unreachable"),
    "robots-of-silence": robots(Peer.hang, "robots_unreachable"),
    "robots-in-a-bomb": robots(bomb(lambda: bombs.zeros("gzip"), "gzip")),
    "robots-packed-beyond-the-bound": site(
        {"/robots.txt": bomb(bombs.robots, "gzip")}, "/2026/02/09/a-story-behind-the-fence", forbidden_by_robots=1),
    "robots-packed-and-cut-off": robots(
        says(answer(gzip.compress(b"User-agent: *\nDisallow: /closed\n" * 40)[:-12], "Content-Encoding: gzip")), "robots_unreachable"),
    "robots-in-windows-unicode": site(
        {"/robots.txt": says(answer("User-agent: *\nDisallow: /2026/02/09/".encode("utf-16"), kind="text/plain"))},
        "/2026/02/09/a-story-behind-the-fence", forbidden_by_robots=1),
    "robots-of-half-a-leave": site(
        {"/robots.txt": says(answer(HALF_A_LEAVE, kind="text/plain"))},
        "/2026/02/09/a-story-behind-the-fence", forbidden_by_robots=1),
    "robots-that-redirects-for-ever": robots(lambda peer: peer.send(
        answer("", f"Location: /robots.txt?{peer.count}", status="301 Moved"))),
    "robots-inside": robots(leads_to("http://169.254.169.254/robots.txt"), "robots_unreachable"),
    "robots-of-a-file": robots(leads_to("file:///etc/passwd"), "robots_unreachable"),
    "robots-of-100-megabytes": robots(
        lambda peer: peer.send(answer(ALLOWS, "Content-Length: 100000000"), b"# and so on\n" * 2_000_000)),
    "robots-of-2-megabytes": robots(text(ALLOWS + "# and so on\n" * 170_000)),
    "robots-of-noise": robots(text(bombs.noise(100_000))),
    "robots-of-nuls": robots(text(b"\0" * 100_000 + ALLOWS.encode())),
    "robots-of-html": robots(page(STORY)),
    "robots-of-100000-rules": robots(text("User-agent: *\n" + "Disallow: /no/\n" * 35_000)),
    "robots-of-stars": robots(text("User-agent: *\n" + f"Disallow: /{'*a' * 200}b$\n" * 50)),
    "robots-of-one-line": robots(text("User-agent: *\nDisallow: /" + "x" * 500_000)),
    "robots-with-a-delay-of-infinity": robots(text(ALLOWS + "Crawl-delay: 1e999\nCrawl-delay: NaN\nCrawl-delay: -5\n")),
    "robots-with-sitemaps-inside": robots(text(ALLOWS + "Sitemap: http://169.254.169.254/s.xml\nSitemap: file:///etc/x\n")),
}  # fmt: skip

# --- sitemaps and feeds

ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % g SYSTEM "http://127.0.0.1/x.dtd"> %g;]>'
ROW = f"<url><loc>{HONEST}</loc></url>"


def mapped(body: str | bytes, *, kind: str = XML, rest: Serve | None = None, path: str = "/s.xml", **ends: int) -> Site:
    """A site whose robots.txt names a sitemap that says `body`."""
    return site(
        {
            "/robots.txt": lambda peer: peer.send(answer(f"User-agent: *\nDisallow:\nSitemap: {peer.url}{path}\n")),
            path: says(answer(body, kind=kind)),
        },
        rest=rest,
        **ends,
    )


def index_of(*paths: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths) + "</sitemapindex>"


def twins(peer: Peer) -> None:
    """An index that names two more, whichever it is asked for."""
    if ".xml" in peer.path:
        peer.send(answer(index_of(f"/a{peer.path[1:]}", f"/b{peer.path[1:]}"), kind=XML))
    else:
        peer.send(answer("gone", status="404 Not Found"))


def packed_sitemap(peer: Peer) -> None:
    peer.send(answer(bombs.sitemap(), kind="application/gzip"))


def fed(body: str, kind: str = "application/rss+xml", rest: Serve | None = None, **ends: int) -> Site:
    """A site whose front names a feed that says `body`."""
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    return site(
        {"/": page(index_page([HONEST]).replace("</head>", link)), "/feed.xml": says(answer(body, kind=kind))},
        rest=rest,
        **ends,
    )


def feed_of(items: str, head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


ITEM = f"<item><title>The pier</title><link>{HONEST}</link></item>"


def endless_feed(peer: Peer) -> None:
    """Each of its pages names one story more and a next page."""
    number = peer.path.rpartition("=")[2]
    number = int(number) if number.isdigit() else 1
    if "feed" in peer.path:
        story = f"/2026/02/03/a-story-made-up-number-{number}"
        following = f'<atom:link rel="next" href="/feed.xml?page={number + 1}"/>'
        peer.send(answer(feed_of(f"{following}<item><title>x</title><link>{story}</link></item>"), kind=XML))
    else:
        peer.send(answer(article_page(f"A story made up as number {number}", number)))


MAPS: dict[str, Site] = {
    "a-sitemap-that-names-itself": mapped(index_of("/s.xml", "/s.xml#a", "/./s.xml"), channel=1),
    "sitemaps-without-end": mapped(index_of("/a.xml", "/b.xml"), rest=twins, channel=15),
    "a-sitemap-of-2000-sitemaps": mapped(index_of(*(f"/m{n}.xml" for n in range(2000))), channel=1, not_found=40),
    "a-sitemap-in-a-bomb": site(
        {"/robots.txt": lambda peer: peer.send(answer(f"Sitemap: {peer.url}/s.xml.gz")), "/s.xml.gz": packed_sitemap},
        channel=1,
    ),
    "a-sitemap-of-laughs": mapped(f"{ENTITIES}]><urlset>{ROW}<url><loc>&c;&c;&c;</loc></url></urlset>", channel=1),
    "a-sitemap-of-files": mapped(f"{OUTSIDE}<urlset>{ROW}<url><loc>/&f;</loc></url></urlset>", channel=1),
    "a-sitemap-a-million-deep": mapped("<urlset>" + ROW + "<url>" * 1_000_000, channel=1),
    "a-sitemap-of-one-tag": mapped("<urlset>" + ROW + "<url " + "a" * 8_000_000, channel=1),
    "a-sitemap-of-strangers": mapped(
        f"<urlset>{ROW}" + "".join(
            f"<url><loc>{address}/2026/02/03/a-story-on-the-inside</loc></url>"
            for address in ("http://127.0.0.1:22", "http://10.0.0.1", "http://[::1]", "file:///etc", "http://0x7f.1")
        ) + "</urlset>", channel=1),
    "a-sitemap-of-nuls": mapped(f"<urlset>\0{ROW}\0<url><loc>/a\0b\r\n\x1b</loc></url></urlset>", channel=1),
    "a-sitemap-in-the-wrong-charset": mapped(
        f'<?xml version="1.0" encoding="utf-7"?><urlset>{ROW}</urlset>'.encode("utf-16"), channel=1),
    "a-sitemap-of-noise": mapped(bombs.noise(50_000), no_channel=1),
    "a-sitemap-of-html": mapped(STORY, kind="text/html", no_channel=1),
    "a-sitemap-of-gzip-that-is-cut-off": mapped(gzip.compress(f"<urlset>{ROW * 5}</urlset>".encode())[:-12], channel=1),
    "a-feed-of-laughs": fed(feed_of(ITEM + "<item><title>&c;&c;&c;</title><link>/x</link></item>", ENTITIES + "]>"), channel=1),
    "a-feed-of-files": fed(feed_of("<item><title>&f;</title><link>" + HONEST + "</link></item>", OUTSIDE), channel=1),
    "a-feed-a-million-deep": fed(feed_of(ITEM + "<item>" * 1_000_000), channel=1),
    "a-feed-without-end": fed(
        feed_of('<atom:link rel="next" href="/feed.xml?page=2"/>' + ITEM.replace(HONEST, "/2026/02/03/a-story-made-up-0")), rest=endless_feed, over_pages=1),
    "a-json-feed-of-depth": fed('{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000, no_channel=1),
}  # fmt: skip

# --- led astray, and never home again


def onward(peer: Peer) -> None:
    """Each address redirects to the next."""
    number = int(peer.path.rpartition("-")[2]) if peer.path[-1].isdigit() else 0
    peer.send(answer("", f"Location: /2026/02/02/and-on-and-on-to-{number + 1}", status="302 Found"))


def refreshing(peer: Peer) -> None:
    """The same, written into the page."""
    number = int(peer.path.rpartition("-")[2]) if peer.path[-1].isdigit() else 0
    target = f"/2026/02/02/and-on-and-on-to-{number + 1}"
    peer.send(answer(f'<html><head><meta http-equiv=refresh content="0;url={target}"></head><body>on</body></html>'))


def endless_list(peer: Peer) -> None:
    """A list of pages without end, each with a story of its own, each of which is there."""
    number = int("".join(filter(str.isdigit, peer.path.rpartition("/p")[2])) or "1")
    if "/page/" in peer.path:
        body = index_page([f"/2026/02/03/made-up-on-the-way-p{number}"], f"Page {number}")
        peer.send(answer(body.replace("</main>", f'</main><a rel="next" href="/page/{number + 1}/">Next</a>')))
    elif "made-up" in peer.path:
        peer.send(answer(article_page(f"Made up on the way as number {number}", number)))
    else:
        peer.send(answer("gone", status="404 Not Found"))


def endless_calendar(peer: Peer) -> None:
    """Every address leads deeper."""
    steps = "".join(f'<a href="{peer.path.rstrip("/")}/{word}/">{word} more</a>' for word in ("up", "down", "left"))
    peer.send(answer(f"<html><body><nav>{steps}</nav></body></html>"))


def to(target: str) -> Site:
    return one(leads_to(target), "bad_redirect")


ASTRAY: dict[str, Site] = {
    "a-redirect-to-a-file": to("file:///etc/passwd"),
    "a-redirect-to-data": to("data:text/html,<p>x</p>"),
    "a-redirect-to-script": to("javascript:alert(1)"),
    "a-redirect-to-ftp": to("ftp://127.0.0.1/x"),
    "a-redirect-to-gopher": to("gopher://127.0.0.1:25/x"),
    "a-redirect-to-nothing": to(""),
    "a-redirect-to-port-99999": to("http://127.0.0.1:99999/"),
    "a-redirect-to-no-host": one(leads_to("http:///x"), "redirected"),  # read as /x, as browsers do
    "a-redirect-to-half-an-address": to("http://[::1/"),
    "a-redirect-of-14-kilobytes": to("/" + "x" * 14_000),
    "a-redirect-with-a-nul": one(leads_to("/\0\x01\x7f/../2026/02/01/the-honest-story-of-the-pier"), "redirected"),
    "a-redirect-to-a-stranger": one(leads_to("http://elsewhere.invalid/"), "offsite"),
    "a-redirect-inside-by-a-page": one(leads_to("http://169.254.169.254/latest/meta-data/"), "offsite"),
    "redirects-without-end": site({}, "/2026/02/02/and-on-and-on-to-0", rest=onward, redirected=10, bad_redirect=1),
    "a-redirect-with-a-bomb": one(bomb(lambda: bombs.zeros("gzip"), "gzip\r\nLocation: /"), "too_large"),
    "a-refresh-to-a-file": one(page('<meta http-equiv=refresh content="0;url=file:///etc/passwd"><p>x</p>'), "not_an_article"),
    "a-refresh-to-itself": one(page(f'<meta http-equiv=refresh content="0;url={WAITING}"><p>x</p>'), "not_an_article"),
    "refreshes-without-end": site({}, "/2026/02/02/and-on-and-on-to-0", rest=refreshing, redirected=10, bad_redirect=1),
    "a-list-without-end": site({}, "/page/2/", rest=endless_list, over_pages=1),
    "a-calendar-without-end": site({"/": page(index_page([HONEST]).replace(
        "</main>", '</main><nav><a href="/news/">News</a></nav>'))}, rest=endless_calendar),
    "links-inside": site({}, "http://127.0.0.1:22/2026/02/03/a-story-on-the-inside", "http://[::1]/2026/02/03/a-b-c-d",
                         "file:///etc/passwd", "http://2130706433/2026/02/03/a-b-c-d", "//0/2026/02/03/a-b-c-d"),
    "links-of-control-characters": site({}, "/2026/02/03/a\0b\x01c-of-the-bay", "/2026/02/03/\u202e-%00-%0d%0a-of-the-bay"),
}  # fmt: skip

NOTATIONS = (
    "http://127.0.0.1:{port}/ http://127.1:{port}/ http://2130706433:{port}/ http://0x7f000001:{port}/ http://0177.0.0.1:{port}/ "
    "http://0x7f.0.0.1:{port}/ http://017700000001:{port}/ http://0:{port}/ http://0.0.0.0:{port}/ http://127.0.0.1.:{port}/ "
    "http://localhost:{port}/ http://localhost.:{port}/ http://LOCALHOST:{port}/ http://a.localhost:{port}/ http://[::1]:{port}/ "
    "http://[::]:{port}/ http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ "
    "http://[64:ff9b::7f00:1]:{port}/ http://[2002:7f00:1::]:{port}/ http://[fe80::1%25lo]:{port}/ http://127。0。0。1:{port}/ "
    "http://１２７.0.0.1:{port}/ http://%31%32%37.0.0.1:{port}/ http://me:pw@127.0.0.1:{port}/ http://127.0.0.1%2eexample.org:{port}/ "
    "http://10.0.0.1/ http://192.168.1.1/ http://172.16.0.1/ http://169.254.169.254/ http://100.64.0.1/ http://[fd00:ec2::254]/"
).split()  # fmt: skip
"""Where a front leads that is not what the crawl was started on: `{port}` is the trap's."""
NEVER = frozenset({"forbidden_address", "bad_redirect", "offsite", "robots_unreachable"})

SITES: dict[str, Site] = {**SLOW, **ROBOTS, **MAPS, **ASTRAY}
