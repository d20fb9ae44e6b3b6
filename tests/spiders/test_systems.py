"""One crawl over a site of each usual system, asked by convention: what lies in `tests/frozen/systems`, served."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page
from running import Finished, run_scrapy

from newscrawler.discovery.feeds import read_feed
from newscrawler.discovery.sitemaps import read_sitemap
from newscrawler.discovery.systems import CONVENTIONS, System

FROZEN = Path(__file__).parents[1] / "frozen" / "systems"
OLDER = "/news/2025/12/31/what-only-the-sitemap-names"
XML = {"Content-Type": "application/xml"}


def served(system: System) -> TestSite:
    """A site of `system`: its front page, what it keeps by convention, an article in the feed, an older one."""
    site = TestSite({})

    def frozen(name: str) -> str:
        text = (FROZEN / system / name).read_text(encoding="utf-8")
        return text.replace(f"https://{system}.pier.example", site.url).replace(f"{system}.pier.example", site.url[7:])

    older = f"<url><loc>{site.url}{OLDER}</loc></url></urlset>"
    sitemap, feed = frozen("sitemap.xml").replace("</urlset>", older), frozen("feed.xml")
    known = CONVENTIONS[system]
    site.answers |= {
        "/": frozen("home.html"),
        known.sitemaps[0]: Answer(sitemap, 200, XML),
        known.feeds[0]: Answer(feed, 200, XML),
        known.feeds[0].partition("?max")[0]: Answer(feed, 200, XML),
        OLDER: article_page("What only the sitemap names", 3, day="2025-12-31"),
    }
    for further in read_sitemap(sitemap.encode(), f"{site.url}/").further:
        site.answers[further.url.removeprefix(site.url)] = Answer(f"<urlset>{older}", 200, XML)
    for entry in read_feed(feed.encode(), f"{site.url}/").entries:
        site.answers[entry.url.removeprefix(site.url)] = article_page("The harbour counts its boats once more", 5)
    return site


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[System, TestSite], Finished]]:
    output = tmp_path_factory.mktemp("systems")
    sites = {system: served(system) for system in System}
    (output / "sites.txt").write_text("\n".join(site.url for site in sites.values()))
    done = run_scrapy("crawl", "news", "-a", "urls=sites.txt", "-s", "NEWSCRAWLER_OUTPUT=out", output=output)
    yield sites, done
    for site in sites.values():
        site.close()


def records(done: Finished, site: TestSite) -> list[dict[str, Any]]:
    files = (done.output / "out").glob("*/articles/*.jsonl")
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [record for record in lines if record["url"].startswith(site.url + "/")]


@pytest.mark.parametrize("system", System)
def test_both_articles_once_by_convention(crawl: tuple[dict[System, TestSite], Finished], system: System) -> None:
    sites, done = crawl
    site, known = sites[system], CONVENTIONS[system]
    titles = sorted(record["title"] for record in records(done, site))
    assert titles == ["The harbour counts its boats once more", "What only the sitemap names"], done.err
    assert known.sitemaps[0] in site.paths
    assert any(path.startswith(known.feeds[0].partition("?max")[0]) for path in site.paths)  # Blogger's page names it
    assert len(site.paths) == len(set(site.paths))
    assert len(site.paths) <= 12
