"""`scrapy verify ARCHIVE`: proves an archive, byte by byte; exit code 14 where anything is wrong."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.findings import Grade
from newscrawler.archive.verify import Verifier
from newscrawler.captured_pages import bodies_of
from newscrawler.commands.on_archive import OnArchive, expect
from newscrawler.errors import ExitCode
from newscrawler.report.shown import counted, visible


class Command(OnArchive, ScrapyCommand):
    """Verify one archive."""

    def syntax(self) -> str:
        """For the usage line."""
        return "[--quick] [--rebuild] ARCHIVE"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Prove an archive: every byte, every digest, every pointer, every body"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--quick`, `--rebuild`."""
        super().add_options(parser)
        parser.add_argument("--rebuild", action="store_true", help="make the ledger anew from captures and articles")
        parser.add_argument("--quick", action="store_true", help="do not read the articles again from their captures")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what is wrong, a line each, and at the end what was looked at."""
        expect(args, 1)
        with self.telling(f"verify {args[0]}"):
            folder = self.folder_of(args[0])
            if opts.rebuild:
                old = rebuild(folder)
                print(f"the ledger was made anew{f'; the old one is {old}' if old else ''}")
            verifier = Verifier(folder, None if opts.quick else bodies_of)
            try:
                self._print(verifier)
            finally:
                verifier.close()

    def _print(self, verifier: Verifier) -> None:
        wrong = 0
        for finding in verifier.findings():
            print(visible(finding))
            wrong += finding.grade is not Grade.NOTE
        counts = verifier.counts
        print(
            f"{counted(counts.lines, 'line')} and {counted(counts.captures, 'capture')} in "
            f"{counted(counts.files, 'file')}, {counts.reread:,} bodies read again: "
            f"{counted(wrong, 'finding') if wrong else 'all is as it should be'}"
        )
        if wrong:
            self.exitcode = ExitCode.ARCHIVE_TROUBLE
