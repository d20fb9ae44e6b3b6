"""A crawl over a site's channels: what is asked for, in which order, how it ends, and what it costs."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Finished, Scrapy

from newscrawler.demo_site.process import DemoSite
from newscrawler.demo_site.truth import truth

Site = Callable[[dict[str, Any]], TestSite]
XML = {"Content-Type": "application/xml"}


def crawl_demo(crawl_site: Scrapy, output: Path, *more: str, without: str = "") -> tuple[Finished, list[str]]:
    with DemoSite(without=without.split()) as demo:
        done = crawl_site(f"http://127.0.0.1:{demo.port}/", *more, output=output)
        return done, [visit["path"] for visit in demo.requests()]


def paths(done: Finished) -> Counter[str]:
    return Counter("/" + record["url"].split("/", 3)[3] for record in done.records())


ALL = Counter("/" + article.url.split("/", 3)[3] for article in truth().articles)


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("", {"sitemap": 160, "feed": 10}),
        ("rest feed", {"sitemap": 160}),
        ("sitemaps feed", {"wp_json": 100}),  # and as many in all as links had named by then: no further page
        ("sitemaps rest", {"feed": 10}),
        ("sitemaps rest feed", {}),
    ],
)
def test_all_articles_once_whatever_channels_the_site_has(
    crawl_site: Scrapy, tmp_path: Path, without: str, told: dict[str, int]
) -> None:
    done, asked = crawl_demo(crawl_site, tmp_path, without=without)
    assert done.code == 0, done.err
    assert paths(done) == ALL
    report = done.report()
    assert sum(report["outcomes"].values()) == report["requests"]
    by_channel = report["requests_by_channel"]
    assert sum(count for parts in by_channel.values() for count in parts.values()) == report["requests"]
    named = {channel["channel"]: channel["articles"] for channel in report["channels"] if channel["articles"] != 3}
    assert {name: named[name] for name in told} == told
    assert max(Counter(asked).values()) == 1
    if not without:
        assert report["requests"] / len(done.records()) <= 1.15
        assert len(asked) / len(done.records()) <= 1.15


def test_days_are_pruned_before_anything_is_fetched(crawl_site: Scrapy, tmp_path: Path) -> None:
    done, asked = crawl_demo(crawl_site, tmp_path, "-a", "since=2026-02-01", "-a", "until=2026-02-05")
    expected = {
        "/" + article.url.split("/", 3)[3]
        for article in truth().articles
        if "2026-02-01" <= article.date_published[:10] <= "2026-02-05"
    }
    assert set(paths(done)) == expected
    assert len(asked) <= len(expected) + 12
    assert not any(path.startswith("/post-sitemap.xml") for path in asked)  # last changed in December
    assert any("after=2026-01-31T23" in path and "before=2026-02-06T00" in path for path in asked)


def test_a_limit_opens_no_older_sitemaps(crawl_site: Scrapy, tmp_path: Path) -> None:
    done, asked = crawl_demo(crawl_site, tmp_path, "-a", "limit=5")
    assert len(done.records()) == 5
    assert [path for path in asked if "post-sitemap" in path] == ["/post-sitemap3.xml"]


def test_what_a_limit_left_over_costs_no_walk_through_lists(crawl_site: Scrapy, tmp_path: Path) -> None:
    with DemoSite(articles=40) as demo:
        url = f"http://127.0.0.1:{demo.port}/"
        crawl_site(url, "-a", "limit=5", output=tmp_path)
        before = len(demo.requests())
        done = crawl_site(url, output=tmp_path)
        assert len(done.records()) == 40
        assert len(demo.requests()) - before <= 35 + 12  # what is beside every list is no news on each


def test_exactly_these_articles_and_no_channel(scrapy: Scrapy, tmp_path: Path) -> None:
    with DemoSite(articles=5) as demo:
        url = f"http://127.0.0.1:{demo.port}{next(iter(ALL))}"
        scrapy(
            "crawl", "news", "-a", "articles=-", "-a", "archive=it", "-s", "NEWSCRAWLER_OUTPUT=.",
            output=tmp_path, stdin=url,
        )  # fmt: skip
        assert len(demo.requests()) == 2  # robots.txt and the page


# --- a site of a few lines

PATHS = [f"/2026/02/0{n}/matter-number-{n}-of-the-office" for n in range(1, 6)]


def articles() -> dict[str, Any]:
    return {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}


def urlset(*rows: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{row}</loc></url>" for row in rows) + "</urlset>"


def test_every_way_in_which_a_channel_can_end(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(articles())
    here = running.url
    packed = gzip.compress(urlset(*(here + path for path in PATHS[:2])).encode())
    lines = "\n".join(
        f"Sitemap: {url}" for url in
        ("/packed.xml.gz", here + "/moved.xml", "/gone.xml", "/html.xml", "/busy.xml", "https://elsewhere.invalid/s.xml",
         "/empty.xml", "/torn.xml")
    )  # fmt: skip
    running.answers |= {
        "/": "<html><body><p>Nothing here</p></body></html>",
        "/robots.txt": Answer(lines, 200, {"Content-Type": "text/plain"}),
        "/packed.xml.gz": Answer(packed, 200, {"Content-Type": "application/gzip"}),
        "/moved.xml": Answer("", 301, {"Location": "/new.xml"}),
        "/new.xml": Answer(urlset(here + PATHS[2], "https://elsewhere.invalid/x/y/a-story-of-others"), 200, XML),
        "/html.xml": "<html><body>Not found</body></html>",
        "/busy.xml": lambda visit: Answer("busy", 503) if visit == 1 else Answer(urlset(here + PATHS[3]), 200, XML),
        "/empty.xml": Answer(urlset(), 200, XML),
        "/torn.xml": Answer(urlset(here + PATHS[4], here + "/2026/02/09/never-comes-whole")[:-60], 200, XML),
    }
    done = crawl_site(running.url, output=tmp_path)
    assert done.report()["outcomes"] == {
        "archived": 5, "channel": 4, "no_channel": 2, "not_found": 1, "redirected": 1, "retried": 1, "index": 1,
        "robots_unreachable": 1,
    }, done.err  # fmt: skip
    assert len(done.records()) == 5
    assert "Traceback" not in done.err
    assert {channel["url"][len(here) :]: channel["notes"] for channel in done.report()["channels"]} == {
        "/packed.xml.gz": [], "/moved.xml": [], "/gone.xml": ["not_found"], "/busy.xml": [],
        "/html.xml": ["a page of HTML, no sitemap"],
        "/empty.xml": [], "/torn.xml": ["cut off"],
    }  # fmt: skip


def test_a_site_that_shows_no_system_is_not_asked_for_what_it_may_not_have(
    site: Site, crawl_site: Scrapy, tmp_path: Path
) -> None:
    running = site({"/": index_page(PATHS), **articles()})
    assert len(crawl_site(running.url, output=tmp_path).records()) == 5
    assert sorted(running.paths) == sorted(["/", "/robots.txt", *PATHS])


def test_a_system_that_the_page_shows_is_asked_by_convention(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(articles())
    running.answers |= {
        "/": "<html><head><meta name=generator content='Ghost 5.8'></head><body><p>Read us</p></body></html>",
        "/sitemap.xml": Answer("<sitemapindex><sitemap><loc>/sitemap-posts.xml</loc></sitemap>"
                               "<sitemap><loc>/sitemap-tags.xml</loc></sitemap></sitemapindex>", 200, XML),
        "/sitemap-posts.xml": Answer(urlset(*(running.url + path for path in PATHS)), 200, XML),
    }  # fmt: skip
    assert len(crawl_site(running.url, output=tmp_path).records()) == 5
    assert sorted(running.paths) == sorted(["/", "/robots.txt", "/sitemap.xml", "/sitemap-posts.xml", "/rss/", *PATHS])


def test_a_channel_that_named_nothing_is_left_alone_for_some_runs(
    site: Site, crawl_site: Scrapy, tmp_path: Path
) -> None:
    running = site(articles())
    running.answers["/robots.txt"] = Answer(
        "Sitemap: /gone.xml\nSitemap: /empty.xml\nSitemap: /good.xml\nSitemap: /busy.xml"
    )
    running.answers |= {
        "/": index_page(PATHS), "/empty.xml": Answer(urlset(), 200, XML), "/busy.xml": Answer("busy", 503),
        "/good.xml": Answer(urlset(running.url + PATHS[0]), 200, XML),
    }  # fmt: skip
    for _ in range(2):
        assert crawl_site(running.url, "-s", "RETRY_TIMES=0", output=tmp_path).code == 0
    asked = Counter(path for path in running.paths if path.endswith(".xml"))
    assert asked == {"/gone.xml": 1, "/empty.xml": 1, "/good.xml": 2, "/busy.xml": 2}


def test_rest_alone_to_its_last_page_and_its_labels(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site({})
    root = f"{running.url}/wp-json/"
    bare = "<html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
    text = "".join(f"<p>{line}</p>" for line in ["The pier was closed for a week and nobody knew why it was so."] * 9)
    stories = [f"/the-long-story-of-pier-number-{n}-and-its-crane" for n in range(130)]
    posts = [
        {"link": running.url + path, "title": {"rendered": f"Pier {n}"}, "date": "2026-02-01T10:00:00",
         "date_gmt": "2026-02-01T02:00:00", "categories": [4]} for n, path in enumerate(stories)
    ]  # fmt: skip
    headers = {"Content-Type": "application/json", "X-WP-Total": "130", "X-WP-TotalPages": "3"}
    fields = "_fields=id%2Cdate%2Cdate_gmt%2Cmodified%2Cmodified_gmt%2Clink%2Ctitle%2Ccategories%2Ctags%2Clang"
    first = f"/wp-json/wp/v2/posts?per_page=100&{fields}"
    running.answers = {
        "/": f"<html><head><link rel='https://api.w.org/' href='{root}'></head><body><p>Read</p></body></html>",
        "/wp-json/wp/v2/categories?per_page=100&orderby=count&order=desc&_fields=id%2Cname%2Cparent%2Clink%2Ccount":
            Answer(json.dumps([{"id": 4, "name": "Harbour", "parent": 0}])),
        first: Answer(json.dumps(posts[:100]), 200, headers),
        first + "&page=2": Answer("one of these posts breaks the page", 500),
        first + "&page=3": Answer(json.dumps(posts[100:]), 200, headers),
        **{path: bare.format(f"Pier number {n} and its crane", text) for n, path in enumerate(stories)},
    }  # fmt: skip
    done = crawl_site(running.url, "-s", "RETRY_TIMES=0", output=tmp_path)
    records = done.records()
    assert len(records) == 130
    notes = [note for channel in done.report()["channels"] for note in channel["notes"]]
    assert f"server_error: {running.url}{first}&page=2" in notes
    assert {record["date_published"] for record in records} == {"2026-02-01T10:00:00+08:00"}
    assert {record["section"] for record in records} == {"Harbour"}
    assert {record["sources"]["section"] for record in records} == {"wp_json"}
    assert {record["title"] for record in records} == {f"Pier number {n} and its crane" for n in range(130)}


def test_sitemaps_that_lie_or_are_called_otherwise(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """robots.txt names one that is no more; where the page's system keeps its own, one is in a folder for files."""
    running = site({path: article_page(f"Matter {path}", n) for n, path in enumerate(PATHS)})
    here = running.url
    feed = "".join(f"<item><link>{here}{path}?s=rss</link></item>" for path in PATHS[3:])
    running.answers |= {
        "/robots.txt": Answer("Sitemap: /gone.xml\nSitemap: /of-others.xml"),
        "/of-others.xml": Answer("<urlset><url><loc>https://elsewhere.example/a</loc></url></urlset>", 200, XML),
        "/": "<html><head><meta name=generator content='WordPress 6'><link rel=alternate type=application/rss+xml "
             "href=/feed/></head><body><p>Read</p></body></html>",
        "/sitemap_index.xml": Answer(
            f"<sitemapindex><sitemap><loc>{here}/static/1.xml</loc></sitemap>"
            f"<sitemap><loc>{here}/author-sitemap.xml</loc></sitemap></sitemapindex>", 200, XML),
        "/static/1.xml": Answer(
            f"<urlset>{''.join(f'<url><loc>{here}{path}</loc></url>' for path in PATHS[:3])}{' ' * 60_000}</urlset>",
            200, XML),
        "/feed/": Answer(f"<rss><channel>{feed}</channel></rss>", 200, XML),
        **{f"{path}?s=rss": article_page(f"Matter {path}", n) for n, path in enumerate(PATHS) if n > 2},
    }  # fmt: skip
    done = crawl_site(here, "-s", "DOWNLOAD_MAXSIZE=20000", output=tmp_path)
    assert Counter(path.partition("?")[0] for path in paths(done)) == Counter(PATHS)
    (told,) = [channel for channel in done.report()["channels"] if channel["url"].endswith("/gone.xml")]
    assert told["notes"][0] == "not_found"
    (other,) = [channel for channel in done.report()["channels"] if channel["url"].endswith("/of-others.xml")]
    assert other["notes"] == ["names addresses of other hosts alone, the first at elsewhere.example: not asked for"]
    assert told["notes"][1].startswith("not asked for, since their names tell of no articles")


@pytest.mark.parametrize("seed", ["/pier.rss", "/pier.xml"])
def test_a_seed_may_be_a_feed_or_a_sitemap(site: Site, crawl_site: Scrapy, tmp_path: Path, seed: str) -> None:
    running = site(articles())
    rows = {"/pier.rss": "<rss><channel>{}</channel></rss>", "/pier.xml": "<urlset>{}</urlset>"}[seed]
    row = {"/pier.rss": "<item><link>{}</link></item>", "/pier.xml": "<url><loc>{}</loc></url>"}[seed]
    told = rows.format("".join(row.format(running.url + path) for path in PATHS))
    running.answers = articles() | {seed: Answer(told, 200, XML)}
    done = crawl_site(running.url + seed, output=tmp_path)
    assert paths(done) == Counter(PATHS)
    assert done.report()["outcomes"]["channel"] == 1
    assert done.code == 0


def test_until_is_looked_for_behind_what_is_later(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """Five pages of a front, an article each, newest first; the last day alone is wanted."""
    running = site(articles())
    newest_first = PATHS[::-1]
    fronts = ["/harbour/", *(f"/harbour/page/{n}/" for n in range(2, 6))]
    for number, (front, path) in enumerate(zip(fronts, newest_first, strict=True)):
        more = f"<a href='{fronts[number + 1]}'>{number + 2}</a>" if number < 4 else ""
        running.answers[front] = index_page([path]).replace("</main>", f"{more}</main>")
    running.answers["/"] = "<html><body><nav><a href=/harbour/>Harbour</a></nav></body></html>"
    for number, path in enumerate(PATHS, start=1):
        running.answers[path] = article_page(f"Matter number {number} of the office", number, day=f"2026-02-0{number}")
    done = crawl_site(running.url, "-a", "until=2026-02-01", output=tmp_path)
    assert len(done.records()) == 1
    assert sorted(running.paths) == sorted(["/", "/robots.txt", *fronts, PATHS[0]])


def test_lists_that_bring_nothing_new_are_not_all_asked_for(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """Forty tags, each with the same five articles, behind a sitemap that names these."""
    running = site(articles())
    tags = [f"/tag/number-{n}/" for n in range(40)]
    links = "".join(f"<a href='{tag}'>Tag {tag[-3:-1]}</a>" for tag in tags)
    running.answers |= {tag: index_page(PATHS) for tag in tags}
    running.answers["/"] = index_page(PATHS).replace("</main>", f"</main><nav>{links}</nav>")
    many = crawl_site(running.url, output=tmp_path)
    assert len(many.records()) == 5
    assert len([path for path in running.paths if path.startswith("/tag/")]) == 5


def test_a_section_behind_a_list_that_is_missing_is_still_found(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(articles())
    running.answers["/"] = "<html><body><nav><a href=/gone/>Gone</a><a href=/harbour/>Harbour</a></nav></body></html>"
    running.answers["/harbour/"] = index_page(PATHS[:3]).replace("</main>", "<a href=/harbour/page/2/>2</a></main>")
    running.answers["/harbour/page/2/"] = index_page(PATHS[3:])
    assert len(crawl_site(running.url, output=tmp_path).records()) == 5


def test_each_channel_gives_what_it_knows(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """The front page names the stories first, a news sitemap their dates, a feed their authors; the pages say none.

    On loopback, where nobody waits, the first story is under way before the feed is read.
    """
    running = site({})
    here, stories = running.url, [f"/the-harbour-counts-its-boats-{n}-times" for n in ("two", "three", "four")]
    text = "".join(f"<p>{line}</p>" for line in ["The pier was closed for a week and nobody knew why it was so."] * 9)
    rows = "".join(
        f"<url><loc>{here}{path}</loc><news:news><news:title>Boats</news:title>"
        "<news:publication_date>2026-02-01T09:00:00Z</news:publication_date></news:news></url>"
        for path in stories
    )
    items = "".join(
        f"<item><title>Boats</title><link>{here}{path}</link><dc:creator>Ines Falk</dc:creator>"
        "<category>Harbour</category></item>"
        for path in stories
    )
    page = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"
    running.answers = {
        "/robots.txt": Answer("Sitemap: /news-sitemap.xml"),
        "/": index_page(stories).replace("<head>", "<head><link rel=alternate type=application/rss+xml href=/feed/>"),
        "/news-sitemap.xml": Answer(f"<urlset>{rows}</urlset>", 200, XML),
        "/feed/": Answer(f"<rss><channel>{items}</channel></rss>", 200, XML),
        **{path: page.format(f"The harbour counts its boats: {path[-11:]}", text + path) for path in stories},
    }  # fmt: skip
    records = crawl_site(here, output=tmp_path).records()
    assert {record["date_published"] for record in records} == {"2026-02-01T09:00:00Z"}
    told_by_all = [record for record in records if record["authors"] == ["Ines Falk"]]
    assert len(told_by_all) >= 2
    for record in told_by_all:
        assert (record["sources"]["authors"], record["sources"]["date_published"]) == ("feed", "sitemap")
        assert record["tags"] == ["Harbour"]


def test_sitemaps_and_feeds_on_other_hosts(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """They are asked by their own robots.txt, and tell of the site's own articles alone."""
    running, cdn = site(articles()), site({})
    packed, told = f"{cdn.url}/parts/1.xml", [running.url + path for path in PATHS[:4]]
    running.answers |= {
        "/robots.txt": Answer(f"Sitemap: {cdn.url}/index.xml\nSitemap: {cdn.url}/private/index.xml"),
        "/": f"<html><head><link rel=alternate type=application/rss+xml href={cdn.url}/pier.rss></head></html>",
    }
    cdn.answers = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /private/"),
        "/index.xml": Answer(f"<sitemapindex><sitemap><loc>{packed}</loc></sitemap></sitemapindex>", 200, XML),
        "/parts/1.xml": Answer(urlset(*told, f"{cdn.url}/2026/02/01/its-own-story-of-it"), 200, XML),
        "/pier.rss": Answer(
            f"<rss><channel><item><link>{running.url}{PATHS[4]}</link></item></channel></rss>", 200, XML),
    }  # fmt: skip
    named = f"NEWSCRAWLER_PRIVATE_HOSTS={cdn.url.removeprefix('http://')}"
    done = crawl_site(running.url, "-s", named, output=tmp_path)
    assert len(done.records()) == 5, done.err
    assert sorted(cdn.paths) == ["/index.xml", "/parts/1.xml", "/pier.rss", "/robots.txt"]
    assert done.report()["outcomes"]["forbidden_by_robots"] == 1


def test_traps_end_by_themselves(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """A calendar, filters, sessions in addresses, a path that grows, a list without end: none is asked for ever, and
    the report names what was passed over.
    """
    running = site({})

    def session_of(path: str) -> int:
        return int(hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()[:15], 16)

    def page(path: str) -> str:
        """Every address answers with a page whose links lead further into each trap."""
        number = path.count("/")
        links = [
            f"/calendar/{2026 + number}/{number % 12 + 1:02d}/", f"/events/{2026 + number}-01-01/", "a/b/", "a/b/a/b/",
            f"{path.partition('?')[0]}?filter_by=popular{number}", f"{path}{'&' if '?' in path else '?'}sort={number}",
            f"/(S(session{session_of(path)}))/harbour/", f"/harbour/;jsessionid={session_of(path)}",
            f"/harbour/page/{number + 2}/", "/harbour/?PHPSESSID=" + str(session_of(path)),
            f"{PATHS[number % 5]}?sid={hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()}",
            f"/search?q={number}",
        ]  # fmt: skip
        anchors = "".join(f"<li><a href='{link}'>Link {n}</a></li>" for n, link in enumerate(links))
        return (
            f"<html><head><title>Pier</title></head><body class='archive'><nav><ul>{anchors}</ul></nav></body></html>"
        )

    numbers = count(1)

    def story(path: str) -> str:
        """A story whose links to the others have a new number at each visit, under a name that nobody knows."""
        links = [f"{other}?visit={next(numbers):012x}" for other in PATHS]
        anchors = "".join(f"<h3><a href='{link}'>What the office said of it, in full</a></h3>" for link in links)
        return article_page(f"Matter {path[-25:]}", PATHS.index(path), canonical=path, links=anchors)

    class Endless(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            plain = path.partition("?")[0]
            return super().get(path) or (story(plain) if plain in PATHS else page(path))

    running.answers = Endless({"/robots.txt": Answer("", 404)})
    running.answers["/"] = index_page(PATHS).replace("</main>", f"</main>{page('/')}")
    done = crawl_site(running.url, output=tmp_path)
    assert len(done.records()) == 5
    assert len(running.paths) <= 60 + 50, Counter(path.split("/")[1] for path in running.paths)
    report = done.report()
    assert sum(report["outcomes"].values()) == report["requests"]
    assert report["traps"].keys() == {"calendar", "filter", "search", "session", "endless_path"}
    assert report["traps"]["filter"]["addresses"] >= 4
    assert report["traps"]["filter"]["sample"] == f"{running.url}/?filter_by=popular1"


def test_rest_is_asked_what_has_changed_since(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """An old post was edited after the first crawl; WordPress before 5.7, as here, gives five pages of all posts."""
    running = site(articles())
    fields = "_fields=id%2Cdate%2Cdate_gmt%2Cmodified%2Cmodified_gmt%2Clink%2Ctitle%2Ccategories%2Ctags%2Clang"
    posts = [
        {"link": running.url + path, "title": {"rendered": f"Matter {n}"}, "date": f"2026-02-0{n}T10:00:00",
         "date_gmt": f"2026-02-0{n}T10:00:00", "modified_gmt": f"2026-02-0{n}T10:00:00"}
        for n, path in enumerate(PATHS, 1)
    ][::-1]  # fmt: skip
    edited = posts[-1] | {"modified_gmt": "2026-02-11T10:00:00"}
    headers = {"Content-Type": "application/json", "X-WP-Total": "500", "X-WP-TotalPages": "5"}
    rest = "/wp-json/wp/v2/posts?per_page=100"
    since = f"{rest}&modified_after=2026-02-09T12%3A00%3A00&{fields}&orderby=modified"
    running.answers |= {
        "/": f"<html><head><link rel='https://api.w.org/' href='{running.url}/wp-json/'></head><body></body></html>",
        f"{rest}&{fields}": Answer(json.dumps(posts), 200, headers | {"X-WP-TotalPages": "1"}),
        since: Answer(json.dumps([edited, *posts[:-1]]), 200, headers),
    }
    for day in (10, 12):
        done = crawl_site(running.url, "-s", f"NEWSCRAWLER_NOW=2026-02-{day}T12:00:00Z",
                          "-s", "NEWSCRAWLER_REVISITS=1", output=tmp_path)  # fmt: skip
        assert done.code == 0, done.err
        running.answers[PATHS[0]] = article_page("Matter number 1 of the office, as it is now", 1)
    assert running.paths.count(since) == 1
    assert not any(path.startswith(since + "&page=") for path in running.paths)
    assert [record["title"] for record in done.records() if record["version"] == 2] == [
        "Matter number 1 of the office, as it is now"
    ]
