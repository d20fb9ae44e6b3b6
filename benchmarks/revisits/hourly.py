"""A year of hourly runs on the real archive: its ledger, frontier, captures, lines, and the curve fitted from them.

python benchmarks/revisits/hourly.py [--seed 1] [--days 365] [--schedule fitted|fixed] [--every-hours H] FOLDER

The first run and one every so many days (`--real-every`) is a real `newscrawler crawl` over HTTP on that very archive;
the runs between go the same way through `archive/` without HTTP, Scrapy's engine and the reading of pages: the queue is
filled from what is due and what is new, each request leased, its exchange captured, its article put or confirmed, its
look noted, and the run ended as `extensions/run_report.py` ends it (missing articles judged, a report written), without
the page beside the report. One run in eight also opens and closes the archive and counts coverage and shortfall, as
each real one does; these are the ones whose time is told. What was noticed is read from the lines in the end.
Prints a table, and appends one line of JSON to FOLDER/figures.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import nlargest
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from hourly_site import Answer, Served, Year, instant, words

from newscrawler.archive import life
from newscrawler.archive.archive import Archive
from newscrawler.archive.beside import write_beside
from newscrawler.archive.changes import OWN_FIELDS
from newscrawler.archive.curve import Curve
from newscrawler.archive.frontier import Queued
from newscrawler.archive.looks import Known, Look
from newscrawler.archive.paths import free_run_id, report_file
from newscrawler.archive.validators import Validators, is_believed
from newscrawler.archive.warc import Exchange
from newscrawler.cleaning import clean_body
from newscrawler.clock import moment_of, stamp
from newscrawler.discovery.addresses import address_key, article_id
from newscrawler.extraction.document import Document
from newscrawler.items import Article, Block, body_text, content_digest
from newscrawler.outcomes import Outcome
from newscrawler.pages.reading import read_document

REPOSITORY = Path(__file__).parents[2]
NAME = "year"
REVISITS = 500
"""As NEWSCRAWLER_REVISITS has it."""
WATCHED_DAYS = 30
CHECKED = 25
"""Articles of which what is made here is compared with what is read from their pages."""


class Fixed(Curve):
    """Every so many hours, for thirty days."""

    interval = timedelta(hours=28)

    def wait(self, age: timedelta) -> timedelta:
        """Fixed."""
        return self.interval if age < timedelta(days=WATCHED_DAYS) else timedelta(days=3650)


@dataclass(slots=True)
class Spent:
    """What one run took."""

    day: float
    requests: int
    seconds: float
    cpu: float
    ledger: int
    is_real: bool
    is_whole: bool = True


class Runs:
    """The runs of one archive."""

    def __init__(self, folder: Path, served: Served) -> None:
        self.folder = folder / NAME
        self.output = folder
        self.served = served
        self.year: Year = served.year
        self.host = f"127.0.0.1:{served.port}"
        self.looks = 0
        self.in_full = 0
        self.command = ""
        self._archive: Archive | None = None
        self._now = instant(0)
        self.template = self._read(0, 0)
        self._check()

    # --- a real one

    def real(self, hour: float, output: Path | None = None) -> Spent:
        """One `newscrawler crawl`, by a process of its own."""
        self.close()
        self.served.hour, self.served.asked = hour, []
        command = [
            sys.executable, "-m", "newscrawler", "crawl", "news", "-a", f"url={self.year.origin}/", "-a",
            f"archive={NAME}", "-s", f"NEWSCRAWLER_OUTPUT={output or self.output}", "-s",
            f"NEWSCRAWLER_NOW={stamp(instant(hour))}", "-s", "NEWSCRAWLER_PACE_FILE=none",
            "-s", "NEWSCRAWLER_ADAPTIVE_PACE=False",
        ]  # fmt: skip
        began = time.monotonic()
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        log = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 11):  # 11: a year begins with a few articles
            raise RuntimeError(log[-3000:])
        seconds = time.monotonic() - began
        self.looks += sum(path in self.year.paths for path in self.served.asked)
        cpu = used.ru_utime + used.ru_stime
        return Spent(hour / 24, len(self.served.asked), seconds, cpu, self._ledger_size(), is_real=True)

    # --- one without HTTP

    def simulated(self, hour: float, *, is_whole: bool = True) -> Spent:
        """One run through the archive alone. Not `is_whole`: the archive stays open after it, and is not counted."""
        if is_whole:
            self.close()
        began, cpu = time.monotonic(), time.process_time()
        now = self._now = instant(hour)
        archive = self._archive = self._archive or Archive(self.folder, lambda: self._now)
        if not self.command:
            self.command = archive._ledger.one("SELECT command FROM crawls ORDER BY number DESC")[0]
        run_id = free_run_id([self.folder], now, archive.has_run)
        archive.begin_run(run_id, self.command, [("software", "a benchmark")])
        requests = sum(1 for _ in self._requests(archive, hour, now))
        judgement = archive.judge_missing(is_begun_badly=False)
        if is_whole:
            archive.coverage()
            archive.shortfall()
        report = {"run_id": run_id, "requests": requests, "missing": judgement.missing, "channels": [], "outcomes": {}}
        content = json.dumps(report, indent=2).encode()
        write_beside(report_file(self.folder, run_id), lambda file: file.write(content))
        archive.end_run("finished", 0, is_finished=True)
        if is_whole:
            self.close()
        spent = time.monotonic() - began, time.process_time() - cpu
        return Spent(hour / 24, requests, *spent, self._ledger_size(), is_real=False, is_whole=is_whole)

    def close(self) -> None:
        """Let go of the archive."""
        if self._archive is not None:
            self._archive.close()
            self._archive = None

    def _requests(self, archive: Archive, hour: float, now: datetime) -> Iterator[Outcome]:
        frontier, origin = archive.frontier, self.year.origin
        lists = [f"{origin}/", f"{origin}/sitemap.xml", f"{origin}/feed.xml", f"{origin}/sitemap-{now:%Y-%m}.xml"]
        for url in lists:
            self._add(archive, url, 90, {"callback": "parse"})
        due = list(frontier.due(stamp(now), gave_articles=True))
        likely = nlargest(REVISITS, due, key=lambda one: (archive.likelihood(one.article or ""), -one.number))
        for known in likely:
            frontier.add(known.url, address_key(known.url), self.host, 10, known.call, depth=known.depth)
        for number in range(self.year.published(hour - 1.5), self.year.published(hour)):
            url = origin + self.year.path[number]
            told = {"source": "feed", "title": words(number, 0)[0], "by": f"{origin}/feed.xml"}
            call = {"callback": "parse", "errback": "note_failure", "arguments": {"site": NAME, "told": told}}
            if not frontier.knows(address_key(url)) and frontier.known(address_key(url)) is None:
                self._add(archive, url, 50, call)
        while (lease := frontier.next(self.host)) is not None:
            known = frontier.known(address_key(lease.url))
            assert known is not None
            yield self._ask(archive, lease, known, hour, now)
            archive.commit_if_due()

    def _add(self, archive: Archive, url: str, priority: int, call: dict[str, Any]) -> None:
        archive.frontier.add(url, address_key(url), self.host, priority, json.dumps(call), depth=1)

    def _ask(self, archive: Archive, lease: Queued, known: Known, hour: float, now: datetime) -> Outcome:
        path = lease.url.removeprefix(self.year.origin)
        number = self.year.paths.get(path)
        is_list, full_at = number is None, moment_of(known.full_at)
        asks_so = full_at is not None and is_believed(full_at, now, known.in_a_row, is_list=is_list)
        if asks_so and is_list:
            asks_so = archive.kept_answer(lease.url) is not None
        answer = self.year.answer(path, hour)
        assert answer is not None
        same = asks_so and bool(known.validators) and known.validators.etag == answer.etag
        pointer = archive.capture(self._exchange(lease.url, answer, now, same, known))
        said = Validators(etag=answer.etag)
        if number is None:
            outcome = Outcome.NOT_MODIFIED if same else Outcome.INDEX
            archive.frontier.end(lease, outcome, stamp(now), Look(is_list=True, is_unmodified=same, validators=said))
            return outcome
        self.looks += 1
        if same:
            assert known.article is not None
            archive.confirm(known.article)
            outcome, gave = Outcome.UNCHANGED, known.article
        else:
            self.in_full += 1
            article = self._made(number, self.year.editions(number, hour), now)
            article.warc = pointer
            outcome = archive.put(article)
            assert article.id is not None
            gave = article.id
        look = archive.look_at(gave)
        look.is_unmodified, look.validators = same, None if same else said
        archive.frontier.end(lease, outcome, stamp(now), look)
        return outcome

    def _exchange(self, url: str, answer: Answer, now: datetime, same: bool, known: Known) -> Exchange:
        asked = [(b"Accept", b"text/html"), (b"User-Agent", b"newscrawler/0 (a benchmark)")]
        if same:
            asked.append((b"If-None-Match", (known.validators.etag or "").encode()))
        labels = [(b"Etag", answer.etag.encode()), (b"Content-Type", f"{answer.kind}; charset=utf-8".encode())]
        return Exchange(
            url=url, at=stamp(now), method="GET", request_headers=asked, status=304 if same else 200,
            protocol="HTTP/1.1", headers=labels, body=b"" if same else answer.body, ip_address="127.0.0.1",
        )  # fmt: skip

    # --- articles

    def _read(self, number: int, edition: int) -> Article:
        url = self.year.origin + self.year.path[number]
        page = self.year.page(number, edition)
        return clean_body(read_document(Document.parse(page, url, content_type="text/html; charset=utf-8")))

    def _made(self, number: int, edition: int, now: datetime) -> Article:
        """What `_read` gives, without the reading."""
        url, (title, paragraphs) = self.year.origin + self.year.path[number], words(number, edition)
        blocks = [Block(kind="paragraph", text=text) for text in paragraphs]
        at, body = stamp(instant(self.year.births[number])), body_text(blocks)
        return replace(
            self.template, id=article_id(url), url=url, title=title, blocks=blocks, body=body, date_published=at,
            date_published_raw=at, content_sha256=content_digest(title, body), requested_url=url, final_url=url,
            fetched_at=stamp(now), status=200, changed_fields=[], same_as=[], version=1, state="live",
        )  # fmt: skip

    def _check(self) -> None:
        for number in range(0, len(self.year.births), len(self.year.births) // CHECKED):
            read, made = self._read(number, number % 3), self._made(number, number % 3, instant(0))
            for name in ("id", "url", *OWN_FIELDS):
                if getattr(read, name) != getattr(made, name):
                    raise RuntimeError(f"article {number}: {name}: {getattr(read, name)!r}, {getattr(made, name)!r}")

    def _ledger_size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob("ledger.sqlite*"))


# --- what came of it


def noticed(runs: Runs, hours: float) -> tuple[int, list[float], int]:
    """Edits since each article's first line, delays (hours) of those with a line of their own, lines that no edit
    explains.
    """
    year = runs.year
    seen: dict[int, tuple[float, int]] = {}
    first: dict[int, float] = {}
    delays, false = [], 0
    for file in sorted((runs.folder / "articles").glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            record = json.loads(line)
            number = year.paths[record["url"].removeprefix(year.origin)]
            at = moment_of(record["fetched_at"])
            assert at is not None
            hour = (at - instant(0)) / timedelta(hours=1)
            edition = year.editions(number, hour)
            if number not in first:
                first[number] = hour
            elif edition > seen[number][1]:
                delays.append(hour - year.articles[number][1][edition - 1])
            else:
                false += 1
            seen[number] = (hour, edition)
    edits = sum(1 for n, hour in first.items() for edit in year.articles[n][1] if hour < edit <= hours - 1)
    return edits, delays, false


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--schedule", choices=("fitted", "fixed"), default="fitted")
    parser.add_argument("--every-hours", type=float, default=28, help="of the fixed schedule")
    parser.add_argument("--real-every", type=int, default=30, help="days between real crawls; 0: the first one alone")
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    if options.schedule == "fixed":
        Fixed.interval = timedelta(hours=options.every_hours)
        life.Curve = Fixed  # type: ignore[misc] # the archive knows no other schedule than its own
    runs = Runs(options.folder, Served(options.seed))
    hours, spent = options.days * 24, [runs.real(24.0)]
    shown = options.folder / "progress"
    for hour in range(25, hours):
        is_real = options.real_every and options.schedule == "fitted" and hour % (options.real_every * 24) == 18
        spent.append(runs.real(hour) if is_real else runs.simulated(hour, is_whole=hour % 8 == 0))
        if is_real or hour % 240 == 0:
            one = spent[-1]
            with shown.open("a") as file:
                file.write(f"{one} {runs.looks} {runs.in_full}\n")
    runs.close()
    edits, delays, false = noticed(runs, hours)
    looks = runs.looks - len(runs_of_first_lines(runs))
    told = {
        "schedule": options.schedule, "seed": options.seed, "days": options.days, "looks": looks, "edits": edits,
        "noticed": round(len(delays) / edits, 4), "median_delay_hours": round(median(delays), 2),
        "mean_delay_hours": round(sum(delays) / len(delays), 2), "looks_an_edit": round(looks / len(delays), 1),
        "false_versions": false, "requests": sum(one.requests for one in spent),
        "in_full": runs.in_full,
        "ledger_mb": {day: round(_at(spent, day).ledger / 1e6, 1) for day in _days(options.days)},
        "run_ms": {day: _medians(spent, day) for day in _days(options.days)},
        "real": [
            (round(one.day), one.requests, round(one.seconds, 2), round(one.cpu, 2)) for one in spent if one.is_real
        ],
        "archive_mb": {part: round(_size(runs.folder / part) / 1e6, 1) for part in ("articles", "captures", "reports")},
        "capture_files": len(list((runs.folder / "captures").iterdir())),
    }  # fmt: skip
    with (options.folder / "figures.jsonl").open("a") as file:
        file.write(json.dumps(told) + "\n")
    print(json.dumps(told, indent=1))
    return 0


def runs_of_first_lines(runs: Runs) -> set[int]:
    """Articles that were archived: a first look at each is no re-visit."""
    found = set()
    for file in (runs.folder / "articles").glob("*.jsonl"):
        for line in file.read_bytes().splitlines():
            found.add(runs.year.paths[json.loads(line)["url"].removeprefix(runs.year.origin)])
    return found


def _days(last: int) -> list[int]:
    return [day for day in (7, 30, 91, 182, 273, 365) if day <= last]


def _at(spent: list[Spent], day: int) -> Spent:
    return min(spent, key=lambda one: abs(one.day - day))


def _medians(spent: list[Spent], day: int) -> tuple[float, float]:
    """Milliseconds and CPU milliseconds of the runs of the three days before."""
    near = [one for one in spent if day - 3 <= one.day <= day and one.is_whole and not one.is_real]
    return round(1000 * median(one.seconds for one in near), 1), round(1000 * median(one.cpu for one in near), 1)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


if __name__ == "__main__":
    sys.exit(main())
