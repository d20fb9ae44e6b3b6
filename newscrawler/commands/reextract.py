"""`scrapy reextract ARCHIVE`: reads all captures again with today's extractor and cleaner, without the network."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from rich.console import Console
from rich.progress import track
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.archive import Archive
from newscrawler.archive.ledger import LEDGER
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import archive_folder, free_run_id, output_folder
from newscrawler.archive.warc_reading import Unreadable, read_message, read_record, unpacked
from newscrawler.cleaning import clean_body
from newscrawler.clock import clock_at
from newscrawler.errors import ArchiveError, ExitCode, NewscrawlerError
from newscrawler.extraction.document import Document
from newscrawler.items import Article, Part, WarcPointer
from newscrawler.outcomes import Outcome
from newscrawler.pages.parts import add_page
from newscrawler.pages.reading import read_document

KEPT = ("fetched_at", "status", "requested_url", "final_url")
"""What a new version takes from the one before: how the page was had, which reading it again does not change."""
SAMPLES = 3
"""Articles that the report shows of each field."""

Content = tuple[bytes, str]
"""A page unpacked, and its content type."""
Page = tuple[dict[str, Any], Content, list[Content | None]]
"""A record, its page, and its further pages (`parts`); None for one that was not captured."""


class Command(ScrapyCommand):
    """Read one archive again."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

    def syntax(self) -> str:
        """For the usage line."""
        return "ARCHIVE [--processes N]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Read all captures of an archive again; new versions where that changes a record"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--processes`."""
        super().add_options(parser)
        cores = os.cpu_count() or 1
        parser.add_argument("--processes", type=int, default=cores, metavar="N", help="default: all cores, %(default)s")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, write what changed, and say which fields of how many records did."""
        if len(args) != 1 or opts.processes < 1:
            raise ScrapyUsageError("Say one ARCHIVE: its name, or the path of its folder", print_help=False)
        try:
            self._read_all(args[0], opts.processes)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code

    def _read_all(self, name: str, processes: int) -> None:
        assert self.settings is not None
        folder = archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), name)
        if not (folder / LEDGER).is_file():
            raise ArchiveError(f"{folder} is no archive with a ledger: there is no {folder / LEDGER}")
        clock = clock_at(self.settings.get("NEWSCRAWLER_NOW"))
        archive = Archive(folder, clock, packing=Packing(self.settings.get("NEWSCRAWLER_RECORDS")))
        try:
            archive.begin_rereading(free_run_id([folder], clock(), archive.has_run))
            report = _write(archive, processes)
            archive.end_run("finished", ExitCode.WELL, is_finished=False)
        finally:
            archive.close()
        print("\n".join(report))


def _write(archive: Archive, processes: int) -> list[str]:
    """Read every article again and write what changed; gives the report's lines."""
    fields: Counter[str] = Counter()
    samples: dict[str, list[str]] = {}
    read = changed = 0
    console = Console(stderr=True, force_terminal=None if sys.stderr.isatty() else False)
    articles = _read_again(archive, processes)
    for article in track(articles, "reading", total=len(archive), console=console, disable=not sys.stderr.isatty()):
        if article is None:
            continue
        read += 1
        if archive.put_again(article) is Outcome.ARCHIVED:
            changed += 1
            fields.update(article.changed_fields)
            for name in article.changed_fields:
                samples.setdefault(name, []).append(article.url or "")
        archive.commit_if_due()
    report = [f"{read} of {len(archive)} articles read again, {changed} changed"]
    for name, count in fields.most_common():
        report += [f"  {name}: {count}", *(f"    {url}" for url in samples[name][:SAMPLES])]
    return report


def _read_again(archive: Archive, processes: int) -> Iterator[Article | None]:
    """Today's reading of each article's capture; None where there is none that can be unpacked, or no body in it.

    At most a few hundred pages are under way at a time, so that memory does not grow with the archive.
    """
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        batch: list[Page] = []
        for record in archive.last_records():
            page = _page(archive, record)
            if page is None:
                yield None
                continue
            batch.append(page)
            if len(batch) >= 64 * processes:
                yield from pool.map(reading_of, batch, chunksize=16)
                batch = []
        yield from pool.map(reading_of, batch, chunksize=16)


def _page(archive: Archive, record: dict[str, Any]) -> Page | None:
    content = _content(archive, record["warc"])
    if content is None:
        return None
    return record, content, [_content(archive, part["warc"]) for part in record.get("parts", ())]


def _content(archive: Archive, pointer: dict[str, Any] | None) -> Content | None:
    if pointer is None:
        return None
    try:
        message = read_message(read_record(archive.read(pointer["file"], pointer["offset"], pointer["length"])).block)
        return unpacked(message), message.headers.get("content-type", "")
    except Unreadable:
        return None


def reading_of(page: Page) -> Article | None:
    """What a crawl would archive of this page today; None where it finds no body, or another article."""
    record, content, further = page
    article = _read(content, record["final_url"])
    if further:
        _join(article, record["parts"], further)
        article = clean_body(article)
    if article.body is None or article.id != record["id"]:
        return None
    for name in KEPT:
        setattr(article, name, record[name])
    article.warc = WarcPointer(**record["warc"])
    return article


def _read(content: Content, url: str) -> Article:
    return clean_body(read_document(Document.parse(content[0], url, content_type=content[1])))


def _join(article: Article, parts: list[dict[str, Any]], further: list[Content | None]) -> None:
    """Add the further pages that the crawl added, as it did."""
    article.parts = [Part(**{**part, "warc": WarcPointer(**part["warc"]) if part["warc"] else None}) for part in parts]
    for part, content in zip(article.parts, further, strict=True):
        if content is not None and part.outcome == Outcome.PART:
            add_page(article, _read(content, part.url), part)
