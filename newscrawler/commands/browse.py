"""`scrapy browse ARCHIVE`: look at every article of an archive in a browser on this machine."""

from __future__ import annotations

import argparse
import sys
import webbrowser

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.paths import archive_folder, output_folder
from newscrawler.browse.index import ArticleIndex
from newscrawler.browse.server import BrowseServer
from newscrawler.errors import ExitCode, NewscrawlerError


class Command(ScrapyCommand):
    """Browse one archive."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

    def syntax(self) -> str:
        """For the usage line."""
        return "ARCHIVE [--port PORT] [--open]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Look at an archive's articles in a browser on this machine"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--port`, `--open`."""
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=0, help="default: one that is free")
        parser.add_argument("--open", action="store_true", help="open the browser, too")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until Ctrl-C; an error is one line on stderr and exit code 14."""
        if len(args) != 1:
            raise ScrapyUsageError("Say one ARCHIVE: its name, or the path of its folder", print_help=False)
        assert self.settings is not None
        try:
            folder = archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), args[0])
            index = ArticleIndex(folder)
            try:
                print(f"Reading {folder} …", file=sys.stderr)
                print(f"{index.refresh():,} lines", file=sys.stderr)
                with BrowseServer(folder, index, opts.port) as server:
                    print(f"{server.url}\nCtrl-C ends it.", flush=True)
                    if opts.open:
                        webbrowser.open(server.url)
                    server.serve_forever()
            finally:
                index.close()
        except KeyboardInterrupt:
            print(file=sys.stderr)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
        except (OSError, OverflowError) as error:
            print(f"Cannot browse {args[0]}: {error}", file=sys.stderr)
            self.exitcode = ExitCode.ARCHIVE_TROUBLE
