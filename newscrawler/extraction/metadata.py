"""All fields of an article but its body, from every witness the page has; the winner's name goes to `sources`.

Witnesses: `selector` (a page class that knows the site's markup), `json_ld`, `meta` (Open Graph and its kin),
`microdata`, `html` (what the page shows), `url`. One walk over the page gathers them (`page_scan`), one reader a
field weighs them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from newscrawler.extraction.access import read_access, read_kind, read_language, read_page_type
from newscrawler.extraction.bylines import read_authors
from newscrawler.extraction.dates import read_dates
from newscrawler.extraction.document import Document
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.pictures import read_images
from newscrawler.extraction.standfirsts import read_standfirst
from newscrawler.extraction.taxonomy import read_sections, read_tags
from newscrawler.extraction.titles import read_title
from newscrawler.extraction.words import Witness
from newscrawler.items import ArticleKind, Image

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Hints:
    """What a page class read by the site's own selectors; None or [] where it says nothing."""

    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    """Bylines or names as they stand on the page."""
    date_published: str | None = None
    """As found: a `datetime` attribute or text."""
    date_modified: str | None = None
    sections: list[str] = field(default_factory=list)
    """Labels, outermost first."""
    tags: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Metadata:
    """The fields as `items.Article` defines them, and three that only the reading of pages uses."""

    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    site_name: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    date_published_raw: str | None = None
    is_accessible_for_free: bool | None = None
    kind: ArticleKind = "article"
    canonical_url: str | None = None
    images: list[Image] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """Field → the witness it was taken from."""
    page_type: str | None = None
    """JSON-LD's type of the article, else `og:type`, lower case."""
    article_body: str | None = None
    """JSON-LD's `articleBody`, white space collapsed."""


def read_metadata(document: Document, hints: Hints | None = None) -> Metadata:
    """Every field the page states or shows. Never raises; what nobody states stays None or []."""
    evidence = Evidence.gather(document, hints)
    read = Metadata(page_type=read_page_type(evidence), article_body=evidence.article_body)
    sources = read.sources
    read.title = _said(sources, "title", read_title(evidence))
    read.authors = _noted(sources, "authors", read_authors(evidence))
    read.standfirst = _said(sources, "standfirst", read_standfirst(evidence, read.title, read.authors))
    read.sections = _noted(sources, "sections", read_sections(evidence, read.title))
    read.section = read.sections[0] if read.sections else None
    if read.section:
        sources["section"] = sources["sections"]
    read.tags = _noted(sources, "tags", read_tags(evidence))
    read.language = _said(sources, "language", read_language(evidence))
    read.site_name = evidence.site.names[0] if evidence.site.names else None
    dates = read_dates(evidence)
    if dates.published is not None:
        read.date_published, read.date_published_raw = dates.published.instant, dates.published.raw
        sources["date_published"] = dates.published.source
    if dates.modified is not None:
        read.date_modified = dates.modified.instant
        sources["date_modified"] = dates.modified.source
    read.is_accessible_for_free = _noted(sources, "is_accessible_for_free", read_access(evidence))
    read.kind = _noted(sources, "kind", read_kind(evidence, read.sections))
    read.canonical_url = document.join(evidence.scan.canonical) or document.join(evidence.scan.meta("og:url"))
    read.images = _noted(sources, "images", read_images(evidence))
    return read


def _said(sources: dict[str, str], name: str, witness: Witness | None) -> str | None:
    if witness is None:
        return None
    sources[name] = witness.source
    return witness.value


def _noted(sources: dict[str, str], name: str, answer: tuple[T, str | None]) -> T:
    value, source = answer
    if source is not None:
        sources[name] = source
    return value
