"""`scrapy version`: which newscrawler this is, and on what it runs."""

from __future__ import annotations

import argparse

from scrapy.commands.version import Command as ScrapyVersion

from newscrawler.version import about


class Command(ScrapyVersion):
    """Say the version; `-v` says those of all parts, as Scrapy's."""

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Print newscrawler's version, and Scrapy's"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print it."""
        print(about())
        if opts.verbose:
            super().run(args, opts)
