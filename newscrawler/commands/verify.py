"""`scrapy verify ARCHIVE`: proves an archive, byte by byte; exit code 14 where anything is wrong."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.paths import archive_folder, output_folder
from newscrawler.archive.verify import Grade, Verifier
from newscrawler.errors import ExitCode, NewscrawlerError
from newscrawler.reextraction import bodies_of


class Command(ScrapyCommand):
    """Verify one archive."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

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
        if len(args) != 1:
            raise ScrapyUsageError("Say one ARCHIVE: its name, or the path of its folder", print_help=False)
        assert self.settings is not None
        try:
            folder = archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), args[0])
            if opts.rebuild:
                old = rebuild(folder)
                print(f"the ledger was made anew{f'; the old one is {old}' if old else ''}")
            verifier = Verifier(folder, None if opts.quick else bodies_of)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
            return
        try:
            self._print(verifier)
        finally:
            verifier.close()

    def _print(self, verifier: Verifier) -> None:
        wrong = 0
        for finding in verifier.findings():
            print(finding)
            wrong += finding.grade is not Grade.NOTE
        counts = verifier.counts
        print(
            f"{counts.lines} lines and {counts.captures} captures in {counts.files} files, {counts.reread} bodies read "
            f"again: {f'{wrong} findings' if wrong else 'all is as it should be'}"
        )
        if wrong:
            self.exitcode = ExitCode.ARCHIVE_TROUBLE
