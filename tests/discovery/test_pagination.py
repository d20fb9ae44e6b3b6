"""From page to page of a list; every article of the demo site by its fronts, by its sitemaps, by REST, each alone."""

from __future__ import annotations

import pytest

from newscrawler.demo_site.routes import Site
from newscrawler.demo_site.truth import truth
from newscrawler.discovery.entries import Channel
from newscrawler.discovery.links import LinkKind, find_links
from newscrawler.discovery.listings import kind_of, read_listing
from newscrawler.discovery.pagination import list_of, load_more_twin, next_page, page_number
from newscrawler.discovery.wordpress import posts_url
from newscrawler.extraction.document import Document

TRUTH = truth()
ALL = {article.url for article in TRUTH.articles}
SITE = Site(TRUTH.edition, TRUTH.host)


def get(url: str) -> tuple[bytes, dict[str, str]]:
    path, _, query = url.removeprefix(TRUTH.home).partition("?")
    answer = SITE.answer(path, query)
    assert answer.status == 200, url
    return answer.body, {name.lower(): value for name, value in answer.headers.items()}


def test_fronts_and_their_pages_name_every_article() -> None:
    found: set[str] = set()
    url: str | None = TRUTH.home + "/"
    pages = 0
    while url is not None:
        candidates = find_links(Document.parse(get(url)[0], url))
        found |= {candidate.url for candidate in candidates if candidate.kind is LinkKind.ARTICLE}
        url = next_page(url, candidates)
        pages += 1
    assert found >= ALL
    assert pages == 16
    assert {url.rstrip("/") for url in found - ALL} <= {*TRUTH.forbidden, TRUTH.soft_404, *ALL}


def test_sitemaps_name_every_article() -> None:
    found: set[str] = set()
    waiting = [f"{TRUTH.home}/sitemap_index.xml"]
    for url in waiting:
        listing = read_listing(Channel.SITEMAP, get(url)[0], url)
        waiting += [further.url for further in listing.further]
        found |= {entry.url for entry in listing.entries if kind_of(entry, url) is LinkKind.ARTICLE}
        assert listing.notes == []
    assert found == ALL
    assert len(waiting) == 5


def test_rest_names_every_article_in_two_pages() -> None:
    found: dict[str, str | None] = {}
    waiting = [posts_url(f"{TRUTH.home}/wp-json/")]
    for url in waiting:
        body, headers = get(url)
        listing = read_listing(Channel.WP_JSON, body, url, headers=headers)
        waiting += [further.url for further in listing.further]
        found |= {entry.url: entry.published for entry in listing.entries}
        assert listing.total == len(ALL)
    assert found == {article.url: article.date_published for article in TRUTH.articles}
    assert len(waiting) == 2


def test_feed_and_news_sitemap_say_what_they_hold() -> None:
    by_url = TRUTH.by_url
    feed = read_listing(Channel.FEED, get(f"{TRUTH.home}/feed/")[0], f"{TRUTH.home}/feed/")
    assert [entry.url for entry in feed.entries] == [article.url for article in TRUTH.articles[:10]]
    for entry in feed.entries:
        assert entry.title == by_url[entry.url].title
        assert list(entry.authors) == by_url[entry.url].authors
    news = read_listing(Channel.SITEMAP, get(f"{TRUTH.home}/news-sitemap.xml")[0], f"{TRUTH.home}/news-sitemap.xml")
    assert news.entries
    for entry in news.entries:
        true = by_url[entry.url]
        assert (entry.title, entry.published) == (true.title, true.date_published)


HOME = "https://pier.example"


@pytest.mark.parametrize(
    ("path", "number", "name"),
    [
        ("/sport/", 1, "/sport"), ("/sport/page/3/", 3, "/sport"), ("/sport/page/3", 3, "/sport"),
        ("/sport?page=2", 2, "/sport"), ("/?a=1&paged=12", 12, "/?a=1"), ("/sport/seite-4", 4, "/sport"),
        ("/page/2/the-second-page-of-history", 1, "/page/2/the-second-page-of-history"), ("/p/7", 1, "/p/7"),
    ],
)  # fmt: skip
def test_which_page_of_which_list(path: str, number: int, name: str) -> None:
    assert page_number(HOME + path) == number
    assert list_of(HOME + path) == f"pier.example{name}".rstrip("/")


def front(links: str, path: str = "/sport/") -> Document:
    return Document.parse(f"<html><body><main>{links}</main></body></html>", HOME + path)


@pytest.mark.parametrize(
    ("path", "links", "following"),
    [
        ("/sport/", "<a href=/sport/page/3/>3</a><a href=/sport/page/2/>2</a>", "/sport/page/2/"),
        ("/sport/page/2/", "<a href=/sport/>1</a><a href=/sport/page/3/>3</a>", "/sport/page/3/"),
        ("/sport/page/9/", "<a href=/sport/>1</a><a href=/sport/page/8/>8</a>", None),
        ("/sport/", "<a href=/arts/page/2/>2</a>", None),
        ("/sport/?page=2", "<a href=/sport/?page=3>3</a>", "/sport/?page=3"),
        ("/sport/", "<div class=pagination><a href=/sport/older>Older posts</a></div>", "/sport/older"),
        ("/sport/", "<div class=pagination><a href=/arts>Arts</a></div>", None),
        ("/sport/", "<a href='/sport/page/2/?filter_by=popular'>2</a>", None),
    ],
)
def test_the_next_page(path: str, links: str, following: str | None) -> None:
    document = front(links, path)
    assert next_page(HOME + path, find_links(document)) == (HOME + following if following else None)


def test_the_twin_of_load_more() -> None:
    assert load_more_twin(front("<button class='td-ajax load-more'>More</button>")) == f"{HOME}/sport/page/2/"
    assert load_more_twin(front("<a class=load_more href=#>More</a>", "/sport/page/2/")) == f"{HOME}/sport/page/3/"
    assert load_more_twin(front("<button class=send>More</button>")) is None
    assert load_more_twin(front("<button class=load-more>More</button>", "/sport/?x=1")) is None
