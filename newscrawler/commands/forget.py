"""`scrapy forget ARCHIVE URL`: takes an article out of an archive for good, and never asks for it again."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.archive import Archive
from newscrawler.archive.ledger import LEDGER, NO_LEDGER
from newscrawler.archive.paths import archive_folder, output_folder
from newscrawler.clock import clock_at
from newscrawler.discovery.addresses import normalise
from newscrawler.errors import ArchiveError, NewscrawlerError, UsageError


class Command(ScrapyCommand):
    """Forget one article."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

    def syntax(self) -> str:
        """For the usage line."""
        return "[--dry-run] [--reason WORDS] ARCHIVE URL"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Take an article out of an archive for good, and never ask for it again"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--reason`, `--dry-run`."""
        super().add_options(parser)
        parser.add_argument("--reason", default="not given", metavar="WORDS", help="stays with the tombstone")
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Forget, and say what is gone; an error is one line on stderr and exit code 14 (15 while a crawl writes)."""
        if len(args) != 2:
            raise ScrapyUsageError("Say one ARCHIVE and one URL, any address of the article", print_help=False)
        try:
            self._forget(*args, reason=" ".join(opts.reason.split()), is_dry=opts.dry_run)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code

    def _forget(self, name: str, url: str, *, reason: str, is_dry: bool) -> None:
        assert self.settings is not None
        folder = archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), name)
        if not (folder / LEDGER).is_file():
            raise ArchiveError(NO_LEDGER.format(folder=folder, ledger=folder / LEDGER))
        if not normalise(url):
            raise UsageError(f"{url!r} is no address: say it in full, as https://example.org/…")
        archive = Archive(folder, clock_at(self.settings.get("NEWSCRAWLER_NOW")))
        try:
            plan = archive.forget(url, reason, is_dry=is_dry)
        finally:
            archive.close()
        print(f"{'would go' if is_dry else 'gone'}: {plan}")
        if not plan.lines and not plan.captures:
            print("Nothing of this address is held; if it comes, it is not archived. Is the address right?")
        elif not is_dry:
            print(
                "Reports that quoted it are gone: 'scrapy report' makes them again. Earlier exports may still hold it."
            )
