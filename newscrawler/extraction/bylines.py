"""Who wrote the article: JSON-LD, metas, microdata and the visible byline compared; persons before agencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from newscrawler.extraction.evidence import Evidence, key_of
from newscrawler.extraction.json_ld import text_in, types_of
from newscrawler.extraction.page_scan import Marked, name_words, text_of
from newscrawler.extraction.person_names import Persons, is_group, read_byline, unique

_METAS = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor", "citation_author",
    "cxenseparse:author", "article:author_name", "authors", "article.author", "rnews:author", "vr:author", "og:author", "book:author", "byline", "creator", "article:authors",
)  # fmt: skip


class Byline(NamedTuple):
    """What one witness says."""

    source: str
    persons: list[str]
    groups: list[str]


def read_authors(evidence: Evidence) -> tuple[list[str], str | None]:
    """The article's authors and the witness they were taken from."""
    lines = [line for line in _witnesses(evidence) if line.persons or line.groups]
    for line in lines:
        if line.persons:
            return line.persons, line.source
    for line in lines:
        if line.groups:
            return line.groups[:3], line.source
    return [], None


def _witnesses(evidence: Evidence) -> Iterator[Byline]:
    if evidence.hints is not None and evidence.hints.authors:
        yield _byline(evidence, "selector", [read_byline(name) for name in evidence.hints.authors])
    yield _byline(evidence, "json_ld", list(_stated(evidence)))
    for name in _METAS:
        contents = evidence.scan.metas.get(name)
        if contents:
            yield _byline(evidence, "meta", [read_byline(content) for content in contents[:50]])
    yield _byline(evidence, "microdata", [read_byline(text) for text in _microdata(evidence)])
    for texts in _visible(evidence):
        yield _byline(evidence, "html", [read_byline(text) for text in texts])


def _byline(evidence: Evidence, source: str, read: list[Persons]) -> Byline:
    persons = [name for one in read for name in one.names if not evidence.is_site_name(name)]
    groups = [name for one in read for name in one.groups if key_of(name)]
    return Byline(source, unique(persons), unique(groups))


def _stated(evidence: Evidence) -> Iterator[Persons]:
    """Authors in JSON-LD: strings, nodes, lists and references."""
    for author in evidence.data.listed(evidence.article.get("author") or evidence.article.get("creator")):
        if isinstance(author, str):
            yield read_byline(author)
        elif isinstance(author, dict):
            for name in evidence.data.listed(author.get("name")):
                yield _of_node(author, text_in(name))


def _of_node(author: dict[str, Any], name: str | None) -> Persons:
    if name and any(kind.endswith("organization") for kind in types_of(author)) and is_group(name):
        return Persons([], [name])
    return read_byline(name)


def _microdata(evidence: Evidence) -> Iterator[str]:
    for element in evidence.props("author", "creator"):
        inner = [child for child in element.iter() if "name" in (child.get("itemprop") or "").split()]
        for named in inner[:5] or [element]:
            text = named.get("content") or text_of(named, 200)
            if len(text) <= 150:
                yield text


def _visible(evidence: Evidence) -> Iterator[list[str]]:
    """Bylines that the page shows, nearest to the title first."""
    heading = evidence.heading
    at = heading.order if heading is not None else 0
    links = [mark for mark in evidence.scan.rels.get("author", ()) if not evidence.scan.in_furniture(mark.element)]
    boxes = [mark for mark in evidence.scan.roles.get("author", ()) if not evidence.scan.in_furniture(mark.element)]
    for marks in (links, boxes):
        near = sorted(marks, key=lambda mark: _distance(mark, at))[:6]
        texts = [text for mark in near if (text := _byline_text(mark))]
        if texts:
            yield texts[:3] if marks is links else texts[:1]


def _byline_text(mark: Marked) -> str:
    text = text_of(mark.element, 300)
    if "avatar" in name_words(mark.element) or len(text) > 120:
        return ""
    return text


def _distance(mark: Marked, at: int) -> int:
    return mark.order - at if mark.order >= at else 4 * (at - mark.order)
