"""Frozen pages: a page as it was once received, and what its record must say; each a folder of three files.

    tests/frozen/<site>/<page>/source.html      the bytes of the answer, unpacked
                               capture.json     where and when they came from
                               expected.json    what must be read from them: to be read and corrected by a person

A page that is wrong in `expected.json` is mended there first, and then in the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newscrawler.cleaning import clean_body
from newscrawler.discovery.links import LinkKind, find_links
from newscrawler.errors import UsageError
from newscrawler.extraction.document import Document
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.pages.reading import read_document

SOURCE, CAPTURE, EXPECTED = "source.html", "capture.json", "expected.json"
FIELDS = (
    *("kind", "url", "title", "standfirst", "authors", "sections", "tags", "language", "date_published"),
    *("date_modified", "is_accessible_for_free", "body"),
)
"""Fields of an article that are compared."""


@dataclass(slots=True, frozen=True)
class FrozenPage:
    """One folder."""

    folder: Path

    @property
    def name(self) -> str:
        """`<site>/<page>`."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def expected(self) -> dict[str, Any]:
        """What must be read."""
        return dict(orjson.loads((self.folder / EXPECTED).read_bytes()))

    @property
    def capture(self) -> dict[str, Any]:
        """`url`, and as far as known `content_type`, `fetched_at`, `status`."""
        return dict(orjson.loads((self.folder / CAPTURE).read_bytes()))

    def read(self) -> dict[str, Any]:
        """What is read today."""
        return facts_of((self.folder / SOURCE).read_bytes(), self.capture)


def frozen_pages(folder: Path) -> Iterator[FrozenPage]:
    """All frozen pages below `folder`, by name."""
    return (FrozenPage(path.parent) for path in sorted(folder.glob(f"*/*/{EXPECTED}")))


def facts_of(source: bytes, capture: dict[str, Any]) -> dict[str, Any]:
    """What a page says: `page` (its kind), and an article's fields or the addresses of the articles it links to."""
    document = Document.parse(source, capture.get("url"), content_type=capture.get("content_type"))
    kind = classify(document)
    facts: dict[str, Any] = {"page": str(kind)}
    if kind is PageKind.ARTICLE:
        article = clean_body(read_document(document))
        return facts | {name: getattr(article, name) for name in FIELDS}
    links = [found.url for found in find_links(document) if found.kind is LinkKind.ARTICLE]
    return facts | {"articles": links}


def freeze(folder: Path, source: bytes, capture: dict[str, Any]) -> FrozenPage:
    """Write a page's folder; FileExistsError where it is there already: a frozen page is never written over. UsageError
    where the bytes are no page: a test that expects nothing of them would pass for ever.
    """
    unreadable = Document.parse(source, capture.get("url"), content_type=capture.get("content_type")).why_unreadable
    if unreadable:
        raise UsageError(f"Nothing is frozen of {capture.get('url')}: {unreadable}. Save the page's HTML, as it came")
    expected = facts_of(source, capture)  # first: a page class that breaks leaves no half of a folder
    folder.mkdir(parents=True)
    (folder / SOURCE).write_bytes(source)
    (folder / CAPTURE).write_bytes(_json(capture))
    (folder / EXPECTED).write_bytes(_json(expected))
    return FrozenPage(folder)


def differing(page: FrozenPage) -> dict[str, tuple[Any, Any]]:
    """Fields that are not as expected: name → expected, read."""
    expected, read = page.expected, page.read()
    return {name: (value, read.get(name)) for name, value in expected.items() if read.get(name) != value}


def _json(content: Any) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
