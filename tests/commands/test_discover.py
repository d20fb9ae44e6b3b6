"""`scrapy discover`: what each channel offers, at what cost; a list of 100,000 addresses in bounded memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from exchanges_of_ours import NOON, opened
from loopback import Answer, TestSite
from pages_of_ours import index_page
from running import REPOSITORY, SAYS_PEAK, STRICT, Scrapy

from newscrawler.commands.discover import _print_lines
from newscrawler.demo_site.process import DemoSite
from newscrawler.discovery.entries import Channel
from newscrawler.discovery.listings import Tally
from newscrawler.errors import ExitCode
from newscrawler.politeness.pace import Pace
from newscrawler.run import Run

Site = Callable[[dict[str, Any]], TestSite]


def discovered(scrapy: Scrapy, url: str, *more: str, output: Path) -> tuple[int, dict[str, Any]]:
    done = scrapy("discover", url, "--json", *more, output=output)
    assert "Traceback" not in done.err
    return done.code, json.loads(done.out)


def test_what_a_site_says_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally(channel=Channel.WP_JSON, url="https://example.org/wp-json", notes=["refused: \x1b[2Jno\u202e"])
    spider: Any = SimpleNamespace(shapes={}, left_out=0)
    _print_lines(Run(clock=NOON, pace=Pace(0.0)), [tally], spider, ExitCode.WELL)
    said = capsys.readouterr().out
    assert "refused: ⟦U+001B⟧[2Jno⟦RIGHT-TO-LEFT OVERRIDE⟧" in said
    assert "\x1b" not in said


def test_the_demo_sites_channels(scrapy: Scrapy, tmp_path: Path) -> None:
    with DemoSite() as demo:
        code, found = discovered(scrapy, f"http://127.0.0.1:{demo.port}/", output=tmp_path)
        asked = [visit["path"] for visit in demo.requests()]
    assert code == found["exit_code"] == 0
    assert found["requests"] == len(asked) - 1 == sum(channel["requests"] for channel in found["channels"]) == 9
    assert not any("/2026/" in path or "/2025/" in path for path in asked)  # no article was fetched
    offered = [(channel["channel"], channel["articles"], channel["total"]) for channel in found["channels"]]
    assert offered[1:] == [("sitemap", 3, None), ("sitemap", 160, None), ("feed", 10, None), ("wp_json", 100, 160)]
    whole = found["channels"][2]
    assert (whole["first"], whole["last"]) == ("2025-11-12", "2026-02-10")
    assert (found["channels"][4]["first"], found["channels"][4]["last"]) == ("2025-11-12", "2026-02-10")
    assert len(whole["samples"]) == 3
    assert {path.name for path in tmp_path.iterdir()} <= {"state"}  # nothing is archived


def test_in_words(scrapy: Scrapy, tmp_path: Path) -> None:
    """With what an archive has learned of the site's addresses."""
    archive = opened(tmp_path / "it")
    for _ in range(6):
        archive.notes.learn("/harbour/slug", "article")
    archive.close()
    with DemoSite(articles=20) as demo:
        done = scrapy(
            "discover", f"http://127.0.0.1:{demo.port}/", "--archive", "it", "-s", "NEWSCRAWLER_OUTPUT=.",
            output=tmp_path,
        )  # fmt: skip
    assert done.code == 0
    forms = "/harbour/some-words-of-it: 6 articles, 0 lists, 0 others; the next one is taken for an article\n"
    assert forms in done.out
    assert "links that are never followed, by kind" in done.out
    assert "  calendar: 1, such as http://127.0.0.1" in done.out
    assert "sitemap_index.xml\n  20 articles" in done.out
    assert "exit code 0: well" in done.out
    assert len(done.err.splitlines()) <= 1  # Scrapy's first line


@pytest.mark.parametrize(
    ("home", "code"), [("<html><body><p>Nothing</p></body></html>", 10), (Answer("no", 403), 13)]
)  # fmt: skip
def test_nothing_to_discover(site: Site, scrapy: Scrapy, tmp_path: Path, home: Any, code: int) -> None:
    assert discovered(scrapy, site({"/": home}).url, output=tmp_path)[0] == code


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["http://a.example", "http://b.example"],
                                       ["http://a.example", "--requests", "0"], ["ftp://a.example/"],
                                       ["http://a.example", "--archive", "a?b"],
                                       ["http://a.example", "-L", "LOUD"]])  # fmt: skip
def test_mistakes_are_told_in_a_line(scrapy: Scrapy, tmp_path: Path, arguments: list[str]) -> None:
    done = scrapy("discover", *arguments, output=tmp_path)
    assert done.code == 2
    assert "Traceback" not in done.err


def large_site(site: Site, sitemaps: int, size: int) -> TestSite:
    running = site({})
    here = running.url
    index = "".join(f"<sitemap><loc>{here}/posts-{n}.xml</loc></sitemap>" for n in range(sitemaps))
    running.answers = {
        "/": index_page([]),
        "/robots.txt": Answer(f"Sitemap: {here}/index.xml"),
        "/index.xml": Answer(f"<sitemapindex>{index}</sitemapindex>"),
    }
    for n in range(sitemaps):

        def answer(visit: int, n: int = n) -> Answer:
            rows = (
                f"<url><loc>{here}/2026/01/{k % 28 + 1:02d}/story-{n}-{k}-of-the-pier</loc></url>" for k in range(size)
            )
            return Answer(f"<urlset>{''.join(rows)}</urlset>")

        running.answers[f"/posts-{n}.xml"] = answer
    return running


MEASURED = SAYS_PEAK.format(stream="stderr")


def peak_and_find(url: str, output: Path) -> tuple[int, dict[str, Any]]:
    """MiB at the peak, and what was found."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED + STRICT, "discover", url, "--json"], capture_output=True, text=True,
        timeout=200, cwd=output, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    peak = re.search(r"PEAK (\d+)", done.stderr)
    assert peak is not None, done.stderr
    return int(peak[1]) // 1024, json.loads(done.stdout)


def test_a_site_of_100_000_articles(site: Site, tmp_path: Path) -> None:
    small, _ = peak_and_find(large_site(site, 100, 10).url, tmp_path)
    large, found = peak_and_find(large_site(site, 100, 1000).url, tmp_path)
    (whole,) = [channel for channel in found["channels"] if channel["channel"] == "sitemap"]
    assert (whole["articles"], whole["unseen"]) == (100_000, 100_000)
    assert found["requests"] <= 200
    assert large - small < 40  # MiB: 99,000 addresses more


def test_no_more_requests_than_allowed(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    running = large_site(site, 30, 5)
    _, found = discovered(scrapy, running.url, "--requests", "6", output=tmp_path)
    assert len(running.paths) == 8  # robots.txt, the home page, and six channels
    assert found["not_asked_for"] == 25


def test_what_it_waits_for_is_said(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    running = site({"/robots.txt": Answer("no", 404, delay=0.6), "/": index_page([])})
    done = scrapy("discover", running.url, "-s", "NEWSCRAWLER_PROGRESS_SECONDS=0.1", output=tmp_path)
    assert f"waiting for robots.txt of 127.0.0.1:{running.port}" in done.err
