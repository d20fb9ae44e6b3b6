"""Addresses and channels: redirects, variants, traps, errors; sitemaps, feeds and wp-json agree with the truth."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree
from protego import Protego

from newscrawler.demo_site import DEMO_HOST, truth
from newscrawler.demo_site.answers import Answer
from newscrawler.demo_site.calendar import instant, now_on
from newscrawler.demo_site.plan import Edition
from newscrawler.demo_site.routes import Site

HOME = f"http://{DEMO_HOST}"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "c": "http://purl.org/rss/1.0/modules/content/",
}


SITES = {day: Site(Edition(now_on(day)), DEMO_HOST) for day in (1, 2, 3)}


def get(target: str, day: int = 1) -> Answer:
    path, _, query = target.removeprefix(HOME).partition("?")
    return SITES[day].answer(path, query)


def test_every_article_answers_to_its_other_addresses() -> None:
    for article in truth(1).articles[::20]:
        for variant in article.variants:
            answer = get(variant)
            if answer.status == 301:
                assert answer.headers["Location"] == article.url
            else:
                assert answer.status == 200
                assert f'<link rel="canonical" href="{article.url}">'.encode() in answer.body
    assert get(truth(1).articles[0].variants[0]).status == 301


def test_moved_removed_and_restored() -> None:
    second = truth(2)
    (moved,) = [change for change in second.changes if change.kind == "moved"]
    assert moved.old_url
    assert get(moved.old_url, 1).status == 200
    assert get(moved.old_url, 2).headers["Location"] == moved.url
    assert get(moved.url, 2).status == 200
    assert get(moved.url, 1).status == 404
    assert get(f"/?p={moved.post_id}", 2).headers["Location"] == moved.url
    (removed,) = [change for change in second.changes if change.kind == "removed"]
    assert [get(removed.url, day).status for day in (1, 2, 3)] == [200, 410, 200]
    assert get(f"/?p={removed.post_id}", 2).status == 404


@pytest.mark.parametrize(
    "target",
    [
        "/no-such-page", "/?p=1", "/category/gardening/", "/category/harbour/page/99/", "/2026/02/10/", "/tag/none/",
        "/wp-content/uploads/../secret.jpg", "/post-sitemap9.xml", "/calendar/2026/13/", "/feed/?paged=99", "/page/0x/",
    ],
)  # fmt: skip
def test_real_404(target: str) -> None:
    assert get(target).status == 404


def test_the_soft_404_says_so_with_status_200() -> None:
    day_one = truth(1)
    answer = get(day_one.soft_404)
    assert answer.status == 200
    assert b"not found" in answer.body


def test_traps_lead_on() -> None:
    day_one = truth(1)
    for trap in day_one.traps:
        assert get(trap).status == 200
    assert b"/calendar/2026/03/" in get("/calendar/2026/02/").body
    assert b"/category/harbour/page/2/?filter_by=popular7" in get("/category/harbour/?filter_by=popular7").body


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/category/harbour", "/category/harbour/"),
        ("/category/harbour/page/1/", "/category/harbour/"),
        ("/category/harbour/page/2", "/category/harbour/page/2/"),
        ("/wp-sitemap.xml", "/sitemap_index.xml"),
    ],
)
def test_redirects(asked: str, target: str) -> None:
    answer = get(asked)
    assert (answer.status, answer.headers["Location"]) == (301, HOME + target)


def test_robots_forbids_what_it_should_and_nothing_else() -> None:
    day_one = truth(1)
    rules = Protego.parse(get("/robots.txt").body.decode())
    for url in day_one.forbidden:
        assert get(url).status == 200
        assert not rules.can_fetch(url, "newscrawler")
    for url in (*day_one.by_url, *day_one.fronts, day_one.soft_404, *day_one.traps):
        assert rules.can_fetch(url, "newscrawler")
    assert rules.crawl_delay("newscrawler") == 0.02
    assert not rules.can_fetch(day_one.fronts[0], "GreedyBot")
    assert list(rules.sitemaps) == [f"{HOME}/sitemap_index.xml", f"{HOME}/news-sitemap.xml"]


def locations(target: str, day: int) -> dict[str, str | None]:
    root = etree.fromstring(get(target, day).body)
    return {entry.findtext("s:loc", namespaces=NAMES): entry.findtext("s:lastmod", namespaces=NAMES) for entry in root}


@pytest.mark.parametrize("day", [1, 2, 3])
def test_sitemaps_hold_every_article_once(day: int) -> None:
    files = [url for url in locations("/sitemap_index.xml", day) if "/post-sitemap" in url]
    assert len(files) == 3
    found: dict[str, str | None] = {}
    for file in files:
        page = locations(file, day)
        assert not page.keys() & found.keys()
        found |= page
    known = truth(day)
    assert found.keys() == known.by_url.keys()
    for url, article in known.by_url.items():
        assert article.date_modified in (None, found[url])


def test_the_news_sitemap_holds_two_days() -> None:
    known = truth(2)
    root = etree.fromstring(get("/news-sitemap.xml", 2).body)
    shown = {entry.findtext("s:loc", namespaces=NAMES): entry for entry in root}
    new = {change.url for change in known.changes if change.kind == "new"}
    assert new < shown.keys() < known.by_url.keys()
    for url, entry in shown.items():
        assert entry.findtext("n:news/n:title", namespaces=NAMES) == known.by_url[url].title
        assert entry.findtext("n:news/n:publication_date", namespaces=NAMES) == known.by_url[url].date_published


def test_feeds_hold_every_article() -> None:
    known = truth(1)
    urls = []
    for page in range(1, 17):
        root = etree.fromstring(get(f"/feed/?paged={page}").body)
        for item in root.iter("item"):
            article = known.by_url[item.findtext("link") or ""]
            assert item.findtext("title") == article.title
            assert item.findtext("c:encoded", namespaces=NAMES)
            urls.append(article.url)
    assert urls == list(known.by_url)
    section = etree.fromstring(get("/category/business/shipping/feed/").body)
    assert all("/business/shipping/" in (item.findtext("link") or "") for item in section.iter("item"))


def posts(query: str, day: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get(f"/wp-json/wp/v2/posts?{query}", day).body)
    return found


def test_wp_json_pages_through_every_post() -> None:
    known = truth(1)
    rows = posts("per_page=100") + posts("per_page=100&page=2")
    headers = get("/wp-json/wp/v2/posts?per_page=100").headers
    assert (headers["X-WP-Total"], headers["X-WP-TotalPages"]) == ("160", "2")
    assert [row["link"] for row in rows] == list(known.by_url)
    categories = {row["id"]: row["name"] for row in json.loads(get("/wp-json/wp/v2/categories?per_page=100").body)}
    first_tags = json.loads(get("/wp-json/wp/v2/tags?per_page=100").body)
    assert len({row["id"] for row in first_tags}) == len(first_tags)
    for row in rows:
        article = known.by_url[row["link"]]
        assert row["id"] == article.post_id
        assert [categories[number] for number in row["categories"]] == article.sections
        assert instant(row["date_gmt"] + "Z") == instant(article.date_published)
        assert row["date"] == article.date_published[:19]
        text = " ".join("".join(etree.HTML(row["content"]["rendered"]).itertext()).split())
        assert " ".join(article.blocks[0].text.split()) in text
        assert "Advertisement" not in text


def test_wp_json_tells_what_was_modified_since() -> None:
    since = truth(1).now.strftime("%Y-%m-%dT%H:%M:%SZ")
    known = truth(2)
    wanted = {change.url for change in known.changes if change.kind in ("new", "edited")}
    assert {row["link"] for row in posts(f"per_page=100&modified_after={since}", 2)} == wanted
    new = {change.url for change in known.changes if change.kind == "new"}
    assert {row["link"] for row in posts(f"per_page=100&after={since}", 2)} == new
    assert posts(f"per_page=100&before={since}&page=1", 2)[0]["link"] not in new
    newest = max(posts("per_page=100&orderby=modified", 2), key=lambda row: str(row["modified_gmt"]))
    assert posts("per_page=1&orderby=modified", 2)[0]["link"] == newest["link"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("per_page=101", "rest_invalid_param"),
        ("per_page=x", "rest_invalid_param"),
        ("after=yesterday", "rest_invalid_param"),
        ("per_page=100&page=3", "rest_post_invalid_page_number"),
    ],
)
def test_wp_json_refuses_as_wordpress_does(query: str, code: str) -> None:
    answer = get(f"/wp-json/wp/v2/posts?{query}")
    assert answer.status == 400
    assert json.loads(answer.body)["code"] == code


@pytest.mark.parametrize(
    ("channel", "target"),
    [
        ("robots", "/robots.txt"), ("sitemaps", "/sitemap_index.xml"), ("sitemaps", "/news-sitemap.xml"),
        ("news_sitemap", "/news-sitemap.xml"), ("rest", "/wp-json/wp/v2/posts"), ("feed", "/feed/"),
    ],
)  # fmt: skip
def test_a_channel_that_is_off_is_neither_there_nor_advertised(channel: str, target: str) -> None:
    site = Site(Edition(now_on(1)), DEMO_HOST, frozenset({channel}))
    assert get(target).status == 200
    assert site.answer(target).status == 404
    home = site.answer("/").body + site.answer("/robots.txt").body
    assert f"{target.split('/wp/')[0]}".encode() not in home.replace(b"/feed/?", b"")
    assert len(home) > 1000


def test_validators_follow_the_article_and_not_the_furniture() -> None:
    changed = {change.url for change in truth(2).changes if change.kind in ("edited", "silent")}
    for url in truth(1).by_url:
        first, second = get(url, 1), get(url, 2)
        if second.status == 200:
            assert (first.etag != second.etag) is (url in changed)
            assert (first.modified != second.modified) is (url in changed)
    assert get("/", 1).etag != get("/", 2).etag
    assert get("/feed/", 1).etag != get("/feed/", 2).etag
