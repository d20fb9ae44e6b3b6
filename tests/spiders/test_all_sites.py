"""`scrapy crawl all --sites FILE`: each site with its own arguments, archive and end; none holds up another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Finished, Scrapy

from newscrawler.archive.lock import FolderLock
from newscrawler.errors import UsageError
from newscrawler.spiders.sites_file import read_sites

Site = Callable[[dict[str, Any]], TestSite]
DAYS = ("2026-01-30", "2026-02-01", "2026-02-03", "2026-02-05")


def office(name: str) -> dict[str, Any]:
    """A front and four articles of four days."""
    paths = [f"/harbour/{day.replace('-', '/')}/what-the-{name}-office-said-on-that-day" for day in DAYS]
    pages = zip(paths, DAYS, strict=True)
    articles = {
        path: article_page(f"What the {name} office said on {day}", len(name) + int(day[-2:]), day=day)
        for path, day in pages
    }
    return {"/": index_page(paths), **articles}


def crawl_all(scrapy: Scrapy, output: Path, tables: dict[str, list[str]], *more: str, before: str = "") -> Finished:
    text = "\n\n".join("\n".join([f"[{name}]", *lines]) for name, lines in tables.items())
    (output / "sites.toml").write_text(text, encoding="utf-8")
    return scrapy(
        "crawl", "all", "--sites", "sites.toml", "-s", "NEWSCRAWLER_OUTPUT=.", *more, output=output, before=before
    )


def days(done: Finished, archive: str) -> list[str]:
    return sorted(record["date_published"][:10] for record in done.records(archive))


def test_each_site_has_its_own_arguments_archive_and_end(scrapy: Scrapy, site: Site, tmp_path: Path) -> None:
    fine, short, busy = site(office("fine")), site(office("short")), site(office("busy"))
    closed = site({"/": Answer("no", 403)})
    (tmp_path / "busy").mkdir()
    lock = FolderLock(tmp_path / "busy")
    tables = {
        "defaults": ["since = 2026-02-01"],
        "sites.fine": [f'url = "{fine.url}"'],
        "sites.short": [f'url = "{short.url}"', "limit = 1", 'since = "2026-01-01"'],
        "sites.busy": [f'url = "{busy.url}"'],
        "sites.closed": [f'url = "{closed.url}"'],
    }
    done = crawl_all(scrapy, tmp_path, tables, "-s", "NEWSCRAWLER_METRICS=all.prom")
    lock.release()
    assert done.code == 15
    assert "Traceback" not in done.err
    assert "busy is skipped: The archive busy is in use by another crawl" in " ".join(done.err.split())
    assert "4 sites, 2 of them well" in done.err
    assert busy.paths == []
    assert not (tmp_path / "busy" / "reports").exists() or not list((tmp_path / "busy" / "reports").iterdir())
    assert days(done, "fine") == list(DAYS[1:])
    assert len(done.records("short")) == 1
    ends = {name: done.report(name) for name in ("fine", "short", "closed")}
    assert {name: end["exit_code"] for name, end in ends.items()} == {"fine": 0, "short": 0, "closed": 13}
    assert {name: end["finish_reason"] for name, end in ends.items()} == {
        "fine": "finished", "short": "limit", "closed": "finished",
    }  # fmt: skip
    assert ends["fine"]["arguments"] == {"since": "2026-02-01"}
    assert ends["short"]["arguments"] == {"since": "2026-01-01", "limit": "1"}
    assert len({end["run_id"] for end in ends.values()}) == 1
    for end in ends.values():
        assert sum(end["outcomes"].values()) == end["requests"]
    metrics = (tmp_path / "all.prom").read_text()
    assert 'newscrawler_run_exit_code{archive="busy"} 15' in metrics
    assert 'newscrawler_run_exit_code{archive="fine"} 0' in metrics

    seen = len(fine.visits)
    again = crawl_all(scrapy, tmp_path, {**tables, "sites.short": [f'url = "{short.url}"']})
    assert again.code == 13
    assert days(again, "busy") == days(again, "fine") == list(DAYS[1:])
    assert days(again, "short") in (list(DAYS), list(DAYS[1:]))  # the one of the first run may be of any day
    assert len(fine.visits) - seen <= 4
    assert not again.report("fine")["records_written"]


COUNTS_NO_MORE = """
import sqlite3
from newscrawler.archive.archive import Archive
count = Archive.shortfall
def failing(self):
    with self._told("read"):
        if self.folder.name == "fine":
            raise sqlite3.OperationalError("disk I/O error")
    return count(self)
Archive.shortfall = failing
"""


def test_an_archive_that_cannot_be_written_any_more_ends_its_site_alone(
    scrapy: Scrapy, site: Site, tmp_path: Path
) -> None:
    fine, hit = site({path: Answer(page, delay=0.1) for path, page in office("fine").items()}), site(office("hit"))
    in_the_way = tmp_path / "hit" / "articles" / "2026-02-10.jsonl"  # of the first line
    front = office("hit")["/"]
    hit.answers["/"] = lambda visit: (in_the_way.mkdir() if visit == 1 else None) or front
    tables = {"sites.fine": [f'url = "{fine.url}"'], "sites.hit": [f'url = "{hit.url}"']}
    today = ("-s", "NEWSCRAWLER_NOW=2026-02-10T12:00:00Z")
    done = crawl_all(scrapy, tmp_path, tables, *today)
    assert done.code == 14
    assert "Traceback" not in done.err
    assert "hit is asked for nothing more in this run: hit/articles/2026-02-10.jsonl is in the way" in done.err
    assert days(done, "fine") == list(DAYS)
    ends = {name: done.report(name) for name in ("fine", "hit")}
    assert {name: (end["finish_reason"], end["exit_code"]) for name, end in ends.items()} == {
        "fine": ("finished", 0), "hit": ("archive", 14),
    }  # fmt: skip
    assert (ends["fine"]["troubles"], len(ends["hit"]["troubles"])) == ([], 1)

    in_the_way.rmdir()
    again = crawl_all(scrapy, tmp_path, tables, *today, before=COUNTS_NO_MORE)
    assert days(again, "hit") == list(DAYS)
    ends = {name: again.report(name) for name in ("fine", "hit")}
    assert {name: end["exit_code"] for name, end in ends.items()} == {"fine": 14, "hit": 0}
    assert ["disk I/O error" in said for said in ends["fine"]["troubles"]] == [True]


def test_an_article_that_waits_for_its_pages_holds_up_no_site_that_has_its_limit(
    scrapy: Scrapy, site: Site, tmp_path: Path
) -> None:
    long = "/harbour/2026/02/01/the-long-story-of-the-pier"
    paths = [long, f"{long}/2", f"{long}/3"]
    links = "".join(f'<a class="page-numbers" href="{path}">{n + 1}</a>' for n, path in enumerate(paths))
    pages = [
        article_page("The long story of the pier", n * 3).replace(
            "</article>", f'<div class="pagination page-links">{links}</div></article>'
        )
        for n in range(3)
    ]
    slow = site(
        {"/": index_page([long]), paths[0]: pages[0], paths[1]: Answer(pages[1], delay=1.5), paths[2]: pages[2]}
    )
    short = f"{long.removesuffix('pier')}crane"
    quick = site({"/": Answer(index_page([short]), delay=0.5), short: article_page("The short one of the crane", 9)})
    other = site({path: Answer(answer, delay=0.6) for path, answer in office("other").items()})
    tables = {
        "sites.two": [f'url = ["{slow.url}", "{quick.url}"]', "limit = 1"],
        "sites.other": [f'url = "{other.url}"'],
    }
    done = crawl_all(scrapy, tmp_path, tables)
    assert done.code == 0
    report = done.report("two")
    assert report["finish_reason"] == "limit"
    assert sum(report["outcomes"].values()) == report["requests"]
    assert len(done.records("two")) == report["outcomes"]["archived"] == 1
    assert days(done, "other") == list(DAYS)
    assert "2 sites, 2 of them well" in done.err


MISTAKES = {
    "": "names no site",
    "[sites.a]": "[sites.a]: say where it begins",
    "[sites.a]\nurl = []": "[sites.a]: say where it begins",
    '[sites.a]\nurl = "nonsense"': "[sites.a]: 'nonsense' is no http or https address",
    '[sites.a]\nurl = "a.example"\nsinse = "2026-01-01"': "[sites.a]: 'sinse' is no argument (did you mean since?)",
    '[sites.a]\nurl = "a.example"\nsince = "yesterday"': "[sites.a]: since=yesterday is no day",
    '[sites.a]\nurl = "a.example"\nlimit = true': "[sites.a]: limit = True is no text",
    '[sites.a]\nurl = "a.example"\nlimit = 0': "[sites.a]: limit=0 is no number of 1 or more",
    '[sites.a]\nurl = "a.example"\nmatch = "("': "[sites.a]: match=( is no regular expression",
    '[sites."a:b"]\nurl = "a.example"': "[sites.a:b]: 'a:b' cannot name an archive",
    '[site.a]\nurl = "a.example"': "'site' is no table (did you mean sites?)",
    '[defaults]\nurl = "a.example"': "[defaults]: 'url' is no argument",
    'defaults = 1\n[sites.a]\nurl = "a.example"': "[defaults]: is no table",
    "[sites]\na = 1": "[sites.a]: is no table",
    '[sites.a]\nurl = "a.example"\n[sites.b]\nurl = "www.a.example/b"': "[sites.b]: a.example is crawled as [sites.a]",
    "[sites.a": "cannot be read as TOML: Expected ']' at the end of a table declaration (at end of document)",
    "a = " + "[" * 5000: "cannot be read as TOML",
    '[sites.a]\nurl = "a.example"\n[sites.a]\n': "line 3",
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.items(), ids=[str(number) for number in range(len(MISTAKES))])
def test_mistakes_in_the_file_are_told_in_one_line_with_their_place(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "sites.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read_sites(str(file))
    assert said in str(raised.value)
    assert str(raised.value).startswith(str(file))
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b'[sites.a]\nurl = "\xe9"')
    for name, said in (("missing", "No such file"), ("latin", "not UTF-8"), (".", "Is a directory"), ("a\0", "null")):
        with pytest.raises(UsageError, match=said):
            read_sites(f"{tmp_path}/{name}")


def test_defaults_hold_where_a_site_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sites.toml"
    file.write_text(
        '[defaults]\nsince = 2026-01-01\nlimit = 5\n[sites.a]\nurl = "a.example"\n'
        '[sites.b]\nurl = ["b.example", "b.example/c/"]\nlimit = 2\nsection = "Harbour"\n',
        encoding="utf-8",
    )
    found = read_sites(str(file))
    assert json.loads(json.dumps({name: one.said for name, one in found.items()})) == {
        "a": {"since": "2026-01-01", "limit": "5"},
        "b": {"since": "2026-01-01", "limit": "2", "section": "Harbour"},
    }
    assert found["a"].urls == ["https://a.example/"]
    assert found["b"].urls == ["https://b.example/", "https://b.example/c/"]
    assert (found["a"].limit, found["b"].limit, found["b"].section) == (5, 2, "Harbour")
