"""Who wrote the article: JSON-LD, metas, microdata and the visible byline compared; persons before agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import Line, lines_of
from newscrawler.extraction.instants import parse_instant
from newscrawler.extraction.json_ld import text_in, types_of
from newscrawler.extraction.page_scan import name_words, text_of
from newscrawler.extraction.person_names import (
    Persons,
    has_lead,
    is_full_name,
    is_login,
    read_byline,
    unique,
    without_lead,
)

_METAS = tuple(
    """author article:author byl parsely-author sailthru.author dc.creator dcterms.creator citation_author
    cxenseparse:author article:author_name authors article.author rnews:author vr:author og:author byline
    creator article:authors""".split()
)
_LISTED_LAST_FIRST = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
_MOST_BOXES = 12
"""Elements named as an author's that are looked at."""
_DEPTH = 6
"""How many boxes around an author's element are looked at for being one too."""
_BEFORE, _BEHIND = 4, 15
"""How many lines before and behind the title a byline may stand."""


_MOST_GROUPS = 3
"""How many agencies and desks are named where no person is."""


class Byline(NamedTuple):
    """What one witness says."""

    source: str
    persons: list[str]
    groups: list[str]


def read_authors(evidence: Evidence) -> tuple[list[str], str | None]:
    """The article's authors and the witness they were taken from.

    The first witness that names persons; but a login name gives way to a later witness that has the full name. What
    the page shows is read only where what it states names nobody, or no more than a login.
    """
    login: Byline | None = None
    group: Byline | None = None
    for line in _witnesses(evidence):
        if line.persons and (line.source == "selector" or not all(is_login(name) for name in line.persons)):
            return line.persons, line.source
        login = login or (line if line.persons else None)
        group = group or (line if line.groups else None)
    if login is not None:
        return login.persons, login.source
    if group is not None:
        return group.groups[:_MOST_GROUPS], group.source
    return [], None


def _witnesses(evidence: Evidence) -> Iterator[Byline]:
    if evidence.hints is not None and evidence.hints.authors:
        yield _byline(evidence, "selector", map(read_byline, evidence.hints.authors))
    yield _byline(evidence, "json_ld", _stated(evidence))
    for name in _METAS:
        contents = evidence.scan.metas.get(name)
        if contents:
            turned = _turned(contents) if name in _LISTED_LAST_FIRST else contents
            yield _byline(evidence, "meta", map(read_byline, turned[:50]))
    yield _byline(evidence, "microdata", map(read_byline, _microdata(evidence)))
    yield from _visible(evidence)


def _byline(evidence: Evidence, source: str, read: Iterable[Persons]) -> Byline:
    persons: list[str] = []
    groups: list[str] = []
    for one in read:
        for name in one.names:
            (groups if evidence.site.has(name) else persons).append(name)
        groups += one.groups
    return Byline(source, unique(persons), unique(groups))


def _stated(evidence: Evidence) -> Iterator[Persons]:
    """Authors in JSON-LD: strings, nodes, lists and references."""
    for author in evidence.data.listed(evidence.article.get("author") or evidence.article.get("creator")):
        if isinstance(author, str):
            yield read_byline(author)
        elif isinstance(author, dict):
            for name in evidence.data.listed(author.get("name")):
                yield _of_node(evidence, author, text_in(name))


def _of_node(evidence: Evidence, author: dict[str, Any], name: str | None) -> Persons:
    if name and evidence.site.has(name):
        return Persons([], [name])
    if name and any(kind.endswith("organization") for kind in types_of(author)) and not is_full_name(name):
        return Persons([], [name]) if len(name) <= 80 else Persons([], [])
    return read_byline(name)


def _turned(contents: list[str]) -> list[str]:
    """`Quill, Ada` → `Ada Quill`, as catalogues list authors one by one."""
    turned = []
    for content in contents:
        last, comma, first = content.partition(",")
        turned.append(
            f"{first.strip()} {last.strip()}" if comma and "," not in first and len(last.split()) <= 3 else content
        )
    return turned


def _microdata(evidence: Evidence) -> Iterator[str]:
    for element in evidence.props("author", "creator"):
        inner = [child for child in element.iter() if "name" in (child.get("itemprop") or "").split()]
        for named in inner[:5] or [element]:
            yield named.get("content") or next(iter(lines_of(named, 1)), "")


def _visible(evidence: Evidence) -> Iterator[Byline]:
    """Bylines that the page shows: elements named as the author's, lines that begin with "By", links to authors."""
    yield from _first(_in_box(evidence, element) for element in _near(evidence))
    yield from _first(_in_line(evidence, text) for text in _led_lines(evidence))
    yield from _first(_in_box(evidence, link) for link in _author_links(evidence))
    yield from _first(_in_line(evidence, text) for text in _lines_beside_dates(evidence))


def _first(found: Iterable[Byline]) -> Iterator[Byline]:
    """The first byline that names a person, else the first that names anybody."""
    group = None
    for one in found:
        if one.persons:
            yield one
            return
        if one.groups and group is None:
            group = one
    if group is not None:
        yield group


def _near(evidence: Evidence) -> list[etree._Element]:
    """The elements near the title that are named as the author's, nearest first; of nested ones the innermost."""
    near = [mark.element for mark in evidence.roles.get("author", ())[:_MOST_BOXES]]
    kept = [element for element in near if not evidence.scan.in_furniture(element) and not _is_other_role(element)]
    marked = set(kept)
    holders: set[etree._Element] = set()
    for element in kept:
        around = [box for box in islice(element.iterancestors(), _DEPTH) if box in marked]
        if around and _says_name(element):
            holders.update(around)
    return [element for element in kept if element not in holders]


def _author_links(evidence: Evidence) -> Iterator[etree._Element]:
    return (link for link in evidence.scan.rels["author"][:_MOST_BOXES] if not evidence.scan.in_furniture(link))


_OTHER_ROLES = frozenset(
    "reviewer reviewed reviewers editor editors photo photographer image avatar bio description checker".split()
)


def _is_other_role(element: etree._Element) -> bool:
    return not _OTHER_ROLES.isdisjoint(name_words(element))


def _says_name(element: etree._Element) -> bool:
    return any(is_full_name(name) for name in read_byline(text_of(element, 160)).names)


def _led_lines(evidence: Evidence) -> Iterator[str]:
    """Lines near the title that begin as bylines do; a bare "By" is joined with the line behind it."""
    lines = evidence.zone
    ordered = [*range(_behind(lines), len(lines)), *range(_behind(lines) - 1, -1, -1)]
    for at in ordered:
        line = lines[at]
        if len(line.text) > 160 or not -_BEFORE <= line.place <= _BEHIND or not has_lead(line.text):
            continue
        alone = not without_lead(line.text).strip(" :-–—")
        if not alone:
            yield line.text
        elif at + 1 < len(lines) and len(lines[at + 1].text) <= 100:
            yield f"By {lines[at + 1].text}"


def _behind(lines: list[Line]) -> int:
    """The index of the first line behind the title."""
    return next((at for at, line in enumerate(lines) if line.place >= 0), len(lines))


def _lines_beside_dates(evidence: Evidence) -> Iterator[str]:
    """Lines that hold a full name and nothing else, right before or behind a line with a date."""
    lines = evidence.zone
    for at, line in enumerate(lines):
        if not 0 <= line.place <= 8 or not is_full_name(line.text) or len(line.text.split()) > 4:
            continue
        beside = [lines[next_to].text for next_to in (at - 1, at + 1) if 0 <= next_to < len(lines)]
        if any(len(text) <= 60 and parse_instant(text) for text in beside):
            yield line.text


def _in_line(evidence: Evidence, text: str) -> Byline:
    found = _byline(evidence, "html", [read_byline(text)])
    return found._replace(persons=[name for name in found.persons if _is_plausible(name)])


def _in_box(evidence: Evidence, box: etree._Element) -> Byline:
    """The names in an element that is named as the author's: those of its first line that has any."""
    groups: list[str] = []
    for text in lines_of(box, 4):
        if len(text) > 160 or _BY_OTHERS.match(text):
            break
        read = read_byline(text)
        persons = [name for name in read.names if is_full_name(name) or (_is_plausible(name) and has_lead(text))]
        if persons:
            return Byline("html", [name for name in persons if not evidence.site.has(name)], read.groups)
        if has_lead(text):
            groups += read.groups
    return Byline("html", [], groups)


_BY_OTHERS = re.compile(
    r"^\W*(?:medically|expert|fact)?[ -]*"
    r"(?:reviewed|checked|edited|photograph(?:ed|s)?|photos?|illustrat(?:ed|ions?))\b",
    re.IGNORECASE,
)
"""How lines begin that name others than the author."""
_SENTENCE = re.compile(r"[a-zà-ÿ]{2,} [a-zà-ÿ]{3,} [a-zà-ÿ]{3,}")


def _is_plausible(name: str) -> bool:
    """Whether a name behind "By" can be one: full, or a single capitalised word; no piece of a sentence."""
    return (
        is_full_name(name)
        or (len(name.split()) == 1 and name[:1].isupper())
        or (not name.isascii() and not _SENTENCE.search(name))
    )
