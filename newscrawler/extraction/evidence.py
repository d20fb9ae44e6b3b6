"""What all readers of fields look at: the scan, the JSON-LD, which of its nodes is the article, where the title is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from newscrawler.extraction.document import Document
from newscrawler.extraction.header_zone import Line, Roles, lines_around, marks_around
from newscrawler.extraction.headings import find_heading, stated_titles
from newscrawler.extraction.json_ld import MAX_BODY, MAX_LABEL, LinkedData, Node, read_json_ld, text_in, types_of
from newscrawler.extraction.page_scan import PageScan, scan
from newscrawler.extraction.site_names import SiteNames
from newscrawler.extraction.words import Witness, bare_address, key_of, split_address

if TYPE_CHECKING:
    from newscrawler.extraction.metadata import Hints

_POOR_TYPES = frozenset(("videoobject", "review", "imagegallery", "creativework"))
"""Types of nodes that often stand beside the article's own."""
_MOST_NODES = 50
"""Article nodes of one page that are compared; lists of teasers have more."""


@dataclass(slots=False, eq=False)
class Evidence:
    """One page's witnesses, gathered once; what is dear is read when somebody asks for it."""

    document: Document
    scan: PageScan
    data: LinkedData
    hints: Hints | None = None
    path: list[str] = field(default_factory=list)
    """Segments of the address's path."""

    @classmethod
    def gather(cls, document: Document, hints: Hints | None = None) -> Evidence:
        """Walk the page and read its JSON-LD."""
        found = scan(document)
        path = [part for part in split_address(document.url)[1].split("/") if part]
        return cls(document, found, read_json_ld(found.scripts), hints, path)

    @cached_property
    def article(self) -> Node:
        """The JSON-LD node of the page's article; empty where there is none."""
        nodes = self.data.articles
        if len(nodes) < 2:
            return nodes[0] if nodes else {}
        return max(nodes[:_MOST_NODES], key=self._likelihood)

    def _likelihood(self, node: Node) -> float:
        """How well a node fits the page; `max` takes the first of equals."""
        points = 0.0
        headline = key_of(text_in(node.get("headline") or node.get("name"), MAX_LABEL))
        if headline and headline in self._page_titles:
            points += 4
        elif headline and any(headline in title or title in headline for title in self._page_titles if len(title) > 12):
            points += 2
        if self._addresses and not self._addresses.isdisjoint(_addresses_in(node)):
            points += 3
        points += 0.5 * ("datePublished" in node) + 0.5 * ("author" in node) + 0.2 * ("headline" in node)
        return points - 2 * (not _POOR_TYPES.isdisjoint(types_of(node)[:1]))

    @cached_property
    def _page_titles(self) -> frozenset[str]:
        """Keys of what the head and the headings call the page."""
        stated = [self.scan.title, self.scan.meta("og:title"), self.scan.meta("twitter:title")]
        stated += [self.scan.heading_text(element) for element in self.scan.headings[:5]]
        return frozenset(filter(None, map(key_of, stated)))

    @cached_property
    def _addresses(self) -> frozenset[str]:
        """The page's own address, as known, as canonical and as `og:url`."""
        stated = (self.document.url, self.scan.canonical, self.scan.meta("og:url"))
        return frozenset(bare for bare in map(bare_address, stated) if bare)

    @cached_property
    def page(self) -> Node:
        """The JSON-LD node of the page as a page (WebPage), empty where there is none."""
        return self.data.pages[0] if self.data.pages else {}

    @cached_property
    def article_body(self) -> str | None:
        """JSON-LD's `articleBody`, white space collapsed."""
        return text_in(self.article.get("articleBody"), MAX_BODY)

    @cached_property
    def site(self) -> SiteNames:
        """What the site calls itself."""
        return SiteNames.of(self.document.url, self.scan, self.data, self.article)

    @cached_property
    def head_titles(self) -> list[Witness]:
        """What JSON-LD, metas and microdata (else `<title>`) call the article, without the site's name."""
        return stated_titles(self.scan, self.article, self.site)

    @cached_property
    def heading(self) -> etree._Element | None:
        """The element that shows the title; the boxes around it are no furniture, whatever their names say."""
        found = find_heading(self.scan, self.head_titles, self.site)
        if found is not None:
            self.scan.clear_around(found)
        return found

    @cached_property
    def roles(self) -> Roles:
        """Elements around the title by what their names say; on a page without a title those at its beginning."""
        start = self.heading
        if start is None:
            body = next(self.scan.each("body"), None)
            start = body[0] if body is not None and len(body) else None
        return marks_around(start) if start is not None else {}

    @cached_property
    def zone(self) -> list[Line]:
        """The lines around the title; none where there is no heading."""
        return lines_around(self.scan, self.heading) if self.heading is not None else []

    def props(self, *names: str) -> Iterator[etree._Element]:
        """Elements with one of these `itemprop` words, outside furniture."""
        for name in names:
            for element in self.scan.props.get(name, ()):
                if not self.scan.in_furniture(element):
                    yield element


def _addresses_in(node: Node) -> set[str]:
    stated = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    texts = [value.get("@id") or value.get("url") if isinstance(value, dict) else value for value in stated]
    return {bare for text in texts if isinstance(text, str) and (bare := bare_address(text))}
