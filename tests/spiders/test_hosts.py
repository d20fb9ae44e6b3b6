"""One site under two host names: what its `m.` host repeats is one article, whoever names it first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/0{n}/matter-number-{n}-of-the-office" for n in range(1, 5)]
WIDE, NARROW = "http://www.pier.example", "http://m.pier.example"


def test_the_same_pages_on_a_host_for_telephones(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    """A proxy on loopback answers for both. The front links to either, a sitemap names the `m.` addresses, one story
    sends telephones' addresses to the other host, and one states no canonical address on either.
    """
    running = site({})
    rows = "".join(f"<url><loc>{NARROW}{path}</loc></url>" for path in PATHS)
    running.answers = {
        f"{WIDE}/robots.txt": Answer(f"Sitemap: {WIDE}/sitemap.xml"), f"{NARROW}/robots.txt": Answer("", 404),
        f"{WIDE}/sitemap.xml": Answer(f"<urlset>{rows}</urlset>", 200, {"Content-Type": "application/xml"}),
        f"{WIDE}/": index_page([WIDE + PATHS[0], NARROW + PATHS[1], NARROW + PATHS[2], WIDE + PATHS[2]]),
    }  # fmt: skip
    for number, path in enumerate(PATHS):
        canonical = "" if number == 3 else WIDE + path
        page = article_page(f"Matter number {number} of the office", number, canonical=canonical)
        running.answers |= {WIDE + path: page, NARROW + path: page}
    running.answers[NARROW + PATHS[1]] = Answer("", 302, {"Location": WIDE + PATHS[1]})
    done = scrapy(
        "crawl", "news", "-a", f"url={WIDE}/", "-a", "archive=it", "-s", "NEWSCRAWLER_OUTPUT=.",
        "-s", "DOWNLOAD_DELAY=0", "-s", f"NEWSCRAWLER_PROXY={running.url}", output=tmp_path,
    )  # fmt: skip
    records = done.records()
    assert len(records) == len({record["id"] for record in records}) == len(PATHS), done.err
    assert {record["url"] for record in records} == {*(WIDE + path for path in PATHS[:3]), NARROW + PATHS[3]}
    asked = [path for path in running.paths if not path.endswith((".txt", ".xml"))]
    assert len(asked) == len(set(asked)) == 1 + len(PATHS) + 1  # the front, each article, one redirect
