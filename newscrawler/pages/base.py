"""What a class for one kind of site's article pages looks like, and the generic page that any site's is.

A site is selectors and short methods: each method reads one field, from the page's markup alone, and gives None or
[] where the page does not have it. What all sites share (JSON-LD, metas, dates, bylines …) is extraction's.

    class LowmoorPage(ArticlePage):
        def title(self) -> str | None:
            return text_of(self.one("h1.headline"))

**How loud.** `one` and `maybe` raise `UnexpectedLayout` where the page is not as the class believes: `one` on zero
or several elements, `maybe` on several. Neither stops a crawl: the field is then read the general way, and the
fact stands in the document's `notes`, where a test of a frozen page, or a count over a crawl, finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import ClassVar, TypeVar

from lxml import etree

from newscrawler.extraction.blocks import Furniture
from newscrawler.extraction.document import Document
from newscrawler.extraction.metadata import Hints
from newscrawler.items import Image
from newscrawler.pages.selectors import Selection

T = TypeVar("T")


class UnexpectedLayout(Exception):
    """The page is not built as its class believes."""


def text_of(element: etree._Element | None) -> str | None:
    """The element's words, white space collapsed; None where there are none. Inline styles are no words."""
    if element is None:
        return None
    pieces = [element.text or ""]
    for inner in element.iterdescendants():
        if inner.text and inner.tag not in _UNSEEN:
            pieces.append(inner.text)
        if inner.tail:
            pieces.append(inner.tail)
    return " ".join("".join(pieces).split()) or None


_UNSEEN = frozenset({"script", "style", "noscript", "template"})


class ArticlePage:
    """An article page. This class itself knows no site: it leaves everything to what works on any page."""

    hosts: ClassVar[tuple[str, ...]] = ()
    """Hosts of the one site that the class is for, `www.` taken off; empty for a theme that many sites use."""
    furniture: ClassVar[tuple[Furniture, ...]] = ()
    """What the site's markup shows to be furniture, by class and id."""
    container_holds_more: ClassVar[bool] = False
    """Whether `container` may hold text of the site's own, before or behind the story, that no list of furniture knows:
    then the model is asked."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: etree._Element = document.root if document.root is not None else etree.Element("html")

    @classmethod
    def recognises(cls, document: Document) -> bool:
        """Whether this class can read `document`; cheap, since it is asked of every page."""
        return True

    # --- finding elements

    def scope(self) -> etree._Element:
        """The element that selectors are looked up in."""
        return self.root

    def all(self, selector: str) -> list[etree._Element]:
        """Elements for a CSS selector, in document order."""
        return self._selection.all(selector)

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self.scope())

    def one(self, selector: str) -> etree._Element:
        """The one element for a CSS selector; UnexpectedLayout where there is none, or more than one."""
        found = self.all(selector)
        if len(found) != 1:
            raise UnexpectedLayout(f"{type(self).__name__}: {len(found)} elements for {selector!r}, not one")
        return found[0]

    def maybe(self, selector: str) -> etree._Element | None:
        """The element for a CSS selector, None where there is none; UnexpectedLayout where there are several."""
        found = self.all(selector)
        if len(found) > 1:
            raise UnexpectedLayout(f"{type(self).__name__}: {len(found)} elements for {selector!r}, not one or none")
        return found[0] if found else None

    # --- what a site's class may know

    def title(self) -> str | None:
        """The headline."""
        return None

    def standfirst(self) -> str | None:
        """The summary under it."""
        return None

    def authors(self) -> list[str]:
        """Bylines or names as they stand on the page."""
        return []

    def date_published(self) -> str | None:
        """As found."""
        return None

    def date_modified(self) -> str | None:
        """As found."""
        return None

    def sections(self) -> list[str]:
        """Labels, outermost first."""
        return []

    def tags(self) -> list[str]:
        """In the page's order."""
        return []

    def images(self) -> list[Image]:
        """The lead picture."""
        return []

    def container(self) -> etree._Element | None:
        """The element that holds the article's text."""
        return None

    # --- all of it

    def hints(self) -> Hints:
        """Every field that the class could read; what it could not is noted, and left to others."""
        return Hints(
            title=self._read(self.title, None),
            standfirst=self._read(self.standfirst, None),
            authors=self._read(self.authors, []),
            date_published=self._read(self.date_published, None),
            date_modified=self._read(self.date_modified, None),
            sections=self._read(self.sections, []),
            tags=self._read(self.tags, []),
            images=self._read(self.images, []),
        )

    def body_container(self) -> etree._Element | None:
        """`container`, or None (noted) where the page is built otherwise."""
        return self._read(self.container, None)

    def _read(self, field: Callable[[], T], missing: T) -> T:
        try:
            return field()
        except UnexpectedLayout as surprise:
            self.document.notes.append(str(surprise))
            return missing


def texts_of(elements: Sequence[etree._Element]) -> list[str]:
    """The words of each element that has any, each wording once."""
    return list(dict.fromkeys(text for text in map(text_of, elements) if text))
