"""One walk over the page that gathers every element a field may be read from.

The readers of the single fields (`titles`, `dates`, `bylines` …) ask this collection and not the tree: a walk in
Python costs about an eighth of lxml's parse, an XPath with five `contains()` eight tenths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from newscrawler.extraction.document import Document

MAX_SCRIPT = 2 * 1024 * 1024
"""Characters of JSON-LD read of one page, all scripts together; the longest of 2,499 news pages has 0.9 M."""
MAX_EACH = 200
"""Elements kept of each sort."""
MAX_CLIMB = 40
"""Ancestors looked at over one element."""

_TAGS = (
    "html", "body", "article", "main", "title", "meta", "link", "script", "time", "h1", "h2", "p", "a", "span", "div", "address",
    "ul", "ol", "li", "nav", "section", "header", "em", "strong", "b", "small", "abbr", "cite", "h3", "h4", "h5", "h6",
    "dd", "dt", "td", "img", "font", "i",
)  # fmt: skip

_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"([a-z])([A-Z])")

ROLES: dict[str, str] = {
    "author": "author", "authors": "author", "byline": "author", "bylines": "author", "contributor": "author",
    "contributors": "author", "writer": "author", "autor": "author", "autore": "author", "auteur": "author",
    "autoren": "author", "creator": "author", "vcard": "author", "reporter": "author",
    "date": "date", "dateline": "date", "datum": "date", "fecha": "date", "published": "date", "timestamp": "date",
    "pubdate": "date", "datetime": "date", "publish": "date", "posted": "date", "publication": "date", "time": "date",
    "postdate": "date", "entrydate": "date", "fecha_publicacion": "date", "tarih": "date", "data": "date",
    "breadcrumb": "crumbs", "breadcrumbs": "crumbs", "crumbs": "crumbs", "crumb": "crumbs",
    "standfirst": "standfirst", "dek": "standfirst", "deck": "standfirst", "subhead": "standfirst",
    "subheadline": "standfirst", "subtitle": "standfirst", "chapo": "standfirst", "lede": "standfirst",
    "headline": "title", "title": "title",
    "tags": "tags", "tag": "tags", "keywords": "tags", "topics": "tags", "taglist": "tags",
    "category": "section", "kicker": "section", "eyebrow": "section", "categories": "section",
}  # fmt: skip
"""Words in class and id attributes → the field an element so named may hold."""

FURNITURE = frozenset(
    "nav menu navbar footer sidebar aside comment comments related recommended recommend recommendations teaser teasers popular "
    "trending widget widgets carousel newsletter promo advert ads sponsored latest megamenu breaking ticker login subscribe "
    "playlist outbrain taboola recirc recirculation disqus respond upnext readmore morefrom".split()
)
"""Words in the class or id of a box that holds other articles, readers' words or the site's own furniture."""
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))


def name_words(element: etree._Element) -> list[str]:
    """The lower-case words in an element's class and id: `PostBody__author-name` → post, body, author, name."""
    return attribute_words(f"{element.get('class') or ''} {element.get('id') or ''}")


def attribute_words(names: str) -> list[str]:
    """The lower-case words of class names or ids.

    >>> attribute_words("ArticleHeader__byline js-author_name")
    ['article', 'header', 'byline', 'js', 'author', 'name']
    """
    return _WORD.findall(_CAMEL.sub(r"\1 \2", names[:400]).lower())


def text_of(element: etree._Element, limit: int = 2000) -> str:
    """The element's text, white space collapsed; scripts and styles inside left out; at most `limit` characters."""
    parts: list[str] = []
    size = 0
    for piece in element.itertext(with_tail=False):
        parent = piece.getparent() if hasattr(piece, "getparent") else None
        if parent is not None and parent.tag in ("script", "style", "noscript") and not piece.is_tail:
            continue
        parts.append(piece)
        size += len(piece)
        if size > limit * 4:
            break
    return " ".join(" ".join(parts).split())[:limit]


def in_furniture(element: etree._Element, until: etree._Element | None = None) -> bool:
    """Whether a box around `element` (its own names included) is furniture; `until`: the ancestor to stop at."""
    node: etree._Element | None = element
    for _ in range(MAX_CLIMB):
        if node is None or node is until or node.tag in ("body", "html", "main"):
            return False
        if node.tag in _FURNITURE_TAGS or not FURNITURE.isdisjoint(name_words(node)):
            return True
        node = node.getparent()
    return False


@dataclass(slots=True)
class Marked:
    """An element whose class, id, `rel` or `itemprop` names a field; `order` is its place in the walk."""

    element: etree._Element
    order: int


@dataclass(slots=True)
class PageScan:
    """What one page offers, in document order."""

    lang: str | None = None
    title: str | None = None
    metas: dict[str, list[str]] = field(default_factory=dict)
    """`name`, `property`, `itemprop` or `http-equiv` of a `meta`, lower case → contents."""
    canonical: str | None = None
    scripts: list[str] = field(default_factory=list)
    """Texts of the JSON-LD scripts."""
    headings: list[Marked] = field(default_factory=list)
    """`h1` elements."""
    times: list[Marked] = field(default_factory=list)
    roles: dict[str, list[Marked]] = field(default_factory=dict)
    """Field (see `ROLES`) → elements whose class or id names it."""
    props: dict[str, list[Marked]] = field(default_factory=dict)
    """`itemprop` word → elements."""
    rels: dict[str, list[Marked]] = field(default_factory=dict)
    """`rel` word (`author`, `tag`) → links."""
    paragraphs: list[etree._Element] = field(default_factory=list)
    shells: list[list[str]] = field(default_factory=list)
    """Class words of `html`, `body` and the first `article` elements."""

    def meta(self, *names: str) -> str | None:
        """The first non-empty content of the first of `names` that has one."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None


def scan(document: Document) -> PageScan:
    """Gather the page's witnesses in one walk."""
    found = PageScan()
    if document.root is None:
        return found
    roles_of: dict[str, tuple[str, ...]] = {}
    budget = MAX_SCRIPT
    for order, element in enumerate(document.root.iter(*_TAGS)):
        tag = element.tag
        if tag == "meta":
            _take_meta(found, element)
            continue
        if tag == "script":
            budget = _take_script(found, element, budget)
            continue
        if tag == "link":
            if found.canonical is None and "canonical" in (element.get("rel") or "").lower().split():
                found.canonical = (element.get("href") or "").strip() or None
            continue
        if tag == "title":
            if found.title is None and _is_page_title(element):
                found.title = " ".join((element.text or "").split()) or None
            continue
        names = element.get("class")
        ident = element.get("id")
        if names or ident:
            key = f"{names or ''} {ident or ''}" if ident else (names or "")
            roles = roles_of.get(key)
            if roles is None:
                roles = roles_of[key] = tuple({ROLES[word]: None for word in attribute_words(key) if word in ROLES})
            for role in roles:
                _keep(found.roles, role, element, order)
        prop = element.get("itemprop")
        if prop:
            for word in prop.lower().split():
                _keep(found.props, word, element, order)
        if tag == "h1":
            if len(found.headings) < MAX_EACH:
                found.headings.append(Marked(element, order))
        elif tag == "time":
            if len(found.times) < MAX_EACH:
                found.times.append(Marked(element, order))
        elif tag == "p":
            if len(found.paragraphs) < MAX_EACH:
                found.paragraphs.append(element)
        elif tag == "a":
            rel = element.get("rel")
            if rel:
                for word in rel.lower().split():
                    if word in ("author", "tag"):
                        _keep(found.rels, word, element, order)
        elif tag in ("html", "body", "article"):
            if tag == "html":
                found.lang = (
                    element.get("lang")
                    or element.get("{http://www.w3.org/XML/1998/namespace}lang")
                    or element.get("xml:lang")
                )
            if len(found.shells) < 6:
                found.shells.append(name_words(element))
    return found


def _keep(shelf: dict[str, list[Marked]], key: str, element: etree._Element, order: int) -> None:
    kept = shelf.setdefault(key, [])
    if len(kept) < MAX_EACH:
        kept.append(Marked(element, order))


def _take_meta(found: PageScan, element: etree._Element) -> None:
    content = element.get("content")
    if content is None or len(found.metas) > 4 * MAX_EACH:
        return
    content = content.strip()[:20_000]
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = element.get(attribute)
        if name:
            kept = found.metas.setdefault(name.strip().lower()[:100], [])
            if len(kept) < MAX_EACH:
                kept.append(content)


def _take_script(found: PageScan, element: etree._Element, budget: int) -> int:
    """Keep a JSON-LD script's text; gives what is left of the budget."""
    if "ld+json" not in (element.get("type") or "").lower():
        return budget
    text = element.text or ""
    if not text or len(text) > budget:
        return budget
    found.scripts.append(text)
    return budget - len(text)


def _is_page_title(element: etree._Element) -> bool:
    """Not the `title` of a drawing: those lie in `svg`, which may stand before the page's own."""
    parent = element.getparent()
    return parent is not None and parent.tag in ("head", "html", "body") and bool((element.text or "").strip())
