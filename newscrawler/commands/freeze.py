"""`scrapy freeze URL|FILE`: a page as a test, to be read and corrected by a person."""

from __future__ import annotations

import argparse
import re
import sys
import traceback
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.paths import name_of_host
from newscrawler.clock import machine_clock, stamp
from newscrawler.commands.ending import ended_from_outside
from newscrawler.commands.on_archive import in_words
from newscrawler.discovery.addresses import host_of, normalise
from newscrawler.errors import ExitCode, NewscrawlerError, UsageError
from newscrawler.frozen import EXPECTED, FrozenPage, freeze
from newscrawler.looked_at import looked_at, settings_given
from newscrawler.pages.kinds import PageKind
from newscrawler.report.shown import visible

NOTHING = "Neither an article nor a link to one was found: if the page has one, say so in that file"


class Command(ScrapyCommand):
    """Freeze one page."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

    def syntax(self) -> str:
        """For the usage line."""
        return "URL|FILE [--url URL] [--site SITE] [--name NAME] [--into FOLDER]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Save a page as a frozen test"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--url`, `--site`, `--name`, `--into`."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="of a FILE: where it came from")
        parser.add_argument("--site", metavar="SITE", help="the folder of its site; default: its host")
        parser.add_argument("--name", metavar="NAME", help="the page's folder; default: from its address")
        parser.add_argument("--into", metavar="FOLDER", default="tests/frozen", help="default: %(default)s")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the folder and say what to read in it; a mistake is one line on stderr and exit code 2."""
        if len(args) != 1:
            raise ScrapyUsageError("Say one URL, or one FILE and its --url", print_help=False)
        with ended_from_outside(self, f"freeze {args[0]}"):
            self._told(args[0], opts)

    def _told(self, place: str, opts: argparse.Namespace) -> None:
        try:
            page = self._freeze(place, opts)
            print(f"{page.folder / EXPECTED}: read it, and correct what is wrong", file=sys.stderr)
            for name, value in page.expected.items():
                print(f"  {name}: {visible(_shortly(value))}", file=sys.stderr)
            if page.expected["page"] != PageKind.ARTICLE and not page.expected["articles"]:
                print(NOTHING, file=sys.stderr)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
        except OSError as error:
            print(f"Cannot freeze {place}: {in_words(error)}", file=sys.stderr)
            self.exitcode = UsageError.exit_code
        except Exception as error:  # a site's page class broke: where, and not how we got there
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"{type(error).__name__} in {where.filename}, line {where.lineno}: {error}", file=sys.stderr)
            self.exitcode = ExitCode.UNEXPECTED

    def _freeze(self, place: str, opts: argparse.Namespace) -> FrozenPage:
        source, capture = _fetched(place, opts) if "://" in place else _read(place, opts.url)
        site = opts.site or name_of_host((host_of(str(capture["url"])) or "page").removeprefix("www."))
        folder = Path(opts.into) / site / (opts.name or name_of_page(str(capture["url"])))
        if folder.exists():
            raise UsageError(f"{folder} is there already: a frozen page is never written over; say another --name")
        return freeze(folder, source, capture)


def _fetched(url: str, opts: argparse.Namespace) -> tuple[bytes, dict[str, Any]]:
    if normalise(url) is None:
        raise UsageError(f"{url!r} is no http or https address")
    with looked_at(["-a", "articles=-", *settings_given(opts)], stdin=url) as found:
        page = next(found.pages(), None)
    if page is None:
        raise UsageError(f"No page came back from {url} (exit code {found.code}):\n{found.told}")
    return page


def _read(place: str, url: str | None) -> tuple[bytes, dict[str, Any]]:
    if not url:
        raise UsageError(f"Say with --url where {place} came from: its address is a witness")
    address = normalise(url)
    if address is None:
        raise UsageError(f"--url {url}: no http or https address, as https://example.org/…")
    return Path(place).read_bytes(), {"url": address, "fetched_at": stamp(machine_clock())}


def name_of_page(url: str) -> str:
    """A folder's name from an address: its last words.

    >>> name_of_page("https://example.org/2026/02/10/the-ferry-runs-again.html?x=1")
    'the-ferry-runs-again'
    """
    path = url.partition("?")[0].partition("://")[2].partition("/")[2].strip("/")
    last = re.sub(r"\.\w{1,5}$", "", path.rpartition("/")[2])
    return re.sub(r"[^A-Za-z0-9-]+", "-", last)[:60].strip("-") or "front"


def _shortly(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 100 else f"{text[:60]} … {text[-30:]} ({len(text)} characters)"
