"""`scrapy browse ARCHIVE`: look at every article of an archive in a browser on this machine."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import webbrowser

from scrapy.commands import ScrapyCommand

from newscrawler.browse.index import ArticleIndex, no_index
from newscrawler.browse.server import BrowseServer
from newscrawler.commands.on_archive import OnArchive, expect
from newscrawler.errors import NewscrawlerError


class Command(OnArchive, ScrapyCommand):
    """Browse one archive."""

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
        expect(args, 1)
        with self.telling(f"browse {args[0]}"):
            folder = self.folder_of(args[0])
            index = ArticleIndex(folder)
            try:
                index.refresh(0.0)  # says at once if there is no archive
                with BrowseServer(folder, index, opts.port) as server:
                    server.read_on()
                    print(f"{server.url}\nCtrl-C ends it.", flush=True)
                    if opts.open:
                        webbrowser.open(server.url)
                    server.serve_forever()
            except sqlite3.Error as error:  # no ledger's: that is not opened
                raise NewscrawlerError(no_index(error)) from None
            except KeyboardInterrupt:
                print(file=sys.stderr)
            finally:
                index.close()
