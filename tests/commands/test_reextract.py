"""`scrapy reextract`: what changed since it was read makes a new version, and nothing else does."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from exchanges_of_ours import exchange, opened
from pages_of_ours import article_page
from running import Scrapy

from newscrawler import extract
from newscrawler.items import content_digest

TITLES = ("The harbour counts its boats", "The crane is painted green")


def archive_in(folder: Path) -> None:
    """Two articles, the first read by somebody who got its title and tags wrong; and a crawl that was cut short."""
    archive = opened(folder)
    for number, title in enumerate(TITLES):
        page = article_page(title, number)
        url = f"https://example.org/harbour/2026/02/0{number + 1}/{title.lower().replace(' ', '-')}"
        pointer = archive.capture(exchange(url.partition("example.org")[2], page.encode()))
        article = extract(page, url)
        article.warc, article.final_url, article.requested_url, article.status = pointer, url, url, 200
        if not number:
            article.title, article.tags = "The Pier", ["wrong"]
            article.content_sha256 = content_digest(article.title, article.body)
        archive.put(article)
    archive.frontier.add("https://example.org/more", "example.org/more", "example.org", 1, "{}")
    archive.close()


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted((folder / "articles").iterdir()) for line in path.open("rb")]


def test_what_changed_is_a_new_version_once(scrapy: Scrapy, tmp_path: Path) -> None:
    archive_in(tmp_path / "it")
    command = ("reextract", "it", "--processes", "2", "-s", "NEWSCRAWLER_OUTPUT=.")
    first = scrapy(*command, output=tmp_path)
    assert (first.code, first.err) == (0, "")
    assert "2 of 2 articles read again, 1 changed" in first.out
    wrong, _, mended = lines(tmp_path / "it")
    assert (mended["version"], mended["state"], mended["title"]) == (2, "edited", TITLES[0])
    assert mended["changed_fields"] == ["title", "tags"]
    assert mended["warc"] == wrong["warc"]
    assert mended["final_url"] == wrong["final_url"]
    assert "title: 1" in first.out
    again = scrapy(*command, output=tmp_path)
    assert "2 of 2 articles read again, 0 changed" in again.out
    assert len(lines(tmp_path / "it")) == 3
    assert scrapy("verify", "it", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path).code == 0
    with sqlite3.connect(tmp_path / "it" / "ledger.sqlite") as ledger:  # the crawl can still be gone on with
        assert ledger.execute("SELECT count(*) FROM urls WHERE state = 0").fetchone() == (1,)
        assert ledger.execute("SELECT count(*) FROM crawls").fetchone() == (1,)
    ledger.close()


def test_no_archive_is_said_in_a_line(scrapy: Scrapy, tmp_path: Path) -> None:
    done = scrapy("reextract", "nothing", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    assert done.code == 14
    assert "is no archive" in done.err
    assert "Traceback" not in done.err
