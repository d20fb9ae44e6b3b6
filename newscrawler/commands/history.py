"""`scrapy history ARCHIVE URL`: an article's versions, and what each put in and took out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from newscrawler.archive.beside import write_beside
from newscrawler.archive.versions import versions_of
from newscrawler.commands.on_archive import OnArchive, check_goes_to, expect
from newscrawler.errors import ArchiveError
from newscrawler.report.lines import whole
from newscrawler.report.versions import FORMS


class Command(OnArchive, ScrapyCommand):
    """Show one article's history."""

    def syntax(self) -> str:
        """For the usage line."""
        return "[--format text|json|html] [--to FILE|-] ARCHIVE URL"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Show an article's versions, with the words that were put in and taken out"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--format`, `--to`."""
        super().add_options(parser)
        parser.add_argument("--format", choices=sorted(FORMS), help="default: as FILE's name ends, else text")
        parser.add_argument("--to", metavar="FILE", default="-", help="default: standard output")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show it; an error is one line on stderr and exit code 14 (15 while a crawl writes), 2 of an address that the
        archive does not know.
        """
        expect(args, 2)
        opts.format = opts.format or _form_of(opts.to)
        with self.telling(f"show the history of {args[1]}"):
            check_goes_to(opts.to)
            folder = self.folder_of(args[0])
            versions = [whole(record) for record in versions_of(folder, args[1])]
            sound = [record for record in versions if record is not None]
            if len(sound) < len(versions):
                raise ArchiveError(f"{folder} holds lines of it that are no records: 'scrapy verify ARCHIVE' says more")
            page = FORMS[opts.format](sound)
            if opts.to == "-":
                sys.stdout.buffer.write(page)
                sys.stdout.buffer.flush()
            else:
                write_beside(Path(opts.to), lambda file: file.write(page))


def _form_of(name: str) -> str:
    ending = Path(name).suffix.removeprefix(".").lower()
    return ending if ending in FORMS else "text"
