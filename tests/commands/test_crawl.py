"""`scrapy crawl`: mistakes are told in a line with code 2, nothing started; arguments do what they say."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import ARCHIVE, Scrapy
from scrapy.exceptions import UsageError

from newscrawler.archive.lock import FolderLock
from newscrawler.commands.crawl import Command
from newscrawler.errors import UsageError as WrongArgument
from newscrawler.spiders.arguments import read_arguments

Site = Callable[[dict[str, Any]], TestSite]
DAYS = ("2026-01-30", "2026-02-01", "2026-02-03", "2026-02-05")
PATHS = [f"/harbour/{day.replace('-', '/')}/what-the-office-said-on-that-day" for day in DAYS]


def office() -> dict[str, Any]:
    """A front and four articles of four days."""
    articles = {
        path: article_page(f"What the office said on day {number}", number, day=day)
        for number, (path, day) in enumerate(zip(PATHS, DAYS, strict=True))
    }
    return {"/": index_page(PATHS), **articles}


MISTAKES = [
    (["dmeo"], "did you mean 'demo'?"),
    (["nothinglike"], "scrapy crawl news -a url="),
    ([], "Say one spider: "),
    (["demo", "news"], "Say one spider, not 2 (demo, news)"),
    (["news", "url=https://example.org"], "comes behind -a: -a url=https://example.org"),
    (["demo", "--quite"], "--quite is no option"),
    (["news"], "Say which site"),
    (["demo", "-a", "sinse=2026-01-01"], "did you mean since?"),
    (["demo", "-a", "since=yesterday"], "since=yesterday is no day"),
    (["demo", "-a", "since=2026-02-30"], "is no day"),
    (["demo", "-a", "since=2026-02-02", "-a", "until=2026-02-01"], "is after"),
    (["demo", "-a", "limit=0"], "limit=0 is no number of 1 or more"),
    (["demo", "-a", "limit=ten"], "limit=ten"),
    (["demo", "-a", "match=("], "is no regular expression"),
    (["demo", "-a", "archive=a:b"], "cannot name an archive"),
    (["demo", "-a", "noequals"], "Invalid -a value"),
    (["news", "-a", "url=ftp://example.org"], "is no http or https address"),
    (["news", "-a", "url=nonsense"], "is no http or https address"),
    (["news", "-a", "urls=missing.txt"], "missing.txt: cannot be read: No such file or directory"),
    (["news", "-a", "articles=/dev/null"], "holds no address"),
    (["news", "-a", "url=example.org", "-a", "articles=-"], "articles="),
    (["demo", "-s", "NEWSCRAWLER_OUTPTU=x"], "did you mean NEWSCRAWLER_OUTPUT?"),
    (["demo", "-s", "NEWSCRAWLER_NOW=noon"], "is not an ISO 8601 instant"),
    (["demo", "-s", "NEWSCRAWLER_ARCHIVE=perhaps"], "neither True nor False"),
    (["demo", "-s", "DOWNLOAD_DELAY=slow"], "is no number"),
    (["demo", "-s", "DOWNLOAD_TIMEOUT=-1"], "must be 0 or more"),
    (["demo", "-s", "RETRY_TIMES=1.5"], "RETRY_TIMES='1.5' is no whole number"),
    (["demo", "-s", "CONCURRENT_REQUESTS=many"], "is no whole number"),
    (["demo", "-s", "NEWSCRAWLER_PROGRESS_SECONDS=0"], "must be 0.1 or more"),
    (["demo", "-s", "LOG_LEVEL=LOUD"], "LOG_LEVEL='LOUD' is no level"),
    (["demo", "-s", "LOG_LEVEL=10"], "LOG_LEVEL='10' is no level"),
    (["demo", "-s", "LOG_ENABLED=perhaps"], "neither True nor False"),
    (["demo", "-s", "LOG_FILE=/proc/no/log"], "LOG_FILE /proc/no/log cannot be written"),
    (["demo", "-s", "NEWSCRAWLER_NOW=0001-01-01T00:00:00+14:00"], "is not an ISO 8601 instant"),
    (["demo", "-a", "day=99999"], "the demo site's days are 1 to"),
    (["demo", "-O", "/proc/feed.jsonl"], "The feed /proc/feed.jsonl cannot be written"),
    (["demo", "-O", "/dev/null/feed.jsonl"], "The feed /dev/null/feed.jsonl cannot be written"),
    (["demo", "-s", "JOBDIR=jobs"], "JOBDIR does not go with an archive"),
    (["demo", "-s", "HTTPCACHE_ENABLED=True"], "HTTPCACHE_ENABLED does not go with an archive"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES)
def test_mistakes_are_told_in_a_line(scrapy: Scrapy, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = scrapy("crawl", *arguments, "-s", f"NEWSCRAWLER_OUTPUT={tmp_path / 'out'}", output=tmp_path, stdin="")
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


def test_the_line_of_a_list_that_is_no_address_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# ours\n\nexample.org\nnonsense\n", encoding="utf-8")
    with pytest.raises(
        WrongArgument, match=r"^-a articles=\S+list\.txt, line 4: 'nonsense' is no http or https address$"
    ):
        read_arguments(("articles",), {"articles": str(path)})


@pytest.mark.parametrize("spider", [[], ["demo"]])
def test_sites_without_the_spider_that_takes_them(spider: list[str]) -> None:
    with pytest.raises(UsageError, match=r"scrapy crawl all --sites it\.toml"):
        Command().run(spider, Namespace(sites="it.toml", spargs={}))


def days(records: list[dict[str, Any]]) -> list[str]:
    return sorted(record["date_published"][:10] for record in records)


def test_since_and_until_save_the_requests_too(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(office())
    done = crawl_site(running.url, "-a", "since=2026-02-01", "-a", "until=2026-02-03", output=tmp_path)
    assert days(done.records()) == ["2026-02-01", "2026-02-03"]
    assert sorted(running.paths) == sorted(["/", "/robots.txt", PATHS[1], PATHS[2]])


def test_a_day_that_only_the_page_tells_counts_too(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    path = "/harbour/what-the-office-said-long-ago-12345"
    running = site({"/": index_page([path]), path: article_page("What the office said long ago", day="2020-05-05")})
    done = crawl_site(running.url, "-a", "since=2026-02-01", output=tmp_path)
    assert done.records() == []
    assert done.report()["outcomes"] == {"index": 1, "out_of_range": 1}


def test_limit_stops_the_crawl(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(office())
    done = crawl_site(running.url, "-a", "limit=2", output=tmp_path)
    assert len(done.records()) == 2
    assert done.report()["finish_reason"] == "limit"
    assert sum(done.report()["outcomes"].values()) == done.report()["requests"]
    assert len([path for path in running.paths if path in PATHS]) <= 3


def test_match_and_section(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(office())
    done = crawl_site(running.url, "-a", "match=/2026/02/0[15]/", "-a", "section=HARBOUR", output=tmp_path)
    assert days(done.records()) == ["2026-02-01", "2026-02-05"]
    nothing = crawl_site(running.url, "-a", "section=Sport", "-a", "archive=other", output=tmp_path)
    assert nothing.report("other")["outcomes"] == {"index": 1, "not_wanted": 4}
    assert "no article is of the section 'Sport' (-a section=). Its sections: Harbour" in nothing.err


def test_exactly_these_articles_and_no_link_followed(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    running = site(office())
    wanted = f"# two of four\n{running.url}{PATHS[0]}\n\n{running.url}{PATHS[2]}\n"
    done = scrapy(
        "crawl", "news", "-a", "articles=-", "-a", "archive=it", "-s", "NEWSCRAWLER_OUTPUT=.",
        output=tmp_path, stdin=wanted,
    )  # fmt: skip
    assert days(done.records()) == ["2026-01-30", "2026-02-03"]
    assert sorted(running.paths) == sorted(["/robots.txt", PATHS[0], PATHS[2]])


def test_several_sites_each_have_an_archive_of_their_own(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    running = [site(office()) for _ in range(3)]
    (tmp_path / "sites.txt").write_text("\n".join(each.url for each in running))
    done = scrapy(
        "crawl", "news", "-a", "urls=sites.txt", "-s", "NEWSCRAWLER_OUTPUT=.", "-O", "all.jsonl", output=tmp_path
    )
    for each in running:
        name = f"127.0.0.1_{each.port}"
        assert len(done.records(name)) == len(PATHS)
        assert {record["url"].split("/")[2] for record in done.records(name)} == {f"127.0.0.1:{each.port}"}
        assert done.report(name)["requests"] == sum(done.report(name)["outcomes"].values()) == 5
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 3 * len(PATHS)


def test_without_an_archive_the_feed_holds_everything_again(site: Site, scrapy: Scrapy, tmp_path: Path) -> None:
    running = site(office())
    command = ("crawl", "news", "-a", f"url={running.url}", "-s", "NEWSCRAWLER_ARCHIVE=False", "-O", "feed.jsonl")
    for _ in range(2):
        done = scrapy(*command, output=tmp_path)
        assert done.code == 0
        assert len((tmp_path / "feed.jsonl").read_bytes().splitlines()) == len(PATHS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.jsonl"]


def test_an_archive_may_be_a_path(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(office())
    done = crawl_site(running.url, "-a", "archive=./deep/er", output=tmp_path)
    assert done.code == 0
    assert len(list((tmp_path / "deep" / "er" / "articles").glob("*.jsonl"))) == 1


# --- exit codes


def test_10_no_article_known_at_all(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site({"/": index_page([])}).url, output=tmp_path)
    assert (done.code, done.report()["exit_code"]) == (10, 10)


def test_11_far_fewer_than_usual(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    """Four a day for six days, and none on the seventh."""
    days = [f"2026-02-{day:02}" for day in range(4, 10)]
    paths = {f"/{day.replace('-', '/')}/what-the-office-said-of-matter-{n}": day for day in days for n in range(4)}
    pages = {
        path: article_page(f"Matter {path[-1]}", number, day=day) for number, (path, day) in enumerate(paths.items())
    }
    running = site({"/": index_page(paths), **pages})
    for day, code in (("09", 0), ("09", 0), ("11", 11)):
        done = crawl_site(running.url, "-s", f"NEWSCRAWLER_NOW=2026-02-{day}T09:00:00Z", output=tmp_path)
        assert done.code == code, done.err
    assert done.report()["shortfall"] == {"found": 0, "usual": 4.0}
    assert done.err.rstrip().endswith("0 articles were published in the last 24 hours, 4 are usual")


def test_12_layout_drift(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    head = '<html><head><meta property="og:type" content="article"><title>Matter</title></head><body><h1>Matter</h1>'
    paths = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(6)]
    running = site({"/": index_page(paths), **dict.fromkeys(paths, head + "<div id=app></div></body></html>")})
    done = crawl_site(running.url, output=tmp_path)
    assert done.report()["outcomes"]["no_body"] == 6
    assert done.code == 12


def test_13_the_site_refuses(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    assert crawl_site(site({"/": Answer("no", 403)}).url, output=tmp_path).code == 13


def test_13_the_front_is_given_and_every_article_refused(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site(office() | dict.fromkeys(PATHS, Answer("no", 403))).url, output=tmp_path)
    assert done.report()["outcomes"] == {"index": 1, "refused": len(PATHS)}
    assert done.code == 13


def test_14_a_path_that_no_system_takes(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site(office()).url, "-a", "archive=./" + "x" * 300, output=tmp_path)
    assert done.code == 14
    assert "File name too long" in done.err
    assert "exit code 14" in done.err
    assert "Traceback" not in done.err


def test_1_a_feed_that_fails_on_the_way(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full to write to")
    assert crawl_site(site(office()).url, "-o", "/dev/full:jsonl", output=tmp_path).code == 1


def test_14_archive_trouble(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    articles = tmp_path / ARCHIVE / "articles"
    articles.mkdir(parents=True)
    (articles / "2026-01-01.jsonl").write_text("not a record\n")
    done = crawl_site(site(office()).url, output=tmp_path)
    assert done.code == 14
    assert "is damaged" in done.err
    assert "Traceback" not in done.err


def test_14_a_disk_that_is_full_and_the_next_run(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site({"/": index_page(PATHS[:2]), **{path: office()[path] for path in PATHS[:2]}})
    first = crawl_site(running.url, output=tmp_path)
    assert first.code == 0
    committed = first.records()
    running.answers = office()
    size = (tmp_path / ARCHIVE / "ledger.sqlite").stat().st_size
    full = crawl_site(running.url, output=tmp_path, largest_file=size // 2)
    assert full.code == 14
    assert "Cannot " in full.err
    assert "run the same command again" in full.err
    assert "Traceback" not in full.err
    assert full.records()[:2] == committed  # what may lie behind them never happened: the next opening cuts it off
    after = crawl_site(running.url, output=tmp_path)
    assert after.code == 0
    assert after.records()[:2] == committed
    assert days(after.records()) == sorted(DAYS)


def test_15_archive_in_use(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).mkdir()
    lock = FolderLock(tmp_path / ARCHIVE)
    running = site(office())
    done = crawl_site(running.url, output=tmp_path)
    lock.release()
    assert done.code == 15
    assert "in use by another crawl" in done.err
    assert "Traceback" not in done.err
    assert running.paths == []
