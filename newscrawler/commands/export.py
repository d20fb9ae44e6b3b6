"""`scrapy export ARCHIVE`: an archive as one file, sorted and reproducible."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.export import FORMATS, exported_records, write_beside
from newscrawler.archive.paths import archive_folder, output_folder
from newscrawler.errors import ExitCode, NewscrawlerError


class Command(ScrapyCommand):
    """Export one archive."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

    def syntax(self) -> str:
        """For the usage line."""
        return "ARCHIVE [--format jsonl|csv] [--latest|--all] [--to FILE|-]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Write an archive's records as one file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--format`, `--latest`, `--all`, `--to`."""
        super().add_options(parser)
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl", help="default: %(default)s")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--latest", action="store_true", help="each article's last version (the default)")
        which.add_argument("--all", action="store_true", help="every version")
        parser.add_argument("--to", metavar="FILE", default="-", help="default: standard output")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file; an error is one line on stderr and exit code 14 (15 while a crawl writes)."""
        if len(args) != 1:
            raise ScrapyUsageError("Say one ARCHIVE: its name, or the path of its folder", print_help=False)
        assert self.settings is not None
        write = FORMATS[opts.format]
        try:
            folder = archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), args[0])
            records = exported_records(folder, latest=not opts.all)
            if opts.to == "-":
                write(records, sys.stdout.buffer)
                sys.stdout.buffer.flush()
            else:
                count = write_beside(Path(opts.to), lambda file: write(records, file))
                print(f"{count} records in {opts.to}", file=sys.stderr)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
        except OSError as error:
            print(f"Cannot export {args[0]}: {error}", file=sys.stderr)
            self.exitcode = ExitCode.ARCHIVE_TROUBLE
