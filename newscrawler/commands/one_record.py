"""What `extract` and `clean` share: one file in, one record as JSON on stdout and nothing else there."""

from __future__ import annotations

import argparse
import sys
from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import orjson
from scrapy.exceptions import UsageError

from newscrawler.commands.ending import ended_from_outside
from newscrawler.discovery.normal_form import normalise
from newscrawler.items import Article


class PrintsOneRecord:
    """What a command that prints the record of one file has; Scrapy takes any ScrapyCommand here for a command."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
    exitcode: int

    def syntax(self) -> str:
        """For the usage line."""
        return "FILE|- [--url URL]"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--url`."""
        super().add_options(parser)  # type: ignore[misc] # a ScrapyCommand's
        parser.add_argument("--url", metavar="URL", help="the page's address: a witness for its date, section and id")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the record; a file that cannot be read is one line on stderr and exit code 2."""
        if len(args) != 1:
            raise UsageError("Say one FILE, or - for standard input", print_help=False)
        if opts.url and not normalise(opts.url):
            raise UsageError(f"--url {opts.url}: no http or https address, as https://example.org/…", print_help=False)
        with ended_from_outside(self, f"read {args[0]}"):
            self._print(args[0], opts)

    def _print(self, name: str, opts: argparse.Namespace) -> None:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            print(f"Cannot read {name}: {reason}", file=sys.stderr)
            self.exitcode = 2
            return
        record = self.record(content, opts)
        sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()

    @abstractmethod
    def record(self, content: bytes, opts: argparse.Namespace) -> Article:
        """The record of `content`."""
