"""Page kinds: stories, lists, refusals and pages of the house, by several signs each."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import shared

from newscrawler.extraction.document import Document
from newscrawler.pages.kinds import PageKind, classify

URL = "https://echo.example/x"
SENTENCE = "The herring came back to Lowmoor on a Tuesday, and nobody was there to see it but the keeper. "
STORY = f"<p>{SENTENCE * 3}</p>" * 5
TEASERS = "".join(
    f'<h3><a href="/story-{n}">A headline about the pier, number {n}</a></h3><p>Short.</p>' for n in range(12)
)


def page(body: str, head: str = "", attributes: str = "") -> str:
    return f"<html><head>{head}</head><body {attributes}>{body}</body></html>"


def kind_of(html: str, url: str | None = URL) -> PageKind:
    return classify(Document.parse(html, url))


ARTICLES = {
    "WordPress says so": page("<p>Rain.</p>", attributes='class="post-template-default single single-post postid-7"'),
    "og:type and text": page(STORY, '<meta property="og:type" content="article">'),
    "JSON-LD and text": page(STORY, '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'),
    "text alone": page(STORY),
    "text in br lines": page(f"<div>{SENTENCE * 3}<br><br>{SENTENCE * 3}</div>"),
    "Chinese text alone": page("<p>" + "海上的风在夜里停了，清晨渔船又回到港口，岸上的人们都松了一口气。" * 8 + "</p>"),
    "many teasers under a story": page(STORY * 2 + TEASERS, '<meta property="og:type" content="article">'),
    "og:type lies": page(STORY, '<meta property="og:type" content="website">'),
    "a story about a lost page": page(STORY, "<title>404: how a page not found became a joke</title>"),
    "a story about robots": page(STORY, "<title>Are you a robot? The keeper asks</title>"),
    "guarded by a vendor's script": page(
        STORY, '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    ),
}
LISTS = {
    "WordPress category": page(TEASERS, attributes='class="archive category category-coast"'),
    "WordPress home": page(TEASERS + STORY, attributes='class="home page-template page"'),
    "teasers alone": page(TEASERS),
    "og:type lies": page(TEASERS, '<meta property="og:type" content="article">'),
    "plain links": page("".join(f'<p><a href="/{n}">A headline about the pier, number {n}</a></p>' for n in range(40))),
    "JSON-LD of its stories": page(
        TEASERS, '<script type="application/ld+json">[' + '{"@type": "NewsArticle"},' * 12 + "0]</script>"
    ),
}
WALLS = {
    "Cloudflare": (
        "challenge",
        page(
            "<p>Checking if the site connection is secure</p>",
            "<title>Just a moment...</title><script>window._cf_chl_opt={};</script>",
        ),
    ),
    "DataDome": (
        "challenge",
        page(
            "<p>Please enable JS and disable any ad blocker</p>",
            '<script src="https://geo.captcha-delivery.com/c.js"></script>',
        ),
    ),
    "Imperva": (
        "challenge",
        page(
            '<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 7</iframe>'
            "<p>Request unsuccessful. Incident ID: 7</p>"
        ),
    ),
    "plain words": (
        "blocked",
        page("<h1>Access denied</h1><p>You have been blocked.</p>", "<title>Access denied</title>"),
    ),
    "consent": (
        "consent",
        page(
            '<form action="https://consent.yahoo.com/v2"><p>We use cookies and data to run this site.</p></form>',
            "<title>Before you continue</title>",
        ),
    ),
}
GONE = {
    "WordPress": page("<h1>Nothing here</h1>" + TEASERS, "<title>Page not found - Echo</title>", 'class="error404"'),
    "title and heading": page("<h1>404</h1><p>Sorry.</p>" + TEASERS, "<title>404 - Echo</title>"),
    "German": page("<h1>Seite nicht gefunden</h1>", "<title>Seite nicht gefunden | Echo</title>"),
    "Vietnamese": page("<h1>Không tìm thấy trang</h1>", "<title>Không tìm thấy</title>"),
    "one line": "<h1>Echo</h1><h3>Default 404 Not Found Page</h3>",
    "heading and bare page": page("<h1>Oops</h1><p>The page could not be found.</p>", "<title>404</title>"),
}
OTHERS = {
    "empty": "",
    "no HTML": "\x00\x01\x02",
    "a form": page("<h1>Contact</h1><form><input></form><p>Write to us.</p>"),
    "a page of the house": page(STORY, attributes='class="page-template-default page page-id-7"'),
}
CASES = [
    *((PageKind.ARTICLE, name, html) for name, html in ARTICLES.items()),
    *((PageKind.INDEX, name, html) for name, html in LISTS.items()),
    *((PageKind(kind), name, html) for name, (kind, html) in WALLS.items()),
    *((PageKind.SOFT_404, name, html) for name, html in GONE.items()),
    *((PageKind.OTHER, name, html) for name, html in OTHERS.items()),
]


@pytest.mark.parametrize(("kind", "html"), [(k, h) for k, _, h in CASES], ids=[f"{k}: {n}" for k, n, _ in CASES])
def test_knows_the_kind(kind: PageKind, html: str) -> None:
    assert kind_of(html) is kind


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://echo.example/", PageKind.INDEX),
        ("https://echo.example/coast/page/2/", PageKind.INDEX),
        ("https://echo.example/2026/01/12/ferry-fares-frozen", PageKind.ARTICLE),
        ("https://echo.example/about/", PageKind.OTHER),
        (None, PageKind.ARTICLE),
    ],
)
def test_the_address_is_one_sign(url: str | None, kind: PageKind) -> None:
    mixed = page(f"<p>{SENTENCE * 3}</p>" * 2 + TEASERS[: len(TEASERS) // 3])
    assert kind_of(mixed, url) is kind


@given(st.one_of(st.text(max_size=400), st.binary(max_size=400)), st.text(max_size=40))
def test_no_page_raises(html: str | bytes, url: str) -> None:
    assert classify(Document.parse(html, url)) in PageKind


def test_real_pages_of_the_theme() -> None:
    folder = shared("pages/tagdiv")
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [
        row["file"]
        for row in rows
        if classify(Document.parse((folder / row["file"]).read_bytes(), row["url"])) != row["kind"]
    ]
    assert not wrong


def test_real_articles_are_seen_as_such() -> None:
    folder = shared("bench/data/aae424")
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = []
    for row in rows[::3]:
        html = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        kinds.append(classify(Document.parse(html, row["url"])))
    assert kinds.count(PageKind.ARTICLE) >= 0.97 * len(kinds)
