"""The bylines that a page shows: elements named as the author's, lines that begin with "By", names beside dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from newscrawler.extraction.byline_words import JOBS
from newscrawler.extraction.class_names import name_words
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import Line, lines_of
from newscrawler.extraction.instants import parse_instant
from newscrawler.extraction.page_scan import text_of
from newscrawler.extraction.person_names import (
    Persons,
    has_lead,
    is_full_name,
    is_login,
    read_byline,
    undated,
    unique,
    without_lead,
)

_MOST_BOXES = 14
"""Elements named as an author's that are looked at."""
_DEPTH = 6
"""How many boxes around an author's element are looked at for being one too."""
_BEFORE, _BEHIND = 5, 15
"""How many lines before and behind the title a byline may stand."""
_LONGEST = 160
"""Characters of a line that can be a byline."""

_PARAGRAPH = 200
"""Characters of a line that is a paragraph."""
_SOON = 3
"""How many lines behind a bare "By" a line that says by whom goes first."""

BY_OTHERS = re.compile(
    r"^\W*(?:medically|expert|fact)?[ -]*"
    r"(?:reviewed|checked|edited|photograph(?:y|ed|s)?|photos?|pictures|illustrat(?:ed|ions?)|styled|translated)\b",
    re.IGNORECASE,
)
"""How lines begin that name others than the author."""
_OTHER_ROLES = frozenset(
    "reviewer reviewed reviewers editor editors photo photographer image avatar bio description checker".split()
)
_SENTENCE = re.compile(r"[a-zà-ÿ]{2,} [a-zà-ÿ]{3,} [a-zà-ÿ]{3,}")


class Byline(NamedTuple):
    """What one witness says."""

    source: str
    persons: list[str]
    groups: list[str]


def byline_of(evidence: Evidence, source: str, read: Iterable[Persons]) -> Byline:
    """What several lines of one witness say together; the site's own name is no person."""
    persons: list[str] = []
    groups: list[str] = []
    for one in read:
        for name in one.names:
            (groups if evidence.site.has(name) else persons).append(name)
        groups += one.groups
    return Byline(source, unique(persons), unique(groups))


def shown_bylines(evidence: Evidence) -> Iterator[Byline]:
    """Bylines that the page shows, the surest kind first."""
    early, late = _before_story(evidence.zone)
    sure = _first(_in_box(evidence, box) for box in _innermost(evidence))
    yield sure
    led = _first(_in_line(evidence, text) for text in _led_lines(early))
    yield led
    yield _first(_in_box(evidence, link) for link in _author_links(evidence))
    if all(map(evidence.site.has, (*sure.groups, *led.groups))):  # a desk's article has no other author
        yield _first(_in_line(evidence, text) for text in _names_without_lead(early))
    yield _first(_in_line(evidence, text) for text in _led_lines(late))


def _before_story(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines up to the story's second paragraph, and those behind it: bylines there are rather of what it tells."""
    long = [at for at, line in enumerate(lines) if line.place >= 0 and len(line.text) >= _PARAGRAPH]
    end = long[1] if len(long) > 1 else len(lines)
    return lines[:end], lines[end:]


def _first(found: Iterable[Byline]) -> Byline:
    """The first byline that names a person, else the first with an account's name, else that with a group's."""
    login = group = Byline("html", [], [])
    for one in found:
        if one.persons and not all(map(is_login, one.persons)):
            return one
        if one.persons and not login.persons:
            login = one
        if one.groups and not group.groups:
            group = one
    return login._replace(groups=login.groups or group.groups) if login.persons else group


def _innermost(evidence: Evidence) -> list[etree._Element]:
    """The elements near the title that are named as the author's, nearest first; of nested ones the innermost."""
    near = sorted(evidence.roles.get("author", ()), key=lambda mark: mark.distance)[:_MOST_BOXES]
    boxes = [mark.element for mark in near]
    kept = [box for box in boxes if not evidence.scan.in_furniture(box) and not _is_others(box)]
    marked = set(kept)
    holders: set[etree._Element] = set()
    for box in kept:
        around = [holder for holder in islice(box.iterancestors(), _DEPTH) if holder in marked]
        if around and _says_name(box):
            holders.update(around)
    return [box for box in kept if box not in holders]


def _is_others(element: etree._Element) -> bool:
    """Whether its names, or the label right before it, give the element to a reviewer or a photographer."""
    if not _OTHER_ROLES.isdisjoint(name_words(element)):
        return True
    label = element.getprevious()
    return label is not None and len(label) < 3 and bool(BY_OTHERS.match(text_of(label, 40)))


def _says_name(element: etree._Element) -> bool:
    return any(is_full_name(name) for name in read_byline(text_of(element, _LONGEST)).names)


def _in_box(evidence: Evidence, box: etree._Element) -> Byline:
    """The names in an element that is named as the author's: those of its first line that has any."""
    groups: list[str] = []
    for text in lines_of(box, 4):
        if len(text) > _LONGEST or BY_OTHERS.match(text):
            break
        read = read_byline(text)
        led = has_lead(text)
        persons = [
            name for name in read.names if is_full_name(name) or (led and (_is_plausible(name) or is_login(name)))
        ]
        groups += [*read.groups, *(name for name in read.names if evidence.site.has(name))]
        if persons:
            return byline_of(evidence, "html", [Persons(persons, groups)])
        if led and groups:
            break
    return Byline("html", [], unique(groups))


def _author_links(evidence: Evidence) -> Iterator[etree._Element]:
    return (link for link in evidence.scan.rels["author"][:_MOST_BOXES] if not evidence.scan.in_furniture(link))


_LABEL = re.compile(r"(?:作者|記者|记者|撰文)\s?[:：]\s?[^\s:：]{2,20}")
"""A labelled name anywhere in a line, as Chinese pages put date, source and author on one."""


def _led_lines(lines: list[Line]) -> Iterator[str]:
    """Lines near the title that begin as bylines do; a bare "By" is joined with the line behind it."""
    first = next((at for at, line in enumerate(lines) if line.place >= 0), len(lines))
    joined: tuple[int, str] | None = None  # a bare "By" may be a photographer's: the next lines may name the author
    for at in (*range(first, len(lines)), *range(first - 1, -1, -1)):
        line = lines[at]
        if len(line.text) > _LONGEST or not -_BEFORE <= line.place <= _BEHIND:
            continue
        if joined is not None and not 0 < at - joined[0] <= _SOON:
            yield joined[1]
            joined = None
        if (label := _LABEL.search(line.text)) is not None:
            yield label.group()
        if not has_lead(line.text):
            continue
        if without_lead(line.text).strip(" :-–—"):
            yield line.text
        elif at + 1 < len(lines) and len(lines[at + 1].text) <= _LONGEST and joined is None:
            joined = (at, f"By {lines[at + 1].text}")
    if joined is not None:
        yield joined[1]


_SEPARATOR = re.compile(r"\s+[|•·⋅–—-]\s+|\s*[|•·⋅]\s*|\s+(?:by|von|par|por|in)\s+|,\s+", re.IGNORECASE)


_NUMBERED = re.compile(r"[^\W\d]\s?[:：]\s?\d")
"""A label and its number, as in `Article No: 1204`."""
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d\d\s+(?=[^\W\d_])")
_NO_NAMES = frozenset(
    """share article content paid print comments tweet previous next related download menu home linkedin twitter
    facebook instagram whatsapp email""".split()
)
"""Words of buttons and labels that stand where names do."""


def _names_without_lead(lines: list[Line]) -> Iterator[str]:
    """Full names on a line with a date, or alone on a line next to one with a date or before one with a job."""
    for at, line in enumerate(lines):
        if not -2 <= line.place <= 8 or len(line.text) > 100 or not _NO_NAMES.isdisjoint(line.text.casefold().split()):
            continue
        if parse_instant(line.text):
            # `Ada Quill Dec 5, 2025` has nothing in between, nor has `Dec 5, 2025 Ada Quill`
            said = (part for part in _SEPARATOR.split(line.text) if not _NUMBERED.search(part))
            parts = (undated(_YEAR_BEFORE.sub("", part)) for part in said)
            yield from (part for part in parts if is_full_name(part) and len(part.split()) <= 4)
        elif line.place >= 0 and is_full_name(line.text) and len(line.text.split()) <= 4:
            beside = [lines[near].text for near in (at - 1, at + 1) if 0 <= near < len(lines)]
            behind = lines[at + 1].text if at + 1 < len(lines) else ""
            if any(len(text) <= 60 and parse_instant(text) for text in beside) or _is_job(behind):
                yield line.text


def _is_job(text: str) -> bool:
    """Whether a line says what somebody works as: `Tech Writer`, `Co-Founder & Marketing Director`."""
    words = [word.strip(".,&|").casefold() for word in text.split()]
    return 1 <= len(words) <= 8 and len(text) <= 60 and text[0].isupper() and not JOBS.isdisjoint(words)


def _in_line(evidence: Evidence, text: str) -> Byline:
    found = byline_of(evidence, "html", [read_byline(text)])
    return found._replace(persons=[name for name in found.persons if _is_plausible(name)])


def _is_plausible(name: str) -> bool:
    """Whether a name behind "By" can be one: full, or a single capitalised word; no piece of a sentence."""
    return (
        is_full_name(name)
        or (len(name.split()) == 1 and name[:1].isupper())
        or (not name.isascii() and not name[0].islower() and not _SENTENCE.search(name))
    )


def named_for_other_work(evidence: Evidence) -> str:
    """The lines near the title that name photographers, stylists, reviewers …, as one text."""
    lines = [line.text for line in evidence.zone if len(line.text) <= _LONGEST]
    return "\n".join(text for text in lines if BY_OTHERS.match(text))
