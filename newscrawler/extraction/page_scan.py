"""What a page's head, headings and links offer, gathered from the few tags that matter (`Document.elements`).

Looking at every element's class in Python costs half of lxml's parse, an XPath with five `contains()` eight tenths:
so classes are read around the title alone (`header_zone`), and `itemprop` only where a reader asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lxml import etree

from newscrawler.extraction.class_names import is_furniture
from newscrawler.extraction.document import INDEXED, Document
from newscrawler.extraction.holding import held

MAX_SCRIPT = 2 * 1024 * 1024
"""Characters of JSON-LD read of one page, all scripts together; the longest of 2,499 news pages has 0.9 M."""
MAX_EACH = 200
"""Elements kept of each sort."""
MAX_CONTENT = 20_000
"""Characters of one meta's content."""
MAX_TITLE = 4000
"""Characters of the page's title; the longest of 2,499 news pages has 258."""
MAX_HEADING = 400
"""Characters read of one heading."""
_LEAST_STEPS = 200
"""Beginnings and ends of elements that are passed for a text of however few characters."""
MAX_CLIMB = 40
"""Ancestors looked at over one element."""

MAX_SHELLS = 6
"""`html`, `body` and `article` elements whose classes are kept."""

_MARKED = etree.XPath("(//*[@itemprop])[position() <= 20000]")
"""Asked of libxml2 itself: in a walk each element that is let go is looked up to the nearest one held, and 30,000 line
breaks within deep inline elements took 100 ms."""
_SHELL_TAGS = frozenset(("body", "html", "main"))
UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "button"))
_BREAKS = frozenset("br div p li ul ol h1 h2 h3 h4 h5 h6 td tr dd dt time section header figure address".split())


def text_of(element: etree._Element, limit: int = 2000, *, apart: bool = False) -> str:
    """The element's text as one line of at most `limit` characters; scripts, drawings and buttons inside left out.

    Words of neighbouring blocks are kept apart; with `apart` those of inline elements too.
    """
    if not len(element):
        return " ".join((element.text or "")[: limit * 4].split())[:limit]
    parts: list[str] = []
    size, most = 0, max(limit // 2, _LEAST_STEPS)
    walk = etree.iterwalk(element, events=("start", "end"))
    for steps, (event, node) in enumerate(walk):
        # elements without text are not free: headings in headings, 2,000 deep, were read 40 times over
        if size > limit * 4 or steps > most:
            break
        if event == "start" and node.tag in UNSEEN and node is not element:
            walk.skip_subtree()
            continue
        if apart or node.tag in _BREAKS:
            parts.append(" ")
        piece = node.text if event == "start" else node.tail if node is not element else None
        if event == "end" and node.tag in UNSEEN and piece is None:
            continue
        if piece:
            parts.append(piece[: limit * 4])
            size += len(piece)
    return " ".join("".join(parts).split())[:limit]


@dataclass(slots=False, eq=False)
class PageScan:
    """What one page offers, in document order."""

    document: Document
    lang: str | None = None
    title: str | None = None
    metas: dict[str, list[str]] = field(default_factory=dict)
    """`name`, `property`, `itemprop` or `http-equiv` of a `meta`, lower case → contents."""
    canonical: str | None = None
    scripts: list[str] = field(default_factory=list)
    """Texts of the JSON-LD scripts."""
    script_size: int = 0
    has_microdata: bool = False
    """Whether `html`, `body`, an `article` or an `h1` carries microdata: then `props` is worth its walk."""
    headings: list[etree._Element] = field(default_factory=list)
    """`h1` elements."""
    shells: list[str] = field(default_factory=list)
    """Class attributes of `html`, `body` and the first `article` elements, lower case."""
    furnished: dict[etree._Element, bool] = field(default_factory=dict)
    """What `in_furniture` has found out so far."""
    _heading_texts: dict[etree._Element, str] = field(default_factory=dict)

    @cached_property
    def props(self) -> dict[str, list[etree._Element]]:
        """`itemprop` word, lower case → elements; a walk of its own, for pages that JSON-LD and metas leave open."""
        found: dict[str, list[etree._Element]] = {}
        root = self.document.root
        for element in _MARKED(root) if root is not None else ():
            for word in element.get("itemprop").lower().split()[:5]:
                _keep(found.setdefault(word, []), element)
        return found

    def each(self, *tags: str) -> Iterator[etree._Element]:
        """The page's elements with one of these tags; all elements where none is given."""
        if len(tags) == 1 and tags[0] in INDEXED:
            return iter(self.document.elements[tags[0]])
        return held(self.document.root.iter(*tags)) if self.document.root is not None else iter(())

    @cached_property
    def rels(self) -> dict[str, list[etree._Element]]:
        """`author` and `tag` → links with that `rel`."""
        found: dict[str, list[etree._Element]] = {"author": [], "tag": []}
        for link in self.each("a"):
            rel = link.get("rel")
            if rel:
                for word in rel.lower().split()[:10]:
                    if word in found:
                        _keep(found[word], link)
        return found

    @cached_property
    def times(self) -> list[etree._Element]:
        """All `time` elements."""
        return list(islice(self.each("time"), MAX_EACH))

    def heading_text(self, element: etree._Element) -> str:
        """The text of a heading, read once: headings in headings, 2,000 deep, were read 43 times over."""
        text = self._heading_texts.get(element)
        if text is None:
            text = self._heading_texts[element] = text_of(element, MAX_HEADING)
        return text

    def meta(self, *names: str) -> str | None:
        """The first non-empty content of the first of `names` that has one."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None

    def clear_around(self, heading: etree._Element) -> None:
        """Note that the boxes around the title are no furniture: the names of what holds the article say nothing."""
        self.furnished.clear()
        node: etree._Element | None = heading
        while node is not None:
            self.furnished[node] = False
            node = node.getparent()

    def in_furniture(self, element: etree._Element) -> bool:
        """Whether the element or a box around it is furniture by its tag or its names."""
        climbed: list[etree._Element] = []
        node: etree._Element | None = element
        verdict = False
        while node is not None and len(climbed) < MAX_CLIMB and node.tag not in _SHELL_TAGS:
            known = self.furnished.get(node)
            if known is not None:
                verdict = known
                break
            climbed.append(node)
            if is_furniture(node):
                verdict = True
                break
            node = node.getparent()
        for box in climbed:
            self.furnished[box] = verdict
        return verdict


def scan(document: Document) -> PageScan:
    """Gather what the page states."""
    found = PageScan(document)
    for tag, take in _TAKERS.items():
        for element in document.elements[tag]:
            take(found, element)
    return found


def _keep(kept: list[etree._Element], element: etree._Element) -> None:
    if len(kept) < MAX_EACH:
        kept.append(element)


def _take_meta(found: PageScan, element: etree._Element) -> None:
    content = element.get("content")
    name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
    if content and name and len(found.metas) < 4 * MAX_EACH:
        kept = found.metas.setdefault(name[:100].strip().lower(), [])
        if len(kept) < MAX_EACH:
            kept.append(content[:MAX_CONTENT].strip())


def _take_script(found: PageScan, element: etree._Element) -> None:
    kind = element.get("type")
    if kind and "ld+json" in kind.lower():
        text = element.text
        if text and found.script_size + len(text) <= MAX_SCRIPT:
            found.scripts.append(text)
            found.script_size += len(text)


def _take_link(found: PageScan, element: etree._Element) -> None:
    if found.canonical is not None:
        return
    rel = element.get("rel")
    if rel and (rel == "canonical" or "canonical" in rel.lower().split()):
        found.canonical = (element.get("href") or "").strip() or None


def _take_title(found: PageScan, element: etree._Element) -> None:
    """The page's title; not that of a drawing: those lie in `svg`, which may stand before the page's own."""
    if found.title is None and not any(box.tag == "svg" for box in islice(element.iterancestors(), MAX_CLIMB)):
        found.title = " ".join((element.text or "")[:MAX_TITLE].split()) or None


def _take_heading(found: PageScan, element: etree._Element) -> None:
    found.has_microdata = found.has_microdata or element.get("itemprop") is not None
    _keep(found.headings, element)


def _take_shell(found: PageScan, element: etree._Element) -> None:
    if element.tag == "html":
        found.lang = element.get("lang") or element.get("xml:lang")
    found.has_microdata = found.has_microdata or element.get("itemtype") is not None
    if len(found.shells) < MAX_SHELLS:
        found.shells.append((element.get("class") or "").lower())


_TAKERS: dict[str, Callable[[PageScan, etree._Element], None]] = {
    "meta": _take_meta,
    "script": _take_script,
    "link": _take_link,
    "title": _take_title,
    "h1": _take_heading,
    "html": _take_shell,
    "body": _take_shell,
    "article": _take_shell,
}
