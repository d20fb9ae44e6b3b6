"""`scrapy clean FILE|-`: one page flattened to text as a record, on stdout, without a crawl."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from newscrawler import clean_text
from newscrawler.commands.one_record import PrintsOneRecord
from newscrawler.items import Article


class Command(PrintsOneRecord, ScrapyCommand):
    """Read one text file."""

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Print the record of one page flattened to text as JSON"

    def record(self, content: bytes, opts: argparse.Namespace) -> Article:
        """The text's record."""
        return clean_text(content.decode("utf-8-sig", "replace"), opts.url)
