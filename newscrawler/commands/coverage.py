"""`scrapy coverage ARCHIVE`: what channels told of and what became of it, and days on which something is missing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from scrapy.commands import ScrapyCommand

from newscrawler.archive.coverage import Coverage, coverage_of
from newscrawler.archive.export import ledger_of
from newscrawler.commands.on_archive import OnArchive, expect
from newscrawler.report.lines import run_reports
from newscrawler.report.shown import counted, visible

RUNS = 100
"""Latest runs whose alarms are shown."""
SHOWN = 30
"""Holes, and alarms, that the text shows; JSON has all."""


class Command(OnArchive, ScrapyCommand):
    """Say how complete one archive is."""

    def syntax(self) -> str:
        """For the usage line."""
        return "[--format text|json] ARCHIVE"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Say how complete an archive is: what was told of and not archived, days with holes"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--format`."""
        super().add_options(parser)
        parser.add_argument("--format", choices=("json", "text"), default="text", help="default: %(default)s")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Say it; an error is one line on stderr and exit code 14 (15 while a crawl writes)."""
        expect(args, 1)
        with self.telling(f"read {args[0]}"):
            folder = self.folder_of(args[0])
            with ledger_of(folder) as ledger:
                coverage = coverage_of(ledger)
            told = {**asdict(coverage), **_told_by_runs(folder)}
            if opts.format == "json":
                sys.stdout.buffer.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
                sys.stdout.buffer.flush()
            else:
                print("\n".join(visible(line) for line in _lines(coverage, told)))


def _told_by_runs(folder: Path) -> dict[str, Any]:
    """The latest run's channels, and the alarms of the latest runs, newest first."""
    reports = run_reports(folder, RUNS)
    alarms = [{"run": report["run_id"], "alarm": alarm} for report in reports for alarm in report["alarms"]]
    return {"channels": reports[0]["channels"] if reports else [], "alarms": alarms}


def _lines(coverage: Coverage, told: dict[str, Any]) -> Iterator[str]:
    span = f", {coverage.first} to {coverage.last}" if coverage.first else ""
    yield f"{counted(coverage.articles, 'article')}{span}"
    yield ""
    yield "addresses of articles, each with the channel that named it first:"
    yield f"{'channel':<10} {'addresses':>10} {'archived':>10} {'waiting':>8}  no article, since"
    for source, one in coverage.told.items():
        excluded = ", ".join(f"{outcome} {count}" for outcome, count in sorted(one.excluded.items()))
        yield f"{source:<10} {one.named:>10} {one.archived:>10} {one.waiting:>8}  {excluded}".rstrip()
    yield ""
    if told["channels"]:
        yield "what each channel named in the last run, whoever was first:"
        yield from (_channel(channel) for channel in told["channels"])
    yield f"days with far fewer articles than is usual of them: {len(coverage.holes) or 'none'}"
    yield from (f"  {hole.day}  {hole.found} of {hole.usual:g}" for hole in coverage.holes[-SHOWN:])
    if told["alarms"]:
        yield "alarms of the latest runs:"
        yield from (f"  {one['run']}  {one['alarm']}" for one in told["alarms"][:SHOWN])


def _channel(channel: dict[str, Any]) -> str:
    claims = f" of the {channel['total']} it has" if channel.get("total") else ""
    span = f", {channel['first']} to {channel['last']}" if channel.get("first") else ""
    return f"  {channel.get('url')} names {channel.get('articles')} articles{claims}{span}"
