"""Reading any page into a record: which address is its own, what is joined, and that nothing raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawler.extraction.document import Document
from newscrawler.items import Article
from newscrawler.pages.base import ArticlePage, UnexpectedLayout, text_of
from newscrawler.pages.reading import own_address, read, read_document

SITE = "https://echo.example"
SENTENCE = "The herring came back to Lowmoor on a Tuesday, and nobody was there to see it but the keeper. "
STORY = f"<h1>Harbour’s Slow Return</h1>{f'<p>{SENTENCE * 2}</p>' * 6}"
PAGE = f"<html><head><title>Harbour’s Slow Return</title></head><body><article>{STORY}</article></body></html>"


@pytest.mark.parametrize(
    ("asked", "stated", "own"),
    [
        # believed
        ("/?p=7", "/harbours-slow-return/", "/harbours-slow-return/"),
        ("/harbours-slow-return", "/harbours-slow-return/", "/harbours-slow-return/"),
        ("/harbours-slow-return/?from=feed", "/harbours-slow-return/", "/harbours-slow-return/"),
        ("/harbours-slow-return/amp/", "/harbours-slow-return/", "/harbours-slow-return/"),
        ("/world-48151623", "/a-slow-return-for-harbours-48151623", "/a-slow-return-for-harbours-48151623"),
        ("/a/12345.html", "/coast/harbours-slow-return", "/coast/harbours-slow-return"),
        ("/rain-again", "/news/rain-again", "/news/rain-again"),
        ("/rain-again/index.html", "/rain-again/", "/rain-again/"),
        ("/node/4711", "/rain", "/rain"),
        ("/node/4711", "/story/17", "/story/17"),
        ("/rain/2", "/rain", "/rain"),
        ("/news-4711123?id=3", "/news-4711123", "/news-4711123"),
        ("/news.php?id=7&from=front", "/news.php?id=7", "/news.php?id=7"),
        # not believed: the same without the story's number, or with another story's
        ("/news.php?id=7", "/news.php", "/news.php?id=7"),
        ("/news.php?id=7", "/news.php?id=1", "/news.php?id=7"),
        ("/node/4711", "/node/1", "/node/4711"),
        ("/news/4711", "/news", "/news/4711"),
        ("/a/4711.html", "/a/", "/a/4711.html"),
        # nor home, section, another story, another day, another site, no address at all
        ("/harbours-slow-return/", "/", "/harbours-slow-return/"),
        ("/harbours-slow-return/", "/category/coast/", "/harbours-slow-return/"),
        ("/harbours-slow-return/", "/ferry-fares-frozen/", "/harbours-slow-return/"),
        ("/2026/01/12/rain-again", "/2026/01/13/rain-again", "/2026/01/12/rain-again"),
        ("/harbours-slow-return/", "https://other.example/harbours-slow-return/", "/harbours-slow-return/"),
        ("/harbours-slow-return/", "javascript:void(0)", "/harbours-slow-return/"),
        # none stated
        ("/harbours-slow-return/amp/", None, "/harbours-slow-return/"),
        ("/harbours-slow-return/?utm_source=x", None, "/harbours-slow-return/"),
    ],
)
def test_own_address(asked: str, stated: str | None, own: str) -> None:
    canonical = SITE + stated if stated and stated.startswith("/") else stated
    assert own_address(SITE + asked, canonical) == SITE + own


def test_a_page_of_unknown_address_takes_the_stated_one_unless_it_is_the_home_page() -> None:
    assert own_address(None, SITE + "/rain") == SITE + "/rain"
    assert own_address(None, SITE + "/") is None
    assert own_address("not an address", None) is None


def test_variants_of_one_article_have_one_id() -> None:
    html = PAGE.replace("<head>", f'<head><link rel="canonical" href="{SITE}/harbours-slow-return/">')
    ids = {read(html, SITE + path).id for path in ("/?p=7", "/harbours-slow-return/amp/", "/harbours-slow-return?a=1")}
    assert len(ids) == 1


def test_any_page_is_read() -> None:
    article = read(PAGE, SITE + "/harbours-slow-return")
    assert article.title == "Harbour’s Slow Return"
    assert [block.text for block in article.blocks] == [(SENTENCE * 2).strip()] * 6
    assert article.body is None  # cleaning sets it
    assert article.extractor_version
    assert article.sources["body"] in {"heuristic", "model"}


def test_a_standfirst_that_opens_the_body_is_none() -> None:
    head = f'<meta name="description" content="{SENTENCE.strip()}">'
    article = read(PAGE.replace("<head>", "<head>" + head), SITE + "/harbours-slow-return")
    assert article.standfirst is None
    assert "standfirst" not in article.sources


def test_one_picture_in_two_sizes_is_one() -> None:
    figure = '<figure><img src="/up/pier-300x200.jpg" alt="A pier"><figcaption>At noon.</figcaption></figure>'
    html = PAGE.replace("<head>", '<head><meta property="og:image" content="https://echo.example/up/pier.jpg">')
    images = read(html.replace("</h1>", "</h1>" + figure), SITE + "/harbours-slow-return").images
    assert [(image.url, image.caption) for image in images] == [(SITE + "/up/pier.jpg", "At noon.")]


class LowmoorPage(ArticlePage):
    """A site's class, as CONTRIBUTING shows it."""

    def title(self) -> str | None:
        return text_of(self.one("h1.headline"))

    def standfirst(self) -> str | None:
        return text_of(self.maybe(".deck"))


def test_one_and_maybe_say_when_the_page_is_built_otherwise() -> None:
    page = LowmoorPage(Document.parse("<h1 class=headline>Rain</h1><p class=deck>A</p><p class=deck>B</p>"))
    assert page.title() == "Rain"
    assert page.maybe("h2") is None
    with pytest.raises(UnexpectedLayout, match=r"0 elements for 'h2'"):
        page.one("h2")
    with pytest.raises(UnexpectedLayout, match=r"2 elements for '.deck'"):
        page.standfirst()


def test_hints_leave_out_what_could_not_be_read_and_note_it() -> None:
    document = Document.parse("<p class=deck>A</p><p class=deck>B</p>")
    hints = LowmoorPage(document).hints()
    assert (hints.title, hints.standfirst, hints.authors) == (None, None, [])
    assert len(document.notes) == 2


TAGS = st.sampled_from("p div article h1 a table tr td li ul span br img script time figure section meta".split())
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="td-post-content"',
        ' class="entry-title"',
        ' href="/x"',
        " datetime=2026-13-45T99",
        ' itemprop="author"',
    ]
)
SOUP = st.lists(
    st.one_of(st.builds("<{}{}>".format, TAGS, ATTRIBUTES), st.builds("</{}>".format, TAGS), st.text(max_size=30))
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(SOUP.map("".join), st.text(max_size=300), st.binary(max_size=300)), st.none() | st.text(max_size=50))
def test_no_page_raises(html: str | bytes, url: str | None) -> None:
    article = read(html, url)
    assert isinstance(article, Article)
    assert article.blocks or article.no_body_reason
    if isinstance(html, str):
        wrapped = f'<body class="td-x"><article><h1 class="entry-title">T</h1><div class="td-post-content">{html}'
        read(wrapped, url)


HOSTILE = {
    "empty": b"",
    "NULs": b"\0" * 1000,
    "binary": bytes(range(256)) * 100,
    "nested": b"<div>" * 400_000,
    "nested classes": b'<div class="td-post-content"><article class="post">' * 100_000,
    "nested links": b"<a href=/x><b>word " * 100_000,
    "open brackets": b"<" * 1_000_000,
    "many headings": b'<h1 class="entry-title">T</h1>' * 50_000,
    "one long word": b"<p>" + b"a" * 2_000_000,
    "one long attribute": b'<p class="' + b"td-a " * 400_000 + b'">x</p>',
    "utf-16 as utf-8": "<p>Grüße aus Lowmoor</p>".encode("utf-16"),
    "broken JSON-LD": b'<script type="application/ld+json">' + b'{"@graph":[' * 50_000 + b"</script>",
    "dates": b"<time datetime='" + b"2026-01-" * 20_000 + b"'></time>",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_read_in_linear_time(html: bytes) -> None:
    start = time.process_time()
    article = read_document(Document.parse(html, SITE + "/a-b-c"))
    assert time.process_time() - start < 8.0
    assert article.blocks or article.no_body_reason
