"""The demo's archive against the truth that the demo site holds about itself, field by field."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener, urlopen

import pytest
from jsonschema import Draft202012Validator
from running import REPOSITORY, STRICT, Finished, Scrapy

from newscrawler import extract
from newscrawler.archive.jsonl import to_line
from newscrawler.demo_site.process import DemoSite
from newscrawler.demo_site.truth import TrueArticle, Truth, truth
from newscrawler.schema import shipped_schema

FIELDS = (
    "title", "body", "date_published", "date_modified", "authors", "section", "sections", "tags",
    "language", "site_name", "is_accessible_for_free",
)  # fmt: skip
SHARE = 0.99

SAYS_COST = """
import atexit, time
from pathlib import Path
atexit.register(lambda: Path("cost").write_text(str(time.process_time())))
"""
"""Seconds of CPU time: what else the machine does is no fault of the crawl's."""

Records = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first_day(scrapy: Scrapy, output: Path) -> Finished:
    command = ("crawl", "demo", "-s", "NEWSCRAWLER_OUTPUT=.", "-O", "feed.jsonl")
    done = scrapy(*command, output=output, before=SAYS_COST)
    assert float((output / "cost").read_text()) < 30  # 4 where the machine is idle
    return done


@pytest.fixture(scope="module")
def site() -> Truth:
    return truth(day=1)


def right(records: Records, site: Truth, expected: Callable[[TrueArticle], Any], found: str) -> list[str]:
    """Addresses whose record differs from the truth."""
    return [true.url for true in site.articles if records[true.url][found] != expected(true)]


def test_every_article_is_there_once(first_day: Finished, site: Truth) -> None:
    assert first_day.code == 0, first_day.err
    found = Counter(record["url"] for record in first_day.records("demo"))
    assert found == Counter(true.url for true in site.articles)
    assert len(site.articles) >= 150


@pytest.mark.parametrize("field", FIELDS)
def test_fields_are_as_the_truth_says(first_day: Finished, site: Truth, field: str) -> None:
    records = {record["url"]: record for record in first_day.records("demo")}
    wrong = right(records, site, lambda true: getattr(true, field), field)
    assert len(wrong) <= (1 - SHARE) * len(site.articles), wrong[:10]


def test_blocks_have_the_right_kinds(first_day: Finished, site: Truth) -> None:
    running = {
        record["url"]: [block for block in record["blocks"] if block["kind"] != "caption"]
        for record in first_day.records("demo")
    }
    wrong = [true.url for true in site.articles if running[true.url] != [asdict(block) for block in true.blocks]]
    assert len(wrong) <= (1 - SHARE) * len(site.articles), wrong[:10]


def test_no_line_of_furniture_is_in_any_body(first_day: Finished, site: Truth) -> None:
    for record in first_day.records("demo"):
        lines = {line for block in record["blocks"] for line in block["text"].splitlines()}
        assert not lines & site.furniture_lines, record["url"]


def test_every_line_is_valid(first_day: Finished) -> None:
    validator = Draft202012Validator(shipped_schema())
    for record in first_day.records("demo"):
        validator.validate(record)


def test_the_feed_holds_the_same_bytes_as_the_archive(first_day: Finished, output: Path) -> None:
    (archived,) = (output / "demo" / "articles").glob("*.jsonl")
    assert sorted((output / "feed.jsonl").read_bytes().splitlines()) == sorted(archived.read_bytes().splitlines())


def test_the_report_adds_up(first_day: Finished, site: Truth) -> None:
    report = first_day.report("demo")
    assert report["requests"] == sum(report["outcomes"].values())
    assert report["records_written"] == len(site.articles)
    assert 0 < report["outcomes"]["forbidden_by_robots"] <= len(site.forbidden)  # some are no candidates at all
    assert report["outcomes"]["soft_404"] == 1
    assert report["exit_code"] == 0


def test_another_run_gives_the_same_archive(first_day: Finished, scrapy: Scrapy, tmp_path: Path) -> None:
    again = scrapy("crawl", "demo", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    first = sorted(first_day.records("demo"), key=lambda record: str(record["id"]))
    assert sorted(again.records("demo"), key=lambda record: str(record["id"])) == first


def test_the_site_itself_saw_no_request_that_robots_forbids(crawl_site: Scrapy, tmp_path: Path) -> None:
    with DemoSite(articles=20) as demo:
        done = crawl_site(f"http://127.0.0.1:{demo.port}/", output=tmp_path)
        with urlopen(f"http://127.0.0.1:{demo.port}/__demo__/requests") as answer:
            asked = [visit["path"] for visit in json.load(answer)]
    forbidden = {url.removeprefix("http://demo.newscrawler.invalid") for url in truth().forbidden}
    assert len(forbidden) >= 6
    assert len(done.records()) == 20
    assert not forbidden & set(asked)


def test_beijingtimes_answered_by_the_demo(scrapy: Scrapy, tmp_path: Path) -> None:
    """The site's own addresses, https and all, and pages of our own words."""
    done = scrapy(
        "crawl", "beijingtimes", "-s", "NEWSCRAWLER_DEMO_HOSTS=beijingtimes.com", "-s", "NEWSCRAWLER_OUTPUT=.",
        output=tmp_path,
    )  # fmt: skip
    site = truth(host="beijingtimes.com")
    records = {record["url"].replace("https:", "http:"): record for record in done.records("beijingtimes")}
    assert sorted(records) == sorted(true.url for true in site.articles), done.err
    assert len(done.records("beijingtimes")) == len(site.articles)
    for field in FIELDS:
        wrong = right(records, site, lambda true, field=field: getattr(true, field), field)  # type: ignore[misc]
        assert len(wrong) <= (1 - SHARE) * len(site.articles), (field, wrong[:10])


CRAWL_ONLY = {"warc", "fetched_at", "status", "requested_url", "final_url", "run_id", "first_seen", "last_seen"}


def test_extract_gives_the_same_record_as_the_crawl(first_day: Finished, site: Truth) -> None:
    """Both ways are `read` and then `clean_body`."""
    records = {record["url"]: record for record in first_day.records("demo")}
    with DemoSite() as demo:
        through_demo = build_opener(ProxyHandler({"http": demo.proxy}))
        for true in site.articles[::10]:
            with through_demo.open(true.url) as answer:
                record = json.loads(to_line(extract(answer.read(), true.url)))
            crawled = records[true.url]
            assert {k: v for k, v in record.items() if k not in CRAWL_ONLY} == {
                k: v for k, v in crawled.items() if k not in CRAWL_ONLY
            }


def test_kill_9_leaves_no_process_behind_and_the_next_run_completes_the_archive(
    first_day: Finished, scrapy: Scrapy, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", STRICT, "crawl", "demo", "-s", "NEWSCRAWLER_OUTPUT=."]
    for seconds in (0.4, 1.5, 2.5):
        crawl = subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}
        )
        time.sleep(seconds)
        children = children_of(crawl.pid)
        crawl.kill()
        crawl.wait()
        until = time.monotonic() + 30
        while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(Path(f"/proc/{child}").exists() for child in children)
    done = scrapy("crawl", "demo", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    assert done.code == 0, done.err
    # which run wrote a line, and where its capture lies, is all that may differ
    assert content(done) == content(first_day)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def content(done: Finished) -> list[dict[str, Any]]:
    records = [{k: v for k, v in record.items() if k not in {"run_id", "warc"}} for record in done.records("demo")]
    return sorted(records, key=lambda record: (str(record["id"]), int(record["version"])))
