"""`scrapy forget ARCHIVE URL`: takes an article out of an archive for good, and never asks for it again."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from newscrawler.archive.archive import Archive
from newscrawler.archive.ledger import check_is_archive
from newscrawler.archive.tombstones import FORGOTTEN
from newscrawler.clock import clock_at
from newscrawler.commands.on_archive import OnArchive, expect
from newscrawler.discovery.addresses import normalise
from newscrawler.errors import UsageError
from newscrawler.report.shown import visible

_NO_ARTICLE = {
    True: "Without --dry-run it would never be asked for again, and a crawl that begins there would find less.",
    False: "It is never asked for again; a crawl that begins there finds less.",
}


class Command(OnArchive, ScrapyCommand):
    """Forget one article."""

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
        expect(args, 2)
        with self.telling(f"forget {args[1]}"):
            reason = opts.reason.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # whatever was typed
            self._forget(*args, reason=" ".join(reason.split()), is_dry=opts.dry_run)

    def _forget(self, name: str, url: str, *, reason: str, is_dry: bool) -> None:
        assert self.settings is not None
        folder = self.folder_of(name)
        check_is_archive(folder)
        if not normalise(url):
            raise UsageError(f"{url!r} is no address: say it in full, as https://example.org/…")
        archive = Archive(folder, clock_at(self.settings.get("NEWSCRAWLER_NOW")))
        try:
            was_forgotten = archive.is_forgotten(url)
            plan = archive.forget(url, reason, is_dry=is_dry)
        finally:
            archive.close()
        print(f"{'would go' if is_dry else 'gone'}: {visible(plan)}")
        if not plan.lines and not plan.captures and was_forgotten:
            print(f"It was forgotten before: {folder / FORGOTTEN} says when and why.")
        elif not plan.lines and not plan.captures:
            print("Nothing of this address is held; if it comes, it is not archived. Is the address right?")
        elif not plan.lines:
            print(f"No article is held under this address. {_NO_ARTICLE[is_dry]}")
        elif not is_dry:
            print(
                f"Reports' pages that quoted it are gone: 'scrapy report {name}' makes the archive's again, "
                "'--run RUN' a run's. Earlier exports may still hold it."
            )
