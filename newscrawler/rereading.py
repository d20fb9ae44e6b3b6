"""Captured pages are read again, on all cores, as a crawl would read them today: page, then what a channel said of
it, then cleaning.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from newscrawler.cleaning import clean_body
from newscrawler.discovery.parts import first_of
from newscrawler.discovery.witness import fill_in
from newscrawler.errors import NewscrawlerError
from newscrawler.extraction.document import Document
from newscrawler.items import Article, Part
from newscrawler.outcomes import Outcome
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.pages.parts import add_page
from newscrawler.pages.reading import read_document
from newscrawler.politeness.page_directives import read_page_directives

PAGES = 64
"""Pages a process that are under way at a time at most …"""
BYTES = 32 * 1024 * 1024
"""… and bytes in them, so that memory does not grow with the archive."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Wishes:
    """Which words of a page (metas, headers) are obeyed, as in a crawl: `scrapy reextract` has them of the settings."""

    obeyed: frozenset[str] = frozenset()
    obeys_opt_outs: bool = False
    now: datetime | None = None
    """For `unavailable_after`."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Sheet:
    """What it takes to read one page."""

    content: bytes
    """Unpacked."""
    url: str
    content_type: str
    told: dict[str, Any] | None = None
    """What a channel said of it."""
    headers: tuple[str, ...] = ()
    """The answer's, as `name: value` in lower case."""
    is_article: bool = False
    """Whether it is known to be an article's page, which may be kept; else that is judged first, as a crawl does."""
    wishes: Wishes = Wishes()
    parts: tuple[Part, ...] = ()
    """The article's further pages, as its record names them …"""
    further: tuple[tuple[bytes, str] | None, ...] = ()
    """… and of each content (unpacked) and content type; None for one that was not captured."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Pages:
    """Sheets of which the first that gives an article counts."""

    sheets: list[Sheet]
    ids: frozenset[str] = frozenset()
    """The article that is wanted, by the ids of its addresses; none: any."""
    about: Any = None
    """Goes with them, for the caller."""


Reading = tuple[int, Article] | None
"""Which of the sheets, and what it gives."""
Progress = Callable[[Iterable[tuple[Pages, Reading]], int | None, str], Iterable[tuple[Pages, Reading]]]
"""Shows how far the reading is: what is read, of how many (None: not known), what it is."""


def read_sheet(sheet: Sheet) -> Article | None:
    """What a crawl would archive of this page today; None where it is no article's, or has no body or address."""
    document = Document.parse(sheet.content, sheet.url, content_type=sheet.content_type)
    if not sheet.is_article and not _may_be_kept(document, sheet):
        return None
    article = read_document(document)
    fill_in(article, sheet.told or {})
    article = clean_body(article)
    if sheet.parts:
        article = _joined(article, sheet)
    return article if article.body is not None and article.id is not None else None


def _may_be_kept(document: Document, sheet: Sheet) -> bool:
    """Whether a crawl would keep the page: an article's, its first, and nothing on it forbids that."""
    if classify(document, sheet.headers) is not PageKind.ARTICLE or first_of(document) is not None:
        return False
    tags = [words for name, _, words in (line.partition(": ") for line in sheet.headers) if name == "x-robots-tag"]
    tdm = next((line.partition(": ")[2] for line in sheet.headers if line.startswith("tdm-reservation:")), "")
    wishes = sheet.wishes
    said = read_page_directives(document.root, tags, tdm, wishes.now or datetime.now(UTC))
    if wishes.obeys_opt_outs and (said.tdm_reserved or "noai" in said.words):
        return False
    return not said.words & wishes.obeyed & KEEPING


KEEPING = frozenset({"noarchive", "noindex", "unavailable_after"})
"""Words that forbid to keep a page."""


def _joined(article: Article, sheet: Sheet) -> Article:
    """With the further pages that the crawl added, as it did."""
    article.parts = list(sheet.parts)
    for part, found in zip(sheet.parts, sheet.further, strict=True):
        if found is not None and part.outcome == Outcome.PART:
            page = Document.parse(found[0], part.url, content_type=found[1])
            add_page(article, clean_body(read_document(page)), part)
    return clean_body(article)


def read_pages(sheets: list[Sheet], wanted: frozenset[str]) -> Reading:
    """The first of `sheets` that gives an article (one of `wanted`, where any is said)."""
    for number, sheet in enumerate(sheets):
        article = read_sheet(sheet)
        if article is not None and (not wanted or article.id in wanted):
            return number, article
    return None


def read_all(pages: Iterable[Pages], processes: int) -> Iterator[tuple[Pages, Reading]]:
    """Each of `pages` with what it gives, in their order; one process is this one."""
    if processes == 1:
        yield from ((one, read_pages(one.sheets, one.ids)) for one in pages)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin_reading) as pool:
        for batch in _batches(pages, PAGES * processes):
            with _deaf_to_ctrl_c():  # processes are begun here
                readings = pool.map(read_pages, [one.sheets for one in batch], [one.ids for one in batch], chunksize=8)
            try:
                yield from zip(batch, readings, strict=True)
            except BrokenProcessPool:
                raise NewscrawlerError(
                    "A process that reads pages died (of too little memory?). What was read is kept: run the same "
                    "command again, with fewer --processes"
                ) from None


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is begun meanwhile never hears of it: a terminal tells all processes, and where those that read died of it,
    the pool's own thread did too (Python 3.11) and the command waited for ever. This process hears of it afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where `_begin_reading` says it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_reading() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()


def _end_with_parent() -> None:
    """Where the command is killed, its reading processes would wait for ever for what it no longer sends."""
    parent = parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def _size(sheet: Sheet) -> int:
    """Bytes of the page, and of the article's further ones."""
    return len(sheet.content) + sum(len(page[0]) for page in sheet.further if page is not None)


def _batches(pages: Iterable[Pages], most: int) -> Iterator[list[Pages]]:
    batch: list[Pages] = []
    size = 0
    for one in pages:
        batch.append(one)
        size += sum(map(_size, one.sheets))
        if len(batch) >= most or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
