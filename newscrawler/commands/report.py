"""`scrapy report ARCHIVE`: one page about a whole archive, or about one of its runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from newscrawler.archive.paths import REPORTS
from newscrawler.commands.on_archive import OnArchive, check_goes_to, expect
from newscrawler.errors import ArchiveError, UsageError
from newscrawler.report.facts import Facts, facts_of_archive, facts_of_run
from newscrawler.report.lines import run_report
from newscrawler.report.page import report_page, write_page


class Command(OnArchive, ScrapyCommand):
    """Report on one archive."""

    def syntax(self) -> str:
        """For the usage line."""
        return "ARCHIVE [--run RUN] [--to FILE|-]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Show what an archive holds, as one HTML page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--run`, `--to`."""
        super().add_options(parser)
        parser.add_argument("--run", metavar="RUN", help="only what this run wrote and did: its id")
        parser.add_argument("--to", metavar="FILE", help="default: reports/archive.html in the archive; - is stdout")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the page; an error is one line on stderr and exit code 14."""
        expect(args, 1)
        with self.telling(f"report on {args[0]}"):
            check_goes_to(opts.to or "-")
            folder = self.folder_of(args[0])
            facts = _facts(folder, opts.run)
            if opts.to == "-":
                sys.stdout.buffer.write(report_page(facts))
            else:
                path = Path(opts.to) if opts.to else _page_of(folder, facts)
                write_page(path, facts)
                print(path, file=sys.stderr)


def _page_of(folder: Path, facts: Facts) -> Path:
    (folder / REPORTS).mkdir(exist_ok=True)
    name = Path(facts.run["run_id"]).name if facts.run else "archive"  # a report may say anything
    return folder / REPORTS / f"{name}.html"


def _facts(folder: Path, run_id: str | None) -> Facts:
    """Of the archive, or of the run with that id; its report's path says it too."""
    if run_id is None:
        return facts_of_archive(folder)
    name = Path(run_id).name.removesuffix(".json").removesuffix(".html")
    path = folder / REPORTS / f"{name}.json"
    if not path.is_file():
        raise UsageError(f"There is no run {run_id!r}: {folder / REPORTS} has those there are")
    run = run_report(path)
    if run is None:
        raise ArchiveError(f"{path} is no report of a run: see {folder / REPORTS} for those there are")
    return facts_of_run(folder, run)
