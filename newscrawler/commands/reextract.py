"""`scrapy reextract ARCHIVE`: reads all captures again with today's extractor and cleaner, without the network."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import track
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.archive import Archive
from newscrawler.archive.ledger import check_is_archive
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import free_run_id
from newscrawler.clock import clock_at
from newscrawler.commands.on_archive import OnArchive, expect
from newscrawler.errors import ExitCode
from newscrawler.importing import ABOUT, import_warcs
from newscrawler.reextraction import read_archive_again
from newscrawler.report.shown import visible
from newscrawler.rereading import Pages, Reading, Wishes


class Command(OnArchive, ScrapyCommand):
    """Read one archive again."""

    def syntax(self) -> str:
        """For the usage line."""
        return "ARCHIVE [--processes N] [--warc FILE…]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Read all captures of an archive again; new versions where that changes a record"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--warc`, `--processes`."""
        super().add_options(parser)
        parser.add_argument("--warc", nargs="+", metavar="FILE", help="pages that others captured, into a new ARCHIVE")
        cores = os.cpu_count() or 1
        parser.add_argument("--processes", type=int, default=cores, metavar="N", help="default: all cores, %(default)s")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, write what changed, and say which fields of how many records did."""
        expect(args, 1)
        if opts.processes < 1:
            raise ScrapyUsageError("--processes takes a number from 1 on", print_help=False)
        with self.telling(f"read {args[0]} again"):
            folder = self.folder_of(args[0], may_be_new=bool(opts.warc))
            self._read_all(folder, opts.processes, [Path(name) for name in opts.warc or ()])

    def _read_all(self, folder: Path, processes: int, warcs: list[Path]) -> None:
        assert self.settings is not None
        if not warcs:
            check_is_archive(folder)
        clock = clock_at(self.settings.get("NEWSCRAWLER_NOW"))
        wishes = Wishes(
            obeyed=frozenset(self.settings.getlist("NEWSCRAWLER_OBEY_PAGE_DIRECTIVES")),
            obeys_opt_outs=self.settings.getbool("NEWSCRAWLER_OBEY_AI_OPT_OUT"),
            now=clock(),
        )
        archive = Archive(folder, clock, packing=Packing(self.settings.get("NEWSCRAWLER_RECORDS")))
        try:
            archive.begin_rereading(free_run_id([folder], clock(), archive.has_run), ABOUT if warcs else ())
            if warcs:
                report = import_warcs(archive, warcs, processes, _progress, wishes).lines()
            else:
                report = read_archive_again(archive, processes, _progress, wishes).lines()
            archive.end_run("finished", ExitCode.WELL, is_finished=False)
        finally:
            archive.close()
        for line in report:
            print(visible(line))


def _progress(pages: Iterable[tuple[Pages, Reading]], total: int | None, what: str) -> Iterable[tuple[Pages, Reading]]:
    """A bar in a terminal, nothing elsewhere."""
    is_terminal = sys.stderr.isatty()
    console = Console(stderr=True, force_terminal=None if is_terminal else False)
    return track(pages, f"reading {what}", total=total, console=console, disable=not is_terminal)
