"""Who wrote the article: JSON-LD, metas, microdata and the visible byline compared; persons before agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from newscrawler.extraction.author_boxes import far_authors, linked_author
from newscrawler.extraction.chinese_bylines import (
    authors_labelled,
    editors_in,
    is_chinese,
    name_under_title,
    reporters_in,
)
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import lines_of
from newscrawler.extraction.json_ld import Node, text_in, types_of
from newscrawler.extraction.person_names import LONGEST_STATED, Persons, has_lead, is_full_name, is_login, read_byline
from newscrawler.extraction.shown_bylines import Byline, byline_of, named_for_other_work, shown_bylines

_METAS = tuple(
    """author article:author byl parsely-author sailthru.author citation_author citation_authors dc.creator
    dcterms.creator cxenseparse:author article:author_name authors article.author rnews:author vr:author og:author
    byline creator article:authors""".split()
)
_LISTED_LAST_FIRST = frozenset(("citation_author", "citation_authors", "dc.creator", "dcterms.creator"))
_MOST_GROUPS = 3
"""How many agencies and desks are named where no person is."""
_LONGEST_GROUP = 80
"""Characters of an organization's name."""
_MOST_AUTHORS, _MOST_INSIDE = 20, 200
"""Elements that are read as an author each, and those inside one in which a name is looked for."""
_MOST_STATED = 100
"""Bylines of JSON-LD that are read, half as many of one meta."""
_MOST_CHARS = 6000
"""Characters of the bylines of JSON-LD, and of those of all metas: each takes up to a microsecond, and 850 metas of 400
took a fifth of a second. Sixty names are some 1,500."""


def read_authors(evidence: Evidence) -> tuple[list[str], str | None]:
    """The article's authors and the witness they were taken from.

    The first witness that names persons; but a login name gives way to a later witness that has the full name, and
    an organization to any person. Lines are read only where what the page states names nobody, or no more than that.
    """
    login: Byline | None = None
    groups: list[Byline] = []
    for line in _witnesses(evidence):
        if line.persons and (line.source == "selector" or not all(is_login(name) for name in line.persons)):
            return _writers(evidence, line.persons), line.source
        login = login or (line if line.persons else None)
        if line.groups:
            groups.append(line)
    if login is not None:
        return login.persons, login.source
    for line in groups:
        if not all(evidence.site.has(name) for name in line.groups):
            return line.groups[:_MOST_GROUPS], line.source
    if groups:
        return groups[0].groups[:_MOST_GROUPS], groups[0].source
    far = far_authors(evidence)
    return (far, "html") if far else ([], None)


def _writers(evidence: Evidence, persons: list[str]) -> list[str]:
    """`persons`, less those whom the page itself names as photographers, reviewers and the like."""
    if len(persons) < 2:
        return persons
    others = named_for_other_work(evidence)
    return [name for name in persons if name not in others] or persons


def _witnesses(evidence: Evidence) -> Iterator[Byline]:
    if evidence.hints is not None and evidence.hints.authors:
        yield byline_of(evidence, "selector", map(read_byline, evidence.hints.authors))
    yield byline_of(evidence, "json_ld", _stated(evidence))
    left = _MOST_CHARS
    for name in _METAS:
        if contents := list(_within(left, evidence.scan.metas.get(name, ()))):
            left -= sum(map(len, contents))
            if name == "citation_authors":
                contents = [one for content in contents for one in content.split(";")]
            turned = _turned(contents) if name in _LISTED_LAST_FIRST else contents
            yield byline_of(evidence, "meta", map(read_byline, turned))
    yield byline_of(evidence, "microdata", map(read_byline, _microdata(evidence)))
    yield byline_of(evidence, "meta", map(read_byline, _on_cards(evidence)))
    texts = [block.text for block in evidence.document.blocks.blocks]
    chinese = is_chinese(texts)
    if chinese:
        yield byline_of(evidence, "html", [Persons(reporters_in(texts) or authors_labelled(texts), [])])
    yield from shown_bylines(evidence)
    if chinese:
        yield byline_of(evidence, "html", [Persons(editors_in(texts) or name_under_title(texts), [])])
    yield byline_of(evidence, "html", [Persons(linked_author(evidence), [])])


def _on_cards(evidence: Evidence) -> Iterator[str]:
    """What the page gives for its card in short messages, where the card's label says that it is the author."""
    metas = evidence.scan.metas
    for label, value in zip(metas.get("twitter:label1", ())[:1], metas.get("twitter:data1", ())[:1], strict=False):
        if has_lead(label):
            yield value


def _stated(evidence: Evidence) -> Iterator[Persons]:
    """Authors in JSON-LD: strings, nodes, lists and references."""
    left = _MOST_CHARS
    for author, stated in islice(_authors(evidence), _MOST_STATED):
        left -= len(stated[:LONGEST_STATED]) if isinstance(stated, str) else 1
        if left < 0:
            return
        name = text_in(stated, LONGEST_STATED)
        yield read_byline(name) if author is None else _of_node(evidence, author, name)


def _authors(evidence: Evidence) -> Iterator[tuple[Node | None, Any]]:
    """Each author's node, if he has one, and his name as it stands there."""
    for author in evidence.data.listed(evidence.article.get("author") or evidence.article.get("creator")):
        if isinstance(author, str):
            yield None, author
        elif isinstance(author, dict):
            yield from ((author, name) for name in evidence.data.listed(author.get("name")))


def _within(most: int, texts: Iterable[str]) -> Iterator[str]:
    """The beginnings of `texts` until they have `most` characters together."""
    for text in islice(texts, _MOST_STATED // 2):
        text = text[:LONGEST_STATED]
        most -= len(text)
        if most < 0:
            return
        yield text


def _of_node(evidence: Evidence, author: dict[str, Any], name: str | None) -> Persons:
    if name and evidence.site.has(name):
        return Persons([], [name])
    if name and any(kind.endswith("organization") for kind in types_of(author)) and not is_full_name(name):
        return Persons([], [name]) if len(name) <= _LONGEST_GROUP else Persons([], [])
    return read_byline(name)


def _turned(contents: list[str]) -> list[str]:
    """`Quill, Ada` → `Ada Quill`, as catalogues list authors one by one."""
    turned = []
    for content in contents:
        last, comma, first = content.partition(",")
        is_one = comma and "," not in first and len(last.split()) <= 3
        turned.append(f"{first.strip()} {last.strip()}" if is_one else content)
    return turned


def _microdata(evidence: Evidence) -> Iterator[str]:
    for element in islice(evidence.props("author", "creator"), _MOST_AUTHORS):
        inside = islice(element.iter(), _MOST_INSIDE)
        inner = [child for child in inside if "name" in (child.get("itemprop") or "").split()]
        for named in inner[:5] or [element]:
            yield named.get("content") or next(iter(lines_of(named, 1)), "")
