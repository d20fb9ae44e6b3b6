"""Bylines far from the title: links to authors' own pages, boxes about the author, "Written by" at the story's end.

Asked for where neither what the page states nor the lines around its title name a person. Teasers have authors too:
so a page on which these places name several persons says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from newscrawler.extraction.byline_words import JOBS
from newscrawler.extraction.class_names import names_furniture, roles_in
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import behind, lines_of
from newscrawler.extraction.page_scan import MAX_CLIMB, text_of
from newscrawler.extraction.person_names import is_full_name, read_byline

_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autor[ei]|writers?|journalist(?:s|es?)?|contributors?|staff|reporters?"
    r"|columnists?|by|byline|redakteur|experts|bios)/[^/?#]",
    re.IGNORECASE,
)
"""Paths under which sites keep a page for each of their authors."""
_MOST_LINKS, _NEAR = 2000, 12
"""Links of a page that are looked at; and those behind the title that can belong to its byline."""
_MOST_READ = 60
"""Links to authors' pages, and lines that say who wrote it, whose names are read."""
_MOST_BLOCKS = 3000
"""Blocks of text that are asked whether they say who wrote it."""
_MOST_ELEMENTS, _MOST_BOXES = 6000, 30
"""Elements whose classes are read, and those named as an author's whose text is."""
_LONGEST = 60
"""Characters of a line that names an author and nothing else."""
_WRITTEN = re.compile(
    r"^\W*(?:(?:this )?(?:post|article|story|blog|piece)?\s*(?:was )?(?:written|authored) by|words by|posted by"
    r"|escrito por|écrit par|geschrieben von|scritto da|geschreven door)\s+(?P<names>.{4,120})$",
    re.IGNORECASE,
)


def linked_author(evidence: Evidence) -> list[str]:
    """The person whose page one of the first links behind the title leads to."""
    if evidence.heading is None:
        return []
    for link in islice(behind(evidence.heading, "a"), _NEAR):
        if _is_authors(evidence, link) and (names := _full_names(text_of(link, 2 * _LONGEST))):
            return names
    return []


def far_authors(evidence: Evidence) -> list[str]:
    """The one person whom author pages, author boxes and "Written by" anywhere on the page name."""
    found: dict[str, str] = {}
    for name in _named_anywhere(evidence):
        found.setdefault(name.casefold(), name)
        if len(found) > 1:
            return _written_by(evidence)
    return list(found.values()) or _written_by(evidence) or _in_footers(evidence)


def _in_footers(evidence: Evidence) -> list[str]:
    """The one person to whom links with `rel=author` in an article's own footer lead (WordPress puts them there)."""
    found: dict[str, str] = {}
    for link in evidence.scan.rels["author"][:_MOST_READ]:
        boxes = [box for box in islice(link.iterancestors(), MAX_CLIMB) if isinstance(box.tag, str)]
        footer = next((at for at, box in enumerate(boxes) if box.tag == "footer"), None)
        if footer is None or any(box.tag in ("nav", "aside") for box in boxes):
            continue
        named = [name for box in (link, *boxes) for name in (box.get("class"), box.get("id")) if name]
        if not any(box.tag in ("article", "main") for box in boxes[footer:]) or any(map(names_furniture, named)):
            continue
        for name in _full_names(text_of(link, 2 * _LONGEST)):
            found.setdefault(name.casefold(), name)
    return list(found.values()) if len(found) == 1 else []


def _written_by(evidence: Evidence) -> list[str]:
    """Those whom the one line names that says who wrote it, with links in it or a job behind the name."""
    page = evidence.document.blocks
    short = (block for block in islice(page.blocks, _MOST_BLOCKS) if len(block.text) <= 2 * _LONGEST)
    found = ((block, match) for block in short if (match := _WRITTEN.match(block.text)) is not None)
    said = {
        _before_job(match["names"])
        for block, match in islice(found, _MOST_READ)
        if not evidence.scan.in_furniture(page.boxes.elements[block.box])
    }
    names = read_byline(said.pop()).names if len(said) == 1 else []
    return names if all(map(is_full_name, names)) else []


def _before_job(said: str) -> str:
    """`Ada Quill, Head of Ports and Ferries` → `Ada Quill`."""
    name, _, rest = said.partition(",")
    return said if JOBS.isdisjoint(rest.casefold().split()) else name


def _named_anywhere(evidence: Evidence) -> Iterator[str]:
    for link in islice(_author_links(evidence), _MOST_READ):
        yield from _full_names(text_of(link, 2 * _LONGEST))
    within: set[etree._Element] = set()
    boxes = lines = 0
    for element in islice(evidence.scan.each(), _MOST_ELEMENTS):
        names = element.get("class")
        if names and boxes < _MOST_BOXES and "author" in roles_in(names) and _is_apart(evidence, element, within):
            boxes += 1
            for line in lines_of(element, 2):
                yield from _full_names(line)
        elif not len(element) and (text := element.text) and len(text) <= 2 * _LONGEST:
            match = _WRITTEN.match(" ".join(text.split()))
            if match and lines < _MOST_READ and not evidence.scan.in_furniture(element):
                lines += 1
                yield from _full_names(match["names"])


def _is_apart(evidence: Evidence, box: etree._Element, within: set[etree._Element]) -> bool:
    """Whether the box is no furniture and in none of those in `within`, to which it is added."""
    nested = any(around in within for around in islice(box.iterancestors(), MAX_CLIMB))
    within.add(box)
    return not nested and not evidence.scan.in_furniture(box)


def _author_links(evidence: Evidence) -> Iterator[etree._Element]:
    return (link for link in islice(evidence.scan.each("a"), _MOST_LINKS) if _is_authors(evidence, link))


def _is_authors(evidence: Evidence, link: etree._Element) -> bool:
    """Whether the link leads to an author's own page."""
    href = link.get("href")
    return bool(href and _AUTHORS_PAGE.search(href[:300])) and not evidence.scan.in_furniture(link)


def _full_names(line: str) -> list[str]:
    return [name for name in read_byline(line).names if is_full_name(name)] if len(line) <= _LONGEST else []
