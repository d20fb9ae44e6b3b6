"""What stands around the title: its neighbours by name (byline, date, standfirst …) and the lines of text there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from newscrawler.extraction.class_names import is_furniture, roles_in
from newscrawler.extraction.holding import held
from newscrawler.extraction.page_scan import UNSEEN, PageScan

LINES_AFTER, LINES_BEFORE = 20, 5
"""How many lines behind and before the title are read: bylines stand within a dozen lines of it."""
_PARAGRAPH, _PARAGRAPHS = 200, 3
"""How long a line of the story is, and after how many of them the story is under way."""
ELEMENTS_AFTER, ELEMENTS_BEFORE = 60, 20
"""How many elements behind and before the title are asked for their names."""
_NAMED_TAGS = tuple("div span p time a ul ol li address section header h2 h3 em strong td".split())
"""Elements that are given names for a field."""
_LONGEST_LINE = 400
"""Characters kept of one line; longer ones are paragraphs."""
_STEPS = 400
"""Elements walked over at most in either direction."""
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp small span strong
    sub sup time tt u var wbr""".split()
)
"""Elements that do not break a line."""


class Mark(NamedTuple):
    """An element whose class or tag names a field; `distance`: how many elements it is from the title.

    What stands before the title counts four times as far.
    """

    element: etree._Element
    distance: int
    before: bool = False


Roles = dict[str, list[Mark]]
"""Field (`ROLES`, and `time` for elements of that tag) → its marks, nearest first."""


def marks_around(title: etree._Element) -> Roles:
    """The elements around `title` that are named as a field's."""
    roles: Roles = {}
    for place, element in enumerate(islice(behind(title, *_NAMED_TAGS), ELEMENTS_AFTER), 1):
        for role in _roles_of(element):
            roles.setdefault(role, []).append(Mark(element, place))
    for place, element in enumerate(islice(_before(title), ELEMENTS_BEFORE), 1):
        for role in _roles_of(element):
            roles.setdefault(role, []).append(Mark(element, 4 * place, before=True))
    return roles


def _roles_of(element: etree._Element) -> tuple[str, ...]:
    names = element.get("class")
    roles = roles_in(names) if names else ()
    return (*roles, "time") if element.tag == "time" else roles


def behind(title: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements behind `title` with one of `tags`, in the page's order."""
    node: etree._Element | None = title
    while node is not None:
        for sibling in node.itersiblings():
            if len(sibling):
                yield from held(sibling.iter(*tags))
            elif sibling.tag in tags:  # `iter` takes microseconds to begin
                yield sibling
        node = node.getparent()


def _before(title: etree._Element) -> Iterator[etree._Element]:
    """The elements before `title`, backwards, boxes behind what they hold; those that hold `title` are left out."""
    node: etree._Element | None = title
    while node is not None:
        for sibling in node.itersiblings(preceding=True):
            yield from _backwards(sibling)
        node = node.getparent()


def _backwards(top: etree._Element) -> Iterator[etree._Element]:
    """The elements of a subtree in reverse order, `top` last; each step from one element to the one before it."""
    node: etree._Element | None = top
    while node is not None and len(node):
        node = node[-1]
    while node is not None:
        yield node
        if node is top:
            return
        previous = node.getprevious()
        if previous is None:
            node = node.getparent()
            continue
        node = previous
        while len(node):
            node = node[-1]


class Line(NamedTuple):
    """One line of the page, and its place: 0 is the first behind the title, -1 the last before it."""

    text: str
    place: int


def lines_of(element: etree._Element, most: int = LINES_AFTER) -> list[str]:
    """The element's lines as a browser would break them; furniture, scripts and buttons inside left out."""
    lines: list[str] = []
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for steps, (event, node) in enumerate(walk):
        if steps > 2 * _STEPS or len(lines) >= most:
            break
        opens = event == "start"
        if opens and node is not element and _is_skipped(node):
            walk.skip_subtree()
            continue
        if parts and node.tag not in _INLINE:
            _flush(lines, parts)
        text = node.text if opens else node.tail if node is not element else None
        if text:
            parts.append(text[: 4 * _LONGEST_LINE])
    _flush(lines, parts)
    return lines[:most]


def _flush(lines: list[str], parts: list[str]) -> None:
    line = " ".join(" ".join(parts)[: _LONGEST_LINE * 4].split())
    if line:
        lines.append(line[:_LONGEST_LINE])
    parts.clear()


def _is_skipped(node: etree._Element) -> bool:
    return node.tag in UNSEEN or is_furniture(node)


def lines_around(scan: PageScan, title: etree._Element) -> list[Line]:
    """The lines behind `title`, until the story is under way, and the few before it, in the page's order."""
    before = _lines_before(scan, title)
    return [
        *(Line(text, place - len(before)) for place, text in enumerate(before)),
        *(Line(text, place) for place, text in enumerate(_lines_behind(title))),
    ]


def _lines_before(scan: PageScan, title: etree._Element) -> list[str]:
    lines: list[str] = []
    for piece in _outward(title, forward=False):
        if isinstance(piece, str) or piece.tag == "header" or scan.in_furniture(piece):
            continue
        lines = [*lines_of(piece, 8 * LINES_BEFORE)[-LINES_BEFORE:], *lines]
        if len(lines) >= LINES_BEFORE:
            break
    return lines[-LINES_BEFORE:]


def _lines_behind(title: etree._Element) -> list[str]:
    """Bare text and small elements on one line make one, as in `<h1>…</h1> by <a>…</a>, <time>…</time>`."""
    lines: list[str] = []
    parts: list[str] = []
    for piece in _outward(title, forward=True):
        if isinstance(piece, str):
            parts.append(piece) if piece else _flush(lines, parts)
            continue
        own = lines_of(piece, LINES_AFTER - len(lines))
        if piece.tag in _INLINE and len(own) <= 1:
            parts += own
            continue
        _flush(lines, parts)
        lines += own
        if len(lines) >= LINES_AFTER or sum(len(line) >= _PARAGRAPH for line in lines) >= _PARAGRAPHS:
            break
    _flush(lines, parts)
    return lines[:LINES_AFTER]


def _outward(title: etree._Element, *, forward: bool) -> Iterator[etree._Element | str]:
    """What stands behind (or before) `title`, nearest first: its siblings, then its parent's, and so on outward.

    Behind it the bare text between them too; an empty text where a box ends, and with it the line.
    """
    node: etree._Element | None = title
    steps = 0
    while node is not None and node.tag not in ("body", "html") and steps < _STEPS:
        if forward and node.tail:
            yield node.tail
        for sibling in node.itersiblings(preceding=not forward):
            steps += 1
            if steps > _STEPS:
                return
            if isinstance(sibling.tag, str) and not _is_skipped(sibling):
                yield sibling
            if forward and sibling.tail:
                yield sibling.tail
        node = node.getparent()
        if node is not None and node.tag not in _INLINE:
            yield ""
        steps += 1
