"""`scrapy extract FILE|-`: one article page as a record, on stdout, without a crawl."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from newscrawler import extract
from newscrawler.commands.one_record import PrintsOneRecord
from newscrawler.items import Article


class Command(PrintsOneRecord, ScrapyCommand):
    """Read one HTML file."""

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Print the record of one article page (HTML) as JSON"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--url`, `--encoding`."""
        super().add_options(parser)
        parser.add_argument("--encoding", metavar="NAME", help="the encoding the server named, if any")

    def record(self, content: bytes, opts: argparse.Namespace) -> Article:
        """The page's record."""
        return extract(content, opts.url, encoding=opts.encoding)
