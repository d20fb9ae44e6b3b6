"""The same crawl again: what is asked for, what is written. Every site here is a real server on loopback.

All cases are crawled by the same five runs, an hour apart; each case is a site with an archive of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from loopback import Answer, TestSite
from running import Finished, Scrapy

WORDS = "The herring came back to Lowmoor on a Tuesday, and nobody was there to see it but the keeper of the light."
SLUGS = ("the-herring-came-back-to-lowmoor", "nine-bells-for-the-new-tower", "a-ladder-is-missing-from-the-quay")


def story(slug: str, more: str = "", furniture: str = "") -> str:
    title = slug.replace("-", " ").capitalize()
    paragraphs = "".join(f"<p>{title}, part {part}. {WORDS}{more}</p>" for part in range(4))
    return (
        f"<html><head><title>{title}</title><meta property='og:type' content='article'></head>"
        f"<body><header>{furniture}</header><article><h1>{title}</h1>"
        f"<time datetime='2026-02-10T11:30:00Z'>10 February 2026</time>{paragraphs}</article></body></html>"
    )


def front(*slugs: str) -> str:
    links = "".join(f"<h2><a href='/2026/02/10/{slug}'>{slug.replace('-', ' ')}</a></h2>" for slug in slugs)
    return f"<html><body><main>{links}</main></body></html>"


FIRST = f"/2026/02/10/{SLUGS[0]}"
HOURS = range(12, 17)


class Liar(TestSite):
    """Says 304 to whoever asks for changes; its article changes after the first hour."""

    def answer(self, handler: Any) -> None:
        is_new = self.paths.count(FIRST) > 0
        conditional = handler.headers.get("If-None-Match")
        page = Answer(story(SLUGS[0], " It has left again." if is_new else ""), headers={"ETag": '"always"'})
        self.answers = {"/": front(SLUGS[0]), FIRST: Answer("", 304) if conditional else page}
        super().answer(handler)


MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
CHANGED = "2023-07"
LYING = "2024-02"
"""Of which the index knows nothing later than that month, though it names an article of last year."""


def index(count: int) -> Answer:
    """Two years of sitemaps; from its third request on it says that an old one has changed."""
    rows = "".join(
        f"<sitemap><loc>/sitemap-{month}.xml</loc><lastmod>{day}T10:00:00Z</lastmod></sitemap>"
        for month in MONTHS
        for day in ["2025-06-01" if month == CHANGED and count > 2 else f"{month}-28"]
    )
    return Answer(f"<sitemapindex>{rows}</sitemapindex>", headers={"Content-Type": "application/xml"})


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, TestSite]]:
    tagged = Answer(front(*SLUGS[:2]), headers={"ETag": '"front"'})
    moving = lambda count: story(SLUGS[0], furniture=f"<p>{count * 731} views, -{count} C</p>")  # noqa: E731
    started = {
        "owing": TestSite({
            "/": lambda count: tagged if count == 1 else Answer("", 304),
            FIRST: lambda count: story(SLUGS[0]) if count > 1 else Answer("busy", 500),
            f"/2026/02/10/{SLUGS[1]}": story(SLUGS[1]),
        }),
        "lying": Liar({}),
        "untagged": TestSite({"/": front(SLUGS[0]), FIRST: moving}),
        "rich": TestSite({
            "/": front(*SLUGS),
            **{f"/2026/02/10/{slug}": story(slug).replace("2026-02-10T11", f"2026-02-10T{9 + number:02}")
               for number, slug in enumerate(SLUGS)},
        }),
    }  # fmt: skip
    months = {f"/sitemap-{month}.xml": f"<urlset><url><loc>{FIRST}</loc></url></urlset>" for month in MONTHS}
    months[f"/sitemap-{LYING}.xml"] = months[f"/sitemap-{LYING}.xml"].replace(
        "</loc>", "</loc><lastmod>2025-02-01</lastmod>"
    )
    robots = {"/robots.txt": "Sitemap: /sitemap.xml", "/sitemap.xml": index}
    started["old"] = TestSite({"/": front(SLUGS[0]), FIRST: story(SLUGS[0]), **robots, **months})
    turned = f'<p class="pagination"><a href="{FIRST}/2/">2</a></p>'
    started["in parts"] = TestSite({
        "/": front(SLUGS[0]),
        FIRST: Answer(story(SLUGS[0]).replace("</article>", f"{turned}</article>"), headers={"ETag": '"first"'}),
        f"{FIRST}/2/": lambda count: story(SLUGS[0], " Page two." if count == 1 else " Page two, corrected."),
    })  # fmt: skip
    started["new home"] = TestSite({"/": front(SLUGS[0]), FIRST: story(SLUGS[0])})
    started["old home"] = TestSite({"/": Answer("", 301, {"Location": f"{started['new home'].url}/"})})
    yield started
    for running in started.values():
        running.close()


@pytest.fixture(scope="module")
def done(sites: dict[str, TestSite], scrapy: Scrapy, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    output = tmp_path_factory.mktemp("output")
    seeds = [f"{running.url}/" for name, running in sites.items() if name != "new home"]
    (output / "sites.txt").write_text("\n".join(seeds))
    for hour in HOURS:
        finished = scrapy(
            "crawl", "news", "-a", "urls=sites.txt", "-s", "NEWSCRAWLER_OUTPUT=.", "-s", "RETRY_TIMES=0",
            "-s", "NEWSCRAWLER_PRIVATE_HOSTS=127.0.0.1",
            "-s", "NEWSCRAWLER_REVISITS=1", "-s", f"NEWSCRAWLER_NOW=2026-02-10T{hour}:00:00Z", output=output,
        )  # fmt: skip
    return finished


def name(running: TestSite) -> str:
    return f"127.0.0.1_{running.port}"


def asked(running: TestSite, path: str) -> list[str | None]:
    """The tags that were sent along."""
    return [visit.headers.get("If-None-Match") for visit in running.visits if visit.path == path]


def test_what_was_not_had_is_owed_though_its_list_says_304(done: Finished, sites: dict[str, TestSite]) -> None:
    owing = sites["owing"]
    assert len(done.records(name(owing))) == 2
    assert asked(owing, "/") == [None] + ['"front"'] * 4
    assert done.report(name(owing))["outcomes"]["not_modified"] == 1


def test_what_is_known_is_asked_for_again_when_it_is_due_alone(done: Finished, sites: dict[str, TestSite]) -> None:
    """An article of four hours is due every hour, and one a run was allowed."""
    again = [path for path in sites["rich"].paths if "/2026/" in path][3:]
    assert len(again) == len(HOURS) - 1
    assert again[0].endswith(SLUGS[2])  # the youngest
    assert done.report(name(sites["rich"]))["revisits"]["asked"] == 1


def test_what_is_due_at_the_new_home_of_a_site_that_moved_is_asked_there(
    done: Finished, sites: dict[str, TestSite]
) -> None:
    assert sites["new home"].paths.count(FIRST) == len(HOURS)
    assert len(done.records(name(sites["old home"]))) == 1


def test_a_server_that_always_says_304_is_looked_at_in_full_in_the_end(
    done: Finished, sites: dict[str, TestSite]
) -> None:
    assert asked(sites["lying"], FIRST) == [None, '"always"', '"always"', '"always"', None]
    assert [record["state"] for record in done.records(name(sites["lying"]))] == ["live", "edited"]


def test_what_labels_the_first_page_of_an_article_says_nothing_of_the_second(
    done: Finished, sites: dict[str, TestSite]
) -> None:
    assert len(asked(sites["in parts"], FIRST)) > 1
    assert set(asked(sites["in parts"], FIRST)) == {None}
    assert [line["version"] for line in done.records(name(sites["in parts"]))] == [1, 2]


def test_a_server_without_validators_makes_no_false_version(done: Finished, sites: dict[str, TestSite]) -> None:
    """Furniture differs with every answer."""
    assert sites["untagged"].paths.count(FIRST) == len(HOURS)
    assert len(done.records(name(sites["untagged"]))) == 1


def test_of_old_sitemaps_only_those_are_asked_for_that_have_changed(done: Finished, sites: dict[str, TestSite]) -> None:
    asked_for = {month: sites["old"].paths.count(f"/sitemap-{month}.xml") for month in MONTHS}
    assert asked_for == dict.fromkeys(MONTHS, 1) | {MONTHS[-1]: len(HOURS), LYING: len(HOURS), CHANGED: 2}
    assert done.report(name(sites["old"]))["revisits"]["settled_sitemaps"] == len(MONTHS) - 2
